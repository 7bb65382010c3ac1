#include "eval/eval.h"

/* Owns the rows of a table: those made from records, those written out, the total row. */
#include "base/arena.h"
#include "format/value_text.h"
#include "table_plan_priv.h"

/* --- rows and cells --- */

static const gr_style_id row_styles[] = {
    [GR_ROW_HEAD] = GR_STYLE_CELL_HEAD,   [GR_ROW_BODY] = GR_STYLE_CELL,
    [GR_ROW_GROUP] = GR_STYLE_CELL_GROUP, [GR_ROW_SUBTOTAL] = GR_STYLE_CELL_SUBTOTAL,
    [GR_ROW_TOTAL] = GR_STYLE_CELL_TOTAL,
};

GR_MUST_USE gr_status gr_table_row(gr_table_plan *plan, gr_row_role role, gr_loc at,
                                   gr_node **out_row)
{
    gr_node *row = NULL;
    if (plan->expander->pulling) {
        row = gr_node_new(plan->expander->arena, NULL, GR_K_ROW, at);
        row->parent = plan->table;
    } else {
        GR_TRY(gr_expander_add(plan->expander, plan->table, GR_K_ROW, at, &row));
    }
    row->style = gr_expander_style(plan->expander, row_styles[role]);
    row->as.row.role = role;
    *out_row = row;
    return GR_OK;
}

GR_MUST_USE gr_status gr_table_cell(gr_table_plan *plan, gr_node *row, size_t column, gr_loc at,
                                    gr_node **out_cell)
{
    const gr_col *col = &plan->doc_cols[column];
    const gr_tattr *own = gr_tnode_attr(plan->cols[column].node, "style");
    gr_row_role role = row->as.row.role;
    gr_style_id style = row_styles[role];
    if (role == GR_ROW_BODY && col->header) {
        style = GR_STYLE_CELL_ROW_HEAD;
    }
    GR_TRY(gr_write_plain_cell(plan->expander, row, at, col->header, style, out_cell));
    if (role == GR_ROW_BODY && own != NULL && own->bound != NULL) {
        (*out_cell)->style = own->bound;
    }
    (*out_cell)->as.cell.align = col->align;
    return GR_OK;
}

void gr_table_collect(gr_table_plan *plan, size_t column, const gr_value *value)
{
    gr_tcol *col = &plan->cols[column];
    bool sums = col->total == GR_TOTAL_SUM || col->subtotal == GR_TOTAL_SUM;
    if (!plan->summed && sums && value->type != GR_T_POISON) {
        *GR_PUSH(plan->expander->doc->arena, col->figures, col->n_figures, col->cap_figures,
                 gr_value) = *value;
    }
}

static gr_str carried_text(gr_expander *expander, const gr_tcol *col, gr_format format)
{
    gr_str sign = gr_gap_sign(col->node);
    gr_str text =
        gr_value_text(expander->arena, &col->carried, format, &expander->report->house->notation);
    if (!col->lacks) {
        return text;
    }
    return col->carries ? gr_gap_text(expander, text, sign) : sign;
}

void gr_table_carry(gr_table_plan *plan, size_t column, const gr_value *value, gr_format format,
                    gr_node *cell)
{
    gr_expander *expander = plan->expander;
    gr_tcol *col = &plan->cols[column];
    if (!plan->table->as.table.carry || col->total != GR_TOTAL_SUM || value->type == GR_T_POISON) {
        return;
    }
    gr_value parts[2] = {*value, col->carried};
    gr_value sum = gr_sum_values(expander->context, parts, col->carries ? 2 : 1, plan->id);
    expander->failed |= sum.type == GR_T_POISON;
    gr_str sign = gr_gap_sign(col->node);
    if (sum.type == GR_T_MISSING && sign.len > 0) {
        col->lacks = true;
        (void)gr_gap_known(expander, &sum, &sum);
    }
    if (sum.type != GR_T_POISON) {
        sum.origin = gr_origin_constant(expander->doc->arena, sum); /* outlives a pulled row */
        col->carried = gr_value_keep(expander->doc->arena, &sum);
        col->carries = sum.type != GR_T_MISSING || sign.len == 0;
        cell->as.cell.carried = carried_text(expander, col, format);
    }
}

