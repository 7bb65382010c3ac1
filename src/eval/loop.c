#include "eval/eval.h"

/* Owns loops and conditions: how often an element is written, and with which variables. */
#include "author_priv.h"
#include "base/arena.h"

gr_value gr_ref_value(gr_arena *arena, const gr_table *table, uint32_t row)
{
    gr_value value = {.type = GR_T_REF, .as.ref = {table, row}};
    value.origin = gr_origin_constant(arena, value);
    return value;
}

GR_MUST_USE gr_status gr_author_step(gr_author *author, gr_loc at)
{
    if (author->machine->steps_left == 0) {
        gr_diag_report_open(author->machine->diag, at, GR_CODE_STEPS_LIMIT,
                            "this edition takes more than %zu steps; show fewer records, or work "
                            "out once, in derived data, what is summed for each",
                            author->report->limits->steps);
        return GR_OVER_LIMIT;
    }
    author->machine->steps_left--;
    return GR_OK;
}

static gr_status open_groups(gr_author *author, const gr_loop *loop, gr_turns *out)
{
    gr_value *keys = GR_NEW_N(author->arena, gr_value, out->rows.n);
    for (uint32_t i = 0; i < out->rows.n; i++) {
        gr_ref row = {out->rows.table, out->rows.rows[i]};
        keys[i] = gr_expr_value(author->machine, loop->by, &row);
        author->failed |= keys[i].type == GR_T_POISON;
    }
    gr_group *groups = NULL;
    out->n = gr_rows_group(out->rows, keys, author->arena, &groups);
    out->groups = groups;
    return GR_OK;
}

GR_MUST_USE gr_status gr_turns_open(gr_author *author, const gr_tnode *node, gr_turns *out)
{
    const gr_tattr *of = gr_tnode_attr(node, "of");
    *out = (gr_turns){.n = 1};
    if (of == NULL) {
        return GR_OK;
    }
    out->loop = of->bound;
    author->machine->at = of->at;
    gr_status status = gr_set_rows(author->machine, out->loop->set, &out->rows);
    if (status == GR_BAD_INPUT) { /* told; what else is wrong is told as well */
        author->failed = true;
        out->n = 0;
        return GR_OK;
    }
    GR_TRY(status);
    out->n = out->rows.n;
    return out->loop->by == NULL ? GR_OK : open_groups(author, out->loop, out);
}

void gr_turns_enter(gr_author *author, const gr_turns *turns, size_t turn)
{
    if (turns->loop == NULL) {
        return;
    }
    gr_slot *slot = &author->machine->slots[turns->loop->slot];
    if (turns->groups != NULL) {
        *slot = (gr_slot){turns->groups[turn].key, turns->groups[turn].members};
    } else {
        *slot = (gr_slot){
            .value = gr_ref_value(author->arena, turns->rows.table, turns->rows.rows[turn])};
    }
    gr_place_slot(author, turns->loop->slot);
}

GR_MUST_USE gr_status gr_author_passes(gr_author *author, const gr_tnode *node, bool *out)
{
    const gr_tattr *condition = gr_tnode_attr(node, "if");
    *out = true;
    if (condition == NULL) {
        return GR_OK;
    }
    author->machine->at = condition->at;
    gr_status status = gr_expr_true(author->machine, condition->bound, NULL, out);
    if (status == GR_BAD_INPUT) {
        author->failed = true;
        *out = false;
        return GR_OK;
    }
    return status;
}

GR_MUST_USE gr_status gr_author_repeat(gr_author *author, const gr_tnode *node, gr_node *into,
                                       gr_write_fn *write)
{
    gr_turns turns;
    const gr_figure_place outer = author->place;
    GR_TRY(gr_turns_open(author, node, &turns));
    for (size_t i = 0; i < turns.n; i++) {
        bool passes = false;
        GR_TRY(gr_author_step(author, node->at));
        gr_turns_enter(author, &turns, i);
        GR_TRY(gr_author_passes(author, node, &passes));
        if (passes) {
            GR_TRY(write(author, node, into));
        }
        author->place = outer;
    }
    return GR_OK;
}
