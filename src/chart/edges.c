#include "chart_priv.h"

/* Owns arrows between boxes. They run in right angles: out of a box, level in the band between two
 * rows, and into the other box; around boxes that stand between them. Arrows without a label that
 * leave one box share its trunk; an arrow with a label, or with two heads, has its own way. */

#define LINE_WIDTH 900
#define APART      16000 /* arrows between the same two boxes of a row */

typedef struct edge_at_work {
    gr_diagram *d;
    const gr_chart_edge *edge;
    size_t nr, from_row, to_row;
    bool level; /* beside each other: straight from side to side */
} edge_at_work;

static gr_mpt middle_of(const gr_rect *box)
{
    return box->x + box->width / 2;
}

bool gr_rects_overlap(gr_rect a, gr_rect b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
           b.y < a.y + a.height;
}

/** Nothing of the row stands between the two boxes. */
static bool are_neighbours(const gr_diagram *d, const gr_chart_edge *edge)
{
    const gr_chart_box *boxes = d->plot->chart->boxes;
    gr_mpt one = middle_of(&d->boxes[edge->from]), other = middle_of(&d->boxes[edge->to]);
    gr_mpt low = one < other ? one : other, high = one < other ? other : one;
    for (size_t i = 0; i < d->plot->chart->n_boxes; i++) {
        gr_mpt x = middle_of(&d->boxes[i]);
        if (boxes[i].row == boxes[edge->from].row && x > low && x < high) {
            return false;
        }
    }
    return low < high;
}

static edge_at_work work_on(gr_diagram *d, size_t nr)
{
    const gr_chart *chart = d->plot->chart;
    edge_at_work work = {.d = d, .edge = &chart->edges[nr], .nr = nr};
    work.from_row = chart->boxes[work.edge->from].row - 1u;
    work.to_row = chart->boxes[work.edge->to].row - 1u;
    work.level = work.from_row == work.to_row && are_neighbours(d, work.edge);
    return work;
}

/* --- bands and lanes --- */

static size_t first_band(const edge_at_work *work) /* beside the box it leaves */
{
    return work->from_row > work->to_row ? work->from_row : work->from_row + 1;
}

static size_t last_band(const edge_at_work *work) /* beside the box it points to */
{
    return work->to_row < work->from_row    ? work->to_row + 1
           : work->to_row == work->from_row ? work->to_row + 1
                                            : work->to_row;
}

/** Nothing tells them apart but their ends, so that they may run together. */
static bool are_plain(const edge_at_work *a, const edge_at_work *b)
{
    return a->edge->label.len == 0 && b->edge->label.len == 0 && a->edge->heads == b->edge->heads &&
           a->edge->heads != GR_ARROW_BOTH;
}

/** Arrows that share a run: no labels, and the same box at one end. */
static bool share_run(const edge_at_work *a, const edge_at_work *b)
{
    bool trunk = a->edge->from == b->edge->from && first_band(a) == first_band(b);
    bool joined = a->edge->to == b->edge->to && last_band(a) == last_band(b);
    return are_plain(a, b) && !a->level && !b->level && (trunk || joined);
}

/** Lane of an arrow in `band`, counted from 0, and how many lanes the band has. */
static unsigned lane_of(gr_diagram *d, size_t nr, size_t band, unsigned *out_lanes)
{
    unsigned lanes = 0, own = 0;
    for (size_t i = 0; i < d->plot->chart->n_edges; i++) {
        edge_at_work one = work_on(d, i);
        if (one.level || (first_band(&one) != band && last_band(&one) != band)) {
            continue;
        }
        size_t same = 0;
        for (; same < i; same++) {
            edge_at_work before = work_on(d, same);
            bool here = first_band(&before) == band || last_band(&before) == band;
            if (here && share_run(&one, &before)) {
                break;
            }
        }
        if (same < i && i == nr) {
            unsigned ignored;
            own = lane_of(d, same, band, &ignored);
        } else if (same == i) {
            own = i == nr ? lanes : own;
            lanes++;
        }
    }
    *out_lanes = lanes;
    return own;
}

void gr_edges_count(gr_diagram *d)
{
    for (size_t band = 0; band <= d->n_rows; band++) {
        (void)lane_of(d, SIZE_MAX, band, &d->lanes[band]);
    }
}

static gr_mpt run_of(gr_diagram *d, size_t nr, size_t band)
{
    unsigned lanes = 1;
    unsigned lane = lane_of(d, nr, band, &lanes);
    gr_mpt top = band == 0 ? d->tops[0] - d->bands[0] : d->tops[band - 1] + d->heights[band - 1];
    gr_mpt room = d->bands[band] - d->before[band] - d->after[band];
    return top + d->after[band] + room * (gr_mpt)(lane + 1) / (gr_mpt)(lanes + 1);
}

/* --- ports: where arrows leave and enter --- */

