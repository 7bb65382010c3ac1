#ifndef GR_TESTS_WRITTEN_H
#define GR_TESTS_WRITTEN_H
/* A descriptor of one test case as a file, and what was said about it. */
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "check.h"

/** The text in a new file; the caller removes it. */
static inline gr_str written_file(gr_arena *arena, gr_str text)
{
    char name[] = "/tmp/griffie-test-XXXXXX";
    int file = mkstemp(name);
    assert_true(file >= 0);
    assert_int_equal(write(file, text.ptr, text.len), (ssize_t)text.len);
    assert_int_equal(close(file), 0);
    return gr_str_dup(arena, gr_str_of(name));
}

static inline gr_str all_reports(gr_arena *arena, const gr_diag *diag)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_diag_print(diag, &out);
    return gr_buf_view(&out);
}

/** True when exactly the reports of `want` were made: `line:col text; line:col text`. A part that
 * begins with no digit belongs to the one before it. Prints the difference. */
static inline bool said_exactly(const char *name, gr_arena *arena, const gr_diag *diag,
                                const char *want)
{
    gr_str said = all_reports(arena, diag);
    gr_str rest = gr_str_of(want);
    gr_str one = GR_LIT("");
    unsigned n = 0;
    bool found = true;
    while (gr_str_split(&rest, ';', &one)) {
        gr_str text = gr_str_trim(one);
        gr_str place = GR_LIT("");
        bool placed = text.len > 0 && text.ptr[0] >= '0' && text.ptr[0] <= '9';
        n += placed;
        found = found && (!placed || gr_str_split(&text, ' ', &place));
        place = placed ? gr_str_fmt(arena, ":" GR_FMT ": error", GR_ARG(place)) : place;
        found = found && gr_str_find(said, place) != SIZE_MAX &&
                gr_str_find(said, gr_str_trim(text)) != SIZE_MAX;
    }
    found = found && gr_diag_count(diag, GR_NOTE) == n;
    if (!found) {
        print_error("case %s\n  said " GR_FMT "\n  want %s\n", name, GR_ARG(said), want);
    }
    return found;
}

#endif
