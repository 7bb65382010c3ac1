#include "base/str.h"
#include "chart_priv.h"

/* Owns the part of the text alternative that says where things are: tasks in time, points in a
 * field. */

/** When a task ends: with its `end`, or with its start. */
static const gr_figure *end_of_task(const gr_chart *chart, size_t task)
{
    const gr_figure *end = chart->n_series > 1 ? &chart->series[1].points[task] : NULL;
    bool known = end != NULL && (end->value.type == GR_T_DATE || end->value.type == GR_T_PERIOD);
    return known ? end : &chart->series[0].points[task];
}

/** "Van 1 maart 2022 tot en met 30 juni 2023.": the first start and the last end of several. */
static void add_whole_span(const gr_chart *chart, const gr_chart_words *words, gr_buf *out)
{
    const gr_figure *first = NULL, *last = NULL;
    for (size_t c = 0; c < chart->n_categories; c++) {
        const gr_figure *start = &chart->series[0].points[c], *end = end_of_task(chart, c);
        if (!gr_alt_placed(&chart->series[0], c)) {
            continue;
        }
        bool sooner = first == NULL || gr_value_cmp(&start->value, &first->value) < 0;
        bool later = last == NULL || gr_value_cmp(&end->value, &last->value) > 0;
        first = sooner ? start : first;
        last = later ? end : last;
    }
    if (first != NULL && chart->n_categories > 1) {
        gr_buf_add_char(out, ' ');
        gr_alt_capital(out, words->from);
        gr_buf_addf(out, " " GR_FMT " " GR_FMT " " GR_FMT ".", GR_ARG(first->text),
                    GR_ARG(words->until), GR_ARG(last->text));
    }
}

/** "1 maart 2022 tot en met 30 juni 2022"; of a single day, a milestone: "8 juli 2022 (mijlpaal)".
 */
static void add_span(const gr_chart *chart, size_t task, const gr_chart_words *words, gr_buf *out)
{
    const gr_figure *start = &chart->series[0].points[task];
    const gr_str end = end_of_task(chart, task)->text;
    bool same = gr_str_eq(start->text, end);
    gr_buf_add(out, start->text);
    if (!same) {
        gr_buf_addf(out, " " GR_FMT " " GR_FMT, GR_ARG(words->until), GR_ARG(end));
    } else if (start->value.type == GR_T_DATE) {
        gr_buf_addf(out, " (" GR_FMT ")", GR_ARG(words->milestone));
    }
}

static size_t first_of_name(const gr_chart *chart, size_t task)
{
    size_t first = 0;
    while (!gr_str_eq(chart->categories[first], chart->categories[task]) ||
           !gr_alt_placed(&chart->series[0], first)) {
        first++;
    }
    return first;
}

/** Every task, those of one name together: "Inkoop: 1 maart 2022 tot en met 30 juni 2022; ...". */
void gr_alt_spans(const gr_chart *chart, const gr_chart_words *words, gr_buf *out)
{
    const gr_series *starts = &chart->series[0];
    add_whole_span(chart, words, out);
    for (size_t c = 0; c < chart->n_categories; c++) {
        if (!gr_alt_placed(starts, c) || first_of_name(chart, c) != c) {
            continue;
        }
        gr_buf_addf(out, " " GR_FMT ": ", GR_ARG(chart->categories[c]));
        add_span(chart, c, words, out);
        for (size_t other = c + 1; other < chart->n_categories; other++) {
            if (gr_alt_placed(starts, other) && first_of_name(chart, other) == c) {
                gr_buf_add(out, GR_LIT("; "));
                add_span(chart, other, words, out);
            }
        }
        gr_buf_add_char(out, '.');
    }
    gr_alt_without(chart, starts, words->without, out);
}

static void add_axis(gr_str way, gr_str first, gr_str last, gr_buf *out)
{
    if (first.len == 0 && last.len == 0) {
        return;
    }
    gr_buf_add_char(out, ' ');
    gr_alt_capital(out, way);
    gr_buf_addf(out, ": " GR_FMT " \xe2\x80\x93 " GR_FMT ".", GR_ARG(first), GR_ARG(last));
}

/** Points that have no place for want of a number: "Zonder waarde: Arnhem (.; 3)." */
static void add_placeless(const gr_chart *chart, gr_str word, gr_buf *out)
{
    bool first = true;
    for (size_t c = 0; c < chart->n_categories; c++) {
        const gr_figure *x = &chart->series[0].points[c], *y = &chart->series[1].points[c];
        if (gr_alt_placed(&chart->series[0], c) && gr_alt_placed(&chart->series[1], c)) {
            continue;
        }
        if (first) {
            gr_alt_word(word, true, out);
        }
        gr_buf_addf(out, "%s" GR_FMT " (" GR_FMT "; " GR_FMT ")", first ? "" : "; ",
                    GR_ARG(chart->categories[c]), GR_ARG(x->text), GR_ARG(y->text));
        first = false;
    }
    gr_buf_add(out, first ? GR_LIT("") : GR_LIT("."));
}

/** What the axes mean, then every point with how far right and how high it stands. */
void gr_alt_points(const gr_chart *chart, const gr_chart_words *words, gr_buf *out)
{
    add_axis(words->across, chart->left, chart->right, out);
    add_axis(words->up, chart->bottom, chart->top, out);
    if (chart->n_series < 2) {
        return;
    }
    for (size_t c = 0; c < chart->n_categories; c++) {
        if (gr_alt_placed(&chart->series[0], c) && gr_alt_placed(&chart->series[1], c)) {
            gr_buf_addf(out, " " GR_FMT ": " GR_FMT "; " GR_FMT ".", GR_ARG(chart->categories[c]),
                        GR_ARG(chart->series[0].points[c].text),
                        GR_ARG(chart->series[1].points[c].text));
        }
    }
    add_placeless(chart, words->without, out);
}
