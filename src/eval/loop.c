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

static gr_status open_groups(gr_expander *expander, const gr_loop *loop, gr_turns *out)
{
    gr_value *keys = GR_NEW_N(expander->arena, gr_value, out->rows.n);
    for (uint32_t i = 0; i < out->rows.n; i++) {
        gr_ref row = {out->rows.table, out->rows.rows[i]};
        keys[i] = gr_expr_value(expander->context, loop->by, &row);
        expander->failed |= keys[i].type == GR_T_POISON;
    }
    gr_group *groups = NULL;
    out->n = gr_rows_group(out->rows, keys, expander->arena, &groups);
    out->groups = groups;
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
    return out->loop->by == NULL ? GR_OK : open_groups(expander, out->loop, out);
}

void gr_turns_enter(gr_expander *expander, const gr_turns *turns, size_t turn)
{
    if (turns->loop == NULL) {
        return;
    }
    gr_slot *slot = &expander->context->slots[turns->loop->slot];
    if (turns->groups != NULL) {
        *slot = (gr_slot){turns->groups[turn].key, turns->groups[turn].members};
    } else {
        *slot = (gr_slot){
            .value = gr_ref_value(expander->arena, turns->rows.table, turns->rows.rows[turn])};
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
