/* Owns the supervisor: the process that publishes. It reads no export, text, font or image; a
 * loader does, in a process of its own that may write below the state folder only and dies with
 * this one. What the two tell each other is in edition/workers.h. */
#include "edition/roles.h"

#include <errno.h>
#include <sys/wait.h>

#include "base/arena.h"
#include "edition/guards.h"
#include "edition/workers.h"
#include "plan/shard.h"
#include "process/process.h"
#include "process/supervise.h"

#define KEEP_MS 30000 /* so often the lock is looked after, when nothing else happens */

typedef struct supervision {
    const gr_roles *roles;
    gr_work *work;
    gr_plan_heard plan;
    size_t done;
    bool loaded;      /* GR_WORD_LOADED came */
    gr_status status; /* of loading */
    bool lost;        /* the lock: another run writes where this one did */
} supervision;

/* --- the loader --- */

/** Exit status: GR_EXIT_IO when nobody hears what is said any more, or the system refused to pass
 *  it on. */
static int load(void *user, int channel)
{
    const supervision *s = user;
    const gr_roles *roles = s->roles;
    gr_work *work = s->work;
    gr_loaded loaded = {.load = NULL};
    gr_guard_reader(roles->state, roles->diag);
    gr_status status = roles->load(roles->user, work, &loaded);
    if (roles->shard > 0) {
        work->n_rows = gr_shard_choose(work->rows, work->n_rows, roles->shard, roles->shards);
    }
    const gr_crew crew = {.setup = &loaded.setup,
                          .rows = work->rows,
                          .n = work->n_rows,
                          .orders = work->orders,
                          .n_orders = work->n_orders,
                          .diag = roles->diag,
                          .workers = roles->workers,
                          .memory_mib = roles->memory_mib,
                          .seconds = roles->seconds,
                          .memory_from = roles->memory_from,
                          .seconds_from = roles->seconds_from};
    bool heard = gr_crew_tell_plan(&crew, status, channel);
    if (heard && status == GR_OK) {
        gr_crew_make_all(&crew, channel);
    }
    gr_load_close(loaded.load);
    return heard ? GR_EXIT_OK : GR_EXIT_IO;
}

/* --- the supervisor --- */

static bool hear_row(supervision *s, gr_str body)
{
    if (!gr_hear_row(&s->plan, body)) {
        return false;
    }
    s->work->rows = s->plan.rows;
    s->work->n_rows = s->plan.n;
    return true;
}

static bool hear_loaded(supervision *s, gr_str body)
{
    const gr_roles *roles = s->roles;
    s->loaded = gr_hear_loaded(&s->plan, body, roles->diag, &s->status);
    s->work->partly = roles->shards > 0;
    s->work->wrong_besides = roles->with_others && gr_is_wrong_besides(roles->diag, roles->arena);
    return s->loaded;
}

static void show_line(supervision *s, size_t nr)
{
    s->roles->moved(s->roles->settling, s->done, s->work->n_rows, &s->work->rows[nr]);
}

static bool hear_taken(supervision *s, gr_str body)
{
    size_t nr = 0;
    if (!gr_hear_taken(&s->plan, body, &nr)) {
        return false;
    }
    show_line(s, nr);
    return true;
}

static bool hear_made(supervision *s, gr_str body)
{
    size_t nr = 0;
    if (!gr_hear_made(&s->plan, body, &nr)) {
        return false;
    }
    s->done++;
    s->roles->settle(s->roles->settling, &s->work->rows[nr]);
    show_line(s, nr);
    return true;
}

static bool hear(void *user, uint32_t word, gr_str body)
{
    supervision *s = user;
    switch ((gr_run_word)word) {
    case GR_WORD_ROW:
        return hear_row(s, body);
    case GR_WORD_LOADED:
        return hear_loaded(s, body);
    case GR_WORD_TAKEN:
        return hear_taken(s, body);
    case GR_WORD_MADE:
        return hear_made(s, body);
    }
    return false;
}

/** Nothing is published once somebody else may be doing so. */
static bool keep_lock(void *user)
{
    supervision *s = user;
    s->lost = s->roles->lock != NULL && !gr_lock_keep(s->roles->lock);
    if (s->lost) {
        gr_diag_report(s->roles->diag, (gr_loc){0}, GR_CODE_LOCK_LOST,
                       "this one did not touch its lock for too long (did the machine sleep?)");
    }
    return !s->lost;
}

static gr_exit refuse(gr_diag *diag)
{
    gr_diag_report_open(diag, (gr_loc){0}, GR_CODE_WORKER_DIED, "no process can be started: %s",
                        strerror(errno));
    return GR_EXIT_SYSTEM;
}

