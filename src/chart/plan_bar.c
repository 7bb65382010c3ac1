#include "plan_priv.h"

/* Owns the signs of a planner: bars with their colour and pattern, pointed where they go on outside
 * of it; diamonds; what lies outside altogether. Must not know where words stand. */

#define LEAST_BAR 2500 /* a bar of a day can be seen */
#define DIAMOND   3800 /* half of it */
#define TIP       3500 /* of a bar that goes on */
#define OUTLINE   700
#define WHISKER   1200 /* of a milestone that has no day: the time that it lies in */

static gr_plan_mark bar_of(const gr_plan_draft *draft, const gr_plan_item *item)
{
    gr_day first = item->first, last = item->last;
    gr_mpt all = draft->plot.space->width;
    if (draft->plan->whole && !item->milestone) {
        gr_plan_whole_cells(&draft->axis, &first, &last);
    }
    gr_plan_mark mark = {.from = gr_plan_place(draft, first), .to = gr_plan_place(draft, last + 1)};
    if (mark.to - mark.from < LEAST_BAR) {
        mark.from = mark.from + LEAST_BAR > all ? all - LEAST_BAR : mark.from;
        mark.to = mark.from + LEAST_BAR;
    }
    return mark;
}

/** Of a milestone: where its diamond stands, whole, in the middle of the time that is shown. */
static gr_mpt middle_of(const gr_plan_draft *draft, const gr_plan_item *item)
{
    gr_mpt from = gr_plan_place(draft, item->first), to = gr_plan_place(draft, item->last + 1);
    gr_mpt middle = from + (to - from) / 2, most = draft->plot.space->width - DIAMOND;
    return middle < DIAMOND ? DIAMOND : middle > most ? most : middle;
}

gr_plan_mark gr_plan_mark_of(const gr_plan_draft *draft, const gr_plan_item *item)
{
    gr_mpt all = draft->plot.space->width;
    if (!item->dated) {
        return (gr_plan_mark){0};
    }
    gr_plan_mark mark = bar_of(draft, item);
    mark.before = item->first < draft->axis.low;
    mark.behind = item->last >= draft->axis.end;
    mark.outside = item->last < draft->axis.low || item->first >= draft->axis.end;
    if (mark.outside) {
        mark.from = mark.before ? 0 : all - TIP - OUTLINE;
        mark.to = mark.from + TIP + OUTLINE;
    } else if (item->milestone) {
        gr_mpt middle = middle_of(draft, item), from = mark.from, to = mark.to;
        bool shown = to - from > 2 * DIAMOND && to - from <= all / 8; /* words keep off its line */
        mark.from = shown && from < middle - DIAMOND ? from : middle - DIAMOND;
        mark.to = shown && to > middle + DIAMOND ? to : middle + DIAMOND;
    }
    return mark;
}

static uint32_t colour_of(const gr_plan_draft *draft, const gr_plan_item *item)
{
    return gr_plot_colour(&draft->plot, item->status == GR_PLAN_NO_STATUS ? 0 : item->status);
}

/** Among those that have a status, one without is an outline. */
static bool is_hollow(const gr_plan_draft *draft, size_t status)
{
    return status == GR_PLAN_NO_STATUS && draft->plan->n_statuses > 0;
}

uint32_t gr_plan_ink_on(const gr_plan_draft *draft, const gr_plan_item *item)
{
    const gr_chart_space *space = draft->plot.space;
    size_t status = item->status == GR_PLAN_NO_STATUS ? 0 : item->status;
    if (is_hollow(draft, item->status)) {
        return space->text;
    }
    bool known = space->on_colours != NULL && space->n_colours > 0;
    return known ? space->on_colours[status % space->n_colours] : GR_INK_NONE;
}

/** A bar, with a point at each end where it goes on outside. */
static void draw_outline(gr_plan_draft *draft, gr_rect bar, gr_mpt left_tip, gr_mpt right_tip,
                         gr_shape_ink ink)
{
    gr_shape_pen *pen = &draft->plot.pen;
    gr_mpt right = bar.x + bar.width, bottom = bar.y + bar.height, middle = bar.y + bar.height / 2;
    gr_pen_move(pen, (gr_point){bar.x + left_tip, bar.y});
    gr_pen_draw(pen, (gr_point){right - right_tip, bar.y});
    if (right_tip > 0) {
        gr_pen_draw(pen, (gr_point){right, middle});
    }
    gr_pen_draw(pen, (gr_point){right - right_tip, bottom});
    gr_pen_draw(pen, (gr_point){bar.x + left_tip, bottom});
    if (left_tip > 0) {
        gr_pen_draw(pen, (gr_point){bar.x, middle});
    }
    gr_pen_close(pen);
    gr_pen_end(pen, ink);
}

