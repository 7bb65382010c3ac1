#ifndef GR_LAYOUT_PRIV_H
#define GR_LAYOUT_PRIV_H
/* The inside of layout.
 *
 * Vocabulary. A *strip* is a piece of a page that is never cut: a line of a paragraph, a row of a
 * table, a chart. A *flow* is a list of strips at one width. A *wrap* is what surrounds a stretch
 * of strips and goes on over page ends: the frame of a box, the head of a table. A *region* is
 * where strips go: the body of a page, or one of its columns.
 *
 * Model. Every block kind has one handler that pushes strips into a flow, top to bottom. Each strip
 * says what it costs to end a page before it (GR_BREAK_NEVER .. GR_BREAK_FORCED) and which gap it
 * wants above. The flow of the document belongs to the page builder: as soon as the strips in it
 * overflow the region, the builder chooses where to cut, places what comes before and goes on. So
 * keeps, widows, rows, heads that repeat and notes are decided in one place (`builder.c`), and a
 * big table is placed while its rows are being pulled. The flow inside a box in a grid, a column or
 * a note has no builder: its owner composes the strips into one larger strip.
 *
 * Refused: handlers that place "as much as fits" and resume on the next page. Whether a heading may
 * stand at the foot depends on the two lines, caption, head and rows behind it; with resuming
 * handlers every such chain is a trial placement and a way back, per pair of kinds.
 *
 * Invariants: a strip's items lie between its top and its height; a flow of n strips ends after at
 * most n regions, as an untouched region always takes one strip (clipping and reporting it if need
 * be). */
#include "base/utf8.h"
#include "document/document.h"
#include "layout/layout.h"
#include "passing.h"
#include "text/line_break.h"

#define GR_COST_LINE  5      /* between lines of one paragraph           */
#define GR_COST_ROW   60     /* between rows of a table                  */
#define GR_COST_FEW   350    /* where a page gets few rows, items or tiles */
#define GR_COST_SPLIT 700    /* inside what looks best when kept together */
#define GR_COST_LATE  (-700) /* a chapter that would like a new page: up to a fifth left empty */
#define GR_COST_APART 600    /* inside a box: rather than a fifth left empty */

typedef struct gr_layouter gr_layouter;
typedef struct gr_builder gr_builder;
typedef struct gr_wrap gr_wrap;
typedef struct gr_strip gr_strip;
typedef struct gr_strips gr_strips;
typedef struct gr_page_edges gr_page_edges;

/* ---- placed things ------------------------------------------------------------------------ */

typedef struct gr_items {
    gr_item *items;
    size_t n, cap;
    gr_arena *arena; /* where the list grows; NULL: in lay->passing */
} gr_items;
void gr_items_add(gr_layouter *lay, gr_items *list, gr_item item);
/** Room for `more` items at once: what is counted before it is placed leaves nothing empty. */
void gr_items_room(gr_layouter *lay, gr_items *list, size_t more);
void gr_items_add_all(gr_layouter *lay, gr_items *to, const gr_items *from, gr_mpt x, gr_mpt y);
/** Of what stays longer than the strips it was made with: copies its words into `arena`. */
void gr_items_own_words(gr_arena *arena, gr_items *items);
void gr_items_lower(gr_items *list, size_t from, gr_mpt y); /* items from `from` on */
gr_item gr_rect_item(gr_owner owner, gr_mpt x, gr_mpt y, gr_mpt width, gr_mpt height, gr_rgb fill);
gr_item gr_rule_item(gr_owner owner, gr_mpt x, gr_mpt y, gr_mpt x2, gr_mpt y2, gr_mpt width,
                     gr_rgb colour);

void gr_add_quoted(gr_str text, gr_buf *out);

typedef enum gr_pin_kind { GR_PIN_ANCHOR, GR_PIN_CHAPTER, GR_PIN_FIGURE } gr_pin_kind;
typedef struct gr_pin { /* a spot whose place on its page somebody asks for */
    gr_pin_kind kind;
    uint32_t id;  /* of an anchor; index of a heading */
    gr_mpt *bbox; /* FIGURE: of its element, relative to the pin until then */
    gr_mpt x, y;
} gr_pin;
typedef struct gr_pins {
    gr_pin *pins;
    size_t n, cap;
} gr_pins;

typedef struct gr_note_body { /* a laid out footnote */
    const gr_strip *strips;
    size_t n;
    gr_mpt height;
} gr_note_body;
typedef struct gr_notes {
    const gr_note_body **notes;
    size_t n, cap;
} gr_notes;
void gr_notes_add_all(gr_layouter *lay, gr_notes *to, const gr_notes *from);

