#include "table_priv.h"

/* Owns how rows are set: elements, cells to lines, spans. Rows that a cell spans wait until it
 * ends; then all of them are known and become strips (table_slices.c). */

static gr_tag tag_of(const gr_node *cell, gr_row_role role)
{
    return role == GR_ROW_HEAD || cell->as.cell.header ? GR_TAG_TH : GR_TAG_TD;
}

/* Body cells point at their heads where a reader could not work them out: heads that span, or
 * heads in several rows. */
static void link_heads(gr_layouter *lay, gr_table_draft *table, gr_elem *cell, size_t col,
                       const gr_elem *row_head)
{
    size_t n = 0, most = 1 + table->n_group_heads;
    for (uint16_t i = 0; i < cell->colspan; i++) {
        most += table->cols[col + i].n_heads;
    }
    const gr_elem **heads = GR_NEW_N(lay->arena, const gr_elem *, most);
    for (uint16_t i = 0; i < cell->colspan; i++) {
        const gr_table_col *c = &table->cols[col + i];
        for (size_t j = 0; j < c->n_heads; j++) {
            if (n == 0 || heads[n - 1] != c->heads[j]) {
                heads[n++] = c->heads[j];
            }
        }
    }
    for (size_t i = 0; i < table->n_group_heads; i++) {
        heads[n++] = table->group_heads[i];
    }
    if (row_head != NULL) {
        heads[n++] = row_head;
    }
    gr_elem_more *more = gr_elem_own(lay, cell);
    more->headers = heads;
    more->n_headers = n;
}

static void name_head(gr_layouter *lay, gr_table_draft *table, gr_elem *elem)
{
    gr_elem_own(lay, elem)->id = gr_str_fmt(lay->arena, "t%lu-h%lu", (unsigned long)table->number,
                                            (unsigned long)++table->n_ids);
}

static gr_elem *cell_elem(gr_layouter *lay, gr_table_draft *table, const gr_node *cell,
                          gr_row_role role, gr_elem *row, size_t col)
{
    bool pulled = table->node->as.table.source != NULL;
    gr_elem *elem = gr_elem_add(lay, row, tag_of(cell, role), pulled ? table->node : cell);
    elem->colspan = gr_table_colspan(table, cell, col);
    elem->rowspan = cell->as.cell.rowspan;
    if (elem->tag == GR_TAG_TH) {
        elem->scope = role == GR_ROW_HEAD ? GR_SCOPE_COLUMN : GR_SCOPE_ROW;
    }
    if (elem->tag == GR_TAG_TH && table->linked) {
        name_head(lay, table, elem);
    }
    for (uint16_t i = 0; role == GR_ROW_HEAD && i < elem->colspan; i++) {
        gr_table_col *c = &table->cols[col + i];
        *GR_PUSH(table->arena, c->heads, c->n_heads, c->cap_heads, const gr_elem *) = elem;
    }
    return elem;
}

static gr_mpt span_width(const gr_table_draft *table, size_t col, uint16_t span)
{
    gr_mpt width = 0;
    for (uint16_t i = 0; i < span; i++) {
        width += table->cols[col + i].width;
    }
    return width;
}

/* Figures of a column end their whole part at one place. */
gr_mpt gr_table_free_behind(const gr_layouter *lay, const gr_table_draft *table,
                            const gr_para *para, size_t col, gr_mpt width)
{
    gr_decimal_widths own = gr_decimal_measure(lay, para);
    if (!own.digits) {
        return 0;
    }
    gr_mpt behind = table->cols[col].fraction - own.fraction;
    gr_mpt most = width - own.whole - own.fraction;
    behind = behind < most ? behind : most;
    return behind > 0 ? behind : 0;
}

static gr_measure measure_of(const gr_table_draft *table, const gr_node *cell, size_t col,
                             uint16_t colspan)
{
    gr_mpt pad = table->look->pad_x, indent = cell->style->indent;
    return (gr_measure){.x = table->cols[col].x + pad + indent,
                        .width = span_width(table, col, colspan) - 2 * pad - indent,
                        .align = gr_cell_align(table, cell, col)};
}

static gr_lines *cell_lines(gr_layouter *lay, const gr_table_draft *table, const gr_node *cell,
                            gr_elem *elem, size_t col)
{
    bool head = cell->parent->as.row.role == GR_ROW_HEAD;
    gr_elem *text = gr_calls_note(cell) ? gr_elem_add(lay, elem, GR_TAG_P, elem->node) : elem;
    gr_mark mark = gr_arena_mark(lay->paras);
    gr_para *para = gr_para_make(
        lay, &(gr_para_spec){.node = cell,
                             .style = cell->style,
                             .text = GR_LIT(""),
                             .elem = text,
                             .note_elem = elem,
                             .colour = head ? table->look->head_colour : GR_NO_COLOUR});
    gr_measure measure = measure_of(table, cell, col, elem->colspan);
    if (measure.align == GR_ALIGN_DECIMAL && elem->colspan == 1) {
        measure.last = gr_table_free_behind(lay, table, para, col, measure.width);
    }
    gr_lines *lines = gr_para_lines(lay, para, &measure);
    gr_arena_rewind(lay->paras, mark);
    return lines;
}

/* Heads keep the ground that their letters are made for. */
static gr_rgb fill_of(const gr_node *cell)
{
    const gr_mark_look *mark = cell->as.cell.mark;
    bool head = cell->parent->as.row.role == GR_ROW_HEAD;
    return mark == NULL || head ? GR_NO_COLOUR : mark->fill;
}

