/* Owns the walk over a bound expression and the sets in it, and what is found out by it. */
#include "label_priv.h"

const gr_row_scope *gr_row_outwards(const gr_row_scope *rows, uint32_t n)
{
    for (; n > 0 && rows != NULL; n--) {
        rows = rows->outer;
    }
    return rows;
}

static bool walk_set(const gr_bound_set *set, const gr_bound *value, const gr_row_scope *rows,
                     gr_node_fn *visit, void *user)
{
    gr_row_scope inner = {set->schema, rows, set->row_label};
    bool found = value != NULL && gr_label_walk(value, &inner, visit, user);
    found = found || (set->where != NULL && gr_label_walk(set->where, &inner, visit, user));
    for (size_t i = 0; i < set->n_sorts && !found; i++) {
        found = gr_label_walk(set->sorts[i].key, &inner, visit, user);
    }
    return found;
}

static bool walk_two(const gr_bound *left, const gr_bound *right, const gr_row_scope *rows,
                     gr_node_fn *visit, void *user)
{
    return gr_label_walk(left, rows, visit, user) || gr_label_walk(right, rows, visit, user);
}

static bool walk_args(const gr_bound *node, const gr_row_scope *rows, gr_node_fn *visit, void *user)
{
    bool found = false;
    for (size_t i = 0; i < node->as.call.n_args && !found; i++) {
        found = gr_label_walk(node->as.call.args[i], rows, visit, user);
    }
    return found;
}

static bool walk_parts(const gr_bound *node, const gr_row_scope *rows, gr_node_fn *visit,
                       void *user)
{
    switch (node->kind) {
    case GR_N_CONSTANT:
    case GR_N_AS_OF:
    case GR_N_TURN:
    case GR_N_PATH:
        return false;
    case GR_N_WIDEN:
    case GR_N_NEGATE:
    case GR_N_NOT:
        return gr_label_walk(node->as.operand, rows, visit, user);
    case GR_N_MISSING:
        return gr_label_walk(node->as.missing.operand, rows, visit, user);
    case GR_N_ARITHMETIC:
    case GR_N_COMPARE:
    case GR_N_LOGIC:
        return walk_two(node->as.binary.left, node->as.binary.right, rows, visit, user);
    case GR_N_CHOICE:
        return gr_label_walk(node->as.choice.test, rows, visit, user) ||
               walk_two(node->as.choice.yes, node->as.choice.no, rows, visit, user);
    case GR_N_RELATION:
        return walk_two(node->as.relation.left, node->as.relation.right, rows, visit, user);
    case GR_N_HELD:
        return walk_two(node->as.held.from, node->as.held.until, rows, visit, user) ||
               gr_label_walk(node->as.held.day, rows, visit, user);
    case GR_N_CALL:
    case GR_N_LOOKUP:
        return walk_args(node, rows, visit, user);
    case GR_N_JOIN:
        return walk_set(node->as.join.set, node->as.join.value, rows, visit, user) ||
               walk_two(node->as.join.between, node->as.join.last, rows, visit, user);
    case GR_N_AGGREGATE:
        return walk_set(node->as.aggregate.set, node->as.aggregate.value, rows, visit, user);
    }
    return false;
}

bool gr_label_walk(const gr_bound *node, const gr_row_scope *rows, gr_node_fn *visit, void *user)
{
    gr_walked walked = visit(user, node, rows);
    return walked == GR_WALK_FOUND || (walked == GR_WALK_ON && walk_parts(node, rows, visit, user));
}

/* ---- whether owned records are read ---- */

static bool path_reads_owned(const gr_bound_path *path, const gr_row_scope *rows)
{
    const gr_row_scope *row = path->from_row ? gr_row_outwards(rows, path->start) : NULL;
    const gr_schema *schema = row == NULL ? NULL : row->schema;
    for (size_t i = 0; i < path->n && schema != NULL; i++) {
        if (!schema->shared) {
            return true;
        }
        schema = schema->columns[path->columns[i]].target;
    }
    return false;
}

static gr_walked looks_into_owned(void *user, const gr_bound *node, const gr_row_scope *rows)
{
    (void)user;
    const gr_bound_set *set = node->kind == GR_N_AGGREGATE ? node->as.aggregate.set
                              : node->kind == GR_N_JOIN    ? node->as.join.set
                                                           : NULL;
    bool found = (set != NULL && !set->schema->shared) ||
                 (node->kind == GR_N_PATH && path_reads_owned(&node->as.path, rows));
    return found ? GR_WALK_FOUND : GR_WALK_ON;
}

bool gr_label_reads_owned(const gr_bound *node, const gr_schema *schema)
{
    gr_row_scope row = {.schema = schema};
    return gr_label_walk(node, &row, looks_into_owned, NULL);
}

/* ---- which datasets are read ---- */

typedef struct visiting {
    gr_schema_fn *visit;
    void *user;
} visiting;

static gr_walked tell_dataset(void *user, const gr_bound *node, const gr_row_scope *rows)
{
    (void)rows;
    const visiting *v = user;
    if (node->kind == GR_N_AGGREGATE) {
        v->visit(v->user, node->as.aggregate.set->schema);
    } else if (node->kind == GR_N_JOIN) {
        v->visit(v->user, node->as.join.set->schema);
    } else if (node->kind == GR_N_LOOKUP) {
        v->visit(v->user, gr_lookup_schema(node->as.call.lookup));
    } else if (node->kind == GR_N_RELATION) {
        v->visit(v->user, node->as.relation.relation->of);
    }
    return GR_WALK_ON;
}

void gr_bound_datasets(const gr_bound *bound, gr_schema_fn *visit, void *user)
{
    visiting v = {visit, user};
    (void)gr_label_walk(bound, NULL, tell_dataset, &v);
}

void gr_bound_set_datasets(const gr_bound_set *set, gr_schema_fn *visit, void *user)
{
    visiting v = {visit, user};
    visit(user, set->schema);
    (void)walk_set(set, NULL, NULL, tell_dataset, &v);
}
