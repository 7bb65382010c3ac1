#include "shard.h"

/* Owns the end of a run that was made in shards: their files are read and held against each other,
 * then all they made is published as a scheduled run does it. Nothing is published unless all of
 * them are there and belong together. May be killed and run again. */
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "lookback/lookback.h"
#include "plan/shard_files.h"
#include "provenance/version.h"
#include "settle.h"
#include "store/folder.h"

typedef struct collecting {
    const gr_collect_request *request;
    gr_scheduled run;
    gr_lock *lock;
    gr_str run_id, folder;
    gr_shard *shards;
    unsigned n;
} collecting;

/* --- what they made, as the plan of this run --- */

/** The jobs that the shards made, due as they found them. */
static gr_status choose_jobs(collecting *c)
{
    const gr_shard *first = &c->shards[0];
    gr_due_list *due = &c->run.due;
    gr_str *ids = GR_NEW_N(c->run.session->arena, gr_str, first->n_jobs);
    for (size_t i = 0; i < first->n_jobs; i++) {
        ids[i] = first->jobs[i].id;
    }
    const gr_words asked = {.items = ids, .n = first->n_jobs};
    GR_TRY(gr_scheduled_choose(&c->run, asked, true, (gr_value){0}));
    for (size_t i = 0; i < due->n && i < first->n_jobs; i++) {
        if (gr_str_eq(ids[i], due->items[i].job->id)) {
            due->items[i].due = first->jobs[i].due;
            due->items[i].awaited = first->jobs[i].awaited;
            due->orders[i].left_out = due->orders[i].left_out || first->jobs[i].left_out;
        }
    }
    return GR_OK;
}

static gr_status add_row(collecting *c, const gr_plan_row *made, unsigned nr)
{
    const gr_session *session = c->run.session;
    gr_work *work = &c->run.work;
    gr_diag *diag = session->diag;
    gr_plan_row row = *made;
    row.order =
        gr_order_find(work->orders, work->n_orders, made->order->job, made->order->destination);
    if (row.order == NULL) {
        return gr_shards_differ(
            c->run.jobs->file,
            "the jobs are others than those the shards made; run the shards again", diag);
    }
    const gr_place place = gr_row_place(&session->store, &row, session->arena);
    if (row.outcome == GR_EDITION_STAGED && !gr_version_stands(&place, row.key, session->arena)) {
        gr_diag_report(diag, (gr_loc){.file = gr_diag_add_file(diag, place.kept)},
                       GR_CODE_SHARDS_ABSENT,
                       "the version that shard %u made is gone; run it again, then collect", nr);
        return GR_BAD_INPUT;
    }
    work->rows[work->n_rows++] = row;
    return GR_OK;
}

/** In the order of the plan: a row of each shard in turn. */
static gr_status join_rows(collecting *c)
{
    size_t all = 0;
    for (unsigned k = 0; k < c->n; k++) {
        all += c->shards[k].n;
    }
    c->run.work.rows = GR_NEW_N(c->run.session->arena, gr_plan_row, all);
    for (size_t i = 0; i < c->shards[0].n; i++) {
        for (unsigned k = 0; k < c->n && i < c->shards[k].n; k++) {
            GR_TRY(add_row(c, &c->shards[k].rows[i], k + 1));
        }
    }
    return GR_OK;
}

/* --- publishing --- */

static void forget(const collecting *c)
{
    const gr_session *session = c->run.session;
    gr_str below = gr_path_join(session->arena, GR_LIT(GR_SHARDS), c->run_id);
    (void)gr_remove_below(session->store.state, below, session->arena);
    (void)rmdir(gr_path_join(session->arena, session->store.state, GR_LIT(GR_SHARDS)).ptr);
}

static void begin(collecting *c)
{
    gr_scheduled *run = &c->run;
    run->inputs = c->shards[0].inputs;
    gr_scheduled_begin(run, "collect");
    for (unsigned i = 0; i < c->n; i++) { /* what became due since then is still due */
        run->entry.began =
            c->shards[i].began < run->entry.began ? c->shards[i].began : run->entry.began;
    }
    gr_journal_begin(run->journal, &run->entry, run->session->diag);
}

