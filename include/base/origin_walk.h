#ifndef GR_BASE_ORIGIN_WALK_H
#define GR_BASE_ORIGIN_WALK_H
/* Going through an origin as the graph it is: each node once, however many paths lead to it, and
 * without recursion, however deep it is. Depth first, operands in their order:
 *
 *     gr_origin_walk walk = {.arena = scratch};
 *     gr_walk_add(&walk, figure->value.origin);
 *     for (node = gr_walk_next(&walk); node != NULL; node = gr_walk_next(&walk)) {
 *         ...
 *         gr_walk_enter(&walk, node);  // unless its operands are not wanted
 *     }
 *
 * A walk that goes on from one figure to the next sees no node twice. */
#include "base/origin.h"
#include "base/visited.h"

typedef struct gr_origin_walk {
    gr_arena *arena; /* what was seen and what waits is kept here */
    gr_visited seen;
    const gr_origin **waiting;
    size_t n, cap;
} gr_origin_walk;

void gr_walk_add(gr_origin_walk *walk, const gr_origin *origin); /* NULL: nothing */
void gr_walk_enter(gr_origin_walk *walk, const gr_origin *origin);
const gr_origin *gr_walk_next(gr_origin_walk *walk); /* NULL: all were seen */

#endif
