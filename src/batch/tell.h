#ifndef GR_BATCH_TELL_H
#define GR_BATCH_TELL_H
/* What a run tells when it is over, besides its exit status: a page, mails, figures. None of it can
 * make a run fail: what cannot be told is a warning. */
#include "base/report_line.h"
#include "night.h"
#include "notify/notify.h"
#include "store/folder.h"
#include "store/version_file.h"

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

/* index.c */
void batch_index(batch *run, const gr_run_summary *summary);

/* standing.c: what stands below the output folder, whoever made it */
typedef struct batch_standing { /* one edition of one report */
    gr_str destination, report, edition;
    size_t job;             /* row of the descriptor that makes it; its number of rows: none does */
    gr_str key;             /* of the version that the link leads to; empty: none */
    gr_str manifest;        /* its manifest.json; empty: none */
    bool missed;            /* it did not come to be when it was last made, by the journal */
    const gr_plan_row *row; /* of this run; NULL: not made in it */
} batch_standing;
/** Editions of this run, and those that stand in the folders of the jobs; by job, report and
 * edition, the region's first. */
size_t batch_standings(batch *run, const gr_jobs *jobs, gr_arena *arena, batch_standing **out);
gr_str batch_version_file(const batch *run, const batch_standing *one, gr_str key,
                          gr_version_part part, gr_arena *arena);

/** As its documents call it, or its id. */
gr_str batch_standing_title(const batch_standing *list, size_t n, gr_arena *arena);
/** As people call the edition. */
gr_str batch_edition_name(const gr_run_summary *summary, const gr_plan_row *row, gr_str manifest,
                          gr_str edition, gr_arena *arena);

/** A due job that is not ready by its deadline. */
bool batch_is_late(const batch *run, const gr_due *due, gr_moment *out_deadline);

#endif
