#ifndef GR_BATCH_TELL_H
#define GR_BATCH_TELL_H
/* What a run tells when it is over, besides its exit status: a page, mails, figures. None of it can
 * make a run fail: what cannot be told is a warning. */
#include "due.h"
#include "lookback/standing.h"
#include "notify/notify.h"
#include "session.h"

typedef struct gr_finished { /* a run that is over */
    gr_store store;
    gr_str templates, fonts; /* folders: the words are those of a house style */
    const gr_limits *limits;
    const gr_jobs *jobs;
    gr_journal *journal; /* NULL: none to be had */
    int64_t number;      /* in it; 0: not written down */
    gr_due_list due;
    const gr_plan_row *rows;
    size_t n_rows;
    gr_exit exit;
    const char *by_hand; /* label of what somebody did besides the runs; NULL: it is one */
    gr_run_clock clock;
    gr_arena *arena;
    gr_diag *diag;
} gr_finished;

/* tell.c */
/** All of it, at the end of a scheduled run. */
void gr_tell(const gr_finished *run);
/** output/index.html anew: after `withdraw` and `release`, which are no runs. */
void gr_tell_page(const gr_finished *run);

/* summary.c */
/** Values for who tells it, in the run's arena. */
gr_run_summary gr_summary_of(const gr_finished *run);
/** What is asked of what stands there (lookback/standing.h); lists in `arena`. */
gr_standing_setup gr_standing_of(const gr_finished *run, gr_arena *arena);

#endif