gr_str gr_table_row_key(const gr_table_plan *plan)
{
    const gr_figure_place *here = &plan->expander->place, *table = &plan->place;
    bool same = here->path.len == table->path.len && gr_str_eq(here->block, table->block);
    return same ? GR_LIT("")
                : gr_str_fmt(plan->expander->arena, GR_FMT GR_FMT, GR_ARG(here->block),
                             GR_ARG(here->path));
}

/* --- rows made from records --- */

/** What a column says in words, with figures and references of the row. */
static gr_status words_cell(gr_table_plan *plan, gr_node *row, size_t column)
{
    gr_expander *expander = plan->expander;
    const gr_tcol *col = &plan->cols[column];
    gr_node *cell = NULL;
    const gr_figure_place outer = expander->place;
    GR_TRY(gr_table_cell(plan, row, column, col->node->at, &cell));
    gr_column_enter(plan, col->settings);
    expander->place = col->place;
    gr_place_slot(expander, plan->set->slot);
    GR_TRY(gr_write_inlines(expander, col->node->first, NULL, cell));
    expander->place = outer;
    return GR_OK;
}

static gr_status record_cell(gr_table_plan *plan, gr_node *row, size_t column, uint32_t index,
                             const gr_ref *record)
{
    gr_expander *expander = plan->expander;
    const gr_tcol *col = &plan->cols[column];
    gr_node *cell = NULL;
    GR_TRY(gr_table_cell(plan, row, column, col->node->at, &cell));
    gr_column_enter(plan, col->settings);
    GR_TRY(gr_mark_cell(plan, col->node, "mark-cells", column, cell));
    gr_loc at = gr_tnode_place(col->node, "value");
    gr_value value = col->fitted != NULL ? col->fitted[index]
                                         : gr_expander_value(expander, col->value, record, at);
    value = gr_table_run_on(plan, column, &value);
    gr_table_collect(plan, column, &value);
    gr_table_carry(plan, column, &value, col->value->format, cell);
    expander->place = col->place;
    gr_place_slot(expander, plan->set->slot);
    gr_str id = gr_expander_identity(expander, col->value->stamp, col->value->format);
    expander->gap = col->node;
    GR_TRY(gr_expander_figure(expander, cell, &value, col->value->format, id, at,
                              &cell->as.cell.figure));
    expander->gap = NULL;
    return gr_mark_say(expander, cell);
}

GR_MUST_USE gr_status gr_table_record(gr_table_plan *plan, uint32_t index, gr_node *row)
{
    gr_expander *expander = plan->expander;
    gr_ref record = {NULL, 0};
    const gr_figure_place outer = expander->place;
    const gr_ref *at_hand = gr_shown_rows_enter(expander, &plan->lines, index, &record);
    gr_place_slot(expander, plan->set->slot);
    row->as.row.key = gr_table_row_key(plan);
    GR_TRY(gr_mark_of(expander, plan->node, "mark-rows", &row->as.row.mark));
    for (size_t i = 0; i < plan->n_cols; i++) {
        GR_TRY(plan->cols[i].value == NULL ? words_cell(plan, row, i)
                                           : record_cell(plan, row, i, index, at_hand));
    }
    expander->place = outer;
    return GR_OK;
}

gr_status gr_table_next_record(gr_table_plan *plan, uint32_t index)
{
    gr_node *row = NULL;
    GR_TRY(gr_expander_step(plan->expander, plan->node->at));
    GR_TRY(gr_table_row(plan, GR_ROW_BODY, plan->node->at, &row));
    plan->n_body++;
    return gr_table_record(plan, index, row);
}

static gr_status write_records(gr_table_plan *plan)
{
    if (plan->levels != NULL) {
        return gr_table_levels(plan);
    }
    for (uint32_t i = 0; i < plan->lines.n; i++) {
        GR_TRY(gr_table_next_record(plan, i));
    }
    return GR_OK;
}

