#ifndef GR_CHART_PRIV_H
#define GR_CHART_PRIV_H
/* What the types of charts share: numbers on one scale, a pen that collects shapes, text that fits.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "chart/chart.h"

#define GR_MOST_LABEL (1 << 24) /* height of any name, nearly 6 m: more than a page has */
#define GR_INK_NONE   0xFF000000u

typedef struct gr_rect {
    gr_mpt x, y, width, height;
} gr_rect;

/* --- pen.c: shapes --- */
typedef struct gr_shape_pen {
    gr_arena *arena;
    gr_shape *shapes;
    size_t n, cap;
    gr_path_step *steps; /* of the path that is open */
    size_t n_steps, cap_steps;
} gr_shape_pen;
typedef struct gr_shape_ink { /* how a path is filled and stroked */
    uint32_t fill, stroke;
    gr_mpt width;
} gr_shape_ink;
typedef struct gr_point {
    gr_mpt x, y;
} gr_point;
void gr_pen_move(gr_shape_pen *pen, gr_point to);
void gr_pen_draw(gr_shape_pen *pen, gr_point to);
void gr_pen_bend(gr_shape_pen *pen, gr_point first, gr_point second, gr_point to);
void gr_pen_close(gr_shape_pen *pen);
void gr_pen_end(gr_shape_pen *pen, gr_shape_ink ink); /* the path becomes a shape */
void gr_pen_rule(gr_shape_pen *pen, gr_point from, gr_point to, uint32_t colour, gr_mpt width);
/** A level or plumb rule of a grid or an axis: it stops where a label stands. */
void gr_pen_grid(gr_shape_pen *pen, gr_point from, gr_point to, uint32_t colour, gr_mpt width);
void gr_pen_box(gr_shape_pen *pen, gr_rect rect, uint32_t fill);
/** Strokes over a filled rectangle, a pattern for each series; the first has none. */
void gr_pen_hatch(gr_shape_pen *pen, gr_rect rect, size_t series, uint32_t colour);
/** A mark of a line chart: circle, square, triangle, diamond. */
void gr_pen_mark(gr_shape_pen *pen, gr_point at, size_t series, uint32_t colour);
typedef struct gr_text_spot { /* where a label stands, on its baseline */
    gr_mpt x, y;
    int8_t anchor;
    bool bold;
    uint32_t colour;
} gr_text_spot;
void gr_pen_label(gr_shape_pen *pen, gr_str text, gr_text_spot spot);
/** One line of a longer text; `hyphen` and `turned` as in gr_shape. */
void gr_pen_piece(gr_shape_pen *pen, gr_str text, gr_text_spot spot, bool hyphen, bool turned);
/** The outline of a rectangle, filled. */
void gr_pen_frame(gr_shape_pen *pen, gr_rect rect, gr_shape_ink ink);

/* --- alt.c: words --- */
/** Every value is there, and is zero. */
bool gr_series_is_zero(const gr_chart *chart, const gr_series *series);
gr_str gr_word_capital(gr_str word, gr_arena *arena);
void gr_alt_capital(gr_buf *out, gr_str word);
/** A word that begins a sentence of its own, "Hoogste: ", or stands in one, "hoogste ". */
void gr_alt_word(gr_str word, bool alone, gr_buf *out);
/** Has a place in the drawing: a number, or a day or period. */
bool gr_alt_placed(const gr_series *series, size_t category);
void gr_alt_without(const gr_chart *chart, const gr_series *series, gr_str word, gr_buf *out);
/* --- alt_places.c --- */
void gr_alt_spans(const gr_chart *chart, const gr_chart_words *words, gr_buf *out);
void gr_alt_points(const gr_chart *chart, const gr_chart_words *words, gr_buf *out);
/* --- alt_listed.c --- */
/** Every figure: "Renkum: vorig jaar 12, dit jaar 14; ..." */
void gr_alt_listed(const gr_chart *chart, gr_buf *out);
/* --- outline.c --- */
void gr_alt_boxes(const gr_chart *chart, const gr_chart_words *words, gr_buf *out);

