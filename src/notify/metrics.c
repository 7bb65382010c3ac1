/* Owns the figures of a run for Prometheus' textfile collector. Names and labels are stable: alarms
 * hang on them. */
#include "notify/notify.h"

static void add_head(gr_buf *out, const char *name, const char *help)
{
    gr_buf_addf(out, "# HELP griffie_%s %s\n# TYPE griffie_%s gauge\n", name, help, name);
}

/** Names of batches and jobs hold nothing that would have to be escaped. */
static void add_value(const gr_run_summary *run, const char *name, const char *label, gr_str value,
                      int64_t number, gr_buf *out)
{
    gr_buf_addf(out, "griffie_%s{batch=\"" GR_FMT "\"", name, GR_ARG(run->jobs->id));
    if (value.len > 0) {
        gr_buf_addf(out, ",%s=\"" GR_FMT "\"", label, GR_ARG(value));
    }
    gr_buf_addf(out, "} %lld\n", (long long)number);
}

static void add_run(const gr_run_summary *run, gr_buf *out)
{
    const struct {
        const char *name, *help;
        int64_t value;
    } rows[] = {
        {"last_run_timestamp_seconds", "When the last run began.", run->began},
        {"last_run_duration_seconds", "How long the last run took.", run->ended - run->began},
        {"last_run_exit_status",
         "Exit status of the last run: 0 is well, 64 and up published "
         "nothing.",
         run->exit},
        {"mails_waiting", "Mails that could not be sent yet.", (int64_t)run->mails_waiting},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        add_head(out, rows[i].name, rows[i].help);
        add_value(run, rows[i].name, "", GR_LIT(""), rows[i].value, out);
    }
}

static void add_editions(const gr_run_summary *run, gr_buf *out)
{
    add_head(out, "last_run_editions", "Editions of the last run by what became of them.");
    for (int i = 0; i < GR_STATUS__COUNT; i++) {
        int64_t n = 0;
        for (size_t k = 0; k < run->n_editions; k++) {
            n += run->editions[k].status == (gr_edition_status)i ? 1 : 0;
        }
        add_value(run, "last_run_editions", "status", gr_edition_status_word((gr_edition_status)i),
                  n, out);
    }
}

/** By when the job has to go through again. A job that failed keeps the deadline that it has not
 *  met; without a success, that of the last moment it was due. */
static bool next_deadline(const gr_run_summary *run, size_t nr, gr_moment *out)
{
    const gr_job *job = &run->jobs->jobs[nr];
    gr_str zone = run->jobs->zone;
    gr_moment last = run->last_success[nr];
    gr_moment due = 0;
    bool known = last > 0 ? gr_schedule_next(&job->schedule, zone, last, &due)
                          : gr_schedule_last(&job->schedule, zone, run->began, &due);
    if (known && job->has_deadline) {
        *out = gr_deadline_of(job, zone, due);
    }
    return known && job->has_deadline;
}

static void add_jobs(const gr_run_summary *run, gr_buf *out)
{
    const gr_jobs *jobs = run->jobs;
    add_head(out, "job_last_success_timestamp_seconds",
             "When the last run began in which the job went through; 0 is never.");
    for (size_t i = 0; i < jobs->n; i++) {
        add_value(run, "job_last_success_timestamp_seconds", "job", jobs->jobs[i].id,
                  run->last_success[i], out);
    }
    add_head(out, "job_deadline_timestamp_seconds",
             "By when the job has to go through again: an alarm when this has passed.");
    for (size_t i = 0; i < jobs->n; i++) {
        gr_moment deadline = 0;
        if (next_deadline(run, i, &deadline)) {
            add_value(run, "job_deadline_timestamp_seconds", "job", jobs->jobs[i].id, deadline,
                      out);
        }
    }
}

void gr_run_metrics(const gr_run_summary *run, gr_buf *out)
{
    add_run(run, out);
    add_editions(run, out);
    add_jobs(run, out);
}
