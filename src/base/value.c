#include "base/value.h"

/* Owns what values have in common: names, order, stable text. Must not know number notation. */
#include <inttypes.h>

#include "base/arena.h"
#include "base/date.h"

static const char *const type_names[] = {
    [GR_T_NONE] = "none",
    [GR_T_BOOL] = "bool",
    [GR_T_INT] = "int",
    [GR_T_DECIMAL] = "decimal",
    [GR_T_MONEY] = "money",
    [GR_T_RATIO] = "ratio",
    [GR_T_DATE] = "date",
    [GR_T_PERIOD] = "period",
    [GR_T_YEAR] = "year",
    [GR_T_TEXT] = "text",
    [GR_T_CODE] = "code",
    [GR_T_REF] = "ref",
    [GR_T_MISSING] = "missing",
    [GR_T_NOT_APPLICABLE] = "not applicable",
    [GR_T_SUPPRESSED] = "suppressed",
    [GR_T_ROUGH] = "ca",
    [GR_T_POISON] = "failed value",
};

const char *gr_type_name(gr_type type)
{
    return type_names[type];
}

const char *gr_type_said(gr_type type)
{
    return type == GR_T_INT     ? "integer"
           : type == GR_T_BOOL  ? "yes or no"
           : type == GR_T_REF   ? "reference"
           : type == GR_T_ROUGH ? "known roughly"
                                : gr_type_name(type);
}

#define TENTHS     10000   /* in a metre */
#define METRE      2834646 /* 1/1000 point */
#define TENTH_HALF (METRE / 2)

int64_t gr_tenths_of(gr_mpt length)
{
    return ((int64_t)length * TENTHS + TENTH_HALF) / METRE;
}

gr_mpt gr_tenth_begin(int64_t tenth)
{
    return (gr_mpt)((tenth * METRE - TENTH_HALF) / TENTHS);
}

bool gr_value_is_number(const gr_value *v)
{
    return v->type == GR_T_INT || v->type == GR_T_DECIMAL || v->type == GR_T_MONEY ||
           v->type == GR_T_RATIO;
}

bool gr_value_is_absent(const gr_value *v)
{
    return v->type == GR_T_MISSING || v->type == GR_T_NOT_APPLICABLE || v->type == GR_T_SUPPRESSED;
}

bool gr_value_is_guarded(const gr_value *v)
{
    return v->type == GR_T_SUPPRESSED || v->type == GR_T_ROUGH;
}

const gr_value *gr_value_about(const gr_value *v)
{
    return v->type == GR_T_ROUGH ? &v->as.rough->about : v;
}

gr_value gr_value_keep(gr_arena *arena, const gr_value *v)
{
    gr_value kept = *v;
    if (v->type == GR_T_ROUGH) {
        gr_rough *rough = GR_NEW(arena, gr_rough);
        *rough = *v->as.rough;
        kept.as.rough = rough;
    }
    return kept;
}

