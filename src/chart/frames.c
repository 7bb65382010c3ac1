#include "chart_priv.h"

/* Owns frames around boxes, each with its name above them, and lanes: level strips across the
 * drawing, each with its name in front, one for each who takes part. */

#define PAD        7000  /* between a frame and its boxes */
#define LANE_PAD   9000  /* between a lane and its boxes */
#define MOST_NAME  90000 /* width of names of lanes */
#define LEAST_NAME 30000
#define LINE_WIDTH 900

typedef struct extent { /* rows and columns that a frame takes, from 0; none: last before first */
    size_t top, bottom, left, right;
    bool any;
} extent;

static extent extent_of(const gr_chart *chart, size_t frame)
{
    extent e = {.top = SIZE_MAX, .left = SIZE_MAX};
    for (size_t i = 0; i < chart->n_boxes; i++) {
        const gr_chart_box *box = &chart->boxes[i];
        size_t row = box->row - 1u, column = box->column - 1u, end = column + box->columns - 1;
        if (box->frame != frame + 1) {
            continue;
        }
        e.any = true;
        e.top = row < e.top ? row : e.top;
        e.bottom = row > e.bottom ? row : e.bottom;
        e.left = column < e.left ? column : e.left;
        e.right = end > e.right ? end : e.right;
    }
    return e;
}

static gr_mpt larger(gr_mpt a, gr_mpt b)
{
    return a > b ? a : b;
}

gr_mpt gr_frames_left(const gr_diagram *d)
{
    const gr_chart *chart = d->plot->chart;
    gr_mpt widest = LEAST_NAME;
    for (size_t i = 0; i < chart->n_frames; i++) {
        gr_wrapped name = gr_plot_wrap_bold(d->plot, chart->frames[i].title, MOST_NAME);
        widest = larger(widest, name.width);
    }
    return chart->lanes ? widest + 2 * PAD : 0;
}

/** Rows are high enough for the names of their lanes. */
static void rooms_of_lanes(gr_diagram *d)
{
    const gr_chart *chart = d->plot->chart;
    for (size_t i = 0, row = 0; i < chart->n_frames; row += chart->frames[i++].rows) {
        d->frame_titles[i] =
            gr_plot_wrap_bold(d->plot, chart->frames[i].title, d->left - 2 * PAD + 100);
        d->before[row] = LANE_PAD;
        d->after[row + chart->frames[i].rows] = LANE_PAD;
        gr_mpt *height = &d->heights[row];
        gr_mpt own = gr_wrapped_height(d->plot, &d->frame_titles[i]);
        *height = larger(*height, own);
    }
}

static gr_mpt inner_width(const gr_diagram *d, const extent *e)
{
    return d->edges[e->right + 1] - d->edges[e->left] - d->gap;
}

void gr_frames_rooms(gr_diagram *d)
{
    const gr_chart *chart = d->plot->chart;
    d->frames = GR_NEW_N(d->plot->arena, gr_rect, chart->n_frames);
    d->frame_titles = GR_NEW_N(d->plot->arena, gr_wrapped, chart->n_frames);
    if (chart->lanes) {
        rooms_of_lanes(d);
        return;
    }
    for (size_t i = 0; i < chart->n_frames; i++) {
        extent e = extent_of(chart, i);
        if (!e.any) {
            continue;
        }
        d->frame_titles[i] = gr_plot_wrap_bold(d->plot, chart->frames[i].title, inner_width(d, &e));
        gr_mpt title = gr_wrapped_height(d->plot, &d->frame_titles[i]);
        gr_mpt *before = &d->before[e.top], *after = &d->after[e.bottom + 1];
        *before = larger(*before, title + 2 * PAD);
        *after = larger(*after, PAD + LINE_WIDTH);
    }
}

static void place_lanes(gr_diagram *d)
{
    const gr_chart *chart = d->plot->chart;
    gr_mpt y = d->tops[0] - d->bands[0] + LINE_WIDTH / 2;
    for (size_t i = 0, row = 0; i < chart->n_frames; i++) {
        row += chart->frames[i].rows;
        bool last = row >= d->n_rows;
        gr_mpt end = last ? d->tops[d->n_rows] : d->tops[row] - d->before[row];
        d->frames[i] = (gr_rect){LINE_WIDTH / 2, y, d->plot->space->width - LINE_WIDTH, end - y};
        y = end;
    }
}

