#include "pool.h"

/* Owns the workers: their birth, their work, their limits, their end. Must not know what an edition
 * is made of. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/packed.h"
#include "channel.h"
#include "process.h"

#define WORKERS_MAX 64U
#define NO_ROW      SIZE_MAX

typedef struct worker {
    pid_t pid; /* 0: none here */
    int fd;    /* rows go there, words come back */
    batch_inbox inbox;
    size_t row; /* it works on; NO_ROW: none */
    int64_t began_ms;
    bool killed; /* by us: it took too long */
} worker;

typedef struct pool {
    batch *run;
    int channel;
    size_t next; /* row to be handed out */
    size_t n;
    worker workers[WORKERS_MAX];
    bool broken; /* the supervisor is gone */
} pool;

/* --- in a worker --- */

/** Not under sanitizers, which reserve far more than they use. */
static void limit_memory(const batch *run)
{
#if !defined(__SANITIZE_ADDRESS__)
    const struct rlimit limit = {.rlim_cur = (rlim_t)run->memory_mib << 20,
                                 .rlim_max = (rlim_t)run->memory_mib << 20};
    if (run->memory_mib > 0) {
        (void)setrlimit(RLIMIT_DATA, &limit);
    }
#else
    (void)run;
#endif
}

static bool make_row(const batch *run, size_t nr, int fd)
{
    gr_arena *arena = gr_arena_new(4096);
    gr_diag *diag = gr_diag_new(arena, run->limits->errors);
    gr_buf body = gr_buf_make(arena, SIZE_MAX);
    batch_row row = run->plan[nr];
    for (uint16_t i = 1; gr_diag_file(run->diag, i).len > 0; i++) {
        (void)gr_diag_add_file(diag, gr_diag_file(run->diag, i)); /* places keep their numbers */
    }
    batch_edition_run(run, &row, arena, diag);
    batch_row_pack(nr, &row, diag, &body);
    bool sent = batch_send(fd, WORD_MADE, gr_buf_view(&body));
    gr_arena_free(arena);
    return sent;
}

static void work(const batch *run, int fd)
{
    size_t nr = 0;
    ssize_t got = 0;
    limit_memory(run);
    do {
        got = read(fd, &nr, sizeof(nr));
    } while ((got < 0 && errno == EINTR) ||
             (got == (ssize_t)sizeof(nr) && nr < run->n_plan && make_row(run, nr, fd)));
}

/* --- in the loader --- */

static int64_t now_ms(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void send_taken(pool *p, size_t nr)
{
    gr_arena *arena = gr_arena_new(64);
    gr_buf body = gr_buf_make(arena, SIZE_MAX);
    gr_pack_number(&body, nr);
    p->broken = !batch_send(p->channel, WORD_TAKEN, gr_buf_view(&body)) || p->broken;
    gr_arena_free(arena);
}

/** The worker gets the next row, or the end of its stream, which ends it. */
static void hand_out(pool *p, worker *w)
{
    w->row = p->next < p->run->n_plan ? p->next++ : NO_ROW;
    w->began_ms = now_ms();
    if (w->row == NO_ROW) {
        (void)shutdown(w->fd, SHUT_WR);
        return;
    }
    send_taken(p, w->row);
    ssize_t sent = 0;
    do {
        sent = write(w->fd, &w->row, sizeof(w->row));
    } while (sent < 0 && errno == EINTR);
    if (sent != (ssize_t)sizeof(w->row)) {
        (void)shutdown(w->fd, SHUT_RDWR); /* it ends, and is found dead by reading */
    }
}

/** The other workers' streams are not for this one: it would keep them open. */
static void close_others(pool *p)
{
    for (size_t i = 0; i < p->n; i++) {
        if (p->workers[i].pid != 0) {
            (void)close(p->workers[i].fd);
            batch_inbox_close(&p->workers[i].inbox);
        }
    }
}

static bool start_worker(pool *p, worker *w)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
        return false;
    }
    pid_t pid = batch_fork();
    if (pid == 0) {
        close_others(p);
        (void)close(pair[0]);
        work(p->run, pair[1]);
        (void)close(pair[1]);
        exit(0);
    }
    (void)close(pair[1]);
    if (pid < 0) {
        (void)close(pair[0]);
        return false;
    }
    *w = (worker){.pid = pid, .fd = pair[0], .inbox = {.fd = pair[0]}, .row = NO_ROW};
    hand_out(p, w);
    return true;
}