static bool uses_side(const edge_at_work *work, size_t box, bool top, bool *out_leaves)
{
    bool leaves_top = work->from_row > work->to_row, enters_top = work->from_row < work->to_row;
    bool leaves = work->edge->from == box && leaves_top == top;
    bool enters = work->edge->to == box && enters_top == top;
    *out_leaves = leaves;
    return !work->level && (leaves || enters);
}

static size_t other_end(const gr_chart_edge *edge, size_t box)
{
    return edge->from == box ? edge->to : edge->from;
}

/** Arrows at that side stand in the order of the boxes at their other ends. */
static gr_mpt port_of(gr_diagram *d, size_t nr, size_t box, bool top)
{
    edge_at_work own = work_on(d, nr);
    gr_mpt ports = 1, before = 0;
    gr_mpt own_x = middle_of(&d->boxes[other_end(own.edge, box)]);
    bool plain = false, ignored;
    for (size_t i = 0; i < d->plot->chart->n_edges; i++) {
        edge_at_work one = work_on(d, i);
        if (i == nr || !uses_side(&one, box, top, &ignored) || are_plain(&own, &one)) {
            continue;
        }
        if (one.edge->label.len == 0 && plain) {
            continue; /* the shared one is counted */
        }
        plain = plain || one.edge->label.len == 0;
        gr_mpt x = middle_of(&d->boxes[other_end(one.edge, box)]);
        ports++;
        before += x < own_x || (x == own_x && i < nr);
    }
    const gr_rect *rect = &d->boxes[box];
    return rect->x + rect->width * (before + 1) / (ports + 1);
}

/* --- the way of an arrow --- */

static void add_point(gr_edge_line *line, gr_mpt x, gr_mpt y)
{
    if (line->n > 0 && line->points[line->n - 1].x == x && line->points[line->n - 1].y == y) {
        return;
    }
    line->points[line->n++] = (gr_point){x, y};
}

static void route_level(const edge_at_work *work, gr_edge_line *line)
{
    const gr_diagram *d = work->d;
    const gr_rect *from = &d->boxes[work->edge->from], *to = &d->boxes[work->edge->to];
    gr_mpt same = 0, before = 0;
    for (size_t i = 0; i < d->plot->chart->n_edges; i++) {
        const gr_chart_edge *other = &d->plot->chart->edges[i];
        bool pair = (other->from == work->edge->from && other->to == work->edge->to) ||
                    (other->from == work->edge->to && other->to == work->edge->from);
        same += pair;
        before += pair && i < work->nr;
    }
    gr_mpt apart = from->height / (same + 1) < APART ? from->height / (same + 1) : APART;
    gr_mpt y = from->y + from->height / 2 + apart * before - apart * (same - 1) / 2;
    bool right = from->x < to->x;
    add_point(line, right ? from->x + from->width : from->x, y);
    add_point(line, right ? to->x : to->x + to->width, y);
}

/** No box stands in the way of a plumb line there between two heights. */
static bool is_clear(const gr_diagram *d, gr_mpt x, gr_mpt top, gr_mpt bottom)
{
    gr_rect way = {x - 3000, top, 6000, bottom - top};
    for (size_t i = 0; i < d->plot->chart->n_boxes; i++) {
        if (gr_rects_overlap(way, d->boxes[i])) {
            return false;
        }
    }
    return true;
}

/** Where an arrow passes rows between its boxes: straight, or the nearest way between columns. */
static gr_mpt passage(const gr_diagram *d, gr_mpt from, gr_mpt to, gr_mpt top, gr_mpt bottom)
{
    if (is_clear(d, to, top, bottom)) {
        return to;
    }
    if (is_clear(d, from, top, bottom)) {
        return from;
    }
    gr_mpt best = d->left + d->gap / 4, least = -1;
    for (size_t c = 0; c <= d->n_columns; c++) {
        gr_mpt inside = c == 0 ? d->gap / 4 : c == d->n_columns ? -d->gap / 4 : 0;
        gr_mpt x = d->edges[c] + inside;
        gr_mpt away = x > to ? x - to : to - x;
        if (is_clear(d, x, top, bottom) && (least < 0 || away < least)) {
            least = away;
            best = x;
        }
    }
    return best;
}

static void route_plumb(const edge_at_work *work, gr_edge_line *line)
{
    gr_diagram *d = work->d;
    bool up = work->from_row > work->to_row, down = work->from_row < work->to_row;
    const gr_rect *from = &d->boxes[work->edge->from], *to = &d->boxes[work->edge->to];
    gr_mpt x = port_of(d, work->nr, work->edge->from, up);
    gr_mpt end = port_of(d, work->nr, work->edge->to, down);
    gr_mpt first = run_of(d, work->nr, first_band(work));
    gr_mpt last = run_of(d, work->nr, last_band(work));
    add_point(line, x, up ? from->y : from->y + from->height);
    if (first_band(work) != last_band(work)) {
        gr_mpt top = up ? last : first, bottom = up ? first : last;
        gr_mpt pass = passage(d, x, end, top, bottom);
        add_point(line, x, first);
        add_point(line, pass, first);
        add_point(line, pass, last);
    } else if (x != end) {
        add_point(line, x, first);
    }
    if (x != end || line->n > 1) {
        add_point(line, end, last);
    }
    add_point(line, end, down ? to->y : to->y + to->height);
}

