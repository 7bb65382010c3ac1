#ifndef GR_BASE_VISITED_H
#define GR_BASE_VISITED_H
/* A set of addresses, each with a number: which nodes of a graph were seen, and how often. Nothing
 * depends on their order. */
#include "base/fwd.h"

typedef struct gr_visit {
    const void *node; /* NULL: free */
    uint32_t number;
} gr_visit;
typedef struct gr_visited { /* zeroed: empty */
    gr_visit *slots;        /* open addressing */
    size_t n, cap;          /* cap: a power of two */
} gr_visited;

/** The number of a node, zero when it is new; good until the next call. */
GR_NEVER_NULL uint32_t *gr_visited_number(gr_visited *visited, const void *node, gr_arena *arena);
/** True the first time. */
bool gr_visited_add(gr_visited *visited, const void *node, gr_arena *arena);

#endif
