#include "chart_priv.h"

/* Parts of a whole as a ring. Every slice is named beside the ring with its value and its share: on
 * one line where the names are short, on two or on more where there is height for it, with the
 * share alone where a table has the values, else in a list below it. The shares add up to 100;
 * where a part is missing or hidden the whole is not known, and no share is said. Slices run
 * clockwise from twelve o'clock, in the order of the categories. When all of them are zero the ring
 * is empty and says so. What has no slice, for it is zero or not known, is named under the ring. */

#define TURN        360000
#define MOST_SLICES 60
#define GAP         5000
#define SEAM        900   /* of paper between slices */
#define LEAST_RING  12000 /* radius */
#define SWATCH      7000
#define NARROW      150000 /* width with no room for names on several lines */

typedef enum label_way {
    ON_ONE_LINE,
    ON_TWO_LINES,
    ON_MORE_LINES,
    SHARE_ALONE,
    BELOW,
    BELOW_SHARE_ALONE
} label_way;

typedef struct slice {
    size_t category;
    int64_t value;
    int32_t from, to; /* 1/1000 degree */
    int percent;
    gr_wrapped label;
    gr_mpt y; /* of the middle of its label */
} slice;

typedef struct ring_chart {
    gr_plot *plot;
    slice *slices;
    size_t n;
    int64_t total;
    bool whole; /* every part is known */
    label_way way;
    gr_rect area;
    gr_wrapped below; /* what has no slice, under the area */
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
    ring->whole = plot->n_present == plot->chart->n_categories;
    ring->slices = GR_NEW_N(plot->arena, slice, plot->chart->n_categories);
    for (size_t c = 0; c < plot->chart->n_categories; c++) {
        if (!plot->present[c] || plot->values[c] == 0) {
            continue; /* nothing of the whole: it is named below */
        }
        if (plot->values[c] < 0) {
            return gr_plot_refuse(plot,
                                  "a negative slice; a ring shows parts of a whole, use bars");
        }
        ring->slices[ring->n++] = (slice){.category = c, .value = plot->values[c]};
        ring->total += plot->values[c];
    }
    return GR_OK;
}

static void turn_out(ring_chart *ring)
{
    int64_t sum = 0;
    if (ring->n == 0) {
        return;
    }
    share_out(ring);
    for (size_t i = 0; i < ring->n; i++) {
        slice *one = &ring->slices[i];
        one->from = (int32_t)(sum * TURN / ring->total);
        sum += one->value;
        one->to = (int32_t)(sum * TURN / ring->total);
    }
}

/* --- what labels say --- */

static gr_str share_text(const ring_chart *ring, const slice *one)
{
    const char *below = one->percent == 0 ? "<" : ""; /* a slice is never nothing */
    return gr_str_fmt(ring->plot->arena, "%s%d" GR_FMT "%%", below,
                      one->percent == 0 ? 1 : one->percent,
                      GR_ARG(ring->plot->space->notation->percent_gap));
}

static gr_str said_of(const ring_chart *ring, const slice *one)
{
    gr_str said = gr_plot_figure(ring->plot, 0, one->category)->text;
    if (ring->whole && (ring->way == SHARE_ALONE || ring->way == BELOW_SHARE_ALONE)) {
        return share_text(ring, one);
    }
    return ring->whole ? gr_str_fmt(ring->plot->arena, GR_FMT " (" GR_FMT ")", GR_ARG(said),
                                    GR_ARG(share_text(ring, one)))
                       : said;
}

/** One text on lines of at most `width`; with two of them the second begins on a line of its own.
 */
static void write_label(const ring_chart *ring, slice *one, gr_mpt width)
{
    const gr_plot *plot = ring->plot;
    gr_str name = plot->chart->categories[one->category], said = said_of(ring, one);
    if (ring->way != ON_TWO_LINES && ring->way != ON_MORE_LINES) {
        gr_str text = gr_str_fmt(plot->arena, GR_FMT " " GR_FMT, GR_ARG(name), GR_ARG(said));
        one->label = gr_plot_wrap(plot, text, width);
        return;
    }
    gr_wrapped value = gr_plot_wrap(plot, said, width), *all = &one->label;
    *all = gr_plot_wrap(plot, name, width);
    for (size_t i = 0; i < value.n; i++) {
        size_t n = all->n, cap = all->cap;
        *GR_PUSH(plot->arena, all->lines, all->n, all->cap, gr_str) = value.lines[i];
        *GR_PUSH(plot->arena, all->hyphens, n, cap, bool) = value.hyphens[i];
    }
    all->width = value.width > all->width ? value.width : all->width;
    all->broken = all->broken || value.broken || value.n > 1;
}

