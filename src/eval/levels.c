#include "eval/eval.h"

/* Owns <group> of a table: its rows stand in groups, each under a head of its own, and where a
 * group ends its sums stand. Rows are put in that order before the first one is written, so that
 * shares, positions and running totals follow it; sums are over the figures of the rows, as those
 * of the total are: what is hidden in a row is hidden in them in the same way. */
#include "base/arena.h"
#include "table_plan_priv.h"

struct gr_table_level {
    const gr_tnode *node;
    const gr_group_rule *cut;
    uint8_t depth; /* 0: of the table itself */
    gr_groups groups;
    gr_table_level **inner; /* by group; NULL: its records are rows */
};

/* --- the order of rows --- */

typedef struct ordering {
    gr_table_plan *plan;
    uint32_t *rows;
    uint32_t n;
} ordering;

static gr_status open_level(ordering *in, const gr_tnode *node, uint8_t depth, gr_rows rows,
                            gr_table_level **out);

static gr_status open_inner(ordering *in, gr_table_level *level)
{
    gr_expander *expander = in->plan->expander;
    const gr_tnode *node = gr_level_in(level->node);
    if (node != NULL) {
        level->inner = GR_NEW_N(expander->arena, gr_table_level *, level->groups.n);
    }
    for (uint32_t i = 0; i < level->groups.n; i++) {
        gr_rows members = level->groups.list[i].members;
        if (node != NULL) {
            gr_groups_enter(expander, level->cut, &level->groups, i);
            GR_TRY(open_level(in, node, (uint8_t)(level->depth + 1), members, &level->inner[i]));
            continue;
        }
        memcpy(in->rows + in->n, members.rows, members.n * sizeof *members.rows);
        in->n += members.n;
    }
    return GR_OK;
}

static gr_status open_level(ordering *in, const gr_tnode *node, uint8_t depth, gr_rows rows,
                            gr_table_level **out)
{
    gr_expander *expander = in->plan->expander;
    gr_table_level *level = GR_NEW(expander->arena, gr_table_level);
    *level =
        (gr_table_level){.node = node, .cut = gr_tnode_attr(node, "by")->bound, .depth = depth};
    *out = level;
    GR_TRY(gr_groups_open(expander, level->cut, rows, &level->groups));
    return expander->failed ? GR_OK : open_inner(in, level);
}

GR_MUST_USE gr_status gr_table_levels_open(gr_table_plan *plan)
{
    gr_expander *expander = plan->expander;
    const gr_tnode *node = gr_level_in(plan->node);
    if (node == NULL) {
        return GR_OK;
    }
    gr_rows *rows = &plan->lines.rows;
    ordering in = {plan, GR_NEW_N(expander->arena, uint32_t, rows->n), 0};
    gr_table_level *top = NULL;
    bool failed = expander->failed;
    expander->failed = false;
    GR_TRY(open_level(&in, node, 0, *rows, &top));
    plan->failed = expander->failed;
    expander->failed |= failed;
    if (!plan->failed) {
        plan->levels = top;
        *rows = (gr_rows){rows->table, in.rows, in.n};
    } else {
        plan->lines.n = 0; /* it has been told */
    }
    return GR_OK;
}

/* --- heads --- */

static gr_status open_row(gr_table_plan *plan, const gr_table_level *level, gr_row_role role,
                          gr_node **out_row)
{
    GR_TRY(gr_table_row(plan, role, level->node->at, out_row));
    (*out_row)->as.row.level = level->depth;
    (*out_row)->as.row.key = gr_table_row_key(plan);
    plan->n_body++;
    return GR_OK;
}

static gr_status write_head(gr_table_plan *plan, const gr_table_level *level)
{
    gr_node *row = NULL, *cell = NULL;
    GR_TRY(open_row(plan, level, GR_ROW_GROUP, &row));
    GR_TRY(gr_table_cell(plan, row, 0, level->node->at, &cell));
    cell->as.cell.colspan = (uint16_t)plan->n_cols;
    cell->as.cell.header = true;
    cell->as.cell.align = GR_ALIGN_LEFT;
    return gr_expander_attr(plan->expander, cell, level->node, "title");
}

/* --- subtotals --- */

/** "Totaal Jeugd", unless the group says it in other words. */
static gr_status write_sum_title(gr_table_plan *plan, const gr_table_level *level, gr_node *row)
{
    gr_expander *expander = plan->expander;
    gr_node *cell = NULL;
    GR_TRY(gr_table_cell(plan, row, 0, level->node->at, &cell));
    cell->as.cell.header = true;
    cell->as.cell.align = GR_ALIGN_LEFT;
    if (gr_tnode_attr(level->node, "subtotal-title") != NULL) {
        return gr_expander_attr(expander, cell, level->node, "subtotal-title");
    }
    gr_str lead = gr_str_fmt(expander->arena, GR_FMT " ",
                             GR_ARG(gr_label_text(expander->report->house, "total")));
    GR_TRY(gr_expander_add_text(expander, cell, lead, level->node->at));
    return gr_expander_attr(expander, cell, level->node, "title");
}

