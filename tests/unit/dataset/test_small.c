/* The rule for small numbers: what is hidden, and when a sum of hidden numbers may be told. */
#include "check.h"

#include "dataset/small.h"

static const gr_small_rule from_one = {.below = 5, .least = 1, .about = 2};
static const gr_small_rule with_zero = {.below = 5, .least = 0, .about = 2};

static void small_numbers_are_hidden(void **state)
{
    (void)state;
    for (int64_t number = -1; number < 8; number++) {
        assert_int_equal(gr_small_is_suppressed(&from_one, number), number >= 1 && number <= 4);
        assert_int_equal(gr_small_is_suppressed(&with_zero, number), number >= 0 && number <= 4);
    }
}

/** The sums that are told, as the rule stands in the docs: from n * least and twice the width on,
 *  up to n * greatest less twice the width. */
static void sums_in_the_middle_are_told(void **state)
{
    (void)state;
    static const struct {
        const gr_small_rule *rule;
        int64_t n, from, to; /* from > to: none */
    } cases[] = {
        {&from_one, 1, 1, 0},   {&from_one, 2, 1, 0},   {&from_one, 3, 1, 0},
        {&from_one, 4, 10, 10}, {&from_one, 5, 11, 14}, {&from_one, 10, 16, 34},
        {&with_zero, 3, 1, 0},  {&with_zero, 4, 8, 8},  {&with_zero, 5, 8, 12},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        for (int64_t sum = 0; sum <= 50; sum++) {
            bool told = gr_small_is_exact(cases[i].rule, cases[i].n, sum);
            if (told != (sum >= cases[i].from && sum <= cases[i].to)) {
                fail_msg("case %zu, sum %d: %s", i, (int)sum, told ? "told" : "not told");
            }
        }
    }
}

/** Whoever knows one of the numbers behind a sum that is told can rule out no value of another. */
static void a_told_sum_tells_no_number(void **state)
{
    (void)state;
    for (int64_t below = 3; below <= 12; below++) {
        for (int64_t n = 2; n <= 12; n++) {
            for (int64_t sum = 0; sum <= n * below; sum++) {
                for (int64_t least = 0; least <= 1; least++) {
                    const gr_small_rule rule = {.below = below, .least = least, .about = least};
                    int64_t rest = n - 2, most = below - 1;
                    assert_true(!gr_small_is_exact(&rule, n, sum) ||
                                (sum - 2 * most >= rest * least && sum - 2 * least <= rest * most));
                }
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_numbers_are_hidden),
        cmocka_unit_test(sums_in_the_middle_are_told),
        cmocka_unit_test(a_told_sum_tells_no_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