/** False: the lock is somebody else's. */
static bool publish_all(collecting *c, const gr_publishing *how)
{
    const gr_session *session = c->run.session;
    gr_work *work = &c->run.work;
    const gr_events events = gr_scheduled_events(&c->run);
    const gr_record record = {.store = session->store,
                              .journal = c->run.journal,
                              .run = c->run.entry.id,
                              .diag = session->diag};
    gr_settling settling = {.way = GR_SETTLE_SHOWN,
                            .publishing = *how,
                            .work = work,
                            .record = &record,
                            .events = &events,
                            .clock = session->clock};
    for (size_t i = 0; i < work->n_rows; i++) {
        if (!gr_lock_keep(c->lock)) {
            gr_diag_report(session->diag, (gr_loc){0}, GR_CODE_LOCK_LOST, "collect again");
            return false;
        }
        gr_settle(&settling, &work->rows[i]);
    }
    return true;
}

static gr_exit publish(collecting *c)
{
    const gr_session *session = c->run.session;
    gr_work *work = &c->run.work;
    const gr_publishing how = {.store = session->store,
                               .now = session->clock.began,
                               .by_schedule = true,
                               .arena = session->arena,
                               .diag = session->diag};
    size_t staged = gr_work_count(work, GR_EDITION_STAGED);
    begin(c);
    gr_publish_sweep(&how, work->orders, work->n_orders);
    if (!publish_all(c, &how)) {
        return GR_EXIT_LOCKED;
    }
    gr_publish_sweep(&how, work->orders, work->n_orders); /* folders that no link leads to */
    work->wrong_besides =
        gr_is_wrong_besides(session->diag, session->arena); /* as shards found it */
    gr_exit result = gr_exit_of_work(work, false, session->arena, session->diag);
    gr_scheduled_end(&c->run, result);
    if (gr_work_count(work, GR_EDITION_PUBLISHED) == staged) {
        gr_publish_forget(&how, work->rows, work->n_rows);
        forget(c); /* else it can be tried again */
    }
    return result;
}

static gr_exit collect(collecting *c)
{
    const gr_session *session = c->run.session;
    const gr_shard_files files = {.folder = c->folder,
                                  .run_id = c->run_id,
                                  .engine = session->engine,
                                  .n = c->n,
                                  .errors = session->limits->errors,
                                  .arena = session->arena,
                                  .diag = session->diag};
    gr_status status = gr_shards_read(&files, &c->shards);
    if (status == GR_OK && c->shards[0].n_jobs == 0) {
        forget(c); /* nothing was due */
        return GR_EXIT_OK;
    }
    status = status == GR_OK ? choose_jobs(c) : status;
    status = status == GR_OK ? join_rows(c) : status;
    if (status == GR_OK) {
        return publish(c);
    }
    c->run.work.n_rows = 0; /* nothing of it was tried */
    return gr_diag_has(session->diag, GR_CODE_SHARDS_ABSENT) ? GR_EXIT_LOCKED
                                                             : gr_exit_of(status, session->diag);
}

static gr_exit collect_locked(void *user, gr_lock *lock)
{
    collecting *c = user;
    gr_scheduled *run = &c->run;
    const gr_session *session = run->session;
    const gr_folders folders = run->folders;
    c->lock = lock;
    gr_status status = gr_scheduled_open(session, &folders, run);
    if (status == GR_OK && c->n == 0) {
        gr_diag_report(session->diag, (gr_loc){0}, GR_CODE_USAGE,
                       "'--shards N' says how many shards there must be");
        status = GR_BAD_INPUT;
    }
    status =
        status == GR_OK ? gr_shards_place(run, c->request->run_id, &c->run_id, &c->folder) : status;
    if (status != GR_OK) {
        return gr_exit_of(status, session->diag);
    }
    gr_scheduled_guard(run);
    status = gr_journal_open(gr_journal_path(session->store.state, session->arena),
                             GR_JOURNAL_WRITE, session->diag, &run->journal);
    gr_exit result = status == GR_OK ? collect(c) : gr_exit_of(status, session->diag);
    gr_journal_close(run->journal);
    run->journal = NULL;
    return result;
}

gr_exit gr_answer_collect(const gr_session *session, const gr_request *request, gr_ending *ending)
{
    const gr_collect_request *collect_request = &request->of.collect;
    collecting c = {.request = collect_request,
                    .run = {.session = session,
                            .folders = gr_folders_of(&collect_request->folders, session->arena)},
                    .n = collect_request->shards};
    const gr_locked locked = {.user = &c,
                              .work = collect_locked,
                              .read = &c.run.folders,
                              .wait = collect_request->wait,
                              .mails = true};
    gr_exit result = gr_with_lock(session, &locked);
    gr_scheduled_leave(&c.run, result, ending);
    return result;
}
