#include "expr_priv.h"

/* Owns how labels flow: from what a name reads, through every kind of expression, into sets. A
 * value is as far from public as the worst of what it is made of and of what decided over it. Must
 * not refuse anything: a value may be foreign as long as nothing shows it (judge.c). */
#include "base/arena.h"
#include "label_priv.h"

const char *const gr_label_names[] = {"none", "own", "foreign"};

gr_owner_label gr_label_join(gr_owner_label a, gr_owner_label b)
{
    gr_owner_label out = {.level = a.level, .other = a.other || b.other, .why = a.why};
    if (b.level > a.level) {
        out.level = b.level;
        out.why = b.why;
    }
    return out;
}

gr_owner_label gr_label_foreign(const gr_binding *in, gr_taint taint)
{
    gr_taint *why = GR_NEW(in->binder->arena, gr_taint);
    *why = taint;
    return (gr_owner_label){.level = GR_LABEL_FOREIGN, .other = true, .why = why};
}

/* ---- paths ---- */

typedef struct at_hand { /* a record on the way of a path */
    gr_owner_label label;
    const gr_schema *schema; /* NULL: no record */
} at_hand;

static at_hand start_of(const gr_binding *in, const gr_bound_path *path)
{
    if (path->from_row) {
        const gr_row_scope *row = in->rows;
        for (uint32_t i = 0; i < path->start; i++) {
            row = row->outer;
        }
        return (at_hand){row->label, row->schema};
    }
    const gr_scope *scope = gr_scope_of_slot(in->scope, path->start);
    at_hand found = {scope->type.label, scope->type.schema};
    if (scope->type.group) { /* its key: a value of its rows, no row */
        found.schema = scope->type.key_schema;
        found.label.own_row = false;
    }
    return found;
}

/** A record of the editions' dataset that is reached otherwise than as the edition. */
static bool is_other(const gr_binding *in, const gr_column *column, bool owner_of_own)
{
    return column->target != NULL && column->target == in->binder->eyes.owner && !owner_of_own;
}

static gr_str walk_way_out(const gr_binding *in, const gr_schema *schema)
{
    if (!in->binder->eyes.report) {
        return gr_label_way_out(in, schema);
    }
    return gr_str_fmt(in->binder->arena,
                      "start at '" GR_FMT "', which yields the edition's own records, instead of "
                      "walking there; or show it with if=\"region\" only",
                      GR_ARG(schema->name));
}

static gr_owner_label step(const gr_binding *in, const gr_bound *node, at_hand *from, size_t column)
{
    const gr_schema *schema = from->schema;
    gr_owner_label label = from->label;
    bool owner_of_own = label.own_row && column == schema->owner_column;
    label.other =
        (label.other && !owner_of_own) || is_other(in, &schema->columns[column], owner_of_own);
    if (!schema->shared && label.level != GR_LABEL_FOREIGN) {
        if (label.own_row) {
            label.level = GR_LABEL_OWN;
        } else {
            gr_str what = gr_str_fmt(in->binder->arena,
                                     "'" GR_FMT "' reads '" GR_FMT "' of a record of '" GR_FMT
                                     "' that may be another owner's",
                                     GR_ARG(node->source), GR_ARG(schema->columns[column].name),
                                     GR_ARG(schema->name));
            label = gr_label_foreign(
                in, (gr_taint){node->at, GR_CODE_FOREIGN, what, walk_way_out(in, schema), NULL});
        }
    }
    label.own_row = false;
    from->schema = schema->columns[column].target;
    from->label = label;
    return label;
}

/** A name that was given a foreign value is a step of the way. */
static gr_owner_label through_name(const gr_binding *in, const gr_bound *node, gr_owner_label label)
{
    if (label.level != GR_LABEL_FOREIGN || node->as.path.from_row || label.why == NULL) {
        return label;
    }
    gr_str what =
        gr_str_fmt(in->binder->arena, "'" GR_FMT "' was worked out before", GR_ARG(node->source));
    return gr_label_foreign(
        in, (gr_taint){node->at, label.why->code, what, label.why->remedy, label.why});
}

static gr_owner_label of_path(const gr_binding *in, const gr_bound *node)
{
    const gr_bound_path *path = &node->as.path;
    at_hand at = start_of(in, path);
    for (size_t i = 0; i < path->n && at.schema != NULL; i++) {
        (void)step(in, node, &at, path->columns[i]);
    }
    return through_name(in, node, at.label);
}

/* ---- operations ---- */

bool gr_label_is_edition(const gr_binding *in, const gr_bound *node)
{
    const gr_eyes *eyes = &in->binder->eyes;
    const gr_bound_path *path = &node->as.path;
    return node->kind == GR_N_PATH && eyes->report && !path->from_row && path->n == 0 &&
           (path->start == eyes->edition_slot || path->start == eyes->each_slot);
}

static bool is_cell_at_hand(const gr_bound *node)
{
    return node->kind == GR_N_PATH && node->as.path.from_row && node->as.path.n == 1;
}

