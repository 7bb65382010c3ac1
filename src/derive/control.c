#include "derive/derive.h"

/* Owns controls: two figures that must agree, or a condition that must hold. Must not decide what a
 * failed one blocks. */
#include "base/arena.h"
#include "base/waiver.h"
#include "derive_priv.h"
#include "format/value_text.h"

/* ---- binding ---- */

static gr_status bind_tolerance(const gr_tattr *that, const gr_tattr *tolerance, gr_binder *binder,
                                const gr_scope *scope, gr_control *out)
{
    const gr_bound *beside = NULL;
    if (tolerance == NULL) {
        return GR_OK;
    }
    bool bound =
        gr_bind_sides(binder, that->as.expr, tolerance->as.expr, scope, &beside, &out->tolerance);
    return bound ? GR_OK : GR_BAD_INPUT;
}

static gr_failed_control severity_of(gr_str word)
{
    return gr_str_is(word, "warn")    ? GR_CONTROL_REMARKED
           : gr_str_is(word, "block") ? GR_CONTROL_FORBIDS
                                      : GR_CONTROL_FAILED;
}

gr_status gr_control_bind(const gr_tnode *check, gr_binder *binder, const gr_scope *scope,
                          gr_control *out)
{
    const gr_tattr *that = gr_tnode_attr(check, "that");
    const gr_tattr *equals = gr_tnode_attr(check, "equals");
    *out = (gr_control){.that_text = that->value,
                        .equals_text = GR_LIT(""),
                        .because = gr_tnode_value(check, "because"),
                        .severity = severity_of(gr_tnode_value(check, "severity")),
                        .id = gr_tnode_value(check, "id"),
                        .scope = scope,
                        .at = check->at};
    if (equals == NULL) {
        out->that = gr_bind_as(binder, that->as.expr, scope, GR_T_BOOL);
        return out->that != NULL ? GR_OK : GR_BAD_INPUT;
    }
    out->equals_text = equals->value;
    if (!gr_bind_sides(binder, that->as.expr, equals->as.expr, scope, &out->that, &out->equals)) {
        return GR_BAD_INPUT;
    }
    return bind_tolerance(that, gr_tnode_attr(check, "tolerance"), binder, scope, out);
}

/* ---- running ---- */

typedef struct comparing {
    const gr_control *control;
    size_t waiver; /* that holds its failure back; SIZE_MAX: none */
    gr_eval_context *context;
    gr_value that, equals, tolerance, difference;
} comparing;

/** The larger minus the smaller; NONE when these values have no difference. */
static gr_status find_difference(comparing *c)
{
    bool numbers = gr_value_is_number(&c->that) && gr_value_is_number(&c->equals);
    c->difference = (gr_value){.type = GR_T_NONE};
    if (!numbers) {
        return GR_OK;
    }
    c->difference = gr_value_cmp(&c->that, &c->equals) < 0
                        ? gr_difference(c->context, &c->equals, &c->that)
                        : gr_difference(c->context, &c->that, &c->equals);
    return c->difference.type == GR_T_POISON ? GR_BAD_INPUT : GR_OK;
}

/** One side is only known roughly: both may be the same, as far as is known. */
static bool may_hold(const comparing *c)
{
    gr_value above = gr_difference(c->context, &c->that, &c->equals);
    gr_value under = gr_difference(c->context, &c->equals, &c->that);
    if (above.type != GR_T_ROUGH || under.type != GR_T_ROUGH) {
        return false;
    }
    const gr_rough *up = above.as.rough, *down = under.as.rough;
    gr_value zero = up->about;
    if (zero.type == GR_T_MONEY) {
        zero.as.money.minor = 0;
    } else {
        zero = (gr_value){.type = GR_T_INT};
    }
    const gr_value *within = gr_value_is_number(&c->tolerance) ? &c->tolerance : &zero;
    return gr_value_cmp(&up->least, within) <= 0 && gr_value_cmp(&down->least, within) <= 0;
}

static bool holds(const comparing *c)
{
    bool no_value = gr_value_is_absent(&c->that) || gr_value_is_absent(&c->equals);
    if (no_value) { /* nothing on both sides agrees; what is missing or hidden cannot be controlled
                     */
        return c->that.type == GR_T_NOT_APPLICABLE && c->equals.type == GR_T_NOT_APPLICABLE;
    }
    if (c->that.type == GR_T_ROUGH || c->equals.type == GR_T_ROUGH) {
        return may_hold(c);
    }
    if (c->difference.type != GR_T_NONE && gr_value_is_number(&c->tolerance)) {
        return gr_value_cmp(&c->difference, &c->tolerance) <= 0;
    }
    return gr_value_eq(&c->that, &c->equals);
}

static bool has_cents(const gr_value *value)
{
    return value->type == GR_T_MONEY && value->as.money.minor % 100 != 0;
}

static bool any_cents(const comparing *c)
{
    return has_cents(&c->that) || has_cents(&c->equals) || has_cents(&c->difference);
}

/** Amounts in euros, but in cents when one of them has any: a difference must not round away. */
static gr_str shown(const comparing *c, const gr_value *value)
{
    gr_format format = gr_format_of_type((gr_vtype){.type = gr_value_about(value)->type});
    if (gr_value_is_absent(value)) {
        return gr_str_of(gr_type_name(value->type));
    }
    if (value->type == GR_T_MONEY && any_cents(c)) {
        format.kind = GR_FORMAT_CENTS;
    }
    return gr_value_text(c->context->arena, value, format, c->context->notation);
}

