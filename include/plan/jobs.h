#ifndef GR_PLAN_JOBS_H
#define GR_PLAN_JOBS_H
/* Jobs of the batch descriptor held against what is asked of them, and against what there is. */
#include "plan/row.h"

/** True when each name that was asked for is that of a job; else JOB_UNKNOWN of the first that is
 *  not. */
bool gr_jobs_have(const gr_jobs *jobs, const gr_str *asked, size_t n, gr_arena *arena,
                  gr_diag *diag);
/** Reports whatever keeps a job from being made: a format that is not there would be left out in
 *  silence. */
GR_MUST_USE gr_status gr_job_check(const gr_job *job, gr_arena *arena, gr_diag *diag);
/** The job that makes this edition in the output folder itself; of those that cannot be made none
 *  counts. NULL: no job does. */
const gr_job *gr_job_of_row(const gr_jobs *jobs, const gr_plan_row *row, gr_arena *arena);
/** "'2023/annual-report'": where jobs make this report; empty: none does. *out_here: one makes it
 *  in this destination. */
gr_str gr_jobs_places(const gr_jobs *jobs, gr_str report, gr_str destination, gr_arena *arena,
                      bool *out_here);

#endif