static int three_way(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static bool is_plain_number(const gr_value *v)
{
    return v->type == GR_T_INT || v->type == GR_T_DECIMAL || v->type == GR_T_YEAR ||
           v->type == GR_T_RATIO;
}

static gr_decimal plain_number(const gr_value *v)
{
    return v->type == GR_T_DECIMAL ? v->as.dec : (gr_decimal){v->as.i, 0};
}

/** Not reduced: as it is, over its power of ten. */
static gr_ratio as_ratio(const gr_value *v)
{
    gr_decimal number = v->type == GR_T_RATIO ? (gr_decimal){0, 0} : plain_number(v);
    gr_ratio ratio = {number.coef, 1};
    while (number.scale-- > 0) {
        ratio.whole *= 10;
    }
    return v->type == GR_T_RATIO ? v->as.ratio : ratio;
}

static int number_cmp(const gr_value *a, const gr_value *b)
{
    bool ratios = a->type == GR_T_RATIO || b->type == GR_T_RATIO;
    return ratios ? gr_ratio_cmp(as_ratio(a), as_ratio(b))
                  : gr_decimal_cmp(plain_number(a), plain_number(b));
}

/** Kinds in the order a mixed column sorts them; whole numbers, decimals and years share a place.
 */
static int sort_group(const gr_value *v)
{
    return is_plain_number(v) ? (int)GR_T_DECIMAL : (int)v->type;
}

static int money_cmp(gr_money a, gr_money b)
{
    int by_code = memcmp(a.cur.code, b.cur.code, sizeof(a.cur.code));
    return by_code != 0 ? by_code : gr_decimal_cmp(gr_money_decimal(a), gr_money_decimal(b));
}

/** By first day; of periods that start together the shorter comes first. */
static int period_cmp(gr_period a, gr_period b)
{
    int by_first = three_way(gr_period_first(a), gr_period_first(b));
    return by_first != 0 ? by_first : three_way(gr_period_last(a), gr_period_last(b));
}

static int same_type_cmp(const gr_value *a, const gr_value *b)
{
    switch (a->type) {
    case GR_T_BOOL:
        return three_way(a->as.b, b->as.b);
    case GR_T_INT:
    case GR_T_DECIMAL:
    case GR_T_YEAR:
    case GR_T_RATIO:
        return number_cmp(a, b);
    case GR_T_MONEY:
        return money_cmp(a->as.money, b->as.money);
    case GR_T_DATE:
        return three_way(a->as.day, b->as.day);
    case GR_T_PERIOD:
        return period_cmp(a->as.period, b->as.period);
    case GR_T_TEXT:
        return gr_str_cmp(a->as.text, b->as.text);
    case GR_T_CODE:
        return gr_str_cmp(a->as.code.code, b->as.code.code);
    case GR_T_REF:
        return three_way(a->as.ref.row, b->as.ref.row); /* never by address: runs would differ */
    case GR_T_NONE:
    case GR_T_MISSING:
    case GR_T_NOT_APPLICABLE:
    case GR_T_SUPPRESSED:
    case GR_T_ROUGH: /* never here: what is compared is its number */
    case GR_T_POISON:
        break;
    }
    return 0;
}

int gr_value_cmp(const gr_value *a, const gr_value *b)
{
    a = gr_value_about(a);
    b = gr_value_about(b);
    int by_group = three_way(sort_group(a), sort_group(b));
    return by_group != 0 ? by_group : same_type_cmp(a, b);
}

static bool same_rough(const gr_rough *a, const gr_rough *b)
{
    return gr_value_eq(&a->about, &b->about) && gr_value_eq(&a->least, &b->least) &&
           gr_value_eq(&a->most, &b->most) && a->as_range == b->as_range;
}

bool gr_value_eq(const gr_value *a, const gr_value *b)
{
    if (a->type == GR_T_ROUGH || b->type == GR_T_ROUGH) {
        return a->type == b->type && same_rough(a->as.rough, b->as.rough);
    }
    if (a->type == GR_T_REF && b->type == GR_T_REF && a->as.ref.table != b->as.ref.table) {
        return false;
    }
    bool comparable = a->type == b->type || (is_plain_number(a) && is_plain_number(b));
    return comparable && same_type_cmp(a, b) == 0;
}

/* Written from the last digit on; without printf, which keys of records would call for each. */
static void add_decimal(gr_decimal d, gr_buf *out)
{
    char text[UINT8_MAX + 24]; /* any scale, point and sign */
    size_t from = sizeof text;
    uint64_t digits = d.coef < 0 ? 0 - (uint64_t)d.coef : (uint64_t)d.coef;
    for (unsigned place = 0; place <= d.scale || digits > 0; place++) {
        if (place == d.scale && d.scale > 0) {
            text[--from] = '.';
        }
        text[--from] = (char)('0' + digits % 10);
        digits /= 10;
    }
    if (d.coef < 0) {
        text[--from] = '-';
    }
    gr_buf_add(out, (gr_str){text + from, sizeof text - from});
}

/** Equal numbers give equal text, so that 30.30 finds 30.3 in an index. */
static gr_decimal without_end_zeros(gr_decimal d)
{
    while (d.scale > 0 && d.coef % 10 == 0) {
        d.coef /= 10;
        d.scale--;
    }
    return d;
}

static void add_day(gr_day day, gr_buf *out)
{
    gr_civil civil = gr_civil_of(day);
    gr_buf_addf(out, "%04d-%02u-%02u", civil.year, civil.month, civil.day);
}

static void add_period(gr_period p, gr_buf *out)
{
    switch (p.kind) {
    case GR_PERIOD_YEAR:
        gr_buf_addf(out, "%04d", p.year);
        break;
    case GR_PERIOD_SCHOOL:
        gr_buf_addf(out, "%04d-%04d", p.year, p.year + 1);
        break;
    case GR_PERIOD_QUARTER:
        gr_buf_addf(out, "%04d-Q%u", p.year, p.nr);
        break;
    case GR_PERIOD_MONTH:
        gr_buf_addf(out, "%04d-%02u", p.year, p.nr);
        break;
    }
}

/** ca 114 (111 to 120) */
static void add_rough(const gr_rough *rough, gr_buf *out)
{
    gr_buf_add(out, GR_LIT("ca "));
    gr_value_add(&rough->about, out);
    gr_buf_add(out, GR_LIT(" ("));
    gr_value_add(&rough->least, out);
    gr_buf_add(out, GR_LIT(" to "));
    gr_value_add(&rough->most, out);
    gr_buf_add_char(out, ')');
}

void gr_value_add(const gr_value *v, gr_buf *out)
{
    switch (v->type) {
    case GR_T_BOOL:
        gr_buf_add(out, gr_str_of(v->as.b ? "true" : "false"));
        break;
    case GR_T_INT:
    case GR_T_DECIMAL:
        add_decimal(without_end_zeros(plain_number(v)), out);
        break;
    case GR_T_RATIO:
        gr_buf_addf(out, "%" PRId64 "/%" PRId64, v->as.ratio.part, v->as.ratio.whole);
        break;
    case GR_T_YEAR:
        gr_buf_addf(out, "%04" PRId64, v->as.i);
        break;
    case GR_T_MONEY:
        add_decimal(gr_money_decimal(v->as.money), out);
        gr_buf_addf(out, " %.3s", v->as.money.cur.code);
        break;
    case GR_T_DATE:
        add_day(v->as.day, out);
        break;
    case GR_T_PERIOD:
        add_period(v->as.period, out);
        break;
    case GR_T_TEXT:
        gr_buf_add(out, v->as.text);
        break;
    case GR_T_CODE:
        gr_buf_add(out, v->as.code.code);
        break;
    case GR_T_REF:
        gr_buf_addf(out, "record %" PRIu32, v->as.ref.row);
        break;
    case GR_T_ROUGH:
        add_rough(v->as.rough, out);
        break;
    case GR_T_NONE:
    case GR_T_MISSING:
    case GR_T_NOT_APPLICABLE:
    case GR_T_SUPPRESSED:
    case GR_T_POISON:
        gr_buf_addf(out, "(%s)", gr_type_name(v->type));
        break;
    }
}
