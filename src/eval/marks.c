#include "eval/eval.h"

/* Owns what stands out in a table or a chart because of what it is: mark=, mark-rows= and
 * mark-cells=, in a look of the house style. A marked row says so at its first cell, a column at
 * its head, a cell by itself: by a sign that is read out, beside weight and ground. */
#include "base/arena.h"
#include "table_plan_priv.h"

#define NBSP "\xc2\xa0"

gr_status gr_mark_of(gr_expander *expander, const gr_tnode *node, const char *attr,
                     const gr_mark_look **out)
{
    const gr_tattr *mark = gr_tnode_attr(node, attr);
    bool holds = false;
    *out = NULL;
    if (mark == NULL || mark->bound == NULL) {
        return GR_OK;
    }
    expander->context->at = mark->at;
    gr_status status = gr_expr_true(expander->context, mark->bound, NULL, &holds);
    expander->failed |= status == GR_BAD_INPUT;
    if (status == GR_OK && holds) {
        *out = gr_mark_look_find(expander->report->house, gr_mark_look_name(node));
    }
    return status == GR_BAD_INPUT ? GR_OK : status;
}

/** Of a cell that has no content yet: this has its style. */
static void dress(gr_expander *expander, gr_node *cell)
{
    const gr_mark_look *look = cell->as.cell.mark;
    if (look != NULL && look->bold && !cell->style->bold) {
        gr_style *bold = GR_NEW(expander->arena, gr_style);
        *bold = *cell->style;
        bold->bold = true;
        cell->style = bold;
    }
}

gr_status gr_mark_cell(gr_table_plan *plan, const gr_tnode *node, const char *attr, size_t column,
                       gr_node *cell)
{
    gr_node *row = cell->parent;
    const gr_mark_look *own = NULL;
    GR_TRY(gr_mark_of(plan->expander, node, attr, &own));
    const gr_mark_look *of_column =
        row->as.row.role == GR_ROW_BODY ? plan->cols[column].mark : NULL;
    cell->as.cell.mark = row->as.row.mark != NULL ? row->as.row.mark
                         : of_column != NULL      ? of_column
                                                  : own;
    cell->as.cell.said =
        row->as.row.mark != NULL ? row->first == cell : of_column == NULL && own != NULL;
    dress(plan->expander, cell);
    return GR_OK;
}

void gr_mark_head(gr_table_plan *plan, size_t column, gr_node *cell)
{
    cell->as.cell.mark = plan->cols[column].mark;
    cell->as.cell.said = cell->as.cell.mark != NULL;
    dress(plan->expander, cell);
}

/** Takes the last child of a node to its front. */
static void lead(gr_node *into)
{
    gr_node *last = into->last, *before = into->first;
    if (before == last) {
        return;
    }
    while (before->next != last) {
        before = before->next;
    }
    before->next = NULL;
    into->last = before;
    last->next = into->first;
    into->first = last;
}

gr_status gr_mark_say(gr_expander *expander, gr_node *cell)
{
    const gr_mark_look *look = cell->as.cell.mark;
    gr_node *into = gr_cell_has_blocks(cell) ? cell->first : cell, *sign = NULL;
    if (!cell->as.cell.said || (into != cell && into->kind != GR_K_PARAGRAPH)) {
        return GR_OK; /* a list has its own signs: weight and ground are left */
    }
    GR_TRY(gr_expander_add(expander, into, GR_K_SIGN, cell->at, &sign));
    sign->as.sign.chars = gr_str_fmt(expander->arena, GR_FMT NBSP, GR_ARG(look->sign));
    sign->as.sign.spoken = gr_str_fmt(expander->arena, GR_FMT " ", GR_ARG(look->said));
    sign->as.sign.mark = true;
    lead(into);
    return GR_OK;
}

/* --- long tables --- */

static bool any_mark(const gr_tnode *node, gr_loc *out_at)
{
    for (size_t i = 0; i < node->n_attrs; i++) {
        if (gr_is_mark(&node->attrs[i]) || gr_str_is(node->attrs[i].name, "bar")) {
            *out_at = node->attrs[i].at;
            return true;
        }
    }
    for (const gr_tnode *child = node->first; child != NULL; child = child->next) {
        bool columns = child->kind == GR_E_COLUMN || child->kind == GR_E_COLUMNS;
        if (columns && any_mark(child, out_at)) {
            return true;
        }
    }
    return false;
}

void gr_mark_long(gr_table_plan *plan)
{
    gr_loc at = plan->node->at;
    if (gr_table_is_big(plan) && any_mark(plan->node, &at)) {
        gr_diag_report_open(
            plan->expander->context->diag, at, GR_CODE_MARK_LONG,
            "%u rows are made again for each who looks at them, without marks and bars; "
            "show fewer rows, or leave it out",
            plan->lines.n);
        plan->expander->failed = true;
    }
}
