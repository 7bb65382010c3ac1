#include "chart/chart.h"

/* Owns the text alternative: what a chart shows, said from its data, for who cannot see it. What
 * has a place rather than a height is said in alt_places.c. */
#include <assert.h>

#include "base/arena.h"
#include "base/str.h"
#include "chart_priv.h"

void gr_alt_capital(gr_buf *out, gr_str word)
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
    return gr_value_is_number(gr_value_about(&figure->value)) ? figure : NULL;
}

static const gr_value *least_of(const gr_value *value)
{
    return value->type == GR_T_ROUGH ? &value->as.rough->least : value;
}

static const gr_value *most_of(const gr_value *value)
{
    return value->type == GR_T_ROUGH ? &value->as.rough->most : value;
}

/** Whether no other value can lie beyond it: a number that is only known
 * roughly is not called the highest when another may be higher. */
static bool is_certain(const gr_chart *chart, const gr_series *series, size_t best, bool largest)
{
    const gr_value *value = &series->points[best].value;
    for (size_t c = 0; c < chart->n_categories; c++) {
        const gr_figure *other = c == best ? NULL : present(series, c);
        bool beyond =
            other != NULL && (largest ? gr_value_cmp(most_of(&other->value), least_of(value)) > 0
                                      : gr_value_cmp(least_of(&other->value), most_of(value)) < 0);
        if (beyond) {
            return false;
        }
    }
    return true;
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
    return best != SIZE_MAX && !is_certain(chart, series, best, largest) ? SIZE_MAX : best;
}

static void add_point(const gr_chart *chart, const gr_series *series, size_t category, gr_buf *out)
{
    gr_buf_add(out, chart->categories[category]);
    gr_buf_add(out, GR_LIT(", "));
    gr_buf_add(out, series->points[category].text);
}

static bool ties(const gr_series *series, size_t a, size_t b)
{
    const gr_figure *other = present(series, b);
    return other != NULL && gr_value_cmp(&series->points[a].value, &other->value) == 0;
}

static size_t count_ties(const gr_chart *chart, const gr_series *series, size_t best)
{
    size_t n = 0;
    for (size_t c = 0; c < chart->n_categories; c++) {
        n += ties(series, best, c) ? 1 : 0;
    }
    return n;
}

static size_t count_present(const gr_chart *chart, const gr_series *series)
{
    size_t n = 0;
    for (size_t c = 0; c < chart->n_categories; c++) {
        n += present(series, c) != NULL ? 1 : 0;
    }
    return n;
}

/** "Arnhem, Duiven en Renkum, 7": all that are as high as `best`; none of them is the highest. */
static void add_tied(const gr_chart *chart, const gr_series *series, size_t best,
                     const gr_chart_words *words, gr_buf *out)
{
    size_t left = count_ties(chart, series, best);
    for (size_t c = 0; c < chart->n_categories; c++) {
        if (ties(series, best, c)) {
            gr_buf_add(out, chart->categories[c]);
            left--;
            if (left == 1) {
                gr_buf_addf(out, " " GR_FMT " ", GR_ARG(words->both));
            } else if (left > 1) {
                gr_buf_add(out, GR_LIT(", "));
            }
        }
    }
    gr_buf_add(out, GR_LIT(", "));
    gr_buf_add(out, series->points[best].text);
}

void gr_alt_word(gr_str word, bool alone, gr_buf *out)
{
    gr_buf_add_char(out, ' ');
    if (alone) {
        gr_alt_capital(out, word);
        gr_buf_add_char(out, ':');
    } else {
        gr_buf_add(out, word);
    }
    gr_buf_add_char(out, ' ');
}

static bool is_zero(const gr_value *of)
{
    const gr_value *value = most_of(of); /* a number that may be more is not nothing */
    return value->type == GR_T_MONEY     ? value->as.money.minor == 0
           : value->type == GR_T_RATIO   ? value->as.ratio.part == 0
           : value->type == GR_T_DECIMAL ? value->as.dec.coef == 0
                                         : value->type == GR_T_INT && value->as.i == 0;
}

bool gr_series_is_zero(const gr_chart *chart, const gr_series *series)
{
    for (size_t c = 0; c < chart->n_categories; c++) {
        const gr_figure *figure = present(series, c);
        if (figure == NULL || !is_zero(&figure->value)) {
            return false; /* what is hidden may be something */
        }
    }
    return chart->n_categories > 0;
}

