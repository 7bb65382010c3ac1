#include "process/process.h"

/* Owns what the system is told about our processes. Must not know what they do. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/fault.h"

static void become_child(pid_t maker)
{
    const struct rlimit none = {0};
    sigset_t nothing;
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != maker) { /* it died before the line above */
        _exit(1);
    }
    (void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    gr_fault_forget(GR_FAULT_DIE); /* the supervisor is meant, which publishes */
    (void)setrlimit(RLIMIT_CORE, &none);
    (void)sigemptyset(&nothing);
    (void)signal(SIGINT, SIG_IGN);
    (void)signal(SIGTERM, SIG_DFL);
    (void)sigprocmask(SIG_SETMASK, &nothing, NULL);
}

pid_t gr_process_fork(void)
{
    pid_t maker = getpid();
    (void)fflush(NULL); /* or the child would print it again */
    pid_t pid = fork();
    if (pid == 0) {
        become_child(maker);
    }
    return pid;
}
