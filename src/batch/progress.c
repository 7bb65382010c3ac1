/* Owns the one line that moves, on a terminal: how far a run is, and how long it may still take. */
#include <stdio.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "batch_priv.h"

#define CLEAR_LINE  "\r\033[K"
#define COLUMNS     80 /* when the terminal does not say how wide it is */
#define WIDE        64 /* room for a bar, the time and a name */
#define BAR         20
#define SURE_MS     1000 /* before that an estimate would be a guess */
#define LONG_LEFT_S 90   /* from here on in minutes */

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

static void add_bar(size_t done, size_t n, gr_buf *out)
{
    size_t full = n == 0 ? 0 : done * BAR / n;
    gr_buf_add(out, GR_LIT(" ["));
    for (size_t i = 0; i < BAR; i++) {
        gr_buf_add_char(out, i < full ? '#' : '-');
    }
    gr_buf_add(out, GR_LIT("]"));
}

/** By the pace so far; nothing before there is one. */
static void add_time(const batch *run, size_t done, int64_t spent_ms, gr_buf *out)
{
    int64_t seconds = spent_ms / 1000;
    gr_buf_addf(out, " %lld:%02lld", (long long)(seconds / 60), (long long)(seconds % 60));
    if (done < 2 || spent_ms < SURE_MS || done >= run->n_plan) {
        return;
    }
    int64_t left_ms = spent_ms * (int64_t)(run->n_plan - done) / (int64_t)done;
    int64_t left = (left_ms + 999) / 1000;
    if (left < LONG_LEFT_S) {
        gr_buf_addf(out, ", about %lld s left", (long long)left);
    } else {
        gr_buf_addf(out, ", about %lld min left", (long long)((left + 59) / 60));
    }
}

/** A line that is wider than the terminal could not be taken back. */
static gr_str cut_to(gr_str line, size_t columns)
{
    size_t at = 0;
    for (size_t n = 0; n < columns && at < line.len; n++) {
        (void)gr_utf8_step(line, &at);
    }
    return gr_str_sub(line, 0, at);
}

static gr_str line_of(const batch *run, size_t done, const gr_plan_row *row, size_t columns,
                      gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_buf_addf(&out, "%zu/%zu", done, run->n_plan);
    if (columns >= WIDE) {
        add_bar(done, run->n_plan, &out);
    }
    add_time(run, done, gr_clock_elapsed_ms() - run->making_since_ms, &out);
    gr_buf_addf(&out, "  " GR_FMT " " GR_FMT, GR_ARG(row->report), GR_ARG(row->edition.id));
    return cut_to(gr_buf_view(&out), columns > 0 ? columns - 1 : 0);
}

void batch_progress(batch *run, size_t done, const gr_plan_row *row)
{
    if (!shows_progress(run)) {
        return;
    }
    if (run->making_since_ms == 0) {
        run->making_since_ms = gr_clock_elapsed_ms();
    }
    gr_arena *arena = gr_arena_new(1024);
    (void)fprintf(stderr, CLEAR_LINE GR_FMT,
                  GR_ARG(line_of(run, done, row, columns_of_terminal(), arena)));
    (void)fflush(stderr);
    gr_arena_free(arena);
}

void batch_progress_end(const batch *run)
{
    if (shows_progress(run)) {
        (void)fputs(CLEAR_LINE, stderr);
    }
}
