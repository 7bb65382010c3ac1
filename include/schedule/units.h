#ifndef GR_SCHEDULE_UNITS_H
#define GR_SCHEDULE_UNITS_H
/* What other schedulers read: systemd units and crontab lines, printed from the batch descriptor.
 */
#include "schedule/jobs.h"

typedef struct gr_unit_setup { /* absolute names for the unit files */
    gr_str program, input, templates, output, fonts;
    gr_str user; /* system user the service runs as; empty: DynamicUser is not used, cron's user */
} gr_unit_setup;
typedef struct gr_unit_file {
    gr_str name; /* "griffie-mgr-night-dossiers.timer" */
    gr_str text;
} gr_unit_file;

/** A service and a timer for each job with a schedule, and one service that tells of failures
 *  (OnFailure). Timers are Persistent; services are sandboxed (`systemd-analyze security`
 * below 2.0). */
void gr_units_systemd(const gr_jobs *jobs, const gr_unit_setup *setup, gr_arena *arena,
                      gr_unit_file **out, size_t *out_n);
/** Lines of a crontab(5), with CRON_TZ and a comment for each job. What cron cannot say ("last day
 *  of the month") is said by a test in the line. */
void gr_units_crontab(const gr_jobs *jobs, const gr_unit_setup *setup, gr_buf *out);

#endif
