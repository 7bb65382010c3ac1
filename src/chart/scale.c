#include "chart_priv.h"

/* Owns value axes: where ticks stand and how they read. A tick is a round number: 1, 2, 2.5 or 5
 * times a power of ten. */

/* When all values are zero any axis will do; of whole numbers, so that its zero reads "0". */
#define NOTHING_STEP 1000000000

/** The smallest nice step of at least `wanted` (at least 1). */
static int64_t nice_step(int64_t wanted)
{
    int64_t power = 1;
    for (;;) {
        if (power >= wanted) {
            return power;
        }
        if (2 * power >= wanted) {
            return 2 * power;
        }
        if (power >= 10 && 5 * (power / 2) >= wanted) {
            return 5 * (power / 2);
        }
        if (5 * power >= wanted) {
            return 5 * power;
        }
        power *= 10; /* values are at most 10^11: no overflow */
    }
}

static int64_t floor_to(int64_t value, int64_t step)
{
    int64_t whole = value / step;
    if (value % step < 0) {
        whole--;
    }
    return whole * step;
}

gr_scale gr_scale_make(int64_t low, int64_t high, unsigned most)
{
    int64_t range = high - low;
    if (low == 0 && high == 0) {
        return (gr_scale){0, NOTHING_STEP, NOTHING_STEP};
    }
    int64_t step = nice_step((range + most - 1) / (int64_t)most);
    gr_scale scale = {floor_to(low, step), floor_to(high, step), step};
    if (scale.high < high || scale.high == scale.low) {
        scale.high += step;
    }
    return scale;
}

gr_scale gr_scale_snug(int64_t low, int64_t high, unsigned most)
{
    gr_scale scale = gr_scale_make(low, high, most);
    bool both = low < 0 && high > 0;
    if (both && -low <= high && 2 * (low - scale.low) > scale.step) {
        scale.low = low;
    } else if (both && -low > high && 2 * (scale.high - high) > scale.step) {
        scale.high = high;
    }
    return scale;
}

bool gr_scale_is_cut(const gr_plot *plot)
{
    gr_chart_type type = plot->chart->type;
    bool placed = type == GR_CHART_LINE || type == GR_CHART_DOTS || type == GR_CHART_DUMBBELL;
    return placed && plot->high > plot->low && plot->low > 0 &&
           plot->low > plot->high - plot->high / 4;
}

int64_t gr_scale_first(const gr_scale *scale)
{
    int64_t tick = floor_to(scale->low, scale->step);
    return tick < scale->low ? tick + scale->step : tick;
}

gr_mpt gr_scale_place(const gr_scale *scale, int64_t value, gr_mpt from, gr_mpt to)
{
    int64_t length = to - from;
    return from + (gr_mpt)((value - scale->low) * length / (scale->high - scale->low));
}

/* --- how ticks read --- */

/** `number` and so many zeros behind it, in groups of three. */
static void add_digits(gr_arena *arena, int64_t number, int zeros, gr_str group, gr_buf *out)
{
    gr_buf digits = gr_buf_make(arena, SIZE_MAX);
    gr_buf_addf(&digits, "%lld", (long long)number);
    for (int i = 0; number > 0 && i < zeros; i++) {
        gr_buf_add_char(&digits, '0');
    }
    for (size_t i = 0; i < digits.len; i++) {
        if (i > 0 && (digits.len - i) % 3 == 0) {
            gr_buf_add(out, group);
        }
        gr_buf_add_char(out, digits.ptr[i]);
    }
}

/** Decimals after which nothing but zeros follow in any tick of the scale. */
static int needed_places(const gr_scale *scale, int places)
{
    int64_t rest = scale->step;
    while (places > 0 && rest % 10 == 0) {
        rest /= 10;
        places--;
    }
    return places;
}

static void add_number(const gr_plot *plot, const gr_scale *scale, int64_t size, gr_buf *out)
{
    const gr_notation *notation = plot->space->notation;
    gr_format_kind kind = plot->chart->series[0].points[0].format.kind;
    int places = plot->places + gr_format_facts[kind].shift;
    int zeros = places < 0 ? -places : 0;
    int shown = needed_places(scale, places);
    int64_t divisor = 1;
    for (int i = 0; i < places; i++) {
        divisor *= 10;
    }
    add_digits(plot->arena, size / divisor, zeros, notation->group_mark, out);
    if (shown > 0) {
        gr_buf_add(out, notation->decimal_mark);
        int64_t rest = size % divisor;
        for (int i = 0; i < shown; i++) {
            rest *= 10;
            gr_buf_addf(out, "%d", (int)(rest / divisor));
            rest %= divisor;
        }
    }
}

gr_str gr_tick_text(const gr_plot *plot, const gr_scale *scale, int64_t tick)
{
    const gr_notation *notation = plot->space->notation;
    if (plot->chart->type == GR_CHART_SHARE) { /* of a whole, whatever its parts are in */
        return gr_str_fmt(plot->arena, "%d" GR_FMT "%%", (int)tick, GR_ARG(notation->percent_gap));
    }
    gr_format_kind kind = plot->chart->series[0].points[0].format.kind;
    gr_buf out = gr_buf_make(plot->arena, SIZE_MAX);
    if (tick < 0) {
        gr_buf_add(&out, notation->minus);
    }
    add_number(plot, scale, tick < 0 ? -tick : tick, &out);
    if (kind == GR_FORMAT_PERCENT || kind == GR_FORMAT_POINTS) {
        gr_buf_add(&out, notation->percent_gap);
        gr_buf_add_char(&out, '%');
    }
    return gr_buf_view(&out);
}

gr_mpt gr_tick_widest(const gr_plot *plot, const gr_scale *scale)
{
    gr_mpt widest = 0;
    bool nothing = plot->low == 0 && plot->high == 0; /* only its zero is named */
    int64_t last = nothing ? 0 : scale->high;
    for (int64_t tick = gr_scale_first(scale); tick <= last; tick += scale->step) {
        gr_mpt width = gr_plot_width(plot, gr_tick_text(plot, scale, tick));
        widest = width > widest ? width : widest;
    }
    return widest;
}
