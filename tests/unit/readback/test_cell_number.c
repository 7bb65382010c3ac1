/* When a number of a workbook is that of a figure. */
#include "check.h"

#include "readback_priv.h"

static const struct {
    const char *cell, *value;
    bool same;
} cases[] = {
    {"1000000", "1000000.00 EUR", true},
    {"1000000", "1000009.00 EUR", false},
    {"12.5", "12.50 EUR", true},
    {"-12.5", "-12.50 EUR", true},
    {"12.5", "-12.50 EUR", false},
    {"0.48099999999999998", "0.481", true},
    {"0.482", "0.481", false},
    {"0.80645161290322576", "25/31", true},
    {"0.8", "25/31", false},
    {"1.2E-5", "0.000012", true},
    {"1.5E+3", "1500", true},
    {"44926", "2022-12-31", true},
    {"44927", "2022-12-31", false},
    {"7", "(missing)", false},
    {"", "0", false},
    {"ja", "1", false},
};

static void test_numbers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        if (gr_cell_has_number(gr_str_of(cases[i].cell), gr_str_of(cases[i].value)) !=
            cases[i].same) {
            fail_msg("case %zu: %s, %s", i, cases[i].cell, cases[i].value);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_numbers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
