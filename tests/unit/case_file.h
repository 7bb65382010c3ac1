#ifndef GR_TESTS_CASE_FILE_H
#define GR_TESTS_CASE_FILE_H
/* Reads tests/cases/<name>: lines of `name | input | expected`, # for remarks. In expected, ~
 * stands for U+00A0, which nobody can see in an editor. */
#include "base/arena.h"
#include "base/file.h"
#include "check.h"

typedef struct gr_case {
    gr_str name, input, expected;
} gr_case;
typedef bool gr_case_fn(gr_arena *arena, const gr_case *one, gr_str *out_got);

static gr_str case_part(gr_str *rest)
{
    size_t bar = gr_str_find(*rest, GR_LIT(" |"));
    gr_str part = gr_str_sub(*rest, 0, bar);
    *rest = bar == SIZE_MAX ? GR_LIT("") : gr_str_sub(*rest, bar + 2, SIZE_MAX);
    return gr_str_trim(part);
}

static gr_str with_spaces(gr_arena *arena, gr_str text)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '~') {
            gr_buf_add(&out, GR_LIT("\u00A0"));
        } else {
            gr_buf_add_char(&out, text.ptr[i]);
        }
    }
    return gr_buf_view(&out);
}

/** Runs every case, prints those that differ, and fails when there is one (or no case at all). */
static void run_cases(const char *file, gr_case_fn *run)
{
    gr_arena *arena = gr_arena_new(1 << 16);
    gr_diag *diag = gr_diag_new(arena, 10);
    gr_str text = GR_LIT("");
    gr_str path = gr_path_join(arena, GR_LIT(GR_SOURCE_DIR "/tests/cases"), gr_str_of(file));
    assert_int_equal(gr_file_read(path, 1 << 20, arena, diag, (gr_loc){0}, &text), GR_OK);
    gr_str line = GR_LIT("");
    unsigned ran = 0;
    unsigned wrong = 0;
    while (gr_str_split(&text, '\n', &line)) {
        if (line.len == 0 || line.ptr[0] == '#') {
            continue;
        }
        gr_str rest = line;
        gr_case one = {.name = case_part(&rest)};
        one.input = case_part(&rest);
        one.expected = with_spaces(arena, case_part(&rest));
        gr_str got = GR_LIT("");
        ran++;
        if (!run(arena, &one, &got) || !gr_str_eq(got, one.expected)) {
            print_error(
                "%s: " GR_FMT "\n  input " GR_FMT "\n  got   " GR_FMT "\n  want  " GR_FMT "\n",
                file, GR_ARG(one.name), GR_ARG(one.input), GR_ARG(got), GR_ARG(one.expected));
            wrong++;
        }
    }
    gr_arena_free(arena);
    assert_true(ran > 0);
    assert_int_equal(wrong, 0);
}

#endif
