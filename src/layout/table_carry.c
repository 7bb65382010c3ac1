#include "table_priv.h"

/* Owns the lines that carry running totals over a page end: at the foot of the page and at the head
 * of the next. Their texts belong to the document; here they are only set. All of it is an
 * artifact: who listens to a table hears each figure once. */

#define LINE_STYLE GR_STYLE_CELL_SUBTOTAL

/* Mark lay->paras before and rewind it after. */
static gr_para *make_para(gr_layouter *lay, const gr_table_draft *table, gr_str text)
{
    gr_node *blank = GR_NEW(lay->passing, gr_node);
    const gr_style *style = lay->house->styles[LINE_STYLE];
    *blank = (gr_node){.kind = GR_K_CELL, .at = table->node->at, .style = style};
    return gr_para_make(
        lay, &(gr_para_spec){.node = blank, .style = style, .text = text, .colour = GR_NO_COLOUR});
}

void gr_table_measure_carried(gr_layouter *lay, gr_table_draft *table, const gr_node *cell,
                              size_t col)
{
    if (table->node->as.table.carry && cell->as.cell.carried.len > 0) {
        table->cols[col].sums = true;
        gr_table_widen(lay, table, col, make_para(lay, table, cell->as.cell.carried),
                       gr_cell_align(table, cell, col));
    }
}

static void measure_words(gr_layouter *lay, gr_table_draft *table, size_t col, const char *label)
{
    gr_mark mark = gr_arena_mark(lay->paras);
    gr_table_widen(lay, table, col, make_para(lay, table, gr_label_text(lay->house, label)),
                   GR_ALIGN_LEFT);
    gr_arena_rewind(lay->paras, mark);
}

void gr_table_measure_carry_words(gr_layouter *lay, gr_table_draft *table)
{
    size_t words = table->n_cols;
    bool any = false;
    for (size_t col = table->n_cols; col-- > 0;) {
        any = any || table->cols[col].sums;
        words = table->cols[col].sums ? words : col;
    }
    if (any && words < table->n_cols) {
        measure_words(lay, table, words, "carried-forward");
        measure_words(lay, table, words, "brought-forward");
    }
}

/* Where a row says nothing of a column, what was carried before still holds. */
void gr_table_note_carried(gr_table_draft *table, const gr_node *cell, size_t col)
{
    if (!table->node->as.table.carry || cell->as.cell.carried.len == 0) {
        return;
    }
    gr_buf *carried = &table->cols[col].carried;
    carried->len = 0;
    gr_buf_add(carried, cell->as.cell.carried);
    table->cols[col].carried_align = gr_cell_align(table, cell, col);
    table->carries = true;
}

static const gr_lines *text_lines(gr_layouter *lay, const gr_table_draft *table, size_t col,
                                  gr_str text)
{
    const gr_table_col *c = &table->cols[col];
    gr_mark mark = gr_arena_mark(lay->paras);
    gr_para *para = make_para(lay, table, text);
    gr_mpt pad = table->look->pad_x;
    gr_measure measure = {.x = c->x + pad,
                          .width = c->width - 2 * pad,
                          .align = c->carried.len > 0 ? c->carried_align : GR_ALIGN_LEFT};
    if (measure.align == GR_ALIGN_DECIMAL) {
        measure.last = gr_table_free_behind(lay, table, para, col, measure.width);
    }
    const gr_lines *lines = gr_para_lines(lay, para, &measure);
    gr_arena_rewind(lay->paras, mark);
    return lines;
}

static void add_text(gr_layouter *lay, const gr_table_draft *table, size_t col, gr_str text,
                     gr_strip *into)
{
    const gr_lines *lines = text_lines(lay, table, col, text);
    gr_mpt height = (gr_mpt)lines->n * lines->leading + 2 * table->look->pad_y;
    into->height = height > into->height ? height : into->height;
    for (size_t i = 0; i < lines->n; i++) {
        gr_items_add_all(lay, &into->items, &lines->lines[i].items, 0,
                         table->look->pad_y + (gr_mpt)i * lines->leading);
    }
}

/* The words stand in the first column that carries nothing. */
static gr_strip make_line(gr_layouter *lay, const gr_table_draft *table, const char *label)
{
    gr_strip strip = {0};
    gr_str words = gr_label_text(lay->house, label);
    for (size_t col = 0; col < table->n_cols; col++) {
        gr_str text = gr_buf_view(&table->cols[col].carried);
        if (text.len == 0) {
            text = words;
            words = GR_LIT("");
        }
        if (text.len > 0) {
            add_text(lay, table, col, text, &strip);
        }
    }
    return gr_strip_as_artifact(lay, &strip);
}

static void add_rule(gr_layouter *lay, const gr_table_draft *table, gr_mpt y, gr_strip *line)
{
    const gr_table_look *look = table->look;
    if (look->total_rule != GR_NO_COLOUR && look->rule_width > 0) {
        gr_items_add(lay, &line->items,
                     gr_rule_item(gr_decoration(GR_ARTIFACT_LAYOUT), table->x, y,
                                  table->x + table->width, y, look->rule_width, look->total_rule));
    }
}

const gr_page_edges *gr_table_carry_lines(gr_layouter *lay, const gr_table_draft *table)
{
    if (!table->carries) {
        return NULL;
    }
    gr_page_edges *edges = GR_NEW(lay->passing, gr_page_edges);
    edges->born = gr_passing_number(lay->generations);
    edges->foot = make_line(lay, table, "carried-forward");
    edges->head = make_line(lay, table, "brought-forward");
    add_rule(lay, table, 0, &edges->foot);
    add_rule(lay, table, edges->head.height, &edges->head);
    return edges;
}