/* --- the total row --- */

static gr_value total_value(gr_table_plan *plan, size_t column, gr_loc at)
{
    gr_expander *expander = plan->expander;
    const gr_tcol *col = &plan->cols[column];
    if (col->total == GR_TOTAL_EXPR) {
        return gr_expander_value(expander, gr_tnode_rule(col->node, "total"), NULL, at);
    }
    expander->context->at = at;
    gr_value sum = gr_sum_values(expander->context, col->figures, col->n_figures,
                                 plan->set == NULL ? plan->id : plan->set->source);
    expander->failed |= sum.type == GR_T_POISON;
    return sum;
}

/** As the column shows its figures, unless the total says otherwise. */
static gr_format total_format(const gr_tcol *col, const gr_value *value)
{
    const gr_rule *own = col->total == GR_TOTAL_EXPR ? gr_tnode_rule(col->node, "total") : NULL;
    if (own != NULL && (own->format_given || col->value == NULL)) {
        return own->format;
    }
    if (col->value != NULL) {
        return col->value->format;
    }
    gr_format format = gr_format_of_type((gr_vtype){.type = gr_value_about(value)->type});
    (void)gr_format_parse(gr_tnode_value(col->node, "as"), &format);
    return format;
}

/** Of a sum: of its column and of the records that the table shows. */
static gr_str total_identity(gr_table_plan *plan, const gr_tcol *col)
{
    gr_expander *expander = plan->expander;
    const gr_figure_place outer = expander->place;
    const gr_value unknown = {.type = GR_T_NONE}; /* its identity does not depend on its value */
    const gr_rule *own = col->total == GR_TOTAL_EXPR ? gr_tnode_rule(col->node, "total") : NULL;
    uint32_t stamp = own != NULL ? own->stamp : col->value != NULL ? col->value->stamp : 0;
    expander->place = col->place;
    gr_place_word(expander, GR_LIT("total"), GR_LIT(""));
    if (own == NULL && plan->set != NULL) {
        expander->place.of ^= plan->set->stamp;
    }
    gr_str id = gr_expander_identity(expander, stamp, total_format(col, &unknown));
    expander->place = outer;
    return id;
}

static gr_status total_cell(gr_table_plan *plan, gr_node *row, size_t column)
{
    gr_tcol *col = &plan->cols[column];
    gr_node *cell = NULL;
    gr_loc at = gr_tnode_place(col->node, "total");
    GR_TRY(gr_table_cell(plan, row, column, at, &cell));
    if (col->total == GR_TOTAL_NONE) {
        return GR_OK;
    }
    gr_column_enter(plan, col->settings);
    gr_value value = total_value(plan, column, at);
    gr_format format = total_format(col, &value);
    gr_table_fit_total(plan, col, &value, format, at);
    gr_str id = total_identity(plan, col);
    cell->as.cell.named = gr_expander_text(plan->expander, col->node, "sheet-name");
    plan->expander->gap = col->node;
    GR_TRY(gr_expander_figure(plan->expander, cell, &value, format, id, at, &cell->as.cell.figure));
    plan->expander->gap = NULL;
    return GR_OK;
}

static void refuse_cells(gr_table_plan *plan, gr_loc at, const char *what)
{
    gr_diag_report_open(plan->expander->context->diag, at, GR_CODE_TABLE_SHAPE,
                        "%s; the table has %zu columns", what, plan->n_cols);
    plan->expander->failed = true;
}

/** The one <total> whose condition holds; a second one would not be printed. */
static gr_status choose_total(gr_table_plan *plan, bool *out_any)
{
    plan->total = NULL;
    for (const gr_tnode *child = plan->node->first; child != NULL; child = child->next) {
        bool passes = false;
        if (child->kind != GR_E_TOTAL) {
            continue;
        }
        *out_any = true;
        GR_TRY(gr_expander_passes(plan->expander, child, &passes));
        if (passes && plan->total != NULL) {
            refuse_cells(plan, child->at, "a second <total>; write a <row style=\"total\">");
        } else if (passes) {
            plan->total = child;
        }
    }
    return GR_OK;
}

