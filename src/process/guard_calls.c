/* Owns which system calls a process may still make. The filter is libseccomp's, opened by name at
 * run time as ICU is: commands that only look back never need it. Which calls is in calls.def. Must
 * not know why a process wants to be guarded. */
#include "guard_priv.h"

#include <dlfcn.h>
#include <errno.h>
#include <seccomp.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#define LIBRARY "libseccomp.so.2"

static const int allowed[] = {
#define GR_CALL(name) SCMP_SYS(name),
#define GR_REFUSED(name)
#include "calls.def"
#undef GR_CALL
#undef GR_REFUSED
};

static const int refused[] = {
#define GR_CALL(name)
#define GR_REFUSED(name) SCMP_SYS(name),
#include "calls.def"
#undef GR_CALL
#undef GR_REFUSED
};
#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* Only the supervisor starts another program, the one that takes its mails. */
static const int other_programs[] = {SCMP_SYS(execve), SCMP_SYS(execveat)};
/* Loaders make workers, hear them, end them, and put up guards. */
static const int of_loaders[] = {
    SCMP_SYS(clone),
    SCMP_SYS(clone3),
    SCMP_SYS(fork),
    SCMP_SYS(vfork),
    SCMP_SYS(wait4),
    SCMP_SYS(waitid),
    SCMP_SYS(kill),
    SCMP_SYS(tkill),
    SCMP_SYS(tgkill),
    SCMP_SYS(setpgid),
    SCMP_SYS(seccomp),
    SCMP_SYS(landlock_create_ruleset),
    SCMP_SYS(landlock_add_rule),
    SCMP_SYS(landlock_restrict_self),
};
/* A worker makes no process and signals none but itself: tgkill, which abort() calls, is bounded in
 * fill(). */
static const int not_of_workers[] = {
    SCMP_SYS(clone),
    SCMP_SYS(clone3),
    SCMP_SYS(fork),
    SCMP_SYS(vfork),
    SCMP_SYS(kill),
    SCMP_SYS(tkill),
    SCMP_SYS(setpgid),
    SCMP_SYS(socketpair),
    SCMP_SYS(landlock_create_ruleset),
    SCMP_SYS(landlock_restrict_self),
};
/* Sanitizers look at their own process as a debugger does, and call more than we do. */
static const int of_sanitizers[] = {
    SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(personality),
};

typedef struct library { /* libseccomp, of which we need so much */
    __typeof__(seccomp_init) *init;
    __typeof__(seccomp_rule_add_array) *add;
    __typeof__(seccomp_attr_set) *attribute;
    __typeof__(seccomp_load) *load;
    __typeof__(seccomp_release) *release;
    __typeof__(seccomp_version) *version;
} library;

/** dlopen counts, and the library stays. */
static bool open_library(library *out)
{
    void *handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    const struct {
        const char *name;
        void *into;
    } wanted[] = {
        {"seccomp_init", &out->init},          {"seccomp_rule_add_array", &out->add},
        {"seccomp_attr_set", &out->attribute}, {"seccomp_load", &out->load},
        {"seccomp_release", &out->release},    {"seccomp_version", &out->version},
    };
    bool whole = handle != NULL;
    for (size_t i = 0; whole && i < COUNT(wanted); i++) {
        void *symbol = dlsym(handle, wanted[i].name);
        whole = symbol != NULL;
        memcpy(wanted[i].into, &symbol, sizeof(symbol)); /* ISO C: see language/icu.c */
    }
    if (handle != NULL) {
        (void)dlclose(handle);
    }
    return whole;
}

typedef struct filter {
    const library *lib;
    scmp_filter_ctx ctx;
    int fault; /* errno of the first rule that was refused; 0: none */
} filter;

static bool is_one_of(int call, const int *calls, size_t n)
{
    size_t i = 0;
    while (i < n && calls[i] != call) {
        i++;
    }
    return i < n;
}

/** `when` with `n` conditions on the call's arguments. What this machine does not have is no fault.
 */
