/* Owns how the editions of jobs are made: what their loader reads, which limits their workers have.
 */
#include "make_due.h"

#include "base/arena.h"
#include "make_now.h"
#include "plan/recipients.h"
#include "reading.h"

typedef struct making {
    const gr_scheduled *run;
    const gr_run_request *request;
} making;

static void check_recipients(const gr_scheduled *run, const gr_work *work)
{
    const gr_audience_setup audience = {.jobs = run->jobs,
                                        .orders = work->orders,
                                        .n_orders = work->n_orders,
                                        .rows = work->rows,
                                        .n_rows = work->n_rows,
                                        .idle = GR_CODE_RECIPIENT_IDLE,
                                        .arena = run->session->arena,
                                        .diag = run->session->diag};
    (void)gr_recipients_check(&audience); /* it warns; documents are made all the same */
}

static gr_status load(void *user, gr_work *work, gr_loaded *out)
{
    const making *m = user;
    bool done = false;
    gr_reading_setup reading = gr_reading_of(m->run->session, &m->run->folders);
    reading.files.each_alone = true;
    reading.files.on = m->request->on;
    reading.publishes = true;
    GR_TRY(gr_reading_plan(&reading, work, &out->load, &done));
    check_recipients(m->run, work);
    out->setup = gr_editions_of(&reading, m->run->session, out->load);
    out->setup.inputs.archive.shard = m->request->shard;
    out->setup.force = m->request->force;
    return m->run->jobs->archive ? gr_keep_inputs(work, &out->setup) : GR_OK;
}

static gr_str limit_of(const gr_scheduled *run, const char *attribute)
{
    return gr_str_fmt(run->session->arena, "%s= of <limits> in '" GR_FMT "'", attribute,
                      GR_ARG(run->jobs->file));
}

gr_exit gr_make_due(gr_scheduled *run, const gr_run_request *request, gr_lock *lock,
                    gr_settling *settling)
{
    making m = {.run = run, .request = request};
    const gr_worker_limits limits = {.memory_mib = run->jobs->memory_mib,
                                     .seconds = run->jobs->edition_seconds};
    gr_roles roles = gr_roles_of(run->session, request->workers, limits);
    roles.user = &m;
    roles.load = load;
    roles.lock = lock;
    roles.memory_from = limit_of(run, "memory-mib");
    roles.seconds_from = limit_of(run, "edition-seconds");
    roles.shard = request->shard;
    roles.shards = request->shards;
    roles.with_others = true;
    roles.strict = request->strict;
    settling->line = gr_line_of(run->session->call);
    return gr_make(&roles, settling, &run->work);
}
