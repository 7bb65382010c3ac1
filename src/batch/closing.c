/* Owns what is written to stderr when a command is over: for people, for cron, for systemd's
 * journal. What it says is notify/run_end.h. */
#include <unistd.h>

#include "base/arena.h"
#include "night.h"
#include "notify/run_end.h"

#define TRIES 3 /* a message that is not heard is worse than one that is late */

static void print_error(gr_str text)
{
    for (unsigned refused = 0; text.len > 0 && refused < TRIES;) {
        ssize_t written = write(STDERR_FILENO, text.ptr, text.len);
        refused += written <= 0 ? 1 : 0;
        text = written <= 0 ? text : gr_str_sub(text, (size_t)written, SIZE_MAX);
    }
}

static gr_print_form form_of(const gr_request *request)
{
    return request->colour       ? GR_PRINT_COLOURED
           : request->in_journal ? GR_PRINT_JOURNAL
                                 : GR_PRINT_PLAIN;
}

static gr_run_end end_of(const batch *run, gr_exit result)
{
    const gr_request *request = run->request;
    const batch_night *night = run->night;
    bool looked_on = request->terminal && request->dump == GR_DUMP_NONE;
    return (gr_run_end){.form = form_of(request),
                        .exit = result,
                        .checks = request->command == GR_COMMAND_CHECK,
                        .publishes = batch_publishes(request),
                        .counts = looked_on && !request->quiet,
                        .diag = run->diag,
                        .orders = run->orders,
                        .n_orders = run->n_orders,
                        .rows = run->plan,
                        .n_rows = run->n_plan,
                        .output = run->output,
                        .state = request->state,
                        .jobs = night == NULL ? NULL : night->jobs,
                        .number = night == NULL ? 0 : night->entry.id,
                        .nothing_due = request->terminal && result == GR_EXIT_OK && night != NULL &&
                                       night->n_due == 0,
                        .began = request->now};
}

void batch_print_end(const batch *run, gr_exit result)
{
    const gr_request *request = run->request;
    const gr_run_end end = end_of(run, result);
    gr_buf out = gr_buf_make(run->src, SIZE_MAX);
    if (request->command == GR_COMMAND_RUN && request->quiet && run->stopped_by == 0) {
        /* warnings that were mailed last night are no news; systemd's journal keeps every run */
        bool heard = run->night != NULL && run->night->as_before && !request->in_journal;
        gr_run_end_add_mail(&end, heard, &out);
    } else {
        gr_run_end_add(&end, &out);
    }
    print_error(gr_buf_view(&out));
}
