#include "eval/eval.h"

/* Owns what some kinds of charts ask of their data, beyond what any chart does: a waterfall adds
 * up from its first level to its last, a bar of 100 % has parts of a whole, a dumbbell two values.
 */
#include "base/arena.h"
#include "expander_priv.h"

static void refuse(gr_expander *expander, gr_loc at, gr_code code, const char *what, gr_str own)
{
    gr_diag_report_halves(expander->context->diag, at, code, gr_str_of(what), GR_FMT, GR_ARG(own));
    expander->failed = true;
}

/* --- waterfall --- */

static gr_figure level_of(gr_expander *expander, const gr_tnode *node, const char *name)
{
    const gr_rule *rule = gr_tnode_rule(node, name);
    const gr_figure_place outer = expander->place;
    gr_loc at = gr_tnode_place(node, name);
    gr_value value = gr_expander_value(expander, rule, NULL, at);
    if (value.type == GR_T_POISON) {
        value = (gr_value){.type = GR_T_MISSING};
    }
    const gr_rule *steps = gr_tnode_rule(node, "value");
    gr_format format = rule->format_given || steps == NULL ? rule->format : steps->format;
    gr_place_word(expander, gr_str_of(name), GR_LIT(""));
    gr_str id = gr_expander_identity(expander, rule->stamp, format);
    expander->place = outer;
    return gr_expander_point(expander, &value, format, id, at);
}

typedef struct steps { /* a waterfall while its levels are put around its steps */
    gr_expander *expander;
    const gr_tnode *node;
    gr_str *names;
    const gr_origin **sources;
    gr_figure *points;
    bool *levels, *marked;
    size_t n;
} steps;

static void add_level(steps *all, const char *name, const char *title)
{
    if (gr_tnode_rule(all->node, name) == NULL) {
        return;
    }
    all->points[all->n] = level_of(all->expander, all->node, name);
    all->names[all->n] = gr_expander_text(all->expander, all->node, title);
    all->levels[all->n++] = true;
}

static void add_steps(steps *all, const gr_chart *chart)
{
    for (size_t c = 0; c < chart->n_categories; c++) {
        all->points[all->n] = chart->series[0].points[c];
        all->names[all->n] = chart->categories[c];
        all->sources[all->n] = chart->sources == NULL ? NULL : chart->sources[c];
        all->marked[all->n++] = chart->marked != NULL && chart->marked[c];
    }
}

/** What is not known leaves the end of the way unknown as well. */
static bool all_known(const steps *all)
{
    for (size_t i = 0; i < all->n; i++) {
        const gr_figure *point = &all->points[i];
        if (!gr_value_is_number(&point->value)) {
            refuse(all->expander, gr_tnode_place(all->node, "value"), GR_CODE_CHART_WHOLE,
                   "a waterfall needs all its figures; leave the chart out, or show bars",
                   gr_str_fmt(all->expander->arena, GR_FMT " (" GR_FMT ")", GR_ARG(all->names[i]),
                              GR_ARG(point->text)));
            return false;
        }
    }
    return true;
}

/** The steps lead from the first level to the last one. */
static void check_sum(const steps *all)
{
    gr_expander *expander = all->expander;
    if (all->n < 2 || !all->levels[all->n - 1]) {
        return;
    }
    gr_value *values = GR_NEW_N(expander->arena, gr_value, all->n);
    for (size_t i = 0; i + 1 < all->n; i++) {
        values[i] = all->points[i].value;
    }
    gr_value sum =
        gr_sum_values(expander->context, values, all->n - 1, gr_tnode_value(all->node, "rows"));
    const gr_figure *last = &all->points[all->n - 1];
    if (sum.type == GR_T_POISON) {
        expander->failed = true;
    } else if (!gr_value_eq(&sum, &last->value)) {
        gr_figure is = gr_expander_point(expander, &sum, last->format, GR_LIT(""), all->node->at);
        refuse(expander, gr_tnode_place(all->node, "closing"), GR_CODE_CHART_SUM,
               "its opening and its steps must lead there; show what is between as well",
               gr_str_fmt(expander->arena,
                          GR_FMT " is " GR_FMT ", and what is before it adds up to " GR_FMT,
                          GR_ARG(all->names[all->n - 1]), GR_ARG(last->text), GR_ARG(is.text)));
    }
}

