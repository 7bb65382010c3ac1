#ifndef GR_LAYOUT_PAGES_H
#define GR_LAYOUT_PAGES_H
/* What layout yields: pages of placed items, and the structure tree every item belongs to. The PDF
 * room reads this and nothing to the left of it. x from the left, y from the TOP of the page. */
#include "base/path.h"
#include "document/style.h"
#include "text/text.h"

typedef enum gr_tag {
#define GR_TAG(ID, name) GR_TAG_##ID,
#include "layout/tags.def"
#undef GR_TAG
    GR_TAG__COUNT
} gr_tag;
extern const char *const gr_tag_names[GR_TAG__COUNT];

typedef enum gr_scope_kind { GR_SCOPE_NONE, GR_SCOPE_ROW, GR_SCOPE_COLUMN } gr_scope_kind;
typedef enum gr_numbering {
    GR_NUMBERING_NONE,
    GR_NUMBERING_DISC,
    GR_NUMBERING_DECIMAL,
    GR_NUMBERING_LETTER,
    GR_NUMBERING_ROMAN,
    GR_NUMBERING_CAPITAL,
    GR_NUMBERING_CAPITAL_ROMAN
} gr_numbering;

struct gr_image;  /* image/image.h */
struct gr_figure; /* base/figure.h */

typedef struct gr_elem gr_elem;
typedef struct gr_elem_more {        /* what few elements have */
    gr_str alt, actual, lang, title; /* empty: not given */
    gr_str expansion;                /* of an abbreviation; empty: it is none */
    gr_str id;                       /* NOTE, TH in tables with spans */
    const gr_elem *const *headers;   /* TD in tables whose heads span: their TH; may be NULL */
    size_t n_headers;
    gr_mpt bbox[4]; /* FIGURE: left, top, right, bottom on its page */
} gr_elem_more;
extern const gr_elem_more gr_elem_no_more;
/* Structure element; children in reading order. A long table has millions: what is rare stands
 * apart. */
struct gr_elem {
    gr_elem *parent, *first, *last, *next;
    const gr_elem_more *more; /* never NULL */
    const gr_node *node;      /* what it came from; for dumps and reports */
    gr_tag tag;
    uint32_t index;            /* running number, larger than its parent's */
    uint16_t colspan, rowspan; /* TH, TD; 0 or 1: none */
    uint8_t scope;             /* gr_scope_kind: TH */
    uint8_t numbering;         /* gr_numbering: L */
    bool has_bbox;             /* FIGURE */
};

/** What placed content belongs to: a structure element, or an artifact of a kind. Made only by the
 * two functions below, so nothing can be drawn untagged by accident. */
typedef enum gr_artifact {
    GR_ARTIFACT_NONE,
    GR_ARTIFACT_HEADER,
    GR_ARTIFACT_FOOTER,
    GR_ARTIFACT_LAYOUT,
    GR_ARTIFACT_BACKGROUND,
    GR_ARTIFACT_WATERMARK
} gr_artifact;
typedef struct gr_owner {
    const gr_elem *elem; /* NULL for an artifact */
    gr_artifact artifact;
} gr_owner;
gr_owner gr_owned_by(const gr_elem *elem);
gr_owner gr_decoration(gr_artifact kind);

typedef enum gr_item_kind {
    GR_ITEM_TEXT,
    GR_ITEM_RULE,
    GR_ITEM_RECT,
    GR_ITEM_PATH,
    GR_ITEM_IMAGE,
    GR_ITEM_LINK
} gr_item_kind;
typedef struct gr_item {
    gr_item_kind kind;
    gr_owner owner;
    gr_mpt x, y; /* TEXT: start of the baseline; others: top left */
    union {
        struct { /* glyphs of one run, all or a part */
            const gr_run *run;
            size_t first, n; /* glyphs */
            gr_mpt size;
            gr_rgb colour;
            const struct gr_figure *shows; /* the figure that it is a part of; NULL: of none */
            gr_str actual; /* not empty: /ActualText, for a hyphen that is not in the text */
            bool turned;   /* runs from x, y up the page instead of to the right */
        } text;
        struct {
            gr_mpt x2, y2, width;
            gr_rgb colour;
        } rule;
        struct {
            gr_mpt width, height;
            gr_rgb fill;
        } rect;
        struct { /* coordinates relative to x, y */
            const gr_path_step *steps;
            size_t n;
            gr_rgb fill, stroke;
            gr_mpt stroke_width;
            bool repeated; /* the same steps stand on several pages: once in the file */
        } path;
        struct {
            gr_mpt width, height;
            const struct gr_image *image;
            gr_mpt cut_x, cut_y; /* so much of it stands out on either side, and is cut off */
        } image;
        struct { /* an active area */
            gr_mpt width, height;
            gr_str uri;    /* empty: internal */
            uint32_t page; /* internal: index of the page (while a sink takes it, of gr_pages.spots)
                              ... */
            gr_mpt to_y;   /* ... and the height on it */
            gr_str contents; /* description, for /Contents */
        } link;
    } as;
} gr_item;

typedef struct gr_page_spot {
    bool found;
    uint32_t page;
    gr_mpt y;
    bool asked; /* its page was printed before it was found */
} gr_page_spot;

typedef struct gr_page {
    gr_mpt width, height;
    const gr_item *items; /* in drawing order; text in reading order within its element */
    size_t n;
    const gr_master *master;
} gr_page;

typedef struct gr_outline { /* bookmarks, in order */
    gr_str title;
    uint8_t level; /* 1.. */
    uint32_t page;
    gr_mpt y;
    const gr_elem *elem;
} gr_outline;

struct gr_pages {
    const gr_page *pages; /* NULL: a sink took them */
    size_t n;
    const gr_page_spot *spots;
    size_t n_spots;
    gr_elem *root; /* DOCUMENT */
    size_t n_elems;
    size_t n_held; /* elements that hold something; 0: not counted */
    const gr_outline *outline;
    size_t n_outline;
    gr_text *text; /* whose runs the items hold */
    gr_str title, author, subject, keywords, lang;
    gr_value as_of; /* DATE */
    bool slides;    /* shown one at a time */
    gr_life life;
    gr_str status; /* the document's word for it; empty without a life cycle */
};

void gr_pages_dump(const gr_pages *pages, gr_buf *out); /* items by page, for --dump=pages */
void gr_tags_dump(const gr_pages *pages,
                  gr_buf *out); /* structure tree with its text, --dump=tags */

/** Characters of a TEXT item as they are read; "{-}" for a hyphen that is not in the text. */
void gr_item_add_text(const gr_item *item, gr_buf *out);

#endif
