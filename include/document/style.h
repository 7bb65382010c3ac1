#ifndef GR_DOCUMENT_STYLE_H
#define GR_DOCUMENT_STYLE_H
/* A house style as plain structs: layout, sheets and html see nothing else of it. Compiled once by
 * style/style_read, shared by all documents, read-only. */
#include "base/diag.h"
#include "base/life.h"
#include "base/notation.h"

typedef uint32_t gr_rgb; /* 0xRRGGBB */
#define GR_NO_COLOUR 0xFF000000u
/** Contrast ratio of WCAG in 1/100, rounded down: 100 (the same) to 2100 (black and white). */
int64_t gr_contrast(gr_rgb a, gr_rgb b);
bool gr_colour_is_darker(gr_rgb a, gr_rgb b);

#define GR_LIST_LEVELS 4 /* a list in a list in a list in a list */

typedef enum gr_style_id {
#define GR_STYLE(ID, name, about) GR_STYLE_##ID,
#include "document/style_names.def"
#undef GR_STYLE
    GR_STYLE__COUNT
} gr_style_id;
extern const char *const gr_style_names[GR_STYLE__COUNT];

typedef enum gr_align {
    GR_ALIGN_LEFT,
    GR_ALIGN_RIGHT,
    GR_ALIGN_CENTRE,
    GR_ALIGN_JUSTIFY,
    GR_ALIGN_DECIMAL
} gr_align;

typedef struct gr_font_file {
    gr_str family;
    bool bold, italic, fallback; /* fallback: used for signs the family lacks */
    gr_str path;                 /* absolute */
    gr_str sha256;               /* empty: not pinned */
    int32_t index;               /* of the face in a collection, from 0; -1: not said */
    gr_loc at;
} gr_font_file;

typedef struct gr_style { /* how a paragraph looks; never NULL on a node */
    gr_str name;
    gr_str family;
    bool bold, italic;
    gr_mpt size, leading;
    gr_mpt space_before, space_after;
    gr_mpt indent, first_indent; /* left edge of the block; extra for the first line */
    gr_align align;
    bool hyphenate;
    bool keep_next;          /* never last on a page */
    bool keep_together;      /* never broken */
    uint8_t widows, orphans; /* lines kept together at the top and foot; at least 2 */
    gr_rgb colour;
    gr_rgb on; /* what is behind the letters; GR_NO_COLOUR: paper. For judging contrast only */
    gr_rgb rule_below; /* GR_NO_COLOUR: none; else a rule under the block */
    gr_mpt rule_width, rule_gap;
    gr_loc at; /* of its colour in the house style */
} gr_style;

typedef struct gr_box_look {  /* tiles, cards, callouts, slots */
    gr_str name;              /* "tile", "card", "slot", "info", "warning", "action" */
    gr_rgb fill, border, bar; /* bar: a stripe at the left (or top) edge */
    gr_mpt border_width, bar_width, pad_x, pad_y, gap; /* gap: between boxes side by side */
    bool bar_top;
    const gr_style *title; /* of the title in it; NULL: box-title */
    gr_str
        sign; /* printed before the title, so that colour is not the only carrier; may be empty */
} gr_box_look;

typedef struct gr_table_look {
    gr_str name;                   /* "plain", "matrix", "timeline", ... */
    gr_rgb head_fill, head_colour; /* head_colour GR_NO_COLOUR: as the style cell-head has it */
    gr_rgb stripe, total_fill, group_fill;
    gr_rgb rule, head_rule, total_rule;
    gr_mpt rule_width, head_rule_width, total_rule_width;
    gr_mpt pad_x, pad_y;
    bool full; /* as wide as the text, whatever is in it */
    bool rail; /* a vertical line with dots between the first two columns: timelines */
} gr_table_look;

typedef struct gr_mark_look { /* what stands out among its like: a row, a column, a cell, an item */
    gr_str name;              /* "own" */
    gr_rgb fill;              /* behind its cells; GR_NO_COLOUR: nothing */
    bool bold;
    gr_str sign; /* before its name, so that colour is not the only carrier; may be empty */
    gr_str said; /* what is read out for the sign: "own:"; never empty */
} gr_mark_look;

typedef struct gr_chart_look {
    const gr_rgb *colours;
    size_t n_colours;
    gr_rgb grid, axis;
    gr_rgb muted;  /* of what is not marked, beside what is */
    gr_mpt height; /* of the plot, when the chart does not say */
} gr_chart_look;

