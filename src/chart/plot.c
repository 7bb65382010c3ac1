#include "chart/chart.h"

/* Owns what happens before and around the drawing of any chart: values on one scale, labels that
 * fit, legend, dispatch by type. */
#include "chart_priv.h"

#define MOST_UNITS 100000000000 /* 10^11: times a length or a turn it still fits 64 bits */
#define SWATCH     7000

gr_status gr_plot_refuse(gr_plot *plot, const char *what)
{
    gr_diag_report_open(plot->diag, plot->at, GR_CODE_CHART_DATA, "%s", what);
    return GR_BAD_INPUT;
}

gr_status gr_plot_small(gr_plot *plot, gr_str what)
{
    gr_diag_report_open(plot->diag, plot->at, GR_CODE_CHART_SMALL,
                        "it has %d x %d mm; " GR_FMT "; its text alternative stands in its place",
                        (int)(plot->space->width / 2835), (int)(plot->height / 2835), GR_ARG(what));
    plot->left_out = true;
    return GR_BAD_INPUT;
}

gr_status gr_plot_need(gr_plot *plot, gr_mpt height)
{
    if (height <= plot->height) {
        return GR_OK;
    }
    if (height > plot->space->most_height) {
        gr_str what = gr_str_fmt(plot->arena, "it needs %d mm of height; show less, or use a table",
                                 (int)(height / 2835) + 1);
        return gr_plot_small(plot, what);
    }
    plot->height = height;
    return GR_OK;
}

size_t gr_plot_index(const gr_plot *plot, size_t series, size_t category)
{
    return series * plot->chart->n_categories + category;
}

const gr_figure *gr_plot_figure(const gr_plot *plot, size_t series, size_t category)
{
    return &plot->chart->series[series].points[category];
}

/* --- values on one scale --- */

/** "ca 114" is drawn at 114; its label says that it is about that. */
static bool decimal_of(const gr_value *of, gr_decimal *out)
{
    const gr_value *value = gr_value_about(of);
    if (value->type == GR_T_INT) {
        *out = (gr_decimal){value->as.i, 0};
    } else if (value->type == GR_T_DECIMAL) {
        *out = value->as.dec;
    } else if (value->type == GR_T_RATIO) { /* where it is drawn, not what it is */
        return gr_ratio_round(value->as.ratio, 1, GR_DEC_MAX_SCALE, out);
    } else if (value->type == GR_T_MONEY) {
        *out = gr_money_decimal(value->as.money);
    } else {
        return false;
    }
    return true;
}

/** The value in units of 10^-places; false when there are more than MOST_UNITS of them. */
static bool in_units(gr_decimal value, int places, int64_t *out)
{
    int64_t units = value.coef;
    for (int scale = value.scale; scale < places; scale++) {
        if (units > MOST_UNITS || units < -MOST_UNITS) {
            return false;
        }
        units *= 10;
    }
    for (int scale = value.scale; scale > places; scale--) {
        units /= 10;
    }
    *out = units;
    return units <= MOST_UNITS && units >= -MOST_UNITS;
}

bool gr_plot_units(const gr_plot *plot, const gr_value *value, int64_t *out)
{
    gr_decimal number = {0, 0};
    return decimal_of(value, &number) && in_units(number, plot->places, out);
}

static bool load_at(gr_plot *plot, int places)
{
    size_t n = plot->chart->n_series * plot->chart->n_categories;
    plot->places = places;
    for (size_t i = 0; i < n; i++) {
        size_t n_categories = plot->chart->n_categories;
        const gr_figure *figure = gr_plot_figure(plot, i / n_categories, i % n_categories);
        gr_decimal value = {0, 0};
        plot->present[i] = decimal_of(&figure->value, &value);
        if (plot->present[i] && !in_units(value, places, &plot->values[i])) {
            return false;
        }
    }
    return true;
}

/** Decimals of the point that has most of them. */
static int most_places(const gr_plot *plot)
{
    int most = 0;
    for (size_t s = 0; s < plot->chart->n_series; s++) {
        for (size_t c = 0; c < plot->chart->n_categories; c++) {
            gr_decimal value = {0, 0};
            if (decimal_of(&gr_plot_figure(plot, s, c)->value, &value) && value.scale > most) {
                most = value.scale;
            }
        }
    }
    return most;
}

