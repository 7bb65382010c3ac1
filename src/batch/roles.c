/* Owns the supervisor: the process that publishes. It reads no export, text, font or image; a
 * loader does, in a process of its own that may write below the output folder only and dies with
 * this one. What the two tell each other is in workers.h. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/packed.h"
#include "process/channel.h"
#include "process/process.h"
#include "shard.h"
#include "store/lock.h"
#include "workers.h"

#define KEEP_MS 30000 /* so often the lock is looked after, when nothing else happens */

typedef struct supervision {
    batch *run;
    pid_t loader;
    int signals; /* a signalfd: interrupt and end arrive as something to read */
    gr_inbox inbox;
    size_t done;
    bool loaded;      /* WORD_LOADED came */
    gr_status status; /* of loading */
    int stopped_by;   /* signal; 0: none */
    bool lost;        /* the lock: another run writes where this one did */
} supervision;

/* --- the loader's side --- */

static bool send_row(const gr_plan_row *row, int channel)
{
    gr_arena *arena = gr_arena_new(1024);
    gr_buf body = gr_buf_make(arena, SIZE_MAX);
    gr_row_pack(row, &body);
    bool sent = gr_channel_send(channel, WORD_ROW, gr_buf_view(&body));
    gr_arena_free(arena);
    return sent;
}

static bool send_loaded(const batch *run, gr_status status, int channel)
{
    gr_arena *arena = gr_arena_new(1024);
    gr_buf body = gr_buf_make(arena, SIZE_MAX);
    gr_pack_number(&body, (uint64_t)status);
    gr_diag_pack(run->diag, &body);
    bool sent = gr_channel_send(channel, WORD_LOADED, gr_buf_view(&body));
    gr_arena_free(arena);
    return sent;
}

/** GR_EXIT_IO: nobody hears what is said any more, or the system refused to pass it on. */
static gr_exit load(batch *run, int channel)
{
    bool done = false;
    bool heard = true;
    gr_process_write_only_below(run->store.state);
    gr_status status = batch_prepare(run, &done);
    if (run->request->shard > 0) {
        run->n_plan =
            gr_shard_choose(run->plan, run->n_plan, run->request->shard, run->request->shards);
    }
    for (size_t i = 0; heard && status == GR_OK && i < run->n_plan; i++) {
        heard = send_row(&run->plan[i], channel);
    }
    heard = heard && send_loaded(run, status, channel);
    if (heard && status == GR_OK) {
        batch_make_all(run, channel);
    }
    return heard ? GR_EXIT_OK : GR_EXIT_IO;
}

/* --- the supervisor's side --- */

static bool hear_row(batch *run, gr_str body)
{
    gr_plan_row row = {0};
    if (!gr_row_unpack(&body, run->limits->errors, run->src, &row)) {
        return false;
    }
    row.order = gr_order_find(run->orders, run->n_orders, row.order->job, row.order->destination);
    if (row.order == NULL || row.outcome != GR_EDITION_PLANNED) {
        return false;
    }
    *GR_PUSH(run->src, run->plan, run->n_plan, run->cap_plan, gr_plan_row) = row;
    return true;
}

/** All that is known of the run is what was said: the list replaces ours, which it began with. */
static bool hear_loaded(supervision *s, gr_str body)
{
    uint64_t status = 0;
    if (!gr_unpack_number(&body, &status) || status > GR_BUG ||
        !gr_diag_unpack(&body, s->run->diag)) {
        return false;
    }
    s->loaded = true;
    s->status = (gr_status)status;
    return true;
}

static bool hear_taken(const supervision *s, gr_str body)
{
    uint64_t nr = 0;
    if (!gr_unpack_number(&body, &nr) || nr >= s->run->n_plan) {
        return false;
    }
    batch_progress(s->run, s->done, &s->run->plan[nr]);
    return true;
}

static bool hear_made(supervision *s, gr_str body)
{
    size_t nr = 0;
    if (!batch_row_unpack(s->run, body, &nr)) {
        return false;
    }
    s->done++;
    batch_settle(s->run, &s->run->plan[nr]);
    batch_progress(s->run, s->done, &s->run->plan[nr]);
    return true;
}

static bool hear(supervision *s, uint32_t word, gr_str body)
{
    switch ((batch_word)word) {
    case WORD_ROW:
        return hear_row(s->run, body);
    case WORD_LOADED:
        return hear_loaded(s, body);
    case WORD_TAKEN:
        return hear_taken(s, body);
    case WORD_MADE:
        return hear_made(s, body);
    }
    return false;
}

/** The group is the loader and all of its workers. */
static void stop_loader(const supervision *s)
{
    (void)kill(-s->loader, SIGKILL);
}

static void hear_signal(supervision *s)
{
    struct signalfd_siginfo info = {0};
    if (read(s->signals, &info, sizeof(info)) == (ssize_t)sizeof(info)) {
        s->stopped_by = (int)info.ssi_signo;
        stop_loader(s);
    }
}

