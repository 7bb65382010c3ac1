/* Owns the beginning and the end of a scheduled run: its descriptor, its entry in the journal, that
 * it is told. Must not know how its editions are made. */
#include "scheduled.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/file.h"
#include "edition/guards.h"
#include "load/fingerprint.h"
#include "load/laid_out.h"
#include "lookback/last_run.h"
#include "lookback/record.h"
#include "lookback/retention.h"
#include "store/accepted.h"
#include "store/state.h"
#include "tell.h"

/** Documents are served to readers, and the state folder is for griffie alone. */
static gr_status check_metrics(const gr_session *session, const gr_jobs *jobs)
{
    const gr_str folders[] = {session->store.output, session->store.state};
    for (size_t i = 0; jobs->metrics.len > 0 && i < sizeof(folders) / sizeof(folders[0]); i++) {
        if (gr_path_is_within(jobs->metrics, folders[i], session->arena)) {
            gr_diag_report(session->diag, jobs->metrics_at, GR_CODE_METRICS_PLACE,
                           "'" GR_FMT "' stands in '" GR_FMT
                           "'; a folder of the collector would do: "
                           "/var/lib/prometheus/node-exporter/griffie.prom",
                           GR_ARG(jobs->metrics), GR_ARG(folders[i]));
            return GR_BAD_INPUT;
        }
    }
    return GR_OK;
}

gr_status gr_scheduled_open(const gr_session *session, const gr_folders *folders, gr_scheduled *out)
{
    *out = (gr_scheduled){
        .session = session, .folders = *folders, .inputs = GR_LIT(""), .identity = GR_LIT("")};
    gr_status status = gr_batch_read(session, folders->batch, &out->jobs);
    if (out->jobs == NULL) { /* bad jobs do not stop the others */
        return status;
    }
    return check_metrics(session, out->jobs);
}

gr_status gr_scheduled_choose(gr_scheduled *run, gr_words asked, bool at_once, gr_value on)
{
    const gr_session *session = run->session;
    const gr_due_setup setup = {.jobs = run->jobs,
                                .asked = asked,
                                .at_once = at_once,
                                .on = on,
                                .now = session->clock.began,
                                .journal = run->journal,
                                .arena = session->arena,
                                .diag = session->diag};
    gr_status status = gr_due_choose(&setup, &run->due);
    run->work.orders = run->due.orders;
    run->work.n_orders = run->due.n;
    return status;
}

/* --- what it is made from --- */

static gr_read_folders folders_of(const gr_scheduled *run)
{
    return (gr_read_folders){.input = run->folders.input,
                             .templates = run->folders.templates,
                             .fonts = run->folders.fonts,
                             .patterns = gr_patterns_folder(GR_LIT(""), run->session->arena)};
}

#define DAY_SECONDS 86400

/** Who makes what. */
static gr_str asked_text(const gr_scheduled *run)
{
    gr_buf lines = gr_buf_make(run->session->arena, SIZE_MAX);
    for (size_t i = 0; i < run->work.n_orders; i++) {
        const gr_order *order = &run->work.orders[i];
        gr_buf_addf(&lines, "job " GR_FMT " " GR_FMT "\n", GR_ARG(order->job),
                    GR_ARG(order->period.name));
    }
    gr_buf_addf(&lines, GR_FMT "\n", GR_ARG(run->session->engine));
    gr_jobs_dump(run->jobs, &lines);
    return gr_buf_view(&lines);
}

gr_status gr_scheduled_fingerprint(const gr_scheduled *run, gr_str *out_hex)
{
    const gr_session *session = run->session;
    const gr_read_folders folders = folders_of(run);
    gr_str asked = asked_text(run), accepted = GR_LIT("");
    bool days = gr_descriptors_count_days(folders.templates, session->limits, session->arena);
    GR_TRY(gr_accepted_read(session->store.state, session->arena, session->diag, &accepted));
    asked =
        gr_str_fmt(session->arena, GR_FMT "%lld\n" GR_FMT, GR_ARG(asked),
                   days ? (long long)(session->clock.began / DAY_SECONDS) : 0LL, GR_ARG(accepted));
    return gr_fingerprint(&folders, asked, session->limits, session->arena, session->diag, out_hex);
}

gr_status gr_scheduled_identify(gr_scheduled *run)
{
    const gr_read_folders folders = folders_of(run);
    return gr_fingerprint_of_files(&folders, run->session->arena, run->session->diag,
                                   &run->identity);
}

/** Exports that were replaced while the run was at work were not all read as they were hashed: then
 *  no later run may take its word that nothing has changed. */
static void forget_replaced(gr_scheduled *run)
{
    gr_arena *arena = run->session->arena;
    const gr_read_folders folders = folders_of(run);
    gr_diag *discarded = gr_diag_new(arena, 1);
    gr_str now = GR_LIT("");
    if (gr_fingerprint_of_files(&folders, arena, discarded, &now) != GR_OK ||
        !gr_str_eq(now, run->identity)) {
        run->entry.inputs = GR_LIT("");
    }
}

/* --- its beginning --- */

void gr_scheduled_guard(const gr_scheduled *run)
{
    if (run->jobs->sender.len == 0) {
        gr_guard_publisher(&run->session->store, run->jobs->metrics, run->session->diag);
    }
}

/** Of those that are not left out: these stay due. */
static gr_str job_ids(const gr_scheduled *run)
{
    gr_buf ids = gr_buf_make(run->session->arena, SIZE_MAX);
    for (size_t i = 0; i < run->work.n_orders; i++) {
        const gr_order *order = &run->work.orders[i];
        if (!order->left_out) {
            gr_buf_addf(&ids, "%s" GR_FMT, ids.len == 0 ? "" : " ", GR_ARG(order->job));
        }
    }
    return gr_buf_view(&ids);
}

