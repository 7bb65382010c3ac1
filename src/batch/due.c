/* Owns which jobs of the batch descriptor a run makes, and what they ask as orders. */
#include "base/arena.h"
#include "base/file.h"
#include "night.h"
#include "plan/jobs.h"

gr_str batch_jobs_path(const batch *run)
{
    gr_str asked = run->request->jobs_file;
    return asked.len > 0 ? asked : gr_path_join(run->src, run->templates, GR_LIT("batch.xml"));
}

gr_status batch_read_jobs(batch *run, const gr_jobs **out)
{
    *out = NULL;
    gr_status status = gr_jobs_read(batch_jobs_path(run), run->limits, run->src, run->diag, out);
    gr_command command = run->request->command;
    bool whole_only = command == GR_COMMAND_SCHEDULE || command == GR_COMMAND_WITHDRAW;
    return *out != NULL && !whole_only ? GR_OK : status; /* bad jobs do not stop the others */
}

/** The civil day on which its schedule asked for a job, also when that night was missed and when
 *  --now makes it again; today without a schedule; --on before both. */
static gr_value day_of(const batch *run, gr_moment due)
{
    return run->request->on.type == GR_T_DATE ? run->request->on
                                              : gr_day_of_due(run->night->jobs, due);
}

static gr_order order_of(const batch *run, const gr_due *due)
{
    return gr_order_of_job(due->job, day_of(run, due->due), run->src);
}

/** A job is made when its schedule asked for it since it last went through; or when --now says so.
 */
static bool is_due(const batch *run, const gr_night_job *job, gr_due *out)
{
    const batch_night *night = run->night;
    gr_moment last = gr_journal_last_done(night->journal, night->jobs->id, job->id);
    return gr_job_due(night->jobs, job, last, run->request->at_once, run->request->now, out);
}

gr_status batch_choose_due(batch *run)
{
    batch_night *night = run->night;
    const gr_jobs *jobs = night->jobs;
    gr_order *orders = GR_NEW_N(run->src, gr_order, jobs->n);
    gr_status status =
        gr_jobs_have(jobs, run->request->jobs, run->request->n_jobs, run->src, run->diag)
            ? GR_OK
            : GR_BAD_INPUT;
    night->due = GR_NEW_N(run->src, gr_due, jobs->n);
    for (size_t i = 0; i < jobs->n; i++) {
        const gr_night_job *job = &jobs->jobs[i];
        bool asked = run->request->n_jobs == 0 ||
                     gr_is_one_of(job->id, run->request->jobs, run->request->n_jobs);
        gr_due due = {0};
        if (asked && is_due(run, job, &due)) {
            orders[night->n_due] = order_of(run, &due);
            orders[night->n_due].left_out = gr_job_check(job, run->src, run->diag) != GR_OK;
            night->due[night->n_due++] = due;
        }
    }
    run->orders = orders;
    run->n_orders = night->n_due;
    return status;
}
