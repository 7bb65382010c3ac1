#include "eval/eval.h"

/* Owns the columns of a table: loops around them are gone through once, for this edition, and every
 * column remembers the values of the loop variables it was made under. Heads of several levels are
 * a tree; a head reaches down to the level where all heads end. */
#include "base/arena.h"
#include "table_plan_priv.h"

void gr_column_enter(gr_table_plan *plan, const gr_setting *settings)
{
    for (const gr_setting *set = settings; set != NULL; set = set->outer) {
        plan->expander->context->slots[set->slot] = set->value;
    }
}

/* --- from elements to columns --- */

static gr_status expand(gr_table_plan *plan, const gr_tnode *node, const gr_setting *settings,
                        gr_thead *into);

static const gr_setting *remember(gr_table_plan *plan, const gr_turns *turns,
                                  const gr_setting *outer)
{
    if (turns->loop == NULL) {
        return outer;
    }
    gr_setting *own = GR_NEW(plan->expander->arena, gr_setting);
    uint32_t slot = turns->loop->slot;
    *own = (gr_setting){outer, slot, plan->expander->context->slots[slot]};
    return own;
}

static gr_total_kind total_kind(const gr_tnode *node)
{
    gr_str total = gr_tnode_value(node, "total");
    if (total.len == 0 || gr_str_is(total, "none")) {
        return GR_TOTAL_NONE;
    }
    return gr_str_is(total, "sum") ? GR_TOTAL_SUM : GR_TOTAL_EXPR;
}

static bool any_adds(const gr_tnode *group)
{
    while (group != NULL && !gr_level_adds(group)) {
        group = gr_level_in(group);
    }
    return group != NULL;
}

static gr_total_kind subtotal_kind(const gr_table_plan *plan, const gr_tnode *node)
{
    gr_str said = gr_tnode_value(node, "subtotal");
    if (!any_adds(gr_level_in(plan->node)) || gr_str_is(said, "none")) {
        return GR_TOTAL_NONE;
    }
    if (said.len > 0 && !gr_str_is(said, "sum")) {
        return GR_TOTAL_EXPR;
    }
    return said.len > 0 || total_kind(node) == GR_TOTAL_SUM ? GR_TOTAL_SUM : GR_TOTAL_NONE;
}

static gr_status add_column(gr_table_plan *plan, const gr_thead *head)
{
    unsigned most = plan->expander->report->limits->columns;
    if (plan->n_cols >= most) {
        gr_diag_report_open(plan->expander->context->diag, head->node->at, GR_CODE_NODES_LIMIT,
                            "a table with more than %u columns", most);
        return GR_OVER_LIMIT;
    }
    gr_tcol *col =
        GR_PUSH(plan->expander->arena, plan->cols, plan->n_cols, plan->cap_cols, gr_tcol);
    *col = (gr_tcol){.node = head->node,
                     .settings = head->settings,
                     .value = gr_tnode_rule(head->node, "value"),
                     .place = head->place,
                     .total = total_kind(head->node),
                     .subtotal = subtotal_kind(plan, head->node),
                     .share = gr_tnode_flag(head->node, "share", false),
                     .running = gr_tnode_flag(head->node, "running", false)};
    return gr_mark_of(plan->expander, head->node, "mark", &col->mark);
}

static void append_head(gr_thead *into, gr_thead *head)
{
    if (into->last == NULL) {
        into->first = head;
    } else {
        into->last->next = head;
    }
    into->last = head;
}

static gr_status expand_turn(gr_table_plan *plan, const gr_tnode *node, const gr_setting *settings,
                             gr_thead *into)
{
    gr_thead *head = GR_NEW(plan->expander->arena, gr_thead);
    *head = (gr_thead){.node = node,
                       .settings = settings,
                       .place = plan->expander->place,
                       .column = plan->n_cols,
                       .group = node->kind == GR_E_COLUMNS};
    if (head->group) {
        GR_TRY(expand(plan, node, settings, head));
    } else {
        GR_TRY(add_column(plan, head));
    }
    head->n_leaves = plan->n_cols - head->column;
    if (head->n_leaves > 0) {
        append_head(into, head);
    }
    return GR_OK;
}

static gr_status expand_one(gr_table_plan *plan, const gr_tnode *node, const gr_setting *settings,
                            gr_thead *into)
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
            GR_TRY(expand_turn(plan, node, remember(plan, &turns, settings), into));
        }
        plan->expander->place = outer;
    }
    return GR_OK;
}

static gr_status expand(gr_table_plan *plan, const gr_tnode *node, const gr_setting *settings,
                        gr_thead *into)
{
    for (const gr_tnode *child = node->first; child != NULL; child = child->next) {
        if (child->kind == GR_E_COLUMNS || child->kind == GR_E_COLUMN) {
            GR_TRY(expand_one(plan, child, settings, into));
        }
    }
    return GR_OK;
}

/* --- what the document says of a column --- */