/* --- plot.c: one chart at work --- */
typedef struct gr_plot {
    const gr_chart *chart;
    const gr_chart_space *space;
    gr_loc at;
    gr_arena *arena;
    gr_diag *diag;
    gr_shape_pen pen;
    int64_t *values; /* of point c of series s at s * n_categories + c, in units of 10^-places */
    bool *present;
    int places;        /* may be negative: thousands of millions are drawn in millions */
    int64_t low, high; /* smallest and largest present value */
    size_t n_present;
    gr_mpt height; /* of the drawing; gr_plot_need may make it higher */
    bool left_out;
    bool *shown;  /* of each value: its figure stands in the drawing, or has no need to */
    bool *named;  /* of each category: its whole name does */
    bool *summed; /* of each category: its total does; NULL without totals */
} gr_plot;
typedef gr_status gr_draw_fn(gr_plot *plot);
#define GR_CHART(ID, name, feed) gr_draw_fn gr_draw_##name;
#include "chart/charts.def"
#undef GR_CHART
GR_MUST_USE gr_status gr_plot_refuse(gr_plot *plot, const char *what);
/** The drawing ends here for want of room: a warning, and a status that gr_chart_draw turns into
 * left_out. */
GR_MUST_USE gr_status gr_plot_small(gr_plot *plot, gr_str what);
/** Values on one scale; without any, low and high are zero. */
void gr_plot_load(gr_plot *plot);
/** Makes the drawing at least so high; what is higher than a page has room for is left out. */
GR_MUST_USE gr_status gr_plot_need(gr_plot *plot, gr_mpt height);
/** A number on the scale of the values; false when it does not fit. */
bool gr_plot_units(const gr_plot *plot, const gr_value *value, int64_t *out);
size_t gr_plot_index(const gr_plot *plot, size_t series, size_t category);
const gr_figure *gr_plot_figure(const gr_plot *plot, size_t series, size_t category);
gr_mpt gr_plot_width(const gr_plot *plot, gr_str text); /* of a label */
uint32_t gr_plot_colour(const gr_plot *plot, size_t series);
/** Of a bar or a point: its series', or muted beside what is marked. */
uint32_t gr_plot_item_colour(const gr_plot *plot, size_t series, size_t category);
/** A label on the colour of a series: in what can be read there, its hatching put aside; where
 *  nothing can, on paper. */
void gr_plot_on_colour(gr_plot *plot, gr_rect plate, gr_str text, size_t series);
/** Widest label of all figures, of all categories. */
gr_mpt gr_plot_widest_figure(const gr_plot *plot);
gr_mpt gr_plot_widest_category(const gr_plot *plot);
/* --- wrap.c: names on several lines --- */
typedef struct gr_wrapped {
    gr_str *lines;
    bool *hyphens; /* of each line: its last word goes on in the next */
    size_t n, cap;
    gr_mpt width; /* of the widest */
    bool broken;  /* within a word */
} gr_wrapped;
/** `text` on lines of at most `width`, broken at spaces; in a word that is wider than a line at its
 * hyphens, where it may be hyphenated, or at last between letters. Nothing is left out. */
gr_wrapped gr_plot_wrap(const gr_plot *plot, gr_str text, gr_mpt width);
/** The same with the widths of bold letters. */
gr_wrapped gr_plot_wrap_bold(const gr_plot *plot, gr_str text, gr_mpt width);
/** Draws lines; spot.y is the middle of all of them. */
void gr_plot_lines(gr_plot *plot, const gr_wrapped *lines, gr_text_spot spot);
/** Height of lines; bounded, so that any sum of a thousand fits a length. */
gr_mpt gr_wrapped_height(const gr_plot *plot, const gr_wrapped *lines);

/* --- rest.c: what finds no place --- */
/** Makes the lists of what is shown; everything is, until it turns out otherwise. */
void gr_rest_open(gr_plot *plot);
/** No figure of category `c` stands in the drawing. */
void gr_rest_figures(gr_plot *plot, size_t c);
/** What is not shown in words, with the warning that names it; empty when all is, or when it
 * stands in the table of the chart. */
gr_str gr_rest_say(gr_plot *plot);
/** "Zonder waarde: Arnhem (.); Duiven (x)": of categories that lack a value, for what a drawing
 * cannot show otherwise; empty when there are none. */
gr_str gr_rest_without(const gr_plot *plot);
/** All of it in words, for a chart that is not drawn and whose alternative does not say all. */
gr_str gr_rest_all(const gr_plot *plot);

/* --- grid.c --- */
/** Rules that may be cut stop before labels and go on behind them. */
void gr_grid_clear(gr_plot *plot);

