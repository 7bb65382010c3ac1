#include "expr_priv.h"

/* Owns the functions of the language, but for those that read texts (text_functions.c). To add one:
 * a line in functions.def, the function here or there, cases in tests/cases/expr.txt. Arguments are
 * never absent here: what is absent swallows the call before. */
#include "base/arena.h"
#include "base/date.h"
#include "base/utf8.h"
#include "format/value_text.h"
#include "language/language.h"

static gr_call_fn *const callers[GR_F__COUNT] = {
#define GR_FUNCTION(ID, name, params, result, op) [GR_F_##ID] = gr_call_##name,
#include "functions.def"
#undef GR_FUNCTION
};

static gr_value text_value(gr_str text)
{
    return (gr_value){.type = GR_T_TEXT, .as.text = text};
}

static gr_value whole_value(int64_t number)
{
    return (gr_value){.type = GR_T_INT, .as.i = number};
}

static gr_arena *arena_of(const gr_call *call)
{
    return call->run->context->arena;
}

static gr_value refuse(const gr_call *call, gr_code code, gr_str why)
{
    gr_str detail = gr_str_fmt(arena_of(call), "'" GR_FMT "': " GR_FMT, GR_ARG(call->node->source),
                               GR_ARG(why));
    return gr_run_fail(call->run, call->node->at, code, detail);
}

/* ---- numbers ---- */

static bool is_negative(const gr_value *number)
{
    if (number->type == GR_T_MONEY) {
        return number->as.money.minor < 0;
    }
    if (number->type == GR_T_RATIO) {
        return number->as.ratio.part < 0;
    }
    return gr_plain_decimal(number).coef < 0;
}

static bool is_zero(const gr_value *number)
{
    if (number->type == GR_T_RATIO) {
        return number->as.ratio.part == 0;
    }
    return number->type == GR_T_MONEY ? number->as.money.minor == 0
                                      : gr_plain_decimal(number).coef == 0;
}

static bool round_number(const gr_value *number, uint8_t places, gr_value *out)
{
    *out = *number;
    if (number->type == GR_T_INT) {
        return true;
    }
    if (number->type == GR_T_RATIO) {
        out->type = GR_T_DECIMAL;
        return gr_ratio_round(number->as.ratio, 1, places, &out->as.dec);
    }
    if (number->type == GR_T_DECIMAL) {
        return gr_decimal_round(number->as.dec, places, GR_ROUND_HALF_UP, &out->as.dec);
    }
    uint8_t digits = number->as.money.cur.digits;
    gr_decimal amount = gr_money_decimal(number->as.money);
    if (!gr_decimal_round(amount, places < digits ? places : digits, GR_ROUND_HALF_UP, &amount) ||
        !gr_decimal_round(amount, digits, GR_ROUND_HALF_UP, &amount)) {
        return false;
    }
    out->as.money.minor = amount.coef;
    return true;
}

gr_value gr_call_round(const gr_call *call)
{
    int64_t places = call->args[1].as.i;
    gr_value rounded = {.type = GR_T_NONE};
    if (places < 0 || places > GR_DEC_MAX_SCALE) {
        return refuse(call, GR_CODE_ARGUMENTS, GR_LIT("places are 0 to 6"));
    }
    if (!round_number(&call->args[0], (uint8_t)places, &rounded)) {
        return refuse(call, GR_CODE_ARITHMETIC, GR_LIT("too large for so many places"));
    }
    return rounded;
}

gr_value gr_call_abs(const gr_call *call)
{
    if (!is_negative(&call->args[0])) {
        return call->args[0];
    }
    if (call->args[0].type == GR_T_RATIO) {
        gr_value size = call->args[0];
        size.as.ratio.part = -size.as.ratio.part;
        return size;
    }
    gr_evaluation bare = {call->run->context, call->run->frame, true};
    gr_sum minus = {GR_B_SUB, 0, call->node->at, call->node->source};
    gr_value zero = call->args[0];
    if (zero.type == GR_T_MONEY) {
        zero.as.money.minor = 0;
    } else {
        zero = (gr_value){.type = zero.type};
    }
    return gr_work_out(&bare, &minus, &zero, &call->args[0]);
}

/** Budget minus account, as annual accounts mark it. The label is what is read out. */
gr_value gr_call_outcome(const gr_call *call)
{
    const gr_value *number = &call->args[0];
    gr_outcome outcome = is_negative(number) ? GR_OUTCOME_LOSS
                         : is_zero(number)   ? GR_OUTCOME_EVEN
                                             : GR_OUTCOME_GAIN;
    gr_value value = {.type = GR_T_CODE};
    value.as.code.code = gr_str_of(gr_outcome_codes[outcome]);
    value.as.code.label = gr_outcome_spoken(outcome, call->run->context->notation);
    return value;
}

/** plural(n, 'gemeente', 'gemeenten'): the first of one, the second of any other number. */
gr_value gr_call_plural(const gr_call *call)
{
    const gr_value *number = &call->args[0];
    gr_decimal one = {1, 0};
    bool single = number->type == GR_T_RATIO ? gr_ratio_cmp(number->as.ratio, (gr_ratio){1, 1}) == 0
                  : number->type == GR_T_MONEY
                      ? gr_decimal_cmp(gr_money_decimal(number->as.money), one) == 0
                      : gr_decimal_cmp(gr_plain_decimal(number), one) == 0;
    return text_value(call->args[single ? 1 : 2].as.text);
}

