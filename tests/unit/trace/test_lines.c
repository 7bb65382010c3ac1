/* Lines of records that are not listed one by one: "5+1*40+7". */
#include "check.h"

#include "base/arena.h"
#include "trace_priv.h"

static const struct {
    const char *packed, *want; /* NULL: it is no such text */
} cases[] = {
    {"5", "5"},
    {"5+1*3", "5 6 7 8"},
    {"5+1*2+7", "5 6 7 14"},
    {"20-3*2", "20 17 14"},
    {"1+2*2-4", "1 3 5 1"},
    {"", NULL},
    {"0", NULL},
    {"x", NULL},
    {"5+", NULL},
    {"5*3", NULL},
    {"5+1*", NULL},
    {"3-1*3", NULL}, /* line 0 */
    {"4294967295+1", NULL},
};

static void add(void *user, uint32_t line)
{
    gr_buf *out = user;
    gr_buf_addf(out, "%s%u", out->len > 0 ? " " : "", (unsigned)line);
}

static void test_lines(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_buf out = gr_buf_make(arena, SIZE_MAX);
        bool read = gr_lines_each(gr_str_of(cases[i].packed), add, &out);
        if (read != (cases[i].want != NULL)) {
            fail_msg("case %zu: '%s'", i, cases[i].packed);
        }
        if (read) {
            check_text(cases[i].packed, gr_buf_view(&out), cases[i].want);
        }
    }
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_lines)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
