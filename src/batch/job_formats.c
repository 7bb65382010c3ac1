/* Owns which formats `render` makes when nobody names any: those of the job that makes the edition
 * in the same folder, so that a run finds what it would make, and neither undoes the other. */
#include "base/arena.h"
#include "base/file.h"
#include "night.h"
#include "plan/jobs.h"

static const gr_jobs *read_jobs(const batch *run, gr_str path)
{
    const gr_jobs *jobs = NULL;
    gr_diag *discarded = gr_diag_new(run->src, 1); /* `check` says what is wrong in it */
    gr_status status = gr_jobs_read(path, run->limits, run->src, discarded, &jobs);
    if (status != GR_OK && jobs == NULL) {
        gr_diag_report(run->diag, (gr_loc){.file = gr_diag_add_file(run->diag, path)},
                       GR_CODE_FORMATS_OF_JOB,
                       "it cannot be read, so all formats are made; 'griffie check' says what is "
                       "wrong in it, --format says which to make");
    }
    return jobs;
}

void batch_take_job_formats(batch *run)
{
    const gr_request *request = run->request;
    gr_str path = batch_jobs_path(run);
    if (request->command != GR_COMMAND_RENDER || request->n_formats > 0 ||
        !batch_publishes(request) || !gr_file_exists(path)) {
        return;
    }
    const gr_jobs *jobs = read_jobs(run, path);
    for (size_t i = 0; jobs != NULL && i < run->n_plan; i++) {
        gr_plan_row *row = &run->plan[i];
        const gr_night_job *job = gr_job_of_row(jobs, row, run->src);
        if (job != NULL && job->n_formats > 0) {
            gr_order *order = GR_NEW(run->src, gr_order);
            *order = *row->order;
            order->formats = job->formats;
            order->n_formats = job->n_formats;
            row->order = order;
        }
    }
}
