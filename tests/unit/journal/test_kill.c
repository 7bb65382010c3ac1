/* A process that writes and is killed at any moment leaves a journal that opens without a word, and
 * each edition in it has all its figures. */
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#include "journal_files.h"

#define KILLS   50
#define FIGURES 60

/** Writes until it is killed. Version v of an edition has the value v in each figure. */
static void write_for_ever(gr_str path)
{
    gr_arena *arena = gr_arena_new(65536);
    gr_diag *diag = gr_diag_new(arena, 5);
    gr_journal *journal = NULL;
    if (gr_journal_open(path, GR_JOURNAL_WRITE, diag, &journal) != GR_OK || journal == NULL) {
        _exit(1);
    }
    for (int v = 0;; v++) {
        gr_journal_run run = run_row("j", v);
        gr_journal_begin(journal, &run, diag);
        gr_mark mark = gr_arena_mark(arena);
        for (int e = 0; e < 3; e++) {
            int value = (int)run.id * 10 + e;
            gr_str key = gr_str_fmt(arena, "%d", value);
            gr_journal_edition row = edition_row(run.id, e % 2 == 0 ? "renkum" : "arnhem", key.ptr,
                                                 figures_of(arena, FIGURES, value));
            gr_journal_add_edition(journal, &row, diag);
        }
        gr_arena_rewind(arena, mark);
        gr_journal_end(journal, &run, diag);
        if (gr_diag_count(diag, GR_NOTE) > 0) {
            _exit(2);
        }
    }
}

static void kill_a_writer(const place *p, unsigned delay_us)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        write_for_ever(p->path);
        _exit(3);
    }
    struct timespec delay = {.tv_nsec = (long)delay_us * 1000L};
    (void)nanosleep(&delay, NULL);
    assert_int_equal(kill(child, SIGKILL), 0);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status)); /* it did not fail by itself */
}

/** Each version that has a first figure has them all, with its own value. */
static size_t check_whole(place *p, gr_journal *journal, const char *edition)
{
    gr_figure_past *first = NULL;
    size_t n_first = 0;
    for (unsigned f = 0; f < FIGURES; f++) {
        gr_figure_past *past = NULL;
        size_t n = 0;
        gr_str figure = gr_str_fmt(p->arena, "f%u", f);
        gr_history_query query = {
            .report = GR_LIT("dossier"), .edition = gr_str_of(edition), .figure = figure};
        assert_int_equal(gr_journal_figure(journal, &query, p->arena, p->diag, &past, &n), GR_OK);
        first = f == 0 ? past : first;
        n_first = f == 0 ? n : n_first;
        assert_int_equal(n, n_first);
        for (size_t i = 0; i < n; i++) {
            assert_true(gr_str_eq(past[i].key, first[i].key));
            gr_str want = gr_str_fmt(p->arena, GR_FMT ".00 EUR", GR_ARG(first[i].key));
            check_text("value", past[i].value, want.ptr);
        }
    }
    return n_first;
}

static void whole_editions_after_kills(void **state)
{
    (void)state;
    place p = place_make();
    size_t before = 0;
    for (unsigned i = 0; i < KILLS; i++) {
        kill_a_writer(&p, 2000 + (i * 7907) % 60000);
        if (i % 10 != 9) {
            continue; /* the next writer has to cope by itself */
        }
        for (int mode = 0; mode < 2; mode++) {
            gr_journal *journal = open_journal(&p, mode == 0 ? GR_JOURNAL_READ : GR_JOURNAL_WRITE);
            assert_non_null(journal);
            size_t n = check_whole(&p, journal, "renkum") + check_whole(&p, journal, "arnhem");
            assert_true(n >= before); /* what was there stays */
            before = n;
            gr_journal_close(journal);
            check_silent(&p);
        }
    }
    print_message("%zu whole editions\n", before);
    assert_true(before > 0);
    place_free(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(whole_editions_after_kills)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
