#include "night.h"

/* Owns the order of a nightly run: what is due, whether anything changed, making it, writing it
 * down, telling who should know. Must not know how any of these is done. */
#include <sys/stat.h>

#include "base/arena.h"
#include "base/clock.h"
#include "lookback/last_run.h"
#include "lookback/lookback.h"
#include "lookback/retention.h"
#include "store/lock.h"
#include "store/state.h"
#include "tell.h"

gr_moment batch_now(const batch *run)
{
    return run->request->now + (gr_clock_elapsed_ms() - run->started_ms) / 1000;
}

/** Of those that are not left out: these stay due. */
static gr_str job_ids(const batch *run)
{
    gr_buf ids = gr_buf_make(run->src, SIZE_MAX);
    for (size_t i = 0; i < run->n_orders; i++) {
        if (!run->orders[i].left_out) {
            gr_buf_addf(&ids, "%s" GR_FMT, ids.len == 0 ? "" : " ", GR_ARG(run->orders[i].job));
        }
    }
    return gr_buf_view(&ids);
}

void batch_night_begin(batch *run, const char *command)
{
    batch_night *night = run->night;
    night->entry = (gr_journal_run){.command = gr_str_of(command),
                                    .batch = night->jobs->id,
                                    .jobs = job_ids(run),
                                    .engine = run->engine,
                                    .inputs = night->inputs,
                                    .began = run->request->now,
                                    .exit = -1};
}

static void count(batch *run)
{
    gr_journal_run *entry = &run->night->entry;
    uint32_t *const counts[GR_TOLD__COUNT] = {[GR_TOLD_PUBLISHED] = &entry->published,
                                              [GR_TOLD_UNCHANGED] = &entry->unchanged,
                                              [GR_TOLD_WARNED] = &entry->warned,
                                              [GR_TOLD_BLOCKED] = &entry->blocked,
                                              [GR_TOLD_FAILED] = &entry->failed};
    for (size_t i = 0; i < run->n_plan; i++) {
        (*counts[gr_row_told(&run->plan[i])])++;
    }
}

/** Late is worth a word even when all went well: somebody waits. */
bool batch_is_late(const batch *run, const gr_due *due, gr_moment *out_deadline)
{
    *out_deadline = gr_deadline_of(due->job, run->night->jobs->zone, due->due);
    return due->awaited && batch_now(run) > *out_deadline;
}

static void check_deadlines(const batch *run)
{
    const batch_night *night = run->night;
    for (size_t i = 0; i < night->n_due; i++) {
        const gr_night_job *job = night->due[i].job;
        gr_moment deadline = 0;
        if (batch_is_late(run, &night->due[i], &deadline)) {
            gr_buf when = gr_buf_make(run->src, SIZE_MAX);
            gr_moment_add(deadline, night->jobs->zone, &when);
            gr_diag_report(run->diag, job->at, GR_CODE_DEADLINE_MISSED,
                           "job '" GR_FMT "' should have been ready at " GR_FMT, GR_ARG(job->id),
                           GR_ARG(gr_buf_view(&when)));
        }
    }
}

static gr_exit make(batch *run)
{
    gr_journal_begin(run->night->journal, &run->night->entry, run->diag);
    batch_event_began(run);
    batch_publish_sweep(run);
    gr_exit result = batch_roles_run(run);
    batch_publish_sweep(run); /* what was not published */
    return result;
}

static gr_last_run_setup last_run_of(const batch *run)
{
    return (gr_last_run_setup){.store = run->store,
                               .journal = run->night->journal,
                               .now = &run->night->entry,
                               .orders = run->orders,
                               .n_orders = run->n_orders,
                               .arena = run->src};
}

static bool nothing_changed(batch *run)
{
    const gr_last_run_setup last = last_run_of(run);
    return !run->request->force && gr_nothing_changed(&last, &run->plan, &run->n_plan);
}

/** The same exports, texts, descriptors and fonts: what stands there is what would be made. */
static gr_exit leave(batch *run)
{
    gr_journal_begin(run->night->journal, &run->night->entry, run->diag);
    batch_event_began(run);
    for (size_t i = 0; i < run->n_plan; i++) {
        batch_settle(run, &run->plan[i]);
    }
    return GR_EXIT_OK;
}

