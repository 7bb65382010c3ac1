#include "check.h"

#include "base/arena.h"
#include "lookback_priv.h"

static const gr_past_column columns[] = {{"when", false}, {"run", true}, {"became", false}};

static const struct {
    const char *name;
    const char *cells[6];
    size_t n;
    const char *want;
} cases[] = {
    {"heads only", {NULL}, 0, "when  run  became\n"},
    {"numbers to the right",
     {"a", "7", "published", "long text", "1200", "unchanged"},
     6,
     "when        run  became\n"
     "a             7  published\n"
     "long text  1200  unchanged\n"},
    {"nothing behind an empty cell", {"a", "7", ""}, 3, "when  run  became\na       7\n"},
    {"letters with accents are one wide",
     {"\xC3\xA9\xC3\xA9n", "1", "x", "drie", "2", "y"},
     6,
     "when  run  became\n"
     "\xC3\xA9\xC3\xA9n     1  x\n"
     "drie    2  y\n"},
};

static void test_table(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_past_table table = {.columns = columns, .n_columns = 3, .arena = arena};
        gr_buf out = gr_buf_make(arena, SIZE_MAX);
        for (size_t k = 0; k < cases[i].n; k++) {
            gr_past_add(&table, gr_str_of(cases[i].cells[k]));
        }
        gr_past_print(&table, &out);
        check_text(cases[i].name, gr_buf_view(&out), cases[i].want);
    }
    gr_arena_free(arena);
}

static void test_moment(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    check_text("none", gr_past_moment(0, arena), "");
    check_text("a night", gr_past_moment(1795316603, arena), "2026-11-22 03:03:23Z");
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_table), cmocka_unit_test(test_moment)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
