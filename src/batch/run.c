/* Owns the order of `griffie run`: what is due, whether anything changed, making it, writing it
 * down, telling who should know. Must not know how any of these is done. */
#include "base/arena.h"
#include "lookback/lookback.h"
#include "make_due.h"
#include "publish.h"

typedef struct running {
    const gr_run_request *request;
    gr_scheduled scheduled;
    gr_lock *lock;
} running;

static gr_publishing publishing_of(const gr_session *session)
{
    return (gr_publishing){.store = session->store,
                           .now = session->clock.began,
                           .by_schedule = true,
                           .arena = session->arena,
                           .diag = session->diag};
}

static gr_exit make(const running *r, gr_scheduled *run, gr_settling *settling)
{
    const gr_publishing *how = &settling->publishing;
    gr_publish_sweep(how, run->work.orders, run->work.n_orders);
    gr_exit result = gr_make_due(run, r->request, r->lock, settling);
    gr_publish_sweep(how, run->work.orders, run->work.n_orders); /* what was not published */
    return result;
}

/** The same exports, texts, descriptors and fonts: what stands there is what would be made. */
static gr_exit leave(gr_scheduled *run, gr_settling *settling)
{
    for (size_t i = 0; i < run->work.n_rows; i++) {
        gr_settle(settling, &run->work.rows[i]);
    }
    return GR_EXIT_OK;
}

static bool nothing_changed(const running *r, gr_scheduled *run)
{
    const gr_last_run_setup last = gr_scheduled_last(run);
    return !r->request->force && gr_nothing_changed(&last, &run->work.rows, &run->work.n_rows);
}

static gr_exit make_or_leave(const running *r, gr_scheduled *run)
{
    const gr_session *session = run->session;
    gr_scheduled_begin(run, "run");
    bool leaves = nothing_changed(r, run);
    gr_journal_begin(run->journal, &run->entry, session->diag);
    const gr_events events = gr_scheduled_events(run);
    const gr_record record = {.store = session->store,
                              .journal = run->journal,
                              .run = run->entry.id,
                              .diag = session->diag};
    gr_settling settling = {.publishing = publishing_of(session),
                            .work = &run->work,
                            .record = &record,
                            .events = &events,
                            .clock = session->clock};
    gr_event_began(&events, &run->entry);
    return leaves ? leave(run, &settling) : make(r, run, &settling);
}

static gr_exit make_due(const running *r, gr_scheduled *run)
{
    gr_diag *diag = run->session->diag;
    gr_status status =
        gr_scheduled_choose(run, r->request->jobs, r->request->at_once, r->request->on);
    if (status != GR_OK) {
        return gr_exit_of(status, diag);
    }
    if (run->due.n == 0) {
        return GR_EXIT_OK;
    }
    status = gr_scheduled_identify(run);
    if (status == GR_OK) {
        status = gr_scheduled_fingerprint(run, &run->inputs);
    }
    if (status != GR_OK) {
        return gr_exit_of(status, diag);
    }
    gr_exit result = make_or_leave(r, run);
    if (run->work.stopped_by == 0) {
        gr_scheduled_end(run, result);
    }
    return result;
}

static gr_exit run_locked(void *user, gr_lock *lock)
{
    running *r = user;
    gr_scheduled *run = &r->scheduled;
    const gr_session *session = run->session;
    const gr_folders folders = run->folders;
    r->lock = lock;
    gr_status status = gr_scheduled_open(session, &folders, run);
    run->json = r->request->json;
    if (status != GR_OK) {
        const gr_events events = gr_scheduled_events(run);
        gr_exit result = gr_exit_of(status, session->diag);
        gr_event_ended(&events, &run->entry, result, session->diag);
        return result;
    }
    gr_scheduled_guard(run);
    status = gr_journal_open(gr_journal_path(session->store.state, session->arena),
                             GR_JOURNAL_WRITE, session->diag, &run->journal);
    gr_exit result = status == GR_OK ? make_due(r, run) : gr_exit_of(status, session->diag);
    gr_scheduled_tell(run, result);
    gr_journal_close(run->journal);
    run->journal = NULL;
    return result;
}

gr_exit gr_answer_run(const gr_session *session, const gr_request *request, gr_ending *ending)
{
    const gr_run_request *run = &request->of.run;
    running r = {
        .request = run,
        .scheduled = {.session = session, .folders = gr_folders_of(&run->folders, session->arena)}};
    ending->words.publishes = true;
    ending->mailed = session->call->quiet;
    if (run->shard > 0) {
        return gr_run_shard(session, run, ending);
    }
    const gr_locked locked = {.user = &r,
                              .work = run_locked,
                              .read = &r.scheduled.folders,
                              .wait = run->wait,
                              .mails = true};
    gr_exit result = gr_with_lock(session, &locked);
    gr_scheduled_leave(&r.scheduled, result, ending);
    return result;
}