/* --- plot.c again --- */
/** Draws swatches and titles of series from the top of `area` and takes that height from it. */
void gr_plot_legend(gr_plot *plot, gr_rect *area);
/** The same for kinds of boxes. */
void gr_plot_kinds(gr_plot *plot, gr_rect *area);
/** The unit, left at the top of `area`; takes its line from it. */
void gr_plot_unit(gr_plot *plot, gr_rect *area);
/** The same with other words. */
void gr_plot_words(gr_plot *plot, gr_rect *area, gr_str words);
gr_mpt gr_plot_middle(const gr_plot *plot); /* from the middle of a label down to its baseline */

/* --- scale.c: nice ticks --- */
typedef struct gr_scale {
    int64_t low, high, step; /* the ends are ticks, but for one that was pulled towards zero */
} gr_scale;
/** Ticks from below `low` to above `high`, about `most` of them. */
gr_scale gr_scale_make(int64_t low, int64_t high, unsigned most);
/** The same for what starts at zero: small values beyond it do not buy a whole step of empty paper;
 * the axis then ends at the farthest of them. */
gr_scale gr_scale_snug(int64_t low, int64_t high, unsigned most);
int64_t gr_scale_first(const gr_scale *scale); /* the lowest tick */
/** Where `value` lies between from (low) and to (high). */
gr_mpt gr_scale_place(const gr_scale *scale, int64_t value, gr_mpt from, gr_mpt to);
gr_str gr_tick_text(const gr_plot *plot, const gr_scale *scale, int64_t tick);
gr_mpt gr_tick_widest(const gr_plot *plot, const gr_scale *scale);

/* --- circle.c: turns without floating point --- */
/** Point on a circle; `angle` in 1/1000 degree, clockwise from twelve o'clock. */
gr_point gr_circle_point(gr_point centre, gr_mpt radius, int32_t angle);
/** Continues the open path along the circle, from angle `from` to `to` (either way). */
void gr_pen_arc(gr_shape_pen *pen, gr_point centre, gr_mpt radius, int32_t from, int32_t to);

/* --- bars.c --- */
typedef enum gr_bars_how {
    GR_BARS_STANDING, /* unless names do not fit */
    GR_BARS_LYING,
    GR_BARS_STACKED
} gr_bars_how;
GR_MUST_USE gr_status gr_bars_draw(gr_plot *plot, gr_bars_how how);

/** The lines of a chart are so far from zero that their axis does not begin there. Of values that
 *  are loaded. */
bool gr_scale_is_cut(const gr_plot *plot);

/* --- lying.c: categories under each other, marks along one value axis --- */
typedef struct gr_lying {
    gr_plot *plot;
    gr_rect area; /* of the marks: from low to high, from the first category to the last */
    gr_scale scale;
    gr_wrapped *names;
    gr_mpt *starts; /* where each category begins, from the top of the area; one more: the end */
    gr_mpt bar;     /* height of what stands in a row */
} gr_lying;
/** Room for names at the left, for `before` and `behind` of figures beside the marks, and an axis
 *  of `scale` values below; draws unit, legend, grid, ticks and names. */
GR_MUST_USE gr_status gr_lying_open(gr_lying *lying, gr_plot *plot, const int64_t ends[2],
                                    const gr_mpt sides[2]);
/** The rectangle between two values in a category. */
gr_rect gr_lying_bar(const gr_lying *lying, size_t category, int64_t from, int64_t to);
gr_mpt gr_lying_far(const gr_lying *lying, int64_t value);
gr_mpt gr_lying_middle(const gr_lying *lying, size_t category);
/** Words beside a mark: behind it (1) or before it (-1). */
void gr_lying_words(gr_lying *lying, size_t category, gr_mpt far, int side, gr_str words);
/** Of marks whose place says what they are, not their length: from zero, unless all lie far from
 *  it, which the drawing then says. */
void gr_lying_ends(const gr_plot *plot, int64_t out[2]);

/* --- line_figures.c --- */
#define GR_LINE_WIDTH 1600
#define GR_MARK_ROOM  3200 /* half of what a mark takes */
typedef enum gr_names_way { GR_NAMES_LEVEL, GR_NAMES_TURNED, GR_NAMES_THINNED } gr_names_way;
typedef struct gr_line_chart {
    gr_plot *plot;
    gr_rect area; /* of the lines */
    gr_scale scale;
    gr_mpt band;        /* width of a category */
    bool named;         /* series are named at the end of their lines */
    gr_wrapped *titles; /* these names */
    gr_wrapped *names;  /* of categories */
    gr_names_way way;
    gr_mpt below; /* height of these names */
} gr_line_chart;
gr_point gr_line_point(const gr_line_chart *lines, size_t series, size_t category);
/** Draws figures; those that find no place are not `shown`. */
void gr_line_figures(gr_line_chart *lines);

