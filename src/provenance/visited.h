#ifndef GR_PROVENANCE_VISITED_H
#define GR_PROVENANCE_VISITED_H
/* Which nodes of a graph were seen: an origin of a total over all municipalities shares each of its
 * operands hundreds of times. */
#include "base/arena.h"

typedef struct gr_visited { /* zeroed: empty */
    const void **slots;     /* open addressing; NULL: free */
    size_t n, cap;          /* cap: a power of two */
} gr_visited;
/** True the first time. */
bool gr_visit(gr_visited *visited, const void *node, gr_arena *arena);

#endif
