#include "expr_priv.h"

/* Owns the four operations and sums of many values, exact or refused. Must not know where values
 * come from. */
#include "base/arena.h"
#include "base/date.h"

#define SIDES 2

gr_decimal gr_plain_decimal(const gr_value *number)
{
    return number->type == GR_T_INT ? (gr_decimal){number->as.i, 0} : number->as.dec;
}

/** INT, DECIMAL or RATIO. */
static gr_ratio exact(const gr_value *number)
{
    gr_ratio ratio = {0, 1};
    if (number->type == GR_T_RATIO) {
        return number->as.ratio;
    }
    /* by one: a stored number always fits, but for the smallest there is, which nobody writes */
    return gr_ratio_of(gr_plain_decimal(number), (gr_decimal){1, 0}, &ratio) ? ratio
                                                                             : (gr_ratio){0, 1};
}

gr_value gr_zero_of(const gr_vtype *type)
{
    gr_value zero = {.type = type->type};
    if (type->type == GR_T_RATIO) {
        zero.as.ratio.whole = 1;
    }
    if (type->type == GR_T_MONEY) {
        zero.as.money.cur = type->currency.code[0] != '\0' ? type->currency : gr_euro;
    }
    return zero;
}

/* ---- two values, none of them absent; false on overflow and when they do not go together ---- */

static bool work_out_whole(gr_binary op, int64_t left, int64_t right, gr_value *out)
{
    out->type = GR_T_INT;
    if (op == GR_B_ADD) {
        return !__builtin_add_overflow(left, right, &out->as.i);
    }
    if (op == GR_B_SUB) {
        return !__builtin_sub_overflow(left, right, &out->as.i);
    }
    return !__builtin_mul_overflow(left, right, &out->as.i);
}

static bool is_moment(gr_type type)
{
    return type == GR_T_YEAR || type == GR_T_DATE;
}

static int64_t moment_number(const gr_value *value)
{
    return value->type == GR_T_DATE ? (int64_t)value->as.day : value->as.i;
}

/** A year and a whole number are a year, a date and a whole number the date so many days on; two of
 * one kind are so many years or days apart. */
static bool work_out_moment(gr_binary op, const gr_value *left, const gr_value *right,
                            gr_value *out)
{
    gr_value result = {.type = GR_T_NONE};
    if (!work_out_whole(op, moment_number(left), moment_number(right), &result)) {
        return false;
    }
    if (is_moment(left->type) && is_moment(right->type)) {
        *out = result;
        return true;
    }
    int64_t number = result.as.i;
    if (left->type == GR_T_DATE || right->type == GR_T_DATE) {
        result = (gr_value){.type = GR_T_DATE, .as.day = (gr_day)number};
        *out = result;
        return number >= gr_day_of((gr_civil){GR_YEAR_FIRST, 1, 1}) &&
               number <= gr_day_of((gr_civil){GR_YEAR_LAST, 12, 31});
    }
    result.type = GR_T_YEAR;
    *out = result;
    return number >= GR_YEAR_FIRST && number <= GR_YEAR_LAST;
}

/** Numbers of which one is a quotient, or a quotient of two: exact, unless it says its places. */
static bool work_out_ratio(const gr_sum *sum, gr_ratio left, gr_ratio right, gr_value *out)
{
    gr_value result = {.type = GR_T_RATIO};
    gr_ratio *ratio = &result.as.ratio;
    bool fits = false;
    if (sum->op == GR_B_MUL) {
        fits = gr_ratio_mul(left, right, ratio);
    } else if (sum->op == GR_B_DIV) {
        fits = gr_ratio_div(left, right, ratio);
    } else {
        right.part = sum->op == GR_B_SUB ? -right.part : right.part;
        fits = gr_ratio_add(left, right, ratio);
    }
    if (fits && sum->op == GR_B_DIV && sum->places != GR_PLACES_OWN) {
        gr_ratio quotient = *ratio;
        result.type = GR_T_DECIMAL;
        fits = gr_ratio_round(quotient, 1, sum->places, &result.as.dec);
    }
    *out = fits ? result : *out;
    return fits;
}