static const gr_rule *own_rule(const gr_tcol *col)
{
    return col->subtotal == GR_TOTAL_EXPR ? gr_tnode_rule(col->node, "subtotal") : NULL;
}

static gr_format sum_format(const gr_tcol *col)
{
    const gr_rule *own = own_rule(col);
    return own != NULL && own->format_given ? own->format : col->value->format;
}

static gr_str sum_identity(gr_table_plan *plan, const gr_table_level *level, const gr_tcol *col)
{
    gr_expander *expander = plan->expander;
    const gr_figure_place outer = expander->place;
    const gr_rule *rule = own_rule(col);
    expander->place = col->place;
    gr_place_slot(expander, level->cut->slot);
    gr_place_word(expander, GR_LIT("subtotal"), GR_LIT(""));
    expander->place.of ^= plan->set->stamp;
    gr_str id = gr_expander_identity(expander, rule != NULL ? rule->stamp : col->value->stamp,
                                     sum_format(col));
    expander->place = outer;
    return id;
}

static gr_value sum_value(gr_table_plan *plan, const gr_table_level *level, const gr_tcol *col,
                          size_t from, gr_loc at)
{
    gr_expander *expander = plan->expander;
    const gr_rule *rule = own_rule(col);
    if (rule != NULL) {
        return gr_expander_value(expander, rule, NULL, at);
    }
    expander->context->at = at;
    gr_value sum = gr_sum_values(expander->context, col->figures + from, col->n_figures - from,
                                 expander->context->slots[level->cut->slot].said);
    expander->failed |= sum.type == GR_T_POISON;
    return sum;
}

static gr_status sum_cell(gr_table_plan *plan, const gr_table_level *level, gr_node *row,
                          size_t column, size_t from)
{
    gr_expander *expander = plan->expander;
    gr_tcol *col = &plan->cols[column];
    const char *attr = gr_tnode_attr(col->node, "subtotal") != NULL ? "subtotal" : "total";
    gr_loc at = gr_tnode_place(col->node, attr);
    gr_node *cell = NULL;
    GR_TRY(gr_table_cell(plan, row, column, at, &cell));
    if (col->subtotal == GR_TOTAL_NONE) {
        return GR_OK;
    }
    gr_column_enter(plan, col->settings);
    gr_value value = sum_value(plan, level, col, from, at);
    gr_str id = sum_identity(plan, level, col);
    expander->gap = col->node;
    GR_TRY(
        gr_expander_figure(expander, cell, &value, sum_format(col), id, at, &cell->as.cell.figure));
    expander->gap = NULL;
    return GR_OK;
}

static gr_status write_sums(gr_table_plan *plan, const gr_table_level *level, const size_t *from)
{
    gr_node *row = NULL;
    size_t column = 0;
    GR_TRY(open_row(plan, level, GR_ROW_SUBTOTAL, &row));
    if (plan->cols[0].subtotal == GR_TOTAL_NONE) {
        GR_TRY(write_sum_title(plan, level, row));
        column = 1;
    } else if (gr_tnode_attr(level->node, "subtotal-title") != NULL) {
        gr_diag_report_open(plan->expander->context->diag,
                            gr_tnode_place(level->node, "subtotal-title"), GR_CODE_SUBTOTAL,
                            "there is no cell for these words: the first column has a subtotal; "
                            "put a column without one before it, or leave them out");
        plan->expander->failed = true;
    }
    for (; column < plan->n_cols; column++) {
        GR_TRY(sum_cell(plan, level, row, column, from[column]));
    }
    return GR_OK;
}

/* --- all of it --- */

static gr_status write_level(gr_table_plan *plan, const gr_table_level *level, uint32_t *next);

static gr_status write_group(gr_table_plan *plan, const gr_table_level *level, uint32_t nr,
                             uint32_t *next)
{
    size_t *from = GR_NEW_N(plan->expander->arena, size_t, plan->n_cols);
    for (size_t i = 0; i < plan->n_cols; i++) {
        from[i] = plan->cols[i].n_figures;
    }
    GR_TRY(write_head(plan, level));
    if (level->inner != NULL) {
        GR_TRY(write_level(plan, level->inner[nr], next));
    }
    uint32_t n = level->inner != NULL ? 0 : level->groups.list[nr].members.n;
    for (uint32_t i = 0; i < n; i++) {
        GR_TRY(gr_table_next_record(plan, (*next)++));
    }
    return gr_level_adds(level->node) ? write_sums(plan, level, from) : GR_OK;
}

static gr_status write_level(gr_table_plan *plan, const gr_table_level *level, uint32_t *next)
{
    gr_expander *expander = plan->expander;
    const gr_figure_place outer = expander->place;
    for (uint32_t i = 0; i < level->groups.n; i++) {
        GR_TRY(gr_expander_step(expander, level->node->at));
        gr_groups_enter(expander, level->cut, &level->groups, i);
        gr_place_slot(expander, level->cut->slot);
        GR_TRY(write_group(plan, level, i, next));
        expander->place = outer;
    }
    return GR_OK;
}

GR_MUST_USE gr_status gr_table_levels(gr_table_plan *plan)
{
    uint32_t next = 0;
    return write_level(plan, plan->levels, &next);
}
