/* Owns what a process is: without capabilities, and with which guards. Must not know how files and
 * calls are guarded: guard_files.c, guard_calls.c. */
#include "guard_priv.h"

#include <errno.h>
#include <linux/capability.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/** Of the bounding set: nothing that this process starts could have them. Only who has
 *  CAP_SETPCAP may do so; the others have none to lose. */
static void drop_bounds(void)
{
    for (unsigned long i = 0; prctl(PR_CAPBSET_READ, i, 0, 0, 0) >= 0; i++) {
        (void)prctl(PR_CAPBSET_DROP, i, 0, 0, 0);
    }
    (void)prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
}

/** Whoever has none needs not be able to give them up: a process that made this one did. */
static bool has_none(struct __user_cap_header_struct *head)
{
    struct __user_cap_data_struct has[_LINUX_CAPABILITY_U32S_3] = {{0}};
    bool none = syscall(SYS_capget, head, has) == 0;
    for (size_t i = 0; i < _LINUX_CAPABILITY_U32S_3; i++) {
        none = none && (has[i].effective | has[i].permitted | has[i].inheritable) == 0;
    }
    return none;
}

const char *gr_guard_rights(void)
{
    struct __user_cap_header_struct head = {.version = _LINUX_CAPABILITY_VERSION_3};
    const struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {{0}};
    drop_bounds();
    bool held = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
                (has_none(&head) || syscall(SYS_capset, &head, none) == 0);
    return held ? NULL : strerror(errno);
}

void gr_guard_engine_add(gr_buf *out)
{
    char seccomp[32];
    int landlock = gr_landlock_version();
    gr_buf_add(out, GR_LIT("guards: "));
    if (landlock == 0) {
        gr_buf_add(out, GR_LIT("no Landlock"));
    } else {
        gr_buf_addf(out, "Landlock %d", landlock);
    }
    const char *library = gr_seccomp_version(seccomp);
    gr_buf_addf(out, ", %s%s%s", library == NULL ? "no libseccomp" : "libseccomp ",
                library == NULL ? "" : library, GR_SANITIZED ? ", loosely, for sanitizers" : "");
}
