#include "plan/jobs.h"

/* Owns how jobs of the batch descriptor are looked up, and whether they can be made. Must not know
 * what they make. */
#include "base/arena.h"
#include "base/file.h"
#include "base/intern.h"

static const gr_str formats[] = {
#define GR_OUTPUT(name, mime, label) {#name, sizeof #name - 1},
#include "base/outputs.def"
#undef GR_OUTPUT
};
#define N_FORMATS (sizeof(formats) / sizeof(formats[0]))

bool gr_jobs_have(const gr_jobs *jobs, const gr_str *asked, size_t n, gr_arena *arena,
                  gr_diag *diag)
{
    gr_str *ids = GR_NEW_N(arena, gr_str, jobs->n);
    for (size_t i = 0; i < jobs->n; i++) {
        ids[i] = jobs->jobs[i].id;
    }
    for (size_t i = 0; i < n; i++) {
        gr_str meant = gr_suggest(asked[i], ids, jobs->n);
        if (gr_is_one_of(asked[i], ids, jobs->n)) {
            continue;
        }
        if (meant.len > 0) {
            gr_diag_report(diag, (gr_loc){0}, GR_CODE_JOB_UNKNOWN,
                           "'" GR_FMT "'; did you mean '" GR_FMT "'?", GR_ARG(asked[i]),
                           GR_ARG(meant));
        } else {
            gr_diag_report(diag, (gr_loc){0}, GR_CODE_JOB_UNKNOWN,
                           "'" GR_FMT "'; in '" GR_FMT "' there is " GR_FMT, GR_ARG(asked[i]),
                           GR_ARG(jobs->file), GR_ARG(gr_names_listed(arena, ids, jobs->n)));
        }
        return false;
    }
    return true;
}

static gr_status check_formats(const gr_job *job, gr_arena *arena, gr_diag *diag)
{
    gr_status status = GR_OK;
    for (size_t i = 0; i < job->n_formats; i++) {
        if (!gr_is_one_of(job->formats[i].name, formats, N_FORMATS)) {
            gr_diag_report(diag, job->formats[i].at, GR_CODE_FORMAT_UNKNOWN,
                           "'" GR_FMT "'; there is " GR_FMT, GR_ARG(job->formats[i].name),
                           GR_ARG(gr_names_listed(arena, formats, N_FORMATS)));
            status = GR_BAD_INPUT;
        }
    }
    return status;
}

gr_status gr_job_check(const gr_job *job, gr_arena *arena, gr_diag *diag)
{
    return job->faulty ? GR_BAD_INPUT : check_formats(job, arena, diag);
}

static bool makes(const gr_job *job, const gr_plan_row *row)
{
    const gr_row_edition *edition = &row->edition;
    bool wanted =
        gr_is_wanted(edition->id, job->editions, job->n_editions) ||
        (edition->key.len > 0 && gr_is_wanted(edition->key, job->editions, job->n_editions));
    return wanted && job->destination.len == 0 && gr_str_eq(job->report.name, row->report);
}

const gr_job *gr_job_of_row(const gr_jobs *jobs, const gr_plan_row *row, gr_arena *arena)
{
    gr_diag *discarded = gr_diag_new(arena, 1); /* who checks a job says what is wrong with it */
    for (size_t i = 0; i < jobs->n; i++) {      /* two never make the same */
        if (makes(&jobs->jobs[i], row) && gr_job_check(&jobs->jobs[i], arena, discarded) == GR_OK) {
            return &jobs->jobs[i];
        }
    }
    return NULL;
}

gr_str gr_jobs_places(const gr_jobs *jobs, gr_str report, gr_str destination, gr_arena *arena,
                      bool *out_here)
{
    gr_buf places = gr_buf_make(arena, SIZE_MAX);
    for (size_t i = 0; i < jobs->n; i++) {
        const gr_job *job = &jobs->jobs[i];
        if (gr_str_eq(job->report.name, report)) {
            *out_here = *out_here || gr_str_eq(job->destination, destination);
            gr_buf_addf(&places, "%s'" GR_FMT "'", places.len == 0 ? "" : ", ",
                        GR_ARG(gr_path_join(arena, job->destination, report)));
        }
    }
    return gr_buf_view(&places);
}
