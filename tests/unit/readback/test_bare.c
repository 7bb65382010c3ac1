/* What of a text is held against what a page shows. */
#include "check.h"

#include "base/arena.h"
#include "readback_priv.h"

static const struct {
    const char *text, *want;
} cases[] = {
    {"\xE2\x82\xAC\xC2\xA0"
     "1.000",
     "\xE2\x82\xAC"
     "1.000"}, /* no-break space */
    {"a b\tc\nd", "abcd"},
    {"af\xC2\xAD"
     "breken",
     "afbreken"}, /* soft hyphen */
    {"Straat\xE2\x80\xA8"
     "2\xE2\x80\xA9\xE2\x80\x83\xE3\x80\x80x",
     "Straat2x"}, /* separators, wide */
    {"a\xEF\xBB\xBF\xEF\xB8\x8F"
     "b",
     "ab"}, /* no shape at all */
    {"\xD7\xA9\xE2\x80\x8F 1", "\xD7\xA9"
                               "1"},
    {"", ""},
    {" ", ""},
};

static void test_bare(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        out.len = 0;
        gr_bare_add(gr_str_of(cases[i].text), &out);
        check_text(cases[i].text, gr_buf_view(&out), cases[i].want);
    }
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_bare)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