static void place_frames(gr_diagram *d)
{
    const gr_chart *chart = d->plot->chart;
    for (size_t i = 0; i < chart->n_frames; i++) {
        extent e = extent_of(chart, i);
        if (!e.any) {
            continue;
        }
        gr_mpt left = d->edges[e.left] + d->gap / 2 - PAD, top = d->tops[e.top] - d->before[e.top];
        gr_mpt right = d->edges[e.right + 1] - d->gap / 2 + PAD;
        gr_mpt bottom = d->tops[e.bottom] + d->heights[e.bottom] + PAD;
        d->frames[i] = (gr_rect){left, top + LINE_WIDTH / 2, right - left, bottom - top};
    }
}

static void draw_lane(gr_diagram *d, size_t nr)
{
    gr_plot *plot = d->plot;
    const gr_chart_space *space = plot->space;
    gr_rect lane = d->frames[nr], name = lane;
    name.width = d->left - LINE_WIDTH;
    gr_pen_frame(&plot->pen, lane, (gr_shape_ink){space->paper, space->axis, LINE_WIDTH});
    gr_pen_frame(&plot->pen, name,
                 (gr_shape_ink){space->shade == GR_INK_NONE ? space->paper : space->shade,
                                space->axis, LINE_WIDTH});
    gr_plot_lines(
        plot, &d->frame_titles[nr],
        (gr_text_spot){name.x + name.width / 2, name.y + name.height / 2, 0, true, space->text});
}

void gr_frames_draw(gr_diagram *d)
{
    const gr_chart *chart = d->plot->chart;
    const gr_chart_space *space = d->plot->space;
    if (chart->lanes) {
        place_lanes(d);
    } else {
        place_frames(d);
    }
    for (size_t i = 0; i < chart->n_frames; i++) {
        if (chart->lanes) {
            draw_lane(d, i);
        } else if (d->frames[i].width > 0) {
            gr_pen_frame(&d->plot->pen, d->frames[i],
                         (gr_shape_ink){space->shade == GR_INK_NONE ? space->paper : space->shade,
                                        space->axis, LINE_WIDTH});
        }
    }
}

/* --- names of frames --- */

static bool is_crossed(const gr_diagram *d, gr_rect rect)
{
    for (size_t i = 0; i < d->plot->chart->n_edges; i++) {
        if (gr_edge_crosses(&d->lines[i], rect)) {
            return true;
        }
    }
    return false;
}

/** Left, right or in the middle; where an arrow runs through all of these it stops at the name. */
static void name_frame(gr_diagram *d, size_t nr)
{
    gr_plot *plot = d->plot;
    const gr_chart_space *space = plot->space;
    const gr_wrapped *title = &d->frame_titles[nr];
    gr_rect frame = d->frames[nr];
    gr_mpt height = gr_wrapped_height(plot, title), room = frame.width - 2 * PAD;
    gr_mpt spare = room - title->width > 0 ? room - title->width : 0;
    const gr_mpt shifts[] = {0, spare, spare / 2, spare / 4, spare * 3 / 4};
    gr_rect plate = {frame.x + PAD, frame.y + PAD - 1000, title->width, height};
    bool crossed = true;
    for (size_t i = 0; crossed && i < sizeof shifts / sizeof shifts[0]; i++) {
        plate.x = frame.x + PAD + shifts[i];
        crossed = is_crossed(d, plate);
    }
    plate.x = crossed ? frame.x + PAD : plate.x;
    if (crossed) {
        gr_pen_box(&plot->pen, plate, space->shade == GR_INK_NONE ? space->paper : space->shade);
    }
    gr_plot_lines(plot, title,
                  (gr_text_spot){plate.x, plate.y + height / 2, -1, true, space->text});
}

void gr_frames_name(gr_diagram *d)
{
    const gr_chart *chart = d->plot->chart;
    for (size_t i = 0; !chart->lanes && i < chart->n_frames; i++) {
        if (d->frames[i].width > 0) {
            name_frame(d, i);
        }
    }
}
