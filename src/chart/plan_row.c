#include "plan_priv.h"

/* Owns where bars, milestones and their words stand in a row: in lanes, so that no words meet words
 * or signs. Words stand on one line within their bar, right of it or left of it; where that has no
 * room, on several, in a lane of their own. None is left out. */

#define PAD_INSIDE 2500
#define LEAST_WIDE 34000 /* words on several lines are no narrower, where there is room */

typedef enum taken_by { BY_BAR, BY_MARK, BY_WORDS } taken_by;
typedef struct span { /* of a lane that is taken */
    gr_mpt from, to;
    size_t lane;
    taken_by by;
} span;
typedef struct placed {
    const gr_plan_item *item;
    gr_plan_mark mark;
    gr_str label;
    gr_wrapped lines; /* of the label; none: it stands on one line */
    size_t lane;
    gr_mpt at; /* left of its words */
    bool inside;
} placed;
typedef struct placing {
    gr_plan_draft *draft;
    placed *items;
    size_t n_items;
    span *taken;
    size_t n_taken, cap_taken;
    size_t n;        /* lanes */
    size_t *n_lines; /* of each: of the words in it */
    gr_mpt *tops;    /* of each */
} placing;

static bool meets(taken_by a, taken_by b)
{
    bool over = (a == BY_BAR && b == BY_MARK) || (a == BY_MARK && b == BY_BAR);
    return !over; /* a diamond may lie over the end of a bar */
}

static bool is_free(const placing *lanes, span one)
{
    for (size_t i = 0; i < lanes->n_taken; i++) {
        const span *other = &lanes->taken[i];
        if (other->lane == one.lane && meets(one.by, other->by) && one.from < other->to &&
            other->from < one.to) {
            return false;
        }
    }
    return one.from >= 0 && one.to <= lanes->draft->plot.space->width;
}

static void take(placing *lanes, span one)
{
    *GR_PUSH(lanes->draft->plot.arena, lanes->taken, lanes->n_taken, lanes->cap_taken, span) = one;
}

static span sign_of(const placed *one, size_t lane)
{
    bool bar = !one->item->milestone && !one->mark.outside;
    return (span){one->mark.from, one->mark.to, lane, bar ? BY_BAR : BY_MARK};
}

/** Within the bar, right of it, left of it; false: one line has no room there. */
static bool place_words(const placing *lanes, placed *one, size_t lane)
{
    const gr_plan_mark *mark = &one->mark;
    gr_mpt width = gr_plot_width(&lanes->draft->plot, one->label);
    bool bar = one->item->dated && !one->item->milestone && !mark->outside;
    bool readable = bar && gr_plan_ink_on(lanes->draft, one->item) != GR_INK_NONE;
    gr_mpt room = mark->to - mark->from - 2 * PAD_INSIDE;
    gr_mpt gap = GR_PLAN_GAP;
    span inside = {mark->from, mark->to, lane, BY_WORDS};
    span right = {mark->to + gap, mark->to + gap + width, lane, BY_WORDS};
    span left = {mark->from - gap - width, mark->from - gap, lane, BY_WORDS};
    one->inside = readable && width <= room && is_free(lanes, inside);
    one->at = one->inside             ? mark->from + PAD_INSIDE
              : is_free(lanes, right) ? right.from
                                      : left.from;
    return one->inside || is_free(lanes, right) || is_free(lanes, left);
}

static void settle(placing *lanes, placed *one, size_t lane, gr_mpt width)
{
    size_t n = one->lines.n > 1 ? one->lines.n : 1;
    one->lane = lane;
    lanes->n = lane >= lanes->n ? lane + 1 : lanes->n;
    lanes->n_lines[lane] = lanes->n_lines[lane] > n ? lanes->n_lines[lane] : n;
    if (one->item->dated) {
        take(lanes, sign_of(one, lane));
    }
    if (width > 0) {
        take(lanes,
             (span){one->at - GR_PLAN_GAP / 2, one->at + width + GR_PLAN_GAP / 2, lane, BY_WORDS});
    }
}

static bool find_lane(placing *lanes, placed *one)
{
    for (size_t lane = 0; lane <= lanes->n; lane++) {
        if (one->item->dated && !is_free(lanes, sign_of(one, lane))) {
            continue;
        }
        if (one->label.len == 0 || place_words(lanes, one, lane)) {
            gr_mpt width = one->label.len == 0 ? 0 : gr_plot_width(&lanes->draft->plot, one->label);
            settle(lanes, one, lane, width);
            return true;
        }
    }
    return false;
}

/** On several lines, in a lane of its own: within its bar, or beside it, where there is most room.
 */
