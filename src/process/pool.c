#include "process/pool.h"

/* Owns the workers: their birth, their work, their limits, their end. Must not know what a piece of
 * work is. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "process/channel.h"
#include "process/guard.h"
#include "process/process.h"

#define WORKERS_MAX   64U
#define NO_PIECE      SIZE_MAX
#define OUT_OF_MEMORY 71 /* how gr_die_oom ends a process */

typedef struct worker {
    pid_t pid; /* 0: none here */
    int fd;    /* numbers of pieces go there, what was made comes back */
    gr_inbox inbox;
    size_t piece; /* it works on; NO_PIECE: none */
    int64_t began_ms;
    bool killed;   /* by us: it took too long */
    bool misheard; /* or said what no worker says */
} worker;

typedef struct pool {
    const gr_pool_work *work;
    size_t next; /* piece to be handed out */
    size_t n;
    worker workers[WORKERS_MAX];
    bool broken; /* nobody listens any more */
} pool;

/* --- in a worker --- */

/** Not under sanitizers, which reserve far more than they use. */
static void limit_memory(unsigned mib)
{
#if !defined(__SANITIZE_ADDRESS__)
    const struct rlimit limit = {.rlim_cur = (rlim_t)mib << 20, .rlim_max = (rlim_t)mib << 20};
    if (mib > 0) {
        (void)setrlimit(RLIMIT_DATA, &limit);
    }
#else
    (void)mib;
#endif
}

static bool make(const gr_pool_work *work, size_t nr, int fd)
{
    gr_arena *arena = gr_arena_new(4096);
    gr_buf made = gr_buf_make(arena, SIZE_MAX);
    work->make(work->user, nr, &made);
    bool sent = gr_channel_send(fd, 0, gr_buf_view(&made));
    gr_arena_free(arena);
    return sent;
}

static void make_all(const gr_pool_work *work, int fd)
{
    size_t nr = 0;
    ssize_t got = 0;
    limit_memory(work->memory_mib);
    gr_process_widen_heap();
    (void)gr_guard_calls(
        GR_GUARD_WORKER); /* whoever has the pool has said so if it does not hold */
    do {
        got = read(fd, &nr, sizeof(nr));
    } while ((got < 0 && errno == EINTR) ||
             (got == (ssize_t)sizeof(nr) && nr < work->n && make(work, nr, fd)));
}

/* --- in the process that has the pool --- */

/** The worker gets the next piece, or the end of its stream, which ends it. */
static void hand_out(pool *p, worker *w)
{
    w->piece = p->next < p->work->n ? p->next++ : NO_PIECE;
    w->began_ms = gr_clock_elapsed_ms();
    if (w->piece == NO_PIECE) {
        (void)shutdown(w->fd, SHUT_WR);
        return;
    }
    p->broken = !p->work->taken(p->work->user, w->piece) || p->broken;
    ssize_t sent = 0;
    do {
        sent = write(w->fd, &w->piece, sizeof(w->piece));
    } while (sent < 0 && errno == EINTR);
    if (sent != (ssize_t)sizeof(w->piece)) {
        (void)shutdown(w->fd, SHUT_RDWR); /* it ends, and is found dead by reading */
    }
}

/** The other workers' streams are not for this one: it would keep them open. */
static void close_others(pool *p)
{
    for (size_t i = 0; i < p->n; i++) {
        if (p->workers[i].pid != 0) {
            (void)close(p->workers[i].fd);
            gr_inbox_close(&p->workers[i].inbox);
        }
    }
}

static bool start_worker(pool *p, worker *w)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
        return false;
    }
    pid_t pid = gr_process_fork();
    if (pid == 0) {
        close_others(p);
        (void)close(pair[0]);
        make_all(p->work, pair[1]);
        (void)close(pair[1]);
        exit(0);
    }
    (void)close(pair[1]);
    if (pid < 0) {
        (void)close(pair[0]);
        return false;
    }
    *w = (worker){.pid = pid, .fd = pair[0], .inbox = {.fd = pair[0]}, .piece = NO_PIECE};
    hand_out(p, w);
    return true;
}

/** "; --memory gives it more" */
static gr_str remedy(gr_str setting, gr_arena *arena)
{
    return setting.len == 0 ? GR_LIT("")
                            : gr_str_fmt(arena, "; " GR_FMT " gives it more", GR_ARG(setting));
}

