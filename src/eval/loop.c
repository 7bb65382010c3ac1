#include "eval/eval.h"

/* Owns loops and conditions: how often an element is written, and with which variables. */
#include "base/arena.h"
#include "expander_priv.h"

gr_value gr_ref_value(gr_arena *arena, const gr_table *table, uint32_t row)
{
    gr_value value = {.type = GR_T_REF, .as.ref = {table, row}};
    value.origin = gr_origin_constant(arena, value);
    return value;
}

GR_MUST_USE gr_status gr_expander_step(gr_expander *expander, gr_loc at)
{
    if (expander->context->steps_left == 0) {
        gr_diag_report_open(expander->context->diag, at, GR_CODE_STEPS_LIMIT,
                            "this edition takes more than %zu steps; show fewer records, or work "
                            "out once, in derived data, what is summed for each",
                            expander->report->limits->steps);
        return GR_OVER_LIMIT;
    }
    expander->context->steps_left--;
    return GR_OK;
}

GR_MUST_USE gr_status gr_turns_open(gr_expander *expander, const gr_tnode *node, gr_turns *out)
{
    const gr_tattr *of = gr_tnode_attr(node, "of");
    *out = (gr_turns){.n = 1};
    if (of == NULL) {
        return GR_OK;
    }
    out->loop = of->bound;
    expander->context->at = of->at;
    gr_status status = gr_set_rows(expander->context, out->loop->set, &out->rows);
    if (status == GR_BAD_INPUT) { /* told; what else is wrong is told as well */
        expander->failed = true;
        out->n = 0;
        return GR_OK;
    }
    GR_TRY(status);
    out->n = out->rows.n;
    if (out->loop->cut != NULL) {
        GR_TRY(gr_groups_open(expander, out->loop->cut, out->rows, &out->groups));
        out->n = out->groups.n;
    }
    return GR_OK;
}

void gr_turns_enter(gr_expander *expander, const gr_turns *turns, size_t turn)
{
    if (turns->loop == NULL) {
        return;
    }
    if (turns->loop->cut != NULL) {
        gr_groups_enter(expander, turns->loop->cut, &turns->groups, (uint32_t)turn);
    } else {
        expander->context->slots[turns->loop->slot] = (gr_slot){
            .value = gr_ref_value(expander->arena, turns->rows.table, turns->rows.rows[turn]),
            .nr = (uint32_t)turn + 1,
            .of = (uint32_t)turns->n};
    }
    gr_place_slot(expander, turns->loop->slot);
}

GR_MUST_USE gr_status gr_expander_passes(gr_expander *expander, const gr_tnode *node, bool *out)
{
    const gr_tattr *condition = gr_tnode_attr(node, "if");
    *out = true;
    if (condition == NULL) {
        return GR_OK;
    }
    expander->context->at = condition->at;
    gr_status status = gr_expr_true(expander->context, condition->bound, NULL, out);
    if (status == GR_BAD_INPUT) {
        expander->failed = true;
        *out = false;
        return GR_OK;
    }
    return status;
}

GR_MUST_USE gr_status gr_expander_repeat(gr_expander *expander, const gr_tnode *node, gr_node *into,
                                         gr_write_fn *write)
{
    gr_turns turns;
    const gr_figure_place outer = expander->place;
    GR_TRY(gr_turns_open(expander, node, &turns));
    for (size_t i = 0; i < turns.n; i++) {
        bool passes = false;
        GR_TRY(gr_expander_step(expander, node->at));
        gr_turns_enter(expander, &turns, i);
        GR_TRY(gr_expander_passes(expander, node, &passes));
        if (passes && !gr_holds_absent_texts(expander, node)) {
            GR_TRY(write(expander, node, into));
        }
        expander->place = outer;
    }
    return GR_OK;
}
