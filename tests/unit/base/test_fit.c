/* Shares that add up to 100 % as they are printed. */
#include "base/arena.h"
#include "base/num.h"
#include "check.h"

static gr_fit fit(gr_arena *arena, const int64_t *parts, size_t n, int64_t whole, uint8_t places,
                  gr_decimal *out)
{
    gr_decimal numbers[8];
    gr_decimal sum = {0, 0};
    for (size_t i = 0; i < n; i++) {
        numbers[i] = (gr_decimal){parts[i], 0};
    }
    return gr_shares_fit(numbers, n, (gr_decimal){whole, 0}, places, arena, &sum, out);
}

static void test_largest_remainder(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    gr_decimal out[8];
    const int64_t thirds[] = {1, 1, 1};
    assert_true(fit(arena, thirds, 3, 3, 1, out) == GR_FIT_GOOD);
    assert_true(out[0].coef == 334 && out[1].coef == 333 && out[2].coef == 333); /* first wins */
    assert_true(out[0].scale == 3);
    assert_true(fit(arena, thirds, 3, 3, 0, out) == GR_FIT_GOOD);
    assert_true(out[0].coef == 34 && out[1].coef == 33 && out[2].coef == 33);
    const int64_t sixths[] = {1, 1, 1, 1, 1, 1};
    assert_true(fit(arena, sixths, 6, 6, 1, out) == GR_FIT_GOOD);
    assert_true(out[3].coef == 167 && out[4].coef == 166 && out[5].coef == 166);
    const int64_t uneven[] = {0, 1, 2, 4}; /* 0, 14.28.., 28.57.., 57.14.. */
    assert_true(fit(arena, uneven, 4, 7, 0, out) == GR_FIT_GOOD);
    assert_true(out[0].coef == 0 && out[1].coef == 14 && out[2].coef == 29 && out[3].coef == 57);
    gr_arena_free(arena);
}

static void test_what_is_refused(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    gr_decimal out[8];
    gr_decimal sum = {0, 0};
    const int64_t parts[] = {1, 2}, below[] = {3, -1};
    const gr_decimal vast[] = {{INT64_MAX, 0}, {1, 6}};
    assert_true(fit(arena, parts, 2, 4, 1, out) == GR_FIT_DIFFERS);
    assert_true(fit(arena, below, 2, 2, 1, out) == GR_FIT_NEGATIVE);
    assert_true(fit(arena, parts, 2, 3, GR_FIT_MAX_PLACES + 1, out) == GR_FIT_TOO_LARGE);
    assert_true(gr_shares_fit(vast, 2, vast[0], 1, arena, &sum, out) != GR_FIT_GOOD);
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_largest_remainder),
        cmocka_unit_test(test_what_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
