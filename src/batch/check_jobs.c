/* Owns what `griffie check` says of the batch descriptor: whatever would keep a job from being made
 * at night, or somebody from being told of it. The jobs become orders and a plan as they do at
 * night. */
#include "base/arena.h"
#include "base/file.h"
#include "night.h"
#include "plan/recipients.h"

bool batch_check_recipients(const batch *run)
{
    const gr_audience_setup setup = {.jobs = run->night->jobs,
                                     .orders = run->orders,
                                     .n_orders = run->n_orders,
                                     .rows = run->plan,
                                     .n_rows = run->n_plan,
                                     .idle = run->request->command == GR_COMMAND_RUN
                                                 ? GR_CODE_RECIPIENT_IDLE
                                                 : GR_CODE_EDITION_UNKNOWN,
                                     .arena = run->src,
                                     .diag = run->diag};
    return gr_recipients_check(&setup);
}

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
    gr_str usual = batch_jobs_path(run);
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
