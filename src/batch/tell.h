#ifndef GR_BATCH_TELL_H
#define GR_BATCH_TELL_H
/* What a run tells when it is over, besides its exit status: a page, mails, figures. None of it can
 * make a run fail: what cannot be told is a warning. */
#include "lookback/standing.h"
#include "night.h"
#include "notify/notify.h"

/* tell.c */
/** All of it, at the end of a nightly run. */
void batch_tell(batch *run, gr_exit result);
/** output/index.html anew: after `release` and `collect`, which have no night. */
void batch_tell_index(batch *run, const gr_jobs *jobs, gr_exit result);

/* summary.c */
/** Of the run as a whole, for words: neither its editions nor its jobs. */
gr_run_summary batch_summary(const batch *run, const gr_jobs *jobs, gr_exit result);
/** Adds editions, due jobs and what is known of the others; the page is told from them as well. */
void batch_summary_fill(batch *run, gr_run_summary *summary);

/** What is asked of what stands there (lookback/standing.h); lists in `arena`. */
gr_standing_setup batch_standing_setup(const batch *run, const gr_jobs *jobs, gr_arena *arena);

/** A due job that is not ready by its deadline. */
bool batch_is_late(const batch *run, const gr_due *due, gr_moment *out_deadline);

#endif
