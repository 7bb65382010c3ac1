#include "process/supervise.h"

/* Owns the two sides of a run that is watched: the group of the one that works, and the loop of the
 * one that hears. Must not know what they tell each other. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "process/channel.h"
#include "process/process.h"

typedef struct watch {
    const gr_supervision *of;
    pid_t worker;
    int signals; /* a signalfd: interrupt and end arrive as something to read */
    gr_inbox inbox;
    int stopped_by;
    bool misheard; /* a word could not be: whoever said it is not listened to any more */
} watch;

/** The group is the process that works and all that it made. */
static void stop(const watch *w)
{
    (void)kill(-w->worker, SIGKILL);
}

static void hear_signal(watch *w)
{
    struct signalfd_siginfo info = {0};
    if (read(w->signals, &info, sizeof(info)) == (ssize_t)sizeof(info)) {
        w->stopped_by = (int)info.ssi_signo;
        stop(w);
    }
}

static void hear_words(watch *w)
{
    uint32_t word = 0;
    gr_str body = GR_LIT("");
    while (gr_inbox_next(&w->inbox, &word, &body)) {
        if (!w->misheard && !w->of->hear(w->of->user, word, body)) {
            w->misheard = true;
            stop(w);
        }
    }
}

/** Until the stream ends, which it does when all of the group are gone. */
static void listen_all(watch *w)
{
    struct pollfd fds[] = {{.fd = w->inbox.fd, .events = POLLIN},
                           {.fd = w->signals, .events = POLLIN}};
    for (;;) {
        if ((poll(fds, 2, w->of->keep_ms) < 0 && errno != EINTR) || !w->of->keep(w->of->user)) {
            stop(w);
            return;
        }
        if (fds[1].revents != 0) {
            hear_signal(w);
        }
        if (fds[0].revents == 0) {
            continue;
        }
        if (!gr_inbox_fill(&w->inbox)) {
            if (w->inbox.broken) { /* nobody would hear it any more, and it would wait */
                stop(w);
            }
            return;
        }
        hear_words(w);
    }
}

/** Both sides: whoever comes first makes the group. */
static void make_group(pid_t leader)
{
    (void)setpgid(leader, leader);
}

static bool start(watch *w)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
        return false;
    }
    w->worker = gr_process_fork();
    if (w->worker == 0) {
        make_group(0);
        (void)close(pair[0]);
        (void)close(w->signals);
        exit(w->of->work(w->of->user, pair[1]));
    }
    (void)close(pair[1]);
    w->inbox = (gr_inbox){.fd = pair[0]};
    if (w->worker > 0) {
        make_group(w->worker);
    }
    return w->worker > 0;
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

bool gr_supervise(const gr_supervision *supervision, gr_supervised *out)
{
    watch w = {.of = supervision, .inbox = {.fd = -1}};
    sigset_t before;
    int status = 0;
    w.signals = open_signals(&before);
    bool started = w.signals >= 0 && start(&w);
    int why = errno;
    if (started) {
        listen_all(&w);
        while (waitpid(w.worker, &status, 0) < 0 && errno == EINTR) {
        }
        *out =
            (gr_supervised){.status = status, .stopped_by = w.stopped_by, .misheard = w.misheard};
    }
    if (w.inbox.fd >= 0) {
        (void)close(w.inbox.fd);
    }
    gr_inbox_close(&w.inbox);
    if (w.signals >= 0) {
        (void)close(w.signals);
    }
    (void)sigprocmask(SIG_SETMASK, &before, NULL);
    errno = why;
    return started;
}
