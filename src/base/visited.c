#include "base/visited.h"

/* Owns a set of addresses. */
#include "base/arena.h"

#define LEAST 64U

static gr_visit *slot_of(const gr_visited *visited, const void *node)
{
    size_t slot = (size_t)(((uintptr_t)node >> 3) * UINT64_C(0x9e3779b97f4a7c15) >> 20);
    slot &= visited->cap - 1;
    while (visited->slots[slot].node != NULL && visited->slots[slot].node != node) {
        slot = (slot + 1) & (visited->cap - 1);
    }
    return &visited->slots[slot];
}

static void grow(gr_visited *visited, gr_arena *arena)
{
    gr_visited more = {.n = visited->n, .cap = visited->cap == 0 ? LEAST : visited->cap * 2};
    more.slots = GR_NEW_N(arena, gr_visit, more.cap);
    for (size_t i = 0; i < visited->cap; i++) {
        if (visited->slots[i].node != NULL) {
            *slot_of(&more, visited->slots[i].node) = visited->slots[i];
        }
    }
    *visited = more;
}

uint32_t *gr_visited_number(gr_visited *visited, const void *node, gr_arena *arena)
{
    if (visited->n * 2 >= visited->cap) {
        grow(visited, arena);
    }
    gr_visit *slot = slot_of(visited, node);
    visited->n += slot->node == NULL ? 1 : 0;
    slot->node = node;
    return &slot->number;
}

bool gr_visited_add(gr_visited *visited, const void *node, gr_arena *arena)
{
    return (*gr_visited_number(visited, node, arena))++ == 0;
}
