/* Lengths, colours and names as descriptors write them. */
#include "check.h"
#include "xml/grammar.h"

typedef struct length_case {
    const char *text;
    int32_t mpt; /* -1: refused */
} length_case;
/* clang-format off */
static const length_case lengths[] = {{"12pt", 12000},
                                      {"0pt", 0},
                                      {"1mm", 2835},
                                      {"25.4mm", 72000},
                                      {"2.54cm", 72000},
                                      {"4.5mm", 12756},
                                      {"1cm", 28346},
                                      {"0.0005pt", 1},
                                      {"0.0004pt", 0},
                                      {"2147483.647pt", INT32_MAX},
                                      {"2147483.648pt", -1},
                                      {"9223372036854775807pt", -1},
                                      {"9223372036854.775807cm", -1},
                                      {"", -1},
                                      {"pt", -1},
                                      {"12", -1},
                                      {"12 pt", -1},
                                      {"-1pt", -1},
                                      {"1,5mm", -1},
                                      {"1in", -1},
                                      {"1e3pt", -1}};
/* clang-format on */

static void test_length(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        int32_t mpt = -1;
        bool fits = gr_length_parse(gr_str_of(lengths[i].text), &mpt);
        if (fits != (lengths[i].mpt >= 0) || mpt != lengths[i].mpt) {
            print_error("'%s': %d, want %d\n", lengths[i].text, mpt, lengths[i].mpt);
            fail();
        }
    }
}

static void test_colour(void **state)
{
    (void)state;
    static const char *const refused[] = {"",       "#",       "#12345", "#1234567",
                                          "123456", "#12345g", "red"};
    uint32_t rgb = 7;
    assert_true(gr_colour_parse(GR_LIT("#0aF9cB"), &rgb));
    assert_int_equal(rgb, 0x0AF9CB);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        assert_false(gr_colour_parse(gr_str_of(refused[i]), &rgb));
    }
    assert_int_equal(rgb, 0x0AF9CB);
}

static void test_name(void **state)
{
    (void)state;
    static const char *const names[] = {"a", "Z9", "a-b_c.d"};
    static const char *const refused[] = {"", "1a", "-a", "a b", "a:b", "é", "aé", "a\n"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_true(gr_name_valid(gr_str_of(names[i])));
    }
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        assert_false(gr_name_valid(gr_str_of(refused[i])));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_length), cmocka_unit_test(test_colour),
                                       cmocka_unit_test(test_name)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
