#include "chart_priv.h"

/* A tree: each box beside, or under, the one it hangs on. Boxes come with each before those that
 * hang on it, so that one pass from behind sums what hangs on a box, and one from the front gives
 * places. Along: from level to level; across: beside each other. */

#define LEVEL_GAP   22000 /* between levels, which the lines run in */
#define MOST_GAP    40000
#define LEAST_WIDTH 42000  /* of a box: 15 mm */
#define WIDEST      200000 /* of a box, unless there is more room than that */
#define BOX_GAP     5000   /* between boxes on one, and twice that between branches */
#define MOST_LEVELS 12
#define LINE_WIDTH  900

typedef struct tree {
    gr_plot *plot;
    gr_rect *boxes;
    gr_box_words *words;
    gr_mpt *spans;  /* across: of a box with all that hangs on it */
    gr_mpt *hung;   /* across: of all that hangs on it */
    size_t *branch; /* of each box, which branch of the trunk it is in */
    size_t n_levels;
    gr_mpt widths[MOST_LEVELS], lefts[MOST_LEVELS], heights[MOST_LEVELS];
    gr_mpt leaf; /* growing down: width for each leaf */
} tree;

static size_t n_boxes(const tree *t)
{
    return t->plot->chart->n_boxes;
}

static const gr_chart_box *box_at(const tree *t, size_t nr)
{
    return &t->plot->chart->boxes[nr];
}

static gr_mpt larger(gr_mpt a, gr_mpt b)
{
    return a > b ? a : b;
}

/** Room between a box and the next one on the same. */
static gr_mpt gap_behind(const tree *t, size_t nr)
{
    return box_at(t, nr)->depth < 2 ? 2 * BOX_GAP : BOX_GAP;
}

/** What hangs on each box, of their own sizes across. */
static void sum_spans(tree *t, gr_mpt (*own)(const tree *t, size_t nr))
{
    for (size_t i = n_boxes(t); i-- > 0;) {
        size_t parent = box_at(t, i)->parent;
        t->spans[i] = larger(own(t, i), t->hung[i]);
        if (parent > 0) {
            gr_mpt *hung = &t->hung[parent - 1];
            *hung += t->spans[i] + (*hung > 0 ? gap_behind(t, i) : 0);
            *hung = *hung > GR_MOST_LABEL ? GR_MOST_LABEL : *hung;
        }
    }
}

/** Where each box begins across; what it takes all in all. `place` gets the begin of its span. */
static gr_mpt place_spans(tree *t, gr_mpt from, void (*place)(tree *t, size_t nr, gr_mpt at))
{
    gr_mpt *next = GR_NEW_N(t->plot->arena, gr_mpt, n_boxes(t));
    gr_mpt root = from;
    for (size_t i = 0; i < n_boxes(t); i++) {
        size_t parent = box_at(t, i)->parent;
        gr_mpt *at = parent > 0 ? &next[parent - 1] : &root;
        next[i] = *at + (t->spans[i] - t->hung[i]) / 2;
        place(t, i, *at);
        *at += t->spans[i] + gap_behind(t, i);
        *at = *at > GR_MOST_LABEL ? GR_MOST_LABEL : *at;
    }
    return root - 2 * BOX_GAP - from;
}

/* --- to the right --- */

/** Levels that need less than their share leave it to the others. */
static gr_status share_widths(tree *t)
{
    gr_mpt natural[MOST_LEVELS] = {0}, gaps = LEVEL_GAP * ((gr_mpt)t->n_levels - 1);
    gr_mpt room = t->plot->space->width - gaps - GR_BOX_LINE;
    for (size_t i = 0; i < n_boxes(t); i++) {
        gr_mpt own = gr_box_natural(t->plot, box_at(t, i));
        gr_mpt *of = &natural[box_at(t, i)->depth];
        *of = larger(*of, own > WIDEST ? WIDEST : own);
    }
    size_t left = t->n_levels;
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t l = 0; l < t->n_levels; l++) {
            if (t->widths[l] == 0 && natural[l] <= room / (gr_mpt)left) {
                t->widths[l] = natural[l];
                room -= natural[l];
                left -= left > 1;
                changed = true;
            }
        }
    }
    for (size_t l = 0; l < t->n_levels; l++) {
        t->widths[l] = t->widths[l] == 0 ? room / (gr_mpt)left : t->widths[l];
        if (t->widths[l] < LEAST_WIDTH && t->widths[l] < natural[l]) {
            return gr_plot_small(t->plot, GR_LIT("too little for so many levels beside each other; "
                                                 "use toward=\"down\", or a tree for each branch"));
        }
    }
    return GR_OK;
}