/** "was ended by signal 11 (Segmentation fault)" */
static gr_str fate_of(const pool *p, const worker *w, int status, gr_arena *arena)
{
    if (w->killed) {
        return gr_str_fmt(arena, "took longer than %u seconds and was stopped",
                          p->run->edition_seconds);
    }
    if (WIFSIGNALED(status)) {
        return gr_str_fmt(arena, "was ended by signal %d (%s)", WTERMSIG(status),
                          strsignal(WTERMSIG(status)));
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == GR_EXIT_SYSTEM) {
        return gr_str_fmt(arena, "ran out of memory; %u MiB is what it may have",
                          p->run->memory_mib);
    }
    return gr_str_fmt(arena, "ended with status %d", WEXITSTATUS(status));
}

static void report_death(pool *p, const worker *w, int status)
{
    gr_arena *arena = gr_arena_new(1024);
    gr_diag *diag = gr_diag_new(arena, 10);
    gr_buf body = gr_buf_make(arena, SIZE_MAX);
    batch_row row = p->run->plan[w->row];
    row.fate = BATCH_FAILED;
    row.key = GR_LIT("");
    row.documents = GR_LIT("");
    row.duration_ms = (uint32_t)(now_ms() - w->began_ms);
    gr_diag_report_open(diag, (gr_loc){0}, GR_CODE_WORKER_DIED,
                        "the process that made '" GR_FMT "/" GR_FMT "' " GR_FMT
                        "; the other editions are not touched by it",
                        GR_ARG(row.report), GR_ARG(row.edition.id),
                        GR_ARG(fate_of(p, w, status, arena)));
    batch_row_pack(w->row, &row, diag, &body);
    p->broken = !batch_send(p->channel, WORD_MADE, gr_buf_view(&body)) || p->broken;
    gr_arena_free(arena);
}

/** Its stream ended: with its work done, or before. */
static void bury(pool *p, worker *w)
{
    int status = 0;
    (void)close(w->fd);
    batch_inbox_close(&w->inbox);
    while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR) {
    }
    if (w->row != NO_ROW) {
        report_death(p, w, status);
    }
    *w = (worker){0};
    if (p->next < p->run->n_plan && !p->broken) {
        (void)start_worker(p, w);
    }
}

static void listen_to(pool *p, worker *w)
{
    batch_word word = WORD_ROW;
    gr_str body = GR_LIT("");
    if (!batch_inbox_fill(&w->inbox)) {
        bury(p, w);
        return;
    }
    while (batch_inbox_next(&w->inbox, &word, &body)) {
        p->broken = !batch_send(p->channel, word, body) || p->broken;
        hand_out(p, w);
    }
}

/** Milliseconds until a worker has had its time; -1: none is at work. */
static int next_limit(pool *p)
{
    int64_t least = -1;
    for (size_t i = 0; i < p->n; i++) {
        worker *w = &p->workers[i];
        if (w->pid == 0 || w->row == NO_ROW) {
            continue;
        }
        int64_t left = w->began_ms + (int64_t)p->run->edition_seconds * 1000 - now_ms();
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

void batch_pool_run(batch *run, int channel)
{
    pool p = {.run = run, .channel = channel};
    p.n = run->request->workers < run->n_plan ? run->request->workers : run->n_plan;
    p.n = p.n < WORKERS_MAX ? p.n : WORKERS_MAX;
    for (size_t i = 0; i < p.n; i++) {
        (void)start_worker(&p, &p.workers[i]);
    }
    while (!p.broken && wait_for_words(&p)) {
    }
}

/* --- rows as bytes --- */

void batch_row_pack(size_t nr, const batch_row *row, const gr_diag *diag, gr_buf *out)
{
    gr_pack_number(out, nr);
    gr_pack_number(out, (uint64_t)row->fate);
    gr_pack_text(out, row->key);
    gr_pack_text(out, row->documents);
    gr_pack_number(out, row->duration_ms);
    gr_diag_pack(diag, out);
}

bool batch_row_unpack(batch *run, gr_str body, size_t *out_nr)
{
    uint64_t nr = 0;
    uint64_t fate = 0;
    uint64_t duration = 0;
    gr_str key = GR_LIT("");
    gr_str documents = GR_LIT("");
    if (!gr_unpack_number(&body, &nr) || nr >= run->n_plan || !gr_unpack_number(&body, &fate) ||
        fate >= BATCH_FATE__COUNT || !gr_unpack_text(&body, &key) ||
        !gr_unpack_text(&body, &documents) || !gr_unpack_number(&body, &duration)) {
        return false;
    }
    batch_row *row = &run->plan[nr];
    row->diag = gr_diag_new(run->src, run->limits->errors);
    if (!gr_diag_unpack(&body, row->diag)) {
        return false;
    }
    row->fate = (batch_fate)fate;
    row->key = gr_str_dup(run->src, key);
    row->documents = gr_str_dup(run->src, documents);
    row->duration_ms = (uint32_t)duration;
    *out_nr = (size_t)nr;
    return true;
}
