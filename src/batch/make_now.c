/* Owns the steps around making editions: their limits, how each is settled, what is swept. */
#include "make_now.h"

#include "progress.h"

#define MEMORY_MIB      4096 /* of a worker, unless the batch descriptor says otherwise */
#define EDITION_SECONDS 900

gr_roles gr_roles_of(const gr_session *session, unsigned workers, gr_worker_limits limits)
{
    return (gr_roles){.state = session->store.state,
                      .workers = workers > 0 ? workers : session->call->cores,
                      .memory_mib = limits.memory_mib > 0 ? limits.memory_mib : MEMORY_MIB,
                      .seconds = limits.seconds > 0 ? limits.seconds : EDITION_SECONDS,
                      .memory_from = GR_LIT("--memory"),
                      .seconds_from = GR_LIT("--seconds"),
                      .errors = session->limits->errors,
                      .arena = session->arena,
                      .diag = session->diag};
}

gr_exit gr_make(gr_roles *roles, gr_settling *settling, gr_work *work)
{
    roles->settle = gr_settle;
    roles->moved = gr_settling_moved;
    roles->settling = settling;
    gr_exit result = gr_roles_run(roles, work);
    gr_line_end(&settling->line);
    return result;
}

gr_exit gr_make_now(const gr_session *session, gr_roles *roles, gr_work *work)
{
    const gr_publishing how = {.store = session->store,
                               .now = session->clock.began,
                               .arena = session->arena,
                               .diag = session->diag};
    gr_settling settling = {
        .publishing = how, .work = work, .lists = true, .line = gr_line_of(session->call)};
    gr_publish_sweep(&how, work->orders, work->n_orders);
    gr_exit result = gr_make(roles, &settling, work);
    gr_publish_sweep(&how, work->orders, work->n_orders);
    return result;
}