static void fit_waterfall(gr_expander *expander, const gr_tnode *node, gr_chart *chart)
{
    size_t most = chart->n_categories + 2;
    gr_series *series = GR_NEW(expander->arena, gr_series);
    steps all = {.expander = expander,
                 .node = node,
                 .names = GR_NEW_N(expander->arena, gr_str, most),
                 .sources = GR_NEW_N(expander->arena, const gr_origin *, most),
                 .points = GR_NEW_N(expander->arena, gr_figure, most),
                 .levels = GR_NEW_N(expander->arena, bool, most),
                 .marked = GR_NEW_N(expander->arena, bool, most)};
    add_level(&all, "opening", "opening-title");
    add_steps(&all, chart);
    add_level(&all, "closing", "closing-title");
    if (all_known(&all)) {
        check_sum(&all);
    }
    *series = (gr_series){chart->series[0].title, all.points};
    chart->series = series;
    chart->categories = all.names;
    chart->sources = all.sources;
    chart->marked = chart->marked == NULL ? NULL : all.marked;
    chart->levels = all.levels;
    chart->n_categories = all.n;
}

/* --- parts of 100 % --- */

static int sign_of(const gr_value *value)
{
    gr_value zero = *value;
    zero.as.i = 0;
    if (value->type == GR_T_DECIMAL) {
        zero.as.dec = (gr_decimal){0, value->as.dec.scale};
    } else if (value->type == GR_T_MONEY) {
        zero.as.money = value->as.money;
        zero.as.money.minor = 0;
    } else if (value->type == GR_T_RATIO) {
        zero.as.ratio = value->as.ratio;
        zero.as.ratio.part = 0;
    }
    return gr_value_cmp(value, &zero);
}

static void fit_share(gr_expander *expander, const gr_tnode *node, const gr_chart *chart)
{
    for (size_t s = 0; s < chart->n_series; s++) {
        for (size_t c = 0; c < chart->n_categories; c++) {
            const gr_figure *point = &chart->series[s].points[c];
            const gr_value *value = gr_value_about(&point->value);
            bool number = gr_value_is_number(value);
            if (number && sign_of(value) >= 0) {
                continue;
            }
            refuse(expander, node->at, GR_CODE_CHART_WHOLE,
                   number ? "a part below zero is of no whole of 100 %; use type=\"grouped\""
                          : "what is not known has no share of 100 %; use type=\"stacked\" or "
                            "\"grouped\"",
                   gr_str_fmt(expander->arena, GR_FMT ", " GR_FMT " (" GR_FMT ")",
                              GR_ARG(chart->categories[c]), GR_ARG(chart->series[s].title),
                              GR_ARG(point->text)));
            return;
        }
    }
}

void gr_chart_fit_kind(gr_expander *expander, const gr_tnode *node, gr_chart *chart)
{
    if (chart->n_series == 0) {
        return; /* all of them are left out: told when it is drawn */
    }
    if (chart->type == GR_CHART_WATERFALL) {
        fit_waterfall(expander, node, chart);
    } else if (chart->type == GR_CHART_SHARE) {
        fit_share(expander, node, chart);
    } else if (chart->type == GR_CHART_DUMBBELL && chart->n_series != 2) {
        refuse(expander, node->at, GR_CODE_CHART_WHOLE,
               "a dumbbell joins two values of each category; write two <series>, or use "
               "type=\"dots\"",
               gr_str_fmt(expander->arena, "%zu series", chart->n_series));
    }
}