/* --- boxes.c: what stands in boxes --- */
#define GR_BOX_PAD  6000
#define GR_BOX_LINE 1400 /* of its outline */
typedef struct gr_box_words {
    gr_wrapped title, text;
    bool bold; /* the title */
} gr_box_words;
typedef struct gr_box_ink {
    uint32_t fill, stroke, text;
} gr_box_ink;
/** The words of a box of that width. */
gr_box_words gr_box_wrap(const gr_plot *plot, const gr_chart_box *box, gr_mpt width, bool bold);
gr_mpt gr_box_height(const gr_plot *plot, const gr_box_words *words);
/** Of all words on one line, with what stands beside them. */
gr_mpt gr_box_natural(const gr_plot *plot, const gr_chart_box *box);
/** A box with its words in the middle, and the strip of its kind. */
void gr_box_draw(gr_plot *plot, const gr_chart_box *box, gr_rect rect, const gr_box_words *words,
                 gr_box_ink ink);
/** Light colour of a series, on which words can be read; else paper. */
uint32_t gr_plot_tint(const gr_plot *plot, size_t series);
gr_box_ink gr_box_plain(const gr_plot *plot, const gr_chart_box *box);
/** All titles bold? Not when that would break one of them within a word. */
bool gr_boxes_bold(const gr_plot *plot, const gr_rect *rects);

/* --- edges.c: arrows between boxes --- */
typedef struct gr_edge_line { /* an arrow as drawn: from box to box, in right angles */
    gr_point points[6];
    size_t n;
} gr_edge_line;
#define GR_MOST_COLUMNS (2 * GR_CHART_MOST_LINES)
typedef struct gr_diagram {
    gr_plot *plot;
    gr_rect *boxes; /* as drawn */
    size_t n_rows, n_columns;
    gr_mpt left;                       /* of the first column; names of lanes stand before it */
    gr_mpt edges[GR_MOST_COLUMNS + 1]; /* where columns begin, and where the last one ends */
    gr_mpt gap;                        /* beside the boxes of a column, half of it on each side */
    /* of each row; bands lie above the rows, the last one under all of them */
    gr_mpt tops[GR_CHART_MOST_LINES + 1], heights[GR_CHART_MOST_LINES];
    gr_mpt bands[GR_CHART_MOST_LINES + 1];
    gr_mpt
        before[GR_CHART_MOST_LINES + 1]; /* in a band: at its end, for what frames the row below */
    gr_mpt after[GR_CHART_MOST_LINES + 1]; /* in a band: at its begin, for that of the row above */
    unsigned lanes[GR_CHART_MOST_LINES + 1]; /* level runs in each band */
    gr_rect *frames;                         /* as drawn */
    gr_wrapped *frame_titles;
    bool on_arrows; /* labels stand on their arrows, not below with numbers */
    gr_edge_line *lines;
    gr_rect *labels; /* where labels or numbers stand on arrows; without width: nowhere */
    gr_wrapped *label_lines;
} gr_diagram;
/** How many level runs each band must have room for. */
void gr_edges_count(gr_diagram *diagram);
/** The ways of all arrows, of boxes that have their places. */
void gr_edges_route(gr_diagram *diagram);
void gr_edges_draw(gr_diagram *diagram);
bool gr_rects_overlap(gr_rect a, gr_rect b);
bool gr_edge_crosses(const gr_edge_line *line, gr_rect rect);
/** A number in a circle, for an arrow and for its explanation. */
#define GR_EDGE_NUMBER 6500 /* radius */
#define GR_EDGE_HEAD   5500 /* length of an arrow's head */
void gr_edge_number(gr_plot *plot, gr_point at, unsigned nr);
/* --- edge_labels.c --- */
/** A place on its arrow for each label, or for its number; false: one has none. */
bool gr_edge_labels_place(gr_diagram *diagram);
void gr_edge_labels_draw(gr_diagram *diagram);
/* --- frames.c: frames around boxes, lanes of them --- */
/** Room for names of lanes, left of the columns. */
gr_mpt gr_frames_left(const gr_diagram *diagram);
/** Room that frames and lanes take above and below rows. */
void gr_frames_rooms(gr_diagram *diagram);
/** Their places, once rows have theirs; draws what lies behind arrows. */
void gr_frames_draw(gr_diagram *diagram);
/** Names of frames, where the fewest arrows run. */
void gr_frames_name(gr_diagram *diagram);

#endif