struct gr_strip {
    gr_mpt height;
    gr_mpt before;           /* gap above, unless it comes first in its region or wrap */
    gr_mpt baseline;         /* of its first line, from its top; for list labels */
    gr_mpt y;                /* scratch of `stack.c`: where it was put */
    gr_mpt used;             /* scratch of the builder: height of the region up to its end */
    int32_t penalty;         /* of ending a page before it */
    const gr_master *master; /* not NULL: pages look like this from here on */
    gr_wrap *wrap;           /* innermost one; NULL: none */
    gr_items items;          /* relative to the left and top of the strip */
    gr_pins pins;
    gr_notes notes;
    const gr_page_edges *edges; /* not NULL: shown when the page ends below it */
    const gr_strips *repeat;  /* lines of labels of cells that go on, `y` below its top: shown on it
                                 when it comes first, as far as the rows of that page reach */
    const gr_node *node;      /* for reports */
    uint32_t born;            /* generation of the oldest thing in it; 0: the one at hand */
    struct gr_beside *beside; /* what stands in the margin column beside it (margin.h); or NULL */
    bool wide;                /* it goes over the margin column too ... */
    gr_mpt shift;             /* ... and begins so much further right on the page at hand */
};
struct gr_strips {
    gr_strip *strips;
    size_t n, cap;
};

struct gr_page_edges { /* edge of a row that is cut, running totals of a table: under the last row
                     on a page, over the next one */
    gr_strip foot, head;
    uint32_t born;
};

struct gr_wrap {
    gr_wrap *parent;
    gr_mpt before;              /* gap above it */
    gr_mpt pad_top, pad_bottom; /* between its edge and its strips */
    gr_mpt x, width;            /* of its frame, in the flow */
    const gr_box_look *look;    /* NULL: no frame */
    gr_strips again;            /* repeated where it goes on in a new region; artifacts */
    gr_mpt again_height;
    bool wide; /* as of its strips */
    gr_mpt shift;
    bool placed;                /* its beginning is on a page already */
    const gr_page_edges *edges; /* of its last strip on the page before; NULL: none */
};

/** Where memory of the block that begins here is taken; none of what strips hold is older. */
void gr_begin_block(gr_layouter *lay);

/* ---- stack.c: strips under each other ------------------------------------------------------- */

typedef struct gr_stack { /* where the next strip goes */
    gr_mpt y;
    gr_wrap *open; /* innermost wrap that is open; NULL: none */
    gr_mpt foot;   /* of the last strip: taken when it stays the last */
    bool any;
    gr_mpt beside_end; /* of what stands in the margin column; 0: nothing does */
    gr_mpt wide_end;   /* of the last strip that goes over it */
} gr_stack;
/** Puts the strip under what is there; its top. */
gr_mpt gr_stack_add(gr_stack *stack, const gr_strip *strip);
gr_mpt gr_stack_end(const gr_stack *stack); /* height when all wraps are closed here */
gr_mpt gr_strips_height(const gr_strip *strips, size_t n);
/** Places strips at (x, y) of a larger strip: frames, items, pins and notes. */
void gr_compose(gr_layouter *lay, gr_strip *strips, size_t n, gr_mpt x, gr_mpt y, gr_strip *into);
void gr_draw_frame(gr_layouter *lay, const gr_box_look *look, const gr_mpt box[4], gr_items *out);

/* ---- flow.c: the sequence of blocks --------------------------------------------------------- */

typedef struct gr_flow {
    gr_builder *builder; /* NULL: strips are only collected */
    gr_strips list;
    gr_mpt x, width; /* measure of the blocks that come now */
    gr_elem *elem;   /* parent of their elements */
    gr_wrap *wrap;
    gr_mpt gap;               /* wanted above the next strip */
    int32_t penalty;          /* least penalty before the next strip */
    int32_t inner;            /* least penalty between the strips of this flow (inside boxes) */
    bool forced;              /* next strip starts a page */
    bool late;                /* it would like to, when the page is nearly full */
    bool fresh;               /* a wrap was opened and has no strip yet */
    gr_mpt height;            /* of the regions its strips end up in */
    gr_mpt opening;           /* still wanted below a heading on its page */
    const gr_master *master;  /* for the next strip; NULL: no change */
    gr_items lead;            /* label for the next strip; y relative to its baseline */
    uint32_t lead_born;       /* generation of the oldest in it */
    gr_pins pins;             /* for the next strip */
    struct gr_beside *beside; /* for the next strip */
    bool wide;                /* of all strips */
} gr_flow;

