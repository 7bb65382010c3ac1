/* Owns what stands on stderr when a command is over: reports, and what became of what was asked.
 * For cron one text that can be mailed as it is; for systemd's journal a priority before each line.
 */
#include <stdio.h>
#include <unistd.h>

#include "base/arena.h"
#include "night.h"

#define TRIES 3 /* a message that is not heard is worse than one that is late */

#define LINES_OF_REPORTS 26 /* of a text that is mailed; with what is around them at most 40 */
#define NAMES_BYTES      400U

static gr_print_form form_of(const batch *run)
{
    return run->request->colour       ? GR_PRINT_COLOURED
           : run->request->in_journal ? GR_PRINT_JOURNAL
                                      : GR_PRINT_PLAIN;
}

/** Begins a line of ours. */
static void begin_line(const batch *run, gr_level level, gr_buf *out)
{
    gr_print_level(form_of(run), level, out);
    gr_buf_add(out, GR_LIT("griffie: "));
}

static void print_error(gr_str text)
{
    for (unsigned refused = 0; text.len > 0 && refused < TRIES;) {
        ssize_t written = write(STDERR_FILENO, text.ptr, text.len);
        refused += written <= 0 ? 1 : 0;
        text = written <= 0 ? text : gr_str_sub(text, (size_t)written, SIZE_MAX);
    }
}

/** "griffie: handover-dossier: not published (a control failed): renkum, rheden" */
static void add_left_out(const batch *run, gr_str report, gr_edition_outcome outcome,
                         const char *what, gr_buf *out)
{
    if (batch_count(run, report, outcome) == 0) {
        return;
    }
    const char *mark = ": ";
    size_t from = out->len;
    begin_line(run, run->request->command == GR_COMMAND_CHECK ? GR_NOTE : GR_ERROR, out);
    gr_buf_addf(out, GR_FMT ": %s", GR_ARG(report), what);
    for (size_t i = 0; i < run->n_plan; i++) {
        const gr_plan_row *row = &run->plan[i];
        if (out->len - from > NAMES_BYTES) {
            gr_buf_add(out, GR_LIT(", ..."));
            break;
        }
        if (gr_str_eq(row->report, report) && row->outcome == outcome) {
            gr_buf_addf(out, "%s" GR_FMT, mark, GR_ARG(row->edition.id));
            mark = ", ";
        }
    }
    gr_buf_add(out, GR_LIT("\n"));
}

static void add_totals(const batch *run, gr_buf *out)
{
    size_t n = run->n_plan;
    size_t failed = batch_count(run, GR_LIT(""), GR_EDITION_FAILED);
    size_t blocked = batch_count(run, GR_LIT(""), GR_EDITION_BLOCKED);
    gr_print_level(form_of(run), GR_NOTE, out);
    gr_buf_addf(out, "%zu edition%s: ", n, n == 1 ? "" : "s");
    if (run->request->command == GR_COMMAND_CHECK) {
        gr_buf_addf(out, "%zu in order", batch_count(run, GR_LIT(""), GR_EDITION_MADE));
    } else {
        gr_buf_addf(out, "%zu published, %zu unchanged",
                    batch_count(run, GR_LIT(""), GR_EDITION_PUBLISHED),
                    batch_count(run, GR_LIT(""), GR_EDITION_UNCHANGED));
    }
    gr_buf_addf(out, ", %zu failed", failed);
    if (blocked > 0) {
        gr_buf_addf(out, ", %zu blocked by a control", blocked);
    }
    gr_buf_add(out, GR_LIT("\n"));
}

/** "griffie: jobs not published: dossiers, newsletter" */
static void add_jobs_left_out(const batch *run, gr_buf *out)
{
    size_t from = out->len;
    const char *mark =
        run->request->command == GR_COMMAND_CHECK ? "jobs not in order: " : "jobs not made: ";
    for (size_t i = 0; i < run->n_orders; i++) {
        if (!run->orders[i].left_out) {
            continue;
        }
        if (out->len == from) {
            begin_line(run, GR_NOTE, out);
        }
        gr_buf_add(out, gr_str_of(mark));
        if (out->len - from > NAMES_BYTES) {
            gr_buf_add(out, GR_LIT("..."));
            break;
        }
        gr_buf_add(out, run->orders[i].job);
        mark = ", ";
    }
    gr_buf_add(out, out->len == from ? GR_LIT("") : GR_LIT("\n"));
}

