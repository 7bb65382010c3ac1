/* Owns labels of sets and of what is made of many records: whose rows a set yields, what its
 * condition tells, and which aggregates are declared totals. */
#include "base/arena.h"
#include "label_priv.h"

/* ---- which rows are the reader's own ---- */

static bool is_key(const gr_schema *schema, size_t column)
{
    return schema != NULL && schema->n_key == 1 && schema->key[0] == column;
}

/** Both lead to one record; `owner` may go on to its key, as a reference can be given by that. */
static bool same_record(const gr_bound *record, const gr_bound *owner)
{
    const gr_bound_path *a = &record->as.path, *b = &owner->as.path;
    bool same = record->kind == GR_N_PATH && owner->kind == GR_N_PATH && !a->from_row &&
                !b->from_row && a->start == b->start;
    same = same && (a->n == b->n || (a->n + 1 == b->n && record->type.type == GR_T_REF &&
                                     is_key(record->type.schema, b->columns[a->n])));
    for (size_t i = 0; same && i < a->n; i++) {
        same = a->columns[i] == b->columns[i];
    }
    return same;
}

bool gr_label_is_owner(const gr_binding *in, const gr_bound *node)
{
    const gr_bound *owner = in->binder->eyes.row_owner;
    return gr_label_is_edition(in, node) || (owner != NULL && same_record(node, owner));
}

/** Owners are dataset and key: those of `schema` are records of the dataset that eyes are from. */
static bool has_owners_in(const gr_schema *schema, const gr_schema *owners)
{
    return !schema->shared && owners != NULL &&
           schema->columns[schema->owner_column].target == owners;
}

static bool has_same_owners(const gr_binding *in, const gr_schema *schema)
{
    return has_owners_in(schema, in->binder->eyes.owner);
}

bool gr_label_owns_slot(const gr_binder *binder, const gr_schema *schema, uint32_t slot)
{
    const gr_bound *owner = binder->eyes.row_owner;
    if (owner == NULL || owner->kind != GR_N_PATH || !has_owners_in(schema, binder->eyes.owner)) {
        return false; /* given by its key, an owner may be meant in a dataset of other owners */
    }
    const gr_bound_path *path = &owner->as.path;
    bool by_key = path->n == 2 && is_key(binder->eyes.owner, path->columns[1]);
    return !path->from_row && path->start == slot && (path->n == 1 || by_key) &&
           path->columns[0] == schema->owner_column;
}

static bool is_owner_at_hand(const gr_bound *node, const gr_schema *schema)
{
    return node->kind == GR_N_PATH && node->as.path.from_row && node->as.path.start == 0 &&
           node->as.path.n == 1 && node->as.path.columns[0] == schema->owner_column;
}

/** A term `owner = edition` of the condition leaves no row of another. */
static bool pins(const gr_binding *in, const gr_schema *schema, const gr_bound *where)
{
    if (where->kind == GR_N_LOGIC && where->as.binary.op == GR_B_AND) {
        return pins(in, schema, where->as.binary.left) || pins(in, schema, where->as.binary.right);
    }
    if (where->kind != GR_N_COMPARE || where->as.binary.op != GR_B_EQ) {
        return false;
    }
    const gr_bound *left = where->as.binary.left;
    const gr_bound *right = where->as.binary.right;
    return (is_owner_at_hand(left, schema) && gr_label_is_owner(in, right)) ||
           (is_owner_at_hand(right, schema) && gr_label_is_owner(in, left));
}

bool gr_label_pins(const gr_binding *in, const gr_bound_set *set)
{
    return in->binder->eyes.owned && set->where != NULL && has_same_owners(in, set->schema) &&
           pins(in, set->schema, set->where);
}

/* ---- the rows of a set ---- */

static gr_owner_label foreign_rows(const gr_binding *in, const gr_bound_set *set)
{
    const gr_eyes *eyes = &in->binder->eyes;
    gr_str name = set->schema->name;
    gr_arena *arena = in->binder->arena;
    gr_str what = gr_str_fmt(arena, "'" GR_FMT "' has records of every owner", GR_ARG(name));
    if (eyes->report && !set->all && eyes->owner != NULL) {
        what = gr_str_fmt(
            arena, "'" GR_FMT "' has owners in '" GR_FMT "', editions are for '" GR_FMT "'",
            GR_ARG(name), GR_ARG(set->schema->columns[set->schema->owner_column].target_name),
            GR_ARG(eyes->owner->name));
    }
    return gr_label_foreign(
        in, (gr_taint){set->at, GR_CODE_FOREIGN, what, gr_label_way_out(in, set->schema), NULL});
}

