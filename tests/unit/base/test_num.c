#include "check.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/num.h"

#define D(coef, scale) ((gr_decimal){(coef), (scale)})
#define N_OF(table)    (sizeof(table) / sizeof((table)[0]))

static gr_money euro(int64_t minor)
{
    return (gr_money){minor, gr_euro};
}

static void assert_decimal(gr_decimal got, gr_decimal want)
{
    assert_true(got.coef == want.coef);
    assert_int_equal(got.scale, want.scale);
}

static void parsing(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        char mark;
        bool ok;
        gr_decimal want;
    } cases[] = {
        {"0", '.', true, {0, 0}},
        {"-12.345", '.', true, {-12345, 3}},
        {"12,5", ',', true, {125, 1}},
        {"007.50", '.', true, {750, 2}},
        {"1.234567", '.', true, {1234567, 6}},
        {"9223372036854775807", '.', true, {INT64_MAX, 0}},
        {"-9223372036854775808", '.', true, {INT64_MIN, 0}},
        {"-9223372036854.775808", '.', true, {INT64_MIN, 6}},
        {"9223372036854775808", '.', false, {0, 0}},
        {"99999999999999999999999999999999999999999999", '.', false, {0, 0}},
        {"1.2345678", '.', false, {0, 0}},
        {"12.5", ',', false, {0, 0}},
        {"1.234,5", ',', false, {0, 0}},
        {"1.2.3", '.', false, {0, 0}},
        {"", '.', false, {0, 0}},
        {"-", '.', false, {0, 0}},
        {"+1", '.', false, {0, 0}},
        {"--1", '.', false, {0, 0}},
        {"1.", '.', false, {0, 0}},
        {".5", '.', false, {0, 0}},
        {"1e3", '.', false, {0, 0}},
        {" 1", '.', false, {0, 0}},
        {"1 ", '.', false, {0, 0}},
        {"NaN", '.', false, {0, 0}},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        print_message("case %zu: %s\n", i, cases[i].text);
        gr_decimal got = {99, 5};
        bool ok = gr_decimal_parse(gr_str_of(cases[i].text), cases[i].mark, &got);
        assert_int_equal(ok, cases[i].ok);
        assert_decimal(got, ok ? cases[i].want : D(99, 5));
    }
}

static void parsing_whole_numbers_and_money(void **state)
{
    (void)state;
    int64_t n = 99;
    assert_true(gr_int_parse(GR_LIT("-42"), &n) && n == -42);
    assert_true(gr_int_parse(GR_LIT("-9223372036854775808"), &n) && n == INT64_MIN);
    n = 99;
    static const char *const bad[] = {"", "-", "1.0", "1 ", "9223372036854775808", "0x1"};
    for (size_t i = 0; i < N_OF(bad); i++) {
        assert_false(gr_int_parse(gr_str_of(bad[i]), &n));
        assert_int_equal(n, 99);
    }
    gr_money m = euro(99);
    assert_true(gr_money_parse(GR_LIT("-1234,5"), ',', gr_euro, &m) && m.minor == -123450);
    assert_true(gr_money_parse(GR_LIT("12.340000"), '.', gr_euro, &m) && m.minor == 1234);
    const gr_currency yen = {"JPY", 0};
    assert_true(gr_money_parse(GR_LIT("12"), '.', yen, &m) && m.minor == 12);
    assert_string_equal(m.cur.code, "JPY");
    assert_false(gr_money_parse(GR_LIT("12.5"), '.', yen, &m));
    assert_false(gr_money_parse(GR_LIT("12.345"), '.', gr_euro, &m));
    assert_false(gr_money_parse(GR_LIT("9223372036854775807"), '.', gr_euro, &m));
    assert_false(gr_money_parse(GR_LIT("x"), '.', gr_euro, &m));
    assert_int_equal(m.minor, 12);
}