typedef enum gr_field { /* what a running head or foot can show */
                        GR_FIELD_TEXT,
                        GR_FIELD_PAGE,
                        GR_FIELD_PAGES,
                        GR_FIELD_TITLE,
                        GR_FIELD_SUBTITLE,
                        GR_FIELD_SECTION /* title of the level-1 section at the top of the page */
} gr_field;
typedef struct gr_running_piece {
    gr_field field;
    gr_str text; /* TEXT */
} gr_running_piece;
typedef struct gr_running { /* one line at the head or foot */
    gr_align align;         /* LEFT, CENTRE, RIGHT */
    const gr_style *style;
    const gr_running_piece *pieces;
    size_t n_pieces;
    bool first; /* also on the first page of the master */
} gr_running;
typedef enum gr_band_way { /* what a band does when the text that opens a page is long */
                           GR_BAND_AUTO, /* grows with text that is meant for its colour and begins
                                            on it, moves with a band that it hangs on */
                           GR_BAND_GROWS,
                           GR_BAND_MOVES,
                           GR_BAND_STAYS
} gr_band_way;
typedef enum gr_band_fade {
    GR_FADE_NONE,
    GR_FADE_UP,
    GR_FADE_DOWN,
    GR_FADE_LEFT,
    GR_FADE_RIGHT
} gr_band_fade;
typedef enum gr_picture_fit {
    GR_FIT_COVER,   /* all of its box; what stands out is cut off */
    GR_FIT_CONTAIN, /* all of the picture, in the middle of its box */
    GR_FIT_STRETCH
} gr_picture_fit;
/* A filled rectangle or a picture behind the text: decoration, an artifact. In the order in which
 * they are written they lie on each other. */
typedef struct gr_band {
    gr_mpt x, y, width, height; /* y from the top of the page */
    gr_mpt pad;                 /* between the text and the edge that goes with it */
    gr_band_way with_text;
    gr_rgb colour;     /* of a picture: none */
    uint8_t opacity;   /* percent, 0 as 100: a scrim lets what is under it through */
    gr_band_fade fade; /* to where it is gone */
    gr_str picture;    /* file; empty: it is a band */
    gr_picture_fit fit;
    gr_loc at;
    bool first, rest; /* on the first page of the master; on the others */
} gr_band;
#define GR_ZOOM_NONE 100   /* percent */
typedef struct gr_master { /* page master */
    gr_str name;
    gr_mpt width, height, top, bottom, inner, outer; /* margins */
    gr_mpt first_top;                                /* top margin of its first page; 0: as top */
    gr_rgb watermark;    /* on its pages, while the document is a concept; GR_NO_COLOUR: none */
    gr_loc at;           /* of that colour in the house style, else of the master */
    uint16_t pages;      /* it is meant for so many in a row; 0: any number */
    uint16_t zoom;       /* percent of what text styles, looks and charts say; 0: as they say */
    uint16_t least_zoom; /* of a slide that would not fit else */
    gr_mpt margin, margin_gap; /* a column beside the text, at the open side; 0: none */
    bool sides; /* inner and outer margin, and running lines, change places on even pages */
    uint8_t columns;
    gr_mpt column_gap;
    gr_mpt head_y, foot_y; /* baseline of running lines, from the top and from the bottom edge */
    const gr_running *heads, *feet;
    size_t n_heads, n_feet;
    const gr_band *bands;
    size_t n_bands;
} gr_master;

typedef struct gr_watermark { /* the word across the pages of a concept: label "watermark" */
    const gr_style *style;    /* family and weight of its letters */
    bool across;              /* along the diagonal; else upright in the outer margin */
} gr_watermark;

typedef struct gr_label { /* fixed words: "source" -> "Bron:" */
    gr_str name, text;
} gr_label;

#define GR_STYLE_FILES 9

typedef struct gr_house_style {
    gr_str id, title, lang;
    uint16_t files[GR_STYLE_FILES]; /* that say how it looks: its own, those of what it is like */
    size_t n_files;
    gr_notation notation;
    const gr_font_file *fonts;
    size_t n_fonts;
    const gr_style *styles[GR_STYLE__COUNT]; /* the named ones, by id */
    const gr_style *all_styles;              /* these and the style's own, by name */
    size_t n_styles;
    const gr_master *masters;
    size_t n_masters;
    const gr_table_look *table_looks;
    size_t n_table_looks;
    const gr_box_look *box_looks;
    size_t n_box_looks;
    const gr_mark_look *mark_looks;
    size_t n_mark_looks;
    gr_chart_look chart;
    const gr_label *labels;
    size_t n_labels;
    gr_rgb link_colour;
    gr_watermark watermark;
    gr_str bullets[GR_LIST_LEVELS]; /* signs of items, by level of their list */
    gr_mpt list_indent;             /* of one level */
    gr_str check_sign;              /* the check mark: "✓" */
    gr_str check_signs[2];          /* of items of a list: to be done, done */
    gr_loc at;
} gr_house_style;

/* NULL when there is none of that name. */
const gr_style *gr_style_find(const gr_house_style *house, gr_str name);
const gr_master *gr_master_find(const gr_house_style *house, gr_str name);
const gr_table_look *gr_table_look_find(const gr_house_style *house, gr_str name);
const gr_box_look *gr_box_look_find(const gr_house_style *house, gr_str name);
const gr_mark_look *gr_mark_look_find(const gr_house_style *house, gr_str name);
/** The words for `name`, one of document/labels.def; when the style says none, its default in the
 *  language of the style: Dutch, else English.
 *  A name that is not in the list comes back itself. */
extern const gr_label gr_label_defaults[];
extern const size_t gr_n_label_defaults;
gr_str gr_label_text(const gr_house_style *house, const char *name);
/** What people call this status ("vastgesteld"), and who brought a document there ("Vastgesteld
 * door"). NONE: empty. */
gr_str gr_status_text(const gr_house_style *house, gr_life_status status);
gr_str gr_status_by_text(const gr_house_style *house, gr_life_status status);

#endif