/** One per kind of block, `gr_lay_<kind>`, generated from document/node_kinds.def. */
typedef gr_status gr_block_fn(gr_layouter *lay, const gr_node *node, gr_flow *flow);
/** One per kind of inline, `gr_put_<kind>`. Parts have none: the block that holds them places them.
 */
typedef struct gr_writer gr_writer;
typedef void gr_inline_fn(gr_writer *writer, const gr_node *node);
#define GR_PICK_GR_ROLE_ROOT(name)  gr_block_fn gr_lay_##name;
#define GR_PICK_GR_ROLE_BLOCK(name) gr_block_fn gr_lay_##name;
#define GR_PICK_GR_ROLE_PART(name)
#define GR_PICK_GR_ROLE_INLINE(name)   gr_inline_fn gr_put_##name;
#define GR_NODE(ID, name, role, holds) GR_PICK_##role(name)
#include "document/node_kinds.def"
#undef GR_NODE
#undef GR_PICK_GR_ROLE_ROOT
#undef GR_PICK_GR_ROLE_BLOCK
#undef GR_PICK_GR_ROLE_PART
#undef GR_PICK_GR_ROLE_INLINE

GR_MUST_USE gr_status gr_lay_block(gr_layouter *lay, const gr_node *node, gr_flow *flow);
GR_MUST_USE gr_status gr_lay_children(gr_layouter *lay, const gr_node *node, gr_flow *flow);
GR_MUST_USE gr_status gr_flow_push(gr_layouter *lay, gr_flow *flow, gr_strip strip);
void gr_flow_gap(gr_flow *flow, gr_mpt gap);       /* at least this before the next strip */
void gr_flow_cost(gr_flow *flow, int32_t penalty); /* at least this before the next strip */
void gr_flow_pin(gr_layouter *lay, gr_flow *flow, gr_pin pin);
/** Where links to `node` lead, when it has a name: the top of the next strip. */
void gr_flow_pin_anchor(gr_layouter *lay, const gr_node *node, gr_flow *flow);
/** White around what is no running text (tables, charts, boxes): a line of it. */
void gr_flow_display(const gr_layouter *lay, gr_flow *flow);
/** A flow of its own with the same parent element, at `width`, for gr_compose. */
gr_flow gr_flow_apart(const gr_flow *flow, gr_mpt width, gr_elem *elem);
/** Opens a wrap in the flow; close it with gr_flow_unwrap. */
GR_NEVER_NULL gr_wrap *gr_flow_wrap(gr_layouter *lay, gr_flow *flow, gr_wrap wrap);
void gr_flow_unwrap(gr_flow *flow, gr_mpt gap);

/* ---- builder.c: pages (the inside of that is in pages_priv.h) -------------------------------- */

typedef struct gr_region {
    gr_mpt x, y, width, height;
} gr_region;
gr_region gr_region_of(const gr_master *master, bool first, unsigned column);
typedef struct gr_cut_line { /* a running line that was shortened, and that was said */
    const gr_running *line;
    uint32_t chapter;
} gr_cut_line;
#define GR_NO_HEADING UINT32_MAX
GR_MUST_USE gr_status gr_builder_fill(gr_layouter *lay, gr_flow *flow);
/** What is left of the region at hand; all of it for a flow without builder. */
gr_mpt gr_flow_room(gr_layouter *lay, const gr_flow *flow);
/* floats.c */
bool gr_floats(gr_layouter *lay, const gr_node *node, const gr_flow *flow);
GR_MUST_USE gr_status gr_lay_float(gr_layouter *lay, const gr_node *node, gr_block_fn *layouter,
                                   gr_flow *flow);
/* columns.c */
/** How many of `wanted` can stand side by side; space: width, gap. Reports when fewer do. */
size_t gr_columns_fitting(gr_layouter *lay, const gr_node *node, size_t wanted,
                          const gr_mpt space[2]);
/** How many of `n` strips fit in this height: at least one, and none that must stay with the next.
 */
size_t gr_strips_fitting(gr_strip *strips, size_t n, gr_mpt height);
/** sides.c: blocks side by side, as wide as their parts say. */
GR_MUST_USE gr_status gr_lay_sides(gr_layouter *lay, const gr_node *node, gr_flow *flow);
/** Ends of at most `columns` columns, all equally high as far as lines allow; how many. */
size_t gr_deal_evenly(const gr_strips *list, size_t columns, gr_mpt height, size_t *out_ends);