void gr_plot_load(gr_plot *plot)
{
    size_t n = plot->chart->n_series * plot->chart->n_categories;
    plot->values = GR_NEW_N(plot->arena, int64_t, n);
    plot->present = GR_NEW_N(plot->arena, bool, n);
    int places = most_places(plot);
    while (!load_at(plot, places)) {
        places--;
    }
    for (size_t i = 0; i < n; i++) {
        if (!plot->present[i]) {
            continue;
        }
        int64_t value = plot->values[i];
        bool first = plot->n_present++ == 0;
        plot->low = first || value < plot->low ? value : plot->low;
        plot->high = first || value > plot->high ? value : plot->high;
    }
}

/* --- labels --- */

gr_mpt gr_plot_width(const gr_plot *plot, gr_str text)
{
    return text.len == 0 ? 0 : plot->space->measure(plot->space->user, text, false);
}

uint32_t gr_plot_colour(const gr_plot *plot, size_t series)
{
    const gr_chart_space *space = plot->space;
    return space->n_colours == 0 ? space->axis : space->colours[series % space->n_colours];
}

void gr_plot_on_colour(gr_plot *plot, gr_rect plate, gr_str text, size_t series)
{
    const gr_chart_space *space = plot->space;
    bool known = space->on_colours != NULL && space->n_colours > 0;
    uint32_t ink = known ? space->on_colours[series % space->n_colours] : GR_INK_NONE;
    bool readable = ink != GR_INK_NONE;
    if (!readable || series > 0) {
        gr_pen_box(&plot->pen, plate, readable ? gr_plot_colour(plot, series) : space->paper);
    }
    gr_point at = {plate.x + plate.width / 2, plate.y + plate.height / 2 + gr_plot_middle(plot)};
    gr_pen_label(&plot->pen, text,
                 (gr_text_spot){at.x, at.y, 0, false, readable ? ink : space->text});
}

gr_mpt gr_plot_widest_figure(const gr_plot *plot)
{
    gr_mpt widest = 0;
    for (size_t s = 0; s < plot->chart->n_series; s++) {
        for (size_t c = 0; c < plot->chart->n_categories; c++) {
            gr_mpt width = gr_plot_width(plot, gr_plot_figure(plot, s, c)->text);
            widest = width > widest ? width : widest;
        }
    }
    return widest;
}

gr_mpt gr_plot_widest_category(const gr_plot *plot)
{
    gr_mpt widest = 0;
    for (size_t c = 0; c < plot->chart->n_categories; c++) {
        gr_mpt width = gr_plot_width(plot, plot->chart->categories[c]);
        widest = width > widest ? width : widest;
    }
    return widest;
}

gr_mpt gr_plot_middle(const gr_plot *plot)
{
    return plot->space->label_size * 35 / 100; /* half the height of small letters with ascenders */
}

static void take_line(gr_rect *area, gr_mpt height)
{
    area->y += height;
    area->height -= height;
}

/** Lines at the top of the area, which they are taken from. */
static void draw_head(gr_plot *plot, gr_rect *area, const gr_wrapped *lines, gr_mpt x)
{
    const gr_chart_space *space = plot->space;
    for (size_t i = 0; i < lines->n; i++) {
        gr_text_spot spot = {x, area->y + space->label_size + space->label_leading * (gr_mpt)i, -1,
                             false, space->text};
        gr_pen_piece(&plot->pen, lines->lines[i], spot, lines->hyphens[i], false);
    }
    take_line(area, gr_wrapped_height(plot, lines));
}

void gr_plot_unit(gr_plot *plot, gr_rect *area)
{
    gr_plot_words(plot, area, plot->chart->unit);
}

void gr_plot_words(gr_plot *plot, gr_rect *area, gr_str words)
{
    if (words.len > 0) {
        gr_wrapped lines = gr_plot_wrap(plot, words, area->width);
        draw_head(plot, area, &lines, area->x);
    }
}

/** What tells one series from others in the drawing: hatching, or the mark of its line. */
static void draw_swatch(gr_plot *plot, gr_rect swatch, size_t series)
{
    gr_chart_type type = plot->chart->type;
    if (type == GR_CHART_LINE || type == GR_CHART_DOTS || type == GR_CHART_DUMBBELL) {
        gr_point middle = {swatch.x + swatch.width / 2, swatch.y + swatch.height / 2};
        gr_pen_mark(&plot->pen, middle, series, gr_plot_colour(plot, series));
        return;
    }
    gr_pen_box(&plot->pen, swatch, gr_plot_colour(plot, series));
    gr_pen_hatch(&plot->pen, swatch, series, plot->space->paper);
}