GR_MUST_USE gr_status gr_table_total(gr_table_plan *plan, bool *out_wanted)
{
    bool any = false;
    GR_TRY(choose_total(plan, &any));
    if (any) {
        *out_wanted = plan->total != NULL;
        return GR_OK;
    }
    *out_wanted = false;
    for (size_t i = 0; i < plan->n_cols; i++) {
        *out_wanted |= plan->cols[i].total != GR_TOTAL_NONE;
    }
    return GR_OK;
}

/** The first cell says that this is the total, unless it is a figure or <total> fills it. */
static gr_status write_total_title(gr_table_plan *plan, const gr_tnode *total, gr_node *row)
{
    gr_node *cell = NULL;
    gr_expander *expander = plan->expander;
    GR_TRY(gr_table_cell(plan, row, 0, plan->node->at, &cell));
    cell->as.cell.header = true;
    if (total != NULL && gr_tnode_attr(total, "title") != NULL) {
        return gr_expander_attr(expander, cell, total, "title");
    }
    return gr_expander_add_text(expander, cell, gr_label_text(expander->report->house, "total"),
                                plan->node->at);
}

static gr_status total_own_cell(gr_table_plan *plan, const gr_tnode *node, gr_node *row,
                                size_t *column)
{
    const gr_figure_place outer = plan->expander->place;
    gr_place_word(plan->expander, GR_LIT("total"), GR_LIT(""));
    GR_TRY(gr_table_own_cell(plan, node, row, column));
    plan->expander->place = outer;
    return GR_OK;
}

/** The next cell of <total>: an empty one is the sum of its column. */
static gr_status total_next_cell(gr_table_plan *plan, const gr_tnode *node, gr_node *row,
                                 size_t *column)
{
    if (*column >= plan->n_cols) {
        refuse_cells(plan, node->at,
                     plan->cells_titled
                         ? "a cell too many in <total>, whose title= is its first one"
                         : "a cell too many in <total>");
        return GR_OK;
    }
    if (gr_tnode_attr(node, "value") == NULL && node->first == NULL) {
        return total_cell(plan, row, (*column)++);
    }
    return total_own_cell(plan, node, row, column);
}

GR_MUST_USE gr_status gr_table_total_row(gr_table_plan *plan, gr_node *row)
{
    const gr_tnode *total = plan->total;
    bool titled = total != NULL && gr_tnode_attr(total, "title") != NULL;
    bool own_cells = total != NULL && total->first != NULL;
    size_t column = 0;
    if (titled || (!own_cells && plan->cols[0].total == GR_TOTAL_NONE)) {
        GR_TRY(write_total_title(plan, total, row));
        column = 1;
    }
    plan->cells_titled = titled;
    for (const gr_tnode *cell = own_cells ? total->first : NULL; cell != NULL; cell = cell->next) {
        GR_TRY(gr_table_cell_turns(plan, cell, row, &column, total_next_cell));
    }
    while (column < plan->n_cols) {
        GR_TRY(total_cell(plan, row, column++));
    }
    return GR_OK;
}

static gr_status write_total(gr_table_plan *plan)
{
    bool wanted = false;
    GR_TRY(gr_table_total(plan, &wanted));
    if (!wanted) {
        return GR_OK;
    }
    gr_node *row = NULL;
    GR_TRY(gr_table_row(plan, GR_ROW_TOTAL, plan->node->at, &row));
    GR_TRY(gr_table_total_row(plan, row));
    return gr_table_close(plan);
}

GR_MUST_USE gr_status gr_table_body(gr_table_plan *plan)
{
    GR_TRY(write_records(plan));
    GR_TRY(gr_table_own_rows(plan));
    gr_table_bars(plan);
    return plan->n_body == 0 ? GR_OK : write_total(plan);
}