/** Nothing is published once somebody else may be doing so. */
static bool keep_lock(supervision *s)
{
    s->lost = s->run->lock != NULL && !gr_lock_keep(s->run->lock);
    if (s->lost) {
        gr_diag_report(s->run->diag, (gr_loc){0}, GR_CODE_LOCK_LOST,
                       "this one did not touch its lock for too long (did the machine sleep?)");
        stop_loader(s);
    }
    return !s->lost;
}

/** Until the stream ends, which it does when the loader and all of its workers are gone. */
static void listen_all(supervision *s)
{
    struct pollfd fds[] = {{.fd = s->inbox.fd, .events = POLLIN},
                           {.fd = s->signals, .events = POLLIN}};
    uint32_t word = 0;
    gr_str body = GR_LIT("");
    for (;;) {
        if (poll(fds, 2, KEEP_MS) < 0 && errno != EINTR) {
            stop_loader(s);
            return;
        }
        if (!keep_lock(s)) {
            return;
        }
        if (fds[1].revents != 0) {
            hear_signal(s);
        }
        if (fds[0].revents == 0) {
            continue;
        }
        if (!gr_inbox_fill(&s->inbox)) {
            if (s->inbox.broken) { /* nobody would hear it any more, and it would wait */
                stop_loader(s);
            }
            return;
        }
        while (gr_inbox_next(&s->inbox, &word, &body)) {
            if (!hear(s, word, body)) {
                stop_loader(s);
            }
        }
    }
}

/** Both sides: whoever comes first makes the group. */
static void make_group(pid_t loader)
{
    (void)setpgid(loader, loader);
}

static bool start_loader(supervision *s)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
        return false;
    }
    s->loader = gr_process_fork();
    if (s->loader == 0) {
        make_group(0);
        (void)close(pair[0]);
        (void)close(s->signals);
        gr_exit result = load(s->run, pair[1]);
        gr_load_close(s->run->load);
        exit((int)result);
    }
    (void)close(pair[1]);
    s->inbox = (gr_inbox){.fd = pair[0]};
    if (s->loader > 0) {
        make_group(s->loader);
    }
    return s->loader > 0;
}

static int open_signals(sigset_t *out_before)
{
    sigset_t ends;
    (void)sigemptyset(&ends);
    (void)sigaddset(&ends, SIGINT);
    (void)sigaddset(&ends, SIGTERM);
    (void)sigprocmask(SIG_BLOCK, &ends, out_before);
    return signalfd(-1, &ends, SFD_CLOEXEC);
}

static gr_exit refuse(const batch *run, const char *what)
{
    gr_diag_report_open(run->diag, (gr_loc){0}, GR_CODE_WORKER_DIED, "%s: %s", what,
                        strerror(errno));
    return GR_EXIT_SYSTEM;
}

/** How the loader ended, unless it did as it should or has said so itself. */
static void report_loader(const batch *run, int status)
{
    if (WIFSIGNALED(status)) {
        gr_diag_report_open(
            run->diag, (gr_loc){0}, GR_CODE_WORKER_DIED,
            "the process that reads exports and descriptors was ended by signal %d (%s)",
            WTERMSIG(status), strsignal(WTERMSIG(status)));
    } else if (WEXITSTATUS(status) == GR_EXIT_IO) {
        gr_diag_report_open(
            run->diag, (gr_loc){0}, GR_CODE_WORKER_DIED,
            "the process that reads exports and descriptors could not pass on what it "
            "read: the system refused");
    } else if (WEXITSTATUS(status) != 0 && WEXITSTATUS(status) != GR_EXIT_SYSTEM) {
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
    if (s->stopped_by != 0) {
        return GR_EXIT_OK; /* the signal is the answer: see batch_roles_run */
    }
    if (s->lost) {
        return GR_EXIT_LOCKED;
    }
    if (!s->loaded) {
        return loader_failed(s->run, status);
    }
    if (s->status != GR_OK) {
        return batch_exit_of_run(s->run, s->status);
    }
    fail_the_rest(s->run, status);
    return batch_exit_of_editions(s->run);
}

gr_exit batch_roles_run(batch *run)
{
    supervision s = {.run = run, .status = GR_OK};
    sigset_t before;
    int status = 0;
    gr_exit result = GR_EXIT_SYSTEM;
    s.signals = open_signals(&before);
    if (s.signals < 0 || !start_loader(&s)) {
        result = refuse(run, "no process can be started");
    } else {
        listen_all(&s);
        while (waitpid(s.loader, &status, 0) < 0 && errno == EINTR) {
        }
        batch_progress_end(run);
        result = outcome(&s, status);
        run->stopped_by = s.stopped_by;
    }
    if (s.inbox.bytes != NULL) {
        (void)close(s.inbox.fd);
    }
    gr_inbox_close(&s.inbox);
    if (s.signals >= 0) {
        (void)close(s.signals);
    }
    (void)sigprocmask(SIG_SETMASK, &before, NULL);
    return result;
}
