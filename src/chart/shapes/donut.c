#include "chart_priv.h"

/* Parts of a whole as a ring. Every slice is named beside the ring with its value and its share: on
 * one line where the names are short, on two where there is height for it, else with the share
 * alone, and in a narrow drawing in a list below it. The shares add up to 100; where a part is
 * missing or hidden the whole is not known, and no share is said. Slices run clockwise from twelve
 * o'clock, in the order of the categories. When all of them are zero the ring is empty and says so.
 */

#define TURN        360000
#define MOST_SLICES 60
#define GAP         5000
#define SEAM        900   /* of paper between slices */
#define LEAST_RING  12000 /* radius */
#define SWATCH      7000
#define NARROW      150000

typedef enum label_way {
    ON_ONE_LINE,
    ON_TWO_LINES,
    SHARE_ALONE,
    BELOW,
    LABEL_WAY__COUNT
} label_way;

typedef struct slice {
    size_t category;
    int64_t value;
    int32_t from, to; /* 1/1000 degree */
    int percent;
    gr_str label[2]; /* the second may be empty */
    gr_mpt y;        /* of the middle of its label */
} slice;

typedef struct ring_chart {
    gr_plot *plot;
    slice *slices;
    size_t n;
    int64_t total;
    bool whole; /* every part is known */
    label_way way;
    gr_rect area;
    gr_mpt below; /* height of the line under the area */
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
            continue; /* nothing of the whole: its figure stands in the table */
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

static void write_label(const ring_chart *ring, slice *one)
{
    const gr_plot *plot = ring->plot;
    gr_str name = plot->chart->categories[one->category];
    gr_str said = gr_plot_figure(plot, 0, one->category)->text;
    if (ring->way >= SHARE_ALONE && ring->whole) {
        said = share_text(ring, one);
    } else if (ring->whole) {
        said = gr_str_fmt(plot->arena, GR_FMT " (" GR_FMT ")", GR_ARG(said),
                          GR_ARG(share_text(ring, one)));
    }
    one->label[0] = name;
    one->label[1] = said;
    if (ring->way == ON_ONE_LINE || ring->way == SHARE_ALONE) {
        one->label[0] = gr_str_fmt(plot->arena, GR_FMT " " GR_FMT, GR_ARG(name), GR_ARG(said));
        one->label[1] = GR_LIT("");
    }
}

static void write_labels(const ring_chart *ring)
{
    for (size_t i = 0; i < ring->n; i++) {
        write_label(ring, &ring->slices[i]);
    }
}

static gr_mpt pitch_of(const ring_chart *ring)
{
    gr_mpt leading = ring->plot->space->label_leading;
    return ring->way == ON_TWO_LINES ? 2 * leading + leading / 4 : leading;
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
    gr_mpt leading = pitch_of(ring);
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
    gr_str texts[2] = {gr_plot_fit(plot, one->label[0], room),
                       gr_plot_fit(plot, one->label[1], room)};
    gr_lines lines = {.lines = texts, .n = one->label[1].len > 0 ? 2 : 1};
    gr_plot_lines(plot, &lines,
                  (gr_text_spot){right ? x + GAP / 2 : x - GAP / 2, one->y, right ? -1 : 1, false,
                                 plot->space->text});
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

/* --- a ring of nothing --- */

/** The sentence stands in the hole, or beside the ring where that is too small. */
static void draw_empty(ring_chart *ring)
{
    gr_plot *plot = ring->plot;
    gr_str said =
        gr_word_capital(ring->whole ? plot->chart->zero : GR_LIT("\xe2\x80\x93"), plot->arena);
    gr_mpt room = ring->inner * 17 / 10, leading = plot->space->label_leading;
    gr_ink outline = {GR_INK_NONE, plot->space->axis, SEAM};
    for (int i = 0; i < 2; i++) {
        gr_mpt radius = i == 0 ? ring->outer : ring->inner;
        gr_pen_move(&plot->pen, gr_circle_point(ring->centre, radius, 0));
        gr_pen_arc(&plot->pen, ring->centre, radius, 0, TURN);
        gr_pen_close(&plot->pen);
        gr_pen_end(&plot->pen, outline);
    }
    gr_lines lines = gr_plot_wrap(plot, said, room, 4);
    bool within = lines.width <= room && (gr_mpt)lines.n * leading <= room;
    gr_text_spot spot = {ring->centre.x, ring->centre.y, 0, false, plot->space->text};
    if (!within || lines.cut) {
        spot.x = ring->centre.x + ring->outer + GAP;
        spot.anchor = -1;
        lines = gr_plot_wrap(plot, said, ring->area.width - spot.x, 4);
    }
    gr_plot_lines(plot, &lines, spot);
}

/** Names of what has no value, on a line of its own under the ring. */
static void draw_without(ring_chart *ring)
{
    gr_plot *plot = ring->plot;
    gr_mpt leading = plot->space->label_leading;
    gr_buf out = gr_buf_make(plot->arena, SIZE_MAX);
    if (ring->whole) {
        return;
    }
    gr_buf_addf(&out, GR_FMT ":", GR_ARG(gr_word_capital(plot->chart->without, plot->arena)));
    const char *before = " ";
    for (size_t c = 0; c < plot->chart->n_categories; c++) {
        if (!plot->present[c]) {
            gr_buf_addf(&out, "%s" GR_FMT " (" GR_FMT ")", before,
                        GR_ARG(plot->chart->categories[c]),
                        GR_ARG(gr_plot_figure(plot, 0, c)->text));
            before = "; ";
        }
    }
    gr_pen_label(
        &plot->pen, gr_plot_fit(plot, gr_buf_view(&out), ring->area.width),
        (gr_text_spot){ring->area.x, plot->height - leading / 4, -1, false, plot->space->text});
}

/* --- room --- */

static gr_mpt widest_label(const ring_chart *ring)
{
    gr_mpt widest = 0;
    for (size_t i = 0; i < ring->n; i++) {
        for (size_t k = 0; k < 2; k++) {
            gr_mpt width = gr_plot_width(ring->plot, ring->slices[i].label[k]);
            widest = width > widest ? width : widest;
        }
    }
    return widest;
}

/** Where the ring stands; false when labels would be cut, or the ring would be small for them. */
static bool measure_room(ring_chart *ring)
{
    const gr_rect *area = &ring->area;
    gr_mpt label = widest_label(ring), most = area->width * 3 / 10;
    bool cut = label > most;
    gr_mpt by_width = area->width / 2 - (cut ? most : label) - 4 * GAP;
    gr_mpt by_height = (area->height - ring->plot->space->label_leading) / 2;
    ring->centre = (gr_point){area->x + area->width / 2, area->y + area->height / 2};
    ring->outer = by_width < by_height ? by_width : by_height;
    ring->inner = ring->outer * 58 / 100;
    return !cut && ring->outer >= by_height * 3 / 4;
}

/** The way of labelling beside the ring that says most and has room; false when there is none. */
static bool place_labels(ring_chart *ring)
{
    for (int way = 0; way < BELOW; way++) {
        ring->way = (label_way)way;
        write_labels(ring);
        bool roomy = measure_room(ring);
        bool apart = spread(ring, true) && spread(ring, false);
        bool last = ring->way == SHARE_ALONE && ring->area.width > NARROW;
        if (apart && ring->outer >= LEAST_RING && (roomy || last)) {
            return true;
        }
    }
    return false;
}

/** A list under the ring, which takes what is left of the height. */
static gr_status place_below(ring_chart *ring)
{
    gr_plot *plot = ring->plot;
    gr_mpt list = plot->space->label_leading * (gr_mpt)ring->n + GAP;
    GR_TRY(gr_plot_need(plot, plot->height - ring->area.height + list + 2 * LEAST_RING));
    ring->way = BELOW;
    write_labels(ring);
    ring->area.height = plot->height - ring->area.y - ring->below;
    gr_mpt by_height = (ring->area.height - list) / 2, by_width = ring->area.width / 2 - SEAM;
    ring->outer = by_width < by_height ? by_width : by_height;
    ring->inner = ring->outer * 58 / 100;
    ring->centre = (gr_point){ring->area.x + ring->outer + SEAM, ring->area.y + ring->outer};
    gr_mpt y = ring->area.y + 2 * ring->outer + GAP;
    for (size_t i = 0; i < ring->n; i++) {
        ring->slices[i].y = y + plot->space->label_leading / 2;
        y += plot->space->label_leading;
    }
    return GR_OK;
}

static void draw_listed(ring_chart *ring, const slice *one, size_t nr)
{
    gr_plot *plot = ring->plot;
    gr_rect swatch = {ring->area.x, one->y - SWATCH / 2, SWATCH, SWATCH};
    gr_mpt x = swatch.x + SWATCH + GAP / 2, share = gr_plot_width(plot, one->label[1]) + GAP;
    gr_mpt name = ring->area.width - SWATCH - GAP / 2 - share;
    gr_pen_box(&plot->pen, swatch, gr_plot_colour(plot, nr));
    gr_str text = gr_str_fmt(plot->arena, GR_FMT " " GR_FMT,
                             GR_ARG(gr_plot_fit(plot, one->label[0], name)), GR_ARG(one->label[1]));
    gr_pen_label(&plot->pen, text,
                 (gr_text_spot){x, one->y + gr_plot_middle(plot), -1, false, plot->space->text});
}

static void draw_slices(ring_chart *ring)
{
    for (size_t i = 0; i < ring->n; i++) {
        draw_slice(ring, &ring->slices[i], i);
    }
    for (size_t i = 0; i < ring->n; i++) {
        if (ring->way == BELOW) {
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
    ring.below = ring.whole ? 0 : plot->space->label_leading + GAP / 2;
    ring.area.height -= ring.below;
    if (ring.n == 0 && (measure_room(&ring), ring.outer >= LEAST_RING)) {
        draw_empty(&ring);
        draw_without(&ring);
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
    draw_without(&ring);
    return GR_OK;
}
