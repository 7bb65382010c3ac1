#ifndef GR_PROCESS_PROCESS_H
#define GR_PROCESS_PROCESS_H
/* Processes of ours: each dies with the one that made it, and none of them can gain rights. */
#include <sys/types.h>

#include "base/str.h"

/** fork(). The child leaves no core dump, ignores the terminal's interrupt (its maker decides) and
 * is killed when its maker dies. */
pid_t gr_process_fork(void);

/** For a process that makes documents: its heap gets at once what 45 pages need, in large pages
 * where the system has them, and keeps what is freed. Memory that is not touched is not taken. */
void gr_process_widen_heap(void);

#endif
