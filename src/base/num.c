#include "base/num.h"

/* Owns exact arithmetic. Must not know how numbers look in print. Intermediates are 128 bits wide:
 * two stored numbers multiplied stay below 2^126, and a stored number times 10^12 (the most two
 * scales can ask for) below 2^104, so no step in here can wrap. */
#include <assert.h>

#include "base/arena.h"

__extension__ typedef __int128 wide;

const gr_currency gr_euro = {"EUR", 2};

static wide ten_to(unsigned exponent)
{
    wide power = 1;
    while (exponent-- > 0) {
        power *= 10;
    }
    return power;
}

static bool narrow(wide value, int64_t *out)
{
    if (value < INT64_MIN || value > INT64_MAX) {
        return false;
    }
    *out = (int64_t)value;
    return true;
}

static wide magnitude(wide value)
{
    return value < 0 ? -value : value;
}

static wide divide(wide dividend, wide divisor, gr_round mode)
{
    wide quotient = dividend / divisor;
    wide twice_rest = magnitude(dividend % divisor) * 2;
    wide whole = magnitude(divisor);
    bool away = false;
    switch (mode) {
    case GR_ROUND_HALF_EVEN:
        away = twice_rest > whole || (twice_rest == whole && quotient % 2 != 0);
        break;
    case GR_ROUND_HALF_UP:
        away = twice_rest >= whole;
        break;
    case GR_ROUND_DOWN:
        break;
    }
    if (!away) {
        return quotient;
    }
    return (dividend < 0) == (divisor < 0) ? quotient + 1 : quotient - 1;
}

/** Stores coef / 10^scale; gives up zeros at the end when only they make it too large. */
static bool settle(wide coef, uint8_t scale, gr_decimal *out)
{
    int64_t kept = 0;
    while (!narrow(coef, &kept)) {
        if (scale == 0 || coef % 10 != 0) {
            return false;
        }
        coef /= 10;
        scale--;
    }
    *out = (gr_decimal){kept, scale};
    return true;
}

/** Takes digits off the front of `text`; false when there is none or they pass 64 bits. */
static bool take_digits(gr_str *text, wide *value)
{
    size_t n = 0;
    while (n < text->len && text->ptr[n] >= '0' && text->ptr[n] <= '9') {
        *value = *value * 10 + (text->ptr[n] - '0');
        if (*value > (wide)INT64_MAX + 1) {
            return false;
        }
        n++;
    }
    *text = gr_str_sub(*text, n, SIZE_MAX);
    return n > 0;
}

bool gr_decimal_parse(gr_str text, char mark, gr_decimal *out)
{
    bool negative = gr_str_starts(text, GR_LIT("-"));
    gr_str rest = gr_str_sub(text, negative ? 1 : 0, SIZE_MAX);
    wide value = 0;
    if (!take_digits(&rest, &value)) {
        return false;
    }
    size_t places = 0;
    if (rest.len > 0) {
        places = rest.len - 1;
        bool marked = rest.ptr[0] == mark;
        rest = gr_str_sub(rest, 1, SIZE_MAX);
        if (!marked || places > GR_DEC_MAX_SCALE || !take_digits(&rest, &value) || rest.len > 0) {
            return false;
        }
    }
    int64_t coef = 0;
    if (!narrow(negative ? -value : value, &coef)) {
        return false;
    }
    *out = (gr_decimal){coef, (uint8_t)places};
    return true;
}

/** So many digits and no more fit any number of 64 bits. */
#define SURE_DIGITS 18

bool gr_int_parse(gr_str text, int64_t *out)
{
    size_t n = text.len > 0 && text.ptr[0] == '-' ? 1 : 0;
    int64_t small = 0;
    for (size_t i = n; text.len <= SURE_DIGITS && i < text.len; i++) {
        unsigned digit = (unsigned)(unsigned char)text.ptr[i] - '0';
        if (digit > 9) {
            return false;
        }
        small = small * 10 + digit;
    }
    if (text.len > n && text.len <= SURE_DIGITS) {
        *out = n > 0 ? -small : small;
        return true;
    }
    bool negative = gr_str_starts(text, GR_LIT("-"));
    gr_str rest = gr_str_sub(text, negative ? 1 : 0, SIZE_MAX);
    wide value = 0;
    return take_digits(&rest, &value) && rest.len == 0 && narrow(negative ? -value : value, out);
}

bool gr_money_parse(gr_str text, char mark, gr_currency cur, gr_money *out)
{
    gr_decimal amount = {0, 0};
    gr_decimal fitted = {0, 0};
    if (!gr_decimal_parse(text, mark, &amount) ||
        !gr_decimal_round(amount, cur.digits, GR_ROUND_DOWN, &fitted) ||
        gr_decimal_cmp(amount, fitted) != 0) {
        return false;
    }
    *out = (gr_money){fitted.coef, cur};
    return true;
}

/** Coefficient of `a` at `scale` places, which must not be fewer than it has. */
static wide widen(gr_decimal a, uint8_t scale)
{
    return a.coef * ten_to((unsigned)(scale - a.scale));
}

static uint8_t common_scale(gr_decimal a, gr_decimal b)
{
    assert(a.scale <= GR_DEC_MAX_SCALE && b.scale <= GR_DEC_MAX_SCALE);
    return a.scale > b.scale ? a.scale : b.scale;
}

bool gr_decimal_add(gr_decimal a, gr_decimal b, gr_decimal *out)
{
    uint8_t scale = common_scale(a, b);
    return settle(widen(a, scale) + widen(b, scale), scale, out);
}