/** Exports that were replaced while the run was at work were not all read as they were hashed: then
 *  no later night may take its word that nothing has changed. */
static void forget_replaced(batch *run)
{
    gr_journal_run *entry = &run->night->entry;
    gr_diag *unheard = gr_diag_new(run->src, 1);
    gr_str now = GR_LIT("");
    if (batch_identity(run, unheard, &now) != GR_OK || !gr_str_eq(now, run->night->identity)) {
        entry->inputs = GR_LIT("");
    }
}

void batch_night_end(batch *run, gr_exit result)
{
    batch_night *night = run->night;
    forget_replaced(run);
    if (result < GR_EXIT_USAGE) { /* it went through, and the lock is ours */
        gr_arena *arena = gr_arena_new(4096);
        const gr_retention how = {run->store, run->request->now, arena, run->diag};
        gr_retain_all(&how, run->orders, run->n_orders);
        gr_arena_free(arena);
    }
    count(run);
    check_deadlines(run);
    batch_tell(run, result);
    night->told = true;
    const gr_last_run_setup last = last_run_of(run);
    night->as_before = gr_said_before(&last, run->diag);
    batch_record_messages(run);
    night->entry.jobs = job_ids(run);
    night->entry.ended = batch_now(run);
    night->entry.exit = (int)result;
    gr_journal_end(night->journal, &night->entry, run->diag);
    batch_event_ended(run, result);
}

static gr_exit make_due(batch *run)
{
    batch_night *night = run->night;
    gr_status status = batch_choose_due(run);
    if (status != GR_OK) {
        return batch_exit_of(status, run->diag);
    }
    if (night->n_due == 0) {
        return GR_EXIT_OK;
    }
    status = batch_identity(run, run->diag, &night->identity);
    if (status == GR_OK) {
        status = batch_fingerprint(run, run->diag, &night->inputs);
    }
    if (status != GR_OK) {
        return batch_exit_of(status, run->diag);
    }
    batch_night_begin(run, "run");
    gr_exit result = nothing_changed(run) ? leave(run) : make(run);
    if (run->stopped_by == 0) {
        batch_night_end(run, result);
    }
    return result;
}

/** Documents are served to readers, and the state folder is for griffie alone. */
static gr_status check_metrics(const batch *run)
{
    const gr_jobs *jobs = run->night->jobs;
    const gr_str folders[] = {run->store.output, run->store.state};
    for (size_t i = 0; jobs->metrics.len > 0 && i < sizeof(folders) / sizeof(folders[0]); i++) {
        if (gr_path_is_within(jobs->metrics, folders[i], run->src)) {
            gr_diag_report(run->diag, jobs->metrics_at, GR_CODE_METRICS_PLACE,
                           "'" GR_FMT "' stands in '" GR_FMT
                           "'; a folder of the collector would do: "
                           "/var/lib/prometheus/node-exporter/griffie.prom",
                           GR_ARG(jobs->metrics), GR_ARG(folders[i]));
            return GR_BAD_INPUT;
        }
    }
    return GR_OK;
}

gr_status batch_night_open(batch *run)
{
    batch_night *night = GR_NEW(run->src, batch_night);
    run->night = night;
    night->inputs = GR_LIT("");
    night->identity = GR_LIT("");
    GR_TRY(batch_read_jobs(run, &night->jobs));
    run->archive = night->jobs->archive;
    run->memory_mib = night->jobs->memory_mib;
    run->edition_seconds = night->jobs->edition_seconds;
    return check_metrics(run);
}

gr_exit batch_night_run(batch *run)
{
    gr_status status = batch_night_open(run);
    if (status != GR_OK) {
        batch_event_ended(run, batch_exit_of(status, run->diag));
        return batch_exit_of(status, run->diag);
    }
    batch_night *night = run->night;
    batch_guard_night(run);
    status = gr_journal_open(gr_journal_path(run->store.state, run->src), GR_JOURNAL_WRITE,
                             run->diag, &night->journal);
    gr_exit result = status == GR_OK ? make_due(run) : batch_exit_of(status, run->diag);
    if (!night->told && run->stopped_by == 0) { /* it ended before it began, or nothing was due */
        batch_tell(run, result);
        batch_event_ended(run, result);
    }
    gr_journal_close(night->journal);
    night->journal = NULL;
    return result;
}
