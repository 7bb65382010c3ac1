/* Owns `griffie accept`: what the last run measured is what later ones are held against. */
#include "lookback/accept.h"
#include "base/arena.h"
#include "session.h"

typedef struct accepting {
    const gr_session *session;
    const gr_accept_request *request;
} accepting;

static gr_exit accept_it(void *user, gr_lock *lock)
{
    const accepting *a = user;
    const gr_session *session = a->session;
    gr_buf day = gr_buf_make(session->arena, SIZE_MAX);
    gr_buf out = gr_buf_make(session->arena, SIZE_MAX);
    (void)lock; /* it takes no time */
    gr_moment_add(session->clock.began, GR_LIT("UTC"), &day);
    const gr_accepting how = {.store = session->store,
                              .by = a->request->by,
                              .because = a->request->because,
                              .on = gr_str_sub(gr_buf_view(&day), 0, 10),
                              .arena = session->arena,
                              .diag = session->diag};
    gr_status status = gr_accept(&how, &out);
    if (status == GR_OK) {
        status = gr_print_out(gr_buf_view(&out), session->diag);
    }
    return gr_exit_of(status, session->diag);
}

gr_exit gr_answer_accept(const gr_session *session, const gr_request *request, gr_ending *ending)
{
    accepting a = {.session = session, .request = &request->of.accept};
    const gr_locked locked = {.user = &a, .work = accept_it, .wait = a.request->wait};
    (void)ending;
    return gr_with_lock(session, &locked);
}
