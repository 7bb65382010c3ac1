#ifndef GR_EDITION_WORKERS_H
#define GR_EDITION_WORKERS_H
/* Editions made by worker processes, and the words in which the processes of a run tell each other
 * of it. The loader (which read everything) tells the plan, then hands its rows to workers; the
 * supervisor (which publishes) hears. */
#include "edition/edition.h"

typedef enum gr_run_word {
    GR_WORD_ROW,    /* loader: a row of the plan */
    GR_WORD_LOADED, /* loader: a status, and what was said while reading; the plan is complete */
    GR_WORD_TAKEN,  /* loader: a worker began with a row */
    GR_WORD_MADE    /* worker: a row, what became of it, what was said */
} gr_run_word;

typedef struct gr_crew {
    const gr_edition_setup *setup;
    const gr_plan_row *rows;
    size_t n;
    const gr_order *orders;
    size_t n_orders;
    const gr_diag *diag; /* of the run: what was said while reading, and the numbers of files */
    unsigned workers;    /* at most; 0: one for each core */
    unsigned memory_mib, seconds;     /* limits of a worker, and of an edition */
    gr_str memory_from, seconds_from; /* what says so, for messages */
} gr_crew;

/* ---- the loader ---- */

/** Tells the plan when it was made (GR_OK), which orders are left out, and how reading went. False:
 *  nobody hears it. */
GR_MUST_USE bool gr_crew_tell_plan(const gr_crew *crew, gr_status status, int channel);
/** Makes all rows, and tells what becomes of them. A worker that dies, hangs or grows beyond its
 *  limits is one failed row. Ends early when nobody hears it. */
void gr_crew_make_all(const gr_crew *crew, int channel);

/* ---- the supervisor: what the words say. False: a word is not whole, and its maker not to be
 * trusted; then nothing was filled ---- */

typedef struct gr_plan_heard { /* the plan as it is told */
    gr_order *orders;          /* rows are asked for by these */
    size_t n_orders;
    unsigned errors; /* diagnostics of a row hold at most so many */
    gr_arena *arena; /* of the rows */
    gr_plan_row *rows;
    size_t n, cap;
} gr_plan_heard;
GR_MUST_USE bool gr_hear_row(gr_plan_heard *plan, gr_str body);
/** What was said replaces what `diag` has; marks the orders that are left out. */
GR_MUST_USE bool gr_hear_loaded(const gr_plan_heard *plan, gr_str body, gr_diag *diag,
                                gr_status *out);
GR_MUST_USE bool gr_hear_taken(const gr_plan_heard *plan, gr_str body, size_t *out_nr);
/** Fills the row that it names with what became of it; whose it is was told before. */
GR_MUST_USE bool gr_hear_made(gr_plan_heard *plan, gr_str body, size_t *out_nr);

#endif
