#ifndef GR_BASE_NUM_H
#define GR_BASE_NUM_H
/* Exact numbers. Nothing here takes or returns a floating type. */
#include "base/str.h"

#define GR_DEC_MAX_SCALE 6 /* stored; intermediates are 128 bit */

typedef struct gr_decimal { /* coef / 10^scale */
    int64_t coef;
    uint8_t scale;
} gr_decimal;
typedef struct gr_currency { /* EUR 2, JPY 0, TND 3 */
    char code[4];
    uint8_t digits;
} gr_currency;
typedef struct gr_money { /* 12345 EUR = 123.45; cannot meet a bare int */
    int64_t minor;
    gr_currency cur;
} gr_money;
typedef enum gr_round { GR_ROUND_HALF_EVEN, GR_ROUND_HALF_UP, GR_ROUND_DOWN } gr_round;

extern const gr_currency gr_euro;

/** "-12.345" with `mark` as decimal mark, nothing else: no grouping, no exponent, no plus sign,
 *  at most GR_DEC_MAX_SCALE places. False on anything else and on overflow; *out untouched. */
GR_MUST_USE bool gr_decimal_parse(gr_str text, char mark, gr_decimal *out);
GR_MUST_USE bool gr_int_parse(gr_str text, int64_t *out);
/** Zeros beyond the currency's digits are accepted ("12.3400"), other digits are not. */
GR_MUST_USE bool gr_money_parse(gr_str text, char mark, gr_currency cur, gr_money *out);

/* All return false on overflow or unlike currencies, and then leave *out untouched.
 * HALF_UP rounds half away from zero. */
GR_MUST_USE bool gr_decimal_add(gr_decimal a, gr_decimal b, gr_decimal *out);
GR_MUST_USE bool gr_decimal_sub(gr_decimal a, gr_decimal b, gr_decimal *out);
/** Exact while it fits GR_DEC_MAX_SCALE places, else rounded to them by `mode`. */
GR_MUST_USE bool gr_decimal_mul(gr_decimal a, gr_decimal b, gr_round mode, gr_decimal *out);
/** False also when b is zero. */
GR_MUST_USE bool gr_decimal_div(gr_decimal a, gr_decimal b, uint8_t places, gr_round mode,
                                gr_decimal *out);
/** Exactly `places` places (at most GR_DEC_MAX_SCALE), also when `a` has fewer. */
GR_MUST_USE bool gr_decimal_round(gr_decimal a, uint8_t places, gr_round mode, gr_decimal *out);
int gr_decimal_cmp(gr_decimal a, gr_decimal b);

GR_MUST_USE bool gr_money_add(gr_money a, gr_money b, gr_money *out);
GR_MUST_USE bool gr_money_sub(gr_money a, gr_money b, gr_money *out);
GR_MUST_USE bool gr_money_mul(gr_money a, gr_decimal rate, gr_round mode, gr_money *out);
/** a / b as a bare decimal. */
GR_MUST_USE bool gr_money_ratio(gr_money a, gr_money b, uint8_t places, gr_round mode,
                                gr_decimal *out);

/* Exact quotients. */
typedef struct gr_ratio { /* lowest terms; whole > 0; neither is INT64_MIN */
    int64_t part, whole;
} gr_ratio;
/* False when the result does not fit 64 bits, or when what divides is zero. */
GR_MUST_USE bool gr_ratio_of(gr_decimal a, gr_decimal b, gr_ratio *out); /* a / b */
GR_MUST_USE bool gr_ratio_add(gr_ratio a, gr_ratio b, gr_ratio *out);
GR_MUST_USE bool gr_ratio_mul(gr_ratio a, gr_ratio b, gr_ratio *out);
GR_MUST_USE bool gr_ratio_div(gr_ratio a, gr_ratio b, gr_ratio *out);
int gr_ratio_cmp(gr_ratio a, gr_ratio b); /* by cross product: exact */
/** `times` (100: a percentage) the ratio, rounded half up, once, to `places`. */
GR_MUST_USE bool gr_ratio_round(gr_ratio a, unsigned times, uint8_t places, gr_decimal *out);
/** To whole minor units, half up. */
GR_MUST_USE bool gr_money_times_ratio(gr_money a, gr_ratio rate, gr_money *out);
/** "25/31", or a decimal. */
GR_MUST_USE bool gr_ratio_parse(gr_str text, char mark, gr_ratio *out);

gr_decimal gr_money_decimal(gr_money a); /* the amount in major units, exact */
/** Split total by weights (each >= 0, sum > 0) in whole `unit`s of minor money (1 = cents, 100 =
 *  whole euros); the n parts add up to total exactly. Largest remainders, ties to the first;
 *  a part of weight 0 never gets anything.
 *  What total holds beyond whole units goes to the part with the largest remainder.
 *  `scratch` may be rewound by the caller afterwards. */
GR_MUST_USE bool gr_money_share(gr_money total, const int64_t *weights, size_t n, int64_t unit,
                                gr_arena *scratch, gr_money *parts);

/* Shares as percentages that add up to 100 as they are printed: fit.c. */
#define GR_FIT_MAX_PLACES (GR_DEC_MAX_SCALE - 2) /* of the percentage */
typedef enum gr_fit {
    GR_FIT_GOOD,
    GR_FIT_NEGATIVE, /* a part is below zero                        */
    GR_FIT_DIFFERS,  /* the parts add up to *out_sum, not to `whole` */
    GR_FIT_TOO_LARGE /* for exact numbers, or too many places       */
} gr_fit;
/** Each part over `whole`, as a fraction with places + 2 decimals (33.3 % is 0.333): cut off, and
 *  what is lacking to 1 goes to the largest remainders, ties to the first. Only GOOD fills
 *  `fitted`. `scratch` may be rewound by the caller afterwards. */
GR_MUST_USE gr_fit gr_shares_fit(const gr_decimal *parts, size_t n, gr_decimal whole,
                                 uint8_t places, gr_arena *scratch, gr_decimal *out_sum,
                                 gr_decimal *fitted);

#endif
