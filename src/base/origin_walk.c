#include "base/origin_walk.h"

/* Owns the one way through an origin, and the two questions that need all of it: its leaves, and
 * how many nodes it has. */
#include "base/arena.h"

#define SCRATCH_BYTES 4096

void gr_walk_add(gr_origin_walk *walk, const gr_origin *origin)
{
    if (origin != NULL) {
        *GR_PUSH(walk->arena, walk->waiting, walk->n, walk->cap, const gr_origin *) = origin;
    }
}

void gr_walk_enter(gr_origin_walk *walk, const gr_origin *origin)
{
    for (size_t i = origin->n_args; i > 0; i--) { /* the first one is taken next */
        gr_walk_add(walk, origin->args[i - 1]);
    }
}

const gr_origin *gr_walk_next(gr_origin_walk *walk)
{
    while (walk->n > 0) {
        const gr_origin *node = walk->waiting[--walk->n];
        if (gr_visited_add(&walk->seen, node, walk->arena)) {
            return node;
        }
    }
    return NULL;
}

static bool is_leaf(const gr_origin *origin)
{
    return gr_ops[origin->op].kind == GR_OP_KIND_LEAF;
}

bool gr_origin_leaves(const gr_origin *origin, bool into_derived, gr_leaf_fn *visit, void *user)
{
    gr_origin_walk walk = {.arena = gr_arena_new(SCRATCH_BYTES)};
    bool going = true;
    gr_walk_add(&walk, origin);
    const gr_origin *node = gr_walk_next(&walk);
    while (node != NULL && going) {
        going = !is_leaf(node) || visit(user, node);
        if (!is_leaf(node) || into_derived) {
            gr_walk_enter(&walk, node);
        }
        node = gr_walk_next(&walk);
    }
    gr_arena_free(walk.arena);
    return going;
}

/** What is opened, and how an amount was divided, is not looked into; a derived leaf is: it could
 * be a copy of somebody's. */
static const gr_origin *find_foreign(gr_origin_walk *walk, gr_str dataset, gr_str key)
{
    for (const gr_origin *node = gr_walk_next(walk); node != NULL; node = gr_walk_next(walk)) {
        if (node->opened || node->owned == GR_OWNED_BY_NOBODY) {
            continue;
        }
        bool owned = is_leaf(node) && node->owner.len > 0;
        if (owned && (!gr_str_eq(node->owner, key) || !gr_str_eq(node->owner_dataset, dataset))) {
            return node;
        }
        if (node->op != GR_OP_SHARE) {
            gr_walk_enter(walk, node);
        }
    }
    return NULL;
}

const gr_origin *gr_origin_foreign(const gr_origin *origin, gr_str dataset, gr_str key)
{
    if (origin == NULL || origin->owned == GR_OWNED_BY_NOBODY) {
        return NULL;
    }
    gr_origin_walk walk = {.arena = gr_arena_new(SCRATCH_BYTES)};
    gr_walk_add(&walk, origin);
    const gr_origin *found = find_foreign(&walk, dataset, key);
    gr_arena_free(walk.arena);
    return found;
}

bool gr_origin_exceeds(const gr_origin *origin, uint32_t max_depth, uint32_t max_nodes)
{
    if (origin == NULL || (origin->depth <= max_depth && origin->weight <= max_nodes)) {
        return false;
    }
    if (origin->depth > max_depth) {
        return true;
    }
    gr_origin_walk walk = {.arena = gr_arena_new(SCRATCH_BYTES)};
    uint32_t n = 0;
    gr_walk_add(&walk, origin);
    const gr_origin *node = gr_walk_next(&walk);
    for (; node != NULL && n <= max_nodes; node = gr_walk_next(&walk)) {
        n++;
        gr_walk_enter(&walk, node);
    }
    gr_arena_free(walk.arena);
    return n > max_nodes;
}
