#ifndef GR_BATCH_PROGRESS_H
#define GR_BATCH_PROGRESS_H
/* The one line on a terminal that moves. */
#include "batch/request.h"
#include "plan/row.h"

typedef struct gr_moving_line {
    bool shown;       /* people look on; else nothing is written */
    int64_t since_ms; /* by gr_clock_elapsed_ms: when the first edition was begun; 0: not yet */
} gr_moving_line;
/** Shown when people look on. */
gr_moving_line gr_line_of(const gr_invocation *call);
/** A row was begun or ended, `done` of n are behind us. */
void gr_line_move(gr_moving_line *line, size_t done, size_t n, const gr_plan_row *row);
void gr_line_end(const gr_moving_line *line);

#endif
