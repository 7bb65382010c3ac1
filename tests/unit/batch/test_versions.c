/* --version: griffie, its compiler, and every library, each by name and with a number. */
#include "check.h"

#include "base/arena.h"
#include "batch/batch.h"

static const char *const names[] = {
    "griffie ",       "built with ", "libxml2 ",   "cmark-gfm ", "HarfBuzz ",   "libpng ",
    "libjpeg-turbo ", "libdeflate ", "libcrypto ", "libzip ",    "libarchive ", "libharu ",
    "libxlsxwriter ", "SQLite ",     "ICU ",       "guards: ",
};

static void test_lines(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    gr_buf text = gr_buf_make(arena, 4096);
    gr_batch_versions(&text);
    gr_str rest = gr_buf_view(&text);
    gr_str line = GR_LIT("");
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        assert_true(gr_str_split(&rest, '\n', &line));
        gr_str number = gr_str_sub(line, strlen(names[i]), SIZE_MAX);
        bool numbered = false;
        for (size_t c = 0; c < number.len; c++) {
            numbered = numbered || (number.ptr[c] >= '0' && number.ptr[c] <= '9');
        }
        if (!gr_str_starts(line, gr_str_of(names[i])) || !numbered) {
            print_error("'%s' is wanted, not '" GR_FMT "'\n", names[i], GR_ARG(line));
            fail();
        }
    }
    assert_int_equal(rest.len, 0);
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_lines)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