gr_owner_label gr_label_of_base(const gr_binding *in, const gr_bound_set *set)
{
    const gr_eyes *eyes = &in->binder->eyes;
    if (!eyes->owned) {
        return (gr_owner_label){0};
    }
    if (set->table == NULL) {
        return gr_scope_of_slot(in->scope, set->slot)->type.label;
    }
    if (set->schema->shared) {
        return (gr_owner_label){.other = set->schema == eyes->owner};
    }
    bool yields_own = eyes->report && !set->all && has_same_owners(in, set->schema);
    if (yields_own || (eyes->making && in->rows == NULL)) {
        return (gr_owner_label){.level = GR_LABEL_OWN, .own_row = true};
    }
    return foreign_rows(in, set);
}

gr_owner_label gr_label_of_seen(const gr_binder *binder, const gr_schema *schema)
{
    const gr_eyes *eyes = &binder->eyes;
    if (!eyes->owned || schema->shared) {
        return (gr_owner_label){.other = eyes->owned && schema == eyes->owner};
    }
    return (gr_owner_label){.level = GR_LABEL_OWN, .own_row = true};
}

/* ---- conditions that name an owner ---- */

typedef struct naming { /* the search for the owner's name in a condition */
    const gr_binding *in;
    const gr_row_scope *row; /* of the set */
    gr_loc at;
} naming;

static gr_walked names_owner(void *user, const gr_bound *node, const gr_row_scope *rows)
{
    naming *search = user;
    if (gr_label_asks_edition(search->in, node) && node->as.binary.op == GR_B_EQ) {
        return GR_WALK_PAST;
    }
    if (node->kind != GR_N_PATH || !node->as.path.from_row ||
        gr_row_outwards(rows, node->as.path.start) != search->row ||
        node->as.path.columns[0] != search->row->schema->owner_column) {
        return GR_WALK_ON;
    }
    search->at = node->at;
    return GR_WALK_FOUND;
}

/** In an edition there are only its owner's rows: a condition on another owner yields nothing,
 * which would print as zero. */
static gr_owner_label named_owner(const gr_binding *in, const gr_bound_set *set,
                                  gr_owner_label label)
{
    gr_row_scope row = {set->schema, in->rows, set->row_label};
    naming search = {.in = in, .row = &row};
    bool judged = in->binder->eyes.report && set->row_label.own_row && !set->schema->shared;
    if (!judged || !gr_label_walk(set->where, &row, names_owner, &search)) {
        return label;
    }
    gr_arena *arena = in->binder->arena;
    gr_str field = set->schema->columns[set->schema->owner_column].name;
    gr_str what = gr_str_fmt(arena,
                             "'" GR_FMT "' says whose a record is, and '" GR_FMT
                             "' yields the edition's own records only",
                             GR_ARG(field), GR_ARG(set->schema->name));
    gr_str remedy = gr_str_fmt(arena,
                               "leave the condition on '" GR_FMT "' out, write '" GR_FMT
                               " = edition', or show it with if=\"region\" only",
                               GR_ARG(field), GR_ARG(field));
    return gr_label_foreign(in, (gr_taint){search.at, GR_CODE_OWNER_CONDITION, what, remedy, NULL});
}

gr_owner_label gr_label_of_set(const gr_binding *in, const gr_bound_set *set)
{
    gr_owner_label label = set->row_label;
    label.own_row = false;
    if (!in->binder->eyes.owned) {
        return label;
    }
    if (set->where != NULL) {
        label = gr_label_join(label, set->where->label);
        label = named_owner(in, set, label);
    }
    for (size_t i = 0; i < set->n_sorts; i++) {
        label = gr_label_join(label, set->sorts[i].key->label);
    }
    return label;
}

gr_owner_label gr_bound_set_label(const gr_bound_set *set)
{
    gr_owner_label label = set->label;
    label.own_row = set->row_label.own_row;
    return label;
}

/* ---- aggregates ---- */

gr_owner_label gr_label_of_aggregate(const gr_binding *in, const gr_bound *node)
{
    const gr_bound_set *set = node->as.aggregate.set;
    gr_owner_label label = set->label;
    if (node->as.aggregate.value != NULL) {
        label = gr_label_join(label, node->as.aggregate.value->label);
    }
    if (!in->binder->eyes.owned || set->row_label.level != GR_LABEL_FOREIGN) {
        return label;
    }
    if (node->as.aggregate.total != NULL) {
        return gr_total_label(node);
    }
    gr_str why = gr_total_refused(in, node);
    gr_taint *first = GR_NEW(in->binder->arena, gr_taint);
    *first = *set->row_label.why;
    first->remedy = why.len > 0 ? why : first->remedy;
    label.why = first;
    return label;
}
