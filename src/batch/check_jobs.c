/* Owns what `griffie check` says of the batch descriptor: whatever would keep a job from being made
 * at night, or somebody from being told of it. The jobs become orders and a plan as they do at
 * night. */
#include "base/arena.h"
#include "check.h"
#include "due.h"
#include "plan/recipients.h"
#include "tell.h"

/** Editions that the words of the command have not in their plan: those of another period. */
static void join_plan(gr_work *work, const gr_work *words, gr_arena *arena)
{
    gr_plan_row *all = GR_NEW_N(arena, gr_plan_row, words->n_rows + work->n_rows);
    size_t n = 0;
    for (size_t i = 0; i < words->n_rows; i++) {
        all[n++] = words->rows[i];
    }
    for (size_t i = 0; i < work->n_rows; i++) {
        if (work->rows[i].order->period.name.len > 0) {
            all[n++] = work->rows[i];
        }
    }
    work->rows = all;
    work->n_rows = n;
}

static gr_status plan_jobs(const gr_session *session, gr_load *load, const gr_jobs *jobs,
                           const gr_work *words, gr_work *work)
{
    gr_status status = gr_load_bind_more(load, work->orders, work->n_orders);
    if (status == GR_OK) {
        status = gr_load_plan(load, work->orders, work->n_orders, &work->rows, &work->n_rows);
    }
    const gr_audience_setup audience = {.jobs = jobs,
                                        .orders = work->orders,
                                        .n_orders = work->n_orders,
                                        .rows = work->rows,
                                        .n_rows = work->n_rows,
                                        .idle = GR_CODE_EDITION_UNKNOWN,
                                        .arena = session->arena,
                                        .diag = session->diag};
    bool heard = gr_recipients_check(&audience);
    join_plan(work, words, session->arena);
    return status == GR_OK && !heard ? GR_BAD_INPUT : status;
}

/** Whoever looks at the page, or gets a mail, reads the words of this style. */
static gr_status check_style(gr_load *load, const gr_jobs *jobs)
{
    bool asked = jobs->style.len > 0 && load != NULL;
    return asked && gr_load_style_named(load, jobs->style, jobs->style_at) == NULL ? GR_BAD_INPUT
                                                                                   : GR_OK;
}

static bool names_language(const gr_jobs *jobs)
{
    bool any = false;
    for (size_t i = 0; i < jobs->n; i++) {
        any = any || jobs->jobs[i].lang.len > 0;
        for (size_t k = 0; k < jobs->jobs[i].n_recipients; k++) {
            any = any || jobs->jobs[i].recipients[k].lang.len > 0;
        }
    }
    return any;
}

/** Whether there are words for mails. */
static void check_languages(const gr_session *session, const gr_jobs_trial *trial,
                            const gr_jobs *jobs)
{
    const gr_finished none = {.store = session->store,
                              .templates = trial->templates,
                              .fonts = trial->fonts,
                              .limits = session->limits,
                              .jobs = jobs,
                              .clock = session->clock,
                              .arena = session->arena,
                              .diag = session->diag};
    if (names_language(jobs)) {
        const gr_run_summary summary = gr_summary_of(&none);
        gr_run_check_languages(&summary, session->diag);
    }
}

static gr_status check_names(gr_load *load, const gr_jobs *jobs, gr_work *work)
{
    const gr_report_file *files = NULL;
    bool any = load != NULL && gr_load_reports(load, &files) > 0;
    gr_status style = check_style(load, jobs);
    GR_TRY(any ? gr_load_check_reports(load, work->orders, work->n_orders) : GR_OK);
    return style;
}

/** All jobs, whether or not they are due, as the night would ask for them. */
static gr_status choose_all(const gr_session *session, const gr_jobs_trial *trial,
                            const gr_jobs *jobs, gr_work *work)
{
    gr_due_list due = {0};
    const gr_due_setup setup = {.jobs = jobs,
                                .at_once = true,
                                .on = trial->on,
                                .now = trial->now,
                                .arena = session->arena,
                                .diag = session->diag};
    GR_TRY(gr_due_choose(&setup, &due));
    *work = (gr_work){.orders = due.orders, .n_orders = due.n};
    return GR_OK;
}

gr_status gr_try_jobs(const gr_session *session, const gr_jobs_trial *trial, gr_work *work)
{
    const gr_jobs *jobs = NULL;
    const gr_work words = *work;
    gr_load *load = trial->load;
    gr_status status = gr_batch_read(session, trial->batch, &jobs);
    if (jobs == NULL) { /* bad jobs alone do not hide what is wrong with the others */
        return status;
    }
    GR_TRY(choose_all(session, trial, jobs, work));
    if (load != NULL) {
        gr_load_each_alone(load);
    }
    check_languages(session, trial, jobs);
    gr_status names = check_names(load, jobs, work);
    gr_status planned = GR_OK;
    if (trial->planned) {
        planned = plan_jobs(session, load, jobs, &words, work);
    } else {
        work->rows = words.rows;
        work->n_rows = words.n_rows;
    }
    if (gr_orders_left_out(work->orders, work->n_orders) > 0) {
        return GR_BAD_INPUT; /* what is left out was told; nothing is made of the rest */
    }
    return names == GR_OK ? planned : names;
}