bool gr_decimal_sub(gr_decimal a, gr_decimal b, gr_decimal *out)
{
    uint8_t scale = common_scale(a, b);
    return settle(widen(a, scale) - widen(b, scale), scale, out);
}

bool gr_decimal_mul(gr_decimal a, gr_decimal b, gr_round mode, gr_decimal *out)
{
    wide product = (wide)a.coef * b.coef;
    unsigned scale = (unsigned)a.scale + b.scale;
    if (scale > GR_DEC_MAX_SCALE) {
        product = divide(product, ten_to(scale - GR_DEC_MAX_SCALE), mode);
        scale = GR_DEC_MAX_SCALE;
    }
    return settle(product, (uint8_t)scale, out);
}

bool gr_decimal_div(gr_decimal a, gr_decimal b, uint8_t places, gr_round mode, gr_decimal *out)
{
    if (b.coef == 0 || places > GR_DEC_MAX_SCALE) {
        return false;
    }
    wide dividend = a.coef * ten_to((unsigned)places + b.scale);
    return settle(divide(dividend, b.coef * ten_to(a.scale), mode), places, out);
}

bool gr_decimal_round(gr_decimal a, uint8_t places, gr_round mode, gr_decimal *out)
{
    if (places > GR_DEC_MAX_SCALE) {
        return false;
    }
    wide coef = places >= a.scale ? widen(a, places)
                                  : divide(a.coef, ten_to((unsigned)(a.scale - places)), mode);
    int64_t kept = 0;
    if (!narrow(coef, &kept)) {
        return false;
    }
    *out = (gr_decimal){kept, places};
    return true;
}

int gr_decimal_cmp(gr_decimal a, gr_decimal b)
{
    uint8_t scale = common_scale(a, b);
    wide left = widen(a, scale);
    wide right = widen(b, scale);
    return (left > right) - (left < right);
}

static bool same_currency(gr_currency a, gr_currency b)
{
    return memcmp(a.code, b.code, sizeof(a.code)) == 0 && a.digits == b.digits;
}

bool gr_money_add(gr_money a, gr_money b, gr_money *out)
{
    int64_t minor = 0;
    if (!same_currency(a.cur, b.cur) || __builtin_add_overflow(a.minor, b.minor, &minor)) {
        return false;
    }
    *out = (gr_money){minor, a.cur};
    return true;
}

bool gr_money_sub(gr_money a, gr_money b, gr_money *out)
{
    int64_t minor = 0;
    if (!same_currency(a.cur, b.cur) || __builtin_sub_overflow(a.minor, b.minor, &minor)) {
        return false;
    }
    *out = (gr_money){minor, a.cur};
    return true;
}

bool gr_money_mul(gr_money a, gr_decimal rate, gr_round mode, gr_money *out)
{
    int64_t minor = 0;
    if (!narrow(divide((wide)a.minor * rate.coef, ten_to(rate.scale), mode), &minor)) {
        return false;
    }
    *out = (gr_money){minor, a.cur};
    return true;
}

bool gr_money_ratio(gr_money a, gr_money b, uint8_t places, gr_round mode, gr_decimal *out)
{
    gr_decimal left = {a.minor, 0};
    gr_decimal right = {b.minor, 0};
    return same_currency(a.cur, b.cur) && gr_decimal_div(left, right, places, mode, out);
}

gr_decimal gr_money_decimal(gr_money a)
{
    return (gr_decimal){a.minor, a.cur.digits};
}

/* Distribution by largest remainders. Every part first takes the whole units it is certain of;
 * the few units left over go, one each, to the parts that were cut off most. */
typedef struct claim {
    wide remainder; /* of units * weight / sum of weights */
    int64_t weight;
    int64_t units;
    size_t part;
} claim;

/** Most cut off first; a part that weighs nothing never goes before one that does. */
static int by_remainder(const void *left, const void *right)
{
    const claim *a = left;
    const claim *b = right;
    if (a->remainder != b->remainder) {
        return a->remainder > b->remainder ? -1 : 1;
    }
    if ((a->weight == 0) != (b->weight == 0)) {
        return a->weight == 0 ? 1 : -1;
    }
    return (a->part > b->part) - (a->part < b->part);
}

/** Sum of the weights; 0 when they cannot be used. */
static wide weigh(const int64_t *weights, size_t n)
{
    wide sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (weights[i] < 0) {
            return 0;
        }
        sum += weights[i];
    }
    return sum;
}

bool gr_money_share(gr_money total, const int64_t *weights, size_t n, int64_t unit,
                    gr_arena *scratch, gr_money *parts)
{
    wide sum = weigh(weights, n);
    if (sum == 0 || unit < 1) {
        return false;
    }
    wide amount = magnitude(total.minor);
    wide left = amount / unit;
    const wide units = left;
    claim *claims = GR_NEW_N(scratch, claim, n);
    for (size_t i = 0; i < n; i++) {
        wide due = units * weights[i];
        claims[i] = (claim){due % sum, weights[i], (int64_t)(due / sum), i};
        left -= claims[i].units;
    }
    qsort(claims, n, sizeof(*claims), by_remainder);
    for (size_t i = 0; i < n; i++) {
        wide minor = (wide)(claims[i].units + (i < (size_t)left)) * unit;
        minor += i == 0 ? amount % unit : 0;
        minor = total.minor < 0 ? -minor : minor;
        parts[claims[i].part] = (gr_money){(int64_t)minor, total.cur};
    }
    return true;
}
