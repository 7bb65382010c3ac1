#include "expr_priv.h"

/* Owns to how many decimals a number may be believed that is worked out from a rounded quotient:
 * what was rounded away comes back in no sum. Kept in types, so that formats can be held against it
 * when they are bound. Must not print or warn. */

static uint8_t fewer(uint8_t a, uint8_t b)
{
    return a == 0 || (b > 0 && b < a) ? b : a;
}

/** The power of ten that a whole constant is: 2 for 100; -1: it is none. */
static int power_of_ten(const gr_bound *node)
{
    if (node->kind != GR_N_CONSTANT || node->as.constant.type != GR_T_INT) {
        return -1;
    }
    int64_t number = node->as.constant.as.i;
    int power = 0;
    for (; number > 1 && number % 10 == 0; number /= 10) {
        power++;
    }
    return number == 1 ? power : -1;
}

/** Times 100 the same digits stand two places further, and are as good as they were. */
static bool shift(gr_vtype *type, const gr_vtype *of, int power)
{
    int places = (int)of->quotient - 1 + power;
    if (of->quotient == 0 || places > GR_DEC_MAX_SCALE) {
        return false;
    }
    type->quotient = (uint8_t)(places < 0 ? 1 : places + 1);
    type->reckoned = of->reckoned;
    return true;
}

static bool shifted(gr_vtype *type, gr_binary op, const gr_bound *left, const gr_bound *right)
{
    int by_left = power_of_ten(left), by_right = power_of_ten(right);
    if (op == GR_B_MUL && by_right >= 0) {
        return shift(type, &left->type, -by_right);
    }
    if (op == GR_B_MUL && by_left >= 0) {
        return shift(type, &right->type, -by_left);
    }
    return op == GR_B_DIV && type->quotient == 0 && by_right >= 0 &&
           shift(type, &left->type, by_right);
}

/** What a constant is added to, or taken from, was rounded as it was: 1 - (a / b to 4). */
static bool moved(gr_vtype *type, gr_binary op, const gr_bound *left, const gr_bound *right)
{
    const gr_bound *of = right->kind == GR_N_CONSTANT  ? left
                         : left->kind == GR_N_CONSTANT ? right
                                                       : NULL;
    if (of == NULL || (op != GR_B_ADD && op != GR_B_SUB)) {
        return false;
    }
    type->quotient = of->type.quotient;
    type->reckoned = of->type.reckoned;
    return true;
}

void gr_keep_places(gr_vtype *type, gr_binary op, const gr_bound *left, const gr_bound *right)
{
    bool amount = type->type == GR_T_MONEY;
    uint8_t kept = fewer(left->type.quotient, right->type.quotient);
    if (kept == 0 || (amount && (op == GR_B_MUL || op == GR_B_DIV)) || type->type == GR_T_NONE ||
        shifted(type, op, left, right) || moved(type, op, left, right)) {
        return; /* an amount is in cents, whatever it was multiplied with */
    }
    bool divided = type->quotient > 0 && type->quotient <= kept;
    type->quotient = divided ? type->quotient : kept;
    type->reckoned = !divided;
}

void gr_keep_places_of_choice(gr_vtype *type, const gr_vtype *yes, const gr_vtype *no)
{
    type->quotient = fewer(yes->quotient, no->quotient);
    type->reckoned = yes->reckoned || no->reckoned;
}

void gr_keep_places_of_round(gr_vtype *type, const gr_bound *number, const gr_bound *places)
{
    bool quotient = number->type.type == GR_T_RATIO || number->type.quotient > 0;
    bool written = places->kind == GR_N_CONSTANT && places->as.constant.type == GR_T_INT &&
                   places->as.constant.as.i >= 0 && places->as.constant.as.i <= GR_DEC_MAX_SCALE;
    type->quotient = 0;
    if (quotient && written) {
        type->quotient = (uint8_t)(places->as.constant.as.i + 1);
        type->reckoned = true; /* rounded on purpose: only a format with more places is wrong */
    }
}
