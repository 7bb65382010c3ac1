#include "eval/eval.h"

/* Owns rows that the descriptor writes out cell by cell, and the loops around them. */
#include "base/arena.h"
#include "table_plan_priv.h"

/* Cells that reach down from earlier rows keep their columns; `busy` counts the rows they still
 * take. */
static size_t next_free(gr_table_plan *plan, size_t column)
{
    while (column < plan->n_cols && plan->cols[column].busy > 0) {
        plan->cols[column++].busy--;
    }
    return column;
}

static gr_status refuse_shape(gr_table_plan *plan, gr_loc at, const char *what)
{
    gr_diag_report_open(plan->expander->context->diag, at, GR_CODE_TABLE_SHAPE,
                        "%s; the table has %zu columns", what, plan->n_cols);
    plan->expander->failed = true;
    return GR_OK;
}

/** Cells of a row take the format of their column when they name none themselves. */
static gr_format own_format(const gr_table_plan *plan, size_t column, const gr_rule *rule,
                            bool number)
{
    gr_format format = rule->format;
    const gr_tcol *col = &plan->cols[column];
    gr_str as = gr_tnode_value(col->node, "as");
    if (rule->format_given || !number) {
        return format;
    }
    if (col->value != NULL && col->value->format_given) {
        return col->value->format;
    }
    (void)gr_format_parse(as, &format);
    return format;
}

/** What a column of written-out cells holds is known only from its cells. */
static void note_number(gr_table_plan *plan, size_t column, gr_node *cell, gr_format format)
{
    gr_tcol *col = &plan->cols[column];
    if (gr_tnode_attr(col->node, "align") != NULL || col->value != NULL) {
        return;
    }
    cell->as.cell.align = GR_ALIGN_RIGHT;
    if (!col->numbers && cell->as.cell.colspan == 1) {
        col->numbers = true;
        plan->doc_cols[column].format = format;
    }
}

/** Heads stand over their numbers. */
static void settle_columns(gr_table_plan *plan)
{
    for (size_t i = 0; i < plan->n_cols; i++) {
        const gr_tcol *col = &plan->cols[i];
        if (!col->numbers) {
            continue;
        }
        plan->doc_cols[i].align = GR_ALIGN_RIGHT;
        if (col->head != NULL) {
            col->head->as.cell.align = GR_ALIGN_RIGHT;
        }
    }
}

static gr_str cell_identity(gr_table_plan *plan, const gr_tnode *node, size_t column,
                            const gr_rule *rule)
{
    gr_expander *expander = plan->expander;
    gr_str id = gr_expander_text(expander, node, "id");
    return id.len > 0
               ? gr_expander_own_identity(expander, id, gr_tnode_place(node, "id"))
               : gr_expander_identity(expander, rule->stamp, own_format(plan, column, rule, true));
}

/** A number that is missing, and shown by the sign of its column or as a sum of what is known. */
static bool is_gap(const gr_table_plan *plan, size_t column, const gr_rule *rule,
                   const gr_value *value)
{
    gr_value kind = {.type = rule->type.type};
    return value->type == GR_T_MISSING && gr_value_is_number(&kind) &&
           gr_gap_sign(plan->cols[column].node).len > 0;
}

/** A format that a cell has from its column must be for what it holds, as one of its own must. */
static void check_format(const gr_table_plan *plan, const gr_value *of, const gr_rule *rule,
                         gr_format format, gr_loc at)
{
    const gr_value *value = gr_value_about(of);
    if (rule->format_given || !gr_value_is_number(value) ||
        gr_format_fits(format.kind, value->type)) {
        return;
    }
    gr_diag_report_open(plan->expander->context->diag, at, GR_CODE_FORMAT_MISFIT,
                        "'%s' of its column is not for %s; give the cell an 'as' of its own",
                        gr_format_facts[format.kind].name, gr_type_said(value->type));
    plan->expander->failed = true;
}

