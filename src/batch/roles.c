/* Owns the supervisor: the process that publishes. It reads no export, text, font or image; a
 * loader does, in a process of its own that may write below the state folder only and dies with
 * this one. What the two tell each other is in edition/workers.h. */
#include <errno.h>
#include <sys/wait.h>

#include "base/arena.h"
#include "edition/workers.h"
#include "process/process.h"
#include "process/supervise.h"
#include "shard.h"
#include "store/lock.h"

#define KEEP_MS 30000 /* so often the lock is looked after, when nothing else happens */

typedef struct supervision {
    batch *run;
    gr_plan_heard plan;
    size_t done;
    bool loaded;      /* GR_WORD_LOADED came */
    gr_status status; /* of loading */
    bool lost;        /* the lock: another run writes where this one did */
} supervision;

/* --- the loader --- */

/** What a worker may have, as who reads a message can change it. */
static gr_str limit_from(const batch *run, const char *attribute, const char *option)
{
    return run->night == NULL ? gr_str_of(option)
                              : gr_str_fmt(run->src, "%s= of <limits> in '" GR_FMT "'", attribute,
                                           GR_ARG(run->night->jobs->file));
}

/** Exit status: GR_EXIT_IO when nobody hears what is said any more, or the system refused to pass
 *  it on. */
static int load(void *user, int channel)
{
    batch *run = ((supervision *)user)->run;
    const gr_request *request = run->request;
    bool done = false;
    batch_guard_loader(run);
    gr_status status = batch_prepare(run, &done);
    if (request->shard > 0) {
        run->n_plan = gr_shard_choose(run->plan, run->n_plan, request->shard, request->shards);
    }
    const gr_edition_setup setup = batch_edition_setup(run);
    const gr_crew crew = {.setup = &setup,
                          .rows = run->plan,
                          .n = run->n_plan,
                          .orders = run->orders,
                          .n_orders = run->n_orders,
                          .diag = run->diag,
                          .workers = request->workers,
                          .memory_mib = run->memory_mib,
                          .seconds = run->edition_seconds,
                          .memory_from = limit_from(run, "memory-mib", "--memory"),
                          .seconds_from = limit_from(run, "edition-seconds", "--seconds")};
    bool heard = gr_crew_tell_plan(&crew, status, channel);
    if (heard && status == GR_OK) {
        gr_crew_make_all(&crew, channel);
    }
    gr_load_close(run->load);
    return heard ? GR_EXIT_OK : GR_EXIT_IO;
}

/* --- the supervisor --- */

static bool hear_row(supervision *s, gr_str body)
{
    if (!gr_hear_row(&s->plan, body)) {
        return false;
    }
    s->run->plan = s->plan.rows;
    s->run->n_plan = s->plan.n;
    return true;
}

/** Errors of what was read; a control of derived data is for the jobs to judge. */
static bool is_wrong_besides(const batch *run)
{
    gr_diag_row row = {0};
    for (size_t i = 0; gr_diag_at(run->diag, i, run->src, &row); i++) {
        if (row.level == GR_ERROR && strcmp(row.tag, gr_codes[GR_CODE_CHECK_FAILED].tag) != 0) {
            return true;
        }
    }
    return false;
}

static bool hear_loaded(supervision *s, gr_str body)
{
    batch *run = s->run;
    s->loaded = gr_hear_loaded(&s->plan, body, run->diag, &s->status);
    run->wrong_besides = run->night != NULL && is_wrong_besides(run);
    return s->loaded;
}

static bool hear_taken(const supervision *s, gr_str body)
{
    size_t nr = 0;
    if (!gr_hear_taken(&s->plan, body, &nr)) {
        return false;
    }
    batch_progress(s->run, s->done, &s->run->plan[nr]);
    return true;
}

static bool hear_made(supervision *s, gr_str body)
{
    size_t nr = 0;
    if (!gr_hear_made(&s->plan, body, &nr)) {
        return false;
    }
    s->done++;
    batch_settle(s->run, &s->run->plan[nr]);
    batch_progress(s->run, s->done, &s->run->plan[nr]);
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
    s->lost = s->run->lock != NULL && !gr_lock_keep(s->run->lock);
    if (s->lost) {
        gr_diag_report(s->run->diag, (gr_loc){0}, GR_CODE_LOCK_LOST,
                       "this one did not touch its lock for too long (did the machine sleep?)");
    }
    return !s->lost;
}

