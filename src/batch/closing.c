/* Owns what is written to stderr when a command is over: for people, for cron, for systemd's
 * journal. What it says is notify/run_end.h. */
#include <unistd.h>

#include "base/arena.h"
#include "session.h"

#define TRIES 3 /* a message that is not heard is worse than one that is late */

static void print_error(gr_str text)
{
    for (unsigned refused = 0; text.len > 0 && refused < TRIES;) {
        ssize_t written = write(STDERR_FILENO, text.ptr, text.len);
        refused += written <= 0 ? 1 : 0;
        text = written <= 0 ? text : gr_str_sub(text, (size_t)written, SIZE_MAX);
    }
}

void gr_ending_print(const gr_ending *ending, gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    if (ending->mailed && ending->stopped_by == 0) {
        gr_run_end_add_mail(&ending->words, ending->heard, &out);
    } else {
        gr_run_end_add(&ending->words, &out);
    }
    print_error(gr_buf_view(&out));
}
