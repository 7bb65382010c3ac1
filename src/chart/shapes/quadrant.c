#include "chart_priv.h"

/* Points in a field of two axes, whose ends are named. Every point has its name beside it; where
 * it is crowded, farther away with a line to its point. */

#define GAP         5000
#define LINE_WIDTH  500
#define ARROW       5000
#define MOST_POINTS 60
#define FAR         7 /* distances that are tried for a name */
#define LEAST_FIELD 30000

typedef struct field_chart {
    gr_plot *plot;
    gr_rect area;
    gr_scale scale; /* of both axes */
    gr_rect *taken; /* by marks and names */
    size_t n_taken;
} field_chart;

static gr_status make_scale(field_chart *field)
{
    gr_plot *plot = field->plot;
    const gr_chart *chart = plot->chart;
    int64_t low = plot->low, high = plot->high;
    if (chart->bounded) {
        if (!gr_plot_units(plot, &chart->lowest, &field->scale.low) ||
            !gr_plot_units(plot, &chart->highest, &field->scale.high) ||
            field->scale.low >= field->scale.high) {
            return gr_plot_refuse(plot, "'lowest' is not below 'highest'");
        }
    } else if (low < 0) { /* the axes cross at zero */
        field->scale = gr_scale_make(0, high > -low ? high : -low, 2);
        field->scale.low = -field->scale.high;
    } else {
        field->scale = gr_scale_make(0, high, 4);
    }
    if (low < field->scale.low || high > field->scale.high) {
        return gr_plot_refuse(plot, "a point beyond 'lowest' or 'highest'");
    }
    return GR_OK;
}

/* --- axes and their ends --- */

static void draw_arrow(field_chart *field, gr_point from, gr_point to)
{
    gr_shape_pen *pen = &field->plot->pen;
    uint32_t colour = field->plot->space->axis;
    bool level = from.y == to.y;
    gr_point back = {level ? to.x - ARROW : to.x, level ? to.y : to.y + ARROW};
    gr_mpt half = ARROW / 2;
    gr_pen_rule(pen, from, back, colour, 2 * LINE_WIDTH);
    gr_pen_move(pen, to);
    gr_pen_draw(pen, (gr_point){level ? back.x : back.x - half, level ? back.y - half : back.y});
    gr_pen_draw(pen, (gr_point){level ? back.x : back.x + half, level ? back.y + half : back.y});
    gr_pen_close(pen);
    gr_pen_end(pen, (gr_shape_ink){colour, GR_INK_NONE, 0});
}

static void draw_axes(field_chart *field)
{
    gr_plot *plot = field->plot;
    const gr_rect *area = &field->area;
    gr_mpt x = area->x + area->width / 2, y = area->y + area->height / 2;
    gr_pen_frame(&plot->pen, *area, (gr_shape_ink){GR_INK_NONE, plot->space->grid, LINE_WIDTH});
    draw_arrow(field, (gr_point){area->x, y}, (gr_point){area->x + area->width, y});
    draw_arrow(field, (gr_point){x, area->y + area->height}, (gr_point){x, area->y});
}

typedef struct field_ends { /* what the ends of the axes mean, and what has no point */
    gr_wrapped left, right, top, bottom, without;
} field_ends;

static void draw_ends(field_chart *field, const field_ends *ends)
{
    gr_plot *plot = field->plot;
    const gr_rect *area = &field->area;
    uint32_t text = plot->space->text;
    gr_mpt x = area->x + area->width / 2, y = area->y + area->height / 2;
    gr_mpt under = area->y + area->height + GAP / 2;
    gr_mpt bottom = gr_wrapped_height(plot, &ends->bottom);
    gr_mpt without = gr_wrapped_height(plot, &ends->without);
    gr_plot_lines(plot, &ends->left, (gr_text_spot){area->x - GAP, y, 1, false, text});
    gr_plot_lines(plot, &ends->right,
                  (gr_text_spot){area->x + area->width + GAP, y, -1, false, text});
    gr_mpt over = area->y - GAP - gr_wrapped_height(plot, &ends->top) / 2;
    gr_plot_lines(plot, &ends->top, (gr_text_spot){x, over + GAP / 2, 0, false, text});
    gr_plot_lines(plot, &ends->bottom, (gr_text_spot){x, under + bottom / 2, 0, false, text});
    gr_plot_lines(plot, &ends->without,
                  (gr_text_spot){0, plot->height - without / 2, -1, false, text});
}

/* --- points --- */

static gr_point point_of(const field_chart *field, size_t nr)
{
    const gr_plot *plot = field->plot;
    const gr_rect *area = &field->area;
    int64_t across = plot->values[gr_plot_index(plot, 0, nr)];
    int64_t up = plot->values[gr_plot_index(plot, 1, nr)];
    return (gr_point){gr_scale_place(&field->scale, across, area->x, area->x + area->width),
                      gr_scale_place(&field->scale, up, area->y + area->height, area->y)};
}

static bool is_drawn(const field_chart *field, size_t nr)
{
    const gr_plot *plot = field->plot;
    return plot->present[gr_plot_index(plot, 0, nr)] && plot->present[gr_plot_index(plot, 1, nr)];
}

static bool is_free(const field_chart *field, gr_rect rect)
{
    const gr_rect *area = &field->area;
    if (rect.x < area->x || rect.y < area->y || rect.x + rect.width > area->x + area->width ||
        rect.y + rect.height > area->y + area->height) {
        return false;
    }
    for (size_t i = 0; i < field->n_taken; i++) {
        const gr_rect *other = &field->taken[i];
        if (rect.x < other->x + other->width && other->x < rect.x + rect.width &&
            rect.y < other->y + other->height && other->y < rect.y + rect.height) {
            return false;
        }
    }
    return true;
}