bool gr_label_asks_edition(const gr_binding *in, const gr_bound *node)
{
    if (node->kind != GR_N_COMPARE ||
        (node->as.binary.op != GR_B_EQ && node->as.binary.op != GR_B_NE)) {
        return false;
    }
    const gr_bound *left = node->as.binary.left;
    const gr_bound *right = node->as.binary.right;
    return (gr_label_is_edition(in, left) && is_cell_at_hand(right)) ||
           (gr_label_is_edition(in, right) && is_cell_at_hand(left));
}

/** Whether a record at hand is the edition's own says nothing of another one. */
static gr_owner_label of_comparison(const gr_binding *in, const gr_bound *node)
{
    gr_owner_label label = gr_label_join(node->as.binary.left->label, node->as.binary.right->label);
    if (gr_label_asks_edition(in, node)) {
        return (gr_owner_label){.other = label.other};
    }
    return label;
}

/** The right side is not looked at when the left decides. */
static gr_owner_label of_logic(const gr_bound *node)
{
    const gr_bound *left = node->as.binary.left;
    gr_known decisive = node->as.binary.op == GR_B_AND ? GR_KNOWN_NO : GR_KNOWN_YES;
    return left->label.known == decisive ? (gr_owner_label){0}
                                         : gr_label_join(left->label, node->as.binary.right->label);
}

static bool is_own_row(const gr_bound *branch)
{
    return branch->type.type == GR_T_NONE || branch->label.own_row;
}

static gr_owner_label of_choice(const gr_bound *node)
{
    const gr_bound *yes = node->as.choice.yes;
    const gr_bound *no = node->as.choice.no;
    gr_known test = node->as.choice.test->label.known;
    if (test != GR_KNOWN_NOT) {
        return test == GR_KNOWN_YES ? yes->label : no->label;
    }
    gr_owner_label label = gr_label_join(yes->label, no->label);
    label = gr_label_join(label, node->as.choice.test->label);
    label.own_row = is_own_row(yes) && is_own_row(no);
    return label;
}

static gr_owner_label of_held(const gr_bound_held *held)
{
    gr_owner_label days = gr_label_join(held->from->label, held->until->label);
    return gr_label_join(days, held->day->label);
}

static gr_owner_label of_call(const gr_bound *node)
{
    gr_owner_label label = {0};
    for (size_t i = 0; i < node->as.call.n_args; i++) {
        label = gr_label_join(label, node->as.call.args[i]->label);
    }
    return label;
}

static gr_owner_label of_join(const gr_bound *node)
{
    gr_owner_label label = gr_label_join(node->as.join.set->label, node->as.join.value->label);
    label = gr_label_join(label, node->as.join.between->label);
    return gr_label_join(label, node->as.join.last->label);
}

/** Which side of a relation over owned records says that they are the edition's own. */
static bool relates_own(const gr_binding *in, const gr_bound_relation *bound)
{
    const gr_relation *relation = bound->relation;
    size_t owner = relation->of->owner_column;
    return (relation->left == owner && gr_label_is_owner(in, bound->left)) ||
           (relation->right == owner && gr_label_is_owner(in, bound->right));
}

static gr_owner_label of_relation(const gr_binding *in, const gr_bound *node)
{
    const gr_bound_relation *bound = &node->as.relation;
    const gr_schema *of = bound->relation->of;
    gr_owner_label sides = gr_label_join(bound->left->label, bound->right->label);
    if (!of->shared && relates_own(in, bound)) {
        return gr_label_join(sides, (gr_owner_label){.level = GR_LABEL_OWN});
    }
    bool reads = bound->relation->where != NULL && gr_label_reads_owned(bound->relation->where, of);
    if (of->shared && !reads) {
        return sides;
    }
    gr_str what = gr_str_fmt(in->binder->arena,
                             "'" GR_FMT "' is looked up in '" GR_FMT "', in records of every owner",
                             GR_ARG(bound->relation->phrase), GR_ARG(of->name));
    return gr_label_foreign(
        in, (gr_taint){node->at, GR_CODE_FOREIGN, what, gr_label_way_out(in, of), NULL});
}

gr_owner_label gr_label_of(const gr_binding *in, const gr_bound *node)
{
    switch (node->kind) {
    case GR_N_CONSTANT:
    case GR_N_AS_OF:
        return (gr_owner_label){0};
    case GR_N_TURN:
        return gr_label_of_turn(in, node);
    case GR_N_PATH:
        return of_path(in, node);
    case GR_N_WIDEN:
    case GR_N_NEGATE:
    case GR_N_NOT:
        return gr_label_join(node->as.operand->label, (gr_owner_label){0});
    case GR_N_ARITHMETIC:
        return gr_label_join(node->as.binary.left->label, node->as.binary.right->label);
    case GR_N_COMPARE:
        return of_comparison(in, node);
    case GR_N_LOGIC:
        return of_logic(node);
    case GR_N_CHOICE:
        return of_choice(node);
    case GR_N_MISSING:
        return gr_label_join(node->as.missing.operand->label, (gr_owner_label){0});
    case GR_N_RELATION:
        return of_relation(in, node);
    case GR_N_HELD:
        return of_held(&node->as.held);
    case GR_N_CALL:
    case GR_N_LOOKUP:
        return of_call(node);
    case GR_N_JOIN:
        return of_join(node);
    case GR_N_AGGREGATE:
        return gr_label_of_aggregate(in, node);
    }
    return (gr_owner_label){0};
}
