#include "sheets/sheets.h"

/* Owns the text form of a workbook: one cell a line. Golden tests compare it. */
#include "sheets_priv.h"

static const char *const style_names[] = {
    [GR_CELL_BODY] = "body",         [GR_CELL_HEAD] = "head",     [GR_CELL_GROUP] = "group",
    [GR_CELL_SUBTOTAL] = "subtotal", [GR_CELL_TOTAL] = "total",   [GR_CELL_TITLE] = "title",
    [GR_CELL_REMARK] = "remark",     [GR_CELL_FILLED] = "filled",
};
static const char *const content_names[] = {
    [GR_CONTENT_BLANK] = "blank",
    [GR_CONTENT_TEXT] = "text",
    [GR_CONTENT_NUMBER] = "number",
    [GR_CONTENT_DATE] = "date",
};
static const char *const align_names[] = {
    [GR_ALIGN_LEFT] = "",
    [GR_ALIGN_RIGHT] = " right",
    [GR_ALIGN_CENTRE] = " centre",
    [GR_ALIGN_JUSTIFY] = " justify",
    [GR_ALIGN_DECIMAL] = " decimal",
};

static void add_quoted(gr_buf *out, gr_str text)
{
    gr_buf_add_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '"' || c == '\\') {
            gr_buf_add_char(out, '\\');
        }
        gr_buf_add(out, c == '\n' ? GR_LIT("\\n") : gr_str_sub(text, i, 1));
    }
    gr_buf_add_char(out, '"');
}

static void add_named(gr_buf *out, const char *name, gr_str text)
{
    if (text.len > 0) {
        gr_buf_addf(out, " %s=", name);
        add_quoted(out, text);
    }
}

static void add_value(gr_buf *out, const gr_sheet_cell *cell)
{
    gr_cell_content content = gr_sheet_cell_content(cell);
    gr_buf_addf(out, " %s", content_names[content]);
    if (content == GR_CONTENT_NUMBER || content == GR_CONTENT_DATE) {
        gr_buf_add_char(out, ' ');
        gr_value_add(&cell->value, out);
        gr_buf_addf(out, " as %s", gr_format_facts[cell->format.kind].name);
        if (cell->format.places != GR_PLACES_OWN) {
            gr_buf_addf(out, "(%u)", (unsigned)cell->format.places);
        }
    }
    if (content != GR_CONTENT_BLANK) {
        gr_buf_add_char(out, ' ');
        add_quoted(out, cell->text);
    }
}

static void dump_cell(gr_buf *out, const gr_sheet_cell *cell)
{
    gr_buf_add(out, GR_LIT("  "));
    gr_add_cell_name(out, cell->row, cell->col);
    if (cell->colspan > 1 || cell->rowspan > 1) {
        gr_buf_add_char(out, ':');
        gr_add_cell_name(out, cell->row + cell->rowspan - 1U, cell->col + cell->colspan - 1U);
    }
    gr_buf_addf(out, " %s%s%s", style_names[cell->style], align_names[cell->align],
                cell->indented ? " indented" : "");
    if (cell->mark != NULL) {
        add_named(out, "mark", cell->mark->name);
    }
    add_value(out, cell);
    if (cell->formula.len > 0) {
        gr_buf_addf(out, " " GR_FMT, GR_ARG(cell->formula));
    }
    add_named(out, "whole-when", cell->whole_when);
    add_named(out, "link", cell->link);
    add_named(out, "note", cell->note);
    add_named(out, "named", cell->named);
    gr_buf_add(out, cell->input ? GR_LIT(" input") : GR_LIT(""));
    gr_buf_add_char(out, '\n');
}

/** Where it stands, its name and its heads. */
static void dump_list(gr_buf *out, const gr_sheet_list *list)
{
    gr_buf_addf(out, "  list " GR_FMT " ", GR_ARG(list->name));
    gr_add_cell_name(out, list->first_row, 0);
    gr_buf_add_char(out, ':');
    gr_add_cell_name(out, list->last_row, list->n_cols - 1U);
    for (size_t i = 0; i < list->n_cols; i++) {
        gr_buf_add_char(out, ' ');
        add_quoted(out, list->heads[i]);
    }
    gr_buf_add_char(out, '\n');
}

static void dump_chart(gr_buf *out, const gr_sheet_chart *chart)
{
    gr_buf_addf(out, "  chart %s ", gr_chart_names[chart->spec->type]);
    gr_add_cell_name(out, chart->first_row, 0);
    gr_buf_add_char(out, ':');
    gr_add_cell_name(out, chart->last_row, (uint32_t)chart->spec->n_series);
    gr_buf_addf(out, " drawn in rows %u to %u", chart->at_row + 1, chart->end_row);
    add_named(out, "alt", chart->spec->alt);
    gr_buf_add_char(out, '\n');
}

static void dump_sheet(gr_buf *out, const gr_sheet *sheet)
{
    gr_buf_add(out, GR_LIT("sheet "));
    add_quoted(out, sheet->name);
    gr_buf_addf(out, " rows=%u frozen=%u,%u widths=", sheet->n_rows, sheet->frozen_rows,
                (unsigned)sheet->frozen_cols);
    for (size_t i = 0; i < sheet->n_cols; i++) {
        gr_buf_addf(out, "%s%u", i > 0 ? "," : "", (unsigned)sheet->widths[i]);
    }
    gr_buf_add(out, sheet->upright ? GR_LIT(" upright") : GR_LIT(""));
    gr_buf_add_char(out, '\n');
    if (sheet->list != NULL) {
        dump_list(out, sheet->list);
    }
    for (size_t i = 0; i < sheet->n_charts; i++) {
        dump_chart(out, &sheet->charts[i]);
    }
    for (size_t i = 0; i < sheet->n_breaks; i++) {
        gr_buf_addf(out, "  page before row %u\n", sheet->breaks[i] + 1);
    }
    for (size_t i = 0; i < sheet->n_rows; i++) {
        if (sheet->heights[i] > 0) {
            gr_buf_addf(out, "  row %zu height=%u\n", i + 1, (unsigned)sheet->heights[i]);
        }
    }
    gr_arena *scratch = gr_arena_new(1 << 16);
    gr_sheet_walk walk = gr_sheet_walk_open(sheet, scratch);
    gr_sheet_row row;
    while (gr_sheet_walk_next(&walk, &row) == GR_OK && row.n > 0) { /* what goes wrong is told */
        for (size_t i = 0; i < row.n; i++) {
            dump_cell(out, &row.cells[i]);
        }
    }
    gr_arena_free(scratch);
}

void gr_sheets_dump(const gr_sheet_plan *plan, gr_buf *out)
{
    gr_buf_add(out, GR_LIT("workbook"));
    add_named(out, "title", plan->title);
    add_named(out, "subject", plan->subject);
    add_named(out, "author", plan->author);
    add_named(out, "keywords", plan->keywords);
    add_named(out, "lang", plan->lang);
    add_named(out, "status", plan->status);
    add_named(out, "dated", plan->as_of_text);
    if (plan->life.status != GR_LIFE_NONE) {
        gr_buf_addf(out, " version=%u", plan->life.version);
    }
    if (plan->as_of.type == GR_T_DATE) {
        gr_buf_add(out, GR_LIT(" as-of="));
        gr_value_add(&plan->as_of, out);
    }
    gr_buf_add_char(out, '\n');
    for (size_t i = 0; i < plan->n; i++) {
        dump_sheet(out, &plan->sheets[i]);
    }
}