static void sums_and_products(void **state)
{
    (void)state;
    static const struct {
        char op;
        gr_decimal a, b;
        bool ok;
        gr_decimal want;
    } cases[] = {
        {'+', {15, 1}, {25, 2}, true, {175, 2}},
        {'+', {15, 1}, {-15, 1}, true, {0, 1}},
        {'+', {INT64_MAX, 0}, {1, 0}, false, {0, 0}},
        {'+', {INT64_MAX, 0}, {1, 6}, false, {0, 0}},
        {'+', {INT64_MAX, 0}, {0, 6}, true, {INT64_MAX, 0}}, /* gives up zeros */
        {'-', {1, 0}, {1, 6}, true, {999999, 6}},
        {'-', {INT64_MIN, 0}, {1, 0}, false, {0, 0}},
        {'*', {15, 1}, {25, 2}, true, {375, 3}},
        {'*', {-1, 6}, {5, 1}, true, {-1, 6}}, /* -0.0000005 half up: away from zero */
        {'*', {1, 6}, {4, 1}, true, {0, 6}},
        {'*', {INT64_MAX, 0}, {INT64_MAX, 0}, false, {0, 0}},
        {'*', {INT64_MAX, 6}, {1000000, 6}, true, {INT64_MAX, 6}},
        {'*', {INT64_C(10000000000000), 0}, {1000000, 6}, true, {INT64_C(1000000000000000000), 5}},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        print_message("case %zu\n", i);
        gr_decimal got = {99, 5};
        gr_decimal a = cases[i].a;
        gr_decimal b = cases[i].b;
        bool ok = cases[i].op == '+'   ? gr_decimal_add(a, b, &got)
                  : cases[i].op == '-' ? gr_decimal_sub(a, b, &got)
                                       : gr_decimal_mul(a, b, GR_ROUND_HALF_UP, &got);
        assert_int_equal(ok, cases[i].ok);
        assert_decimal(got, ok ? cases[i].want : D(99, 5));
    }
}

static void rounding(void **state)
{
    (void)state;
    static const struct {
        gr_decimal value;
        uint8_t places;
        int64_t half_even, half_up, down;
    } cases[] = {
        {{25, 1}, 0, 2, 3, 2},          {{-25, 1}, 0, -2, -3, -2},      {{35, 1}, 0, 4, 4, 3},
        {{-35, 1}, 0, -4, -4, -3},      {{249, 2}, 0, 2, 2, 2},         {{251, 2}, 0, 3, 3, 2},
        {{-251, 2}, 0, -3, -3, -2},     {{5, 1}, 0, 0, 1, 0},           {{-5, 1}, 0, 0, -1, 0},
        {{15, 1}, 3, 1500, 1500, 1500}, {{23915, 4}, 2, 239, 239, 239},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        print_message("case %zu\n", i);
        const int64_t want[] = {cases[i].half_even, cases[i].half_up, cases[i].down};
        const gr_round modes[] = {GR_ROUND_HALF_EVEN, GR_ROUND_HALF_UP, GR_ROUND_DOWN};
        for (size_t m = 0; m < 3; m++) {
            gr_decimal got = {99, 5};
            assert_true(gr_decimal_round(cases[i].value, cases[i].places, modes[m], &got));
            assert_decimal(got, D(want[m], cases[i].places));
        }
    }
    gr_decimal got = {99, 5};
    assert_false(gr_decimal_round(D(1, 0), 7, GR_ROUND_DOWN, &got));
    assert_false(gr_decimal_round(D(INT64_MAX, 0), 1, GR_ROUND_DOWN, &got));
    assert_decimal(got, D(99, 5));
}

static void division(void **state)
{
    (void)state;
    static const struct {
        gr_decimal a, b;
        uint8_t places;
        bool ok;
        gr_decimal want;
    } cases[] = {
        {{757, 0}, {31654, 0}, 6, true, {23915, 6}}, {{1, 0}, {3, 0}, 2, true, {33, 2}},
        {{2, 0}, {3, 0}, 2, true, {67, 2}},          {{-2, 0}, {3, 0}, 2, true, {-67, 2}},
        {{-2, 0}, {-3, 0}, 2, true, {67, 2}},        {{1, 0}, {-8, 0}, 2, true, {-13, 2}},
        {{1, 6}, {1, 6}, 0, true, {1, 0}},           {{5, 1}, {25, 2}, 1, true, {20, 1}},
        {{INT64_MIN, 0}, {-1, 0}, 0, false, {0, 0}}, {{INT64_MAX, 0}, {1, 6}, 6, false, {0, 0}},
        {{1, 0}, {0, 3}, 2, false, {0, 0}},          {{1, 0}, {1, 0}, 7, false, {0, 0}},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        print_message("case %zu\n", i);
        gr_decimal got = {99, 5};
        bool ok = gr_decimal_div(cases[i].a, cases[i].b, cases[i].places, GR_ROUND_HALF_UP, &got);
        assert_int_equal(ok, cases[i].ok);
        assert_decimal(got, ok ? cases[i].want : D(99, 5));
    }
}