static gr_status show_value(gr_table_plan *plan, const gr_tnode *node, gr_node *cell, size_t column)
{
    gr_expander *expander = plan->expander;
    const gr_rule *rule = gr_tnode_rule(node, "value");
    gr_loc at = gr_tnode_place(node, "value");
    gr_table_fit_own_cell(plan, &plan->cols[column], at);
    gr_value value = gr_expander_value(expander, rule, NULL, at);
    gr_str id = cell_identity(plan, node, column, rule);
    cell->as.cell.named = gr_expander_text(expander, node, "sheet-name");
    gr_row_role role = cell->parent->as.row.role;
    bool number = gr_value_is_number(gr_value_about(&value)) || is_gap(plan, column, rule, &value);
    gr_format format = own_format(plan, column, rule, number);
    check_format(plan, &value, rule, format, at);
    if (role == GR_ROW_BODY && (number || gr_value_is_absent(&value))) {
        gr_table_collect(plan, column, &value); /* an absent one makes the sum absent */
        gr_table_carry(plan, column, &value, format, cell);
    }
    if (number) {
        note_number(plan, column, cell, format);
    }
    expander->gap = plan->cols[column].node;
    GR_TRY(gr_expander_figure(expander, cell, &value, format, id, at, &cell->as.cell.figure));
    expander->gap = NULL;
    return GR_OK;
}

static bool any_busy(const gr_table_plan *plan, size_t first, size_t n)
{
    bool any = false;
    for (size_t i = first; i < first + n; i++) {
        any = any || plan->cols[i].busy > 0;
    }
    return any;
}

static bool extends_over_rest(const gr_tnode *node, const gr_node *row)
{
    return row->as.row.role == GR_ROW_GROUP && node->next == NULL &&
           gr_tnode_attr(node, "columns") == NULL;
}

static gr_status place_cell(gr_table_plan *plan, const gr_tnode *node, gr_node *row, size_t *column,
                            gr_node **out_cell)
{
    size_t first = next_free(plan, *column);
    size_t span = gr_tnode_int(node, "columns", 1);
    uint32_t rows = gr_tnode_int(node, "rows", 1);
    *out_cell = NULL;
    *column = plan->n_cols;
    if (first >= plan->n_cols || span == 0 || rows == 0 || span > plan->n_cols - first) {
        return refuse_shape(plan, node->at, "a row with more cells than columns");
    }
    if (extends_over_rest(node, row)) {
        span = plan->n_cols - first;
    }
    if (any_busy(plan, first, span)) {
        return refuse_shape(plan, node->at, "a cell across one that reaches down from above");
    }
    GR_TRY(gr_table_cell(plan, row, first, node->at, out_cell));
    gr_node *cell = *out_cell;
    cell->as.cell.colspan = (uint16_t)span;
    cell->as.cell.rowspan = (uint16_t)rows;
    cell->as.cell.header = gr_tnode_flag(node, "header", cell->as.cell.header);
    if (cell->as.cell.header && row->as.row.role == GR_ROW_BODY) {
        cell->style = gr_expander_style(plan->expander, GR_STYLE_CELL_ROW_HEAD);
    }
    for (size_t i = first; i < first + span; i++) {
        plan->cols[i].busy = rows - 1;
    }
    *column = first + span;
    return GR_OK;
}

GR_MUST_USE gr_status gr_table_own_cell(gr_table_plan *plan, const gr_tnode *node, gr_node *row,
                                        size_t *column)
{
    gr_node *cell = NULL;
    GR_TRY(place_cell(plan, node, row, column, &cell));
    if (cell == NULL) {
        return GR_OK;
    }
    const gr_tattr *style = gr_tnode_attr(node, "style");
    if (style != NULL && style->bound != NULL) {
        cell->style = style->bound;
    }
    GR_TRY(gr_mark_cell(plan, node, "mark", *column - cell->as.cell.colspan, cell));
    GR_TRY(gr_tnode_attr(node, "value") == NULL
               ? gr_write_cell_content(plan->expander, node, cell)
               : show_value(plan, node, cell, *column - cell->as.cell.colspan));
    return gr_mark_say(plan->expander, cell);
}

