/* Owns the nodes of a change sheet: blocks in the styles of the house, and tables of one look. Must
 * not know what changed. */
#include "changes_priv.h"

gr_status gr_changes_add(gr_changes_writing *w, gr_node *into, gr_kind kind, gr_style_id style,
                         gr_node **out)
{
    GR_TRY(gr_doc_add(w->doc, into, kind, (gr_loc){0}, w->diag, out));
    (*out)->style = w->house->styles[style];
    return GR_OK;
}

gr_status gr_changes_add_text(gr_changes_writing *w, gr_node *into, gr_str text)
{
    gr_node *node = NULL;
    if (text.len == 0) {
        return GR_OK;
    }
    GR_TRY(gr_doc_add(w->doc, into, GR_K_TEXT, (gr_loc){0}, w->diag, &node));
    node->as.text.chars = text;
    return GR_OK;
}

gr_str gr_changes_label(const gr_changes_writing *w, const char *name)
{
    return gr_label_text(w->house, name);
}

static gr_status add_heading(gr_changes_writing *w, gr_node *section, uint8_t level, gr_str text)
{
    gr_node *heading = NULL;
    GR_TRY(gr_changes_add(w, section, GR_K_HEADING,
                          level == 1 ? GR_STYLE_HEADING_1 : GR_STYLE_HEADING_2, &heading));
    heading->as.heading.level = level;
    heading->as.heading.listed = true;
    heading->anchor = gr_str_fmt(w->arena, "c%u", ++w->n_headings);
    section->as.section.level = level;
    return gr_changes_add_text(w, heading, text);
}

gr_status gr_changes_add_section(gr_changes_writing *w, gr_node *into, uint8_t level, gr_str title,
                                 gr_node **out)
{
    GR_TRY(gr_changes_add(w, into, GR_K_SECTION, GR_STYLE_PARAGRAPH, out));
    return add_heading(w, *out, level, title);
}

/* --- tables --- */

gr_status gr_changes_add_cell(gr_changes_writing *w, gr_node *row, bool header, gr_style_id style,
                              gr_str text, gr_node **out_cell)
{
    gr_node *cell = NULL;
    GR_TRY(gr_changes_add(w, row, GR_K_CELL, style, &cell));
    cell->as.cell.header = header;
    if (out_cell != NULL) {
        *out_cell = cell;
    }
    return gr_changes_add_text(w, cell, text);
}

static gr_status add_caption(gr_changes_writing *w, gr_node *table, gr_str title)
{
    gr_node *caption = NULL;
    GR_TRY(gr_changes_add(w, table, GR_K_CAPTION, GR_STYLE_CAPTION, &caption));
    return gr_changes_add_text(w, caption, title);
}

static gr_status add_head_row(gr_changes_writing *w, gr_node *table, const char *const *columns,
                              size_t n)
{
    gr_node *row = NULL;
    GR_TRY(gr_changes_add(w, table, GR_K_ROW, GR_STYLE_CELL_HEAD, &row));
    row->as.row.role = GR_ROW_HEAD;
    for (size_t i = 0; i < n; i++) {
        gr_node *cell = NULL;
        GR_TRY(gr_changes_add_cell(w, row, true, GR_STYLE_CELL_HEAD,
                                   gr_changes_label(w, columns[i]), &cell));
        cell->as.cell.align = table->as.table.cols[i].align;
    }
    return GR_OK;
}

gr_status gr_changes_add_table(gr_changes_writing *w, gr_node *section, gr_str title,
                               const char *const *columns, size_t n, size_t right_from,
                               gr_node **out)
{
    gr_node *table = NULL;
    gr_col *cols = GR_NEW_N(w->arena, gr_col, n);
    GR_TRY(gr_changes_add(w, section, GR_K_TABLE, GR_STYLE_CELL, &table));
    for (size_t i = 0; i < n; i++) {
        cols[i] = (gr_col){.align = i >= right_from ? GR_ALIGN_RIGHT : GR_ALIGN_LEFT,
                           .header = i == 0 && n > 2,
                           .format = {GR_FORMAT_PLAIN, GR_PLACES_OWN}};
    }
    const gr_table_look *look = gr_table_look_find(w->house, GR_LIT("plain"));
    table->as.table.cols = cols;
    table->as.table.n_cols = n;
    table->as.table.n_head_rows = 1;
    table->as.table.look = look != NULL ? look : w->house->table_looks;
    table->as.table.sheet = title;
    table->as.table.title = title;
    table->as.table.repeat_head = true;
    *out = table;
    GR_TRY(add_caption(w, table, title));
    return add_head_row(w, table, columns, n);
}

gr_status gr_changes_add_row(gr_changes_writing *w, gr_node *table, gr_node **out)
{
    GR_TRY(gr_changes_add(w, table, GR_K_ROW, GR_STYLE_CELL, out));
    (*out)->as.row.role = GR_ROW_BODY;
    return GR_OK;
}

gr_status gr_changes_add_labelled(gr_changes_writing *w, gr_node *table, gr_str label,
                                  gr_node **out)
{
    GR_TRY(gr_changes_add_row(w, table, out));
    return gr_changes_add_cell(w, *out, true, GR_STYLE_CELL_ROW_HEAD, label, NULL);
}

gr_status gr_changes_add_group(gr_changes_writing *w, gr_node *table, gr_str title)
{
    gr_node *row = NULL;
    gr_node *cell = NULL;
    GR_TRY(gr_changes_add(w, table, GR_K_ROW, GR_STYLE_CELL_GROUP, &row));
    row->as.row.role = GR_ROW_GROUP;
    GR_TRY(gr_changes_add_cell(w, row, true, GR_STYLE_CELL_GROUP, title, &cell));
    cell->as.cell.colspan = (uint16_t)table->as.table.n_cols;
    return GR_OK;
}

gr_status gr_changes_add_paragraph(gr_changes_writing *w, gr_node *into, gr_str text)
{
    gr_node *line = NULL;
    if (text.len == 0) {
        return GR_OK;
    }
    GR_TRY(gr_changes_add(w, into, GR_K_PARAGRAPH, GR_STYLE_PARAGRAPH, &line));
    return gr_changes_add_text(w, line, text);
}

gr_status gr_changes_add_left_out(gr_changes_writing *w, gr_node *table, size_t n)
{
    gr_node *remark = NULL;
    if (n == 0) {
        return GR_OK;
    }
    GR_TRY(gr_changes_add(w, table, GR_K_REMARK, GR_STYLE_SOURCE, &remark));
    gr_str left_out = gr_changes_label(w, "changes-left-out");
    return gr_changes_add_text(
        w, remark, gr_str_fmt(w->arena, "%zu " GR_FMT ": changes.json", n, GR_ARG(left_out)));
}