gr_str gr_word_capital(gr_str word, gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_alt_capital(&out, word);
    return gr_buf_view(&out);
}

/** "Alle waarden zijn nul.": that there is nothing is what the picture shows. */
static void add_zero(const gr_chart_words *words, bool alone, gr_buf *out)
{
    gr_buf_add_char(out, ' ');
    (alone ? gr_alt_capital : gr_buf_add)(out, words->zero);
    gr_buf_add_char(out, '.');
}

/** Has a place in the drawing: a number, or a day or period. */
bool gr_alt_placed(const gr_series *series, size_t category)
{
    assert(series->points != NULL);
    gr_type type = series->points[category].value.type;
    return present(series, category) != NULL || type == GR_T_DATE || type == GR_T_PERIOD;
}

/** Categories without a value, each with its sign: what is hidden must not be taken for nothing. */
void gr_alt_without(const gr_chart *chart, const gr_series *series, gr_str word, gr_buf *out)
{
    bool first = true;
    for (size_t c = 0; c < chart->n_categories; c++) {
        if (gr_alt_placed(series, c)) {
            continue;
        }
        if (first) {
            gr_alt_word(word, true, out);
        }
        gr_buf_add(out, first ? GR_LIT("") : GR_LIT("; "));
        gr_buf_addf(out, GR_FMT " (" GR_FMT ")", GR_ARG(chart->categories[c]),
                    GR_ARG(series->points[c].text));
        first = false;
    }
    gr_buf_add(out, first ? GR_LIT("") : GR_LIT("."));
}

/** Whether there is a highest or a lowest to name. */
static bool has_extreme(const gr_chart *chart, const gr_series *series)
{
    return extreme(chart, series, true) != SIZE_MAX || extreme(chart, series, false) != SIZE_MAX;
}

/** "Hoogste: Arnhem, 7. Laagste: Renkum, 3."; of one series among others " hoogste Arnhem, 7; ...".
 */