static void place_levels(tree *t)
{
    gr_mpt all = 0, n = (gr_mpt)t->n_levels - 1;
    for (size_t l = 0; l < t->n_levels; l++) {
        all += t->widths[l];
    }
    gr_mpt gap = n > 0 ? (t->plot->space->width - GR_BOX_LINE - all) / n : 0;
    gap = gap > MOST_GAP ? MOST_GAP : gap;
    t->lefts[0] = GR_BOX_LINE / 2;
    for (size_t l = 1; l < t->n_levels; l++) {
        t->lefts[l] = t->lefts[l - 1] + t->widths[l - 1] + gap;
    }
}

static gr_mpt own_height(const tree *t, size_t nr)
{
    return gr_box_height(t->plot, &t->words[nr]);
}

static void place_right(tree *t, size_t nr, gr_mpt at)
{
    size_t level = box_at(t, nr)->depth;
    gr_mpt height = own_height(t, nr);
    t->boxes[nr] =
        (gr_rect){t->lefts[level], at + (t->spans[nr] - height) / 2, t->widths[level], height};
}

static gr_status lay_right(tree *t, gr_mpt top, gr_mpt *out_bottom)
{
    GR_TRY(share_widths(t));
    place_levels(t);
    for (size_t i = 0; i < n_boxes(t); i++) {
        t->boxes[i].width = t->widths[box_at(t, i)->depth];
    }
    bool bold = gr_boxes_bold(t->plot, t->boxes);
    for (size_t i = 0; i < n_boxes(t); i++) {
        t->words[i] = gr_box_wrap(t->plot, box_at(t, i), t->boxes[i].width, bold);
    }
    sum_spans(t, own_height);
    *out_bottom = top + place_spans(t, top, place_right);
    return GR_OK;
}

/* --- down --- */

static bool is_leaf(const tree *t, size_t nr)
{
    return nr + 1 == n_boxes(t) || box_at(t, nr + 1)->parent != nr + 1;
}

static gr_mpt own_width(const tree *t, size_t nr)
{
    (void)nr;
    return t->leaf;
}

static void place_down(tree *t, size_t nr, gr_mpt at)
{
    gr_mpt width = t->spans[nr] > WIDEST ? WIDEST : t->spans[nr];
    t->boxes[nr].x = at + (t->spans[nr] - width) / 2;
    t->boxes[nr].width = width;
}

/** As wide as all leaves beside each other allow. */
static gr_status share_leaves(tree *t)
{
    gr_mpt room = t->plot->space->width - GR_BOX_LINE, leaves = 0;
    for (size_t i = 0; i < n_boxes(t); i++) {
        leaves += is_leaf(t, i) ? 1 : 0;
    }
    t->leaf = 1;
    sum_spans(t, own_width); /* gaps, and next to nothing else */
    gr_mpt gaps = place_spans(t, 0, place_down);
    t->leaf = (room - gaps) / leaves;
    t->leaf = t->leaf > WIDEST ? WIDEST : t->leaf;
    memset(t->hung, 0, n_boxes(t) * sizeof t->hung[0]);
    if (t->leaf < LEAST_WIDTH) {
        return gr_plot_small(t->plot, GR_LIT("too little for so many boxes beside each other; use "
                                             "toward=\"right\", or a tree for each branch"));
    }
    return GR_OK;
}

static gr_status lay_down(tree *t, gr_mpt top, gr_mpt *out_bottom)
{
    GR_TRY(share_leaves(t));
    sum_spans(t, own_width);
    gr_mpt all = place_spans(t, 0, place_down);
    gr_mpt shift = (t->plot->space->width - all) / 2;
    bool bold = gr_boxes_bold(t->plot, t->boxes);
    for (size_t i = 0; i < n_boxes(t); i++) {
        gr_mpt *height = &t->heights[box_at(t, i)->depth];
        t->words[i] = gr_box_wrap(t->plot, box_at(t, i), t->boxes[i].width, bold);
        *height = larger(*height, own_height(t, i));
    }
    gr_mpt y = top;
    for (size_t l = 0; l < t->n_levels; l++) {
        t->lefts[l] = y;
        y += t->heights[l] + LEVEL_GAP;
        y = y > GR_MOST_LABEL ? GR_MOST_LABEL : y;
    }
    for (size_t i = 0; i < n_boxes(t); i++) {
        t->boxes[i].x += shift;
        t->boxes[i].y = t->lefts[box_at(t, i)->depth];
        t->boxes[i].height = t->heights[box_at(t, i)->depth];
    }
    *out_bottom = y - LEVEL_GAP;
    return GR_OK;
}

/* --- drawing --- */

