#include "expr/expr.h"

/* Owns position(m), first(m) and last(m): where in its loop, or in the rows of its table or chart,
 * a record or a group is. Counted over all of its set, also what a condition leaves out. */
#include "expr_priv.h"

static const struct { /* by gr_turn_part */
    const char *name;
    gr_turn_part part;
} parts[] = {{"position", GR_TURN_NR}, {"first", GR_TURN_FIRST}, {"last", GR_TURN_LAST}};

static const gr_bound *refuse(const gr_binding *in, gr_loc at, gr_str name)
{
    gr_diag_report(in->binder->diag, at, GR_CODE_TURN,
                   GR_FMT " takes the variable of a loop, or of the rows of a table or chart, as "
                          "in " GR_FMT "(m) with each=\"m\"; a value of a set is first(v of set)",
                   GR_ARG(name), GR_ARG(name));
    return NULL;
}

bool gr_names_turn(const gr_expr *expr)
{
    bool is = false;
    for (size_t i = 0; expr->kind == GR_X_CALL && i < sizeof parts / sizeof parts[0]; i++) {
        is = is || gr_str_is(expr->as.call.name, parts[i].name);
    }
    return is;
}

const gr_bound *gr_bind_turn(const gr_binding *in, const gr_expr *expr)
{
    const gr_expr *arg = expr->as.call.n_args == 1 ? expr->as.call.args[0] : NULL;
    if (arg == NULL || expr->as.call.set != NULL || arg->kind != GR_X_PATH || arg->as.path.n != 1) {
        return refuse(in, expr->at, expr->as.call.name);
    }
    const gr_scope *scope = gr_scope_find(in->scope, arg->as.path.parts[0]);
    if (scope != NULL && scope->type.type == GR_T_POISON) {
        return NULL; /* one cause, one report */
    }
    if (scope == NULL || !scope->type.loop) {
        return refuse(in, arg->at, expr->as.call.name);
    }
    gr_turn_part part = GR_TURN_NR;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        part = gr_str_is(expr->as.call.name, parts[i].name) ? parts[i].part : part;
    }
    gr_vtype type = {.type = part == GR_TURN_NR ? GR_T_INT : GR_T_BOOL};
    gr_bound *node = gr_bound_new(in, expr, GR_N_TURN, type);
    node->as.turn.slot = scope->slot;
    node->as.turn.part = part;
    return node;
}

gr_owner_label gr_label_of_turn(const gr_binding *in, const gr_bound *node)
{
    const gr_scope *scope = gr_scope_of_slot(in->scope, node->as.turn.slot);
    gr_owner_label label = scope->type.label;
    label.own_row = false;
    return label;
}

static gr_str name_of(const gr_bound *node)
{
    return gr_str_of(parts[node->as.turn.part].name);
}

gr_value gr_run_turn(const gr_evaluation *run, const gr_bound *node)
{
    const gr_slot *slot = &run->context->slots[node->as.turn.slot];
    gr_value value = {.type = GR_T_BOOL};
    switch (node->as.turn.part) {
    case GR_TURN_NR:
        value.type = GR_T_INT;
        value.as.i = slot->nr;
        break;
    case GR_TURN_FIRST:
        value.as.b = slot->nr == 1;
        break;
    case GR_TURN_LAST:
        value.as.b = slot->nr == slot->of;
        break;
    }
    gr_made made = {GR_OP_CALL, &slot->value, slot->value.origin == NULL ? 0 : 1, name_of(node)};
    return gr_made_value(run, value, &made);
}
