/* Owns which formats `render` makes when nobody names any: those of the job that makes the edition
 * in the same folder, so that a run finds what it would make, and neither undoes the other. */
#include "base/arena.h"
#include "base/file.h"
#include "night.h"

/** Formats that are not there make a job faulty; who checks it says so. */
static bool is_sound(const batch *run, const gr_night_job *job)
{
    batch quiet = *run;
    quiet.diag = gr_diag_new(run->src, 1);
    return batch_check_job(&quiet, job) == GR_OK;
}

/** Two jobs never make the same: the first that does is the only one. `render` writes into the
 * output folder itself. */
static const gr_night_job *job_of(const batch *run, const gr_jobs *jobs, const gr_plan_row *row)
{
    for (size_t i = 0; i < jobs->n; i++) {
        const gr_night_job *job = &jobs->jobs[i];
        bool makes = gr_is_wanted(row->edition.id, job->editions, job->n_editions) ||
                     (row->edition.key.len > 0 &&
                      gr_is_wanted(row->edition.key, job->editions, job->n_editions));
        if (makes && job->destination.len == 0 && gr_str_eq(job->report.name, row->report) &&
            is_sound(run, job)) {
            return job;
        }
    }
    return NULL;
}

static const gr_jobs *read_jobs(const batch *run, gr_str path)
{
    const gr_jobs *jobs = NULL;
    gr_diag *unheard = gr_diag_new(run->src, 1); /* `check` says what is wrong in it */
    gr_status status = gr_jobs_read(path, run->limits, run->src, unheard, &jobs);
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
        const gr_night_job *job = job_of(run, jobs, row);
        if (job != NULL && job->n_formats > 0) {
            gr_order *order = GR_NEW(run->src, gr_order);
            *order = *row->order;
            order->formats = job->formats;
            order->n_formats = job->n_formats;
            row->order = order;
        }
    }
}
