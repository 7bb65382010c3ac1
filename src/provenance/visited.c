#include "visited.h"

/* Owns a set of addresses. Only asks whether one is in it: nothing depends on their order. */
#define LEAST 1024U

static size_t slot_of(const gr_visited *visited, const void *node)
{
    size_t slot = (size_t)(((uintptr_t)node >> 3) * UINT64_C(0x9e3779b97f4a7c15) >> 20);
    slot &= visited->cap - 1;
    while (visited->slots[slot] != NULL && visited->slots[slot] != node) {
        slot = (slot + 1) & (visited->cap - 1);
    }
    return slot;
}

static void grow(gr_visited *visited, gr_arena *arena)
{
    gr_visited more = {.n = visited->n, .cap = visited->cap == 0 ? LEAST : visited->cap * 2};
    more.slots = GR_NEW_N(arena, const void *, more.cap);
    for (size_t i = 0; i < visited->cap; i++) {
        if (visited->slots[i] != NULL) {
            more.slots[slot_of(&more, visited->slots[i])] = visited->slots[i];
        }
    }
    *visited = more;
}

bool gr_visit(gr_visited *visited, const void *node, gr_arena *arena)
{
    if (visited->n * 2 >= visited->cap) {
        grow(visited, arena);
    }
    size_t slot = slot_of(visited, node);
    if (visited->slots[slot] == node) {
        return false;
    }
    visited->slots[slot] = node;
    visited->n++;
    return true;
}