/** "was ended by signal 11 (Segmentation fault)" */
static gr_str end_of(const pool *p, const worker *w, int status, gr_arena *arena)
{
    if (w->misheard) {
        return GR_LIT("said what it cannot say and was stopped");
    }
    if (w->killed) {
        return gr_str_fmt(arena, "took longer than %u seconds and was stopped" GR_FMT,
                          p->work->seconds, GR_ARG(remedy(p->work->seconds_from, arena)));
    }
    if (WIFSIGNALED(status)) {
        return gr_str_fmt(arena, "was ended by signal %d (%s)", WTERMSIG(status),
                          strsignal(WTERMSIG(status)));
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == OUT_OF_MEMORY) {
        return gr_str_fmt(arena, "ran out of memory; %u MiB is what it may have" GR_FMT,
                          p->work->memory_mib, GR_ARG(remedy(p->work->memory_from, arena)));
    }
    return gr_str_fmt(arena, "ended with status %d", WEXITSTATUS(status));
}

static void report_lost(pool *p, const worker *w, int status)
{
    gr_arena *arena = gr_arena_new(1024);
    uint32_t took_ms = (uint32_t)(gr_clock_elapsed_ms() - w->began_ms);
    gr_str how = end_of(p, w, status, arena);
    p->broken = !p->work->lost(p->work->user, w->piece, how, took_ms) || p->broken;
    gr_arena_free(arena);
}

/** Its stream ended: with its work done, or before. */
static void reap(pool *p, worker *w)
{
    int status = 0;
    (void)close(w->fd);
    gr_inbox_close(&w->inbox);
    while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR) {
    }
    if (w->piece != NO_PIECE) {
        report_lost(p, w, status);
    }
    *w = (worker){0};
    if (p->next < p->work->n && !p->broken) {
        (void)start_worker(p, w);
    }
}

static void listen_to(pool *p, worker *w)
{
    uint32_t word = 0;
    gr_str body = GR_LIT("");
    if (!gr_inbox_fill(&w->inbox)) {
        reap(p, w);
        return;
    }
    while (!w->misheard && gr_inbox_next(&w->inbox, &word, &body)) {
        if (word != 0 || w->piece == NO_PIECE) { /* nobody asked it */
            w->misheard = true;
            (void)kill(w->pid, SIGKILL);
            return; /* its end is read as that of any other */
        }
        p->broken = !p->work->made(p->work->user, body) || p->broken;
        hand_out(p, w);
    }
}

/** Milliseconds until a worker has had its time; -1: none is at work. */
static int next_limit(pool *p)
{
    int64_t least = -1;
    for (size_t i = 0; i < p->n; i++) {
        worker *w = &p->workers[i];
        if (w->pid == 0 || w->piece == NO_PIECE) {
            continue;
        }
        int64_t left = w->began_ms + (int64_t)p->work->seconds * 1000 - gr_clock_elapsed_ms();
        if (left <= 0 && !w->killed) {
            w->killed = true;
            (void)kill(w->pid, SIGKILL);
        }
        left = left < 0 ? 0 : left;
        least = least < 0 || left < least ? left : least;
    }
    return (int)(least > 60000 ? 60000 : least);
}

/** False when no worker is left. */
static bool wait_for_words(pool *p)
{
    struct pollfd fds[WORKERS_MAX];
    size_t who[WORKERS_MAX];
    nfds_t n = 0;
    int limit = next_limit(p);
    for (size_t i = 0; i < p->n; i++) {
        if (p->workers[i].pid != 0) {
            who[n] = i;
            fds[n++] = (struct pollfd){.fd = p->workers[i].fd, .events = POLLIN};
        }
    }
    int ready = n == 0 ? 0 : poll(fds, n, limit);
    for (nfds_t i = 0; ready > 0 && i < n; i++) {
        if (fds[i].revents != 0) {
            listen_to(p, &p->workers[who[i]]);
        }
    }
    return n > 0;
}

/** Nobody wants what they make: whoever is still at work is stopped. */
static void dismiss(pool *p)
{
    for (size_t i = 0; i < p->n; i++) {
        worker *w = &p->workers[i];
        if (w->pid == 0) {
            continue;
        }
        (void)kill(w->pid, SIGKILL);
        (void)close(w->fd);
        gr_inbox_close(&w->inbox);
        while (waitpid(w->pid, NULL, 0) < 0 && errno == EINTR) {
        }
    }
}

void gr_pool_run(const gr_pool_work *work)
{
    pool p = {.work = work};
    p.n = work->workers < work->n ? work->workers : work->n;
    p.n = p.n < WORKERS_MAX ? p.n : WORKERS_MAX;
    for (size_t i = 0; i < p.n; i++) {
        (void)start_worker(&p, &p.workers[i]);
    }
    while (!p.broken && wait_for_words(&p)) {
    }
    dismiss(&p);
}