/** What is controlled, without a figure: it is hidden, and messages go further than exports. */
static void add_hushed(const gr_control *control, gr_buf *out)
{
    gr_buf_addf(out, "'" GR_FMT "'", GR_ARG(control->that_text));
    if (control->equals != NULL) {
        gr_buf_addf(out, " is not '" GR_FMT "'", GR_ARG(control->equals_text));
    } else {
        gr_buf_add(out, GR_LIT(" does not hold"));
    }
    gr_buf_addf(out, "; their figures are not told here, since '" GR_FMT "' hides them",
                GR_ARG(control->suppressed_by));
}

/** "'count(teams)' is 4, and must be at least 10": what decided, and not that the answer is no. */
static bool add_comparison(const comparing *c, gr_buf *out)
{
    gr_compared found = {0};
    if (!gr_failed_comparison(c->context, c->control->that, &found)) {
        return false;
    }
    comparing sides = *c; /* so that both are shown alike */
    sides.that = found.left;
    sides.equals = found.right;
    gr_buf_addf(out, "'" GR_FMT "' is " GR_FMT ", and %s ", GR_ARG(found.left_text),
                GR_ARG(shown(&sides, &found.left)), found.must);
    if (found.right_text.len > 0) {
        gr_buf_addf(out, "'" GR_FMT "', which is ", GR_ARG(found.right_text));
    }
    gr_buf_add(out, shown(&sides, &found.right));
    return true;
}

static void tell_failed(const comparing *c, gr_str figures)
{
    const gr_control *control = c->control;
    if (c->waiver != SIZE_MAX) {
        gr_str what = gr_str_fmt(c->context->arena, "control '" GR_FMT "': " GR_FMT,
                                 GR_ARG(control->id), GR_ARG(figures));
        gr_waiver_tell(&c->context->waivers->list[c->waiver], what, control->at, c->context->diag);
        return;
    }
    gr_code code =
        control->severity == GR_CONTROL_REMARKED ? GR_CODE_CHECK_REMARK : GR_CODE_CHECK_FAILED;
    gr_diag_report_halves(c->context->diag, control->at, code, control->because, GR_FMT,
                          GR_ARG(figures));
}

static void report_failed(const comparing *c)
{
    const gr_control *control = c->control;
    gr_buf text = gr_buf_make(c->context->arena, SIZE_MAX);
    if (control->suppressed_by.len > 0) {
        add_hushed(control, &text);
        tell_failed(c, gr_buf_view(&text));
        return;
    }
    if (control->equals == NULL && add_comparison(c, &text)) {
        tell_failed(c, gr_buf_view(&text));
        return;
    }
    if (c->that.type == GR_T_BOOL && control->equals == NULL) {
        gr_buf_addf(&text, "'" GR_FMT "' does not hold", GR_ARG(control->that_text));
        tell_failed(c, gr_buf_view(&text));
        return;
    }
    gr_str that = shown(c, &c->that);
    gr_buf_addf(&text, "'" GR_FMT "' is " GR_FMT, GR_ARG(control->that_text), GR_ARG(that));
    if (control->equals == NULL && gr_value_is_absent(&c->that)) {
        gr_buf_add(&text, GR_LIT(", neither yes nor no"));
    }
    if (control->equals != NULL) {
        gr_str equals = shown(c, &c->equals);
        gr_buf_addf(&text, ", '" GR_FMT "' is " GR_FMT, GR_ARG(control->equals_text),
                    GR_ARG(equals));
    }
    if (c->difference.type != GR_T_NONE) {
        gr_str difference = shown(c, &c->difference);
        gr_buf_addf(&text, ", difference " GR_FMT, GR_ARG(difference));
    }
    tell_failed(c, gr_buf_view(&text));
}

/** A side as a value; the tolerance that was not given is NONE. */
static gr_value side(const comparing *c, const gr_bound *bound)
{
    return bound == NULL ? (gr_value){.type = GR_T_NONE} : gr_expr_value(c->context, bound, NULL);
}

static gr_status run_condition(comparing *c, bool *out_held)
{
    c->that = side(c, c->control->that);
    if (c->that.type == GR_T_POISON) {
        return GR_BAD_INPUT;
    }
    *out_held = c->that.type == GR_T_BOOL && c->that.as.b;
    if (!*out_held) {
        report_failed(c);
    }
    return GR_OK;
}

static gr_status compare_sides(comparing *c, bool *out_held)
{
    const gr_control *control = c->control;
    c->that = side(c, control->that);
    c->equals = side(c, control->equals);
    c->tolerance = side(c, control->tolerance);
    if (c->that.type == GR_T_POISON || c->equals.type == GR_T_POISON ||
        c->tolerance.type == GR_T_POISON) {
        return GR_BAD_INPUT;
    }
    GR_TRY(find_difference(c));
    *out_held = holds(c);
    if (!*out_held) {
        report_failed(c);
    }
    return GR_OK;
}

static gr_status run(const gr_control *control, gr_eval_context *context, gr_control_outcome *out)
{
    comparing c = {
        .control = control, .waiver = gr_control_waiver(control, context), .context = context};
    context->at = control->at;
    *out = (gr_control_outcome){.waiver = SIZE_MAX};
    GR_TRY(control->equals == NULL ? run_condition(&c, &out->held) : compare_sides(&c, &out->held));
    out->waiver = out->held ? SIZE_MAX : c.waiver;
    if (control->suppressed_by.len == 0) {
        out->that = c.that;
        out->equals = c.equals;
        out->tolerance = c.tolerance;
    }
    return GR_OK;
}

gr_status gr_control_run(const gr_control *control, gr_eval_context *context,
                         gr_control_outcome *out)
{
    GR_TRY(run(control, context, out));
    bool failed = !out->held && out->waiver == SIZE_MAX;
    if (failed && control->severity > context->worst) {
        context->worst = control->severity;
    }
    return GR_OK;
}
