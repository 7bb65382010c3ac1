#ifndef GR_PROCESS_PROCESS_H
#define GR_PROCESS_PROCESS_H
/* Processes of ours: each dies with the one that made it, and none of them can gain rights. */
#include <sys/types.h>

#include "base/str.h"

/** fork(). The child leaves no core dump, ignores the terminal's interrupt (its maker decides) and
 * is killed when its maker dies. */
pid_t gr_process_fork(void);

#endif
