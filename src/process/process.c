#include "process/process.h"

/* Owns what the system is told about our processes. Must not know what they do. */
#include <fcntl.h>
#include <linux/landlock.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
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

void gr_process_write_only_below(gr_str folder)
{
    const uint64_t changes = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
                             LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
                             LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
                             LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
                             LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;
    const struct landlock_ruleset_attr rules = {.handled_access_fs = changes};
    long ruleset = syscall(SYS_landlock_create_ruleset, &rules, sizeof(rules), 0);
    if (ruleset < 0) {
        return; /* an older kernel */
    }
    const struct landlock_path_beneath_attr below = {
        .allowed_access = changes,
        .parent_fd = open(folder.ptr, O_RDONLY | O_DIRECTORY | O_CLOEXEC),
    };
    if (below.parent_fd >= 0 &&
        syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &below, 0) == 0) {
        (void)syscall(SYS_landlock_restrict_self, ruleset, 0);
    }
    if (below.parent_fd >= 0) {
        (void)close(below.parent_fd);
    }
    (void)close((int)ruleset);
}
