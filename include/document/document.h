#ifndef GR_DOCUMENT_DOCUMENT_H
#define GR_DOCUMENT_DOCUMENT_H
/* The evaluated document: the waist of the house. Knows no XML, no template, no page, no output
 * format. PDF, XLSX and HTML all start from here. */
#include "base/arena.h"
#include "chart/chart.h"
#include "document/style.h"

#define GR_HEADING_LEVELS 6 /* as PDF has tags, and HTML elements */

typedef enum gr_role { GR_ROLE_ROOT, GR_ROLE_BLOCK, GR_ROLE_PART, GR_ROLE_INLINE } gr_role;
typedef enum gr_holds {
    GR_HOLDS_NOTHING,
    GR_HOLDS_BLOCKS,
    GR_HOLDS_PARTS,
    GR_HOLDS_INLINES
} gr_holds;
typedef enum gr_kind {
#define GR_NODE(ID, name, role, holds) GR_K_##ID,
#include "document/node_kinds.def"
#undef GR_NODE
    GR_K__COUNT
} gr_kind;
typedef struct gr_kind_info {
    const char *name;
    gr_role role;
    gr_holds holds;
} gr_kind_info;
extern const gr_kind_info gr_kinds[GR_K__COUNT]; /* "is it a leaf?" is answered here only */

typedef struct gr_col { /* column of a table */
    gr_mpt width;       /* 0: from content */
    gr_align align;
    bool header;      /* its cells are row heads */
    gr_format format; /* of its figures; for the sheet's number format */
    bool summed;      /* a total row sums it */
} gr_col;

typedef enum gr_row_role { /* meaning, and look */
                           GR_ROW_HEAD,
                           GR_ROW_BODY,
                           GR_ROW_GROUP,
                           GR_ROW_SUBTOTAL,
                           GR_ROW_TOTAL
} gr_row_role;

/** Rows that are pulled, not held. The head rows of a big table are ROW children as always; the
 * rows of the source (body, groups, total) come after them. gr_rows_next walks both. */
typedef struct gr_row_source {
    /** The next row, made in `arena` with cells as children; *out NULL at the end. */
    gr_status (*next)(void *user, gr_arena *arena, gr_node **out_row);
    gr_status (*restart)(void *user);
    /** All that the rows below the head but the total print, and their values, as bytes in pieces;
     *  false: there is no piece `nr`. */
    bool (*block)(void *user, size_t nr, gr_str *out);
    /** The total alone; *out NULL: there is none. With `block`, else NULL as that. */
    gr_status (*total)(void *user, gr_arena *arena, gr_node **out_row);
    void *user;
    uint32_t n_body; /* rows of records, which come first; 0: not known before. Each has a plain
                        cell a column, without notes and links. Their texts live as long as the
                        document, and so need no copy. */
} gr_row_source;

/** Where a sheet says what its figures come from: nowhere, in a comment on each, in a column behind
 *  the table. */
typedef enum gr_cited_in { GR_CITED_NOWHERE, GR_CITED_IN_NOTES, GR_CITED_IN_COLUMN } gr_cited_in;

#define GR_CIRCLES 10 /* as many signs there are of numbers in circles */
typedef enum gr_list_type {
    GR_LIST_BULLET,
    GR_LIST_NUMBER,
    GR_LIST_LETTER,
    GR_LIST_ROMAN,
    GR_LIST_CAPITAL, /* A, B, C */
    GR_LIST_CAPITAL_ROMAN,
    GR_LIST_CIRCLED, /* a number in a circle, to GR_CIRCLES */
    GR_LIST_CHECK,   /* its items are done, or not */
    GR_LIST_TERMS,   /* the first paragraph of an item is a term, the rest explains it ... */
    GR_LIST_LINES    /* ... or a label with its value; blank: it has none */
} gr_list_type;
typedef enum gr_box_role {
    GR_BOX_PLAIN,
    GR_BOX_QUOTE,
    GR_BOX_ASIDE,
    GR_BOX_ARTICLE,
    GR_BOX_MARGIN
} gr_box_role;

/** What a list of what is where tells: headings, or captions with a number. */
typedef enum gr_listing { GR_LISTS_HEADINGS, GR_LISTS_TABLES, GR_LISTS_FIGURES } gr_listing;

/** Where a section starts. LATE: on a new page when the one before is nearly full (up to a third
 *  may stay empty), else right here; so that chapters open well and no page stays half empty. */
typedef enum gr_page_start { GR_START_HERE, GR_START_LATE, GR_START_PAGE } gr_page_start;

