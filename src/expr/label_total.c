/* Owns which aggregates over rows of all owners are declared totals: the dataset says that its
 * totals may be shown, and nothing in the aggregate picks out an owner. Whether there are enough
 * of them is seen when the records are there (total.c). */
#include "base/arena.h"
#include "label_priv.h"

typedef struct finding { /* of a total, or why it is none */
    const gr_binding *in;
    const gr_bound_set *set;
    const gr_row_scope *row;
    gr_str refused;       /* empty: nothing was wrong so far */
    gr_owner_label outer; /* of what the condition compares with */
    size_t *fields;
    size_t n_fields;
} finding;

GR_PRINTF(2, 3) static void refuse(finding *f, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    f->refused = gr_str_vfmt(f->in->binder->arena, fmt, args);
    va_end(args);
}

static bool is_named(const gr_schema *schema, size_t column)
{
    for (size_t i = 0; i < schema->n_totals_by; i++) {
        if (schema->totals_by[i] == column) {
            return true;
        }
    }
    return false;
}

/** Beyond a field that is named, only shared records may be walked through. */
static bool goes_on_shared(const gr_schema *schema, const gr_bound_path *path)
{
    for (size_t i = 0; i < path->n; i++) {
        if (i > 0 && (schema == NULL || !schema->shared)) {
            return false;
        }
        schema = schema->columns[path->columns[i]].target;
    }
    return true;
}

static void look_at_path(finding *f, const gr_bound *node, const gr_row_scope *rows)
{
    const gr_schema *schema = f->set->schema;
    const gr_bound_path *path = &node->as.path;
    if (!path->from_row || gr_row_outwards(rows, path->start) != f->row) {
        f->outer = gr_label_join(f->outer, node->label);
        if (node->label.level == GR_LABEL_FOREIGN) {
            refuse(f, "the condition of a total may not depend on '" GR_FMT "', which is foreign",
                   GR_ARG(node->source));
        }
        return;
    }
    if (path->columns[0] == schema->owner_column) {
        refuse(f,
               "a total over '" GR_FMT "' may not ask for an owner ('" GR_FMT
               "'): totals that differ by one owner give that one away",
               GR_ARG(schema->name), GR_ARG(node->source));
    } else if (!is_named(schema, path->columns[0]) || !goes_on_shared(schema, path)) {
        refuse(f,
               "'" GR_FMT "' is no field named in totals-by= of dataset '" GR_FMT
               "': only these may pick the records of a total",
               GR_ARG(node->source), GR_ARG(schema->name));
    }
}

static gr_walked look_at_condition(void *user, const gr_bound *node, const gr_row_scope *rows)
{
    finding *f = user;
    if (node->kind == GR_N_PATH) {
        look_at_path(f, node, rows);
    } else if (node->kind == GR_N_AGGREGATE || node->kind == GR_N_JOIN ||
               node->kind == GR_N_RELATION) {
        refuse(f,
               "the condition of a total compares fields named in totals-by= with values; "
               "work '" GR_FMT "' out before, with <let>",
               GR_ARG(node->source));
    }
    return f->refused.len > 0 ? GR_WALK_FOUND : GR_WALK_ON;
}

/** A bare field, or a sum or difference of bare fields. */
static bool gather_fields(finding *f, const gr_bound *value)
{
    if (value->kind == GR_N_WIDEN) {
        return gather_fields(f, value->as.operand);
    }
    bool sum = value->kind == GR_N_ARITHMETIC &&
               (value->as.binary.op == GR_B_ADD || value->as.binary.op == GR_B_SUB);
    if (sum) {
        return gather_fields(f, value->as.binary.left) && gather_fields(f, value->as.binary.right);
    }
    const gr_bound_path *path = &value->as.path;
    if (value->kind != GR_N_PATH || !path->from_row || path->start != 0 || path->n != 1) {
        return false;
    }
    f->fields[f->n_fields++] = path->columns[0];
    return true;
}

static size_t count_nodes(const gr_bound *value)
{
    if (value->kind == GR_N_ARITHMETIC) {
        return count_nodes(value->as.binary.left) + count_nodes(value->as.binary.right);
    }
    return 1;
}

