#include "base/arena.h"
#include "expander_priv.h"
#include "format/value_text.h"
#include "template/report_rows.h"

/* The list of files that go with the document: what it is, its name, where the reader finds it. The
 * rows come when the edition is written, as files may be attached after the list. */

static const gr_xml_attr_rule attachments_attrs[] = {
    COMMON, KEPT, REPEATED, PATTERN("title", "its title"), LAST,
};
static const gr_xml_rule rules[] = {
    {"attachments", GR_E_ATTACHMENTS, GR_XML_EMPTY, NULL, attachments_attrs,
     "the list of files that go with it"},
};
const gr_xml_part gr_grammar_attachments = {rules, N_OF(rules), "block"};

enum { KB = 1000, MB = 1000 * KB };

gr_status gr_write_attachments(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    static const char *const labels[] = {"attachment", "attachment-file", "attachment-place"};
    const gr_text_table kind = {"attachments", labels, 3, GR_E_ATTACHMENT, NULL};
    gr_attached *attached = &expander->attached;
    gr_node *table = NULL;
    gr_figure_place outer = expander->place;
    GR_TRY(gr_open_text_table(expander, node, &kind, into, &table));
    gr_expander_leave(expander, outer);
    *GR_PUSH(expander->doc->arena, attached->lists, attached->n_lists, attached->cap_lists,
             gr_node *) = table;
    return GR_OK;
}

/** "12 kB", "1,4 MB": as the house style writes numbers. */
static gr_str size_text(gr_expander *expander, size_t bytes)
{
    const gr_notation *notation = &expander->report->house->notation;
    bool large = bytes >= MB;
    int64_t tenths = (int64_t)((bytes + MB / 20) / (MB / 10));
    gr_value value = {.type = GR_T_INT, .as.i = (int64_t)((bytes + KB - 1) / KB)};
    if (large) {
        value = (gr_value){.type = GR_T_DECIMAL, .as.dec = {tenths, 1}};
    }
    const gr_format format = {GR_FORMAT_NUMBER, large ? 1 : 0};
    gr_str number = gr_value_text(expander->arena, &value, format, notation);
    return gr_str_fmt(expander->arena, GR_FMT "\xc2\xa0%s", GR_ARG(number), large ? "MB" : "kB");
}

/** The size of a file that is still to be made is not known. */
static gr_str place_text(gr_expander *expander, const gr_attachment *file)
{
    const gr_house_style *house = expander->report->house;
    if (!file->embedded) {
        return gr_label_text(house, "attachment-apart");
    }
    gr_str embedded = gr_label_text(house, "attachment-carried");
    if (file->from != GR_FROM_INPUT) {
        return embedded;
    }
    gr_str size = size_text(expander, file->bytes.len);
    return gr_str_fmt(expander->arena, GR_FMT ", " GR_FMT, GR_ARG(embedded), GR_ARG(size));
}

static gr_status write_row(gr_expander *expander, const gr_attachment *file, gr_node *table)
{
    const gr_str texts[] = {file->title, file->name, place_text(expander, file)};
    gr_node *row = NULL;
    GR_TRY(gr_expander_add_styled(expander, table, GR_K_ROW, table->at, GR_STYLE_CELL, &row));
    row->as.row.role = GR_ROW_BODY;
    for (size_t i = 0; i < 3; i++) {
        gr_node *cell = NULL;
        GR_TRY(gr_write_plain_cell(expander, row, table->at, i == 0,
                                   i == 0 ? GR_STYLE_CELL_ROW_HEAD : GR_STYLE_CELL, &cell));
        GR_TRY(gr_expander_add_text(expander, cell, texts[i], table->at));
    }
    return GR_OK;
}

GR_MUST_USE gr_status gr_fill_attachments(gr_expander *expander, gr_node *table)
{
    const gr_attached *attached = &expander->attached;
    for (size_t i = 0; i < attached->n_files; i++) {
        GR_TRY(write_row(expander, &attached->files[i], table));
    }
    if (attached->n_files == 0) { /* heads over nothing */
        table->first = NULL;
        gr_drop_if_empty(table->parent, table);
    }
    return GR_OK;
}
