/* Owns the exact difference of two printed values. Must not know documents. */
#include "base/arena.h"
#include "published.h"

/* A number and its unit, as gr_value_add writes them: "1234.50 EUR", "30.3". */
typedef struct measure {
    gr_decimal number;
    gr_str unit;
} measure;

/** Codes are no numbers though they have digits only: a number never begins with a needless zero.
 */
static bool has_needless_zero(gr_str digits)
{
    gr_str bare = gr_str_sub(digits, gr_str_starts(digits, GR_LIT("-")) ? 1 : 0, SIZE_MAX);
    return bare.len > 1 && bare.ptr[0] == '0' && bare.ptr[1] != '.';
}

static bool is_currency(gr_str unit)
{
    bool good = unit.len == 3;
    for (size_t i = 0; good && i < unit.len; i++) {
        good = unit.ptr[i] >= 'A' && unit.ptr[i] <= 'Z';
    }
    return good;
}

static bool read_measure(const published_figure *figure, measure *out)
{
    static const char *const numbers[] = {"", "int", "decimal", "money", "ratio"};
    bool may_be = false;
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        may_be = may_be || gr_str_is(figure->type, numbers[i]);
    }
    size_t gap = gr_str_find(figure->value, GR_LIT(" "));
    gr_str digits = gr_str_sub(figure->value, 0, gap);
    gr_str unit = gap == SIZE_MAX ? GR_LIT("") : gr_str_sub(figure->value, gap + 1, SIZE_MAX);
    measure read = {.unit = unit};
    gr_ratio ratio = {0, 1};
    if (gr_str_is(figure->type, "ratio")) { /* six decimals: more than any percentage shows */
        bool good = gr_ratio_parse(figure->value, '.', &ratio) &&
                    gr_ratio_round(ratio, 1, GR_DEC_MAX_SCALE, &read.number);
        *out = good ? read : *out;
        return good;
    }
    if (!may_be || has_needless_zero(digits) || (gap != SIZE_MAX && !is_currency(unit)) ||
        !gr_decimal_parse(digits, '.', &read.number)) {
        return false;
    }
    *out = read;
    return true;
}

/** Of two exact quotients: exact as well. */
static gr_str ratio_difference(const published_figure *before, const published_figure *after,
                               gr_arena *arena)
{
    gr_ratio old = {0};
    gr_ratio new = {0};
    gr_value value = {.type = GR_T_RATIO};
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    if (gr_ratio_parse(before->value, '.', &old) && gr_ratio_parse(after->value, '.', &new) &&
        gr_ratio_add(new, (gr_ratio){-old.part, old.whole}, &value.as.ratio)) {
        gr_value_add(&value, &out);
    }
    return gr_buf_view(&out);
}

gr_str gr_figure_difference(const published_figure *before, const published_figure *after,
                            gr_arena *arena)
{
    measure old = {.unit = GR_LIT("")};
    measure new = {.unit = GR_LIT("")};
    gr_decimal difference = {0, 0};
    gr_str ratio = gr_str_of(gr_type_name(GR_T_RATIO));
    if (gr_str_eq(before->type, ratio) && gr_str_eq(after->type, ratio) &&
        !gr_str_eq(before->value, after->value)) {
        return ratio_difference(before, after, arena);
    }
    if (gr_str_eq(before->value, after->value) || !read_measure(before, &old) ||
        !read_measure(after, &new) || !gr_str_eq(old.unit, new.unit) ||
        !gr_decimal_sub(new.number, old.number, &difference)) {
        return GR_LIT("");
    }
    gr_value value = {.type = GR_T_DECIMAL, .as.dec = difference};
    if (new.unit.len > 0) { /* money keeps the zeros of its cents */
        gr_money money = {difference.coef, {.digits = difference.scale}};
        memcpy(money.cur.code, new.unit.ptr, new.unit.len);
        value = (gr_value){.type = GR_T_MONEY, .as.money = money};
    }
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_value_add(&value, &out);
    return gr_buf_view(&out);
}