/** A name of that size in direction (dx, dy), -1 to 1 each, `away` from the point. */
static gr_rect beside(gr_point at, gr_point size, int dx, int dy, gr_mpt away)
{
    gr_mpt x = dx > 0 ? at.x + away : dx < 0 ? at.x - away - size.x : at.x - size.x / 2;
    gr_mpt y = dy > 0 ? at.y + away : dy < 0 ? at.y - away - size.y : at.y - size.y / 2;
    return (gr_rect){x, y, size.x, size.y};
}

static bool find_place(const field_chart *field, gr_point at, gr_point size, gr_rect *out,
                       bool *out_far)
{
    static const int ways[8][2] = {{1, 0},  {-1, 0},  {0, -1}, {0, 1},
                                   {1, -1}, {-1, -1}, {1, 1},  {-1, 1}};
    for (gr_mpt k = 0; k < FAR; k++) {
        for (size_t i = 0; i < 8; i++) {
            gr_mpt away = GAP + k * field->plot->space->label_leading * 8 / 10;
            *out = beside(at, size, ways[i][0], ways[i][1], away);
            *out_far = k > 0;
            if (is_free(field, *out)) {
                return true;
            }
        }
    }
    return false;
}

static gr_mpt nearest(gr_mpt at, gr_mpt from, gr_mpt length)
{
    return at < from ? from : at > from + length ? from + length : at;
}

static gr_status draw_name(field_chart *field, size_t nr)
{
    gr_plot *plot = field->plot;
    gr_point at = point_of(field, nr);
    gr_wrapped name = gr_plot_wrap(plot, plot->chart->categories[nr], field->area.width * 2 / 5);
    gr_point size = {name.width + 1000, gr_wrapped_height(plot, &name)};
    gr_rect place;
    bool far = false;
    if (!find_place(field, at, size, &place, &far)) {
        return gr_plot_small(plot, GR_LIT("too little to name every point; show fewer"));
    }
    field->taken[field->n_taken++] = place;
    if (far) {
        gr_point edge = {nearest(at.x, place.x, place.width), nearest(at.y, place.y, place.height)};
        gr_pen_rule(&plot->pen, at, edge, plot->space->axis, LINE_WIDTH);
    }
    gr_pen_box(&plot->pen, place, plot->space->paper);
    gr_plot_lines(plot, &name,
                  (gr_text_spot){place.x + place.width / 2, place.y + place.height / 2, 0, false,
                                 plot->space->text});
    return GR_OK;
}

static gr_status draw_points(field_chart *field)
{
    gr_plot *plot = field->plot;
    size_t n = plot->chart->n_categories;
    field->taken = GR_NEW_N(plot->arena, gr_rect, 2 * n);
    for (size_t i = 0; i < n; i++) {
        gr_point at = point_of(field, i);
        if (is_drawn(field, i)) {
            field->taken[field->n_taken++] = (gr_rect){at.x - 3000, at.y - 3000, 6000, 6000};
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (is_drawn(field, i)) {
            GR_TRY(draw_name(field, i));
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (is_drawn(field, i)) {
            gr_pen_mark(&plot->pen, point_of(field, i), 0, gr_plot_colour(plot, 0));
        }
    }
    return GR_OK;
}

gr_status gr_draw_quadrant(gr_plot *plot)
{
    field_chart field = {.plot = plot};
    gr_rect area = {0, 0, plot->space->width, plot->height};
    if (plot->chart->n_series != 2 || plot->chart->n_categories > MOST_POINTS) {
        return gr_plot_refuse(plot, "a field of points shows x and y of at most 60 points");
    }
    GR_TRY(make_scale(&field));
    gr_plot_unit(plot, &area);
    const gr_chart *chart = plot->chart;
    field_ends ends = {.left = gr_plot_wrap(plot, chart->left, area.width / 6),
                       .right = gr_plot_wrap(plot, chart->right, area.width / 6),
                       .without = gr_plot_wrap(plot, gr_rest_without(plot), area.width)};
    field.area.x = ends.left.width + 2 * GAP;
    field.area.width = area.width - ends.left.width - ends.right.width - 4 * GAP;
    ends.top = gr_plot_wrap(plot, chart->top, field.area.width);
    ends.bottom = gr_plot_wrap(plot, chart->bottom, field.area.width);
    gr_mpt without = gr_wrapped_height(plot, &ends.without), line = plot->space->label_leading;
    gr_mpt top = gr_wrapped_height(plot, &ends.top), bottom = gr_wrapped_height(plot, &ends.bottom);
    field.area.y = area.y + GAP / 2 + (top > line ? top : line);
    gr_mpt below = GAP / 2 + (bottom > line ? bottom : line) + (without > 0 ? without + GAP : 0);
    gr_mpt sides = gr_wrapped_height(plot, &ends.left),
           right = gr_wrapped_height(plot, &ends.right);
    sides = sides > right ? sides : right;
    GR_TRY(gr_plot_need(plot, field.area.y + (sides > LEAST_FIELD ? sides : LEAST_FIELD) + below));
    field.area.height = plot->height - field.area.y - below;
    if (field.area.width < 40000) {
        return gr_plot_small(plot, GR_LIT("too little for the field of its points"));
    }
    draw_axes(&field);
    draw_ends(&field, &ends);
    return draw_points(&field);
}
