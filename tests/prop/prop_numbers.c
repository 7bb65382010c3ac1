/* Numbers of any size: what is printed reads back as the same, sums do what 128 bits say, and
 * shares add up, of negative totals and at the ends of the range too. */
#include "base/arena.h"
#include "base/date.h"
#include "seeded.h"

__extension__ typedef __int128 wide;

static gr_str printed(gr_arena *arena, gr_value value)
{
    gr_buf out = gr_buf_make(arena, 200);
    gr_value_add(&value, &out);
    return gr_buf_view(&out);
}

static void numbers_read_back(uint64_t *random, gr_arena *arena)
{
    gr_decimal number = {random_int(random), (uint8_t)(next_random(random) % 7)};
    gr_decimal back = {0, 0};
    gr_str text = printed(arena, (gr_value){.type = GR_T_DECIMAL, .as.dec = number});
    assert_true(gr_decimal_parse(text, '.', &back) && gr_decimal_cmp(back, number) == 0);
    gr_money amount = {random_int(random), gr_euro};
    gr_money amount_back = {0, gr_euro};
    text = printed(arena, (gr_value){.type = GR_T_MONEY, .as.money = amount});
    assert_true(gr_money_parse(gr_str_sub(text, 0, text.len - 4), '.', gr_euro, &amount_back));
    assert_true(amount_back.minor == amount.minor);
    int64_t whole = random_int(random);
    int64_t whole_back = 0;
    text = printed(arena, (gr_value){.type = GR_T_INT, .as.i = whole});
    assert_true(gr_int_parse(text, &whole_back) && whole_back == whole);
}

static void days_read_back(uint64_t *random, gr_arena *arena)
{
    gr_day day = gr_day_of((gr_civil){1900, 1, 1}) + (gr_day)(next_random(random) % 109938);
    gr_day back = 0;
    gr_str text = printed(arena, (gr_value){.type = GR_T_DATE, .as.day = day});
    assert_true(gr_date_parse(text, &back) && back == day);
    gr_period period = {(gr_period_kind)(next_random(random) % 4),
                        1900 + (int32_t)(next_random(random) % 300), 0};
    uint64_t count = period.kind == GR_PERIOD_QUARTER ? 4 : period.kind == GR_PERIOD_MONTH ? 12 : 0;
    period.nr = (uint8_t)(count == 0 ? 0 : 1 + next_random(random) % count);
    gr_period again = {GR_PERIOD_YEAR, 0, 99};
    text = printed(arena, (gr_value){.type = GR_T_PERIOD, .as.period = period});
    assert_true(gr_period_parse(text, &again));
    assert_true(again.kind == period.kind && again.year == period.year && again.nr == period.nr);
}

static void sums_are_exact(uint64_t *random, gr_arena *arena)
{
    (void)arena;
    gr_money a = {random_int(random), gr_euro};
    gr_money b = {random_int(random), gr_euro};
    gr_money sum = {0, gr_euro};
    gr_money back = {0, gr_euro};
    wide want = (wide)a.minor + b.minor;
    bool fits = want >= INT64_MIN && want <= INT64_MAX;
    assert_true(gr_money_add(a, b, &sum) == fits);
    assert_true(!fits || (sum.minor == want && gr_money_sub(sum, b, &back)));
    assert_true(!fits || back.minor == a.minor);
}

/** So many of each sign and size that the order of both can be compared. */
static void order_is_total(uint64_t *random, gr_arena *arena)
{
    (void)arena;
    gr_decimal numbers[3];
    for (size_t i = 0; i < 3; i++) {
        numbers[i] = (gr_decimal){random_int(random), (uint8_t)(next_random(random) % 7)};
    }
    for (size_t i = 0; i < 3; i++) {
        gr_decimal a = numbers[i];
        gr_decimal b = numbers[(i + 1) % 3];
        gr_decimal c = numbers[(i + 2) % 3];
        assert_true(gr_decimal_cmp(a, b) == -gr_decimal_cmp(b, a));
        assert_true(gr_decimal_cmp(a, a) == 0);
        bool chain = gr_decimal_cmp(a, b) <= 0 && gr_decimal_cmp(b, c) <= 0;
        assert_true(!chain || gr_decimal_cmp(a, c) <= 0);
    }
}

