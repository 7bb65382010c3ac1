/* The clocks run, and stand still when a test says so. */
#include "base/clock.h"
#include "check.h"

static void they_run(void **state)
{
    (void)state;
    int64_t before = gr_clock_elapsed_ms();
    int64_t slept = gr_clock_awake_or_not_s();
    assert_true(gr_clock_now() > 1700000000); /* 2023: seconds, and of our time */
    assert_true(gr_clock_elapsed_ms() >= before);
    assert_true(gr_clock_awake_or_not_s() >= slept);
    assert_true(gr_clock_awake_or_not_s() + 2 >= before / 1000); /* sleep is counted as well */
}

static void they_stand_still(void **state)
{
    (void)state;
    gr_clock_reading reading = {1795316400, 12, 7};
    gr_clock_stand_at(&reading);
    assert_int_equal(gr_clock_now(), 1795316400);
    assert_int_equal(gr_clock_elapsed_ms(), 12);
    assert_int_equal(gr_clock_awake_or_not_s(), 7);
    reading.elapsed_ms += 1500; /* a test moves them on */
    assert_int_equal(gr_clock_elapsed_ms(), 1512);
    gr_clock_stand_at(NULL);
    assert_int_not_equal(gr_clock_now(), 1795316400);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_run),
        cmocka_unit_test(they_stand_still),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
