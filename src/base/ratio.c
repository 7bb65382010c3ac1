#include "base/num.h"

/* Owns exact quotients: two numbers in lowest terms. Whatever does not fit 64 bits after reducing
 * is refused; nothing in here rounds but gr_ratio_round and gr_money_times_ratio. */
__extension__ typedef __int128 wide;

static wide magnitude(wide value)
{
    return value < 0 ? -value : value;
}

static wide common(wide a, wide b)
{
    a = magnitude(a);
    while (b != 0) {
        wide rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/** Lowest terms, the whole above zero. Both sides are symmetric around zero: none is INT64_MIN. */
static bool settle(wide part, wide whole, gr_ratio *out)
{
    if (whole == 0) {
        return false;
    }
    if (whole < 0) {
        part = -part;
        whole = -whole;
    }
    wide by = common(part, whole);
    part /= by;
    whole /= by;
    if (magnitude(part) > INT64_MAX || whole > INT64_MAX) {
        return false;
    }
    *out = (gr_ratio){(int64_t)part, (int64_t)whole};
    return true;
}

static wide ten_to(uint8_t exponent)
{
    wide power = 1;
    while (exponent-- > 0) {
        power *= 10;
    }
    return power;
}

bool gr_ratio_of(gr_decimal a, gr_decimal b, gr_ratio *out)
{
    return settle(a.coef * ten_to(b.scale), b.coef * ten_to(a.scale), out);
}

bool gr_ratio_add(gr_ratio a, gr_ratio b, gr_ratio *out)
{
    wide left = (wide)a.part * b.whole;
    wide right = (wide)b.part * a.whole;
    wide sum = 0;
    return !__builtin_add_overflow(left, right, &sum) && settle(sum, (wide)a.whole * b.whole, out);
}

bool gr_ratio_mul(gr_ratio a, gr_ratio b, gr_ratio *out)
{
    return settle((wide)a.part * b.part, (wide)a.whole * b.whole, out);
}

bool gr_ratio_div(gr_ratio a, gr_ratio b, gr_ratio *out)
{
    return settle((wide)a.part * b.whole, (wide)a.whole * b.part, out);
}

int gr_ratio_cmp(gr_ratio a, gr_ratio b)
{
    wide left = (wide)a.part * b.whole;
    wide right = (wide)b.part * a.whole;
    return (left > right) - (left < right);
}

/** Half away from zero. */
static bool divide(wide part, wide whole, int64_t *out)
{
    wide size = magnitude(part);
    wide result = size / whole;
    result += size % whole * 2 >= whole ? 1 : 0;
    if (result > INT64_MAX) {
        return false;
    }
    *out = (int64_t)(part < 0 ? -result : result);
    return true;
}

bool gr_ratio_round(gr_ratio a, unsigned times, uint8_t places, gr_decimal *out)
{
    wide scaled = 0;
    int64_t coef = 0;
    if (places > GR_DEC_MAX_SCALE ||
        __builtin_mul_overflow((wide)a.part, (wide)times * ten_to(places), &scaled) ||
        !divide(scaled, a.whole, &coef)) {
        return false;
    }
    *out = (gr_decimal){coef, places};
    return true;
}

bool gr_money_times_ratio(gr_money a, gr_ratio rate, gr_money *out)
{
    int64_t minor = 0;
    if (!divide((wide)a.minor * rate.part, rate.whole, &minor)) {
        return false;
    }
    *out = (gr_money){minor, a.cur};
    return true;
}

bool gr_ratio_parse(gr_str text, char mark, gr_ratio *out)
{
    size_t stroke = gr_str_find(text, GR_LIT("/"));
    gr_decimal part = {0, 0};
    gr_decimal whole = {1, 0};
    if (stroke != SIZE_MAX &&
        !gr_decimal_parse(gr_str_sub(text, stroke + 1, SIZE_MAX), mark, &whole)) {
        return false;
    }
    return gr_decimal_parse(gr_str_sub(text, 0, stroke), mark, &part) &&
           gr_ratio_of(part, whole, out);
}
