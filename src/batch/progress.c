/* Owns the one line that moves, on a terminal. What it says is notify/progress.h. */
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "batch_priv.h"
#include "notify/progress.h"

#define CLEAR_LINE "\r\033[K"
#define COLUMNS    80 /* when the terminal does not say how wide it is */

static bool shows_progress(const batch *run)
{
    return run->request->terminal && !run->request->quiet && run->request->dump == GR_DUMP_NONE;
}

static size_t columns_of_terminal(void)
{
    struct winsize size = {0};
    bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known ? size.ws_col : COLUMNS;
}

void batch_progress(batch *run, size_t done, const gr_plan_row *row)
{
    if (!shows_progress(run)) {
        return;
    }
    if (run->making_since_ms == 0) {
        run->making_since_ms = gr_clock_elapsed_ms();
    }
    const gr_progress progress = {.done = done,
                                  .n = run->n_plan,
                                  .spent_ms = gr_clock_elapsed_ms() - run->making_since_ms,
                                  .report = row->report,
                                  .edition = row->edition.id};
    gr_arena *arena = gr_arena_new(1024);
    (void)fprintf(stderr, CLEAR_LINE GR_FMT,
                  GR_ARG(gr_progress_line(&progress, columns_of_terminal(), arena)));
    (void)fflush(stderr);
    gr_arena_free(arena);
}

void batch_progress_end(const batch *run)
{
    if (shows_progress(run)) {
        (void)fputs(CLEAR_LINE, stderr);
    }
}
