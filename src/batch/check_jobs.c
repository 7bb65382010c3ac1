/* Owns what `griffie check` says of the batch descriptor: whatever would keep a job from being made
 * at night, or somebody from being told of it. The jobs become orders and a plan as they do at
 * night. */
#include "base/arena.h"
#include "base/file.h"
#include "base/intern.h"
#include "night.h"

/* --- recipients --- */

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

static bool is_told_of(const gr_night_job *job, const gr_recipient *line)
{
    for (size_t i = 0; i < job->n_recipients; i++) {
        if (same_line(&job->recipients[i], line)) {
            return true;
        }
    }
    return false;
}

static const gr_night_job *job_of(const batch *run, const gr_order *order)
{
    return run->night->due[order - run->orders].job;
}

/** Of how many jobs a line is: of all, or of those that are made. */
static size_t count_jobs(const batch *run, const gr_recipient *line, bool made)
{
    const gr_jobs *jobs = run->night->jobs;
    size_t n = 0;
    for (size_t i = 0; i < (made ? run->n_orders : jobs->n); i++) {
        const gr_night_job *job = made ? job_of(run, &run->orders[i]) : &jobs->jobs[i];
        n += is_told_of(job, line) && !(made && run->orders[i].left_out) ? 1 : 0;
    }
    return n;
}

static audience audience_of(const batch *run, const gr_recipient *line)
{
    audience of = {.unknown = count_jobs(run, line, true) < count_jobs(run, line, false)};
    for (size_t i = 0; i < run->n_plan; i++) {
        const gr_plan_row *row = &run->plan[i];
        if (is_told_of(job_of(run, row->order), line)) {
            *GR_PUSH(run->src, of.ids, of.n, of.cap, gr_str) = row->edition.id;
            of.made = of.made || gr_str_eq(row->edition.id, line->edition);
        }
    }
    return of;
}

/** False: nobody of this line would ever be told anything. By night that stops no document. */
static bool check_recipient(const batch *run, const gr_recipient *line)
{
    if (line->edition.len == 0) {
        return true;
    }
    const audience of = audience_of(run, line);
    if (of.made || of.unknown) {
        return true;
    }
    gr_str meant = gr_suggest(line->edition, of.ids, of.n);
    gr_str hint = meant.len == 0
                      ? GR_LIT("")
                      : gr_str_fmt(run->src, "; did you mean '" GR_FMT "'?", GR_ARG(meant));
    bool by_night = run->request->command == GR_COMMAND_RUN;
    gr_diag_report(run->diag, line->at, by_night ? GR_CODE_RECIPIENT_IDLE : GR_CODE_EDITION_UNKNOWN,
                   "no job makes '" GR_FMT "', so '" GR_FMT "' would never hear anything" GR_FMT,
                   GR_ARG(line->edition), GR_ARG(line->address), GR_ARG(hint));
    return false;
}

bool batch_check_recipients(const batch *run)
{
    bool good = true;
    for (size_t i = 0; i < run->n_orders; i++) {
        const gr_night_job *job = job_of(run, &run->orders[i]);
        for (size_t k = 0; k < job->n_recipients; k++) {
            good = check_recipient(run, &job->recipients[k]) && good;
        }
    }
    return good;
}

/* --- the jobs as orders --- */

/** All jobs, whether or not they are due, as the night would ask for them. */
static gr_status choose_all(batch *run, const gr_jobs *jobs)
{
    gr_request *request = GR_NEW(run->src, gr_request);
    *request = *run->request;
    request->at_once = true;
    run->request = request;
    run->night = GR_NEW(run->src, batch_night);
    run->night->jobs = jobs;
    return batch_choose_due(run);
}

/** Editions that the words of the command have not in their plan: those of another period. */
static void join_plan(batch *run, const gr_plan_row *words, size_t n_words)
{
    const gr_plan_row *jobs = run->plan;
    size_t n_jobs = run->n_plan;
    run->plan = NULL;
    run->n_plan = 0;
    run->cap_plan = 0;
    for (size_t i = 0; i < n_words + n_jobs; i++) {
        const gr_plan_row *row = i < n_words ? &words[i] : &jobs[i - n_words];
        if (i < n_words || row->order->period.name.len > 0) {
            *GR_PUSH(run->src, run->plan, run->n_plan, run->cap_plan, gr_plan_row) = *row;
        }
    }
}

static gr_status plan_jobs(batch *run)
{
    const gr_plan_row *words = run->plan;
    size_t n_words = run->n_plan;
    run->plan = NULL;
    run->n_plan = 0;
    gr_status status = gr_load_bind_more(run->load, run->orders, run->n_orders);
    if (status == GR_OK) {
        status = gr_load_plan(run->load, run->orders, run->n_orders, &run->plan, &run->n_plan);
    }
    bool heard = batch_check_recipients(run);
    join_plan(run, words, n_words);
    return status == GR_OK && !heard ? GR_BAD_INPUT : status;
}

/** Whoever looks at the page, or gets a mail, reads the words of this style. */
static gr_status check_style(const batch *run, const gr_jobs *jobs)
{
    bool asked = jobs->style.len > 0 && run->load != NULL;
    return asked && gr_load_style_named(run->load, jobs->style, jobs->style_at) == NULL
               ? GR_BAD_INPUT
               : GR_OK;
}

static gr_status check_names(batch *run, const gr_jobs *jobs)
{
    const gr_report_file *files = NULL;
    bool any = run->load != NULL && gr_load_reports(run->load, &files) > 0;
    gr_status style = check_style(run, jobs);
    GR_TRY(any ? gr_load_check_reports(run->load, run->orders, run->n_orders) : GR_OK);
    return style;
}

static bool is_checked(const gr_request *request)
{
    return (request->command == GR_COMMAND_CHECK || request->command == GR_COMMAND_MIGRATE) &&
           request->n_reports == 0 && request->source_file.len == 0 && request->types.len == 0 &&
           request->dump == GR_DUMP_NONE;
}

gr_status batch_check_jobs(batch *run, bool prepared)
{
    gr_str usual = gr_path_join(run->src, run->templates, GR_LIT("batch.xml"));
    const gr_jobs *jobs = NULL;
    if (!is_checked(run->request) || !gr_file_exists(usual)) {
        return GR_OK;
    }
    GR_TRY(batch_read_jobs(run, &jobs));
    GR_TRY(choose_all(run, jobs));
    if (run->load != NULL) {
        gr_load_each_alone(run->load);
    }
    gr_status names = check_names(run, jobs);
    gr_status planned = prepared ? plan_jobs(run) : GR_OK;
    run->night = NULL; /* what is left out was told; nothing is made of the rest */
    if (gr_orders_left_out(run->orders, run->n_orders) > 0) {
        return GR_BAD_INPUT;
    }
    return names == GR_OK ? planned : names;
}