static void shares_add_up(uint64_t *random, gr_arena *arena)
{
    int64_t weights[24];
    gr_money parts[24];
    size_t n = 1 + next_random(random) % 24;
    wide weight_sum = 0;
    for (size_t i = 0; i < n; i++) {
        weights[i] = random_int(random) & INT64_MAX;
        weights[i] = next_random(random) % 4 == 0 ? 0 : weights[i];
        weight_sum += weights[i];
    }
    gr_money total = {random_int(random), gr_euro};
    int64_t unit = next_random(random) % 2 == 0 ? 1 : 100;
    assert_true(gr_money_share(total, weights, n, unit, arena, parts) == (weight_sum > 0));
    wide sum = 0;
    for (size_t i = 0; weight_sum > 0 && i < n; i++) {
        sum += parts[i].minor;
        assert_true(weights[i] > 0 || parts[i].minor == 0);
        assert_true(total.minor >= 0 ? parts[i].minor >= 0 : parts[i].minor <= 0);
    }
    assert_true(weight_sum == 0 || sum == total.minor);
}

static void repeat(void (*property)(uint64_t *random, gr_arena *arena))
{
    uint64_t random = seed_of_run();
    gr_arena *arena = gr_arena_new(4096);
    for (unsigned i = 0; i < (is_long_tier() ? 100000U : 20000U); i++) {
        gr_mark mark = gr_arena_mark(arena);
        property(&random, arena);
        gr_arena_rewind(arena, mark);
    }
    gr_arena_free(arena);
}

static void test_numbers(void **state)
{
    (void)state;
    repeat(numbers_read_back);
}

static void test_days(void **state)
{
    (void)state;
    repeat(days_read_back);
}

static void test_sums(void **state)
{
    (void)state;
    repeat(sums_are_exact);
}

static void test_order(void **state)
{
    (void)state;
    repeat(order_is_total);
}

static void test_shares(void **state)
{
    (void)state;
    repeat(shares_add_up);
}

/** Parts of any size and number of decimals print shares of 100 %, each less than one unit from the
 *  exact one, and a larger part never has the smaller share. */
static void percentages_add_up(uint64_t *random, gr_arena *arena)
{
    size_t n = 1 + (size_t)(next_random(random) % 40);
    uint8_t places = (uint8_t)(next_random(random) % (GR_FIT_MAX_PLACES + 1));
    int64_t most = next_random(random) % 2 == 0 ? 4 : 1000000000000;
    gr_decimal parts[40], fitted[40], sum = {0, 0}, added = {0, 0}, whole = {1, 0};
    for (size_t i = 0; i < n; i++) {
        parts[i] = (gr_decimal){(int64_t)(next_random(random) % (uint64_t)most),
                                (uint8_t)(next_random(random) % 4)};
        assert_true(gr_decimal_add(i == 0 ? (gr_decimal){0, 0} : whole, parts[i], &whole));
    }
    if (whole.coef == 0) {
        return;
    }
    assert_true(gr_shares_fit(parts, n, whole, places, arena, &sum, fitted) == GR_FIT_GOOD);
    int64_t unit = 1;
    for (unsigned i = 0; i < places + 2U; i++) {
        unit *= 10;
    }
    for (size_t i = 0; i < n; i++) {
        gr_decimal even_part = parts[i], even_whole = whole;
        assert_true(gr_decimal_round(parts[i], 3, GR_ROUND_DOWN, &even_part) &&
                    gr_decimal_round(whole, 3, GR_ROUND_DOWN, &even_whole));
        wide off = (wide)fitted[i].coef * even_whole.coef - (wide)even_part.coef * unit;
        assert_true(off < even_whole.coef && -off < even_whole.coef);
        assert_true(gr_decimal_add(added, fitted[i], &added));
        for (size_t j = 0; j < i; j++) {
            int order = gr_decimal_cmp(parts[j], parts[i]);
            assert_true(order > 0   ? fitted[j].coef >= fitted[i].coef
                        : order < 0 ? fitted[j].coef <= fitted[i].coef
                                    : fitted[j].coef >= fitted[i].coef);
        }
    }
    assert_true(gr_decimal_cmp(added, (gr_decimal){1, 0}) == 0);
}

static void test_percentages(void **state)
{
    (void)state;
    repeat(percentages_add_up);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers), cmocka_unit_test(test_days),
        cmocka_unit_test(test_sums),    cmocka_unit_test(test_order),
        cmocka_unit_test(test_shares),  cmocka_unit_test(test_percentages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
