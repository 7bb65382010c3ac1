#include "notify/progress.h"

/* Owns how far a run is, and how long it may still take, in one line. */
#include "base/arena.h"
#include "base/utf8.h"

#define WIDE        64 /* room for a bar, the time and a name */
#define BAR         20
#define SURE_MS     1000 /* before that an estimate would be a guess */
#define LONG_LEFT_S 90   /* from here on in minutes */

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
static void add_time(const gr_progress *p, gr_buf *out)
{
    int64_t seconds = p->spent_ms / 1000;
    gr_buf_addf(out, " %lld:%02lld", (long long)(seconds / 60), (long long)(seconds % 60));
    if (p->done < 2 || p->spent_ms < SURE_MS || p->done >= p->n) {
        return;
    }
    int64_t left_ms = p->spent_ms * (int64_t)(p->n - p->done) / (int64_t)p->done;
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

gr_str gr_progress_line(const gr_progress *progress, size_t columns, gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_buf_addf(&out, "%zu/%zu", progress->done, progress->n);
    if (columns >= WIDE) {
        add_bar(progress->done, progress->n, &out);
    }
    add_time(progress, &out);
    gr_buf_addf(&out, "  " GR_FMT " " GR_FMT, GR_ARG(progress->report), GR_ARG(progress->edition));
    return cut_to(gr_buf_view(&out), columns > 0 ? columns - 1 : 0);
}