struct gr_node {
    gr_kind kind;
    gr_loc at; /* template element that made it: late errors still point home */
    const gr_style
        *style; /* of the house style; never NULL on blocks, parts and SPAN-less inlines' parents */
    gr_str anchor; /* id for links and outline; empty: none */
    struct {
        bool here, next_head, foot;
    } may_float; /* of a table, chart, image, box: where it may stand; none: where it is written */
    bool wide;   /* of a block: it goes over the margin column too, where pages have one */
    bool keep_next; /* of a block: no page ends between it and what follows */
    gr_node *parent, *first, *last, *next;
    union { /* read only the arm named by kind */
        struct {
            const gr_master *master; /* NULL: the parent's; a change starts a new page */
            uint8_t level;           /* of its heading: 1.. ; 0: it has none */
            gr_page_start start;
            bool slide;   /* one page, if it fits */
            bool speaker; /* in a slide: what its speaker says; printed below it */
        } section;
        struct {
            uint8_t level; /* 1..GR_HEADING_LEVELS; the tag is H<level> */
            gr_str number; /* "2.1", empty when not numbered */
            bool listed;   /* in contents and outline */
        } heading;
        struct {
            uint8_t head; /* it heads the box around it, at this level, and is no part of the
                             contents; 0: it is no heading */
        } paragraph;
        struct {
            gr_list_type type;
            uint8_t level;  /* 1..GR_LIST_LEVELS */
            uint16_t start; /* number of its first item; 0: 1 */
            gr_str sign;    /* BULLET: instead of that of the house style; empty: that */
        } list;
        struct {
            bool done; /* of a CHECK list */
        } item;
        struct {
            const gr_col *cols;
            size_t n_cols, n_head_rows;
            const gr_table_look *look;
            gr_str sheet;         /* name of its sheet; empty: not in the workbook */
            gr_str title;         /* caption and unit as plain text: title in the workbook */
            gr_cited_in cited_in; /* of its sheet; gr_doc.cited */
            bool flat;            /* its sheet is a list: a record a row, nothing else between */
            const gr_str *levels; /* flat: heads of the columns that its groups become there */
            size_t n_levels;
            bool repeat_head;
            bool full;                   /* as wide as the text, whatever is in it */
            bool carry;                  /* cells carry running totals over page ends */
            const gr_row_source *source; /* NULL: the ROW children are all rows */
            const gr_node *in_sheet;     /* the table that a workbook has instead; NULL: itself */
        } table;
        struct {
            gr_row_role role;
            uint8_t level; /* of a GROUP or SUBTOTAL row in groups: 0 is the outermost */
            gr_str key;    /* which row it is, whatever stands before it; empty: it has no name */
            const gr_mark_look *mark; /* it stands out; NULL: it does not */
        } row;
        struct {
            uint16_t colspan, rowspan; /* at least 1 */
            bool header;               /* TH */
            const gr_figure *figure; /* NULL: text only; also a FIGURE child (a SIGN for checks) */
            gr_align align;
            gr_str named; /* what a workbook calls it in formulas; empty: it has no name */
            const gr_mark_look *mark; /* it, its row or its column stands out; NULL: none does */
            int64_t bar, bar_of;      /* a bar of `bar`, the longest being `bar_of`; of 0: none */
            bool said;                /* the sign of that look stands in it */
            bool filled;              /* it stands for time that is taken: shaded in a workbook */
            gr_str carried; /* running total of its column, this row included; empty: none */
        } cell;
        struct {
            uint16_t number; /* of a table or a figure; 0: it has none, and is in no list */
        } caption;
        struct {
            const gr_box_look *look;
            gr_box_role role;
            uint8_t parts; /* of the width, beside other boxes of a grid that is `beside`; 0: 1 */
            bool value_above; /* its head, the first child, stands below the second one */
        } box;
        struct {
            uint8_t columns; /* boxes side by side; more wrap to the next line */
            bool beside;     /* all side by side, each as wide as its parts say */
        } grid;
        struct {
            uint8_t count;
        } columns;
        struct {
            const gr_chart *spec;
            gr_str sheet; /* where a workbook draws it too; empty: nowhere */
        } chart;
        struct {
            const struct gr_plan_strip *spec; /* chart/plan.h */
            const gr_figure *figures;         /* days and periods that it shows */
            size_t n_figures;
        } strip;
        struct {
            gr_str path, alt; /* absolute path; alt is empty when it is decoration */
            gr_mpt width;     /* 0: its own size at 150 dpi, at most the column */
        } image;
        struct {
            uint8_t depth; /* levels listed */
            gr_str title;
            gr_listing list;
        } contents;
        struct {
            gr_str chars;
        } text;
        struct {
            const gr_figure *figure;
            gr_str expansion; /* its text with abbreviations in full; empty: it has none */
        } figure;
        struct {
            bool bold, italic, code;
            gr_str lang;      /* empty: the document's */
            gr_str expansion; /* of an abbreviation; empty: it is none */
        } span;
        struct {
            gr_str uri; /* empty: internal */
            gr_str to;  /* anchor in this document */
        } link;
        struct {
            uint16_t number;      /* 1.. through the document */
            const gr_node *first; /* it was called before, there: a mark without words; else NULL */
        } note;
        struct {
            gr_str chars, spoken; /* "✓", "neemt deel" */
            gr_value value;       /* BOOL, for the sheet */
            bool mark;            /* says that what follows stands out: no part of its text */
        } sign;
        struct {
            gr_str to; /* prints the page number of that anchor */
        } page_ref;
    } as;
};