/* ---- elems.c -------------------------------------------------------------------------------- */

/** NULL parent: for measuring only; then NULL comes back and nothing is made. */
gr_elem *gr_elem_add(gr_layouter *lay, gr_elem *parent, gr_tag tag, const gr_node *node);
/** What few have, as a copy of its own that may be filled in. */
GR_NEVER_NULL gr_elem_more *gr_elem_own(gr_layouter *lay, gr_elem *elem);
void gr_number_elems(gr_pages *pages);

/* ---- inline.c, words.c: inlines to tokens ---------------------------------------------------- */

typedef struct gr_link_to { /* where a stretch of text leads */
    gr_elem *elem;
    gr_str uri;      /* empty: internal */
    uint32_t anchor; /* id, when internal */
    gr_str contents;
    bool plain; /* not underlined: note marks, lines of the contents */
    bool lined; /* its owner makes one area for the whole line */
} gr_link_to;
typedef struct gr_ink { /* how a stretch of text looks and what it belongs to */
    gr_face face;
    gr_mpt size, raise;
    gr_rgb colour;
    gr_str lang;
    gr_elem *elem;
    const gr_link_to *link; /* NULL: none */
} gr_ink;
typedef struct gr_token { /* what a gr_break_item stands for, index by index */
    const gr_ink *ink;
    const gr_run
        *run; /* BOX: glyphs [first, first + n); GLUE: the space; PENALTY: the hyphen or NULL */
    uint32_t first, n;
    const gr_figure *shows;   /* what it is a part of; NULL: of no figure */
    bool figure;              /* a part of a number or a date: it is never cut between its digits */
    bool gap;                 /* BOX: a space where a line ends only if there is no other way */
    uint8_t level;            /* odd: read from right to left (Unicode Standard Annex 9) */
    const gr_note_body *note; /* PENALTY: its mark stands here */
} gr_token;
typedef struct gr_para {
    gr_break_item *items;
    gr_token *tokens;
    size_t n, cap_items, cap_tokens;
    const gr_style *style;
    gr_face face;
    gr_elem *elem;
    const gr_node *node;
    gr_mpt hang; /* further lines start this much to the right: numbered headings */
    bool turns;  /* some of it is read from right to left ... */
    bool rtl;    /* ... and so is the whole */
} gr_para;
struct gr_writer {
    gr_layouter *lay;
    gr_para *para;
    const gr_ink *ink;
    const gr_node *node; /* for reports */
    gr_elem *note_elem;  /* parent of NOTE elements; NULL: notes are not laid out */
    bool bold, italic;
    bool code;              /* words are not hyphenated, and no space is left out */
    const gr_figure *shows; /* what is written is this figure; NULL: none */
    bool figure;            /* what is written is a number or a date ... */
    bool begun;             /* ... of which a word stands */
    bool after_space;       /* white space has been put, or nothing yet */
    gr_str last_word;
    const gr_ink *last_ink; /* of its last sign, for kerning */
    char last[4];
    uint8_t n_last;
};
typedef struct gr_para_spec {
    const gr_node *node; /* its children are the text ... */
    gr_str text;         /* ... after this one */
    const gr_style *style;
    gr_rgb colour;          /* GR_NO_COLOUR: the style's */
    gr_elem *elem;          /* NULL: measuring only */
    gr_elem *note_elem;     /* notes become its children; NULL while measuring */
    bool hang_text;         /* further lines start where the children start */
    const gr_link_to *link; /* all of it; may be NULL */
} gr_para_spec;
/** Lives in lay->paras: mark it before, rewind when the lines are made. */
GR_NEVER_NULL gr_para *gr_para_make(gr_layouter *lay, const gr_para_spec *spec);
/** bidi.c: gives the tokens of a paragraph that is ready their levels, cutting those that are read
 * in both directions. */
void gr_para_turn(gr_layouter *lay, gr_para *para);
void gr_put_children(gr_writer *writer, const gr_node *node);
void gr_place_text(gr_writer *writer, gr_str chars);
void gr_write_word(gr_writer *writer, gr_str word);
void gr_write_end(gr_writer *writer);
void gr_write_space(gr_writer *writer);
void gr_write_item(gr_writer *writer, gr_break_item item, gr_token token);
void gr_write_line_end(gr_writer *writer);
/** Notes under the last report where a figure stands in an export: there it can be mended. */
void gr_note_record(gr_layouter *lay, const gr_node *node, gr_str chars);
const gr_shaped *gr_shape_text(gr_layouter *lay, const gr_ink *ink, gr_str chars,
                               const gr_node *node);
