#include "chart_priv.h"

/* Parts of a whole as a ring. Every slice is named beside the ring with its share; the shares add
 * up to 100. Slices run clockwise from twelve o'clock, in the order of the categories. */

#define TURN        360000
#define MOST_SLICES 60
#define GAP         5000
#define SEAM        900 /* of paper between slices */

typedef struct slice {
    size_t category;
    int64_t value;
    int32_t from, to; /* 1/1000 degree */
    int percent;
    gr_str label;
    gr_mpt y; /* of the middle of its label */
} slice;

typedef struct ring_chart {
    gr_plot *plot;
    slice *slices;
    size_t n;
    int64_t total;
    gr_rect area;
    gr_point centre;
    gr_mpt outer, inner;
} ring_chart;

/* --- shares --- */

/** Largest remainders first, so that whole percentages add up to 100. */
static void share_out(ring_chart *ring)
{
    int left = 100;
    for (size_t i = 0; i < ring->n; i++) {
        ring->slices[i].percent = (int)(ring->slices[i].value * 100 / ring->total);
        left -= ring->slices[i].percent;
    }
    for (; left > 0; left--) {
        size_t best = 0;
        int64_t most = -1;
        for (size_t i = 0; i < ring->n; i++) {
            const slice *one = &ring->slices[i];
            int64_t rest = one->value * 100 - one->percent * ring->total;
            if (rest > most) {
                most = rest;
                best = i;
            }
        }
        ring->slices[best].percent++;
    }
}

static gr_status gather(ring_chart *ring)
{
    gr_plot *plot = ring->plot;
    ring->slices = GR_NEW_N(plot->arena, slice, plot->chart->n_categories);
    for (size_t c = 0; c < plot->chart->n_categories; c++) {
        if (!plot->present[c] || plot->values[c] == 0) {
            continue; /* nothing of the whole: its figure stands in the table */
        }
        if (plot->values[c] < 0) {
            return gr_plot_refuse(plot,
                                  "a negative slice; a ring shows parts of a whole, use bars");
        }
        ring->slices[ring->n++] = (slice){.category = c, .value = plot->values[c]};
        ring->total += plot->values[c];
    }
    if (ring->n > MOST_SLICES) {
        return gr_plot_refuse(plot, "too many slices to name; use bars or a table");
    }
    return ring->n == 0 ? gr_plot_refuse(plot, "all slices are zero") : GR_OK;
}

static void turn_out(ring_chart *ring)
{
    const gr_plot *plot = ring->plot;
    int64_t sum = 0;
    share_out(ring);
    for (size_t i = 0; i < ring->n; i++) {
        slice *one = &ring->slices[i];
        one->from = (int32_t)(sum * TURN / ring->total);
        sum += one->value;
        one->to = (int32_t)(sum * TURN / ring->total);
        one->label = gr_str_fmt(
            plot->arena, GR_FMT " %s%d" GR_FMT "%%", GR_ARG(plot->chart->categories[one->category]),
            one->percent == 0 ? "<" : "", /* a slice is never nothing */
            one->percent == 0 ? 1 : one->percent, GR_ARG(plot->space->notation->percent_gap));
    }
}

/* --- labels beside the ring --- */

static int32_t middle_of(const slice *one)
{
    return one->from + (one->to - one->from) / 2;
}

static bool is_right(const slice *one)
{
    return middle_of(one) <= TURN / 2;
}

/** Labels of one side, from the top down: at least a line apart and inside the drawing. */
static bool spread(ring_chart *ring, bool right)
{
    gr_mpt leading = ring->plot->space->label_leading;
    gr_mpt top = ring->area.y + leading / 2,
           bottom = ring->area.y + ring->area.height - leading / 2;
    slice *before = NULL;
    for (size_t k = 0; k < ring->n; k++) {
        slice *one = &ring->slices[right ? k : ring->n - 1 - k];
        if (is_right(one) != right) {
            continue;
        }
        gr_mpt least = before == NULL ? top : before->y + leading;
        one->y = gr_circle_point(ring->centre, ring->outer + GAP, middle_of(one)).y;
        one->y = one->y < least ? least : one->y;
        before = one;
    }
    gr_mpt most = bottom;
    for (size_t k = ring->n; k > 0; k--) {
        slice *one = &ring->slices[right ? k - 1 : ring->n - k];
        if (is_right(one) == right) {
            one->y = one->y > most ? most : one->y;
            most = one->y - leading;
        }
    }
    return most >= top - leading;
}

