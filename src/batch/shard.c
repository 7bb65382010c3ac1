#include "shard.h"

/* Owns what a shard makes: its rows, their versions, the file about them. Moves no link and writes
 * no journal: collect.c does. */
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "lookback/lookback.h"
#include "store/folder.h"
#include "store/lock.h"
#include "store/state.h"

#define FILES_MASK 027

gr_status batch_run_id(const batch *run, gr_str *out)
{
    return gr_shards_run_id(run->request->run_id, run->night->jobs->zone, run->request->now,
                            run->src, run->diag, out);
}

gr_str batch_shards_folder(const batch *run, gr_str run_id, gr_arena *arena)
{
    gr_str shards = gr_path_join(arena, run->store.state, GR_LIT(GR_SHARDS));
    return gr_path_join(arena, shards, run_id);
}

void batch_shard_settle(const batch *run, gr_plan_row *row)
{
    bool made = row->outcome == GR_EDITION_STAGED ||
                row->outcome == GR_EDITION_DIFFERS; /* its change sheet */
    if (made && batch_publish_name(run, row, row->diag) != GR_OK) {
        row->outcome = GR_EDITION_FAILED;
    }
}

/* --- the file --- */

static gr_str file_bytes(const batch *run, gr_str run_id)
{
    const batch_night *night = run->night;
    gr_buf out = gr_buf_make(run->src, SIZE_MAX);
    gr_shard shard = {.run_id = run_id,
                      .nr = run->request->shard,
                      .of = run->request->shards,
                      .engine = run->engine,
                      .inputs = night->inputs,
                      .began = run->request->now,
                      .jobs = GR_NEW_N(run->src, gr_shard_job, night->n_due),
                      .n_jobs = night->n_due,
                      .rows = run->plan,
                      .n = run->n_plan,
                      .diag = run->diag};
    for (size_t i = 0; i < night->n_due; i++) {
        shard.jobs[i] = (gr_shard_job){.id = night->due[i].job->id,
                                       .on = gr_day_text(run->orders[i].on, run->src),
                                       .due = night->due[i].due,
                                       .awaited = night->due[i].awaited,
                                       .left_out = run->orders[i].left_out};
    }
    gr_shard_pack(&shard, &out);
    return gr_buf_view(&out);
}

/** Whole or not at all: it says that the shard is done. */
static gr_status write_file(const batch *run, gr_str run_id)
{
    gr_str folder = batch_shards_folder(run, run_id, run->src);
    gr_str name = gr_shard_file(run->request->shard, run->request->shards, run->src);
    gr_str path = gr_path_join(run->src, folder, name);
    gr_str part = gr_str_fmt(run->src, GR_FMT GR_PART, GR_ARG(path));
    (void)unlink(part.ptr); /* of one that died */
    GR_TRY(gr_file_write_new(part, file_bytes(run, run_id), run->diag));
    GR_TRY(gr_path_rename(part, path, run->diag));
    return gr_path_sync(folder, run->diag);
}

/* --- the run --- */

static gr_status begin(batch *run)
{
    batch_night *night = run->night;
    GR_TRY(gr_journal_open(gr_journal_path(run->store.state, run->src), GR_JOURNAL_READ, run->diag,
                           &night->journal)); /* for what is due */
    gr_status status = batch_choose_due(run);
    gr_journal_close(night->journal);
    night->journal = NULL;
    GR_TRY(status);
    return batch_fingerprint(run, run->diag, &night->inputs);
}

static gr_exit make(batch *run, gr_str run_id)
{
    gr_status status = begin(run);
    if (status != GR_OK) {
        return batch_exit_of(status, run->diag);
    }
    gr_exit result = run->night->n_due > 0 ? batch_roles_run(run) : GR_EXIT_OK;
    if (result >= GR_EXIT_USAGE || run->stopped_by != 0) {
        return result; /* nothing was made: no file says otherwise */
    }
    status = write_file(run, run_id);
    return status == GR_OK ? GR_EXIT_OK : batch_exit_of(status, run->diag);
}

gr_exit batch_shard_run(batch *run)
{
    gr_lock lock = {.held = false};
    gr_state state = {0};
    gr_str run_id = GR_LIT("");
    (void)umask(FILES_MASK);
    gr_status status = batch_night_open(run);
    if (status == GR_OK) {
        status = batch_run_id(run, &run_id);
    }
    if (status == GR_OK) {
        status = batch_state_open(run, false, &state);
    }
    if (status == GR_OK) {
        status = gr_lock_take_shard(run->store.state, run_id, run->request->shard,
                                    run->request->wait, run->src, run->diag, &lock);
    }
    if (status != GR_OK) {
        return batch_exit_of(status, run->diag);
    }
    run->lock = &lock;
    status = gr_state_join(&state, run->src, run->diag);
    batch_guard_supervisor(run, GR_LIT(""));
    gr_exit result = status == GR_OK ? make(run, run_id) : batch_exit_of(status, run->diag);
    run->lock = NULL;
    gr_lock_release(&lock);
    return result;
}
