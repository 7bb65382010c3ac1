/* Owns the one line that moves, on a terminal. What it says is notify/progress.h. */
#include "progress.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "notify/progress.h"

#define CLEAR_LINE "\r\033[K"
#define COLUMNS    80 /* when the terminal does not say how wide it is */

static size_t columns_of_terminal(void)
{
    struct winsize size = {0};
    bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known ? size.ws_col : COLUMNS;
}

gr_moving_line gr_line_of(const gr_invocation *call)
{
    return (gr_moving_line){.shown = call->terminal && !call->quiet};
}

void gr_line_move(gr_moving_line *line, size_t done, size_t n, const gr_plan_row *row)
{
    if (!line->shown) {
        return;
    }
    if (line->since_ms == 0) {
        line->since_ms = gr_clock_elapsed_ms();
    }
    const gr_progress progress = {.done = done,
                                  .n = n,
                                  .spent_ms = gr_clock_elapsed_ms() - line->since_ms,
                                  .report = row->report,
                                  .edition = row->edition.id};
    gr_arena *arena = gr_arena_new(1024);
    (void)fprintf(stderr, CLEAR_LINE GR_FMT,
                  GR_ARG(gr_progress_line(&progress, columns_of_terminal(), arena)));
    (void)fflush(stderr);
    gr_arena_free(arena);
}

void gr_line_end(const gr_moving_line *line)
{
    if (line->shown) {
        (void)fputs(CLEAR_LINE, stderr);
    }
}
