#include "check.h"

#include "base/fault.h"

static void only_the_nth_attempt_fails(void **state)
{
    (void)state;
    assert_false(gr_fault_strikes(GR_FAULT_WRITE));
    assert_true(gr_fault_arm(GR_LIT("write:3")));
    static const bool want[] = {false, false, true, false, false};
    for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
        assert_false(gr_fault_strikes(GR_FAULT_OPEN));
        assert_int_equal(gr_fault_strikes(GR_FAULT_WRITE), want[i]);
    }
    assert_true(gr_fault_arm(GR_LIT("open:1")));
    assert_true(gr_fault_strikes(GR_FAULT_OPEN));
    assert_true(gr_fault_arm(GR_LIT("alloc:1")));
    assert_true(gr_fault_strikes(GR_FAULT_ALLOC));
    assert_true(gr_fault_arm(GR_LIT("malloc:1")));
    assert_false(gr_fault_strikes(GR_FAULT_ALLOC));
    assert_true(gr_fault_strikes(GR_FAULT_MALLOC));
    assert_true(gr_fault_arm(GR_LIT("die:1")));
    gr_fault_forget(GR_FAULT_DIE);
    assert_false(gr_fault_strikes(GR_FAULT_DIE));
}

static void what_is_not_understood(void **state)
{
    (void)state;
    static const char *const bad[] = {"",        "write",  "write:", "write:0",  "write:-1",
                                      "write:x", "read:1", ":1",     "write:1:2"};
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        print_message("case %zu: %s\n", i, bad[i]);
        assert_false(gr_fault_arm(gr_str_of(bad[i])));
        assert_false(gr_fault_strikes(GR_FAULT_WRITE));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_nth_attempt_fails),
        cmocka_unit_test(what_is_not_understood),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