gr_status gr_table_cell_turns(gr_table_plan *plan, const gr_tnode *node, gr_node *row,
                              size_t *column, gr_cell_fn *write)
{
    gr_expander *expander = plan->expander;
    const gr_figure_place outer = expander->place;
    gr_turns turns;
    GR_TRY(gr_turns_open(expander, node, &turns));
    for (size_t i = 0; i < turns.n; i++) {
        GR_TRY(gr_expander_step(expander, node->at));
        gr_turns_enter(expander, &turns, i);
        GR_TRY(write(plan, node, row, column));
        expander->place = outer;
    }
    return GR_OK;
}

static gr_row_role role_of(const gr_tnode *node)
{
    gr_str word = gr_tnode_value(node, "style");
    if (gr_str_is(word, "group")) {
        return GR_ROW_GROUP;
    }
    if (gr_str_is(word, "subtotal")) {
        return GR_ROW_SUBTOTAL;
    }
    return gr_str_is(word, "total") ? GR_ROW_TOTAL : GR_ROW_BODY;
}

static gr_status write_row(gr_table_plan *plan, const gr_tnode *node)
{
    gr_node *row = NULL;
    size_t column = 0;
    GR_TRY(gr_table_row(plan, role_of(node), node->at, &row));
    const gr_figure_place outer = gr_expander_enter(plan->expander, node, row);
    plan->n_body++;
    row->as.row.key = gr_table_row_key(plan);
    GR_TRY(gr_mark_of(plan->expander, node, "mark", &row->as.row.mark));
    for (const gr_tnode *cell = node->first; cell != NULL; cell = cell->next) {
        GR_TRY(gr_table_cell_turns(plan, cell, row, &column, gr_table_own_cell));
    }
    gr_expander_leave(plan->expander, outer);
    column = next_free(plan, column);
    return column == plan->n_cols ? GR_OK
                                  : refuse_shape(plan, node->at, "a row with too few cells");
}

static gr_status write_rows(gr_table_plan *plan, const gr_tnode *parent);

static gr_status write_turn(gr_table_plan *plan, const gr_tnode *node)
{
    return node->kind == GR_E_ROW ? write_row(plan, node) : write_rows(plan, node);
}

static gr_status write_turns(gr_table_plan *plan, const gr_tnode *node)
{
    gr_turns turns;
    const gr_figure_place outer = plan->expander->place;
    GR_TRY(gr_turns_open(plan->expander, node, &turns));
    for (size_t i = 0; i < turns.n; i++) {
        bool passes = false;
        GR_TRY(gr_expander_step(plan->expander, node->at));
        gr_turns_enter(plan->expander, &turns, i);
        GR_TRY(gr_expander_passes(plan->expander, node, &passes));
        if (passes) {
            GR_TRY(write_turn(plan, node));
        }
        plan->expander->place = outer;
    }
    return GR_OK;
}

static gr_status write_rows(gr_table_plan *plan, const gr_tnode *parent)
{
    for (const gr_tnode *child = parent->first; child != NULL; child = child->next) {
        if (child->kind == GR_E_ROWS || child->kind == GR_E_ROW) {
            GR_TRY(write_turns(plan, child));
        }
    }
    return GR_OK;
}

gr_status gr_table_close(gr_table_plan *plan)
{
    if (!any_busy(plan, 0, plan->n_cols)) {
        return GR_OK;
    }
    for (size_t i = 0; i < plan->n_cols; i++) {
        plan->cols[i].busy = 0;
    }
    return refuse_shape(plan, plan->node->at, "a cell that spans rows below the last one");
}

gr_status gr_table_own_rows(gr_table_plan *plan)
{
    GR_TRY(write_rows(plan, plan->node));
    settle_columns(plan);
    return gr_table_close(plan);
}