static void draw_label(ring_chart *ring, const slice *one)
{
    gr_plot *plot = ring->plot;
    bool right = is_right(one);
    gr_mpt reach = ring->outer + 3 * GAP;
    gr_mpt x = right ? ring->centre.x + reach : ring->centre.x - reach;
    gr_point edge = gr_circle_point(ring->centre, ring->outer + 1500, middle_of(one));
    gr_mpt room = right ? ring->area.width - x - GAP / 2 : x - GAP / 2;
    gr_pen_move(&plot->pen, edge);
    gr_pen_draw(&plot->pen, (gr_point){right ? x - GAP / 2 : x + GAP / 2, one->y});
    gr_pen_draw(&plot->pen, (gr_point){x, one->y});
    gr_pen_end(&plot->pen, (gr_ink){GR_INK_NONE, plot->space->grid, 500});
    gr_pen_label(&plot->pen, gr_plot_fit(plot, one->label, room),
                 (gr_text_spot){right ? x + GAP / 2 : x - GAP / 2, one->y + gr_plot_middle(plot),
                                right ? -1 : 1, false, plot->space->text});
}

/* --- slices --- */

static void draw_slice(ring_chart *ring, const slice *one, size_t nr)
{
    gr_pen *pen = &ring->plot->pen;
    uint32_t seam = ring->n > 1 ? ring->plot->space->paper : GR_INK_NONE;
    gr_pen_move(pen, gr_circle_point(ring->centre, ring->outer, one->from));
    gr_pen_arc(pen, ring->centre, ring->outer, one->from, one->to);
    if (ring->n > 1) {
        gr_pen_draw(pen, gr_circle_point(ring->centre, ring->inner, one->to));
    } else { /* a whole ring: its hole is a path of its own, the other way round */
        gr_pen_close(pen);
        gr_pen_move(pen, gr_circle_point(ring->centre, ring->inner, one->to));
    }
    gr_pen_arc(pen, ring->centre, ring->inner, one->to, one->from);
    gr_pen_close(pen);
    gr_pen_end(pen, (gr_ink){gr_plot_colour(ring->plot, nr), seam, SEAM});
}

static gr_mpt widest_label(const ring_chart *ring)
{
    gr_mpt widest = 0;
    for (size_t i = 0; i < ring->n; i++) {
        gr_mpt width = gr_plot_width(ring->plot, ring->slices[i].label);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static void measure_room(ring_chart *ring)
{
    const gr_rect *area = &ring->area;
    gr_mpt label = widest_label(ring), most = area->width * 3 / 10;
    label = label > most ? most : label;
    gr_mpt by_width = area->width / 2 - label - 4 * GAP;
    gr_mpt by_height = (area->height - ring->plot->space->label_leading) / 2;
    ring->centre = (gr_point){area->x + area->width / 2, area->y + area->height / 2};
    ring->outer = by_width < by_height ? by_width : by_height;
    ring->inner = ring->outer * 58 / 100;
}

gr_status gr_draw_donut(gr_plot *plot)
{
    ring_chart ring = {.plot = plot};
    if (plot->chart->n_series > 1) {
        return gr_plot_refuse(plot, "type 'donut' shows one series; type 'grouped' shows several");
    }
    GR_TRY(gather(&ring));
    turn_out(&ring);
    ring.area = (gr_rect){0, 0, plot->space->width, plot->height};
    gr_plot_unit(plot, &ring.area);
    measure_room(&ring);
    if (ring.outer < 15000) {
        return gr_plot_refuse(plot, "no room for the ring; give the chart more height");
    }
    if (!spread(&ring, true) || !spread(&ring, false)) {
        return gr_plot_refuse(plot, "too many slices to name; use bars or a table");
    }
    for (size_t i = 0; i < ring.n; i++) {
        draw_slice(&ring, &ring.slices[i], i);
    }
    for (size_t i = 0; i < ring.n; i++) {
        draw_label(&ring, &ring.slices[i]);
    }
    return GR_OK;
}