void gr_scheduled_begin(gr_scheduled *run, const char *command)
{
    run->entry = (gr_journal_run){.command = gr_str_of(command),
                                  .batch = run->jobs->id,
                                  .jobs = job_ids(run),
                                  .engine = run->session->engine,
                                  .inputs = run->inputs,
                                  .began = run->session->clock.began,
                                  .exit = -1};
}

/** What becomes of the reader of stdout is no reason to stop a publication. */
static void say(gr_str line)
{
    (void)fwrite(line.ptr, 1, line.len, stdout);
    (void)fflush(stdout);
}

gr_events gr_scheduled_events(const gr_scheduled *run)
{
    const gr_invocation *call = run->session->call;
    return (gr_events){.json = run->json,
                       .by_line = !call->quiet && !call->terminal,
                       .zone = run->jobs == NULL ? GR_LIT("UTC") : run->jobs->zone,
                       .clock = run->session->clock,
                       .say = say,
                       .arena = run->session->arena};
}

/* --- its end --- */

static void count(gr_scheduled *run)
{
    gr_journal_run *entry = &run->entry;
    uint32_t *const counts[GR_STATUS__COUNT] = {
        [GR_STATUS_PUBLISHED] = &entry->published, [GR_STATUS_UNCHANGED] = &entry->unchanged,
        [GR_STATUS_WARNED] = &entry->warned,       [GR_STATUS_DEGRADED] = &entry->degraded,
        [GR_STATUS_BLOCKED] = &entry->blocked,     [GR_STATUS_REFUSED] = &entry->refused,
        [GR_STATUS_FAILED] = &entry->failed};
    for (size_t i = 0; i < run->work.n_rows; i++) {
        (*counts[gr_row_status(&run->work.rows[i])])++;
    }
}

static void check_deadlines(const gr_scheduled *run)
{
    const gr_session *session = run->session;
    for (size_t i = 0; i < run->due.n; i++) {
        const gr_job *job = run->due.items[i].job;
        gr_moment deadline = 0;
        if (gr_due_is_late(run->jobs, &run->due.items[i], gr_run_clock_now(session->clock),
                           &deadline)) {
            gr_buf when = gr_buf_make(session->arena, SIZE_MAX);
            gr_moment_add(deadline, run->jobs->zone, &when);
            gr_diag_report(session->diag, job->at, GR_CODE_DEADLINE_MISSED,
                           "job '" GR_FMT "' should have been ready at " GR_FMT, GR_ARG(job->id),
                           GR_ARG(gr_buf_view(&when)));
        }
    }
}

static gr_finished finished(const gr_scheduled *run, gr_exit result)
{
    const gr_session *session = run->session;
    return (gr_finished){.store = session->store,
                         .templates = run->folders.templates,
                         .fonts = run->folders.fonts,
                         .limits = session->limits,
                         .jobs = run->jobs,
                         .journal = run->journal,
                         .number = run->entry.id,
                         .due = run->due,
                         .rows = run->work.rows,
                         .n_rows = run->work.n_rows,
                         .exit = result,
                         .clock = session->clock,
                         .arena = session->arena,
                         .diag = session->diag};
}

static void retain(const gr_scheduled *run)
{
    const gr_session *session = run->session;
    gr_arena *arena = gr_arena_new(4096);
    const gr_retention how = {session->store, session->clock.began, arena, session->diag};
    gr_retain_all(&how, run->work.orders, run->work.n_orders);
    gr_arena_free(arena);
}

static void write_down(gr_scheduled *run, gr_exit result)
{
    const gr_session *session = run->session;
    const gr_last_run_setup last = gr_scheduled_last(run);
    const gr_record record = {.store = session->store,
                              .journal = run->journal,
                              .run = run->entry.id,
                              .diag = session->diag};
    run->heard = gr_said_before(&last, session->diag);
    gr_record_messages(&record);
    run->entry.jobs = job_ids(run);
    run->entry.ended = gr_run_clock_now(session->clock);
    run->entry.exit = (int)result;
    gr_journal_end(run->journal, &run->entry, session->diag);
}

void gr_scheduled_end(gr_scheduled *run, gr_exit result)
{
    const gr_events events = gr_scheduled_events(run);
    forget_replaced(run);
    if (result < GR_EXIT_USAGE) { /* it went through, and the lock is ours */
        retain(run);
    }
    count(run);
    check_deadlines(run);
    const gr_finished over = finished(run, result);
    gr_tell(&over);
    run->ended = true;
    write_down(run, result);
    gr_event_ended(&events, &run->entry, result, run->session->diag);
}

void gr_scheduled_tell(gr_scheduled *run, gr_exit result)
{
    const gr_events events = gr_scheduled_events(run);
    const gr_finished over = finished(run, result);
    if (!run->ended && run->work.stopped_by == 0) {
        gr_tell(&over);
        gr_event_ended(&events, &run->entry, result, run->session->diag);
    }
}

void gr_scheduled_leave(const gr_scheduled *run, gr_exit result, gr_ending *ending)
{
    gr_ending_take(ending, &run->work);
    ending->words.jobs = run->jobs;
    ending->words.number = run->entry.id;
    ending->words.nothing_due =
        run->session->call->terminal && result == GR_EXIT_OK && run->due.n == 0;
    ending->heard = run->heard && !run->session->call->in_journal;
}

gr_last_run_setup gr_scheduled_last(const gr_scheduled *run)
{
    return (gr_last_run_setup){.store = run->session->store,
                               .journal = run->journal,
                               .now = &run->entry,
                               .orders = run->work.orders,
                               .n_orders = run->work.n_orders,
                               .arena = run->session->arena};
}