static void draw_link(tree *t, size_t nr)
{
    gr_shape_pen *pen = &t->plot->pen;
    const gr_rect *to = &t->boxes[nr], *from = &t->boxes[box_at(t, nr)->parent - 1u];
    gr_point points[4];
    if (t->plot->chart->down) {
        gr_mpt a = from->x + from->width / 2, b = to->x + to->width / 2;
        gr_mpt middle = (from->y + from->height + to->y) / 2;
        points[0] = (gr_point){a, from->y + from->height};
        points[1] = (gr_point){a, middle};
        points[2] = (gr_point){b, middle};
        points[3] = (gr_point){b, to->y};
    } else {
        gr_mpt a = from->y + from->height / 2, b = to->y + to->height / 2;
        gr_mpt middle = (from->x + from->width + to->x) / 2;
        points[0] = (gr_point){from->x + from->width, a};
        points[1] = (gr_point){middle, a};
        points[2] = (gr_point){middle, b};
        points[3] = (gr_point){to->x, b};
    }
    gr_pen_move(pen, points[0]);
    for (size_t i = 1; i < 4; i++) {
        gr_pen_draw(pen, points[i]);
    }
    gr_pen_end(pen, (gr_shape_ink){GR_INK_NONE, t->plot->space->axis, LINE_WIDTH});
}

/** The trunk in full colour, branches in light ones of their own, their twigs on paper; what has a
 *  kind in the colour of that. */
static gr_box_ink ink_of(const tree *t, size_t nr)
{
    const gr_plot *plot = t->plot;
    const gr_chart_box *box = box_at(t, nr);
    gr_box_ink ink = gr_box_plain(plot, box);
    if (plot->chart->n_kinds > 0) {
        return ink;
    }
    bool bare = plot->space->on_colours == NULL || plot->space->n_colours == 0;
    if (box->depth == 0 && !bare && plot->space->on_colours[0] != GR_INK_NONE) {
        return (gr_box_ink){gr_plot_colour(plot, 0), gr_plot_colour(plot, 0),
                            plot->space->on_colours[0]};
    }
    ink.stroke = gr_plot_colour(plot, t->branch[nr]);
    ink.fill = box->depth == 1 ? gr_plot_tint(plot, t->branch[nr]) : ink.fill;
    return ink;
}

static void draw_all(tree *t)
{
    for (size_t i = 0, branches = 0; i < n_boxes(t); i++) {
        const gr_chart_box *box = box_at(t, i);
        t->branch[i] = box->depth == 1   ? branches++
                       : box->depth == 0 ? 0
                                         : t->branch[box->parent - 1];
        if (box->parent > 0) {
            draw_link(t, i);
        }
    }
    for (size_t i = 0; i < n_boxes(t); i++) {
        gr_box_draw(t->plot, box_at(t, i), t->boxes[i], &t->words[i], ink_of(t, i));
    }
}

gr_status gr_draw_tree(gr_plot *plot)
{
    const gr_chart *chart = plot->chart;
    tree t = {.plot = plot};
    gr_rect area = {0, 0, plot->space->width, plot->height};
    gr_mpt bottom = 0;
    t.boxes = GR_NEW_N(plot->arena, gr_rect, chart->n_boxes);
    t.words = GR_NEW_N(plot->arena, gr_box_words, chart->n_boxes);
    t.spans = GR_NEW_N(plot->arena, gr_mpt, chart->n_boxes);
    t.hung = GR_NEW_N(plot->arena, gr_mpt, chart->n_boxes);
    t.branch = GR_NEW_N(plot->arena, size_t, chart->n_boxes);
    for (size_t i = 0; i < chart->n_boxes; i++) {
        size_t levels = chart->boxes[i].depth + 1u;
        t.n_levels = levels > t.n_levels ? levels : t.n_levels;
    }
    if (chart->n_boxes == 0) {
        return gr_plot_refuse(plot, "no boxes to draw");
    }
    if (t.n_levels > MOST_LEVELS) {
        return gr_plot_small(plot, GR_LIT("a tree has 12 levels at most"));
    }
    gr_plot_kinds(plot, &area);
    gr_mpt top = area.y + GR_BOX_LINE / 2;
    GR_TRY(chart->down ? lay_down(&t, top, &bottom) : lay_right(&t, top, &bottom));
    bottom += GR_BOX_LINE / 2;
    if (bottom > plot->space->most_height && bottom > plot->height) {
        gr_str what = gr_str_fmt(plot->arena,
                                 "it needs %d mm of height; show less, or draw each branch as a "
                                 "tree of its own",
                                 (int)(bottom / 2835) + 1);
        return gr_plot_small(plot, what);
    }
    plot->height = bottom;
    draw_all(&t);
    return GR_OK;
}
