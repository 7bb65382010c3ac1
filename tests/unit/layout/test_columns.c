/* Strips dealt over columns: as low as they may be, each that must stay with the one before it
 * there, and where that cannot be, parted rather than lost. */
#include "check.h"

#include "layout_priv.h"

enum { COLUMNS = 2, MOST = 6, HIGH = 10 };

static void strips_are_dealt(void **state)
{
    (void)state;
    static const struct {
        const char *joined; /* a sign for each strip; '+': it stays with the one before */
        gr_mpt height;
        size_t n, ends[COLUMNS];
    } cases[] = {
        {".", 30, 1, {1}},       {"..", 30, 2, {1, 2}},    {"....", 30, 2, {2, 4}},
        {"...", 30, 2, {2, 3}},  {"..+", 30, 2, {1, 3}}, /* the second stands with the third */
        {".++.", 30, 2, {3, 4}},                         /* three together */
        {".++", 20, 2, {2, 3}}, /* together they are in no column: they are parted, and all stand */
        {".+++", 20, 2, {2, 4}}, {".....", 20, 2, {2, 4}}, /* the last one is for the next page */
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_strip strips[MOST] = {{0}};
        size_t n = strlen(cases[i].joined), ends[COLUMNS] = {0};
        for (size_t k = 0; k < n; k++) {
            strips[k].height = HIGH;
            strips[k].penalty = cases[i].joined[k] == '+' ? GR_BREAK_NEVER : 0;
        }
        const gr_strips list = {.strips = strips, .n = n};
        print_message("%s\n", cases[i].joined);
        assert_int_equal(gr_deal_evenly(&list, COLUMNS, cases[i].height, ends), cases[i].n);
        for (size_t k = 0; k < cases[i].n; k++) {
            assert_int_equal(ends[k], cases[i].ends[k]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(strips_are_dealt)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
