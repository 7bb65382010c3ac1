#ifndef GR_PLAN_RECIPIENTS_H
#define GR_PLAN_RECIPIENTS_H
/* Recipients of the batch descriptor held against the plan of its jobs. */
#include "plan/row.h"

typedef struct gr_audience_setup {
    const gr_jobs *jobs;
    const gr_order *orders; /* of these jobs, those that are made */
    size_t n_orders;
    const gr_plan_row *rows; /* what they make */
    size_t n_rows;
    gr_code idle; /* how it is told that nobody of a line would ever hear anything */
    gr_arena *arena;
    gr_diag *diag;
} gr_audience_setup;

/** False: one or more were told. Of a line that stands in a job which is not made nobody knows. */
bool gr_recipients_check(const gr_audience_setup *setup);

#endif