gr_ink *gr_ink_like(gr_layouter *lay, const gr_ink *ink);
gr_mpt gr_shaped_width(const gr_shaped *shaped, gr_mpt size);
/** Places a shaped text; the baseline starts at (x, y). Returns its width. */
gr_mpt gr_add_shaped(gr_layouter *lay, const gr_shaped *shaped, const gr_ink *ink, gr_owner owner,
                     gr_mpt x, gr_mpt y, gr_items *out);
gr_ink gr_style_ink(const gr_layouter *lay, const gr_style *style);
gr_mpt gr_style_baseline(const gr_layouter *lay, const gr_style *style);
typedef struct gr_widths {
    gr_mpt min, pref; /* longest word; everything on one line */
    gr_mpt whole;     /* longest figure ... */
    gr_mpt figure;    /* ... and longest word of one: it cannot be cut */
    gr_mpt piece;     /* longest piece of a word or figure, its hyphen included */
} gr_widths;
gr_widths gr_para_widths(const gr_para *para);
/* joined.c */
/** Before `word` is written: no line ends at the space before it, if they belong together. */
void gr_join_space(gr_writer *writer, gr_str word);
/** Gaps among the items [from, to) are spaces like others. */
void gr_part_joined(gr_para *para, size_t from, size_t to);

/* ---- lines.c: tokens to lines ---- */

typedef struct gr_line {
    gr_items items; /* relative to the left of the measure and the top of the line */
    gr_mpt width;   /* of its text */
    gr_notes notes;
    bool hyphenated;
} gr_line;
typedef struct gr_lines {
    gr_line *lines;
    size_t n;
    gr_mpt leading, baseline;
} gr_lines;
typedef struct gr_measure {
    gr_mpt x, width;
    gr_mpt first;   /* indent of the first line */
    gr_mpt last;    /* kept free at the right of every line */
    gr_align align; /* DECIMAL: as RIGHT; `last` brings the marks under each other */
} gr_measure;
GR_NEVER_NULL gr_lines *gr_para_lines(gr_layouter *lay, gr_para *para, const gr_measure *measure);
void gr_split_wide(gr_layouter *lay, gr_para *para, gr_mpt width);
/** Pushes the lines as strips with the keeps of the style. */
GR_MUST_USE gr_status gr_push_lines(gr_layouter *lay, gr_flow *flow, const gr_node *node,
                                    const gr_style *style, const gr_lines *lines);
/** A paragraph from `spec` in the flow: gaps, lines, keeps, rule. */
GR_MUST_USE gr_status gr_lay_para(gr_layouter *lay, gr_flow *flow, gr_para_spec spec);
/** Room for the labels of a list. */
gr_mpt gr_list_room(gr_layouter *lay, const gr_node *list);
/** The CAPTION or REMARK children of a node, each a paragraph with `tag` under flow->elem. */
GR_MUST_USE gr_status gr_lay_parts(gr_layouter *lay, const gr_node *node, gr_kind kind, gr_tag tag,
                                   gr_flow *flow);

/* terms.c: a list whose items begin with words. */
GR_MUST_USE gr_status gr_lay_terms(gr_layouter *lay, const gr_node *node, gr_flow *flow);
/** figure_words.c: what a diagram says, as a nested list in its place. */
GR_MUST_USE gr_status gr_lay_outline(gr_layouter *lay, const gr_node *chart, gr_flow *flow);

/* ---- note.c, link.c, outline.c ---- */

/** Lays out a note at the width of the page; NOTE element under `parent`. */
const gr_note_body *gr_note_make(gr_layouter *lay, const gr_node *note, gr_elem *parent);
/** Highest number of a note in the tree. */
uint32_t gr_last_note(const gr_node *node);
bool gr_calls_note(const gr_node *node);
uint32_t gr_note_anchor(gr_layouter *lay, const gr_node *note);
/** The LINK item over a stretch of a line, and its underline. */
gr_item gr_link_item(const gr_link_to *to, const gr_mpt box[4]); /* left, top, right, bottom */
void gr_add_link(gr_layouter *lay, const gr_ink *ink, const gr_mpt box[4], gr_mpt baseline,
                 gr_items *out);