static void add(filter *f, uint32_t action, int call, unsigned n, const struct scmp_arg_cmp *when)
{
    if (GR_SANITIZED && is_one_of(call, of_sanitizers, COUNT(of_sanitizers))) {
        return;
    }
    int result = f->lib->add(f->ctx, action, call, n, when);
    if (result < 0 && result != -EDOM && f->fault == 0) {
        f->fault = -result;
    }
}

static void add_all(filter *f, uint32_t action, const int *calls, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        add(f, action, calls[i], 0, NULL);
    }
}

/** The library's own macros for this leave a member out, which clang warns of. */
static struct scmp_arg_cmp argument(unsigned nr, enum scmp_compare op, uint32_t value)
{
    return (struct scmp_arg_cmp){.arg = nr, .op = op, .datum_a = value, .datum_b = 0};
}

/** Calls that are allowed with one value of an argument only: ioctl asks whether a stream is a
 * terminal (and can put no keys into it), prlimit64 is about the own process, socketpair makes
 * local streams (and nothing that reaches a network). */
static void add_bounded(filter *f)
{
    const struct scmp_arg_cmp asks[] = {argument(1, SCMP_CMP_EQ, TCGETS)};
    const struct scmp_arg_cmp oneself[] = {argument(0, SCMP_CMP_EQ, 0)};
    const struct scmp_arg_cmp ours[] = {argument(0, SCMP_CMP_EQ, AF_UNIX)};
    add(f, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1, asks);
    add(f, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, oneself);
    add(f, SCMP_ACT_ALLOW, SCMP_SYS(socketpair), 1, ours);
}

static void fill(filter *f, gr_guard_role role)
{
    const struct scmp_arg_cmp others[] = {argument(0, SCMP_CMP_NE, (uint32_t)getpid())};
    switch (role) {
    case GR_GUARD_SUPERVISOR:
        add_all(f, SCMP_ACT_ERRNO(EPERM), refused, COUNT(refused));
        break;
    case GR_GUARD_LOADER:
        add_all(f, SCMP_ACT_ERRNO(EPERM), refused, COUNT(refused));
        add_all(f, SCMP_ACT_ERRNO(EPERM), other_programs, COUNT(other_programs));
        if (!GR_SANITIZED) {
            add_all(f, SCMP_ACT_ALLOW, allowed, COUNT(allowed));
            add_all(f, SCMP_ACT_ALLOW, of_loaders, COUNT(of_loaders));
            add_bounded(f);
        }
        break;
    case GR_GUARD_WORKER:
        add_all(f, SCMP_ACT_ERRNO(EPERM), not_of_workers, COUNT(not_of_workers));
        add(f, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(tgkill), 1, others);
        break;
    }
}

/** What becomes of a call without a rule. */
static uint32_t otherwise(gr_guard_role role)
{
    return role == GR_GUARD_LOADER && !GR_SANITIZED ? SCMP_ACT_ERRNO(ENOSYS) : SCMP_ACT_ALLOW;
}

const char *gr_guard_calls(gr_guard_role role)
{
    library lib = {0};
    if (!open_library(&lib)) {
        return "the library libseccomp is not there (Debian's package libseccomp2)";
    }
    if (GR_SANITIZED && role == GR_GUARD_WORKER) {
        return NULL; /* the sanitizer forks to look for leaks */
    }
    filter f = {.lib = &lib, .ctx = lib.init(otherwise(role))};
    if (f.ctx == NULL) {
        return "libseccomp does not know this kind of machine";
    }
    fill(&f, role);
    (void)lib.attribute(f.ctx, SCMP_FLTATR_CTL_OPTIMIZE, 2); /* a search tree; older ones: a list */
    int result = f.fault != 0 ? -f.fault : lib.load(f.ctx);
    lib.release(f.ctx);
    return result == 0 ? NULL : strerror(-result);
}

const char *gr_seccomp_version(char out[32])
{
    library lib = {0};
    if (!open_library(&lib)) {
        return NULL;
    }
    const struct scmp_version *v = lib.version();
    (void)snprintf(out, 32, "%u.%u.%u", v->major, v->minor, v->micro);
    return out;
}