static gr_align default_align(const gr_rule *rule)
{
    if (rule == NULL) {
        return GR_ALIGN_LEFT;
    }
    if (rule->format.kind == GR_FORMAT_CHECK || rule->format.kind == GR_FORMAT_OUTCOME) {
        return GR_ALIGN_CENTRE;
    }
    gr_type type = rule->type.type;
    bool own_places = rule->format.kind == GR_FORMAT_PLAIN && type == GR_T_DECIMAL;
    if (own_places) {
        return GR_ALIGN_DECIMAL;
    }
    return type == GR_T_INT || type == GR_T_DECIMAL || type == GR_T_MONEY || type == GR_T_RATIO
               ? GR_ALIGN_RIGHT
               : GR_ALIGN_LEFT;
}

static gr_align align_of(const gr_tcol *col)
{
    gr_str word = gr_tnode_value(col->node, "align");
    if (gr_str_is(word, "left")) {
        return GR_ALIGN_LEFT;
    }
    if (gr_str_is(word, "right")) {
        return GR_ALIGN_RIGHT;
    }
    if (gr_str_is(word, "centre")) {
        return GR_ALIGN_CENTRE;
    }
    return gr_str_is(word, "decimal") ? GR_ALIGN_DECIMAL : default_align(col->value);
}

static void describe_columns(gr_table_plan *plan)
{
    plan->doc_cols = GR_NEW_N(plan->expander->arena, gr_col, plan->n_cols);
    for (size_t i = 0; i < plan->n_cols; i++) {
        const gr_tcol *col = &plan->cols[i];
        gr_format plain = {GR_FORMAT_PLAIN, GR_PLACES_OWN};
        plan->doc_cols[i] = (gr_col){.width = gr_tnode_length(col->node, "width"),
                                     .align = align_of(col),
                                     .header = gr_tnode_flag(col->node, "header", false),
                                     .format = col->value == NULL ? plain : col->value->format,
                                     .summed = col->total == GR_TOTAL_SUM};
    }
}

GR_MUST_USE gr_status gr_table_columns(gr_table_plan *plan)
{
    GR_TRY(expand(plan, plan->node, NULL, &plan->heads));
    describe_columns(plan);
    return GR_OK;
}

/* --- head rows --- */

static size_t depth_of(const gr_thead *head)
{
    size_t deepest = 0;
    for (const gr_thead *child = head->first; child != NULL; child = child->next) {
        size_t depth = depth_of(child) + 1;
        deepest = depth > deepest ? depth : deepest;
    }
    return deepest;
}

/** A title of nothing but white space is none. */
static bool any_title(gr_expander *expander, const gr_thead *head)
{
    for (const gr_thead *child = head->first; child != NULL; child = child->next) {
        bool titled = gr_tnode_attr(child->node, "title") != NULL &&
                      !gr_utf8_is_blank(gr_expander_text(expander, child->node, "title"));
        if (titled || any_title(expander, child)) {
            return true;
        }
    }
    return false;
}

static gr_status write_head(gr_table_plan *plan, const gr_thead *head, gr_node *row, size_t levels)
{
    gr_expander *expander = plan->expander;
    gr_node *cell = NULL;
    gr_loc at = gr_tnode_place(head->node, "title");
    GR_TRY(gr_write_plain_cell(expander, row, at, true, GR_STYLE_CELL_HEAD, &cell));
    cell->as.cell.colspan = (uint16_t)head->n_leaves;
    cell->as.cell.rowspan = head->group ? 1 : (uint16_t)levels;
    cell->as.cell.align = head->group ? GR_ALIGN_CENTRE : plan->doc_cols[head->column].align;
    if (cell->as.cell.align == GR_ALIGN_DECIMAL) {
        cell->as.cell.align = GR_ALIGN_RIGHT;
    }
    if (!head->group) {
        plan->cols[head->column].head = cell;
    }
    gr_column_enter(plan, head->settings);
    const gr_figure_place outer = expander->place;
    expander->place = head->place;
    if (!head->group) {
        gr_mark_head(plan, head->column, cell);
    }
    GR_TRY(gr_expander_attr(expander, cell, head->node, "title"));
    expander->place = outer;
    return gr_mark_say(expander, cell);
}

/** Heads of one level, from left to right; `levels` are left, this one included. */
static gr_status write_level(gr_table_plan *plan, const gr_thead *parent, size_t level,
                             gr_node *row, size_t levels)
{
    for (const gr_thead *head = parent->first; head != NULL; head = head->next) {
        if (level == 0) {
            GR_TRY(write_head(plan, head, row, levels));
        } else {
            GR_TRY(write_level(plan, head, level - 1, row, levels));
        }
    }
    return GR_OK;
}

GR_MUST_USE gr_status gr_table_heads(gr_table_plan *plan)
{
    size_t levels = any_title(plan->expander, &plan->heads) ? depth_of(&plan->heads) : 0;
    for (size_t level = 0; level < levels; level++) {
        gr_node *row = NULL;
        GR_TRY(gr_expander_add_styled(plan->expander, plan->table, GR_K_ROW, plan->node->at,
                                      GR_STYLE_CELL_HEAD, &row));
        row->as.row.role = GR_ROW_HEAD;
        GR_TRY(write_level(plan, &plan->heads, level, row, levels - level));
    }
    plan->table->as.table.n_head_rows = levels;
    if (levels == 0) {
        gr_diag_report_open(
            plan->expander->context->diag, plan->node->at, GR_CODE_HEADS_ABSENT,
            "give its columns a title=\"...\": who hears a table read out has nothing "
            "else to go by");
    }
    return GR_OK;
}
