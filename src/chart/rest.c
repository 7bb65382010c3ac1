#include "chart_priv.h"

/* Owns what a drawing has no place for: names and figures that are said in words, and the warning
 * that names them. Where the chart has a table with its figures they stand there. */

#define MOST_NAMED 3 /* records in a message */

void gr_rest_open(gr_plot *plot)
{
    size_t n = plot->chart->n_categories, points = n * plot->chart->n_series;
    plot->shown = GR_NEW_N(plot->arena, bool, points);
    plot->named = GR_NEW_N(plot->arena, bool, n);
    plot->summed = GR_NEW_N(plot->arena, bool, n);
    for (size_t i = 0; i < points; i++) {
        plot->shown[i] = true;
    }
    for (size_t c = 0; c < n; c++) {
        plot->named[c] = plot->summed[c] = true;
    }
}

void gr_rest_figures(gr_plot *plot, size_t c)
{
    for (size_t s = 0; s < plot->chart->n_series; s++) {
        plot->shown[gr_plot_index(plot, s, c)] = false;
    }
    plot->summed[c] = plot->chart->totals == NULL;
}

/** Figures of a category that are not shown; of one without its name all. */
static bool is_lacking(const gr_plot *plot, size_t series, size_t c)
{
    return !plot->named[c] || !plot->shown[gr_plot_index(plot, series, c)];
}

static bool lacks(const gr_plot *plot, size_t c)
{
    bool any = !plot->named[c] || !plot->summed[c];
    for (size_t s = 0; s < plot->chart->n_series && !any; s++) {
        any = is_lacking(plot, s, c);
    }
    return any;
}

static void add_figure(gr_str before, gr_str title, gr_str figure, gr_buf *out)
{
    gr_buf_add(out, before);
    if (title.len > 0) {
        gr_buf_addf(out, GR_FMT " ", GR_ARG(title));
    }
    gr_buf_add(out, figure);
}

/** "Arnhem: Lasten € 3, Baten € 4" */
static void add_category(const gr_plot *plot, size_t c, gr_buf *out)
{
    const gr_chart *chart = plot->chart;
    bool titled = gr_chart_feeds[chart->type] == GR_FEED_VALUES && chart->n_series > 1;
    gr_str before = GR_LIT(": ");
    gr_buf_add(out, chart->categories[c]);
    for (size_t s = 0; s < chart->n_series; s++) {
        if (is_lacking(plot, s, c)) {
            gr_str text = chart->series[s].points[c].text;
            if (!gr_alt_placed(&chart->series[s], c)) {
                text = gr_str_fmt(plot->arena, "(" GR_FMT ")", GR_ARG(text));
            }
            add_figure(before, titled ? chart->series[s].title : GR_LIT(""), text, out);
            before = GR_LIT(", ");
        }
    }
    if (chart->totals != NULL && (!plot->summed[c] || !plot->named[c])) {
        add_figure(before, chart->total, chart->totals[c].text, out);
    }
}

/** The first `most` categories of those that lack something. */
static gr_str list(const gr_plot *plot, size_t most, const char *between)
{
    gr_buf out = gr_buf_make(plot->arena, SIZE_MAX);
    size_t n = 0;
    for (size_t c = 0; c < plot->chart->n_categories && n < most; c++) {
        if (lacks(plot, c)) {
            gr_buf_add(&out, n++ > 0 ? gr_str_of(between) : GR_LIT(""));
            add_category(plot, c, &out);
        }
    }
    return gr_buf_view(&out);
}

static bool is_whole(const gr_plot *plot, size_t c)
{
    bool whole = true;
    for (size_t s = 0; s < plot->chart->n_series; s++) {
        whole = whole && plot->present[gr_plot_index(plot, s, c)];
    }
    return whole;
}

gr_str gr_rest_without(const gr_plot *plot)
{
    const gr_chart *chart = plot->chart;
    gr_buf out = gr_buf_make(plot->arena, SIZE_MAX);
    for (size_t c = 0; c < chart->n_categories; c++) {
        if (is_whole(plot, c)) {
            continue;
        }
        gr_str word = gr_word_capital(chart->without, plot->arena);
        gr_buf_add(&out, out.len == 0 ? word : GR_LIT(""));
        gr_buf_addf(&out, "%s" GR_FMT " (", out.len == word.len ? ": " : "; ",
                    GR_ARG(chart->categories[c]));
        for (size_t s = 0; s < chart->n_series; s++) {
            add_figure(gr_str_of(s > 0 ? "; " : ""), GR_LIT(""), chart->series[s].points[c].text,
                       &out);
        }
        gr_buf_add_char(&out, ')');
    }
    return gr_buf_view(&out);
}

gr_str gr_rest_all(const gr_plot *plot)
{
    if (plot->chart->table_anchor.len > 0) {
        return GR_LIT("");
    }
    for (size_t c = 0; c < plot->chart->n_categories; c++) {
        plot->named[c] = false;
    }
    return gr_str_fmt(plot->arena, GR_FMT ".", GR_ARG(list(plot, SIZE_MAX, "; ")));
}

gr_str gr_rest_say(gr_plot *plot)
{
    const gr_chart *chart = plot->chart;
    size_t n = 0;
    for (size_t c = 0; c < chart->n_categories; c++) {
        n += lacks(plot, c) ? 1 : 0;
    }
    if (n == 0 || chart->table_anchor.len > 0) {
        return GR_LIT("");
    }
    gr_str words = gr_str_fmt(plot->arena,
                              "%zu of its %zu categories lack their name or a figure in the "
                              "drawing; they stand in words below it; give it more width or "
                              "height, show fewer, or name a table that has them with 'table'",
                              n, chart->n_categories);
    gr_diag_report_halves(plot->diag, plot->at, GR_CODE_CHART_SMALL, words, GR_FMT "%s",
                          GR_ARG(list(plot, MOST_NAMED, "; ")), n > MOST_NAMED ? "; ..." : "");
    return gr_str_fmt(plot->arena, GR_FMT " " GR_FMT ".",
                      GR_ARG(gr_word_capital(chart->rest, plot->arena)),
                      GR_ARG(list(plot, SIZE_MAX, "; ")));
}
