#ifndef GR_BATCH_DUE_H
#define GR_BATCH_DUE_H
/* Which jobs of the batch descriptor a run makes. */
#include "batch/request.h"
#include "journal/journal.h"
#include "plan/order.h"

typedef struct gr_due_setup {
    const gr_jobs *jobs;
    gr_words asked; /* ids; none: all that are due */
    bool at_once;   /* whether due or not */
    gr_value on;    /* DATE: the day they are made for; else that of their schedules */
    gr_moment now;
    gr_journal *journal; /* NULL: none to be had; then nothing was ever made */
    gr_arena *arena;
    gr_diag *diag;
} gr_due_setup;

typedef struct gr_due_list {
    gr_due *items;
    gr_order *orders; /* what they ask, in the same order */
    size_t n;
} gr_due_list;

/** Jobs that cannot be made are left out, which is told; JOB_UNKNOWN of one that is not there. */
GR_MUST_USE gr_status gr_due_choose(const gr_due_setup *setup, gr_due_list *out);
/** A due job that is not ready by its deadline, for which somebody waits. */
bool gr_due_is_late(const gr_jobs *jobs, const gr_due *due, gr_moment now, gr_moment *out_deadline);

#endif