static void write_labels(const ring_chart *ring, gr_mpt width)
{
    for (size_t i = 0; i < ring->n; i++) {
        write_label(ring, &ring->slices[i], width);
    }
}

/** Half of what a label takes, and of what keeps it from the next. */
static gr_mpt half_of(const ring_chart *ring, const slice *one)
{
    gr_mpt leading = ring->plot->space->label_leading;
    return gr_wrapped_height(ring->plot, &one->label) / 2 + (one->label.n > 1 ? leading / 8 : 0);
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

/** Labels of one side, from the top down: apart and inside the drawing. */
static bool spread(ring_chart *ring, bool right)
{
    gr_mpt top = ring->area.y, end = top;
    for (size_t k = 0; k < ring->n; k++) {
        slice *one = &ring->slices[right ? k : ring->n - 1 - k];
        if (is_right(one) != right) {
            continue;
        }
        gr_mpt least = end + half_of(ring, one);
        one->y = gr_circle_point(ring->centre, ring->outer + GAP, middle_of(one)).y;
        one->y = one->y < least ? least : one->y;
        end = one->y + half_of(ring, one);
    }
    gr_mpt most = ring->area.y + ring->area.height;
    for (size_t k = ring->n; k > 0; k--) {
        slice *one = &ring->slices[right ? k - 1 : ring->n - k];
        if (is_right(one) == right) {
            gr_mpt lowest = most - half_of(ring, one);
            one->y = one->y > lowest ? lowest : one->y;
            most = one->y - half_of(ring, one);
        }
    }
    return most >= top;
}

static void draw_label(ring_chart *ring, const slice *one)
{
    gr_plot *plot = ring->plot;
    bool right = is_right(one);
    gr_mpt reach = ring->outer + 3 * GAP;
    gr_mpt x = right ? ring->centre.x + reach : ring->centre.x - reach;
    gr_point edge = gr_circle_point(ring->centre, ring->outer + 1500, middle_of(one));
    gr_pen_move(&plot->pen, edge);
    gr_pen_draw(&plot->pen, (gr_point){right ? x - GAP / 2 : x + GAP / 2, one->y});
    gr_pen_draw(&plot->pen, (gr_point){x, one->y});
    gr_pen_end(&plot->pen, (gr_shape_ink){GR_INK_NONE, plot->space->grid, 500});
    gr_plot_lines(plot, &one->label,
                  (gr_text_spot){right ? x + GAP / 2 : x - GAP / 2, one->y, right ? -1 : 1, false,
                                 plot->space->text});
}

/* --- slices --- */

/** No two neighbours have one colour, the first and the last neither. */
static uint32_t colour_of(const ring_chart *ring, size_t nr)
{
    size_t n = ring->plot->space->n_colours;
    bool alike = nr > 0 && nr + 1 == ring->n && n > 0 && nr % n == 0;
    return gr_plot_colour(ring->plot, alike ? nr + 1 : nr);
}

static void draw_slice(ring_chart *ring, const slice *one, size_t nr)
{
    gr_shape_pen *pen = &ring->plot->pen;
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
    gr_pen_end(pen, (gr_shape_ink){colour_of(ring, nr), seam, SEAM});
}

/* --- a ring of nothing --- */

/** The sentence stands in the hole, or beside the ring where that is too small. */
static void draw_empty(ring_chart *ring)
{
    gr_plot *plot = ring->plot;
    gr_str said =
        gr_word_capital(ring->whole ? plot->chart->zero : GR_LIT("\xe2\x80\x93"), plot->arena);
    gr_mpt room = ring->inner * 17 / 10, leading = plot->space->label_leading;
    gr_shape_ink outline = {GR_INK_NONE, plot->space->axis, SEAM};
    for (int i = 0; i < 2; i++) {
        gr_mpt radius = i == 0 ? ring->outer : ring->inner;
        gr_pen_move(&plot->pen, gr_circle_point(ring->centre, radius, 0));
        gr_pen_arc(&plot->pen, ring->centre, radius, 0, TURN);
        gr_pen_close(&plot->pen);
        gr_pen_end(&plot->pen, outline);
    }
    gr_wrapped lines = gr_plot_wrap(plot, said, room);
    bool within = !lines.broken && (gr_mpt)lines.n * leading <= room;
    gr_text_spot spot = {ring->centre.x, ring->centre.y, 0, false, plot->space->text};
    if (!within) {
        spot.x = ring->centre.x + ring->outer + GAP;
        spot.anchor = -1;
        lines = gr_plot_wrap(plot, said, ring->area.width - spot.x);
    }
    gr_plot_lines(plot, &lines, spot);
}

static void add_below(ring_chart *ring, gr_str text)
{
    gr_wrapped more = gr_plot_wrap(ring->plot, text, ring->area.width), *all = &ring->below;
    for (size_t i = 0; i < more.n; i++) {
        size_t n = all->n, cap = all->cap;
        *GR_PUSH(ring->plot->arena, all->lines, all->n, all->cap, gr_str) = more.lines[i];
        *GR_PUSH(ring->plot->arena, all->hyphens, n, cap, bool) = more.hyphens[i];
    }
}

/** Names of what has no slice: "Noord (€ 0); Zuid (€ 0)", and what has no value. */
static void gather_below(ring_chart *ring)
{
    const gr_plot *plot = ring->plot;
    gr_buf zero = gr_buf_make(plot->arena, SIZE_MAX);
    for (size_t c = 0; c < plot->chart->n_categories; c++) {
        if (plot->present[c] && plot->values[c] == 0) {
            gr_buf_addf(&zero, "%s" GR_FMT " (" GR_FMT ")", zero.len > 0 ? "; " : "",
                        GR_ARG(plot->chart->categories[c]),
                        GR_ARG(gr_plot_figure(plot, 0, c)->text));
        }
    }
    add_below(ring, gr_buf_view(&zero));
    add_below(ring, gr_rest_without(plot));
}

static gr_mpt height_below(const ring_chart *ring)
{
    return ring->below.n == 0 ? 0 : gr_wrapped_height(ring->plot, &ring->below) + GAP / 2;
}

static void draw_below(ring_chart *ring)
{
    gr_plot *plot = ring->plot;
    gr_mpt high = gr_wrapped_height(plot, &ring->below), rise = plot->space->label_leading / 4;
    rise = plot->space->label_leading / 2 - rise - gr_plot_middle(plot);
    gr_plot_lines(
        plot, &ring->below,
        (gr_text_spot){ring->area.x, plot->height - high / 2 + rise, -1, false, plot->space->text});
}

/* --- room --- */

static gr_mpt widest_label(const ring_chart *ring, bool *out_broken)
{
    gr_mpt widest = 0;
    *out_broken = false;
    for (size_t i = 0; i < ring->n; i++) {
        const gr_wrapped *label = &ring->slices[i].label;
        bool one = ring->way == ON_ONE_LINE || ring->way == SHARE_ALONE;
        size_t most = one ? 1 : ring->way == ON_TWO_LINES ? 2 : SIZE_MAX;
        *out_broken = *out_broken || label->broken || label->n > most;
        widest = label->width > widest ? label->width : widest;
    }
    return widest;
}

/** Where the ring stands; false when labels do not fit, or the ring would be small for them. */
static bool measure_room(ring_chart *ring)
{
    const gr_rect *area = &ring->area;
    bool broken;
    gr_mpt label = widest_label(ring, &broken);
    gr_mpt by_width = area->width / 2 - label - 4 * GAP;
    gr_mpt by_height = (area->height - ring->plot->space->label_leading) / 2;
    ring->centre = (gr_point){area->x + area->width / 2, area->y + area->height / 2};
    ring->outer = by_width < by_height ? by_width : by_height;
    ring->inner = ring->outer * 58 / 100;
    bool small =
        ring->outer < by_height * 3 / 4 && (ring->way < ON_MORE_LINES || area->width <= NARROW);
    return !broken && !small;
}

/** The way of labelling beside the ring that says most and has room; false when there is none. */
static bool place_labels(ring_chart *ring)
{
    bool tabled = ring->plot->chart->table_anchor.len > 0 && ring->whole;
    for (int way = 0; way < BELOW; way++) {
        ring->way = (label_way)way;
        if (way == SHARE_ALONE && !tabled) {
            continue;
        }
        write_labels(ring, ring->area.width * 3 / 10);
        bool roomy = measure_room(ring);
        bool apart = spread(ring, true) && spread(ring, false);
        if (apart && ring->outer >= LEAST_RING && roomy) {
            return true;
        }
    }
    return false;
}

static gr_mpt height_of_list(const ring_chart *ring)
{
    gr_mpt list = GAP;
    for (size_t i = 0; i < ring->n; i++) {
        list += gr_wrapped_height(ring->plot, &ring->slices[i].label);
    }
    return list;
}

/** What a list would say: values and shares, or, where that is too high, shares; values are then
 * told in words. */
static gr_mpt write_list(ring_chart *ring)
{
    gr_plot *plot = ring->plot;
    gr_mpt width = ring->area.width - SWATCH - GAP / 2, most = plot->space->most_height;
    most = (most > plot->height ? most : plot->height) - plot->height + ring->area.height;
    ring->way = BELOW;
    write_labels(ring, width);
    if (height_of_list(ring) + 2 * LEAST_RING > most && ring->whole) {
        ring->way = BELOW_SHARE_ALONE;
        write_labels(ring, width);
        for (size_t i = 0; i < ring->n; i++) {
            gr_rest_figures(plot, ring->slices[i].category);
        }
    }
    return height_of_list(ring);
}

/** A list under the ring, which takes what is left of the height. */
static gr_status place_below(ring_chart *ring)
{
    gr_plot *plot = ring->plot;
    if (ring->n > plot->space->n_colours) {
        return gr_plot_small(plot,
                             GR_LIT("too little for names beside the ring, and in a list they "
                                    "would need a colour each, more than the house style "
                                    "has; show fewer parts, or use type 'horizontal'"));
    }
    gr_mpt list = write_list(ring);
    GR_TRY(gr_plot_need(plot, plot->height - ring->area.height + list + 2 * LEAST_RING));
    ring->area.height = plot->height - ring->area.y - height_below(ring);
    gr_mpt by_height = (ring->area.height - list) / 2, by_width = ring->area.width / 2 - SEAM;
    ring->outer = by_width < by_height ? by_width : by_height;
    ring->inner = ring->outer * 58 / 100;
    ring->centre = (gr_point){ring->area.x + ring->outer + SEAM, ring->area.y + ring->outer};
    gr_mpt y = ring->area.y + 2 * ring->outer + GAP;
    for (size_t i = 0; i < ring->n; i++) {
        gr_mpt high = gr_wrapped_height(plot, &ring->slices[i].label);
        ring->slices[i].y = y + high / 2;
        y += high;
    }
    return GR_OK;
}

static void draw_listed(ring_chart *ring, const slice *one, size_t nr)
{
    gr_plot *plot = ring->plot;
    gr_mpt high = gr_wrapped_height(plot, &one->label) - plot->space->label_leading;
    gr_rect swatch = {ring->area.x, one->y - high / 2 - SWATCH / 2, SWATCH, SWATCH};
    gr_pen_box(&plot->pen, swatch, colour_of(ring, nr));
    gr_plot_lines(
        plot, &one->label,
        (gr_text_spot){swatch.x + SWATCH + GAP / 2, one->y, -1, false, plot->space->text});
}

static void draw_slices(ring_chart *ring)
{
    for (size_t i = 0; i < ring->n; i++) {
        draw_slice(ring, &ring->slices[i], i);
    }
    for (size_t i = 0; i < ring->n; i++) {
        if (ring->way >= BELOW) {
            draw_listed(ring, &ring->slices[i], i);
        } else {
            draw_label(ring, &ring->slices[i]);
        }
    }
}

gr_status gr_draw_donut(gr_plot *plot)
{
    ring_chart ring = {.plot = plot};
    if (plot->chart->n_series > 1) {
        return gr_plot_refuse(plot, "type 'donut' shows one series; type 'grouped' shows several");
    }
    GR_TRY(gather(&ring));
    if (ring.n > MOST_SLICES) {
        return gr_plot_refuse(plot, "too many slices to name; use bars or a table");
    }
    ring.area = (gr_rect){0, 0, plot->space->width, plot->height};
    gr_plot_unit(plot, &ring.area);
    gather_below(&ring);
    ring.area.height -= height_below(&ring);
    if (ring.area.height < 2 * LEAST_RING) {
        gr_mpt before = plot->height;
        GR_TRY(gr_plot_need(plot, before + 2 * LEAST_RING + plot->space->label_leading -
                                      ring.area.height));
        ring.area.height += plot->height - before;
    }
    if (ring.n == 0 && (measure_room(&ring), ring.outer >= LEAST_RING)) {
        draw_empty(&ring);
        draw_below(&ring);
        return GR_OK;
    }
    turn_out(&ring);
    if (ring.n == 0) {
        return gr_plot_small(plot, GR_LIT("too little for a ring"));
    }
    if (!place_labels(&ring)) {
        GR_TRY(place_below(&ring));
    }
    draw_slices(&ring);
    draw_below(&ring);
    return GR_OK;
}
