#ifndef GR_BATCH_NIGHT_H
#define GR_BATCH_NIGHT_H
/* What a nightly run knows besides what it makes: its descriptor, its journal, its clock. */
#include "batch_priv.h"
#include "journal/journal.h"
#include "schedule/calendar.h"

struct batch_night {
    const gr_jobs *jobs;
    gr_due *due; /* by row of batch.orders */
    size_t n_due;
    gr_journal *journal; /* NULL: none to be had */
    gr_journal_run entry;
    gr_str inputs;   /* fingerprint of all that could be read */
    gr_str identity; /* of the files it was taken of, before that */
    bool told;       /* its end was told to whoever should know */
    bool as_before;  /* nothing was said that the last run of these jobs did not say as well */
};

/* due.c: jobs to orders */
/** Of the batch descriptor: request.jobs_file, or batch.xml in the templates. */
gr_str batch_jobs_path(const batch *run);
/** Reads it. */
GR_MUST_USE gr_status batch_read_jobs(batch *run, const gr_jobs **out);
/** Fills night->due and the run's orders. */
GR_MUST_USE gr_status batch_choose_due(batch *run);

/* job_formats.c */
/** `render` without --format: rows of the plan ask for the formats of the job that makes the same.
 */
void batch_take_job_formats(batch *run);

/* units.c */
gr_exit batch_schedule(batch *run);

/** Of all that could be read, and of what the jobs ask (load/fingerprint.h): facts.c. */
GR_MUST_USE gr_status batch_fingerprint(const batch *run, gr_diag *diag, gr_str *out_hex);
GR_MUST_USE gr_status batch_identity(const batch *run, gr_diag *diag, gr_str *out_hex);

/* night.c: beginning and end of a run, for all who publish what jobs ask */
/** Reads the batch descriptor into run->night. */
GR_MUST_USE gr_status batch_night_open(batch *run);
/** Makes the journal's entry, which is begun by gr_journal_begin. */
void batch_night_begin(batch *run, const char *command);
/** Counts, writes down and tells how it went. */
void batch_night_end(batch *run, gr_exit result);

/* record.c: the journal's rows */
void batch_record_row(batch *run, const gr_plan_row *row, gr_str before);
void batch_record_messages(batch *run);

/* events.c: stdout */
void batch_event_began(const batch *run);
void batch_event_row(const batch *run, const gr_plan_row *row);
void batch_event_ended(const batch *run, gr_exit result);

#endif