typedef struct gr_doc_export { /* what it was made from: for the workbook's sheet */
    gr_str file, title;
    gr_str as_of_text;
    gr_value as_of;
    uint32_t records; /* that figures come from, as far as its readers may know them; 0: they are
                         not told of it */
} gr_doc_export;

typedef struct gr_doc_field { /* of records that figures come from */
    gr_str title;
    uint32_t records; /* in which figures come from it */
    gr_value sum; /* of an amount or a decimal, over those values that figures come from; NONE: no
                     such field, or no sum that is a number */
    gr_str sum_text;
    gr_format format;
} gr_doc_field;
typedef struct gr_doc_dataset { /* the same by dataset: own records and shared ones, no others */
    gr_str title;
    gr_str as_of_text; /* empty: its exports say no date */
    gr_value as_of;
    uint32_t records;
    const gr_doc_field *fields;
    size_t n_fields;
} gr_doc_dataset;

typedef struct gr_citation { /* records of one dataset that a figure comes from */
    gr_str dataset, fields;  /* what people call them; fields with a comma between */
    gr_str as_of_text;       /* day of the data; empty: its exports say none */
    gr_str records; /* their keys, or how many there are and which set: own ones and shared ones */
} gr_citation;
typedef struct gr_cited { /* what a figure comes from, as far as its readers may know */
    const gr_citation *items;
    size_t n;
    uint32_t more; /* records of further fields, which are not told one by one */
    bool others;   /* records of others have a part */
} gr_cited;

typedef struct gr_doc_side { /* of a control; value NONE: there is none, or it may not be told */
    gr_value value;
    gr_str text;
    gr_format format;
} gr_doc_side;
typedef struct gr_doc_control { /* what was controlled in it */
    gr_loc at;
    gr_str because;
    gr_doc_side that, equals, tolerance;
    bool compares; /* two sides; else `that` is yes or no */
    bool held;
    size_t waived; /* its row in gr_doc.waived; SIZE_MAX: it is not */
} gr_doc_control;

typedef struct gr_doc_waived { /* a failure that is held back, as readers are told */
    size_t nr;                 /* of its waiver, in the order of the descriptors */
    gr_str check, key;         /* id of the control or promise; of the record that it is for */
    gr_str what;               /* what does not hold, in words */
    gr_str text;               /* all of it, as readers are told; once the document is whole */
    gr_str because, by;
    gr_day until;
} gr_doc_waived;

struct gr_attachment; /* base/attachment.h */

typedef struct gr_doc_fact { /* what a document with a life cycle says of itself: "Versie", 2 */
    const char *name;        /* of its label: "version" */
    gr_str label, text;
    gr_value value;
    gr_format format;
} gr_doc_fact;

typedef struct gr_doc_rule { /* an expression that figures show */
    gr_loc at;               /* in its descriptor */
    gr_str source;           /* as written; empty: a descriptor says it without one (total="sum") */
} gr_doc_rule;

struct gr_doc {
    gr_arena *arena;
    const gr_house_style *house;
    gr_node *root;
    gr_str report, edition; /* ids: "handover-dossier", "gm0274" ("region" for the region) */
    gr_str owner,
        owner_dataset; /* key of who reads it, and of which dataset; empty: everybody's figures */
    gr_str file;       /* base name of its files, without ending */
    gr_str title, subtitle, author, subject, keywords, lang;
    gr_str open_title; /* title without what an owned record has a part in: for pages of many
                          editions */
    gr_value as_of;    /* DATE: the data's */
    gr_value day;      /* DATE: it was made for this day; NONE: it would be the same for any */
    gr_life life;      /* NONE: its report has no life cycle */
    const gr_doc_fact
        *life_facts; /* status first; none without a life cycle, unless it is a draft */
    size_t n_life_facts;
    const gr_str *caveats; /* why it is a draft: promises of its data that are broken */
    size_t n_caveats;
    gr_doc_waived *waived; /* each waiver once */
    size_t n_waived, cap_waived;
    const gr_master *master;
    bool only_inputs;  /* in its workbook nothing but inputs can be typed over */
    bool slides;       /* its pages are shown one at a time ... */
    bool for_speakers; /* ... or each small, above what is said of it */
    const gr_doc_export *exports;
    size_t n_exports;
    const gr_doc_dataset *datasets; /* that figures come from */
    size_t n_datasets;
    gr_doc_control *controls; /* in the order in which they were run */
    size_t n_controls, cap_controls;
    size_t n_nodes, max_nodes;
    const gr_figure **figures; /* all of them, in reading order: origin index, isolation test */
    size_t n_figures, cap_figures;
    const gr_cited *cited; /* of each of them; NULL: nothing shows it */
    gr_doc_rule *rules;    /* what the figures show, each once: gr_figure.rule */
    size_t n_rules, cap_rules;
    uint32_t *rule_slots; /* rules by place: rules.c */
    size_t n_rule_slots;
    const struct gr_attachment *attachments; /* files that go with it, in order */
    size_t n_attachments;
};

