#include "expr/reads.h"

/* Owns the list of what a bound expression reads. Must not judge it. */
#include "expr_priv.h"

typedef struct walk {
    gr_read_fn *visit;
    void *user;
    bool decides;
} walk;

static void walk_node(const walk *w, const gr_bound *node);

static void tell(const walk *w, const gr_schema *schema, size_t column, bool decides)
{
    gr_read read = {schema, column, decides || w->decides};
    w->visit(w->user, &read);
}

static void walk_path(const walk *w, const gr_bound_path *path)
{
    for (size_t i = 0; i < path->n; i++) {
        tell(w, path->schemas[i], path->columns[i], i + 1 < path->n);
    }
}

/** A set decides by its condition and order; how many records it has is a value when it is counted.
 */
static void walk_set(const walk *w, const gr_bound_set *set, bool counted)
{
    walk inner = {w->visit, w->user, true};
    tell(w, set->schema, SIZE_MAX, !counted);
    if (set->where != NULL) {
        walk_node(&inner, set->where);
    }
    for (size_t i = 0; i < set->n_sorts; i++) {
        walk_node(&inner, set->sorts[i].key);
    }
}

static void walk_relation(const walk *w, const gr_bound_relation *bound)
{
    const gr_relation *relation = bound->relation;
    walk inner = {w->visit, w->user, true};
    tell(w, relation->of, SIZE_MAX, true);
    tell(w, relation->of, relation->left, true);
    tell(w, relation->of, relation->right, true);
    if (relation->where != NULL) {
        walk_node(&inner, relation->where);
    }
    walk_node(w, bound->left);
    walk_node(w, bound->right);
}

static void walk_call(const walk *w, const gr_bound *node)
{
    for (size_t i = 0; i < node->as.call.n_args; i++) {
        walk_node(w, node->as.call.args[i]);
    }
}

static void walk_aggregate(const walk *w, const gr_bound *node)
{
    if (node->as.aggregate.value != NULL) {
        walk_node(w, node->as.aggregate.value);
    }
    walk_set(w, node->as.aggregate.set, node->as.aggregate.op == GR_A_COUNT);
}

static void walk_join(const walk *w, const gr_bound *node)
{
    walk_node(w, node->as.join.value);
    walk_node(w, node->as.join.between);
    walk_node(w, node->as.join.last);
    walk_set(w, node->as.join.set, false);
}

static void walk_node(const walk *w, const gr_bound *node)
{
    switch (node->kind) {
    case GR_N_CONSTANT:
    case GR_N_AS_OF: /* of its exports, not of its records */
        return;
    case GR_N_PATH:
        walk_path(w, &node->as.path);
        return;
    case GR_N_WIDEN:
    case GR_N_NEGATE:
    case GR_N_NOT:
        walk_node(w, node->as.operand);
        return;
    case GR_N_ARITHMETIC:
    case GR_N_COMPARE:
    case GR_N_LOGIC:
        walk_node(w, node->as.binary.left);
        walk_node(w, node->as.binary.right);
        return;
    case GR_N_CHOICE:
        walk_node(w, node->as.choice.test);
        walk_node(w, node->as.choice.yes);
        walk_node(w, node->as.choice.no);
        return;
    case GR_N_MISSING:
        walk_node(w, node->as.missing.operand);
        return;
    case GR_N_RELATION:
        walk_relation(w, &node->as.relation);
        return;
    case GR_N_CALL:
        walk_call(w, node);
        return;
    case GR_N_JOIN:
        walk_join(w, node);
        return;
    case GR_N_AGGREGATE:
        walk_aggregate(w, node);
        return;
    }
}

void gr_bound_reads(const gr_bound *bound, gr_read_fn *visit, void *user)
{
    walk w = {visit, user, false};
    if (bound != NULL) {
        walk_node(&w, bound);
    }
}

void gr_bound_set_reads(const gr_bound_set *set, gr_read_fn *visit, void *user)
{
    walk w = {visit, user, true};
    walk_set(&w, set, false);
}