static void add_extremes(const gr_chart *chart, const gr_series *series,
                         const gr_chart_words *words, gr_buf *out)
{
    size_t high = extreme(chart, series, true), low = extreme(chart, series, false);
    bool alone = chart->n_series == 1;
    if (high == SIZE_MAX && low == SIZE_MAX) {
        return;
    }
    if (gr_series_is_zero(chart, series)) {
        add_zero(words, alone, out);
        return;
    }
    if (high != SIZE_MAX && low == high && count_present(chart, series) > 1) {
        gr_alt_word(words->equal, alone, out);
        gr_buf_add(out, series->points[high].text);
        gr_buf_add_char(out, '.');
        return;
    }
    if (high != SIZE_MAX) {
        gr_alt_word(words->highest, alone, out);
        add_tied(chart, series, high, words, out);
    }
    if (low != high && low != SIZE_MAX) {
        gr_buf_add(out, gr_str_of(high == SIZE_MAX ? "" : alone ? "." : ";"));
        gr_alt_word(words->lowest, alone, out);
        add_tied(chart, series, low, words, out);
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
    (alone ? gr_alt_capital : gr_buf_add)(out, words->from);
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
    if (gr_series_is_zero(chart, series)) {
        add_zero(words, true, out);
    }
    const char *before = ": ";
    for (size_t c = 0; c < chart->n_categories; c++) {
        if (present(series, c) == NULL) {
            continue;
        }
        if (before[0] == ':') {
            gr_buf_add_char(out, ' ');
            gr_alt_capital(out, words->share);
        }
        gr_buf_add(out, gr_str_of(before));
        add_point(chart, series, c, out);
        before = "; ";
    }
    gr_buf_add(out, gr_str_of(before[0] == ':' ? "" : "."));
    gr_alt_without(chart, series, words->without, out);
}

static void add_series(const gr_chart *chart, const gr_series *series, const gr_chart_words *words,
                       gr_buf *out)
{
    if (chart->n_series > 1 && chart->n_categories > 0) {
        gr_buf_addf(out, " " GR_FMT ":", GR_ARG(series->title));
    }
    if (chart->type == GR_CHART_LINE && !gr_series_is_zero(chart, series)) {
        add_trend(chart, series, words, out);
    }
    add_extremes(chart, series, words, out);
    gr_alt_without(chart, series, words->without, out);
}

/** "Totaal: hoogste J2, 13; laagste J1, 7." */
static void add_totals(const gr_chart *chart, const gr_chart_words *words, gr_buf *out)
{
    const gr_series totals = {GR_LIT(""), chart->totals};
    if (chart->totals == NULL || !has_extreme(chart, &totals)) {
        return;
    }
    gr_buf_add_char(out, ' ');
    gr_alt_capital(out, words->total);
    gr_buf_add_char(out, ':');
    add_extremes(chart, &totals, words, out);
}

/** "De as begint niet bij nul.": else a small change looks like a large one to whoever hears of the
 *  picture. */
static void add_cut(const gr_chart *chart, const gr_chart_words *words, gr_arena *arena,
                    gr_buf *out)
{
    gr_plot plot = {.chart = chart, .arena = arena};
    bool told = gr_chart_feeds[chart->type] != GR_FEED_VALUES || chart->n_categories == 0;
    if (told || words->cut.len == 0) {
        return;
    }
    gr_plot_load(&plot);
    if (gr_scale_is_cut(&plot)) {
        gr_buf_add_char(out, ' ');
        gr_alt_capital(out, words->cut);
        gr_buf_add_char(out, '.');
    }
}

static void add_values(const gr_chart *chart, const gr_chart_words *words, gr_buf *out)
{
    add_totals(chart, words, out);
    for (size_t s = 0; s < chart->n_series; s++) {
        add_series(chart, &chart->series[s], words, out);
    }
}

static void add_content(const gr_chart *chart, const gr_chart_words *words, gr_buf *out)
{
    switch (gr_chart_feeds[chart->type]) {
    case GR_FEED_VALUES:
        if (words->kind.len > 0) {
            gr_alt_listed(chart, out);
        } else if (chart->type == GR_CHART_DONUT && chart->n_series > 0) {
            add_slices(chart, words, out);
        } else {
            add_values(chart, words, out);
        }
        return;
    case GR_FEED_SPANS:
        gr_alt_spans(chart, words, out);
        return;
    case GR_FEED_POINTS:
        gr_alt_points(chart, words, out);
        return;
    case GR_FEED_BOXES:
        gr_alt_boxes(chart, words, out);
        return;
    }
}

static gr_str name_of(const gr_chart *chart, const gr_chart_words *words)
{
    return words->kind.len > 0                            ? words->kind
           : chart->type == GR_CHART_TREE                 ? words->tree
           : chart->type == GR_CHART_PHASES               ? words->phases
           : gr_chart_feeds[chart->type] == GR_FEED_BOXES ? words->diagram
                                                          : words->chart;
}

/** "Eigen: Renkum, 12." of what stands out in the drawing. */
static void add_marked(const gr_chart *chart, gr_buf *out)
{
    for (size_t c = 0; chart->marked != NULL && c < chart->n_categories; c++) {
        if (!chart->marked[c]) {
            continue;
        }
        gr_buf_add_char(out, ' ');
        gr_alt_capital(out, chart->mark_said);
        gr_buf_addf(out, " " GR_FMT, GR_ARG(chart->categories[c]));
        for (size_t s = 0; s < chart->n_series; s++) {
            bool several = chart->n_series > 1 && chart->series[s].title.len > 0;
            gr_buf_addf(out, "%s" GR_FMT "%s" GR_FMT, s == 0 ? ", " : "; ",
                        GR_ARG(several ? chart->series[s].title : GR_LIT("")), several ? " " : "",
                        GR_ARG(chart->series[s].points[c].text));
        }
        gr_buf_add_char(out, '.');
    }
}

gr_str gr_chart_alt(const gr_chart *chart, const gr_chart_words *words, gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_alt_capital(&out, name_of(chart, words));
    gr_buf_addf(&out, ": " GR_FMT, GR_ARG(chart->title));
    if (chart->unit.len > 0) {
        gr_buf_addf(&out, " (" GR_FMT ")", GR_ARG(chart->unit));
    }
    gr_buf_add_char(&out, '.');
    add_content(chart, words, &out);
    add_marked(chart, &out);
    add_cut(chart, words, arena, &out);
    if (chart->table_anchor.len > 0) {
        gr_buf_addf(&out, " " GR_FMT, GR_ARG(words->see_table));
    }
    return gr_buf_view(&out);
}