/** How the loader ended, unless it did as it should or has said so itself. */
static void report_loader(gr_diag *diag, int status)
{
    if (WIFSIGNALED(status)) {
        bool by_system = WTERMSIG(status) == SIGKILL;
        gr_diag_report_open(
            diag, (gr_loc){0}, GR_CODE_WORKER_DIED,
            "the process that reads exports and descriptors was ended by signal %d (%s)%s",
            WTERMSIG(status), strsignal(WTERMSIG(status)),
            by_system ? "; the system does that when its memory, or that of the unit (MemoryMax=), "
                        "is used up"
                      : "");
    } else if (WEXITSTATUS(status) == GR_EXIT_IO) {
        gr_diag_report_open(
            diag, (gr_loc){0}, GR_CODE_WORKER_DIED,
            "the process that reads exports and descriptors could not pass on what it "
            "read: the system refused");
    } else if (WEXITSTATUS(status) == GR_EXIT_SYSTEM) {
        gr_diag_report_open(
            diag, (gr_loc){0}, GR_CODE_WORKER_DIED,
            "the process that reads exports and descriptors ran out of memory; no setting of "
            "griffie limits it: the machine, its unit (MemoryMax=) or 'ulimit' gives no more");
    } else if (WEXITSTATUS(status) != 0) {
        gr_diag_report_open(diag, (gr_loc){0}, GR_CODE_WORKER_DIED,
                            "the process that reads exports and descriptors ended with status %d",
                            WEXITSTATUS(status));
    }
}

/** The loader ended before it had told what it read. */
static gr_exit loader_failed(gr_diag *diag, int status)
{
    bool refused = WIFEXITED(status) && (WEXITSTATUS(status) == GR_EXIT_SYSTEM || /* memory */
                                         WEXITSTATUS(status) == GR_EXIT_IO);
    bool stopped = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL; /* by the system, mostly */
    report_loader(diag, status);
    return refused || stopped ? GR_EXIT_SYSTEM : GR_EXIT_BUG;
}

/** Rows that nobody made: the loader died before, or no process could be started. */
static void fail_the_rest(const gr_work *work, gr_diag *diag, int status)
{
    bool first = true;
    for (size_t i = 0; i < work->n_rows; i++) {
        gr_plan_row *row = &work->rows[i];
        if (row->outcome != GR_EDITION_PLANNED) {
            continue;
        }
        if (first) {
            report_loader(diag, status);
            first = false;
        }
        row->outcome = GR_EDITION_FAILED;
        gr_diag_report_open(diag, (gr_loc){0}, GR_CODE_WORKER_DIED,
                            "no process could be had for '" GR_FMT "/" GR_FMT "'",
                            GR_ARG(row->report), GR_ARG(row->edition.id));
    }
}

static gr_exit outcome(const supervision *s, int status)
{
    gr_diag *diag = s->roles->diag;
    if (s->work->stopped_by != 0) {
        return GR_EXIT_OK; /* the signal is the answer: see gr_batch_run */
    }
    if (s->lost) {
        return GR_EXIT_LOCKED;
    }
    if (!s->loaded) {
        return loader_failed(diag, status);
    }
    if (s->status != GR_OK) {
        return gr_exit_of(s->status, diag);
    }
    fail_the_rest(s->work, diag, status);
    return gr_exit_of_work(s->work, s->roles->strict, s->roles->arena, diag);
}

gr_exit gr_roles_run(const gr_roles *roles, gr_work *work)
{
    supervision s = {.roles = roles,
                     .work = work,
                     .plan = {.orders = work->orders,
                              .n_orders = work->n_orders,
                              .errors = roles->errors,
                              .arena = roles->arena},
                     .status = GR_OK};
    const gr_supervision watch = {
        .user = &s, .work = load, .hear = hear, .keep = keep_lock, .keep_ms = KEEP_MS};
    gr_supervised ended = {0};
    if (!gr_supervise(&watch, &ended)) {
        return refuse(roles->diag);
    }
    work->stopped_by = ended.stopped_by;
    if (ended.misheard) {
        gr_diag_report_open(roles->diag, (gr_loc){0}, GR_CODE_WORKER_SAID,
                            "the process that reads exports and makes documents said what it "
                            "cannot say, and was stopped; what it said since does not count");
    }
    gr_exit result = outcome(&s, ended.status);
    return ended.misheard && work->stopped_by == 0 ? GR_EXIT_BUG : result;
}
