#include "expr/reads.h"

/* Owns the list of what a bound expression reads. Must not judge it. */
#include "expr_priv.h"

typedef struct walk {
    gr_read_fn *visit;
    void *user;
    bool decides;
    const gr_bound_set *within;
} walk;

static void walk_node(const walk *w, const gr_bound *node);

static void tell(const walk *w, const gr_schema *schema, size_t column, bool decides)
{
    gr_read read = {schema, column, decides || w->decides, false, w->within};
    w->visit(w->user, &read);
}

/** The mapping is nobody's, and decides which record or word is meant. */
static void tell_asked(const walk *w, const gr_bound *node)
{
    gr_read read = {gr_lookup_schema(node->as.call.lookup), SIZE_MAX, true, true, w->within};
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
    walk inner = {w->visit, w->user, true, set};
    walk records = {w->visit, w->user, w->decides, set};
    tell(&records, set->schema, SIZE_MAX, !counted);
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
    walk inner = {w->visit, w->user, true, w->within};
    tell(w, relation->of, SIZE_MAX, true);
    tell(w, relation->of, relation->left, true);
    tell(w, relation->of, relation->right, true);
    if (relation->where != NULL) {
        walk_node(&inner, relation->where);
    }
    if (bound->held != NULL) {
        walk_node(&inner, bound->held);
    }
    walk_node(w, bound->left);
    walk_node(w, bound->right);
}

static void walk_held(const walk *w, const gr_bound_held *held)
{
    walk_node(w, held->from);
    walk_node(w, held->until);
    walk_node(w, held->day);
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
        walk each = {w->visit, w->user, w->decides, node->as.aggregate.set};
        walk_node(&each, node->as.aggregate.value);
    }
    walk_set(w, node->as.aggregate.set, node->as.aggregate.op == GR_A_COUNT);
}

static void walk_join(const walk *w, const gr_bound *node)
{
    walk each = {w->visit, w->user, w->decides, node->as.join.set};
    walk_node(&each, node->as.join.value);
    walk_node(w, node->as.join.between);
    walk_node(w, node->as.join.last);
    walk_set(w, node->as.join.set, false);
}

static void walk_node(const walk *w, const gr_bound *node)
{
    switch (node->kind) {
    case GR_N_CONSTANT:
    case GR_N_AS_OF: /* of its exports, not of its records */
    case GR_N_TURN:  /* whatever chose the records of the loop was read there */
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
    case GR_N_LOOKUP:
        tell_asked(w, node);
        walk_call(w, node);
        return;
    case GR_N_HELD:
        walk_held(w, &node->as.held);
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
    walk w = {visit, user, false, NULL};
    if (bound != NULL) {
        walk_node(&w, bound);
    }
}

void gr_bound_set_reads(const gr_bound_set *set, gr_read_fn *visit, void *user)
{
    walk w = {visit, user, true, NULL};
    walk_set(&w, set, false);
}

/* ---- sets that have no record in common ---- */

typedef bool term_fn(const gr_bound *field, const gr_bound *constant, const void *user);

/** Whether a term `field = constant` of the condition is one. */
static bool has_term(const gr_bound *where, term_fn *is_it, const void *user)
{
    if (where == NULL) {
        return false;
    }
    if (where->kind == GR_N_LOGIC && where->as.binary.op == GR_B_AND) {
        return has_term(where->as.binary.left, is_it, user) ||
               has_term(where->as.binary.right, is_it, user);
    }
    if (where->kind != GR_N_COMPARE || where->as.binary.op != GR_B_EQ) {
        return false;
    }
    const gr_bound *left = where->as.binary.left, *right = where->as.binary.right;
    bool turned = left->kind == GR_N_CONSTANT;
    const gr_bound *field = turned ? right : left, *constant = turned ? left : right;
    bool own = field->kind == GR_N_PATH && field->as.path.from_row && field->as.path.start == 0 &&
               field->as.path.n == 1;
    return own && constant->kind == GR_N_CONSTANT && is_it(field, constant, user);
}

typedef struct term {
    const gr_bound *field, *constant;
} term;

static bool excludes(const gr_bound *field, const gr_bound *constant, const void *user)
{
    const term *other = user;
    return field->as.path.columns[0] == other->field->as.path.columns[0] &&
           !gr_str_eq(constant->source, other->constant->source);
}

static bool is_excluded(const gr_bound *field, const gr_bound *constant, const void *user)
{
    term one = {field, constant};
    return has_term(user, excludes, &one);
}

bool gr_bound_sets_apart(const gr_bound_set *a, const gr_bound_set *b)
{
    return a != NULL && b != NULL && a->schema == b->schema &&
           has_term(a->where, is_excluded, b->where);
}
