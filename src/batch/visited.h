#ifndef GR_BATCH_VISITED_H
#define GR_BATCH_VISITED_H
/* Which nodes of a graph were seen: an origin of a total over all municipalities shares each of its
 * operands hundreds of times. */
#include "base/arena.h"

typedef struct batch_visited { /* zeroed: empty */
    const void **slots;        /* open addressing; NULL: free */
    size_t n, cap;             /* cap: a power of two */
} batch_visited;
/** True the first time. */
bool batch_visit(batch_visited *visited, const void *node, gr_arena *arena);

#endif