static void add_left_out_of_all(const batch *run, gr_buf *out)
{
    bool check = run->request->command == GR_COMMAND_CHECK;
    add_jobs_left_out(run, out);
    for (size_t i = 0; i < run->n_plan; i++) {
        gr_str report = run->plan[i].report;
        if (i > 0 && gr_str_eq(report, run->plan[i - 1].report)) {
            continue; /* the plan has a report's editions together */
        }
        add_left_out(run, report, GR_EDITION_FAILED, check ? "not in order" : "not published", out);
        add_left_out(run, report, GR_EDITION_BLOCKED,
                     check ? "blocked by a control" : "not published, blocked by a control", out);
    }
}

/** Who typed it would wait for something. */
static void add_nothing_due(const batch *run, gr_buf *out)
{
    const batch_night *night = run->night;
    const gr_night_job *next = NULL;
    gr_moment first = 0;
    for (size_t i = 0; i < night->jobs->n; i++) {
        gr_moment at = 0;
        const gr_night_job *job = &night->jobs->jobs[i];
        if (gr_schedule_next(&job->schedule, night->jobs->zone, run->request->now, &at) &&
            (next == NULL || at < first)) {
            next = job;
            first = at;
        }
    }
    begin_line(run, GR_NOTE, out);
    gr_buf_add(out, GR_LIT("nothing is due, and nothing was made"));
    if (next != NULL) {
        gr_buf_addf(out, "; the next is job '" GR_FMT "' at ", GR_ARG(next->id));
        gr_moment_add(first, night->jobs->zone, out);
    }
    gr_buf_add(out, GR_LIT(". --now makes all jobs, whether or not they are due\n"));
}

static void add_summary(const batch *run, gr_exit result, gr_buf *out)
{
    if (run->request->terminal && result == GR_EXIT_OK && run->night != NULL &&
        run->night->n_due == 0) {
        add_nothing_due(run, out);
    }
    add_left_out_of_all(run, out);
    bool started = batch_count(run, GR_LIT(""), GR_EDITION_PLANNED) < run->n_plan;
    bool publishes = batch_publishes(run->request);
    if (publishes && !started && gr_diag_count(run->diag, GR_ERROR) > 0) {
        begin_line(run, GR_ERROR, out);
        gr_buf_addf(out, "nothing was published; '" GR_FMT "' is as it was\n", GR_ARG(run->output));
    }
    if (run->request->terminal && !run->request->quiet && run->request->dump == GR_DUMP_NONE &&
        started) {
        add_totals(run, out);
    }
}

/* --- a night that nobody watches --- */

static const char *what_to_do(gr_exit result)
{
    switch (result) {
    case GR_EXIT_OK:
    case GR_EXIT_WARNINGS:
        break;
    case GR_EXIT_SOME_FAILED:
        return "mend what the messages say; the next run makes these editions again";
    case GR_EXIT_BLOCKED:
        return "mend the figures that do not agree in the export; the next run makes these "
               "editions again";
    case GR_EXIT_USAGE:
        return "mend the command line; 'griffie run --help' shows it";
    case GR_EXIT_DATA:
        return "mend the file at the place that is named; 'griffie check' says all that is wrong";
    case GR_EXIT_BUG:
        return "this is a defect of griffie: report it with these messages";
    case GR_EXIT_SYSTEM:
        return "look at the machine: memory, processes, limits";
    case GR_EXIT_CREATE:
        return "look at owner and rights of the output folder";
    case GR_EXIT_IO:
        return "look at the disk: is it full, is it there?";
    case GR_EXIT_LOCKED:
        return "nothing, when the other run ends; it is tried again when it is due";
    }
    return "look at the warnings";
}