/* --- drawing --- */

static void draw_head(gr_shape_pen *pen, gr_point from, gr_point tip, uint32_t colour)
{
    gr_mpt half = GR_EDGE_HEAD / 2;
    bool level = from.y == tip.y;
    gr_mpt back = (level ? from.x < tip.x : from.y < tip.y) ? -GR_EDGE_HEAD : GR_EDGE_HEAD;
    gr_pen_move(pen, tip);
    gr_pen_draw(pen, level ? (gr_point){tip.x + back, tip.y - half}
                           : (gr_point){tip.x - half, tip.y + back});
    gr_pen_draw(pen, level ? (gr_point){tip.x + back, tip.y + half}
                           : (gr_point){tip.x + half, tip.y + back});
    gr_pen_close(pen);
    gr_pen_end(pen, (gr_shape_ink){colour, GR_INK_NONE, 0});
}

/** Where the line ends that has a head at `tip`: within the head. */
static gr_point within_head(gr_point from, gr_point tip)
{
    gr_mpt inside = GR_EDGE_HEAD / 2;
    if (from.y == tip.y) {
        tip.x += from.x < tip.x ? -inside : inside;
    } else {
        tip.y += from.y < tip.y ? -inside : inside;
    }
    return tip;
}

static void draw_line(gr_plot *plot, const gr_edge_line *line, gr_arrow heads)
{
    gr_shape_pen *pen = &plot->pen;
    gr_point tip = line->points[line->n - 1], from = line->points[line->n - 2];
    gr_point tail = line->points[0], next = line->points[1];
    gr_pen_move(pen, heads == GR_ARROW_BOTH ? within_head(next, tail) : tail);
    for (size_t i = 1; i + 1 < line->n; i++) {
        gr_pen_draw(pen, line->points[i]);
    }
    gr_pen_draw(pen, heads == GR_ARROW_NONE ? tip : within_head(from, tip));
    gr_pen_end(pen, (gr_shape_ink){GR_INK_NONE, plot->space->axis, LINE_WIDTH});
    if (heads != GR_ARROW_NONE) {
        draw_head(pen, from, tip, plot->space->axis);
    }
    if (heads == GR_ARROW_BOTH) {
        draw_head(pen, next, tail, plot->space->axis);
    }
}

void gr_edge_number(gr_plot *plot, gr_point at, unsigned nr)
{
    gr_shape_pen *pen = &plot->pen;
    gr_pen_move(pen, gr_circle_point(at, GR_EDGE_NUMBER, 0));
    gr_pen_arc(pen, at, GR_EDGE_NUMBER, 0, 360000);
    gr_pen_close(pen);
    gr_pen_end(pen, (gr_shape_ink){plot->space->paper, gr_plot_colour(plot, 0), LINE_WIDTH});
    gr_pen_label(pen, gr_str_fmt(plot->arena, "%u", nr),
                 (gr_text_spot){at.x, at.y + gr_plot_middle(plot), 0, true, plot->space->text});
}

bool gr_edge_crosses(const gr_edge_line *line, gr_rect rect)
{
    for (size_t i = 1; i < line->n; i++) {
        gr_point a = line->points[i - 1], b = line->points[i];
        gr_rect run = {a.x < b.x ? a.x : b.x, a.y < b.y ? a.y : b.y,
                       (a.x < b.x ? b.x - a.x : a.x - b.x) + 1,
                       (a.y < b.y ? b.y - a.y : a.y - b.y) + 1};
        if (gr_rects_overlap(run, rect)) {
            return true;
        }
    }
    return false;
}

void gr_edges_route(gr_diagram *d)
{
    size_t n = d->plot->chart->n_edges;
    d->lines = GR_NEW_N(d->plot->arena, gr_edge_line, n);
    for (size_t i = 0; i < n; i++) {
        edge_at_work work = work_on(d, i);
        if (work.level) {
            route_level(&work, &d->lines[i]);
        } else {
            route_plumb(&work, &d->lines[i]);
        }
    }
}

void gr_edges_draw(gr_diagram *d)
{
    for (size_t i = 0; i < d->plot->chart->n_edges; i++) {
        if (d->lines[i].n > 1) {
            draw_line(d->plot, &d->lines[i], d->plot->chart->edges[i].heads);
        }
    }
}
