#include "batch/batch.h"

/* Owns the order of a run. Must not know how any step works. */
#include <signal.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/file.h"
#include "batch_priv.h"
#include "lookback/lookback.h"
#include "release.h"
#include "shard.h"
#include "store/lock.h"
#include "store/state.h"

#define SRC_BLOCK_BYTES ((size_t)1024 * 1024)
#define MEMORY_MIB      4096 /* of a worker, unless the batch descriptor says otherwise */
#define EDITION_SECONDS 900
#define FILES_MASK      027 /* councils' figures are for owner and group: 0640 and 0750 */

static gr_str without_slash(gr_str folder)
{
    while (folder.len > 1 && gr_str_ends(folder, GR_LIT("/"))) {
        folder.len--;
    }
    return folder;
}

static batch make_run(const gr_request *request, gr_arena *src)
{
    const gr_limits *limits = &gr_default_limits;
    return (batch){
        .request = request,
        .limits = limits,
        .input = without_slash(request->input),
        .templates = without_slash(request->templates),
        .output = without_slash(request->output),
        .store = {.output = without_slash(request->output),
                  .state = request->state.len > 0
                               ? without_slash(request->state)
                               : gr_state_default(without_slash(request->output), src)},
        .src = src,
        .diag = gr_diag_new(src, limits->errors),
        .engine = batch_engine(request, src),
        .started_ms = gr_clock_elapsed_ms(),
        .memory_mib = request->memory_mib > 0 ? request->memory_mib : MEMORY_MIB,
        .edition_seconds = request->seconds > 0 ? request->seconds : EDITION_SECONDS,
    };
}

bool batch_publishes(const gr_request *request)
{
    static const bool makes[GR_COMMAND__COUNT] = {[GR_COMMAND_RENDER] = true,
                                                  [GR_COMMAND_RUN] = true,
                                                  [GR_COMMAND_RELEASE] = true,
                                                  [GR_COMMAND_REBUILD] = true};
    return makes[request->command] && request->dump == GR_DUMP_NONE;
}

/** Checks and dumps write nothing, and need no process of their own. */
gr_exit batch_check_editions(batch *run)
{
    bool done = false;
    batch_guard_loader(run);
    gr_status status = batch_prepare(run, &done);
    gr_status jobs = batch_check_jobs(run, status == GR_OK && !done);
    if (status != GR_OK || jobs != GR_OK || done) {
        return batch_exit_of(status == GR_OK ? jobs : status, run->diag);
    }
    const gr_edition_setup setup = batch_edition_setup(run);
    for (size_t i = 0; i < run->n_plan; i++) {
        gr_plan_row *row = &run->plan[i];
        batch_progress(run, i, row);
        row->diag = gr_diag_new(run->src, run->limits->errors);
        for (uint16_t k = 1; gr_diag_file(run->diag, k).len > 0; k++) {
            (void)gr_diag_add_file(row->diag, gr_diag_file(run->diag, k)); /* their numbers stay */
        }
        gr_edition_make(&setup, row, run->src, row->diag);
    }
    batch_progress_end(run);
    return batch_exit_of_editions(run);
}

gr_status batch_state_open(const batch *run, bool look, gr_state *out)
{
    const gr_str others[] = {run->input, run->templates};
    const gr_state_setup setup = {.output = run->output,
                                  .state = run->store.state,
                                  .others = others,
                                  .n_others = sizeof(others) / sizeof(others[0]),
                                  .look = look};
    return gr_state_open(&setup, run->src, run->diag, out);
}

/** Holds the lock of the state folder while `work` is done. */
static gr_exit with_lock(batch *run, gr_exit (*work)(batch *run))
{
    gr_lock lock = {.held = false};
    gr_state state = {0};
    (void)umask(FILES_MASK);
    gr_status status = batch_state_open(run, false, &state);
    if (status == GR_OK) {
        status = gr_lock_take(run->store.state, run->request->wait, run->src, run->diag, &lock);
    }
    if (status != GR_OK) {
        return batch_exit_of(status, run->diag);
    }
    status = gr_state_join(&state, run->src, run->diag);
    run->lock = &lock;
    if (run->request->command != GR_COMMAND_RUN && run->request->command != GR_COMMAND_COLLECT) {
        batch_guard_supervisor(run, GR_LIT("")); /* these two may have mails: batch_guard_night */
    }
    gr_exit result = status == GR_OK ? work(run) : batch_exit_of(status, run->diag);
    run->lock = NULL;
    gr_state_leave(&state, lock.path, run->src);
    gr_lock_release(&lock);
    return result;
}

