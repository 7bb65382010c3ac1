#include "planner_priv.h"

/* Owns what attributes of a planner say of time: values of records, or words. Must not know what
 * is drawn of it. */
#include "base/moment.h"

static bool days_of(const gr_value *value, gr_plan_time *out)
{
    if (value->type == GR_T_DATE) {
        out->first = out->last = value->as.day;
    } else if (value->type == GR_T_PERIOD) {
        out->first = gr_period_first(value->as.period);
        out->last = gr_period_last(value->as.period);
    } else if (value->type == GR_T_YEAR) {
        out->first = gr_day_of((gr_civil){(int32_t)value->as.i, 1, 1});
        out->last = gr_day_of((gr_civil){(int32_t)value->as.i, 12, 31});
    } else {
        return false;
    }
    out->since = gr_civil_of(out->last).year == GR_YEAR_LAST && out->first != out->last;
    return true;
}

static void read_words(gr_expander *expander, gr_loc at, gr_plan_time *out)
{
    gr_moment moment;
    gr_moment_fault fault = gr_moment_parse(out->text, expander->planning->year, &moment);
    if (fault != GR_MOMENT_FINE) {
        gr_diag_report_open(expander->context->diag, at, GR_CODE_PLAN_TIME, "'" GR_FMT "': %s",
                            GR_ARG(gr_utf8_shorten(expander->arena, out->text, 80)),
                            gr_moment_remedy(fault));
        expander->failed = true;
        return;
    }
    out->dated = true;
    out->first = moment.first;
    out->last = moment.last;
    out->since = moment.since;
    out->until = moment.until;
}

/** `when="{e.when}"`: the value itself, with its type. */
static void read_value(gr_expander *expander, const gr_bound_piece *piece, gr_loc at,
                       gr_plan_time *out)
{
    gr_rule rule = {.bound = piece->bound, .type = piece->type, .format = piece->format};
    gr_value value = gr_expander_value(expander, &rule, NULL, piece->at);
    if (value.type == GR_T_POISON) {
        return; /* told */
    }
    gr_str id = gr_expander_identity(expander, piece->stamp, piece->format);
    gr_figure *figure = GR_NEW(expander->arena, gr_figure);
    *figure = gr_expander_point(expander, &value, piece->format, id, piece->at);
    out->text = gr_str_spaced(expander->arena, figure->text);
    out->figure = figure;
    if (gr_value_is_absent(&value)) {
        return;
    }
    out->dated = days_of(&value, out);
    if (!out->dated && !gr_utf8_is_blank(out->text)) {
        read_words(expander, at, out);
    }
}

gr_plan_time gr_plan_time_of(gr_expander *expander, const gr_tnode *node, const char *attr)
{
    const gr_tattr *given = gr_tnode_attr(node, attr);
    gr_plan_time time = {.given = given != NULL, .text = GR_LIT("")};
    const gr_bound_pattern *pattern = given == NULL ? NULL : given->bound;
    if (pattern == NULL) {
        return time;
    }
    if (pattern->n == 1 && pattern->pieces[0].bound != NULL) {
        read_value(expander, &pattern->pieces[0], given->at, &time);
        return time;
    }
    time.text = gr_str_trim(gr_expander_plain(expander, pattern));
    if (!gr_utf8_is_blank(time.text)) {
        read_words(expander, given->at, &time);
    }
    return time;
}

static bool refuse(gr_expander *expander, gr_loc at, const char *what)
{
    gr_diag_report_open(expander->context->diag, at, GR_CODE_PLAN_PAIR, "%s", what);
    expander->failed = true;
    return false;
}

/** Only where a value is missing; in the descriptor both have to be there. */
static gr_plan_time half_of(gr_expander *expander, const gr_plan_time *from,
                            const gr_plan_time *until)
{
    const gr_planning *planning = expander->planning;
    gr_plan_time half = from->dated ? *from : *until;
    if (from->dated) {
        half.since = true;
        half.last = gr_day_of((gr_civil){GR_YEAR_LAST, 12, 31});
    } else if (until->dated) {
        half.until = true;
        half.first = gr_day_of((gr_civil){GR_YEAR_FIRST, 1, 1});
    }
    if (half.dated) {
        half.text = gr_str_fmt(expander->arena, GR_FMT " " GR_FMT,
                               GR_ARG(from->dated ? planning->since : planning->plan->until),
                               GR_ARG(half.text));
    }
    half.figure = NULL;
    return half;
}

bool gr_plan_time_join(gr_expander *expander, const gr_tnode *node, gr_plan_time *out)
{
    gr_plan_time when = gr_plan_time_of(expander, node, "when");
    gr_plan_time from = gr_plan_time_of(expander, node, "from");
    gr_plan_time until = gr_plan_time_of(expander, node, "until");
    *out = when;
    if (when.given && (from.given || until.given)) {
        return refuse(expander, gr_tnode_place(node, from.given ? "from" : "until"),
                      "its time is in 'when' already; say one or the other");
    }
    if (from.given != until.given) {
        return refuse(expander, gr_tnode_place(node, from.given ? "from" : "until"),
                      from.given
                          ? "'until' beside 'from': when does it end? For what goes on write "
                            "when=\"vanaf ...\", for one time when="
                          : "'from' beside 'until': when does it begin? For what went on "
                            "before write when=\"tot en met ...\"");
    }
    if (!from.given) {
        return true;
    }
    if (!from.dated || !until.dated) {
        *out = half_of(expander, &from, &until);
        return true;
    }
    if (until.last < from.first) {
        gr_diag_report_open(expander->context->diag, gr_tnode_place(node, "until"),
                            GR_CODE_PLAN_TURNED, "'" GR_FMT "' comes before '" GR_FMT "'",
                            GR_ARG(gr_utf8_shorten(expander->arena, until.text, 80)),
                            GR_ARG(gr_utf8_shorten(expander->arena, from.text, 80)));
        expander->failed = true;
        return false;
    }
    out->dated = true;
    out->first = from.first;
    out->last = until.last;
    out->since = until.since;
    out->until = from.until;
    out->text = gr_plan_from_to(expander->planning->plan, from.text, until.text, expander->arena);
    return true;
}
