#include "xlsx_priv.h"

/* Owns charts in a workbook: each draws cells of its sheet, so that what is typed there moves it.
 * Names, titles and figures are references, never texts: a text that begins with "=" would be read
 * as a formula. Colours are those of the house style. */
#include "chart/chart.h"

#define WIDTH_PIXELS   450 /* fits an upright page, also where another font makes columns wider */
#define DEFAULT_WIDTH  480 /* the library's, which scales count from */
#define DEFAULT_HEIGHT 288
#define ROW_PIXELS     20
#define TITLE_POINTS   12
#define GRID_COLOUR    0xD0D0D0
#define GRID_POINTS    0.75F
#define LINE_POINTS    2.25F
#define MARKER_SIZE    7

typedef struct charting {
    gr_book *book;
    const gr_sheet *sheet;
    const gr_sheet_chart *chart;
    lxw_chart *made;
} charting;

static uint8_t type_of(gr_chart_type type)
{
    static const uint8_t types[GR_CHART__COUNT] = {
        [GR_CHART_BAR] = LXW_CHART_COLUMN,
        [GR_CHART_GROUPED] = LXW_CHART_COLUMN,
        [GR_CHART_STACKED] = LXW_CHART_COLUMN_STACKED,
        [GR_CHART_HORIZONTAL] = LXW_CHART_BAR,
        [GR_CHART_LINE] = LXW_CHART_LINE,
        [GR_CHART_DONUT] = LXW_CHART_DOUGHNUT,
        [GR_CHART_QUADRANT] = LXW_CHART_SCATTER,
    };
    return types[type];
}

static lxw_color_t colour_of(const charting *c, size_t nr)
{
    const gr_house_style *house = c->book->plan->house;
    if (house->chart.n_colours == 0) {
        return (lxw_color_t)LXW_COLOR_GRAY;
    }
    gr_rgb rgb = house->chart.colours[nr % house->chart.n_colours];
    return rgb == 0 ? (lxw_color_t)LXW_COLOR_BLACK : (lxw_color_t)rgb; /* 0 means unset there */
}

static double number_of(const gr_value *value)
{
    gr_decimal number = gr_exact_number(value);
    double made = (double)number.coef;
    for (uint8_t i = 0; i < number.scale; i++) {
        made /= 10;
    }
    return made;
}

/* --- what cells show, beside the references to them --- */

/** The library knows plain cells only, by names that it would have in quotes as well, and says so
 *  to whoever runs us. So we give what a chart shows until it is worked out. */
static lxw_error keep_point(lxw_series_range *range, gr_str text, const gr_value *value)
{
    lxw_series_data_point *point = calloc(1, sizeof(*point)); /* the library frees it */
    if (point == NULL) {
        return LXW_ERROR_MEMORY_MALLOC_FAILED;
    }
    range->ignore_cache = LXW_TRUE;
    if (value == NULL) {
        point->is_string = range->has_string_cache = LXW_TRUE;
        point->string = calloc(text.len + 1, 1);
        if (point->string == NULL) {
            free(point);
            return LXW_ERROR_MEMORY_MALLOC_FAILED;
        }
        memcpy(point->string, text.ptr, text.len);
    } else if (gr_value_is_number(value)) {
        point->number = value->type == GR_T_RATIO
                            ? (double)value->as.ratio.part / (double)value->as.ratio.whole
                            : number_of(value);
    } else {
        point->no_data = LXW_TRUE;
    }
    STAILQ_INSERT_TAIL(range->data_cache, point, list_pointers);
    range->num_data_points++;
    return LXW_NO_ERROR;
}

static lxw_error keep_text(lxw_series_range *range, gr_str text)
{
    return keep_point(range, text, NULL);
}

static lxw_error keep_names(const gr_chart *spec, lxw_series_range *range)
{
    lxw_error error = LXW_NO_ERROR;
    for (size_t i = 0; i < spec->n_categories && error == LXW_NO_ERROR; i++) {
        error = keep_text(range, spec->categories[i]);
    }
    return error;
}

static lxw_error keep_numbers(const gr_chart *spec, const gr_series *series,
                              lxw_series_range *range)
{
    lxw_error error = LXW_NO_ERROR;
    for (size_t i = 0; i < spec->n_categories && error == LXW_NO_ERROR; i++) {
        error = keep_point(range, GR_LIT(""), &series->points[i].value);
    }
    return error;
}

