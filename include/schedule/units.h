#ifndef GR_SCHEDULE_UNITS_H
#define GR_SCHEDULE_UNITS_H
/* What other schedulers read: systemd units and crontab lines, printed from the batch descriptor.
 */
#include "schedule/jobs.h"

typedef struct gr_unit_setup { /* absolute names for the unit files, without control characters */
    gr_str program, input, templates, output, state;
    gr_str fonts; /* empty: griffie's own default */
    gr_str user;  /* system user the service runs as; empty: whoever starts it, as cron does */
} gr_unit_setup;
typedef struct gr_unit_file {
    gr_str name; /* "griffie-mgr-night-dossiers.timer" */
    gr_str text;
} gr_unit_file;

/** Reports a folder or a user that can stand in no unit (USAGE); also the folder that we stand in,
 *  which no word of the command named. Before any of the others. */
GR_MUST_USE gr_status gr_units_check(const gr_unit_setup *setup, gr_diag *diag);
/** A service and a timer for each job with a schedule, one service that tells of failures
 *  (OnFailure), and with mail last one that sends what waits in the outbox. Timers are Persistent;
 * services are sandboxed (`systemd-analyze security` below 2.0). */
void gr_units_systemd(const gr_jobs *jobs, const gr_unit_setup *setup, gr_arena *arena,
                      gr_unit_file **out, size_t *out_n);
/** griffie.service, griffie.timer and griffie-failed@.service of the package: one run each night
 * that makes whatever is due by the batch descriptor in `templates`; nothing as long as there is
 * none. The same sandbox. */
void gr_units_package(const gr_unit_setup *setup, gr_arena *arena, gr_unit_file out[3]);
/** Lines of a crontab(5), each with a comment. Debian's cron knows neither CRON_TZ nor "last day of
 *  the month", so cron asks every hour and a test in the line says whether hour and day in the
 *  zone of the batch are those of the job: the same lines are right for every cron and every zone
 *  of the machine. */
void gr_units_crontab(const gr_jobs *jobs, const gr_unit_setup *setup, gr_buf *out);

#endif
