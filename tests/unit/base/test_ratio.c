#include "base/value.h"
#include "check.h"

#define N_OF(a) (sizeof(a) / sizeof((a)[0]))

/* Exact quotients: lowest terms, rounded once, compared by cross product, refused when too large.
 */

static void in_lowest_terms(void **state)
{
    (void)state;
    static const struct {
        gr_decimal a, b;
        bool fits;
        gr_ratio want;
    } cases[] = {
        {{50, 0}, {62, 0}, true, {25, 31}},
        {{-4, 0}, {6, 0}, true, {-2, 3}},
        {{4, 0}, {-6, 0}, true, {-2, 3}},
        {{0, 0}, {-7, 0}, true, {0, 1}},
        {{15, 1}, {25, 2}, true, {6, 1}},
        {{1, 6}, {1, 0}, true, {1, 1000000}},
        {{INT64_MAX, 0}, {1, 0}, true, {INT64_MAX, 1}},
        {{INT64_MIN, 0}, {2, 0}, true, {INT64_MIN / 2, 1}},
        {{INT64_MIN, 0}, {1, 0}, false, {7, 7}},
        {{INT64_MAX, 6}, {1, 0}, true, {INT64_MAX, 1000000}},
        {{1, 0}, {0, 0}, false, {7, 7}},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        gr_ratio got = {7, 7};
        print_message("case %zu\n", i);
        assert_int_equal(gr_ratio_of(cases[i].a, cases[i].b, &got), cases[i].fits);
        assert_int_equal(got.part, cases[i].want.part);
        assert_int_equal(got.whole, cases[i].want.whole);
    }
}

static void rounded_once(void **state)
{
    (void)state;
    static const struct {
        gr_ratio ratio;
        unsigned times;
        uint8_t places;
        bool fits;
        int64_t coef;
    } cases[] = {
        {{25, 31}, 100, 1, true, 806}, /* 80,645: through four decimals it was 80,7 */
        {{-25, 31}, 100, 1, true, -806},
        {{1, 2}, 1, 0, true, 1},
        {{-1, 2}, 1, 0, true, -1},
        {{1, 3}, 100, 6, true, 33333333},
        {{INT64_MAX, 1}, 1, 0, true, INT64_MAX},
        {{INT64_MAX, 1}, 100, 0, false, 9},
        {{1, INT64_MAX}, 100, 6, true, 0},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        gr_decimal got = {9, 0};
        print_message("case %zu\n", i);
        assert_int_equal(gr_ratio_round(cases[i].ratio, cases[i].times, cases[i].places, &got),
                         cases[i].fits);
        assert_int_equal(got.coef, cases[i].coef);
    }
}

static void compared_exactly(void **state)
{
    (void)state;
    gr_ratio near_half = {INT64_MAX / 2, INT64_MAX};
    assert_true(gr_ratio_cmp(near_half, (gr_ratio){1, 2}) < 0);
    assert_true(gr_ratio_cmp((gr_ratio){-1, 3}, (gr_ratio){-1, 4}) < 0);
    assert_int_equal(gr_ratio_cmp((gr_ratio){2, 3}, (gr_ratio){2, 3}), 0);
    gr_ratio got = {7, 7};
    assert_false(gr_ratio_mul(near_half, near_half, &got));
    assert_false(gr_ratio_div(near_half, (gr_ratio){0, 1}, &got));
    assert_int_equal(got.part, 7);
}

static void read_as_it_reads(void **state)
{
    (void)state;
    gr_ratio got = {7, 7};
    assert_true(gr_ratio_parse(GR_LIT("25/31"), '.', &got));
    assert_int_equal(got.whole, 31);
    assert_true(gr_ratio_parse(GR_LIT("0,0239"), ',', &got));
    assert_int_equal(got.part, 239);
    assert_false(gr_ratio_parse(GR_LIT("1/0"), '.', &got));
    assert_false(gr_ratio_parse(GR_LIT("1/"), '.', &got));
    assert_false(gr_ratio_parse(GR_LIT("1/2/3"), '.', &got));
    assert_int_equal(got.part, 239);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_lowest_terms), cmocka_unit_test(rounded_once),
        cmocka_unit_test(compared_exactly), cmocka_unit_test(read_as_it_reads)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
