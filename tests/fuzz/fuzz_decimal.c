/* Numbers, amounts, days and periods: what is printed reads back as the same, whether it began as a
 * text or as a value; and a refused text leaves nothing behind. */
#include "base/arena.h"
#include "base/date.h"
#include "require.h"

static gr_str printed(gr_arena *arena, gr_value value)
{
    gr_buf out = gr_buf_make(arena, 200);
    gr_value_add(&value, &out);
    require(!out.full && out.len > 0);
    return gr_buf_view(&out);
}

static void check_decimal(gr_arena *arena, gr_decimal number)
{
    gr_value value = {.type = GR_T_DECIMAL, .as.dec = number};
    gr_str text = printed(arena, value);
    gr_decimal back = {7, 7};
    require(gr_decimal_parse(text, '.', &back) && gr_decimal_cmp(back, number) == 0);
    require(back.scale <= number.scale);
    value.as.dec = back;
    require(gr_str_eq(printed(arena, value), text));
}

static void check_money(gr_arena *arena, int64_t minor)
{
    gr_value value = {.type = GR_T_MONEY, .as.money = {minor, gr_euro}};
    gr_str text = printed(arena, value);
    gr_money back = {~minor, gr_euro};
    require(gr_str_ends(text, GR_LIT(" EUR")));
    require(gr_money_parse(gr_str_sub(text, 0, text.len - 4), '.', gr_euro, &back));
    require(back.minor == minor);
}

static void check_int(gr_arena *arena, int64_t number)
{
    int64_t back = ~number;
    gr_value value = {.type = GR_T_INT, .as.i = number};
    require(gr_int_parse(printed(arena, value), &back) && back == number);
}

static void check_day(gr_arena *arena, gr_day day)
{
    gr_day back = ~day;
    gr_value value = {.type = GR_T_DATE, .as.day = day};
    require(gr_date_parse(printed(arena, value), &back) && back == day);
}

static void check_period(gr_arena *arena, gr_period period)
{
    gr_period back = {GR_PERIOD_MONTH, 0, 0};
    gr_value value = {.type = GR_T_PERIOD, .as.period = period};
    require(gr_period_parse(printed(arena, value), &back));
    require(back.kind == period.kind && back.year == period.year && back.nr == period.nr);
    require(gr_period_first(period) <= gr_period_last(period));
}

static void try_text(gr_arena *arena, gr_str text)
{
    gr_decimal number = {42, 9};
    if (gr_decimal_parse(text, '.', &number)) {
        check_decimal(arena, number);
    } else {
        require(number.coef == 42 && number.scale == 9);
    }
    gr_decimal with_comma = {42, 9};
    if (gr_decimal_parse(text, ',', &with_comma)) {
        check_decimal(arena, with_comma);
    }
    gr_money amount = {42, gr_euro};
    if (gr_money_parse(text, '.', gr_euro, &amount)) {
        check_money(arena, amount.minor);
    }
    int64_t whole = 42;
    if (gr_int_parse(text, &whole)) {
        check_int(arena, whole);
        require(number.coef == whole && number.scale == 0);
    }
    gr_day day = 0;
    if (gr_date_parse(text, &day)) {
        check_day(arena, day);
    }
    gr_period period = {GR_PERIOD_YEAR, 0, 0};
    if (gr_period_parse(text, &period)) {
        check_period(arena, period);
    }
}

static void try_value(gr_arena *arena, const uint8_t *data)
{
    int64_t bits = 0;
    memcpy(&bits, data, sizeof(bits));
    check_int(arena, bits);
    check_money(arena, bits);
    check_decimal(arena, (gr_decimal){bits, (uint8_t)(data[8] % (GR_DEC_MAX_SCALE + 1))});
    const gr_day first = gr_day_of((gr_civil){1900, 1, 1});
    const gr_day last = gr_day_of((gr_civil){2200, 12, 31});
    check_day(arena, first + (gr_day)((uint64_t)bits % (uint64_t)(last - first + 1)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    gr_arena *arena = gr_arena_new(4096);
    try_text(arena, (gr_str){size > 0 ? (const char *)data : "", size});
    if (size >= 9) {
        try_value(arena, data);
    }
    gr_arena_free(arena);
    return 0;
}
