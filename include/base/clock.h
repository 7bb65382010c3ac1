#ifndef GR_BASE_CLOCK_H
#define GR_BASE_CLOCK_H
/* The only reader of the system's clocks. Rooms that make documents know none: the moment of a run
 * is read once, by `cli`, and travels as a value. */
#include "base/fwd.h"

/** Seconds since 1970-01-01 UTC, as the machine believes. */
int64_t gr_clock_now(void);
/** Milliseconds since some moment in the past, for how long something took: whatever people do to
 *  the clock on the wall. */
int64_t gr_clock_elapsed_ms(void);
/** Seconds since the machine started, those counted in which it slept. */
int64_t gr_clock_awake_or_not_s(void);

typedef struct gr_run_clock { /* of one run, which is told its moment */
    int64_t began;            /* by who asks: seconds since 1970 UTC */
    int64_t started_ms;       /* by gr_clock_elapsed_ms, at the same moment */
} gr_run_clock;
/** This moment: that of the run, and what has passed since. */
int64_t gr_run_clock_now(gr_run_clock clock);

/** For tests: from now on the three say this, in this process and in those that it forks; NULL: the
 *  system's again. */
typedef struct gr_clock_reading {
    int64_t now, elapsed_ms, awake_or_not_s;
} gr_clock_reading;
void gr_clock_stand_at(const gr_clock_reading *reading);

#endif