typedef struct gr_late_page { /* a page number that is put in its place when it is known */
    uint32_t anchor;
    const gr_style *style;
} gr_late_page;
typedef struct gr_heading_entry {
    const gr_node *node;
    gr_str title; /* with its number */
    gr_str number, text;
    uint8_t level;
    bool listed;
    uint32_t anchor;
    gr_elem *elem; /* of the round at hand */
} gr_heading_entry;
GR_NEVER_NULL struct gr_anchors *gr_anchors_new(gr_arena *arena);
void gr_gather_headings(gr_layouter *lay);
/** The entry of a HEADING node; headings come in reading order. */
gr_heading_entry *gr_heading_find(gr_layouter *lay, const gr_node *node);
uint32_t gr_anchor_id(gr_layouter *lay, gr_str name);
void gr_anchor_found(gr_layouter *lay, uint32_t id, uint32_t page, gr_mpt y);
/** Page number in print: as found, or as of the last round; "00" before. The layout is then
 * repeated until it holds. */
gr_str gr_anchor_page(gr_layouter *lay, uint32_t id);
const gr_page_spot *gr_anchor_spot(const gr_layouter *lay, uint32_t id); /* as found so far */
/* page_numbers.c */
/** The place of a page number that nothing else depends on: its x is where the number ends. */
gr_item gr_late_number(gr_layouter *lay, uint32_t anchor, const gr_style *style, gr_owner owner);
bool gr_pages_settled(const gr_layouter *lay); /* what was printed is what was found */
void gr_anchors_next_round(gr_layouter *lay);
void gr_fill_outline(gr_layouter *lay, gr_pages *pages);
void gr_fill_links(gr_layouter *lay, gr_builder *builder);
void gr_give_spots(gr_layouter *lay, gr_pages *pages);

/* ---- figure.c ------------------------------------------------------------------------------ */

/** What a descriptor asks for is more than there is; `what` for the report. Returns what it gets.
 */
gr_mpt gr_made_smaller(gr_layouter *lay, const gr_node *node, const char *what, gr_mpt asked,
                       gr_mpt most);

/* ---- box.c: insides of a box, bar included ---- */
gr_mpt gr_box_left(const gr_box_look *look);
gr_mpt gr_box_top(const gr_box_look *look);
/** What a box leaves of a page to the blocks in it. */
gr_mpt gr_inside_height(gr_mpt height, const gr_box_look *look);
gr_tag gr_box_tag(const gr_node *node);

/* ---- run.c ---- */

#define GR_MOST_TOLD 20
typedef struct gr_told { /* colours that cannot be told apart, of which that was said */
    struct {
        gr_rgb ink, ground;
    } pairs[GR_MOST_TOLD];
    size_t n;
} gr_told;

struct gr_layouter {
    const gr_doc *doc;
    const gr_house_style *house;
    const gr_layout_setup *setup;
    gr_text *text;
    gr_arena *arena;   /* this round's pages and elements */
    gr_arena *passing; /* strips: the generation at hand */
    gr_passing *generations;
    uint32_t hold;     /* the oldest that somebody needs who lays a block out */
    gr_arena *keep;    /* all rounds: headings, anchors, images */
    gr_arena *scratch; /* marked and rewound within a call */
    gr_arena *trial;   /* stands in for both while something is only measured */
    gr_arena *paras;   /* tokens of the paragraphs at hand: marked and rewound around each */
    gr_diag *diag;
    const gr_page_sink *sink; /* NULL: pages are kept */
    bool first_round;
    bool doomed; /* this round prints a page that it cannot know: nothing of it is used */
    gr_told told;
    struct gr_picture *pictures; /* pictures.h */
    gr_elem *root;
    uint32_t n_elems;
    const gr_master *master; /* of the blocks that come now */
    gr_region body;          /* of its pages */
    struct gr_anchors *anchors;
    gr_heading_entry *headings;
    size_t n_headings, cap_headings, next_heading;
    gr_late_page *late; /* of this round */
    size_t n_late, cap_late;
    gr_cut_line *cut_lines;
    size_t n_cut_lines, cap_cut_lines;
    uint32_t n_tables;  /* with ids */
    uint32_t last_note; /* highest number of a note in the tree */
    gr_status worst;    /* of reports that do not stop the walk: a missing glyph */
};

/* readable.c */
/** CONTRAST_PLACED for letters that cannot be told from their ground; lay->worst says so. */
void gr_judge_page(gr_layouter *lay, const gr_page *page, size_t number); /* from 1 */

#endif
