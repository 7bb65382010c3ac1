#include "expr_priv.h"

/* Owns sets: what they start from, their condition and order, and whether an index can answer part
 * of the condition. Must not know how rows are walked. */
#include "base/arena.h"

static bool refuse_dataset(const gr_binding *in, const gr_set *set)
{
    gr_arena *arena = in->binder->arena;
    gr_str name = set->base.parts[0];
    if (gr_refuse_unnamed(in, &set->base, true)) {
        return false;
    }
    gr_str *known = NULL;
    size_t n = gr_catalogue_names(in->binder->catalogue, arena, &known);
    gr_str advice = gr_advice(arena, name, known, n);
    gr_diag_report(in->binder->diag, set->base.at[0], GR_CODE_DATASET_UNKNOWN,
                   "'" GR_FMT "'" GR_FMT, GR_ARG(name), GR_ARG(advice));
    return false;
}

static bool refuse_closed(const gr_binding *in, const gr_set *set, const gr_table *table)
{
    gr_str by = gr_table_sealed_by(table);
    gr_diag_report(in->binder->diag, set->base.at[0], GR_CODE_DATASET_CLOSED,
                   "'" GR_FMT "' holds small numbers that '" GR_FMT
                   "' hides, or is chosen by them; use '" GR_FMT "', or derive what else is needed",
                   GR_ARG(set->base.parts[0]), GR_ARG(by), GR_ARG(by));
    return false;
}

static bool refuse_walk(const gr_binding *in, const gr_set *set)
{
    gr_str first = set->base.parts[0];
    gr_str second = set->base.parts[1];
    gr_diag_report(in->binder->diag, set->base.at[1], GR_CODE_DATASET_UNKNOWN,
                   "a set starts at a dataset: '" GR_FMT " where ... = $" GR_FMT "'",
                   GR_ARG(second), GR_ARG(first));
    return false;
}

static bool refuse_variable(const gr_binding *in, const gr_set *set, const gr_scope *scope)
{
    gr_str type = gr_vtype_text(in->binder->arena, &scope->type);
    gr_diag_report(in->binder->diag, set->base.at[0], GR_CODE_TYPE_MISMATCH,
                   "'" GR_FMT "' is " GR_FMT ", not a set of records", GR_ARG(scope->name),
                   GR_ARG(type));
    return false;
}

static bool bind_group(const gr_binding *in, const gr_set *set, const gr_scope *scope,
                       gr_bound_set *out)
{
    if (set->all) {
        gr_diag_report(in->binder->diag, set->base.at[0], GR_CODE_TYPE_MISMATCH,
                       "'all' goes with a dataset; '" GR_FMT "' is a group", GR_ARG(scope->name));
        return false;
    }
    out->slot = scope->slot;
    out->schema = scope->type.schema;
    return true;
}

/** A variable that is a group comes first; any other variable only hides no dataset. */
static bool bind_base(const gr_binding *in, const gr_set *set, gr_bound_set *out)
{
    if (set->codes.len > 0) {
        return gr_bind_codes(in, set, out);
    }
    const gr_scope *scope = gr_scope_find(in->scope, set->base.parts[0]);
    const gr_table *table =
        set->base.outer ? NULL : gr_catalogue_find(in->binder->catalogue, set->base.parts[0]);
    if (set->base.n > 1) {
        return refuse_walk(in, set);
    }
    if (table == NULL && scope != NULL && scope->type.type == GR_T_POISON) {
        return false; /* one cause, one report */
    }
    if (scope != NULL && scope->type.group) {
        return bind_group(in, set, scope, out);
    }
    if (table == NULL) {
        return scope != NULL ? refuse_variable(in, set, scope) : refuse_dataset(in, set);
    }
    if (gr_table_sealed_by(table).len > 0) {
        return refuse_closed(in, set, table);
    }
    out->table = table;
    out->schema = gr_table_schema(table);
    gr_touch(in->binder, out->schema);
    out->all = set->all;
    if (!out->schema->shared) {
        out->owners = gr_row_index_find(in->binder, table, out->schema->owner_column);
    }
    return true;
}

/* ---- a term that an index can answer ---- */

/** Cannot fail and reports nothing: whether it is evaluated for a row makes no difference. */
static bool is_quiet(const gr_bound *node)
{
    switch (node->kind) {
    case GR_N_CONSTANT:
    case GR_N_PATH:
    case GR_N_TURN:
        return true;
    case GR_N_WIDEN:
    case GR_N_NOT:
        return is_quiet(node->as.operand);
    case GR_N_MISSING:
        return is_quiet(node->as.missing.operand);
    case GR_N_COMPARE:
    case GR_N_LOGIC:
        return is_quiet(node->as.binary.left) && is_quiet(node->as.binary.right);
    case GR_N_HELD: /* the day is the same for all records */
        return is_quiet(node->as.held.day);
    case GR_N_NEGATE:
    case GR_N_ARITHMETIC:
    case GR_N_CHOICE:
    case GR_N_RELATION:
    case GR_N_CALL:
    case GR_N_LOOKUP:
    case GR_N_AS_OF:
    case GR_N_JOIN:
    case GR_N_AGGREGATE:
        return false;
    }
    return false;
}

