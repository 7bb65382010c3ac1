#ifndef GR_CHART_CHART_H
#define GR_CHART_CHART_H
/* Charts: a specification with figures in, shapes out; and the text alternative, written from the
 * data. Knows no page and no PDF. All coordinates are 1/1000 pt, y grows downwards from the top. */
#include "base/figure.h"
#include "base/path.h"

typedef enum gr_chart_type {
#define GR_CHART(ID, name, feed) GR_CHART_##ID,
#include "chart/charts.def"
#undef GR_CHART
    GR_CHART__COUNT
} gr_chart_type;
extern const char *const gr_chart_names[GR_CHART__COUNT];
extern const char gr_chart_choice[]; /* all names, a space after each: for the grammar */

typedef enum gr_chart_feed { /* what a type shows, and which members of gr_chart hold it */
                             GR_FEED_VALUES, /* numbers by category, one series or more */
                             GR_FEED_SPANS,  /* series 0: when each category begins, series 1: when
                                                it ends; dates, periods */
                             GR_FEED_POINTS, /* series 0: how far right each category stands, series
                                                1: how high */
                             GR_FEED_BOXES   /* boxes and edges; no categories */
} gr_chart_feed;
extern const gr_chart_feed gr_chart_feeds[GR_CHART__COUNT];

typedef struct gr_series {
    gr_str title;
    const gr_figure *points; /* one a category; absent values leave a gap */
} gr_series;
typedef struct gr_chart_box {
    gr_str name, title, text;      /* name: for edges; text: under the title, may be empty */
    uint16_t row, column, columns; /* rows and columns count from 1; columns: that it spans */
    uint16_t frame;                /* 1 + index of the frame or lane it stands in; 0: of none */
    uint16_t parent; /* TREE: 1 + index of the box it hangs on, which comes before it; 0: of none */
    uint16_t depth;  /* TREE: how many boxes are above it */
    uint16_t kind;   /* 1 + index of its kind; 0: it has none */
    bool here;       /* PHASES: the one at work */
} gr_chart_box;
typedef enum gr_arrow { GR_ARROW_TO, GR_ARROW_BOTH, GR_ARROW_NONE } gr_arrow; /* its heads */
typedef struct gr_chart_edge { /* its label stands on it, or it gets a number, explained below */
    uint16_t from, to;         /* indexes of boxes */
    gr_str label;
    gr_arrow heads;
} gr_chart_edge;
typedef struct gr_chart_frame { /* around its boxes; a lane: a level strip with its boxes */
    gr_str name, title;
    uint16_t rows; /* of a lane, 1 or more: it begins where the one before it ends */
} gr_chart_frame;
typedef struct gr_chart_line { /* of a nested list that says what boxes and edges say */
    gr_str text;
    uint16_t depth; /* from 0 */
} gr_chart_line;
#define GR_CHART_MOST_LINES 12 /* rows or columns of a diagram */
typedef struct gr_chart {
    gr_chart_type type;
    gr_str title, unit; /* unit: printed at the value axis ("x € 1.000"); may be empty */
    const gr_str *categories;
    const gr_origin *const *sources; /* where each name comes from; NULL: of none it is known */
    size_t n_categories;
    const bool *marked;          /* of each: it stands out among the others; NULL: none does */
    gr_str mark_sign, mark_said; /* then: before its name, and in the text alternative */
    const gr_series *series;
    size_t n_series;
    const bool *levels;      /* WATERFALL: of each category: a level from zero, not a step */
    const gr_figure *totals; /* of the series in each category, where they are stacked; else NULL */
    gr_str left, right, bottom, top; /* POINTS: what the ends of the axes mean */
    bool bounded;
    gr_value lowest, highest; /* POINTS, when bounded: where both axes begin and end */
    const gr_chart_box *boxes;
    size_t n_boxes;
    const gr_chart_edge *edges;
    size_t n_edges;
    const gr_chart_frame *frames;
    size_t n_frames;
    bool lanes;          /* the frames are lanes, and every box stands in one */
    const gr_str *kinds; /* what boxes are told apart by, in the order of the boxes */
    size_t n_kinds;
    const uint16_t *widths;       /* of columns, in shares; NULL: all alike */
    bool down;                    /* TREE: branches grow down, not to the right */
    gr_str here;                  /* "hier zijn we nu" */
    const gr_chart_line *outline; /* BOXES: all of it in words, for where no drawing can stand */
    size_t n_outline;
    gr_str zero, without; /* words in the drawing: "alle waarden zijn nul", "zonder waarde" */
    gr_str cut;           /* "de as begint niet bij nul" */
    gr_str rest, total;   /* before what found no room: "niet in de figuur:"; of a stack */
    gr_str alt;           /* text alternative, complete */
    bool own_alt;         /* the descriptor gave it: it need not say all */
    gr_str table_anchor;  /* id of the table with the same figures; may be empty */
    gr_mpt height;        /* of the whole drawing, where it was asked for; 0: as the style says */
} gr_chart;

