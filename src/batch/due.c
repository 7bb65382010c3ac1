/* Owns which jobs of the batch descriptor a run makes, and what they ask as orders. */
#include "due.h"

#include "base/arena.h"
#include "plan/jobs.h"

/** The civil day on which its schedule asked for a job, also when that night was missed and when
 *  --now makes it again; today without a schedule; --on before both. */
static gr_value day_of(const gr_due_setup *setup, gr_moment due)
{
    return setup->on.type == GR_T_DATE ? setup->on : gr_day_of_due(setup->jobs, due);
}

/** A job is made when its schedule asked for it since it last went through; or when --now says so.
 */
static bool is_due(const gr_due_setup *setup, const gr_job *job, gr_due *out)
{
    gr_moment last = gr_journal_last_done(setup->journal, setup->jobs->id, job->id);
    return gr_job_due(setup->jobs, job, last, setup->at_once, setup->now, out);
}

gr_status gr_due_choose(const gr_due_setup *setup, gr_due_list *out)
{
    const gr_jobs *jobs = setup->jobs;
    const gr_words *asked = &setup->asked;
    bool known = gr_jobs_have(jobs, asked->items, asked->n, setup->arena, setup->diag);
    *out = (gr_due_list){.items = GR_NEW_N(setup->arena, gr_due, jobs->n),
                         .orders = GR_NEW_N(setup->arena, gr_order, jobs->n)};
    for (size_t i = 0; i < jobs->n; i++) {
        const gr_job *job = &jobs->jobs[i];
        gr_due due = {0};
        if ((asked->n == 0 || gr_is_one_of(job->id, asked->items, asked->n)) &&
            is_due(setup, job, &due)) {
            gr_order order = gr_order_of_job(job, day_of(setup, due.due), setup->arena);
            order.left_out = gr_job_check(job, setup->arena, setup->diag) != GR_OK;
            out->orders[out->n] = order;
            out->items[out->n++] = due;
        }
    }
    return known ? GR_OK : GR_BAD_INPUT;
}

bool gr_due_is_late(const gr_jobs *jobs, const gr_due *due, gr_moment now, gr_moment *out_deadline)
{
    *out_deadline = gr_deadline_of(due->job, jobs->zone, due->due);
    return due->awaited && now > *out_deadline;
}