/** The way out for who writes a report, or derives data; `schema` declares no totals. */
static void refuse_undeclared(finding *f)
{
    const gr_schema *schema = f->set->schema;
    const gr_eyes *eyes = &f->in->binder->eyes;
    gr_str field = schema->columns[schema->owner_column].name;
    if (!eyes->report) {
        refuse(f,
               "ask for the owner of the record ('" GR_FMT " = ...'); or say least-owners=\"3\" at "
               "dataset '" GR_FMT "', so that totals over enough others may be shown; or say "
               "shared=\"yes\" declassify=\"yes\" because=\"...\" when these figures are public",
               GR_ARG(field), GR_ARG(schema->name));
    } else if (schema->columns[schema->owner_column].target != eyes->owner) {
        refuse(f,
               "say least-owners=\"3\" at dataset '" GR_FMT
               "', so that totals over enough owners may be shown; or sees=\"all\" at <editions> "
               "when its readers may see every owner's figures; or show it with if=\"region\" only",
               GR_ARG(schema->name));
    } else {
        refuse(
            f,
            "leave 'all' out for the edition's own; or say least-owners=\"3\" at dataset '" GR_FMT
            "', so that totals over enough others may be shown; or show it with if=\"region\" "
            "only",
            GR_ARG(schema->name));
    }
}

static void look_at_set(finding *f, gr_aggregate op)
{
    const gr_schema *schema = f->set->schema;
    const gr_eyes *eyes = &f->in->binder->eyes;
    if (op != GR_A_SUM && op != GR_A_COUNT && op != GR_A_AVERAGE) {
        refuse(f,
               "only sum, count and average over every owner's records may be shown (least-owners= "
               "of a dataset); the smallest, the largest and the first are always somebody's%s",
               eyes->report ? "; leave 'all' out for the edition's own" : "");
    } else if (!schema->totals) {
        refuse_undeclared(f);
    } else if (eyes->report && !f->set->all) {
        refuse(f, "write 'all " GR_FMT "' for the total over every owner", GR_ARG(schema->name));
    } else if (f->set->n_sorts > 0 || f->set->take > 0) {
        refuse(f, "a total over '" GR_FMT "' has no 'sort by' and no 'take': they pick owners out",
               GR_ARG(schema->name));
    }
}

static finding find(const gr_binding *in, const gr_bound *node, const gr_row_scope *row)
{
    const gr_bound_set *set = node->as.aggregate.set;
    const gr_bound *value = node->as.aggregate.value;
    finding f = {.in = in, .set = set, .row = row, .refused = GR_LIT("")};
    look_at_set(&f, node->as.aggregate.op);
    if (f.refused.len == 0 && value != NULL) {
        f.fields = GR_NEW_N(in->binder->arena, size_t, count_nodes(value));
        if (!gather_fields(&f, value)) {
            refuse(&f,
                   "a total adds up fields of '" GR_FMT "' as they are, or sums and "
                   "differences of them; '" GR_FMT "' is neither",
                   GR_ARG(set->schema->name), GR_ARG(value->source));
        }
    }
    if (f.refused.len == 0 && set->where != NULL) {
        (void)gr_label_walk(set->where, row, look_at_condition, &f);
    }
    return f;
}

gr_str gr_total_refused(const gr_binding *in, const gr_bound *node)
{
    gr_row_scope row = {node->as.aggregate.set->schema, in->rows, {0}};
    return find(in, node, &row).refused;
}

const gr_total *gr_total_find(const gr_binding *in, const gr_bound *node)
{
    const gr_bound_set *set = node->as.aggregate.set;
    const gr_eyes *eyes = &in->binder->eyes;
    if (!eyes->owned || set->table == NULL || set->schema->shared ||
        set->row_label.level != GR_LABEL_FOREIGN) {
        return NULL;
    }
    gr_row_scope row = {set->schema, in->rows, {0}};
    finding f = find(in, node, &row);
    if (f.refused.len > 0) {
        return NULL;
    }
    gr_total *total = GR_NEW(in->binder->arena, gr_total);
    gr_total_state *state = gr_total_state_new(in->binder->arena);
    *total = (gr_total){.cells = gr_total_cells_find(in->binder, set->table),
                        .state = state,
                        .fields = f.fields,
                        .n_fields = f.n_fields,
                        .counts = node->as.aggregate.op != GR_A_SUM,
                        .every_reader = !eyes->report,
                        .label = f.outer};
    return total;
}

gr_owner_label gr_total_label(const gr_bound *node)
{
    return node->as.aggregate.total->label;
}