/* --- series --- */

/** Slices are told apart by colour, as in print. */
static void colour_slices(const charting *c, lxw_chart_series *series)
{
    size_t n = c->chart->spec->n_categories;
    lxw_chart_fill *fills = GR_NEW_N(c->book->arena, lxw_chart_fill, n);
    lxw_chart_point *points = GR_NEW_N(c->book->arena, lxw_chart_point, n);
    lxw_chart_point **each = GR_NEW_N(c->book->arena, lxw_chart_point *, n + 1);
    for (size_t i = 0; i < n; i++) {
        fills[i].color = colour_of(c, i);
        points[i].fill = &fills[i];
        each[i] = &points[i];
    }
    chart_series_set_points(series, each);
}

/** Points without a line between them, each with its name; a reference to it is not drawn
 * everywhere. */
static void name_points(const charting *c, lxw_chart_series *series, const char *quoted)
{
    size_t n = c->chart->spec->n_categories;
    lxw_chart_data_label *labels = GR_NEW_N(c->book->arena, lxw_chart_data_label, n);
    lxw_chart_data_label **each = GR_NEW_N(c->book->arena, lxw_chart_data_label *, n + 1);
    for (size_t i = 0; i < n; i++) {
        gr_str name = c->chart->spec->categories[i];
        if (gr_str_starts(name,
                          GR_LIT("="))) { /* which would be a formula: let it be one of ours */
            name = gr_str_fmt(c->book->arena, "=%s!$A$%zu", quoted,
                              (size_t)c->chart->first_row + i + 1);
        }
        labels[i].value = gr_book_own_text(c->book, name);
        each[i] = &labels[i];
    }
    lxw_chart_line none = {.none = LXW_TRUE};
    lxw_chart_fill fill = {.color = colour_of(c, 0)};
    chart_series_set_line(series, &none);
    chart_series_set_marker_type(series, LXW_CHART_MARKER_CIRCLE);
    chart_series_set_marker_size(series, MARKER_SIZE);
    chart_series_set_marker_fill(series, &fill);
    chart_series_set_labels(series);
    (void)chart_series_set_labels_custom(series, each);
}

static void dress_series(const charting *c, lxw_chart_series *series, size_t nr)
{
    gr_chart_type type = c->chart->spec->type;
    lxw_chart_line line = {.color = colour_of(c, nr), .width = LINE_POINTS};
    lxw_chart_fill fill = {.color = colour_of(c, nr)};
    if (type == GR_CHART_LINE) {
        static const uint8_t marks[] = {LXW_CHART_MARKER_CIRCLE, LXW_CHART_MARKER_SQUARE,
                                        LXW_CHART_MARKER_DIAMOND, LXW_CHART_MARKER_TRIANGLE};
        chart_series_set_line(series, &line);
        chart_series_set_marker_type(series, marks[nr % sizeof marks]);
        chart_series_set_marker_fill(series, &fill);
        chart_series_set_marker_line(series, &line);
    } else {
        chart_series_set_fill(series, &fill);
    }
}

static gr_status add_series(const charting *c, const char *sheet, lxw_col_t names, size_t nr)
{
    const gr_sheet_chart *chart = c->chart;
    lxw_col_t col = (lxw_col_t)(nr + 1);
    lxw_chart_series *series = chart_add_series(c->made, NULL, NULL);
    if (series == NULL) {
        return gr_book_check(c->book, LXW_ERROR_MEMORY_MALLOC_FAILED, c->sheet->name);
    }
    chart_series_set_categories(series, sheet, chart->first_row, names, chart->last_row, names);
    chart_series_set_values(series, sheet, chart->first_row, col, chart->last_row, col);
    chart_series_set_name_range(series, sheet, chart->head_row, col);
    if (chart->spec->type == GR_CHART_DONUT) {
        colour_slices(c, series);
    } else if (chart->spec->type == GR_CHART_QUADRANT) {
        name_points(c, series, sheet);
    } else {
        dress_series(c, series, nr - (names == 1 ? 1 : 0));
    }
    lxw_error error = keep_text(series->title.range, chart->spec->series[nr].title);
    error = error != LXW_NO_ERROR ? error
            : names == 1 ? keep_numbers(chart->spec, &chart->spec->series[0], series->categories)
                         : keep_names(chart->spec, series->categories);
    error = error != LXW_NO_ERROR
                ? error
                : keep_numbers(chart->spec, &chart->spec->series[nr], series->values);
    return gr_book_check(c->book, error, c->sheet->name);
}

