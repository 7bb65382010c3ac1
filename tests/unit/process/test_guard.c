/* What a guarded process tries in vain, and what it still can. Each case has a process of its own:
 * no guard can be taken off. */
#include "check.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "guard_priv.h"
#include "process/pool.h"

#define GUARDED 0
#define SKIPPED 77

typedef int trial(const char *folder); /* in the guarded process; 0: as it should be */

static char folder[] = "/tmp/griffie-guard-XXXXXX"; /* with the folders ours and theirs */

static const char *below(const char *name)
{
    static char path[300];
    (void)snprintf(path, sizeof(path), "%s/%s", folder, name);
    return path;
}

static void make_file(const char *name)
{
    FILE *file = fopen(below(name), "w");
    assert_non_null(file);
    assert_true(fputs("text", file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static int set_up(void **state)
{
    (void)state;
    const char *temporary = getenv("TMPDIR");
    if (temporary != NULL && strlen(temporary) < 200 && chdir(temporary) != 0) {
        return -1;
    }
    assert_non_null(mkdtemp(folder));
    assert_int_equal(mkdir(below("ours"), 0700), 0);
    assert_int_equal(mkdir(below("theirs"), 0700), 0);
    make_file("ours/file");
    make_file("theirs/file");
    return 0;
}

static int tear_down(void **state)
{
    static const char *const names[] = {"ours/file", "ours/new", "ours/moved", "theirs/file",
                                        "theirs/new"};
    (void)state;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        (void)unlink(below(names[i]));
    }
    (void)rmdir(below("ours"));
    (void)rmdir(below("theirs"));
    return rmdir(folder);
}

/** The wait status of a process in which `what` is tried. */
static int try_apart(trial *what)
{
    int status = 0;
    (void)fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        _exit(what(folder));
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}

/** Says which line of the trial did not hold; a kernel that lacks the guard skips the case. */
static void demand(trial *what)
{
    int status = try_apart(what);
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == SKIPPED) {
        skip();
    }
    assert_int_equal(WEXITSTATUS(status), GUARDED);
}

#define HOLDS(n, condition) \
    do {                    \
        errno = 0;          \
        if (!(condition)) { \
            return (n);     \
        }                   \
    } while (0)
#define REFUSES(n, call, why) HOLDS(n, (call) < 0 && errno == (why))

/* --- rights --- */

static int rights(const char *unused)
{
    char line[200];
    unsigned seen = 0;
    (void)unused;
    HOLDS(1, gr_guard_rights() == NULL);
    FILE *status = fopen("/proc/self/status", "r");
    HOLDS(2, status != NULL);
    while (fgets(line, sizeof(line), status) != NULL) {
        unsigned long long value = 1;
        if (sscanf(line, "CapPrm: %llx", &value) == 1 ||
            sscanf(line, "CapEff: %llx", &value) == 1 ||
            sscanf(line, "CapInh: %llx", &value) == 1 ||
            sscanf(line, "CapAmb: %llx", &value) == 1) {
            seen++;
            HOLDS(3, value == 0);
        }
        if (sscanf(line, "NoNewPrivs: %llu", &value) == 1) {
            seen++;
            HOLDS(4, value == 1);
        }
    }
    (void)fclose(status);
    return seen == 5 ? GUARDED : 5;
}

static void no_process_has_capabilities(void **state)
{
    (void)state;
    demand(rights);
}

/* --- calls --- */

static const struct {
    const char *name;
    int nr;
} refused[] = {
#define GR_CALL(call)
#define GR_REFUSED(call) {#call, SCMP_SYS(call)},
#include "calls.def"
#undef GR_CALL
#undef GR_REFUSED
    {"execve", SCMP_SYS(execve)},
    {"execveat", SCMP_SYS(execveat)},
};

/** Arguments with which none of them could succeed. */
static int each_refused(gr_guard_role role, size_t n)
{
    if (gr_guard_calls(role) != NULL) {
        return SKIPPED;
    }
    for (size_t i = 0; i < n; i++) {
        bool kept = GR_SANITIZED && (strstr(refused[i].name, "ptrace") != NULL ||
                                     strstr(refused[i].name, "process_vm") != NULL ||
                                     strcmp(refused[i].name, "personality") == 0);
        if (refused[i].nr < 0 || kept) {
            continue; /* not on this kind of machine */
        }
        if (syscall(refused[i].nr, -1, -1, -1, -1, -1, -1) != -1 || errno != EPERM) {
            (void)dprintf(2, "not refused: %s: %s\n", refused[i].name, strerror(errno));
            return 1;
        }
    }
    return GUARDED;
}

static int calls_of_loader(const char *unused)
{
    (void)unused;
    if (gr_guard_rights() != NULL) {
        return 2;
    }
    return each_refused(GR_GUARD_LOADER, sizeof(refused) / sizeof(refused[0]));
}

static int calls_of_supervisor(const char *unused)
{
    (void)unused;
    HOLDS(2, gr_guard_rights() == NULL);
    int result = each_refused(GR_GUARD_SUPERVISOR, sizeof(refused) / sizeof(refused[0]) - 2);
    return result;
}

static int worst_of_loader(const char *where)
{
    (void)where;
    HOLDS(1, gr_guard_rights() == NULL);
    if (gr_guard_calls(GR_GUARD_LOADER) != NULL || GR_SANITIZED) {
        return SKIPPED;
    }
    REFUSES(2, truncate(below("ours/file"), 0), EPERM);
    REFUSES(3, socket(AF_INET, SOCK_STREAM, 0), EPERM);
    REFUSES(4, execl("/bin/true", "true", (char *)NULL), EPERM);
    struct rlimit none = {0};
    HOLDS(5, syscall(SYS_prlimit64, getppid(), RLIMIT_NOFILE, &none, NULL) < 0 && errno == ENOSYS);
    HOLDS(6, syscall(SYS_ioctl, 0, TIOCSTI, "x") < 0 && errno == ENOSYS);
    int pair[2];
    HOLDS(7, socketpair(AF_INET, SOCK_STREAM, 0, pair) < 0 && errno == ENOSYS);
    HOLDS(8, syscall(SYS_inotify_init1, 0) < 0 && errno == ENOSYS); /* in no list */
    HOLDS(9, socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
    HOLDS(10, access(below("ours/file"), R_OK) == 0);
    return GUARDED;
}

static int worker(const char *unused)
{
    int pair[2];
    (void)unused;
    HOLDS(1, gr_guard_rights() == NULL);
    if (gr_guard_calls(GR_GUARD_LOADER) != NULL || GR_SANITIZED) {
        return SKIPPED;
    }
    HOLDS(2, gr_guard_calls(GR_GUARD_WORKER) == NULL);
    REFUSES(3, fork(), EPERM);
    REFUSES(4, kill(getppid(), 0), EPERM);
    REFUSES(5, syscall(SYS_tgkill, getppid(), getppid(), 0), EPERM);
    REFUSES(6, socketpair(AF_UNIX, SOCK_STREAM, 0, pair), EPERM);
    HOLDS(7, syscall(SYS_tgkill, getpid(), getpid(), 0) == 0);
    return GUARDED;
}

static int ends_by_itself(const char *unused)
{
    (void)unused;
    HOLDS(1, gr_guard_rights() == NULL);
    (void)gr_guard_calls(GR_GUARD_LOADER);
    (void)gr_guard_calls(GR_GUARD_WORKER);
    abort();
}

static void what_nobody_needs_is_refused(void **state)
{
    (void)state;
    demand(calls_of_loader);
    demand(calls_of_supervisor);
}

static void loaders_reach_no_network_and_no_program(void **state)
{
    (void)state;
    demand(worst_of_loader);
}

static void workers_make_and_end_no_process(void **state)
{
    (void)state;
    demand(worker);
    int status = try_apart(ends_by_itself);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

static void try_in_pool(void *user, size_t nr, gr_buf *out)
{
    (void)user;
    (void)nr;
    gr_buf_addf(out, "%d", kill(getppid(), 0) == 0 ? 0 : errno);
}

static bool yes(void *user, size_t nr)
{
    (void)user;
    (void)nr;
    return true;
}

static bool heard(void *user, gr_str what)
{
    *(bool *)user = gr_str_is(what, "1"); /* EPERM */
    return true;
}

static bool none_lost(void *user, size_t nr, gr_str how, uint32_t took_ms)
{
    (void)user;
    (void)nr;
    (void)how;
    (void)took_ms;
    return true;
}

static void workers_of_a_pool_are_guarded(void **state)
{
    char version[32];
    bool guarded = false;
    (void)state;
    if (GR_SANITIZED || gr_seccomp_version(version) == NULL) {
        skip();
    }
    const gr_pool_work work = {.n = 1,
                               .workers = 1,
                               .seconds = 10,
                               .user = &guarded,
                               .make = try_in_pool,
                               .taken = yes,
                               .made = heard,
                               .lost = none_lost};
    assert_null(gr_guard_rights()); /* this process goes without from here on */
    gr_pool_run(&work);
    assert_true(guarded);
}

/* --- files --- */

static int writes(const char *unused)
{
    (void)unused;
    char path[400]; /* `below` has one place for what it says */
    (void)snprintf(path, sizeof(path), "%s", below("ours"));
    HOLDS(1, gr_guard_rights() == NULL);
    if (gr_landlock_version() == 0) {
        return SKIPPED;
    }
    const gr_str folders[] = {gr_str_of(path), GR_LIT("/not/there")};
    HOLDS(2, gr_guard_writes(folders, 2, false) == NULL);
    HOLDS(3, open(below("ours/new"), O_CREAT | O_WRONLY | O_TRUNC, 0600) >= 0);
    HOLDS(4, open(below("ours/new"), O_WRONLY | O_TRUNC) >= 0);
    REFUSES(5, open(below("theirs/new"), O_CREAT | O_WRONLY, 0600), EACCES);
    REFUSES(6, open(below("theirs/file"), O_WRONLY), EACCES);
    REFUSES(7, open(below("theirs/file"), O_RDONLY | O_TRUNC), EACCES);
    REFUSES(8, unlink(below("theirs/file")), EACCES);
    REFUSES(9, mkdir(below("theirs/new"), 0700), EACCES);
    REFUSES(10, symlink("file", below("theirs/new")), EACCES);
    REFUSES(11, mkfifo(below("theirs/new"), 0600), EACCES);
    HOLDS(12, open(below("theirs/file"), O_RDONLY) >= 0);
    char moved[sizeof(path) + 20];
    (void)snprintf(moved, sizeof(moved), "%s/new", path);
    REFUSES(13, rename(moved, below("theirs/new")), gr_landlock_version() > 1 ? EACCES : EXDEV);
    HOLDS(14, rename(moved, below("ours/moved")) == 0);
    HOLDS(15, truncate(below("theirs/file"), 0) < 0 || gr_landlock_version() < 3);
    return GUARDED;
}

static int network(const char *unused)
{
    (void)unused;
    HOLDS(1, gr_guard_rights() == NULL);
    HOLDS(2, gr_landlock_version() == 0 || gr_guard_writes(NULL, 0, false) == NULL);
    if (gr_landlock_version() < 4) {
        return SKIPPED;
    }
    const struct sockaddr_in here = {.sin_family = AF_INET,
                                     .sin_port = htons(9),
                                     .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    HOLDS(3, fd >= 0);
    REFUSES(4, connect(fd, (const struct sockaddr *)&here, sizeof(here)), EACCES);
    REFUSES(5, bind(fd, (const struct sockaddr *)&here, sizeof(here)), EACCES);
    HOLDS(6, gr_landlock_version() < 6 || (kill(getppid(), 0) < 0 && errno == EPERM));
    return GUARDED;
}

static int reads(const char *unused)
{
    (void)unused;
    char path[400];
    (void)snprintf(path, sizeof(path), "%s", below("ours"));
    HOLDS(1, gr_guard_rights() == NULL);
    if (gr_landlock_version() == 0) {
        return SKIPPED;
    }
    const gr_str paths[] = {gr_str_of(path), GR_LIT("/not/there")};
    HOLDS(2, gr_guard_reads(paths, 2) == NULL);
    HOLDS(3, open(below("ours/file"), O_RDONLY) >= 0);
    REFUSES(4, open(below("theirs/file"), O_RDONLY), EACCES);
    REFUSES(5, open("/etc/passwd", O_RDONLY), EACCES);
    HOLDS(6, opendir(below("theirs")) == NULL && errno == EACCES);
    REFUSES(7, open(below("ours/../theirs/file"), O_RDONLY), EACCES);
    HOLDS(8, opendir("/usr/share") != NULL); /* fonts, patterns, libraries */
    HOLDS(9, open("/dev/urandom", O_RDONLY) >= 0);
    return GUARDED;
}

static void files_change_in_named_folders_only(void **state)
{
    (void)state;
    demand(writes);
}

static void landlock_closes_the_network_too(void **state)
{
    (void)state;
    demand(network);
}

static void files_are_read_where_it_is_said_only(void **state)
{
    (void)state;
    demand(reads);
}

static void versions_say_what_is_there(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(256);
    gr_buf said = gr_buf_make(arena, SIZE_MAX);
    gr_guard_engine_add(&said);
    assert_true(gr_str_starts(gr_buf_view(&said), GR_LIT("guards: ")));
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_process_has_capabilities),
        cmocka_unit_test(what_nobody_needs_is_refused),
        cmocka_unit_test(loaders_reach_no_network_and_no_program),
        cmocka_unit_test(workers_make_and_end_no_process),
        cmocka_unit_test(files_change_in_named_folders_only),
        cmocka_unit_test(landlock_closes_the_network_too),
        cmocka_unit_test(files_are_read_where_it_is_said_only),
        cmocka_unit_test(versions_say_what_is_there),
        cmocka_unit_test(workers_of_a_pool_are_guarded),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