static bool work_out_decimal(const gr_sum *sum, gr_decimal left, gr_decimal right, gr_value *out)
{
    out->type = GR_T_DECIMAL;
    if (sum->op == GR_B_ADD) {
        return gr_decimal_add(left, right, &out->as.dec);
    }
    if (sum->op == GR_B_SUB) {
        return gr_decimal_sub(left, right, &out->as.dec);
    }
    if (sum->op == GR_B_MUL) {
        return gr_decimal_mul(left, right, GR_ROUND_HALF_UP, &out->as.dec);
    }
    return gr_decimal_div(left, right, sum->places, GR_ROUND_HALF_UP, &out->as.dec);
}

static bool work_out_money(const gr_sum *sum, gr_money left, gr_money right, gr_value *out)
{
    if (sum->op == GR_B_DIV && sum->places == GR_PLACES_OWN) {
        out->type = GR_T_RATIO;
        return strcmp(left.cur.code, right.cur.code) == 0 &&
               gr_ratio_of(gr_money_decimal(left), gr_money_decimal(right), &out->as.ratio);
    }
    if (sum->op == GR_B_DIV) {
        out->type = GR_T_DECIMAL;
        return gr_money_ratio(left, right, sum->places, GR_ROUND_HALF_UP, &out->as.dec);
    }
    out->type = GR_T_MONEY;
    return sum->op == GR_B_ADD ? gr_money_add(left, right, &out->as.money)
                               : gr_money_sub(left, right, &out->as.money);
}

/** An amount by a number: to whole minor units, half up; a quotient to the places it says. */
static bool scale_money(const gr_sum *sum, gr_money amount, gr_decimal number, gr_value *out)
{
    out->type = GR_T_MONEY;
    if (sum->op == GR_B_MUL) {
        return gr_money_mul(amount, number, GR_ROUND_HALF_UP, &out->as.money);
    }
    gr_decimal quotient = {0, 0};
    if (!gr_decimal_div(gr_money_decimal(amount), number, sum->places, GR_ROUND_HALF_UP,
                        &quotient) ||
        !gr_decimal_round(quotient, amount.cur.digits, GR_ROUND_HALF_UP, &quotient)) {
        return false;
    }
    out->as.money = (gr_money){quotient.coef, amount.cur};
    return true;
}

/** An amount times a quotient, or divided by one: rounded once, to minor units or fewer places. */
static bool money_by_ratio(const gr_sum *sum, gr_money amount, gr_ratio rate, gr_value *out)
{
    gr_value result = {.type = GR_T_MONEY};
    gr_decimal rounded = {0, 0};
    if (sum->op == GR_B_MUL) {
        bool fits = gr_money_times_ratio(amount, rate, &result.as.money);
        *out = fits ? result : *out;
        return fits;
    }
    gr_ratio quotient = {0, 1};
    if (!gr_ratio_of(gr_money_decimal(amount), (gr_decimal){1, 0}, &quotient) ||
        !gr_ratio_div(quotient, rate, &quotient) ||
        !gr_ratio_round(quotient, 1, sum->places, &rounded) ||
        !gr_decimal_round(rounded, amount.cur.digits, GR_ROUND_HALF_UP, &rounded)) {
        return false;
    }
    result.as.money = (gr_money){rounded.coef, amount.cur};
    *out = result;
    return true;
}

static bool is_exact(const gr_value *value)
{
    return gr_is_plain_number(value->type) || value->type == GR_T_RATIO;
}

/** Where one side is a quotient, or the result is to be one. */
static bool work_out_quotient(const gr_sum *sum, const gr_value *left, const gr_value *right,
                              gr_value *out)
{
    if (is_exact(left) && is_exact(right)) {
        return work_out_ratio(sum, exact(left), exact(right), out);
    }
    if (left->type == GR_T_MONEY && right->type == GR_T_RATIO) {
        return money_by_ratio(sum, left->as.money, right->as.ratio, out);
    }
    return right->type == GR_T_MONEY && left->type == GR_T_RATIO && sum->op == GR_B_MUL &&
           money_by_ratio(sum, right->as.money, left->as.ratio, out);
}

