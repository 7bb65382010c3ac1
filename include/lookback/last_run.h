#ifndef GR_LOOKBACK_LAST_RUN_H
#define GR_LOOKBACK_LAST_RUN_H
/* The runs of the same jobs before this one, by the journal: whether this one could make anything
 * new, and whether it says anything new. */
#include "journal/journal.h"
#include "plan/row.h"
#include "store/place.h"

typedef struct gr_last_run_setup {
    gr_store store;
    gr_journal *journal;       /* NULL: none to be had; then nothing is known */
    const gr_journal_run *now; /* this run: its batch, jobs, inputs; its id, when it was begun */
    const gr_order *orders;    /* of these jobs */
    size_t n_orders;
    gr_arena *arena;
} gr_last_run_setup;

/** True when the last run, which was of these jobs, went through with the same inputs and had
 *  nothing to warn of, and what it published stands and is for the same day; then *out is its rows,
 *  all unchanged, in the order in which they were made. */
bool gr_nothing_changed(const gr_last_run_setup *setup, gr_plan_row **out, size_t *out_n);
/** True when the last run of these jobs said the same warnings and errors, and nothing is among
 *  those of `diag` that is to be told each time. Before they are written down. */
bool gr_said_before(const gr_last_run_setup *setup, const gr_diag *diag);

#endif