static void fill_bar(gr_plan_draft *draft, gr_rect bar, gr_mpt left_tip, gr_mpt right_tip,
                     size_t status)
{
    gr_plot *plot = &draft->plot;
    const gr_chart_space *space = plot->space;
    if (is_hollow(draft, status)) {
        draw_outline(draft, bar, left_tip, right_tip,
                     (gr_shape_ink){space->paper, space->text, OUTLINE});
        return;
    }
    size_t colour = status == GR_PLAN_NO_STATUS ? 0 : status;
    draw_outline(draft, bar, left_tip, right_tip,
                 (gr_shape_ink){gr_plot_colour(plot, colour), GR_INK_NONE, 0});
    gr_rect flat = {bar.x + left_tip, bar.y, bar.width - left_tip - right_tip, bar.height};
    gr_pen_hatch(&plot->pen, flat, colour, space->paper);
}

void gr_plan_swatch(gr_plan_draft *draft, gr_rect box, size_t status)
{
    fill_bar(draft, box, 0, 0, status);
}

static void draw_bar(gr_plan_draft *draft, const gr_plan_item *item, const gr_plan_mark *mark,
                     gr_mpt middle, gr_mpt thick)
{
    gr_rect bar = {mark->from, middle - thick / 2, mark->to - mark->from, thick};
    gr_mpt tip = bar.width / 3 < TIP ? bar.width / 3 : TIP;
    fill_bar(draft, bar, mark->before ? tip : 0, mark->behind ? tip : 0, item->status);
}

/** The time that it lies in, and a diamond in the middle of that. */
static void draw_milestone(gr_plan_draft *draft, const gr_plan_item *item, gr_mpt x, gr_mpt middle)
{
    gr_shape_pen *pen = &draft->plot.pen;
    const gr_chart_space *space = draft->plot.space;
    bool hollow = is_hollow(draft, item->status);
    uint32_t colour = hollow ? space->text : colour_of(draft, item);
    gr_mpt from = gr_plan_place(draft, item->first), to = gr_plan_place(draft, item->last + 1);
    if (to - from > 2 * DIAMOND) {
        gr_pen_grid(pen, (gr_point){from, middle}, (gr_point){to, middle}, colour, WHISKER);
    }
    gr_pen_move(pen, (gr_point){x, middle - DIAMOND});
    gr_pen_draw(pen, (gr_point){x + DIAMOND, middle});
    gr_pen_draw(pen, (gr_point){x, middle + DIAMOND});
    gr_pen_draw(pen, (gr_point){x - DIAMOND, middle});
    gr_pen_close(pen);
    gr_pen_end(pen, (gr_shape_ink){hollow ? space->paper : colour,
                                   hollow ? space->text : space->paper, OUTLINE});
}

/** An arrow at the edge: it lies further on. */
static void draw_outside(gr_plan_draft *draft, const gr_plan_item *item, const gr_plan_mark *mark,
                         gr_mpt middle)
{
    gr_shape_pen *pen = &draft->plot.pen;
    gr_mpt base = mark->before ? mark->to : mark->from,
           point = mark->before ? mark->from : mark->to;
    gr_pen_move(pen, (gr_point){base, middle - TIP});
    gr_pen_draw(pen, (gr_point){point, middle});
    gr_pen_draw(pen, (gr_point){base, middle + TIP});
    gr_pen_close(pen);
    gr_pen_end(pen, (gr_shape_ink){colour_of(draft, item), GR_INK_NONE, 0});
}

void gr_plan_draw_item(gr_plan_draft *draft, const gr_plan_item *item, const gr_plan_mark *mark,
                       gr_mpt middle, gr_mpt thick)
{
    if (!item->dated) {
        return;
    }
    if (mark->outside) {
        draw_outside(draft, item, mark, middle);
    } else if (item->milestone) {
        draw_milestone(draft, item, middle_of(draft, item), middle);
    } else {
        draw_bar(draft, item, mark, middle, thick);
    }
}
