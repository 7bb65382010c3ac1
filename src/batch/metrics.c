/* Owns the figures of a run for Prometheus' textfile collector. Names and labels are stable: alarms
 * hang on them. */
#include "base/arena.h"
#include "base/file.h"
#include "tell.h"

typedef struct metering {
    const batch *run;
    const batch_tale *tale;
    gr_arena *arena;
    gr_buf *out;
} metering;

static void add_head(const metering *m, const char *name, const char *help)
{
    gr_buf_addf(m->out, "# HELP griffie_%s %s\n# TYPE griffie_%s gauge\n", name, help, name);
}

/** Names of batches and jobs hold nothing that would have to be escaped. */
static void add_value(const metering *m, const char *name, const char *label, gr_str value,
                      int64_t number)
{
    gr_buf_addf(m->out, "griffie_%s{batch=\"" GR_FMT "\"", name, GR_ARG(m->tale->jobs->id));
    if (value.len > 0) {
        gr_buf_addf(m->out, ",%s=\"" GR_FMT "\"", label, GR_ARG(value));
    }
    gr_buf_addf(m->out, "} %lld\n", (long long)number);
}

static size_t waiting(const metering *m)
{
    const gr_outbox outbox = batch_outbox(m->run, m->tale->jobs);
    return gr_outbox_count(&outbox, m->arena);
}

static void add_run(const metering *m)
{
    const struct {
        const char *name, *help;
        int64_t value;
    } rows[] = {
        {"last_run_timestamp_seconds", "When the last run began.", m->run->request->now},
        {"last_run_duration_seconds", "How long the last run took.",
         m->tale->at - m->run->request->now},
        {"last_run_exit_status",
         "Exit status of the last run: 0 is well, 64 and up published "
         "nothing.",
         (int64_t)m->tale->result},
        {"mails_waiting", "Mails that could not be sent yet.", (int64_t)waiting(m)},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        add_head(m, rows[i].name, rows[i].help);
        add_value(m, rows[i].name, "", GR_LIT(""), rows[i].value);
    }
}

static void add_editions(const metering *m)
{
    add_head(m, "last_run_editions", "Editions of the last run by what became of them.");
    for (int i = 0; i < GR_TOLD__COUNT; i++) {
        int64_t n = 0;
        for (size_t k = 0; k < m->run->n_plan; k++) {
            n += batch_told(&m->run->plan[k]) == (gr_told)i ? 1 : 0;
        }
        add_value(m, "last_run_editions", "status", gr_told_word((gr_told)i), n);
    }
}

/** Of this run, when the job was in it and it went through; else by the journal. 0: never. */
static gr_moment last_success(const metering *m, const gr_night_job *job)
{
    const batch_night *night = m->run->night;
    for (size_t i = 0; i < night->n_due; i++) {
        if (night->due[i].job == job && !batch_all_failed(m->tale)) {
            return m->run->request->now;
        }
    }
    return gr_journal_last_done(night->journal, m->tale->jobs->id, job->id);
}

/** By when the job has to go through again. A job that failed keeps the deadline that it has not
 *  met; without a success, that of the last moment it was due. */
static bool next_deadline(const metering *m, const gr_night_job *job, gr_moment *out)
{
    gr_str zone = m->tale->jobs->zone;
    gr_moment last = last_success(m, job);
    gr_moment due = 0;
    bool known = last > 0 ? gr_schedule_next(&job->schedule, zone, last, &due)
                          : gr_schedule_last(&job->schedule, zone, m->run->request->now, &due);
    if (known && job->has_deadline) {
        *out = gr_deadline_of(job, zone, due);
    }
    return known && job->has_deadline;
}

static void add_jobs(const metering *m)
{
    const gr_jobs *jobs = m->tale->jobs;
    add_head(m, "job_last_success_timestamp_seconds",
             "When the last run began in which the job went through; 0 is never.");
    for (size_t i = 0; i < jobs->n; i++) {
        add_value(m, "job_last_success_timestamp_seconds", "job", jobs->jobs[i].id,
                  last_success(m, &jobs->jobs[i]));
    }
    add_head(m, "job_deadline_timestamp_seconds",
             "By when the job has to go through again: an alarm when this has passed.");
    for (size_t i = 0; i < jobs->n; i++) {
        gr_moment deadline = 0;
        if (next_deadline(m, &jobs->jobs[i], &deadline)) {
            add_value(m, "job_deadline_timestamp_seconds", "job", jobs->jobs[i].id, deadline);
        }
    }
}

void batch_metrics(batch *run, const batch_tale *tale)
{
    if (tale->jobs->metrics.len == 0) {
        return;
    }
    gr_arena *arena = gr_arena_new(16384);
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    const metering m = {.run = run, .tale = tale, .arena = arena, .out = &out};
    gr_str path = tale->jobs->metrics;
    add_run(&m);
    add_editions(&m);
    add_jobs(&m);
    /* the collector runs as somebody else; there is no name of a council in it */
    gr_str why = gr_file_replace(path, gr_buf_view(&out), true, arena);
    if (why.len > 0) {
        gr_loc whole = {.file = gr_diag_add_file(run->diag, path)};
        gr_diag_report(run->diag, whole, GR_CODE_METRICS_WRITE, GR_FMT, GR_ARG(why));
    }
    gr_arena_free(arena);
}
