/* Owns shares of a whole that add up to 100 % as they are printed. Must not know tables. */
#include "base/arena.h"
#include "base/num.h"

static bool weights_of(const gr_decimal *parts, size_t n, int64_t *weights)
{
    uint8_t scale = 0;
    for (size_t i = 0; i < n; i++) {
        scale = parts[i].scale > scale ? parts[i].scale : scale;
    }
    for (size_t i = 0; i < n; i++) {
        gr_decimal even = {0, 0};
        if (!gr_decimal_round(parts[i], scale, GR_ROUND_DOWN,
                              &even)) { /* exact: scale only grows */
            return false;
        }
        weights[i] = even.coef;
    }
    return true;
}

static bool sum_of(const gr_decimal *parts, size_t n, gr_decimal *out)
{
    gr_decimal sum = {0, 0};
    for (size_t i = 0; i < n; i++) {
        if (!gr_decimal_add(sum, parts[i], &sum)) {
            return false;
        }
    }
    *out = sum;
    return true;
}

static bool any_below_zero(const gr_decimal *parts, size_t n)
{
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        any = any || parts[i].coef < 0;
    }
    return any;
}

gr_fit gr_shares_fit(const gr_decimal *parts, size_t n, gr_decimal whole, uint8_t places,
                     gr_arena *scratch, gr_decimal *out_sum, gr_decimal *fitted)
{
    int64_t *weights = GR_NEW_N(scratch, int64_t, n);
    gr_money *units = GR_NEW_N(scratch, gr_money, n);
    gr_money hundred = {.minor = 1};
    for (unsigned i = 0; i < places + 2U; i++) {
        hundred.minor *= 10;
    }
    *out_sum = (gr_decimal){0, 0};
    if (any_below_zero(parts, n)) {
        return GR_FIT_NEGATIVE;
    }
    if (places > GR_FIT_MAX_PLACES || !sum_of(parts, n, out_sum)) {
        return GR_FIT_TOO_LARGE;
    }
    if (gr_decimal_cmp(*out_sum, whole) != 0) {
        return GR_FIT_DIFFERS;
    }
    if (!weights_of(parts, n, weights) || !gr_money_share(hundred, weights, n, 1, scratch, units)) {
        return GR_FIT_TOO_LARGE;
    }
    for (size_t i = 0; i < n; i++) {
        fitted[i] = (gr_decimal){units[i].minor, (uint8_t)(places + 2)};
    }
    return GR_FIT_GOOD;
}