bool gr_work_out_bare(gr_arena *arena, const gr_sum *sum, const gr_value *left,
                      const gr_value *right, gr_value *out)
{
    bool plain_left = gr_is_plain_number(left->type);
    bool plain_right = gr_is_plain_number(right->type);
    if (left->type == GR_T_INT && right->type == GR_T_INT && sum->op != GR_B_DIV) {
        return work_out_whole(sum->op, left->as.i, right->as.i, out);
    }
    if (is_moment(left->type) || is_moment(right->type)) {
        return work_out_moment(sum->op, left, right, out);
    }
    bool exact_quotient =
        plain_left && plain_right && sum->op == GR_B_DIV && sum->places == GR_PLACES_OWN;
    if (left->type == GR_T_RATIO || right->type == GR_T_RATIO || exact_quotient) {
        return work_out_quotient(sum, left, right, out);
    }
    if (plain_left && plain_right) {
        return work_out_decimal(sum, gr_plain_decimal(left), gr_plain_decimal(right), out);
    }
    if (left->type == GR_T_MONEY && right->type == GR_T_MONEY) {
        return work_out_money(sum, left->as.money, right->as.money, out);
    }
    if (left->type == GR_T_TEXT && right->type == GR_T_TEXT && sum->op == GR_B_ADD) {
        out->type = GR_T_TEXT;
        out->as.text =
            gr_str_fmt(arena, GR_FMT GR_FMT, GR_ARG(left->as.text), GR_ARG(right->as.text));
        return true;
    }
    bool scales = sum->op == GR_B_MUL || sum->op == GR_B_DIV;
    if (left->type == GR_T_MONEY && plain_right && scales) {
        return scale_money(sum, left->as.money, gr_plain_decimal(right), out);
    }
    if (right->type == GR_T_MONEY && plain_left && sum->op == GR_B_MUL) {
        return scale_money(sum, right->as.money, gr_plain_decimal(left), out);
    }
    return false;
}

static gr_op origin_op(gr_binary op)
{
    if (op == GR_B_ADD) {
        return GR_OP_ADD;
    }
    if (op == GR_B_SUB) {
        return GR_OP_SUB;
    }
    return op == GR_B_MUL ? GR_OP_MUL : GR_OP_DIV;
}

static bool is_zero(const gr_value *number)
{
    if (number->type == GR_T_RATIO) {
        return number->as.ratio.part == 0;
    }
    return number->type == GR_T_MONEY ? number->as.money.minor == 0
                                      : gr_plain_decimal(number).coef == 0;
}

static const char *why_not(const gr_sum *sum, const gr_value *left, const gr_value *right)
{
    bool quotient =
        left->type == GR_T_RATIO || right->type == GR_T_RATIO ||
        (sum->op == GR_B_DIV && sum->places == GR_PLACES_OWN && left->type != GR_T_MONEY);
    if (quotient) {
        return "has too many digits for an exact quotient; round what it is made of, or write "
               "'to 6'";
    }
    bool moment = is_moment(left->type) || is_moment(right->type);
    return moment ? "leaves the years from 1 to 9999" : "is too large, or mixes currencies";
}

/** "3 and 0"; what is hidden is in no message. */
static gr_str both_sides(const gr_evaluation *run, const gr_value *left, const gr_value *right)
{
    gr_buf values = gr_buf_make(run->context->arena, SIZE_MAX);
    if (run->context->discreet) {
        return GR_LIT("numbers that are hidden");
    }
    gr_value_add(left, &values);
    gr_buf_add(&values, GR_LIT(" and "));
    gr_value_add(right, &values);
    return gr_buf_view(&values);
}

static gr_value refuse_sum(const gr_evaluation *run, const gr_sum *sum, const gr_value *left,
                           const gr_value *right)
{
    gr_arena *arena = run->context->arena;
    gr_str text = both_sides(run, left, right);
    if (sum->op == GR_B_DIV && gr_value_is_number(right) && is_zero(right)) {
        return gr_run_fail(run, sum->at, GR_CODE_DIVISION_BY_ZERO,
                           gr_str_fmt(arena,
                                      "'" GR_FMT "' with " GR_FMT
                                      "; test the divisor first: if x = 0 then none else ...",
                                      GR_ARG(sum->source), GR_ARG(text)));
    }
    return gr_run_fail(run, sum->at, GR_CODE_ARITHMETIC,
                       gr_str_fmt(arena, "'" GR_FMT "' with " GR_FMT " %s", GR_ARG(sum->source),
                                  GR_ARG(text), why_not(sum, left, right)));
}