static gr_exit make_once(batch *run)
{
    batch_publish_sweep(run);
    gr_exit result = batch_roles_run(run);
    batch_publish_sweep(run); /* what was not published */
    return result;
}

static gr_exit answer_render(batch *run)
{
    return batch_publishes(run->request) ? with_lock(run, make_once) : batch_check_editions(run);
}

static gr_exit answer_release(batch *run)
{
    return with_lock(run, make_once);
}

static gr_exit answer_check(batch *run)
{
    return run->request->source_file.len > 0 ? batch_check_source(run) : batch_check_editions(run);
}

static gr_exit answer_run(batch *run)
{
    return run->request->shard > 0 ? batch_shard_run(run) : with_lock(run, batch_night_run);
}

static gr_exit answer_withdraw(batch *run)
{
    return with_lock(run, batch_withdraw_run);
}

static gr_exit answer_collect(batch *run)
{
    return with_lock(run, batch_collect_run);
}

/* Each command is answered in one way. Those that look back read the state folder only. */
static const struct {
    gr_exit (*answer)(batch *run);
    gr_status (*look_back)(const gr_question *ask, gr_buf *out);
} commands[GR_COMMAND__COUNT] = {
    [GR_COMMAND_RENDER] = {.answer = answer_render},
    [GR_COMMAND_CHECK] = {.answer = answer_check},
    [GR_COMMAND_RUN] = {.answer = answer_run},
    [GR_COMMAND_SCHEDULE] = {.answer = batch_schedule},
    [GR_COMMAND_WHY] = {.look_back = gr_answer_why},
    [GR_COMMAND_HISTORY] = {.look_back = gr_answer_history},
    [GR_COMMAND_LOG] = {.look_back = gr_answer_log},
    [GR_COMMAND_RELEASE] = {.answer = answer_release},
    [GR_COMMAND_REBUILD] = {.answer = batch_rebuild},
    [GR_COMMAND_COLLECT] = {.answer = answer_collect},
    [GR_COMMAND_MIGRATE] = {.answer = batch_migrate},
    [GR_COMMAND_WITHDRAW] = {.answer = answer_withdraw},
    [GR_COMMAND_NAMES] = {.answer = batch_names},
};

/** What is known stands in the state folder, when there is one yet. */
static gr_status look_back(const batch *run, gr_status (*look)(const gr_question *ask, gr_buf *out))
{
    const gr_request *request = run->request;
    const gr_question ask = {.store = run->store,
                             .words = request->words,
                             .n_words = request->n_words,
                             .figure = request->figure,
                             .most = request->most,
                             .json = request->json,
                             .arena = run->src,
                             .diag = run->diag};
    gr_buf out = gr_buf_make(run->src, SIZE_MAX);
    gr_state state = {0};
    GR_TRY(batch_state_open(run, true, &state));
    GR_TRY(gr_state_look(&state, run->src, run->diag));
    GR_TRY(look(&ask, &out));
    return batch_print(gr_buf_view(&out), run->diag);
}

static gr_exit answer(batch *run)
{
    gr_command command = run->request->command;
    if (commands[command].look_back != NULL) {
        return batch_exit_of(look_back(run, commands[command].look_back), run->diag);
    }
    return commands[command].answer(run);
}

/** Ended by a signal, and all is put away: whoever started us is told so by the same signal. */
static void end_as_told(int signal_nr)
{
    (void)signal(signal_nr, SIG_DFL);
    (void)raise(signal_nr);
}

gr_exit gr_batch_run(const gr_request *request)
{
    gr_arena *src = gr_arena_new(SRC_BLOCK_BYTES);
    batch run = make_run(request, src);
    batch_order_words(&run);
    gr_exit result = answer(&run);
    batch_print_end(&run, result);
    gr_load_close(run.load);
    int stopped_by = run.stopped_by;
    gr_arena_free(src);
    if (stopped_by != 0) {
        end_as_told(stopped_by);
    }
    return result;
}
