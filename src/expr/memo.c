#include "label_priv.h"

/* Owns what a context remembers of aggregates and joined texts. A table that gives each row its
 * share of a total would add the total up for every row, and keep its operands for every row. So
 * the value of such an expression is kept with the variables that it reads, and is taken again as
 * long as they hold the same. Not remembered: what reads the record at hand, and declared totals,
 * which are told each time. Must not know how anything is worked out. */
#include "base/arena.h"

#define SLOTS_MOST 6U

typedef struct remembered {
    const gr_bound *node;
    bool bare;
    bool able; /* to be remembered at all */
    bool known;
    uint32_t n_slots;
    uint32_t slots[SLOTS_MOST];
    gr_slot held[SLOTS_MOST]; /* by the variables, when `value` was worked out */
    gr_value value;
} remembered;

struct gr_memo {
    gr_arena *arena;
    remembered **table; /* by address of the node; NULL: free */
    size_t n, cap;      /* a power of two, or 0 */
};

gr_memo *gr_memo_new(gr_arena *arena)
{
    gr_memo *memo = GR_NEW(arena, gr_memo);
    memo->arena = arena;
    return memo;
}

/* --- what an expression reads --- */

/** False: it reads more variables than are kept. */
static bool add_slot(remembered *r, uint32_t slot)
{
    for (uint32_t i = 0; i < r->n_slots; i++) {
        if (r->slots[i] == slot) {
            return true;
        }
    }
    if (r->n_slots == SLOTS_MOST) {
        return false;
    }
    r->slots[r->n_slots++] = slot;
    return true;
}

/** `rows` are the records of its own sets: any other record at hand is another each time. */
static bool add_path(remembered *r, const gr_bound_path *path, const gr_row_scope *rows)
{
    return path->from_row ? gr_row_outwards(rows, path->start) != NULL : add_slot(r, path->start);
}

static bool add_set(remembered *r, const gr_bound_set *set)
{
    return set->table != NULL || add_slot(r, set->slot);
}

/** Found is what keeps it from being remembered. */
static gr_walked add_node(void *user, const gr_bound *node, const gr_row_scope *rows)
{
    bool able = true;
    if (node->kind == GR_N_PATH) {
        able = add_path(user, &node->as.path, rows);
    } else if (node->kind == GR_N_TURN) {
        able = add_slot(user, node->as.turn.slot);
    } else if (node->kind == GR_N_JOIN) {
        able = add_set(user, node->as.join.set);
    } else if (node->kind == GR_N_AGGREGATE) {
        able = add_set(user, node->as.aggregate.set) && node->as.aggregate.total == NULL;
    }
    return able ? GR_WALK_ON : GR_WALK_FOUND;
}

/* --- the table --- */

static size_t home_of(const gr_memo *memo, const gr_bound *node, bool bare)
{
    uint64_t hash = ((uint64_t)(uintptr_t)node >> 4) * 0x9E3779B97F4A7C15ULL + (bare ? 1 : 0);
    return (size_t)(hash ^ hash >> 32) & (memo->cap - 1);
}

static remembered **place_of(const gr_memo *memo, const gr_bound *node, bool bare)
{
    size_t i = home_of(memo, node, bare);
    while (memo->table[i] != NULL &&
           (memo->table[i]->node != node || memo->table[i]->bare != bare)) {
        i = (i + 1) & (memo->cap - 1);
    }
    return &memo->table[i];
}

static void grow(gr_memo *memo)
{
    remembered **old = memo->table;
    size_t n = memo->cap;
    memo->cap = n == 0 ? 64 : n * 2;
    memo->table = GR_NEW_N(memo->arena, remembered *, memo->cap);
    for (size_t i = 0; i < n; i++) {
        if (old[i] != NULL) {
            *place_of(memo, old[i]->node, old[i]->bare) = old[i];
        }
    }
}

static remembered *remember(gr_memo *memo, const gr_bound *node, bool bare)
{
    if (2 * memo->n >= memo->cap) {
        grow(memo);
    }
    remembered **place = place_of(memo, node, bare);
    if (*place == NULL) {
        *place = GR_NEW(memo->arena, remembered);
        **place = (remembered){.node = node, .bare = bare};
        (*place)->able = !gr_label_walk(node, NULL, add_node, *place);
        memo->n++;
    }
    return *place;
}

/* --- the value --- */

/** Compared byte by byte, which a copy always passes. Equal values that are held differently count
 * as others: they are worked out once more, and no harm is done. */
static bool holds_the_same(const remembered *r, const gr_slot *slots)
{
    bool same = r->known;
    for (uint32_t i = 0; same && i < r->n_slots; i++) {
        /* NOLINTNEXTLINE(bugprone-suspicious-memory-comparison,cert-*) */
        same = memcmp(&r->held[i], &slots[r->slots[i]], sizeof(gr_slot)) == 0;
    }
    return same;
}

static gr_value work_out(const gr_evaluation *run, const gr_bound *node)
{
    return node->kind == GR_N_JOIN ? gr_run_join(run, node) : gr_run_aggregate(run, node);
}

gr_value gr_run_remembered(const gr_evaluation *run, const gr_bound *node)
{
    gr_eval_context *context = run->context;
    remembered *r = context->memo == NULL ? NULL : remember(context->memo, node, run->bare);
    /* rows that are pulled live in an arena of their own, and so may what variables hold there */
    bool passing = r != NULL && context->arena != context->memo->arena;
    if (r == NULL || !r->able || (passing && r->n_slots > 0)) {
        return work_out(run, node);
    }
    if (holds_the_same(r, context->slots)) {
        return r->value;
    }
    gr_arena *arena = context->arena;
    context->arena = context->memo->arena;
    gr_value value = work_out(run, node);
    context->arena = arena;
    r->known = value.type != GR_T_POISON; /* a failure is told where it comes up */
    r->value = value;
    for (uint32_t i = 0; i < r->n_slots; i++) {
        memcpy(&r->held[i], &context->slots[r->slots[i]], sizeof(gr_slot));
    }
    return value;
}