gr_value gr_work_out(const gr_evaluation *run, const gr_sum *sum, const gr_value *left,
                     const gr_value *right)
{
    gr_value sides[SIDES] = {*left, *right};
    gr_op op = left->type == GR_T_TEXT ? GR_OP_TEXT : origin_op(sum->op);
    gr_made made = {op, sides, SIDES, GR_LIT("")};
    if (sum->op == GR_B_ADD) { /* a total, in another notation */
        (void)gr_rough_lift(run, &sides[0]);
        (void)gr_rough_lift(run, &sides[1]);
    }
    gr_type swallowing = gr_swallowing(sides, SIDES);
    if (swallowing != GR_T_NONE) {
        return gr_swallowed(run, swallowing, &made);
    }
    gr_value result = {.type = GR_T_NONE};
    bool rough = sides[0].type == GR_T_ROUGH || sides[1].type == GR_T_ROUGH;
    bool fits = rough ? gr_rough_work_out(run, sum, &sides[0], &sides[1], &result)
                      : gr_work_out_bare(run->context->arena, sum, left, right, &result);
    if (!fits) {
        return refuse_sum(run, sum, left, right);
    }
    return result.type == GR_T_SUPPRESSED ? gr_swallowed(run, GR_T_SUPPRESSED, &made)
                                          : gr_made_value(run, result, &made);
}

/* ---- many values ---- */

size_t gr_keep_applicable(gr_value *values, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (values[i].type != GR_T_NOT_APPLICABLE) {
            values[kept++] = values[i];
        }
    }
    return kept > 0 ? kept : n;
}

bool gr_add_up(const gr_value *values, size_t n, gr_value zero, gr_value *out)
{
    gr_sum plus = {.op = GR_B_ADD};
    gr_value total = zero;
    for (size_t i = 0; i < n; i++) {
        gr_value next = {.type = GR_T_NONE};
        bool first = i == 0 && values[i].type == GR_T_MONEY;
        if (first) {
            total = values[i]; /* brings its currency */
            continue;
        }
        if (!gr_work_out_bare(NULL, &plus, &total, &values[i], &next)) {
            return false;
        }
        total = next;
    }
    *out = total;
    return true;
}

gr_value gr_sum_values(gr_eval_context *context, const gr_value *values, size_t n, gr_str set_text)
{
    gr_evaluation run = {context, NULL, false};
    gr_value *members = GR_NEW_N(context->arena, gr_value, n);
    for (size_t i = 0; i < n; i++) {
        members[i] = values[i];
    }
    n = gr_keep_applicable(members, n);
    gr_value zero = {.type = GR_T_INT};
    gr_value total = zero;
    bool guarded = gr_sum_guarded(&run, members, n, zero, &n, &total);
    gr_made made = {GR_OP_SUM, members, n, set_text};
    gr_type swallowing = gr_swallowing(members, n);
    if (swallowing != GR_T_NONE) {
        return gr_swallowed(&run, swallowing, &made);
    }
    if (guarded ? total.type == GR_T_NONE : !gr_add_up(members, n, zero, &total)) {
        return gr_run_fail(&run, context->at, GR_CODE_ARITHMETIC,
                           gr_str_fmt(context->arena,
                                      "the sum of '" GR_FMT
                                      "' is too large, or mixes amounts with numbers",
                                      GR_ARG(set_text)));
    }
    return gr_made_value(&run, total, &made);
}

gr_value gr_difference(gr_eval_context *context, const gr_value *left, const gr_value *right)
{
    gr_evaluation run = {context, NULL, false};
    gr_sum minus = {GR_B_SUB, 0, context->at, GR_LIT("difference")};
    return gr_work_out(&run, &minus, left, right);
}
