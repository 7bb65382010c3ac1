#include "base/arena.h"
#include "check.h"
#include "json/json.h"

static const struct {
    const char *name, *text, *want;
} cases[] = {
    {"empty", "", "\"\""},
    {"plain", "Renkum", "\"Renkum\""},
    {"quote and backslash", "a\"b\\c", "\"a\\\"b\\\\c\""},
    {"control characters", "a\nb\tc\x01", "\"a\\u000ab\\u0009c\\u0001\""},
    {"beyond ASCII stays",
     "\xE2\x82\xAC\xC2\xA0"
     "1",
     "\"\xE2\x82\xAC\xC2\xA0"
     "1\""},
};

static void test_text(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_buf out = gr_buf_make(arena, SIZE_MAX);
        gr_json_add(&out, gr_str_of(cases[i].text));
        check_text(cases[i].name, gr_buf_view(&out), cases[i].want);
    }
    gr_buf named = gr_buf_make(arena, SIZE_MAX);
    gr_json_add_named(&named, "id", GR_LIT("x"));
    check_text("named", gr_buf_view(&named), "\"id\": \"x\"");
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_text)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