/* One accent, for what is marked, beside one grey. */
static gr_rgb bar_colour(const gr_layouter *lay, const gr_node *cell)
{
    const gr_chart_look *look = &lay->house->chart;
    return cell->as.cell.mark != NULL && look->n_colours > 0 ? look->colours[0] : look->muted;
}

static gr_status add_cell(gr_layouter *lay, gr_table_draft *table, const gr_node *cell,
                          gr_elem *elem, size_t col)
{
    gr_cell_box box = {.col = col,
                       .row = table->n_rows - 1,
                       .colspan = elem->colspan,
                       .rowspan = elem->rowspan > 1 ? elem->rowspan : 1,
                       .head = cell->parent->as.row.role == GR_ROW_HEAD,
                       .fill = fill_of(cell),
                       .bar = cell->as.cell.bar,
                       .bar_of = cell->as.cell.bar_of,
                       .bar_colour = bar_colour(lay, cell),
                       .leading = cell->style->leading};
    if (gr_cell_has_blocks(cell)) {
        gr_measure measure = measure_of(table, cell, col, elem->colspan);
        GR_TRY(gr_cell_strips(lay, cell, elem, &measure, table->page_height, &box.strips));
    } else {
        box.lines = cell_lines(lay, table, cell, elem, col);
        box.leading = box.lines->leading;
    }
    box.height = gr_cell_height(&box) + 2 * table->look->pad_y;
    *GR_PUSH(table->arena, table->cells, table->n_cells, table->cap_cells, gr_cell_box) = box;
    return GR_OK;
}

static gr_elem *row_parent(gr_layouter *lay, gr_table_draft *table, gr_row_role role)
{
    gr_elem **part = role == GR_ROW_HEAD ? &table->head : &table->body;
    if (*part == NULL) {
        *part = gr_elem_add(lay, table->elem, role == GR_ROW_HEAD ? GR_TAG_THEAD : GR_TAG_TBODY,
                            table->node);
    }
    return *part;
}

/** A group ends where one of its level or above begins, and behind its sums. */
static void end_groups(gr_table_draft *table, const gr_node *row, bool before)
{
    gr_row_role role = row->as.row.role;
    bool ends = before ? role == GR_ROW_GROUP || role == GR_ROW_TOTAL : role == GR_ROW_SUBTOTAL;
    size_t left = role == GR_ROW_TOTAL ? 0 : row->as.row.level;
    if (ends && table->n_group_heads > left) {
        table->n_group_heads = left;
    }
}

/** The head of the row: of one above that reaches down to it; NULL: none yet. */
static const gr_elem *head_from_above(gr_table_draft *table)
{
    if (table->span_rows == 0) {
        return NULL;
    }
    table->span_rows--;
    return table->span_head;
}

/** The cell, when it is a head: it names the one above it, whose heads it has with that. */
static const gr_elem *take_head(gr_table_draft *table, const gr_elem *cell, const gr_elem *above)
{
    if (cell->tag == GR_TAG_TH && cell->rowspan > 1) {
        table->span_head = cell;
        table->span_rows = cell->rowspan - 1U;
    }
    return cell->tag == GR_TAG_TH ? cell : above;
}

static void begin_group_of(gr_table_draft *table, gr_row_role role, const gr_elem *cell)
{
    bool head = role == GR_ROW_GROUP && cell->tag == GR_TAG_TH;
    if (head && table->n_group_heads < GR_TABLE_LEVELS) {
        table->group_heads[table->n_group_heads++] = cell;
    }
}

gr_status gr_table_add_row(gr_layouter *lay, gr_table_draft *table, const gr_node *row)
{
    gr_row_role role = row->as.row.role;
    const gr_elem *above = head_from_above(table), *row_head = above;
    bool pulled = table->node->as.table.source != NULL;
    gr_elem *tr =
        gr_elem_add(lay, row_parent(lay, table, role), GR_TAG_TR, pulled ? table->node : row);
    *GR_PUSH(table->arena, table->rows, table->n_rows, table->cap_rows, gr_row_box) =
        (gr_row_box){.role = role,
                     .named = row->anchor.len > 0,
                     .anchor = row->anchor.len > 0 ? gr_anchor_id(lay, row->anchor) : 0};
    const gr_elem *first = NULL;
    size_t col = 0;
    end_groups(table, row, true);
    for (const gr_node *cell = row->first; cell != NULL; cell = cell->next) {
        col = gr_table_next_col(table, col);
        if (col >= table->n_cols) {
            break;
        }
        gr_elem *elem = cell_elem(lay, table, cell, role, tr, col);
        if (role != GR_ROW_HEAD && table->linked) {
            link_heads(lay, table, elem, col, row_head);
            row_head = row_head == above ? take_head(table, elem, above) : row_head;
        }
        GR_TRY(add_cell(lay, table, cell, elem, col));
        gr_table_note_carried(table, cell, col);
        col += elem->colspan;
        first = first == NULL ? elem : first;
    }
    end_groups(table, row, false);
    if (first != NULL) {
        begin_group_of(table, role, first);
    }
    gr_table_take_row(lay, table, row);
    return GR_OK;
}

bool gr_table_group_done(const gr_table_draft *table)
{
    for (size_t i = 0; i < table->n_cols; i++) {
        if (table->busy[i] > 0) {
            return false;
        }
    }
    return true;
}