/** An empty document with its root. */
GR_NEVER_NULL gr_doc *gr_doc_new(gr_arena *arena, const gr_house_style *house, size_t max_nodes);
/** Append a child; GR_BUG if parent may not hold it, GR_OVER_LIMIT past max_nodes. */
GR_MUST_USE gr_status gr_doc_add(gr_doc *doc, gr_node *parent, gr_kind kind, gr_loc at,
                                 gr_diag *diag, gr_node **out_node);
/** A node outside the tree, for row sources and tests: not counted, not checked. It becomes the
 * last child of `parent` (may be NULL) and takes its style, as in gr_doc_add. */
GR_NEVER_NULL gr_node *gr_node_new(gr_arena *arena, gr_node *parent, gr_kind kind, gr_loc at);
/** Copies the figure into the document and its list. */
GR_NEVER_NULL const gr_figure *gr_doc_add_figure(gr_doc *doc, gr_figure figure);
/** The number of a rule, for gr_figure.rule; the same one for the same place. */
uint32_t gr_doc_add_rule(gr_doc *doc, gr_doc_rule rule);
bool gr_doc_has_sheets(const gr_doc *doc); /* so that it has a workbook */
/** All invariants (kinds in parents, styles, spans, heading levels without a gap, unique anchors,
 * link targets); debug builds call it after each phase. TARGET_UNKNOWN is the user's, the rest
 * GR_BUG. */
GR_MUST_USE gr_status gr_doc_check(const gr_doc *doc, gr_diag *diag);
void gr_doc_dump(const gr_doc *doc, gr_buf *out); /* stable, one node a line, figures with origin */
/** The same text in pieces, as it is made; of rows that are kept as bytes (gr_row_source.block) the
 * total alone. */
void gr_doc_dump_pieces(const gr_doc *doc, void (*take)(void *user, gr_str piece), void *user);

/** Walks rows of a table whether held or pulled. Rows of a source live in `scratch` until the next
 *  call rewinds it; so keep nothing of a row. */
typedef struct gr_row_cursor {
    const gr_node *table, *held;
    gr_arena *scratch;
    gr_mark mark;
} gr_row_cursor;
GR_MUST_USE gr_status gr_rows_open(const gr_node *table, gr_arena *scratch, gr_row_cursor *out);
GR_MUST_USE gr_status gr_rows_next(gr_row_cursor *cursor, const gr_node **out_row); /* NULL: end */
typedef struct gr_item_label { /* what stands before an item: "a." */
    gr_str text, spoken;       /* spoken: what is read out instead; empty: the text */
} gr_item_label;
/** Of an item, which is number `number` of its list. */
gr_item_label gr_list_label(const gr_house_style *house, const gr_node *item, unsigned number,
                            gr_arena *arena);
/** "4", "d", "iv", without a sign behind it; empty: items of such a list have no numbers. */
gr_str gr_list_number(gr_list_type type, unsigned number, gr_arena *arena);
bool gr_list_has_words(const gr_node *list); /* TERMS, LINES */
unsigned gr_list_first(const gr_node *list); /* number of its first item */
/** Numbers of the items around it and its own, "1a"; empty: it has none itself. */
gr_str gr_item_path(const gr_node *item, gr_arena *arena);
gr_str gr_item_number(const gr_node *item, gr_arena *arena); /* its own alone: "a" */
bool gr_cell_has_blocks(const gr_node *cell); /* a CELL holds these, and no words beside them */
/** Plain text inside a node (notes left out): sheet cells, outline, tests. */
gr_str gr_node_text(const gr_node *node, gr_arena *arena);
/** The node after `node` in reading order within `top`; NULL behind the last one. */
const gr_node *gr_node_after(const gr_node *node, const gr_node *top);

#endif