static void add_outcome(const batch *run, gr_exit result, gr_buf *out)
{
    const batch_night *night = run->night;
    size_t jobs = gr_orders_left_out(run->orders, run->n_orders);
    size_t left = batch_count(run, GR_LIT(""), GR_EDITION_FAILED) +
                  batch_count(run, GR_LIT(""), GR_EDITION_BLOCKED);
    begin_line(run, result >= GR_EXIT_USAGE ? GR_ERROR : GR_NOTE, out);
    if (night != NULL && night->entry.id > 0) {
        gr_buf_addf(out, "run %lld of " GR_FMT ": ", (long long)night->entry.id,
                    GR_ARG(night->jobs->id));
    }
    if (result >= GR_EXIT_USAGE) {
        gr_buf_add(out, GR_LIT("nothing was published"));
    } else if (left > 0 || jobs > 0) {
        if (left > 0) {
            gr_buf_addf(out, "%zu of %zu edition%s not published", left, run->n_plan,
                        run->n_plan == 1 ? "" : "s");
        }
        if (jobs > 0) {
            gr_buf_addf(out, "%s%zu of %zu job%s not made", left > 0 ? ", and " : "", jobs,
                        run->n_orders, run->n_orders == 1 ? "" : "s");
        }
    } else if (result == GR_EXIT_SOME_FAILED) {
        gr_buf_add(out, GR_LIT("published; but what it did not need is wrong"));
    } else {
        gr_buf_add(out, GR_LIT("published, with warnings"));
    }
    gr_buf_addf(out, " (exit status %d)\n", (int)result);
}

static void add_first_reports(const batch *run, gr_buf *out)
{
    size_t left = gr_diag_print_as(run->diag, form_of(run), LINES_OF_REPORTS, out);
    if (left > 0) {
        begin_line(run, GR_NOTE, out);
        gr_buf_addf(out, "and %zu more\n", left);
    }
}

static void add_foot(const batch *run, gr_exit result, gr_buf *out)
{
    const batch_night *night = run->night;
    if (result != GR_EXIT_OK && result != GR_EXIT_WARNINGS) {
        begin_line(run, GR_NOTE, out);
        gr_buf_addf(out, "what was published before still stands in '" GR_FMT "', as it was\n",
                    GR_ARG(run->output));
    }
    begin_line(run, GR_NOTE, out);
    gr_buf_addf(out, "to do: %s\n", what_to_do(result));
    if (night != NULL && night->entry.id > 0) {
        begin_line(run, GR_NOTE, out);
        gr_buf_addf(out, "all messages: griffie log %lld --output '" GR_FMT "'",
                    (long long)night->entry.id, GR_ARG(run->output));
        if (run->request->state.len > 0) {
            gr_buf_addf(out, " --state '" GR_FMT "'", GR_ARG(run->request->state));
        }
        gr_buf_add_char(out, '\n');
    }
}

/** Warnings that somebody was mailed last night are no news; systemd's journal keeps every run. */
static bool is_said_again(const batch *run)
{
    return run->night != NULL && run->night->as_before && !run->request->in_journal;
}

/** Nothing when nobody is needed. */
static void print_night(const batch *run, gr_exit result)
{
    gr_buf out = gr_buf_make(run->src, SIZE_MAX);
    bool warned = gr_diag_count(run->diag, GR_WARNING) > 0;
    if (result == GR_EXIT_OK && (!warned || is_said_again(run))) {
        return;
    }
    add_outcome(run, result, &out);
    add_left_out_of_all(run, &out);
    add_first_reports(run, &out);
    add_foot(run, result, &out);
    print_error(gr_buf_view(&out));
}

void batch_print_end(const batch *run, gr_exit result)
{
    gr_buf out = gr_buf_make(run->src, SIZE_MAX);
    if (run->request->command == GR_COMMAND_RUN && run->request->quiet && run->stopped_by == 0) {
        print_night(run, result);
        return;
    }
    (void)gr_diag_print_as(run->diag, form_of(run), SIZE_MAX, &out);
    add_summary(run, result, &out);
    print_error(gr_buf_view(&out));
}
