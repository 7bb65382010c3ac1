#include "notify/run_end.h"

/* Owns the words on stderr when a command is over. Must not know how they get there. */

#define LINES_OF_REPORTS 26 /* of a text that is mailed; with what is around them at most 40 */
#define NAMES_BYTES      400U

static size_t count(const gr_run_end *end, gr_edition_outcome outcome)
{
    return gr_rows_count(end->rows, end->n_rows, GR_LIT(""), outcome);
}

/** Begins a line of ours. */
static void begin_line(const gr_run_end *end, gr_level level, gr_buf *out)
{
    gr_print_level(end->form, level, out);
    gr_buf_add(out, GR_LIT("griffie: "));
}

/** "griffie: handover-dossier: not published (a control failed): renkum, rheden" */
static void add_left_out(const gr_run_end *end, gr_str report, gr_edition_outcome outcome,
                         const char *what, gr_buf *out)
{
    if (gr_rows_count(end->rows, end->n_rows, report, outcome) == 0) {
        return;
    }
    const char *mark = ": ";
    size_t from = out->len;
    begin_line(end, end->checks ? GR_NOTE : GR_ERROR, out);
    gr_buf_addf(out, GR_FMT ": %s", GR_ARG(report), what);
    for (size_t i = 0; i < end->n_rows; i++) {
        const gr_plan_row *row = &end->rows[i];
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

static size_t count_degraded(const gr_run_end *end)
{
    size_t n = 0;
    for (size_t i = 0; i < end->n_rows; i++) {
        n += end->rows[i].degraded ? 1 : 0;
    }
    return n;
}

static void add_totals(const gr_run_end *end, gr_buf *out)
{
    size_t n = end->n_rows;
    size_t failed = count(end, GR_EDITION_FAILED);
    size_t blocked = count(end, GR_EDITION_BLOCKED);
    size_t refused = count(end, GR_EDITION_REFUSED);
    size_t drafts = count_degraded(end);
    gr_print_level(end->form, GR_NOTE, out);
    gr_buf_addf(out, "%zu edition%s: ", n, n == 1 ? "" : "s");
    if (end->checks) {
        gr_buf_addf(out, "%zu in order", count(end, GR_EDITION_MADE));
    } else {
        gr_buf_addf(out, "%zu published, %zu unchanged", count(end, GR_EDITION_PUBLISHED),
                    count(end, GR_EDITION_UNCHANGED));
    }
    gr_buf_addf(out, ", %zu failed", failed);
    if (blocked > 0) {
        gr_buf_addf(out, ", %zu blocked by a control", blocked);
    }
    if (refused > 0) {
        gr_buf_addf(out, ", %zu refused by a promise of the data", refused);
    }
    if (drafts > 0) {
        gr_buf_addf(out, "; %zu of them draft%s by a promise of the data", drafts,
                    drafts == 1 ? "" : "s");
    }
    gr_buf_add(out, GR_LIT("\n"));
}

/** "griffie: jobs not published: dossiers, newsletter" */
static void add_jobs_left_out(const gr_run_end *end, gr_buf *out)
{
    size_t from = out->len;
    const char *mark = end->checks ? "jobs not in order: " : "jobs not made: ";
    for (size_t i = 0; i < end->n_orders; i++) {
        if (!end->orders[i].left_out) {
            continue;
        }
        if (out->len == from) {
            begin_line(end, GR_NOTE, out);
        }
        gr_buf_add(out, gr_str_of(mark));
        if (out->len - from > NAMES_BYTES) {
            gr_buf_add(out, GR_LIT("..."));
            break;
        }
        gr_buf_add(out, end->orders[i].job);
        mark = ", ";
    }
    gr_buf_add(out, out->len == from ? GR_LIT("") : GR_LIT("\n"));
}

static void add_left_out_of_all(const gr_run_end *end, gr_buf *out)
{
    bool check = end->checks;
    add_jobs_left_out(end, out);
    for (size_t i = 0; i < end->n_rows; i++) {
        gr_str report = end->rows[i].report;
        if (i > 0 && gr_str_eq(report, end->rows[i - 1].report)) {
            continue; /* the plan has a report's editions together */
        }
        add_left_out(end, report, GR_EDITION_FAILED, check ? "not in order" : "not published", out);
        add_left_out(end, report, GR_EDITION_BLOCKED,
                     check ? "blocked by a control" : "not published, blocked by a control", out);
        add_left_out(end, report, GR_EDITION_REFUSED,
                     check ? "refused by a promise of the data"
                           : "not published, refused by a promise of the data",
                     out);
    }
}

/** Who typed it would wait for something. */
static void add_nothing_due(const gr_run_end *end, gr_buf *out)
{
    const gr_job *next = NULL;
    gr_moment first = 0;
    for (size_t i = 0; i < end->jobs->n; i++) {
        gr_moment at = 0;
        const gr_job *job = &end->jobs->jobs[i];
        if (gr_schedule_next(&job->schedule, end->jobs->zone, end->began, &at) &&
            (next == NULL || at < first)) {
            next = job;
            first = at;
        }
    }
    begin_line(end, GR_NOTE, out);
    gr_buf_add(out, GR_LIT("nothing is due, and nothing was made"));
    if (next != NULL) {
        gr_buf_addf(out, "; the next is job '" GR_FMT "' at ", GR_ARG(next->id));
        gr_moment_add(first, end->jobs->zone, out);
    }
    gr_buf_add(out, GR_LIT(". --now makes all jobs, whether or not they are due\n"));
}

static void add_summary(const gr_run_end *end, gr_buf *out)
{
    if (end->nothing_due) {
        add_nothing_due(end, out);
    }
    add_left_out_of_all(end, out);
    bool started = count(end, GR_EDITION_PLANNED) < end->n_rows;
    if (end->publishes && !started && gr_diag_count(end->diag, GR_ERROR) > 0) {
        begin_line(end, GR_ERROR, out);
        gr_buf_addf(out, "nothing was published; '" GR_FMT "' is as it was\n", GR_ARG(end->output));
    }
    if (end->counts && started) {
        add_totals(end, out);
    }
}

/* --- a run that nobody watches --- */

static const char *what_to_do(gr_exit result)
{
    switch (result) {
    case GR_EXIT_OK:
    case GR_EXIT_WARNINGS:
        break;
    case GR_EXIT_SOME_FAILED:
        return "mend what the messages say; the next run makes these editions again";
    case GR_EXIT_BLOCKED:
        return "mend the figures that do not agree, or the data that are not as promised; the "
               "next run makes these editions again";
    case GR_EXIT_DEGRADED:
        return "see to the data that are not as promised; the next run makes these editions again";
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

static void add_outcome(const gr_run_end *end, gr_buf *out)
{
    size_t jobs = gr_orders_left_out(end->orders, end->n_orders);
    size_t left = count(end, GR_EDITION_FAILED) + count(end, GR_EDITION_BLOCKED) +
                  count(end, GR_EDITION_REFUSED);
    begin_line(end, end->exit >= GR_EXIT_USAGE ? GR_ERROR : GR_NOTE, out);
    if (end->number > 0) {
        gr_buf_addf(out, "run %lld of " GR_FMT ": ", (long long)end->number, GR_ARG(end->jobs->id));
    }
    if (end->exit >= GR_EXIT_USAGE) {
        gr_buf_add(out, GR_LIT("nothing was published"));
    } else if (left > 0 || jobs > 0) {
        if (left > 0) {
            gr_buf_addf(out, "%zu of %zu edition%s not published", left, end->n_rows,
                        end->n_rows == 1 ? "" : "s");
        }
        if (jobs > 0) {
            gr_buf_addf(out, "%s%zu of %zu job%s not made", left > 0 ? ", and " : "", jobs,
                        end->n_orders, end->n_orders == 1 ? "" : "s");
        }
    } else if (end->exit == GR_EXIT_SOME_FAILED) {
        gr_buf_add(out, GR_LIT("published; but what it did not need is wrong"));
    } else if (end->exit == GR_EXIT_DEGRADED) {
        gr_buf_addf(out, "published, and %zu of %zu edition%s a draft", count_degraded(end),
                    end->n_rows, end->n_rows == 1 ? "" : "s");
    } else {
        gr_buf_add(out, GR_LIT("published, with warnings"));
    }
    gr_buf_addf(out, " (exit status %d)\n", (int)end->exit);
}

static void add_first_reports(const gr_run_end *end, gr_buf *out)
{
    size_t left = gr_diag_print_as(end->diag, end->form, LINES_OF_REPORTS, out);
    if (left > 0) {
        begin_line(end, GR_NOTE, out);
        gr_buf_addf(out, "and %zu more\n", left);
    }
}

static void add_foot(const gr_run_end *end, gr_buf *out)
{
    if (end->exit != GR_EXIT_OK && end->exit != GR_EXIT_WARNINGS && end->exit != GR_EXIT_DEGRADED) {
        begin_line(end, GR_NOTE, out);
        gr_buf_addf(out, "what was published before still stands in '" GR_FMT "', as it was\n",
                    GR_ARG(end->output));
    }
    begin_line(end, GR_NOTE, out);
    gr_buf_addf(out, "to do: %s\n", what_to_do(end->exit));
    if (end->number > 0) {
        begin_line(end, GR_NOTE, out);
        gr_buf_addf(out, "all messages: griffie log %lld --output '" GR_FMT "'",
                    (long long)end->number, GR_ARG(end->output));
        if (end->state.len > 0) {
            gr_buf_addf(out, " --state '" GR_FMT "'", GR_ARG(end->state));
        }
        gr_buf_add_char(out, '\n');
    }
}

void gr_run_end_add(const gr_run_end *end, gr_buf *out)
{
    (void)gr_diag_print_as(end->diag, end->form, SIZE_MAX, out);
    add_summary(end, out);
}

void gr_run_end_add_mail(const gr_run_end *end, bool heard, gr_buf *out)
{
    bool warned = gr_diag_count(end->diag, GR_WARNING) > 0;
    if (end->exit == GR_EXIT_OK && (!warned || heard)) {
        return;
    }
    add_outcome(end, out);
    add_left_out_of_all(end, out);
    add_first_reports(end, out);
    add_foot(end, out);
}