static void wrap_words(placing *lanes, placed *one)
{
    const gr_plot *plot = &lanes->draft->plot;
    const gr_plan_mark *mark = &one->mark;
    bool bar = one->item->dated && !one->item->milestone && !mark->outside;
    bool readable = bar && gr_plan_ink_on(lanes->draft, one->item) != GR_INK_NONE;
    gr_mpt gap = GR_PLAN_GAP;
    gr_mpt within = readable ? mark->to - mark->from - 2 * PAD_INSIDE : 0;
    gr_mpt right = plot->space->width - mark->to - gap, left = mark->from - gap;
    one->inside = within >= right && within >= left;
    gr_mpt room = one->inside ? within : right >= left ? right : left;
    room = room < LEAST_WIDE && room < plot->space->width ? LEAST_WIDE : room;
    room = room > plot->space->width ? plot->space->width : room;
    one->lines = gr_plot_wrap(plot, one->label, room);
    one->at = one->inside     ? mark->from + PAD_INSIDE
              : right >= left ? mark->to + gap
                              : mark->from - gap - one->lines.width;
    gr_mpt most = plot->space->width - one->lines.width;
    one->at = one->at > most ? most : one->at;
    one->at = one->at < 0 ? 0 : one->at;
    settle(lanes, one, lanes->n, one->lines.width);
}

/** A row in which nothing is planned says so. */
static void draw_nothing(gr_plan_draft *draft)
{
    gr_plot *plot = &draft->plot;
    gr_wrapped lines = gr_plot_wrap(plot, draft->plan->nothing, plot->space->width);
    gr_mpt middle = plot->height / 2;
    gr_plot_lines(plot, &lines, (gr_text_spot){GR_PLAN_GAP, middle, -1, false, plot->space->text});
}

static void place_all(placing *lanes, const gr_planner_row *row)
{
    for (size_t i = 0; i < row->n; i++) {
        placed *one = &lanes->items[i];
        const gr_plan_item *item = &row->items[i];
        *one = (placed){.item = item, .mark = gr_plan_mark_of(lanes->draft, item)};
        one->label = gr_plan_label(lanes->draft, item, one->mark.outside);
        if (!find_lane(lanes, one)) {
            wrap_words(lanes, one);
        }
    }
}

/** A lane is a line and a little more. */
static gr_mpt set_tops(placing *lanes)
{
    gr_mpt leading = lanes->draft->plot.space->label_leading, top = 0;
    for (size_t i = 0; i < lanes->n; i++) {
        size_t n = lanes->n_lines[i] > 0 ? lanes->n_lines[i] : 1;
        lanes->tops[i] = top;
        top += leading * (gr_mpt)n + leading * 3 / 10;
    }
    lanes->tops[lanes->n] = top;
    return top;
}

static void draw_words(const placing *lanes, const placed *one, gr_mpt middle)
{
    gr_plot *plot = &lanes->draft->plot;
    uint32_t ink = one->inside ? gr_plan_ink_on(lanes->draft, one->item) : plot->space->text;
    gr_text_spot spot = {one->at, middle, -1, false, ink};
    gr_mpt width = one->lines.n > 0 ? one->lines.width : gr_plot_width(plot, one->label);
    if (one->inside && one->item->status != GR_PLAN_NO_STATUS && one->item->status % 5 > 0) {
        gr_mpt high = one->lines.n > 0 ? gr_wrapped_height(plot, &one->lines)
                                       : plot->space->label_leading; /* hatching put aside */
        gr_rect plate = {one->at - 1000, middle - high / 2, width + 2000, high};
        gr_pen_box(&plot->pen, plate, gr_plot_colour(plot, one->item->status));
    }
    if (one->lines.n > 0) {
        gr_plot_lines(plot, &one->lines, spot);
    } else {
        spot.y += gr_plot_middle(plot);
        gr_pen_label(&plot->pen, one->label, spot);
    }
}

/** Bars first: a diamond lies over the end of one. */
static void draw_signs(const placing *lanes, bool milestones)
{
    gr_mpt leading = lanes->draft->plot.space->label_leading;
    for (size_t i = 0; i < lanes->n_items; i++) {
        const placed *one = &lanes->items[i];
        gr_mpt top = lanes->tops[one->lane], end = lanes->tops[one->lane + 1];
        gr_mpt thick = leading + leading / 10;
        thick += one->inside && one->lines.n > 1 ? leading * (gr_mpt)(one->lines.n - 1) : 0;
        if (one->item->milestone == milestones) {
            gr_plan_draw_item(lanes->draft, one->item, &one->mark, top + (end - top) / 2, thick);
        }
    }
}

gr_status gr_plan_draw_row(gr_plan_draft *draft, const gr_planner_row *row)
{
    gr_plot *plot = &draft->plot;
    placing lanes = {.draft = draft, .n_items = row->n};
    lanes.items = GR_NEW_N(plot->arena, placed, row->n + 1);
    lanes.n_lines = GR_NEW_N(plot->arena, size_t, row->n + 2);
    lanes.tops = GR_NEW_N(plot->arena, gr_mpt, row->n + 2);
    place_all(&lanes, row);
    lanes.n = lanes.n > 0 ? lanes.n : 1;
    plot->height = set_tops(&lanes);
    gr_plan_draw_lines(draft, false);
    draw_signs(&lanes, false);
    gr_plan_draw_lines(draft, true);
    draw_signs(&lanes, true);
    for (size_t i = 0; i < lanes.n_items; i++) {
        const placed *one = &lanes.items[i];
        gr_mpt top = lanes.tops[one->lane], end = lanes.tops[one->lane + 1];
        if (one->label.len > 0) {
            draw_words(&lanes, one, top + (end - top) / 2);
        }
    }
    if (row->n == 0) {
        draw_nothing(draft);
    }
    return GR_OK;
}