/** Words the text alternative needs, in the document's language. */
typedef struct gr_chart_words {
    gr_str chart, highest, lowest, total, from, to, share, see_table;
    gr_str kind; /* of a chart whose every figure is told; empty: of another */
    gr_str until, across, up, diagram, boxes, edges; /* until: through a last day */
    gr_str zero, without; /* all values are zero; categories that have no value */
    gr_str cut;           /* the axis does not begin at zero */
    gr_str milestone;     /* a task of one day */
    gr_str equal, both;   /* all values are equal; between the last two of several names: and */
    gr_str tree, phases, phase, of, here; /* phase 2 of 4: here we are */
    gr_str between, back, within;         /* lines without heads; with two; boxes in a frame */
} gr_chart_words;
/** What boxes and edges say, as a nested list; each text is whole. */
const gr_chart_line *gr_chart_outline(const gr_chart *chart, const gr_chart_words *words,
                                      gr_arena *arena, size_t *out_n);
/** What it shows, highest, lowest, trend or total: "Staafdiagram: Bijdrage per gemeente. Hoogste:
 * Arnhem, € 573.334. ..." */
gr_str gr_chart_alt(const gr_chart *chart, const gr_chart_words *words, gr_arena *arena);

typedef enum gr_shape_kind { GR_SHAPE_PATH, GR_SHAPE_LABEL } gr_shape_kind;
typedef struct gr_shape {
    gr_shape_kind kind;
    /* PATH */
    const gr_path_step *steps;
    size_t n_steps;
    uint32_t fill, stroke; /* 0xRRGGBB; 0xFF000000: none */
    gr_mpt stroke_width;
    /* LABEL: baseline at y; x is its left, centre or right by `anchor` (-1, 0, 1) */
    gr_str text;
    gr_mpt x, y;
    int8_t anchor;
    bool bold;
    bool hyphen; /* a hyphen that is not in the text follows it; its word goes on in the next */
    bool turned; /* read from the foot up; x and y are where it begins, whatever the anchor */
    bool cut;    /* PATH, a straight rule: it stops where it would run through a label */
    uint32_t colour;
} gr_shape;
typedef struct gr_shapes {
    const gr_shape *shapes;
    size_t n;
    gr_mpt width, height; /* of what was drawn */
    bool left_out;        /* no room, which was told: nothing was drawn */
    gr_str rest; /* names and figures that are not in the drawing, which was told; may be empty */
} gr_shapes;

/** The room for a drawing, and how wide its letters are, in the chart-label style. */
typedef struct gr_chart_space {
    gr_mpt width, height;
    gr_mpt most_height; /* a drawing that needs more than `height` takes up to this; 0: never */
    gr_mpt label_size, label_leading;
    gr_mpt (*measure)(void *user, gr_str text, bool bold);
    /** Where a word may be hyphenated, ascending byte positions inside it; NULL: nowhere. */
    size_t (*hyphenate)(void *user, gr_str word, size_t **out_positions);
    void *user;
    const uint32_t *colours;
    const uint32_t *on_colours; /* what can be read on each; 0xFF000000: nothing. NULL: nowhere */
    const uint32_t *tints;      /* light ones of these, on which `text` can be read. NULL: paper */
    size_t n_colours;
    uint32_t grid, axis, text, paper;
    uint32_t muted; /* of what is not marked, beside what is */
    uint32_t shade; /* behind boxes: a light one of none of these; 0xFF000000: paper */
    const gr_notation *notation;
} gr_chart_space;
/** Ticks are nice numbers (1, 2, 2.5, 5 times ten), labels never collide (bars with long category
 * names lie down), every series is told apart by more than colour (direct labels, hatching). Chart
 * data that cannot be drawn (no categories, a negative slice) is CHART_DATA at `at`. Names are
 * never shortened: they take lines, are hyphenated, turn, or stand elsewhere. In little room ticks
 * and figures go first; where a chart cannot be read any more it is left out: GR_OK and
 * out->left_out. What is left out, a figure, a name or all of it, is warned of (CHART_SMALL) and
 * stands in out->rest, unless the chart has a table with its figures. GR_CHART_LEAST_* is enough
 * for three categories in all types of values and of spans. */
#define GR_CHART_LEAST_WIDTH  85000 /* 30 mm, both */
#define GR_CHART_LEAST_HEIGHT 85000
GR_MUST_USE gr_status gr_chart_draw(const gr_chart *chart, const gr_chart_space *space, gr_loc at,
                                    gr_arena *arena, gr_diag *diag, gr_shapes *out);

#endif