static void order(void **state)
{
    (void)state;
    static const struct {
        gr_decimal a, b;
        int want;
    } cases[] = {
        {{15, 1}, {150, 2}, 0},       {{15, 1}, {151, 2}, -1},
        {{-15, 1}, {-151, 2}, 1},     {{INT64_MAX, 0}, {INT64_MAX, 6}, 1},
        {{INT64_MIN, 0}, {0, 6}, -1},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        print_message("case %zu\n", i);
        assert_int_equal(gr_decimal_cmp(cases[i].a, cases[i].b), cases[i].want);
        assert_int_equal(gr_decimal_cmp(cases[i].b, cases[i].a), -cases[i].want);
    }
}

static void money(void **state)
{
    (void)state;
    const gr_money dollars = {100, {"USD", 2}};
    const gr_money mills = {100, {"EUR", 3}};
    gr_money m = euro(99);
    assert_true(gr_money_add(euro(150), euro(-200), &m) && m.minor == -50);
    assert_true(gr_money_sub(euro(150), euro(-200), &m) && m.minor == 350);
    assert_true(gr_money_mul(euro(1005), D(5, 1), GR_ROUND_HALF_UP, &m) && m.minor == 503);
    assert_true(gr_money_mul(euro(-1005), D(5, 1), GR_ROUND_HALF_UP, &m) && m.minor == -503);
    m = euro(99);
    assert_false(gr_money_add(euro(1), dollars, &m));
    assert_false(gr_money_add(euro(1), mills, &m));
    assert_false(gr_money_sub(dollars, euro(1), &m));
    assert_false(gr_money_add(euro(INT64_MAX), euro(1), &m));
    assert_false(gr_money_sub(euro(INT64_MIN), euro(1), &m));
    assert_false(gr_money_mul(euro(INT64_MAX), D(2, 0), GR_ROUND_DOWN, &m));
    assert_int_equal(m.minor, 99);
    gr_decimal ratio = {99, 5};
    assert_true(gr_money_ratio(euro(757), euro(31654), 4, GR_ROUND_HALF_UP, &ratio));
    assert_decimal(ratio, D(239, 4));
    assert_false(gr_money_ratio(euro(1), euro(0), 2, GR_ROUND_HALF_UP, &ratio));
    assert_false(gr_money_ratio(euro(1), dollars, 2, GR_ROUND_HALF_UP, &ratio));
    assert_decimal(gr_money_decimal(euro(-12345)), D(-12345, 2));
}

/* The worked distribution of the sample region: eleven municipalities, four modules, whole euros.
 * Municipalities that take no part have weight 0. */
static void the_worked_distribution(void **state)
{
    (void)state;
    static const int64_t inhabitants[] = {153818, 11336, 25433, 45950, 47002, 31254,
                                          43824,  1498,  37837, 15001, 43135};
    static const struct {
        int64_t total;
        int64_t want[11]; /* -1: takes no part */
    } modules[] = {
        {1700000,
         {573334, 42253, 94798, 171272, 175193, 116495, 163347, 5583, 141032, 55914, 160779}},
        {400000, {134902, 9942, 22305, 40299, 41222, 27411, 38435, 1314, 33184, 13156, 37830}},
        {1700000, {675692, 49797, 111722, 201849, 206470, -1, 192510, 6581, -1, 65896, 189483}},
        {70000, {27823, 2051, 4600, 8311, 8502, -1, 7927, 271, -1, 2713, 7802}},
    };
    gr_arena *arena = gr_arena_new(4096);
    for (size_t m = 0; m < N_OF(modules); m++) {
        int64_t weights[11];
        gr_money parts[11];
        for (size_t i = 0; i < 11; i++) {
            weights[i] = modules[m].want[i] < 0 ? 0 : inhabitants[i];
        }
        assert_true(gr_money_share(euro(modules[m].total * 100), weights, 11, 100, arena, parts));
        for (size_t i = 0; i < 11; i++) {
            int64_t want = modules[m].want[i] < 0 ? 0 : modules[m].want[i] * 100;
            print_message("module %zu part %zu: %" PRId64 "\n", m, i, parts[i].minor);
            assert_true(parts[i].minor == want);
        }
    }
    gr_arena_free(arena);
}

