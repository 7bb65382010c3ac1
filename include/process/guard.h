#ifndef GR_PROCESS_GUARD_H
#define GR_PROCESS_GUARD_H
/* Guards: what a process of ours cannot do any more, whatever is wrong in a library that it feeds
 * with files of others. Each function says why its guard does not hold, in words that end a
 * sentence ("this kernel has no Landlock"), or NULL when it holds. A guard that is not to be had is
 * no reason to stop: rights of files still are what they were. None can be taken off again. */
#include "base/str.h"

typedef enum gr_guard_role {
    GR_GUARD_SUPERVISOR, /* goes without what no process of ours needs */
    GR_GUARD_LOADER,     /* goes without all but what reading and making documents needs */
    GR_GUARD_WORKER      /* what a loader makes: cannot make processes either */
} gr_guard_role;

/** No capabilities, not even root's, and no program that would bring them back. */
const char *gr_guard_rights(void);
/** System calls (seccomp): see src/process/calls.def. After gr_guard_rights. */
const char *gr_guard_calls(gr_guard_role role);
/** Files change below these folders only (Landlock), and move between them; what is not there is
 * passed over. `go`: the folders themselves may be removed when they are empty, as any empty folder
 * beside them. Nor is there TCP, a signal to a process outside, or a control of a device, as far as
 * the kernel has it. */
const char *gr_guard_writes(const gr_str *folders, size_t n, bool go);
/** Files are read below these paths only, besides the system's own (/usr and libraries). */
const char *gr_guard_reads(const gr_str *paths, size_t n);

/** "guards: Landlock 7, libseccomp 2.5.4", or what is not there: for lists of versions. */
void gr_guard_engine_add(gr_buf *out);

#endif
