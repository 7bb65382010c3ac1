/* Owns where a process may still read and write: Landlock, as far as this kernel has it. Must not
 * know why a process wants to be guarded. */
#include "guard_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"

/* What only newer kernels can do; the header is that of the machine where griffie was built. The
 * value is the first version of Landlock that has it. */
#define ABI_REFER     2
#define ABI_TRUNCATE  3
#define ABI_NETWORK   4
#define ABI_DEVICES   5
#define ABI_SCOPES    6
#define REFER         (1ULL << 13)
#define TRUNCATE      (1ULL << 14)
#define IOCTL_DEV     (1ULL << 15)
#define TCP           3ULL /* bind and connect */
#define SCOPE_SOCKETS 1ULL /* abstract ones */
#define SCOPE_SIGNALS 2ULL

typedef struct rules { /* the kernel's struct, of which older ones know the beginning */
    uint64_t files, network, scopes;
} rules;

static const uint64_t changes = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
                                LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
                                LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
                                LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
                                LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;
static const uint64_t reads = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
static const uint64_t of_files = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE |
                                 TRUNCATE; /* the others are a folder's */

/** Version of Landlock; 0: none, with errno. */
static int version(void)
{
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return abi < 0 ? 0 : (int)abi;
}

static const char *why_none(void)
{
    return errno == ENOSYS ? "this kernel has no Landlock (Linux 5.13)"
                           : "Landlock is switched off in this kernel";
}

/** A ruleset; negative with errno. */
static int make_rules(const rules *want, int abi)
{
    size_t size = abi >= ABI_SCOPES    ? sizeof(*want)
                  : abi >= ABI_NETWORK ? 2 * sizeof(uint64_t)
                                       : sizeof(uint64_t);
    return (int)syscall(SYS_landlock_create_ruleset, want, size, 0);
}

/** What is not there needs no rule. */
static bool allow(int ruleset, gr_str path, uint64_t what)
{
    gr_arena *arena = gr_arena_new(256);
    struct stat facts = {0};
    struct landlock_path_beneath_attr below = {
        .parent_fd =
            open(gr_str_dup(arena, path).ptr, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)};
    bool allowed = true;
    gr_arena_free(arena);
    if (below.parent_fd < 0) {
        return errno == ENOENT || errno == ENOTDIR || errno == EACCES;
    }
    if (fstat(below.parent_fd, &facts) == 0) {
        below.allowed_access = S_ISDIR(facts.st_mode) ? what : what & of_files;
        allowed =
            syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &below, 0) == 0;
    }
    (void)close(below.parent_fd);
    return allowed;
}

/** All that `want` is about goes on below `paths`; where they stand they may be removed, if `go`.
 */
static const char *restrict_to(const rules *want, int abi, const gr_str *paths, size_t n, bool go)
{
    int ruleset = make_rules(want, abi);
    bool held = ruleset >= 0;
    gr_arena *arena = gr_arena_new(256);
    for (size_t i = 0; held && i < n; i++) {
        held = allow(ruleset, paths[i], want->files & ~IOCTL_DEV);
        if (held && go) {
            held = allow(ruleset, gr_path_join(arena, paths[i], GR_LIT("..")),
                         LANDLOCK_ACCESS_FS_REMOVE_DIR);
        }
    }
    gr_arena_free(arena);
    held = held && syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    const char *why = held ? NULL : strerror(errno);
    if (ruleset >= 0) {
        (void)close(ruleset);
    }
    return why;
}

const char *gr_guard_writes(const gr_str *folders, size_t n, bool go)
{
    int abi = version();
    rules want = {.files = changes};
    if (abi == 0) {
        return why_none();
    }
    if (abi < ABI_REFER && n > 1) {
        return "this kernel's Landlock lets no file move between folders (Linux 5.19)";
    }
    want.files |= abi >= ABI_REFER ? REFER : 0;
    want.files |= abi >= ABI_TRUNCATE ? TRUNCATE : 0;
    want.files |= abi >= ABI_DEVICES ? IOCTL_DEV : 0;
    want.network = abi >= ABI_NETWORK ? TCP : 0;
    want.scopes = abi >= ABI_SCOPES ? SCOPE_SOCKETS | SCOPE_SIGNALS : 0;
    return restrict_to(&want, abi, folders, n, go);
}

/* What libraries of the system read when they are used: code, fonts, patterns, time zones, their
 * settings, and how many cores there are. */
static const char *const of_system[] = {
    "/usr",
    "/lib",
    "/lib64",
    "/etc/ld.so.cache",
    "/etc/ssl/openssl.cnf",
    "/etc/localtime",
    "/sys/devices/system/cpu",
    "/dev/null",
    "/dev/urandom",
#if GR_SANITIZED
    "/proc", /* they look at what is mapped */
#endif
};

const char *gr_guard_reads(const gr_str *paths, size_t n)
{
    enum { OF_SYSTEM = sizeof(of_system) / sizeof(of_system[0]) };
    int abi = version();
    rules want = {.files = reads};
    if (abi == 0) {
        return why_none();
    }
    gr_arena *arena = gr_arena_new(1024);
    gr_str *all = GR_NEW_N(arena, gr_str, n + OF_SYSTEM);
    for (size_t i = 0; i < OF_SYSTEM; i++) {
        all[i] = gr_str_of(of_system[i]);
    }
    for (size_t i = 0; i < n; i++) {
        all[OF_SYSTEM + i] = paths[i];
    }
    const char *why = restrict_to(&want, abi, all, n + OF_SYSTEM, false);
    gr_arena_free(arena);
    return why;
}

int gr_landlock_version(void)
{
    return version();
}
