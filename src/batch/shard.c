/* Owns what a shard makes: its rows, their versions, the file about them. Moves no link and writes
 * no journal: collect.c does. */
#include "shard.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "edition/guards.h"
#include "lookback/lookback.h"
#include "make_due.h"
#include "plan/shard.h"
#include "store/folder.h"
#include "store/state.h"

#define FILES_MASK 027

typedef struct sharding {
    const gr_run_request *request;
    gr_scheduled run;
    gr_str run_id, folder;
} sharding;

gr_status gr_shards_place(const gr_scheduled *run, gr_str asked, gr_str *out_id, gr_str *out_folder)
{
    const gr_session *session = run->session;
    gr_str shards = gr_path_join(session->arena, session->store.state, GR_LIT(GR_SHARDS));
    GR_TRY(gr_shards_run_id(asked, run->jobs->zone, session->clock.began, session->arena,
                            session->diag, out_id));
    *out_folder = gr_path_join(session->arena, shards, *out_id);
    return GR_OK;
}

/* --- the file --- */

static gr_str file_bytes(const sharding *s)
{
    const gr_session *session = s->run.session;
    const gr_due_list *due = &s->run.due;
    gr_buf out = gr_buf_make(session->arena, SIZE_MAX);
    gr_shard shard = {.run_id = s->run_id,
                      .nr = s->request->shard,
                      .of = s->request->shards,
                      .engine = session->engine,
                      .inputs = s->run.inputs,
                      .began = session->clock.began,
                      .jobs = GR_NEW_N(session->arena, gr_shard_job, due->n),
                      .n_jobs = due->n,
                      .rows = s->run.work.rows,
                      .n = s->run.work.n_rows,
                      .diag = session->diag};
    for (size_t i = 0; i < due->n; i++) {
        shard.jobs[i] = (gr_shard_job){.id = due->items[i].job->id,
                                       .on = gr_day_text(due->orders[i].on, session->arena),
                                       .due = due->items[i].due,
                                       .awaited = due->items[i].awaited,
                                       .left_out = due->orders[i].left_out};
    }
    gr_shard_pack(&shard, &out);
    return gr_buf_view(&out);
}

/** Whole or not at all: it says that the shard is done. */
static gr_status write_file(const sharding *s)
{
    gr_arena *arena = s->run.session->arena;
    gr_diag *diag = s->run.session->diag;
    gr_str name = gr_shard_file(s->request->shard, s->request->shards, arena);
    gr_str path = gr_path_join(arena, s->folder, name);
    gr_str part = gr_str_fmt(arena, GR_FMT GR_PART, GR_ARG(path));
    (void)unlink(part.ptr); /* of one that died */
    GR_TRY(gr_file_write_new(part, file_bytes(s), diag));
    GR_TRY(gr_path_rename(part, path, diag));
    return gr_path_sync(s->folder, diag);
}

/* --- the run --- */

static gr_status begin(sharding *s)
{
    gr_scheduled *run = &s->run;
    const gr_session *session = run->session;
    GR_TRY(gr_journal_open(gr_journal_path(session->store.state, session->arena), GR_JOURNAL_READ,
                           session->diag, &run->journal)); /* for what is due */
    gr_status status =
        gr_scheduled_choose(run, s->request->jobs, s->request->at_once, s->request->on);
    gr_journal_close(run->journal);
    run->journal = NULL;
    GR_TRY(status);
    return gr_scheduled_fingerprint(run, &run->inputs);
}

static gr_exit make(sharding *s, gr_lock *lock)
{
    const gr_session *session = s->run.session;
    gr_settling settling = {.way = GR_SETTLE_NAMED,
                            .publishing = {.store = session->store,
                                           .now = session->clock.began,
                                           .arena = session->arena,
                                           .diag = session->diag},
                            .work = &s->run.work};
    gr_status status = begin(s);
    if (status != GR_OK) {
        return gr_exit_of(status, session->diag);
    }
    gr_exit result =
        s->run.due.n > 0 ? gr_make_due(&s->run, s->request, lock, &settling) : GR_EXIT_OK;
    if (result >= GR_EXIT_USAGE || s->run.work.stopped_by != 0) {
        return result; /* nothing was made: no file says otherwise */
    }
    status = write_file(s);
    return status == GR_OK ? GR_EXIT_OK : gr_exit_of(status, session->diag);
}

static gr_exit run_shard(const gr_session *session, sharding *s)
{
    const gr_folders folders = gr_folders_of(&s->request->folders, session->arena);
    gr_lock lock = {.held = false};
    gr_state state = {0};
    (void)umask(FILES_MASK);
    gr_status status = gr_scheduled_open(session, &folders, &s->run);
    if (status == GR_OK) {
        status = gr_shards_place(&s->run, s->request->run_id, &s->run_id, &s->folder);
    }
    if (status == GR_OK) {
        status = gr_session_open_state(session, &folders, false, &state);
    }
    if (status == GR_OK) {
        status = gr_lock_take_shard(session->store.state, s->run_id, s->request->shard,
                                    s->request->wait, session->arena, session->diag, &lock);
    }
    if (status != GR_OK) {
        return gr_exit_of(status, session->diag);
    }
    status = gr_state_join(&state, session->arena, session->diag);
    gr_guard_publisher(&session->store, GR_LIT(""), session->diag);
    gr_exit result = status == GR_OK ? make(s, &lock) : gr_exit_of(status, session->diag);
    gr_lock_release(&lock);
    return result;
}

gr_exit gr_run_shard(const gr_session *session, const gr_run_request *request, gr_ending *ending)
{
    sharding s = {.request = request};
    gr_exit result = run_shard(session, &s);
    gr_scheduled_leave(&s.run, result, ending);
    return result;
}
