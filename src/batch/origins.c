/* Owns `griffie trace`, `griffie where-used` and `griffie verify`: they look at what stands, and
 * take no lock. */
#include "base/arena.h"
#include "group_lines.h"
#include "long_rows.h"
#include "store/state.h"
#include "trace/trace.h"

static gr_status open_state(const gr_session *session)
{
    gr_state state = {0};
    GR_TRY(gr_session_open_state(session, NULL, true, &state));
    return gr_state_look(&state, session->arena, session->diag);
}

gr_exit gr_answer_trace_command(const gr_session *session, const gr_request *request,
                                gr_ending *ending)
{
    const gr_trace_request *trace = &request->of.trace;
    bool guarded = false;
    gr_group_lines groups = {.session = session, .folders = &trace->folders, .guarded = &guarded};
    gr_rows_again rows = {.session = session, .folders = &trace->folders, .guarded = &guarded};
    gr_buf out = gr_buf_make(session->arena, SIZE_MAX);
    const gr_trace_question ask = {.store = session->store,
                                   .document = trace->words.items[0],
                                   .figure = trace->words.items[1],
                                   .input = gr_without_slash(trace->folders.input),
                                   .templates = gr_without_slash(trace->folders.templates),
                                   .groups = {&groups, gr_group_lines_read},
                                   .rows = {&rows, gr_rows_again_read},
                                   .nr = trace->nr,
                                   .most = trace->form.most,
                                   .all = trace->all,
                                   .others = trace->others,
                                   .json = trace->form.json,
                                   .arena = session->arena,
                                   .diag = session->diag};
    (void)ending;
    gr_status status = open_state(session);
    status = status == GR_OK ? gr_answer_trace(&ask, &out) : status;
    status = status == GR_OK ? gr_print_out(gr_buf_view(&out), session->diag) : status;
    return gr_exit_of(status, session->diag);
}

gr_exit gr_answer_where_used_command(const gr_session *session, const gr_request *request,
                                     gr_ending *ending)
{
    const gr_where_request *where = &request->of.where_used;
    bool guarded = false;
    gr_group_lines groups = {.session = session, .folders = &where->folders, .guarded = &guarded};
    gr_rows_again rows = {.session = session, .folders = &where->folders, .guarded = &guarded};
    gr_buf out = gr_buf_make(session->arena, SIZE_MAX);
    const gr_where_question ask = {.store = session->store,
                                   .words = where->words.items,
                                   .n_words = where->words.n,
                                   .input = gr_without_slash(where->folders.input),
                                   .templates = gr_without_slash(where->folders.templates),
                                   .groups = {&groups, gr_group_lines_read},
                                   .rows = {&rows, gr_rows_again_read},
                                   .most = where->form.most,
                                   .json = where->form.json,
                                   .arena = session->arena,
                                   .diag = session->diag};
    (void)ending;
    gr_status status = open_state(session);
    status = status == GR_OK ? gr_answer_where_used(&ask, &out) : status;
    status = status == GR_OK ? gr_print_out(gr_buf_view(&out), session->diag) : status;
    return gr_exit_of(status, session->diag);
}

gr_exit gr_answer_verify_command(const gr_session *session, const gr_request *request,
                                 gr_ending *ending)
{
    const gr_words *words = &request->of.verify.words;
    gr_buf out = gr_buf_make(session->arena, SIZE_MAX);
    size_t faults = 0;
    const gr_verify_question ask = {.store = session->store,
                                    .edition = words->n > 0 ? words->items[0] : GR_LIT(""),
                                    .arena = session->arena,
                                    .diag = session->diag};
    (void)ending;
    gr_status status = open_state(session);
    status = status == GR_OK ? gr_answer_verify(&ask, &out, &faults) : status;
    status = status == GR_OK ? gr_print_out(gr_buf_view(&out), session->diag) : status;
    return status == GR_OK && faults > 0 ? GR_EXIT_SOME_FAILED : gr_exit_of(status, session->diag);
}