static void draw_legend(gr_plot *plot, gr_rect *area)
{
    const gr_chart_space *space = plot->space;
    gr_mpt gap = space->label_size, indent = SWATCH + gap / 2, x = area->x;
    for (size_t s = 0; s < plot->chart->n_series; s++) {
        gr_wrapped title = gr_plot_wrap(plot, plot->chart->series[s].title, area->width - indent);
        gr_mpt wide = indent + title.width;
        if (x > area->x && x + wide > area->x + area->width) {
            x = area->x;
            take_line(area, space->label_leading);
        }
        gr_rect swatch = {x, area->y + space->label_size - SWATCH + 500, SWATCH, SWATCH};
        draw_swatch(plot, swatch, s);
        gr_rect line = *area;
        draw_head(plot, &line, &title, x + indent);
        x += wide + gap;
        if (title.n > 1) { /* it is as wide as the drawing: the next one stands under it */
            take_line(area, line.y - area->y -
                                (s + 1 < plot->chart->n_series ? 0 : space->label_leading));
            x = area->x;
        }
    }
    take_line(area, space->label_leading + gap / 2);
}

void gr_plot_legend(gr_plot *plot, gr_rect *area)
{
    if (plot->chart->n_series > 1 && plot->chart->type != GR_CHART_BULLET) {
        draw_legend(plot, area);
    }
}

void gr_plot_kinds(gr_plot *plot, gr_rect *area)
{
    const gr_chart *chart = plot->chart;
    gr_series *series = GR_NEW_N(plot->arena, gr_series, chart->n_kinds);
    gr_chart kinds = *chart;
    for (size_t i = 0; i < chart->n_kinds; i++) {
        series[i].title = chart->kinds[i];
    }
    kinds.series = series;
    kinds.n_series = chart->n_kinds;
    plot->chart = &kinds;
    if (chart->n_kinds > 0) {
        draw_legend(plot, area);
    }
    plot->chart = chart;
}

/* --- what stands out --- */

uint32_t gr_plot_item_colour(const gr_plot *plot, size_t series, size_t category)
{
    const gr_chart *chart = plot->chart;
    bool muted = chart->n_series == 1 && chart->marked != NULL && !chart->marked[category];
    return muted ? plot->space->muted : gr_plot_colour(plot, series);
}

/** The chart as it is drawn: a sign before the names of what is marked. */
static const gr_chart *signed_names(const gr_chart *chart, gr_arena *arena)
{
    if (chart->marked == NULL) {
        return chart;
    }
    gr_str *names = GR_NEW_N(arena, gr_str, chart->n_categories);
    for (size_t c = 0; c < chart->n_categories; c++) {
        gr_str sign = chart->marked[c] ? chart->mark_sign : GR_LIT("");
        names[c] = gr_str_fmt(arena, GR_FMT "%s" GR_FMT, GR_ARG(sign),
                              sign.len > 0 ? "\xc2\xa0" : "", GR_ARG(chart->categories[c]));
    }
    gr_chart *drawn = GR_NEW(arena, gr_chart);
    *drawn = *chart;
    drawn->categories = names;
    return drawn;
}

/* --- dispatch --- */

static gr_draw_fn *const drawers[GR_CHART__COUNT] = {
#define GR_CHART(ID, name, feed) [GR_CHART_##ID] = gr_draw_##name,
#include "chart/charts.def"
#undef GR_CHART
};

gr_status gr_chart_draw(const gr_chart *chart, const gr_chart_space *space, gr_loc at,
                        gr_arena *arena, gr_diag *diag, gr_shapes *out)
{
    gr_plot plot = {.chart = signed_names(chart, arena),
                    .space = space,
                    .at = at,
                    .arena = arena,
                    .diag = diag};
    plot.height = space->height;
    plot.pen.arena = arena;
    gr_chart_feed feed = gr_chart_feeds[chart->type];
    if (feed != GR_FEED_BOXES && (chart->n_categories == 0 || chart->n_series == 0)) {
        return gr_plot_refuse(&plot, "no categories or no values");
    }
    if (feed == GR_FEED_VALUES || feed == GR_FEED_POINTS) {
        gr_plot_load(&plot);
    }
    gr_rest_open(&plot);
    gr_status status = drawers[chart->type](&plot);
    if (plot.left_out) {
        bool told =
            feed != GR_FEED_VALUES || chart->type == GR_CHART_DONUT; /* by the alternative */
        *out = (gr_shapes){.left_out = true, .rest = told ? GR_LIT("") : gr_rest_all(&plot)};
        return GR_OK;
    }
    GR_TRY(status);
    gr_grid_clear(&plot);
    *out = (gr_shapes){.shapes = plot.pen.shapes,
                       .n = plot.pen.n,
                       .width = space->width,
                       .height = plot.height,
                       .rest = gr_rest_say(&plot)};
    return GR_OK;
}
