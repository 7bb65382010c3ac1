#ifndef GR_BASE_EXIT_H
#define GR_BASE_EXIT_H
/* How the program ends: documented and stable (src/cli/exits.def says it to people). */
#include "base/diag.h"

typedef enum gr_exit {
    GR_EXIT_OK = 0,
    GR_EXIT_SOME_FAILED = 1,
    GR_EXIT_WARNINGS = 3,
    GR_EXIT_BLOCKED = 4,
    GR_EXIT_DEGRADED = 5,
    GR_EXIT_USAGE = 64,
    GR_EXIT_DATA = 65,
    GR_EXIT_BUG = 70,
    GR_EXIT_SYSTEM = 71,
    GR_EXIT_CREATE = 73,
    GR_EXIT_IO = 74,
    GR_EXIT_LOCKED = 75
} gr_exit;

/** What a descriptor names wrongly is no wrong invocation. */
gr_exit gr_exit_of(gr_status status, const gr_diag *diag);

#endif
