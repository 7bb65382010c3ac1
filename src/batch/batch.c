#include "batch/batch.h"

/* Owns which command is answered where. Must not know how. */
#include <signal.h>

#include "base/arena.h"
#include "lookback/lookback.h"
#include "session.h"
#include "store/state.h"

#define SRC_BLOCK_BYTES ((size_t)1024 * 1024)

/* --- commands that look back read the state folder only --- */

typedef gr_status look_fn(const gr_question *ask, gr_buf *out);

/** What is known stands in the state folder, when there is one yet. */
static gr_status look(const gr_session *session, const gr_question *ask, look_fn *look_back)
{
    gr_buf out = gr_buf_make(session->arena, SIZE_MAX);
    gr_state state = {0};
    GR_TRY(gr_session_open_state(session, NULL, true, &state));
    GR_TRY(gr_state_look(&state, session->arena, session->diag));
    GR_TRY(look_back(ask, &out));
    return gr_print_out(gr_buf_view(&out), session->diag);
}

static gr_exit look_back(const gr_session *session, gr_words words, const gr_table_form *form,
                         gr_str figure, look_fn *look_back_fn)
{
    const gr_question ask = {.store = session->store,
                             .words = words.items,
                             .n_words = words.n,
                             .figure = figure,
                             .most = form->most,
                             .json = form->json,
                             .arena = session->arena,
                             .diag = session->diag};
    return gr_exit_of(look(session, &ask, look_back_fn), session->diag);
}

static gr_exit answer_why(const gr_session *session, const gr_request *request, gr_ending *ending)
{
    const gr_why_request *why = &request->of.why;
    const gr_str words[] = {why->of.report, why->of.edition};
    const gr_question ask = {.store = session->store,
                             .words = words,
                             .n_words = 2,
                             .key = why->key,
                             .from = why->from,
                             .most = why->form.most,
                             .json = why->form.json,
                             .arena = session->arena,
                             .diag = session->diag};
    (void)ending;
    return gr_exit_of(look(session, &ask, gr_answer_why), session->diag);
}

static gr_exit answer_history(const gr_session *session, const gr_request *request,
                              gr_ending *ending)
{
    const gr_history_request *history = &request->of.history;
    (void)ending;
    return look_back(session, history->words, &history->form, history->figure, gr_answer_history);
}

static gr_exit answer_log(const gr_session *session, const gr_request *request, gr_ending *ending)
{
    const gr_log_request *log = &request->of.log;
    (void)ending;
    return look_back(session, log->words, &log->form, GR_LIT(""), gr_answer_log);
}

/* --- all of them --- */

/* Each command is answered in one way. */
static gr_answer_fn *const answers[GR_COMMAND__COUNT] = {
    [GR_COMMAND_RENDER] = gr_answer_render,
    [GR_COMMAND_CHECK] = gr_answer_check,
    [GR_COMMAND_RUN] = gr_answer_run,
    [GR_COMMAND_SCHEDULE] = gr_answer_schedule,
    [GR_COMMAND_WHY] = answer_why,
    [GR_COMMAND_HISTORY] = answer_history,
    [GR_COMMAND_LOG] = answer_log,
    [GR_COMMAND_RELEASE] = gr_answer_release,
    [GR_COMMAND_REBUILD] = gr_answer_rebuild,
    [GR_COMMAND_COLLECT] = gr_answer_collect,
    [GR_COMMAND_MIGRATE] = gr_answer_migrate,
    [GR_COMMAND_ACCEPT] = gr_answer_accept,
    [GR_COMMAND_WITHDRAW] = gr_answer_withdraw,
    [GR_COMMAND_TRACE] = gr_answer_trace_command,
    [GR_COMMAND_WHERE_USED] = gr_answer_where_used_command,
    [GR_COMMAND_VERIFY] = gr_answer_verify_command,
    [GR_COMMAND_NAMES] = gr_answer_names,
};

static gr_ending ending_of(const gr_session *session)
{
    const gr_invocation *call = session->call;
    gr_print_form form = call->colour       ? GR_PRINT_COLOURED
                         : call->in_journal ? GR_PRINT_JOURNAL
                                            : GR_PRINT_PLAIN;
    return (gr_ending){.words = {.form = form,
                                 .counts = call->terminal && !call->quiet,
                                 .diag = session->diag,
                                 .output = session->store.output,
                                 .state = call->state,
                                 .began = call->now}};
}

/** Ended by a signal, and all is put away: whoever started us is told so by the same signal. */
static void end_as_told(int signal_nr)
{
    (void)signal(signal_nr, SIG_DFL);
    (void)raise(signal_nr);
}

gr_exit gr_batch_run(const gr_request *request)
{
    gr_arena *arena = gr_arena_new(SRC_BLOCK_BYTES);
    const gr_session session = gr_session_of(&request->call, arena);
    gr_ending ending = ending_of(&session);
    gr_exit result = answers[request->command](&session, request, &ending);
    ending.words.exit = result;
    gr_ending_print(&ending, arena);
    int stopped_by = ending.stopped_by;
    gr_arena_free(arena);
    if (stopped_by != 0) {
        end_as_told(stopped_by);
    }
    return result;
}
