/* The line that moves: what is done, the pace, and that it fits. */
#include "base/arena.h"
#include "check.h"
#include "notify/progress.h"

static void the_line_tells_pace_and_rest(void **state)
{
    (void)state;
    static const struct {
        size_t done, n, columns;
        int64_t spent_ms;
        const char *want;
    } cases[] = {
        {0, 4, 80, 0, "0/4 [--------------------] 0:00  r e"},
        {1, 4, 80, 9000, "1/4 [#####---------------] 0:09  r e"}, /* no pace yet */
        {2, 4, 80, 999, "2/4 [##########----------] 0:00  r e"},  /* too short to tell */
        {2, 4, 80, 1000, "2/4 [##########----------] 0:01, about 1 s left  r e"},
        {2, 4, 80, 61000, "2/4 [##########----------] 1:01, about 61 s left  r e"},
        {2, 4, 80, 90000, "2/4 [##########----------] 1:30, about 2 min left  r e"},
        {2, 100, 80, 60000, "2/100 [--------------------] 1:00, about 49 min left  r e"},
        {4, 4, 80, 60000, "4/4 [####################] 1:00  r e"},
        {2, 4, 64, 1000, "2/4 [##########----------] 0:01, about 1 s left  r e"},
        {2, 4, 63, 1000, "2/4 0:01, about 1 s left  r e"}, /* no room for a bar */
        {2, 4, 10, 1000, "2/4 0:01,"},
        {2, 4, 1, 1000, ""},
        {2, 4, 0, 1000, ""},
        {0, 0, 80, 0, "0/0 [--------------------] 0:00  r e"},
    };
    gr_arena *arena = gr_arena_new(1024);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const gr_progress progress = {.done = cases[i].done,
                                      .n = cases[i].n,
                                      .spent_ms = cases[i].spent_ms,
                                      .report = GR_LIT("r"),
                                      .edition = GR_LIT("e")};
        check_text(cases[i].want, gr_progress_line(&progress, cases[i].columns, arena),
                   cases[i].want);
    }
    gr_arena_free(arena);
}

static void a_name_is_not_cut_within_a_sign(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    const gr_progress progress = {
        .done = 0, .n = 1, .report = GR_LIT("r"), .edition = GR_LIT("\u00e9\u00e9\u00e9")};
    check_text("two of three", gr_progress_line(&progress, 15, arena), "0/1 0:00  r \u00e9\u00e9");
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_line_tells_pace_and_rest),
        cmocka_unit_test(a_name_is_not_cut_within_a_sign),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
