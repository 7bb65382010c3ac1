#ifndef GR_BATCH_PROCESS_H
#define GR_BATCH_PROCESS_H
/* Processes of ours: each dies with the one that made it, and none of them can gain rights. */
#include <sys/types.h>

#include "base/str.h"

/** fork(). The child leaves no core dump, ignores the terminal's interrupt (its maker decides) and
 * is killed when its maker dies. */
pid_t batch_fork(void);
/** From now on this process (and what it makes) changes files only below `folder`, where the
 *  kernel can see to that (Landlock, Linux 5.13); elsewhere nothing happens. */
void batch_write_only_below(gr_str folder);

#endif