static gr_exit refuse(const batch *run)
{
    gr_diag_report_open(run->diag, (gr_loc){0}, GR_CODE_WORKER_DIED,
                        "no process can be started: %s", strerror(errno));
    return GR_EXIT_SYSTEM;
}

/** How the loader ended, unless it did as it should or has said so itself. */
static void report_loader(const batch *run, int status)
{
    if (WIFSIGNALED(status)) {
        bool by_system = WTERMSIG(status) == SIGKILL;
        gr_diag_report_open(
            run->diag, (gr_loc){0}, GR_CODE_WORKER_DIED,
            "the process that reads exports and descriptors was ended by signal %d (%s)%s",
            WTERMSIG(status), strsignal(WTERMSIG(status)),
            by_system ? "; the system does that when its memory, or that of the unit (MemoryMax=), "
                        "is used up"
                      : "");
    } else if (WEXITSTATUS(status) == GR_EXIT_IO) {
        gr_diag_report_open(
            run->diag, (gr_loc){0}, GR_CODE_WORKER_DIED,
            "the process that reads exports and descriptors could not pass on what it "
            "read: the system refused");
    } else if (WEXITSTATUS(status) == GR_EXIT_SYSTEM) {
        gr_diag_report_open(
            run->diag, (gr_loc){0}, GR_CODE_WORKER_DIED,
            "the process that reads exports and descriptors ran out of memory; no setting of "
            "griffie limits it: the machine, its unit (MemoryMax=) or 'ulimit' gives no more");
    } else if (WEXITSTATUS(status) != 0) {
        gr_diag_report_open(run->diag, (gr_loc){0}, GR_CODE_WORKER_DIED,
                            "the process that reads exports and descriptors ended with status %d",
                            WEXITSTATUS(status));
    }
}

/** The loader ended before it had told what it read. */
static gr_exit loader_failed(const batch *run, int status)
{
    bool refused = WIFEXITED(status) && (WEXITSTATUS(status) == GR_EXIT_SYSTEM || /* memory */
                                         WEXITSTATUS(status) == GR_EXIT_IO);
    bool stopped = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL; /* by the system, mostly */
    report_loader(run, status);
    return refused || stopped ? GR_EXIT_SYSTEM : GR_EXIT_BUG;
}

/** Rows that nobody made: the loader died before, or no process could be started. */
static void fail_the_rest(const batch *run, int status)
{
    bool first = true;
    for (size_t i = 0; i < run->n_plan; i++) {
        gr_plan_row *row = &run->plan[i];
        if (row->outcome != GR_EDITION_PLANNED) {
            continue;
        }
        if (first) {
            report_loader(run, status);
            first = false;
        }
        row->outcome = GR_EDITION_FAILED;
        gr_diag_report_open(run->diag, (gr_loc){0}, GR_CODE_WORKER_DIED,
                            "no process could be had for '" GR_FMT "/" GR_FMT "'",
                            GR_ARG(row->report), GR_ARG(row->edition.id));
    }
}

static gr_exit outcome(const supervision *s, int status)
{
    if (s->run->stopped_by != 0) {
        return GR_EXIT_OK; /* the signal is the answer: see gr_batch_run */
    }
    if (s->lost) {
        return GR_EXIT_LOCKED;
    }
    if (!s->loaded) {
        return loader_failed(s->run, status);
    }
    if (s->status != GR_OK) {
        return batch_exit_of(s->status, s->run->diag);
    }
    fail_the_rest(s->run, status);
    return batch_exit_of_editions(s->run);
}

gr_exit batch_roles_run(batch *run)
{
    supervision s = {.run = run,
                     .plan = {.orders = run->orders,
                              .n_orders = run->n_orders,
                              .errors = run->limits->errors,
                              .arena = run->src},
                     .status = GR_OK};
    const gr_supervision watch = {
        .user = &s, .work = load, .hear = hear, .keep = keep_lock, .keep_ms = KEEP_MS};
    gr_supervised ended = {0};
    if (!gr_supervise(&watch, &ended)) {
        return refuse(run);
    }
    batch_progress_end(run);
    run->stopped_by = ended.stopped_by;
    if (ended.misheard) {
        gr_diag_report_open(run->diag, (gr_loc){0}, GR_CODE_WORKER_SAID,
                            "the process that reads exports and makes documents said what it "
                            "cannot say, and was stopped; what it said since does not count");
    }
    gr_exit result = outcome(&s, ended.status);
    return ended.misheard && run->stopped_by == 0 ? GR_EXIT_BUG : result;
}
