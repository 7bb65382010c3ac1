#include "shard.h"

/* Owns the end of a run that was made in shards: their files are read and held against each other,
 * then all they made is published as a night's run does it. Nothing is published unless all of
 * them are there and belong together. May be killed and run again. */
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "lookback/lookback.h"
#include "plan/shard_files.h"
#include "store/folder.h"
#include "store/lock.h"

typedef struct collecting {
    batch *run;
    gr_str run_id, folder;
    gr_shard *shards;
    unsigned n;
} collecting;

/* --- what they made, as the plan of this run --- */

/** The jobs that the shards made, due as they found them. */
static gr_status choose_jobs(const collecting *c)
{
    batch *run = c->run;
    gr_request *request = GR_NEW(run->src, gr_request);
    const gr_shard *first = &c->shards[0];
    gr_str *ids = GR_NEW_N(run->src, gr_str, first->n_jobs);
    for (size_t i = 0; i < first->n_jobs; i++) {
        ids[i] = first->jobs[i].id;
    }
    *request = *run->request;
    request->jobs = ids;
    request->n_jobs = first->n_jobs;
    request->at_once = true;
    run->request = request;
    GR_TRY(batch_choose_due(run));
    for (size_t i = 0; i < run->night->n_due && i < first->n_jobs; i++) {
        if (gr_str_eq(ids[i], run->night->due[i].job->id)) {
            run->night->due[i].due = first->jobs[i].due;
            run->night->due[i].awaited = first->jobs[i].awaited;
            run->orders[i].left_out = run->orders[i].left_out || first->jobs[i].left_out;
        }
    }
    return GR_OK;
}

static gr_status add_row(batch *run, const gr_plan_row *made, unsigned nr)
{
    gr_plan_row row = *made;
    row.order =
        gr_order_find(run->orders, run->n_orders, made->order->job, made->order->destination);
    if (row.order == NULL) {
        return gr_shards_differ(
            run->night->jobs->file,
            "the jobs are others than those the shards made; run the shards again", run->diag);
    }
    const gr_place place = batch_place_of(run, &row, run->src);
    if (row.outcome == GR_EDITION_STAGED && !gr_version_stands(&place, row.key, run->src)) {
        gr_diag_report(run->diag, (gr_loc){.file = gr_diag_add_file(run->diag, place.kept)},
                       GR_CODE_SHARDS_ABSENT,
                       "the version that shard %u made is gone; run it again, then collect", nr);
        return GR_BAD_INPUT;
    }
    *GR_PUSH(run->src, run->plan, run->n_plan, run->cap_plan, gr_plan_row) = row;
    return GR_OK;
}

/** In the order of the plan: a row of each shard in turn. */
static gr_status join_rows(const collecting *c)
{
    for (size_t i = 0; i < c->shards[0].n; i++) {
        for (unsigned k = 0; k < c->n && i < c->shards[k].n; k++) {
            GR_TRY(add_row(c->run, &c->shards[k].rows[i], k + 1));
        }
    }
    return GR_OK;
}

/* --- publishing --- */

static void forget(const collecting *c)
{
    gr_str below = gr_path_join(c->run->src, GR_LIT(GR_SHARDS), c->run_id);
    (void)gr_remove_below(c->run->store.state, below, c->run->src);
    (void)rmdir(gr_path_join(c->run->src, c->run->store.state, GR_LIT(GR_SHARDS)).ptr);
}

static gr_exit publish(collecting *c)
{
    batch *run = c->run;
    batch_night *night = run->night;
    size_t staged = batch_count(run, GR_LIT(""), GR_EDITION_STAGED);
    night->inputs = c->shards[0].inputs;
    batch_night_begin(run, "collect");
    for (unsigned i = 0; i < c->n; i++) { /* what became due since then is still due */
        night->entry.began =
            c->shards[i].began < night->entry.began ? c->shards[i].began : night->entry.began;
    }
    gr_journal_begin(night->journal, &night->entry, run->diag);
    batch_publish_sweep(run);
    for (size_t i = 0; i < run->n_plan; i++) {
        if (!gr_lock_keep(run->lock)) {
            gr_diag_report(run->diag, (gr_loc){0}, GR_CODE_LOCK_LOST, "collect again");
            return GR_EXIT_LOCKED;
        }
        batch_settle(run, &run->plan[i]);
    }
    batch_publish_sweep(run); /* folders that no link leads to any more */
    gr_exit result = batch_exit_of_editions(run);
    batch_night_end(run, result);
    if (batch_count(run, GR_LIT(""), GR_EDITION_PUBLISHED) == staged) {
        batch_publish_forget(run);
        forget(c); /* else it can be tried again */
    }
    return result;
}

static gr_exit collect(collecting *c)
{
    const gr_shard_files files = {.folder = c->folder,
                                  .run_id = c->run_id,
                                  .engine = c->run->engine,
                                  .n = c->n,
                                  .errors = c->run->limits->errors,
                                  .arena = c->run->src,
                                  .diag = c->run->diag};
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
    c->run->n_plan = 0; /* nothing of it was tried */
    return gr_diag_has(c->run->diag, GR_CODE_SHARDS_ABSENT) ? GR_EXIT_LOCKED
                                                            : batch_exit_of(status, c->run->diag);
}

gr_exit batch_collect_run(batch *run)
{
    collecting c = {.run = run, .n = run->request->shards};
    gr_status status = batch_night_open(run);
    if (status == GR_OK && c.n == 0) {
        gr_diag_report(run->diag, (gr_loc){0}, GR_CODE_USAGE,
                       "'--shards N' says how many shards there must be");
        status = GR_BAD_INPUT;
    }
    status = status == GR_OK ? batch_run_id(run, &c.run_id) : status;
    if (status != GR_OK) {
        return batch_exit_of(status, run->diag);
    }
    c.folder = batch_shards_folder(run, c.run_id, run->src);
    batch_guard_night(run);
    status = gr_journal_open(gr_journal_path(run->store.state, run->src), GR_JOURNAL_WRITE,
                             run->diag, &run->night->journal);
    gr_exit result = status == GR_OK ? collect(&c) : batch_exit_of(status, run->diag);
    gr_journal_close(run->night->journal);
    run->night->journal = NULL;
    return result;
}