/** Of points the first series says how far right they stand. */
static gr_status add_all_series(const charting *c, const char *sheet)
{
    bool points = c->chart->spec->type == GR_CHART_QUADRANT;
    for (size_t i = points ? 1 : 0; i < c->chart->spec->n_series; i++) {
        GR_TRY(add_series(c, sheet, points ? 1 : 0, i));
    }
    return GR_OK;
}

/* --- the rest --- */

/** Names stay clear of bars below zero; the first one stands above, as in print. */
static void set_bar_axes(const charting *c)
{
    bool lies = c->chart->spec->type == GR_CHART_HORIZONTAL;
    lxw_chart_axis *names = lies ? c->made->y_axis : c->made->x_axis;
    chart_axis_set_label_position(names, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    if (lies) {
        chart_axis_set_reverse(names);
        chart_axis_set_label_position(c->made->x_axis, LXW_CHART_AXIS_LABEL_POSITION_HIGH);
    }
}

static void set_axes(const charting *c)
{
    const gr_chart *spec = c->chart->spec;
    lxw_chart_line grid = {.color = GRID_COLOUR, .width = GRID_POINTS};
    if (spec->type == GR_CHART_DONUT) {
        return;
    }
    lxw_chart_axis *values = spec->type == GR_CHART_HORIZONTAL ? c->made->x_axis : c->made->y_axis;
    chart_axis_major_gridlines_set_line(values, &grid);
    if (spec->type != GR_CHART_QUADRANT) {
        set_bar_axes(c);
    } else if (spec->bounded) {
        chart_axis_set_min(c->made->x_axis, number_of(&spec->lowest));
        chart_axis_set_max(c->made->x_axis, number_of(&spec->highest));
        chart_axis_set_min(c->made->y_axis, number_of(&spec->lowest));
        chart_axis_set_max(c->made->y_axis, number_of(&spec->highest));
    }
}

static gr_status emit_chart(charting *c, lxw_worksheet *into)
{
    const gr_sheet_chart *chart = c->chart;
    const char *sheet = gr_quoted_sheet(c->book, c->sheet->name);
    c->made = workbook_add_chart(c->book->workbook, type_of(chart->spec->type));
    if (c->made == NULL) {
        return gr_book_check(c->book, LXW_ERROR_MEMORY_MALLOC_FAILED, c->sheet->name);
    }
    GR_TRY(add_all_series(c, sheet));
    lxw_chart_font font = {.size = TITLE_POINTS, .bold = LXW_TRUE};
    chart_title_set_name_range(c->made, sheet, chart->title_row, 0);
    chart_title_set_name_font(c->made, &font);
    GR_TRY(gr_book_check(c->book, keep_text(c->made->title.range, chart->spec->title),
                         c->sheet->name));
    bool legend = chart->spec->n_series > 1 && chart->spec->type != GR_CHART_QUADRANT;
    chart_legend_set_position(c->made, legend || chart->spec->type == GR_CHART_DONUT
                                           ? LXW_CHART_LEGEND_BOTTOM
                                           : LXW_CHART_LEGEND_NONE);
    set_axes(c);
    uint32_t rows = chart->end_row - chart->at_row;
    lxw_chart_options options = {.x_scale = (double)WIDTH_PIXELS / DEFAULT_WIDTH,
                                 .y_scale = (double)(rows * ROW_PIXELS) / DEFAULT_HEIGHT,
                                 .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
                                 .description = gr_book_own_text(c->book, chart->spec->alt)};
    return gr_book_check(c->book,
                         worksheet_insert_chart_opt(into, chart->at_row, 0, c->made, &options),
                         c->sheet->name);
}

gr_status gr_emit_charts(gr_book *book, const gr_sheet *sheet, lxw_worksheet *into)
{
    for (size_t i = 0; i < sheet->n_charts; i++) {
        charting c = {.book = book, .sheet = sheet, .chart = &sheet->charts[i]};
        GR_TRY(emit_chart(&c, into));
    }
    return GR_OK;
}