static bool is_column_of_row(const gr_bound *node)
{
    return node->kind == GR_N_PATH && node->as.path.from_row && node->as.path.start == 0 &&
           node->as.path.n == 1;
}

static bool is_free_of_row(const gr_bound *node)
{
    return node->kind == GR_N_CONSTANT ||
           (node->kind == GR_N_PATH && !(node->as.path.from_row && node->as.path.start == 0));
}

static bool answers(const gr_bound *column, const gr_bound *sought)
{
    return is_column_of_row(column) && is_free_of_row(sought) &&
           gr_row_index_hashes(&column->type, &sought->type);
}

/** Takes `term` as the indexed one, when it is an equality and better than what there is: a
 * variable usually picks fewer rows than a constant. */
static void consider(const gr_binding *in, gr_bound_set *set, const gr_bound *term)
{
    if (term->kind != GR_N_COMPARE || term->as.binary.op != GR_B_EQ) {
        return;
    }
    const gr_bound *column = term->as.binary.left;
    const gr_bound *sought = term->as.binary.right;
    if (!answers(column, sought)) {
        column = term->as.binary.right;
        sought = term->as.binary.left;
        if (!answers(column, sought)) {
            return;
        }
    }
    if (set->sought == NULL ||
        (set->sought->kind == GR_N_CONSTANT && sought->kind != GR_N_CONSTANT)) {
        set->index = gr_row_index_find(in->binder, set->table, column->as.path.columns[0]);
        set->sought = sought;
    }
}

/** Walks the terms of `a and b and c` from the left, as long as the terms passed over are quiet:
 * rows that the index skips would have been refused by them or by the indexed term without a
 * report. */
static bool find_indexed_term(const gr_binding *in, gr_bound_set *set, const gr_bound *node)
{
    if (node->kind == GR_N_LOGIC && node->as.binary.op == GR_B_AND) {
        return find_indexed_term(in, set, node->as.binary.left) &&
               find_indexed_term(in, set, node->as.binary.right);
    }
    consider(in, set, node);
    return is_quiet(node);
}

/** NULL after a report. */
static const gr_bound *bind_condition(const gr_binding *row, const gr_expr *where)
{
    const gr_bound *bound = gr_bind_node(row, where);
    if (bound == NULL || bound->type.type == GR_T_BOOL) {
        return bound;
    }
    gr_str type = gr_vtype_text(row->binder->arena, &bound->type);
    gr_diag_report(row->binder->diag, bound->at, GR_CODE_TYPE_MISMATCH,
                   "a condition is yes or no; '" GR_FMT "' is " GR_FMT, GR_ARG(bound->source),
                   GR_ARG(type));
    return NULL;
}

/** Records that do not hold on `day` (NULL: they hold always) are never asked for the rest. */
static bool bind_where(const gr_binding *row, const gr_set *set, const gr_bound *day,
                       gr_bound_set *out)
{
    const gr_bound *held = day == NULL ? NULL : gr_bind_held(row, day);
    out->where = set->where == NULL ? NULL : bind_condition(row, set->where);
    if (set->where != NULL && out->where == NULL) {
        return false;
    }
    out->where = gr_bind_held_where(row, held, out->where);
    if (out->table != NULL && out->where != NULL) {
        (void)find_indexed_term(row, out, out->where);
    }
    return true;
}

static bool bind_sorts(const gr_binding *row, const gr_set *set, gr_bound_set *out)
{
    gr_bound_sort *sorts = GR_NEW_N(row->binder->arena, gr_bound_sort, set->n_sorts);
    bool fits = true;
    for (size_t i = 0; i < set->n_sorts; i++) {
        sorts[i] = (gr_bound_sort){gr_bind_node(row, set->sorts[i].key), set->sorts[i].descending};
        fits = fits && sorts[i].key != NULL;
    }
    out->sorts = sorts;
    out->n_sorts = set->n_sorts;
    return fits;
}

const gr_bound_set *gr_bind_set_in(const gr_binding *in, const gr_set *set)
{
    gr_bound_set *out = GR_NEW(in->binder->arena, gr_bound_set);
    out->at = set->at;
    out->source = set->source;
    out->take = set->take;
    const gr_bound *day = NULL;
    if (!bind_base(in, set, out) || !gr_bind_held_day(in, set, out, &day)) {
        return NULL;
    }
    out->row_label = gr_label_of_base(in, out);
    gr_row_scope rows = {out->schema, in->rows, out->row_label};
    gr_binding row = {in->binder, in->scope, &rows};
    bool where_fits = bind_where(&row, set, day, out);
    if (where_fits && gr_label_pins(in, out)) { /* only own rows are left: look at them as such */
        out->row_label = rows.label = (gr_owner_label){.level = GR_LABEL_OWN, .own_row = true};
        where_fits = bind_where(&row, set, day, out);
    }
    bool sorts_fit = bind_sorts(&row, set, out);
    if (!where_fits || !sorts_fit) {
        return NULL;
    }
    out->label = gr_label_of_set(in, out);
    return out;
}