static void shares(void **state)
{
    (void)state;
    static const struct {
        int64_t total, unit;
        int64_t weights[3], want[3];
    } cases[] = {
        {100, 1, {1, 1, 1}, {34, 33, 33}}, /* ties to the first */
        {-100, 1, {1, 1, 1}, {-34, -33, -33}},
        {101, 1, {1, 1, 1}, {34, 34, 33}},
        {0, 1, {1, 2, 3}, {0, 0, 0}},
        {250, 100, {1, 1, 1}, {150, 100, 0}}, /* what is beyond whole units: the first */
        {205, 100, {0, 1, 1}, {0, 105, 100}}, /* but never to a weight of nothing */
        {-205, 100, {0, 1, 1}, {0, -105, -100}},
        {99, 100, {0, 0, 5}, {0, 0, 99}},
        {INT64_MAX, 1, {INT64_MAX, 0, 0}, {INT64_MAX, 0, 0}},
        {INT64_MIN, 1, {0, INT64_MAX, 0}, {0, INT64_MIN, 0}},
        {3, 1, {INT64_MAX, INT64_MAX, INT64_MAX}, {1, 1, 1}},
    };
    gr_arena *arena = gr_arena_new(1024);
    for (size_t i = 0; i < N_OF(cases); i++) {
        print_message("case %zu\n", i);
        gr_money parts[3];
        assert_true(
            gr_money_share(euro(cases[i].total), cases[i].weights, 3, cases[i].unit, arena, parts));
        for (size_t p = 0; p < 3; p++) {
            assert_true(parts[p].minor == cases[i].want[p]);
            assert_string_equal(parts[p].cur.code, "EUR");
        }
    }
    gr_money untouched = euro(99);
    const int64_t negative[] = {5, -1};
    const int64_t nothing[] = {0, 0};
    const int64_t one[] = {1};
    assert_false(gr_money_share(euro(1), negative, 2, 1, arena, &untouched));
    assert_false(gr_money_share(euro(1), nothing, 2, 1, arena, &untouched));
    assert_false(gr_money_share(euro(1), one, 0, 1, arena, &untouched));
    assert_false(gr_money_share(euro(1), one, 1, 0, arena, &untouched));
    assert_int_equal(untouched.minor, 99);
    gr_arena_free(arena);
}

/* splitmix64: small, and the same on every machine */
static uint64_t next_random(uint64_t *seed)
{
    *seed += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t z = *seed;
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static uint64_t seed_of_run(void)
{
    const char *replay = getenv("GR_SEED");
    int64_t seed = 20220131;
    if (replay != NULL && !gr_int_parse(gr_str_of(replay), &seed)) {
        fail_msg("GR_SEED is not a whole number");
    }
    print_message("GR_SEED=%" PRId64 "\n", seed);
    return (uint64_t)seed;
}

/** Parts add up, keep the sign of the total, and are less than one unit from their exact share
 *  (the rest beyond whole units aside). */
static void check_split(int64_t total, const int64_t *weights, const gr_money *parts, size_t n,
                        int64_t unit)
{
    __extension__ typedef __int128 wide;
    wide sum = 0;
    wide weight_sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += parts[i].minor;
        weight_sum += weights[i];
    }
    assert_true(sum == total);
    size_t with_rest = 0;
    for (size_t i = 0; i < n; i++) {
        wide exact = (wide)total * weights[i];
        wide off = (wide)parts[i].minor * weight_sum - exact;
        assert_true(off < (wide)unit * 2 * weight_sum && off > -(wide)unit * 2 * weight_sum);
        assert_true(weights[i] > 0 || parts[i].minor == 0);
        assert_true(total >= 0 ? parts[i].minor >= 0 : parts[i].minor <= 0);
        with_rest += parts[i].minor % unit != 0;
    }
    assert_true(with_rest <= 1);
}

static void random_splits_add_up(void **state)
{
    (void)state;
    uint64_t seed = seed_of_run();
    gr_arena *arena = gr_arena_new(4096);
    for (int round = 0; round < 100000; round++) {
        gr_mark mark = gr_arena_mark(arena);
        int64_t weights[16];
        gr_money parts[16];
        size_t n = 1 + next_random(&seed) % 16;
        uint64_t scale = UINT64_C(1) << (next_random(&seed) % 40);
        for (size_t i = 0; i < n; i++) {
            weights[i] = (int64_t)(next_random(&seed) % scale);
        }
        weights[next_random(&seed) % n] += 1; /* at least one weighs something */
        int64_t total = (int64_t)(next_random(&seed) >> (next_random(&seed) % 64));
        int64_t unit = next_random(&seed) % 2 == 0 ? 1 : 100;
        assert_true(gr_money_share(euro(total), weights, n, unit, arena, parts));
        check_split(total, weights, parts, n, unit);
        gr_arena_rewind(arena, mark);
    }
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parsing),
        cmocka_unit_test(parsing_whole_numbers_and_money),
        cmocka_unit_test(sums_and_products),
        cmocka_unit_test(rounding),
        cmocka_unit_test(division),
        cmocka_unit_test(order),
        cmocka_unit_test(money),
        cmocka_unit_test(the_worked_distribution),
        cmocka_unit_test(shares),
        cmocka_unit_test(random_splits_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
