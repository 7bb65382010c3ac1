#include "chart/chart.h"

/* Owns the text alternative: what a chart shows, said from its data, for who cannot see it. */
#include "base/arena.h"
#include "base/str.h"

static void add_capital(gr_buf *out, gr_str word)
{
    if (word.len > 0 && word.ptr[0] >= 'a' && word.ptr[0] <= 'z') {
        gr_buf_add_char(out, (char)(word.ptr[0] - 'a' + 'A'));
        word = gr_str_sub(word, 1, SIZE_MAX);
    }
    gr_buf_add(out, word);
}

static const gr_figure *present(const gr_series *series, size_t category)
{
    const gr_figure *figure = &series->points[category];
    return gr_value_is_number(&figure->value) ? figure : NULL;
}

/** Category of the largest (or smallest) value; SIZE_MAX when there is none. */
static size_t extreme(const gr_chart *chart, const gr_series *series, bool largest)
{
    size_t best = SIZE_MAX;
    for (size_t c = 0; c < chart->n_categories; c++) {
        const gr_figure *figure = present(series, c);
        if (figure == NULL) {
            continue;
        }
        int order =
            best == SIZE_MAX ? 1 : gr_value_cmp(&figure->value, &series->points[best].value);
        if (best == SIZE_MAX || (largest ? order > 0 : order < 0)) {
            best = c;
        }
    }
    return best;
}

static void add_point(const gr_chart *chart, const gr_series *series, size_t category, gr_buf *out)
{
    gr_buf_add(out, chart->categories[category]);
    gr_buf_add(out, GR_LIT(", "));
    gr_buf_add(out, series->points[category].text);
}

static void add_extreme(gr_str word, bool alone, gr_buf *out)
{
    gr_buf_add_char(out, ' ');
    if (alone) {
        add_capital(out, word);
        gr_buf_add_char(out, ':');
    } else {
        gr_buf_add(out, word);
    }
    gr_buf_add_char(out, ' ');
}

/** "Hoogste: Arnhem, 7. Laagste: Renkum, 3."; of one series among others " hoogste Arnhem, 7; ...".
 */
static void add_extremes(const gr_chart *chart, const gr_series *series,
                         const gr_chart_words *words, gr_buf *out)
{
    size_t high = extreme(chart, series, true), low = extreme(chart, series, false);
    bool alone = chart->n_series == 1;
    if (high == SIZE_MAX) {
        return;
    }
    add_extreme(words->highest, alone, out);
    add_point(chart, series, high, out);
    if (low != high) {
        gr_buf_add_char(out, alone ? '.' : ';');
        add_extreme(words->lowest, alone, out);
        add_point(chart, series, low, out);
    }
    gr_buf_add_char(out, '.');
}

static size_t end_of(const gr_chart *chart, const gr_series *series, bool last)
{
    for (size_t i = 0; i < chart->n_categories; i++) {
        size_t c = last ? chart->n_categories - 1 - i : i;
        if (present(series, c) != NULL) {
            return c;
        }
    }
    return SIZE_MAX;
}

/** From where a line comes and where it goes: a sentence, or the first words on one of several. */
static void add_trend(const gr_chart *chart, const gr_series *series, const gr_chart_words *words,
                      gr_buf *out)
{
    size_t first = end_of(chart, series, false), last = end_of(chart, series, true);
    if (first == last) {
        return;
    }
    bool alone = chart->n_series == 1;
    gr_buf_add_char(out, ' ');
    (alone ? add_capital : gr_buf_add)(out, words->from);
    gr_buf_add_char(out, ' ');
    gr_buf_add(out, series->points[first].text);
    gr_buf_addf(out, " (" GR_FMT ") ", GR_ARG(chart->categories[first]));
    gr_buf_add(out, words->to);
    gr_buf_add_char(out, ' ');
    gr_buf_add(out, series->points[last].text);
    gr_buf_addf(out, " (" GR_FMT ")%c", GR_ARG(chart->categories[last]), alone ? '.' : ';');
}

/** Every slice with its figure: a ring has few of them. */
static void add_slices(const gr_chart *chart, const gr_chart_words *words, gr_buf *out)
{
    const gr_series *series = &chart->series[0];
    gr_buf_add_char(out, ' ');
    add_capital(out, words->share);
    gr_buf_add(out, GR_LIT(": "));
    for (size_t c = 0; c < chart->n_categories; c++) {
        gr_buf_add(out, c > 0 ? GR_LIT("; ") : GR_LIT(""));
        add_point(chart, series, c, out);
    }
    gr_buf_add_char(out, '.');
}

static void add_series(const gr_chart *chart, const gr_series *series, const gr_chart_words *words,
                       gr_buf *out)
{
    if (chart->n_series > 1) {
        gr_buf_addf(out, " " GR_FMT ":", GR_ARG(series->title));
    }
    if (chart->type == GR_CHART_LINE) {
        add_trend(chart, series, words, out);
    }
    add_extremes(chart, series, words, out);
}

gr_str gr_chart_alt(const gr_chart *chart, const gr_chart_words *words, gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    add_capital(&out, words->chart);
    gr_buf_addf(&out, ": " GR_FMT, GR_ARG(chart->title));
    if (chart->unit.len > 0) {
        gr_buf_addf(&out, " (" GR_FMT ")", GR_ARG(chart->unit));
    }
    gr_buf_add_char(&out, '.');
    if (chart->type == GR_CHART_DONUT && chart->n_series > 0) {
        add_slices(chart, words, &out);
    } else {
        for (size_t s = 0; s < chart->n_series; s++) {
            add_series(chart, &chart->series[s], words, &out);
        }
    }
    if (chart->table_anchor.len > 0) {
        gr_buf_addf(&out, " " GR_FMT, GR_ARG(words->see_table));
    }
    return gr_buf_view(&out);
}
