#ifndef GR_PLAN_WORK_H
#define GR_PLAN_WORK_H
/* The editions of a run: who asks for them, what becomes of them, and what that makes of the run.
 */
#include "base/exit.h"
#include "plan/row.h"

typedef struct gr_work {
    gr_order *orders;
    size_t n_orders;
    gr_plan_row *rows;
    size_t n_rows;
    bool wrong_besides; /* what was read has errors, perhaps of jobs that are not due */
    bool partly;        /* other shards make the rest of it */
    int stopped_by;     /* signal that ended the run; 0: none */
} gr_work;

/** What was read has errors; a control of derived data, and a promise, is for the jobs to judge. */
bool gr_is_wrong_besides(const gr_diag *diag, gr_arena *arena);
/** How many ended so. */
size_t gr_work_count(const gr_work *work, gr_edition_outcome outcome);
/** Of a run that went through; what was said of editions is added to `diag`. `strict`: warnings
 *  make GR_EXIT_WARNINGS. */
gr_exit gr_exit_of_work(const gr_work *work, bool strict, gr_arena *arena, gr_diag *diag);

#endif
