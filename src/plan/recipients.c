#include "plan/recipients.h"

/* Owns who would never hear anything: a line of the descriptor that names an edition which none of
 * its jobs makes. */
#include "base/arena.h"
#include "base/intern.h"

typedef struct audience { /* of one line of the descriptor, which may stand in several jobs */
    gr_str *ids;          /* editions of these jobs */
    size_t n, cap;
    bool made;    /* one of them is the line's */
    bool unknown; /* a job of it is not due or cannot be made: nobody knows what it would have */
} audience;

static bool same_line(const gr_recipient *a, const gr_recipient *b)
{
    return a->at.file == b->at.file && a->at.line == b->at.line && a->at.col == b->at.col;
}

static bool is_told_of(const gr_job *job, const gr_recipient *line, bool perhaps)
{
    for (size_t i = 0; job != NULL && i < job->n_recipients; i++) {
        if (same_line(&job->recipients[i], line)) {
            return perhaps || !job->recipients[i].inherited;
        }
    }
    return false;
}

/** NULL: it is of no job. */
static const gr_job *job_of(const gr_audience_setup *by, const gr_order *order)
{
    for (size_t i = 0; i < by->jobs->n; i++) {
        if (gr_str_eq(by->jobs->jobs[i].id, order->job)) {
            return &by->jobs->jobs[i];
        }
    }
    return NULL;
}

/** Of how many jobs a line is: of all, or of those that are made. */
/* Not of those that only may be of it. */
static size_t count_jobs(const gr_audience_setup *by, const gr_recipient *line, bool made)
{
    const gr_jobs *jobs = by->jobs;
    size_t n = 0;
    for (size_t i = 0; i < (made ? by->n_orders : jobs->n); i++) {
        const gr_job *job = made ? job_of(by, &by->orders[i]) : &jobs->jobs[i];
        n += is_told_of(job, line, false) && !(made && by->orders[i].left_out) ? 1 : 0;
    }
    return n;
}

static audience audience_of(const gr_audience_setup *by, const gr_recipient *line)
{
    audience of = {.unknown = count_jobs(by, line, true) < count_jobs(by, line, false)};
    for (size_t i = 0; i < by->n_rows; i++) {
        const gr_plan_row *row = &by->rows[i];
        if (is_told_of(job_of(by, row->order), line, true)) {
            *GR_PUSH(by->arena, of.ids, of.n, of.cap, gr_str) = row->edition.id;
            of.made = of.made || gr_str_eq(row->edition.id, line->edition) ||
                      gr_str_eq(row->edition.key, line->edition);
        }
    }
    return of;
}

/** False: nobody of this line would ever be told anything. By night that stops no document. */
static bool check_recipient(const gr_audience_setup *by, const gr_recipient *line)
{
    if (line->edition.len == 0) {
        return true;
    }
    const audience of = audience_of(by, line);
    if (of.made || of.unknown) {
        return true;
    }
    gr_str meant = gr_suggest(line->edition, of.ids, of.n);
    gr_str hint = meant.len == 0
                      ? GR_LIT("")
                      : gr_str_fmt(by->arena, "; did you mean '" GR_FMT "'?", GR_ARG(meant));
    gr_diag_report(by->diag, line->at, by->idle,
                   "no job makes '" GR_FMT "', so '" GR_FMT "' would never hear anything" GR_FMT,
                   GR_ARG(line->edition), GR_ARG(line->address), GR_ARG(hint));
    return false;
}

bool gr_recipients_check(const gr_audience_setup *setup)
{
    bool good = true;
    for (size_t i = 0; i < setup->n_orders; i++) {
        const gr_job *job = job_of(setup, &setup->orders[i]);
        for (size_t k = 0; job != NULL && k < job->n_recipients; k++) {
            good = check_recipient(setup, &job->recipients[k]) && good;
        }
    }
    return good;
}
