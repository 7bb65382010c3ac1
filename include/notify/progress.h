#ifndef GR_NOTIFY_PROGRESS_H
#define GR_NOTIFY_PROGRESS_H
/* How far a run is: for the line that moves on a terminal. */
#include "base/str.h"

typedef struct gr_progress {
    size_t done, n;         /* editions behind us, of all */
    int64_t spent_ms;       /* since the first was begun */
    gr_str report, edition; /* that was begun or ended last */
} gr_progress;

/** With a bar and, when there is a pace to go by, an estimate of what is left; narrower than the
 *  terminal, because a line that is wider cannot be taken back. */
gr_str gr_progress_line(const gr_progress *progress, size_t columns, gr_arena *arena);

#endif