/* ---- text ---- */

static gr_value in_case(const gr_call *call, gr_case wanted)
{
    gr_eval_context *context = call->run->context;
    gr_str text = GR_LIT("");
    return gr_text_in_case(context->arena, context->lang, wanted, call->args[0].as.text,
                           context->diag, context->at, &text) == GR_OK
               ? text_value(text)
               : (gr_value){.type = GR_T_POISON};
}

gr_value gr_call_lower(const gr_call *call)
{
    return in_case(call, GR_CASE_LOWER);
}

gr_value gr_call_upper(const gr_call *call)
{
    return in_case(call, GR_CASE_UPPER);
}

gr_value gr_call_capital(const gr_call *call)
{
    return in_case(call, GR_CASE_CAPITAL);
}

gr_value gr_call_label(const gr_call *call)
{
    gr_code_text code = call->args[0].as.code;
    return text_value(code.label.len > 0 ? code.label : code.code);
}

gr_value gr_call_text(const gr_call *call)
{
    gr_format plain = {GR_FORMAT_PLAIN, GR_PLACES_OWN};
    return text_value(
        gr_value_text(arena_of(call), &call->args[0], plain, call->run->context->notation));
}

gr_value gr_call_length(const gr_call *call)
{
    return whole_value((int64_t)gr_utf8_count(call->args[0].as.text));
}

/* ---- dates ---- */

gr_value gr_call_year(const gr_call *call)
{
    const gr_value *when = &call->args[0];
    int64_t year = when->type == GR_T_DATE     ? gr_civil_of(when->as.day).year
                   : when->type == GR_T_PERIOD ? when->as.period.year
                                               : when->as.i;
    if (year < GR_YEAR_FIRST || year > GR_YEAR_LAST) {
        return refuse(call, GR_CODE_ARGUMENTS, GR_LIT("years are 1 to 9999"));
    }
    return (gr_value){.type = GR_T_YEAR, .as.i = year};
}

gr_value gr_call_month(const gr_call *call)
{
    return whole_value(gr_civil_of(call->args[0].as.day).month);
}

gr_value gr_call_day(const gr_call *call)
{
    return whole_value(gr_civil_of(call->args[0].as.day).day);
}

gr_value gr_call_date(const gr_call *call)
{
    int64_t year = call->args[0].as.i;
    int64_t month = call->args[1].as.i;
    int64_t day = call->args[2].as.i;
    bool small = year >= 0 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    gr_value date = {.type = GR_T_DATE};
    gr_str text = GR_LIT("");
    if (small) { /* through the reader of dates, which knows the calendar */
        text = gr_str_fmt(arena_of(call), "%04d-%02d-%02d", (int)year, (int)month, (int)day);
    }
    if (!small || !gr_date_parse(text, &date.as.day)) {
        return refuse(call, GR_CODE_ARGUMENTS, GR_LIT("there is no such day"));
    }
    return date;
}

/* ---- calling ---- */

/** A function of a number that is only known roughly: it can be put in words and rounded; what else
 * is made of it is not known. */
static gr_value call_on_rough(const gr_call *call)
{
    gr_rough rough = *call->args[0].as.rough, *made = NULL;
    if (call->node->as.call.function == GR_F_TEXT) {
        return gr_call_text(call);
    }
    if (call->node->as.call.function != GR_F_ROUND) {
        return (gr_value){.type = GR_T_SUPPRESSED};
    }
    gr_value *const parts[] = {&rough.about, &rough.least, &rough.most};
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        gr_value args[2] = {*parts[i], call->args[1]};
        gr_call one = {call->run, call->node, args};
        *parts[i] = gr_call_round(&one);
        if (parts[i]->type == GR_T_POISON) {
            return *parts[i];
        }
    }
    made = GR_NEW(arena_of(call), gr_rough);
    *made = rough;
    return (gr_value){.type = GR_T_ROUGH, .as.rough = made};
}

static bool has_rough(const gr_value *args, size_t n)
{
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        any = any || args[i].type == GR_T_ROUGH;
    }
    return any;
}

gr_value gr_run_call(const gr_evaluation *run, const gr_bound *node)
{
    const gr_function_info *info = &gr_functions[node->as.call.function];
    size_t n = node->as.call.n_args;
    gr_value *args = GR_NEW_N(run->context->arena, gr_value, n);
    for (size_t i = 0; i < n; i++) {
        args[i] = gr_run_node(run, node->as.call.args[i]);
        if (args[i].type == GR_T_NONE) { /* the region's edition given as a value */
            args[i].type = GR_T_NOT_APPLICABLE;
        }
    }
    gr_str detail = info->op == GR_OP_ROUND ? GR_LIT("") : gr_str_of(info->name);
    gr_made made = {info->op, args, n, detail};
    gr_type swallowing = gr_swallowing(args, n);
    if (swallowing != GR_T_NONE) {
        return gr_swallowed(run, swallowing, &made);
    }
    gr_call call = {run, node, args};
    if (!has_rough(args, n)) {
        return gr_made_value(run, callers[node->as.call.function](&call), &made);
    }
    bool alone = args[0].type == GR_T_ROUGH && !has_rough(args + 1, n - 1);
    gr_value result = alone ? call_on_rough(&call) : (gr_value){.type = GR_T_SUPPRESSED};
    return result.type == GR_T_SUPPRESSED ? gr_swallowed(run, GR_T_SUPPRESSED, &made)
                                          : gr_made_value(run, result, &made);
}
