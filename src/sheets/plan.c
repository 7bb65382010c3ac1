#include "sheets/sheets.h"

/* Owns the way from a document to a workbook: which tables stand on which sheet, and what a
 * workbook cannot hold. Must not know any spreadsheet library. */
#include "base/utf8.h"
#include "sheets_priv.h"

#define DIGITS_MAX      999999999999999 /* 15 digits: more a spreadsheet does not keep */
#define FIRST_SHEET_DAY 61    /* before it, spreadsheets differ: one counts 29 February 1900 */
#define UNIX_DAY        25569 /* 1 January 1970 */

int32_t gr_sheet_day(gr_day day)
{
    return day + UNIX_DAY;
}

gr_cell_content gr_sheet_cell_content(const gr_sheet_cell *cell)
{
    if (gr_value_is_number(&cell->value)) {
        return GR_CONTENT_NUMBER;
    }
    if (cell->value.type == GR_T_DATE && gr_sheet_day(cell->value.as.day) >= FIRST_SHEET_DAY) {
        return GR_CONTENT_DATE;
    }
    return cell->text.len > 0 ? GR_CONTENT_TEXT : GR_CONTENT_BLANK;
}

gr_draft_sheet *gr_draft_sheet_add(gr_sheet_draft *draft, gr_str wanted)
{
    gr_draft_sheet *sheet =
        GR_PUSH(draft->arena, draft->sheets, draft->n_sheets, draft->cap_sheets, gr_draft_sheet);
    *sheet = (gr_draft_sheet){.wanted = wanted};
    return sheet;
}

/* --- what a workbook can hold --- */

bool gr_cell_is_exact(const gr_value *value)
{
    int64_t digits = 0;
    if (value->type == GR_T_INT) {
        digits = value->as.i;
    } else if (value->type == GR_T_DECIMAL) {
        digits = value->as.dec.coef;
        for (uint8_t places = value->as.dec.scale; places > 0 && digits % 10 == 0; places--) {
            digits /= 10;
        }
    } else if (value->type == GR_T_MONEY) {
        digits = value->as.money.minor;
    }
    return digits >= -DIGITS_MAX && digits <= DIGITS_MAX;
}

/** Length of the longest beginning of `text` that fits a cell. */
static size_t fitting(gr_str text)
{
    size_t at = 0, units = 0;
    while (at < text.len) {
        size_t next = at;
        units += gr_utf8_step(text, &next) > 0xFFFF ? 2 : 1;
        if (units > GR_SHEET_TEXT) {
            break;
        }
        at = next;
    }
    return at;
}

bool gr_cell_fit_texts(gr_arena *arena, gr_sheet_cell *cell)
{
    cell->text = gr_utf8_searchable(arena, cell->text);
    cell->note = gr_utf8_searchable(arena, cell->note);
    if (cell->text.len <= GR_SHEET_TEXT) { /* bytes: never fewer than units */
        return true;
    }
    size_t kept = fitting(cell->text), all = cell->text.len;
    cell->text = gr_str_sub(cell->text, 0, kept);
    return kept == all;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static gr_status refuse_size(gr_sheet_draft *draft, gr_str sheet, gr_loc at)
{
    gr_diag_report(draft->diag, at, GR_CODE_SHEET_LIMIT,
                   "sheet '" GR_FMT "' would have more than %zu rows or %zu columns; divide its "
                   "tables over more sheets",
                   GR_ARG(sheet), smaller(draft->limits->rows, GR_SHEET_ROWS),
                   smaller(draft->limits->columns, GR_SHEET_COLUMNS));
    return GR_OVER_LIMIT;
}

gr_status gr_draft_fit(gr_sheet_draft *draft, gr_draft_sheet *sheet, gr_sheet_cell *cell, gr_loc at)
{
    gr_sheet *made = &sheet->sheet;
    size_t last_row = (size_t)cell->row + cell->rowspan;
    size_t last_col = (size_t)cell->col + cell->colspan;
    if (last_row > smaller(draft->limits->rows, GR_SHEET_ROWS) ||
        last_col > smaller(draft->limits->columns, GR_SHEET_COLUMNS)) {
        return refuse_size(draft, sheet->wanted, at);
    }
    if (!gr_cell_is_exact(&cell->value)) {
        gr_diag_report(draft->diag, at, GR_CODE_SHEET_LIMIT,
                       "'" GR_FMT
                       "' has more than the 15 digits that a spreadsheet keeps; round it",
                       GR_ARG(cell->text));
        return GR_OVER_LIMIT;
    }
    if (!gr_cell_fit_texts(draft->arena, cell)) {
        gr_diag_report_open(draft->diag, at, GR_CODE_SHEET_LIMIT,
                            "a cell with more than the %d characters that a spreadsheet keeps; "
                            "shorten it, or leave sheet= out of its table",
                            GR_SHEET_TEXT);
        return GR_OVER_LIMIT;
    }
    made->n_rows = last_row > made->n_rows ? (uint32_t)last_row : made->n_rows;
    made->n_cols = last_col > made->n_cols ? last_col : made->n_cols;
    return GR_OK;
}

gr_status gr_draft_cell(gr_sheet_draft *draft, gr_draft_sheet *sheet, gr_sheet_cell cell, gr_loc at)
{
    gr_sheet *made = &sheet->sheet;
    GR_TRY(gr_draft_fit(draft, sheet, &cell, at));
    *GR_PUSH(draft->arena, made->cells, made->n_cells, sheet->cap_cells, gr_sheet_cell) = cell;
    return GR_OK;
}

/* --- the document --- */

/** By bytes: names that only look alike are told apart by gr_draft_names. */
static gr_draft_sheet *sheet_of(gr_sheet_draft *draft, gr_str wanted, gr_loc at)
{
    for (size_t i = 0; i < draft->n_sheets; i++) {
        if (gr_str_eq(draft->sheets[i].wanted, wanted)) {
            return &draft->sheets[i];
        }
    }
    gr_draft_sheet *sheet = gr_draft_sheet_add(draft, wanted);
    sheet->at = at;
    return sheet;
}

static const gr_node *node_after(const gr_node *node, const gr_node *root)
{
    if (node->first != NULL) {
        return node->first;
    }
    while (node != root && node->next == NULL) {
        node = node->parent;
    }
    return node == root ? NULL : node->next;
}

/** A list has its sheet for itself: a filter would hide rows of what stands beside it. */
static gr_status refuse_shared(gr_sheet_draft *draft, gr_str sheet, gr_loc at)
{
    gr_diag_report_open(draft->diag, at, GR_CODE_SHEET_FLAT,
                        "sheet '" GR_FMT "' has another table, and filters would hide rows of "
                        "both; give one of them another sheet=",
                        GR_ARG(sheet));
    return GR_BAD_INPUT;
}

static gr_status draft_table(gr_sheet_draft *draft, const gr_node *table)
{
    gr_draft_sheet *sheet = sheet_of(draft, table->as.table.sheet, table->at);
    bool flat = table->as.table.flat;
    if (sheet->list != NULL || (flat && sheet->n_tables > 0)) {
        return refuse_shared(draft, table->as.table.sheet, table->at);
    }
    GR_TRY(flat ? gr_flat_table(draft, table, &table) : GR_OK);
    return gr_draft_table(draft, sheet, table);
}

static gr_status draft_chart(gr_sheet_draft *draft, const gr_node *chart)
{
    gr_draft_sheet *sheet = sheet_of(draft, chart->as.chart.sheet, chart->at);
    return sheet->list != NULL ? refuse_shared(draft, chart->as.chart.sheet, chart->at)
                               : gr_draft_chart(draft, sheet, chart);
}

static gr_status draft_tables(gr_sheet_draft *draft)
{
    const gr_node *root = draft->doc->root;
    for (const gr_node *node = root; node != NULL; node = node_after(node, root)) {
        if (node->kind == GR_K_TABLE && node->as.table.sheet.len > 0) {
            const gr_node *own = node->as.table.in_sheet;
            GR_TRY(draft_table(draft, own != NULL ? own : node));
        }
        if (node->kind == GR_K_CHART && node->as.chart.sheet.len > 0) {
            GR_TRY(draft_chart(draft, node));
        }
    }
    return GR_OK;
}

#define FROZEN_WIDTH 45 /* characters; more would leave a narrow screen nothing to scroll */

/** Only under a single table can its head stay in sight and mean something. */
static void freeze(gr_draft_sheet *sheet)
{
    if (sheet->n_tables != 1) {
        return;
    }
    unsigned width = 0;
    for (uint16_t i = 0; i < sheet->head_columns; i++) {
        width += sheet->sheet.widths[i];
    }
    sheet->sheet.frozen_rows = sheet->head_end;
    if (sheet->head_columns < sheet->sheet.n_cols && width <= FROZEN_WIDTH) {
        sheet->sheet.frozen_cols = sheet->head_columns;
    }
}

/** The day of the youngest export, as the document writes it. */
static gr_str as_of_text(const gr_sheet_draft *draft)
{
    const gr_doc *doc = draft->doc;
    const gr_doc_export *youngest = NULL;
    for (size_t i = 0; i < doc->n_exports; i++) {
        const gr_doc_export *export = &doc->exports[i];
        if (export->as_of.type == GR_T_DATE &&
            (youngest == NULL || export->as_of.as.day > youngest->as_of.as.day)) {
            youngest = export;
        }
    }
    return youngest == NULL ? GR_LIT("")
                            : gr_str_fmt(draft->arena, GR_FMT " " GR_FMT,
                                         GR_ARG(gr_label_text(doc->house, "as-of")),
                                         GR_ARG(youngest->as_of_text));
}

static gr_sheet_plan *finish(gr_sheet_draft *draft)
{
    const gr_doc *doc = draft->doc;
    gr_sheet_plan *plan = GR_NEW(draft->arena, gr_sheet_plan);
    *plan = (gr_sheet_plan){.title = doc->title,
                            .subject = doc->subject,
                            .author = doc->author,
                            .keywords = doc->keywords,
                            .lang = doc->lang,
                            .only_inputs = doc->only_inputs,
                            .as_of = doc->as_of,
                            .as_of_text = as_of_text(draft),
                            .life = doc->life,
                            .status = doc->n_life_facts > 0 ? doc->life_facts[0].text : GR_LIT(""),
                            .house = doc->house};
    plan->sheets = GR_NEW_N(draft->arena, gr_sheet, draft->n_sheets);
    for (size_t i = 0; i < draft->n_sheets; i++) {
        freeze(&draft->sheets[i]);
        plan->sheets[plan->n++] = draft->sheets[i].sheet;
    }
    return plan;
}

static gr_status draft_workbook(gr_sheet_draft *draft, gr_sheet_plan **out)
{
    GR_TRY(draft_tables(draft));
    GR_TRY(gr_draft_distributions(draft));
    GR_TRY(gr_draft_controls(draft));
    GR_TRY(gr_draft_sources(draft));
    gr_draft_names(draft);
    GR_TRY(gr_draft_widths(draft));
    gr_draft_breaks(draft);
    gr_draft_formulas(draft);
    *out = finish(draft);
    return gr_draft_cell_names(draft, *out);
}

gr_status gr_sheets_plan(const gr_doc *doc, const gr_limits *limits, gr_arena *arena, gr_diag *diag,
                         gr_sheet_plan **out)
{
    gr_sheet_draft draft = {.doc = doc, .limits = limits, .arena = arena, .diag = diag};
    draft.scratch = gr_arena_new(1 << 16);
    gr_status status = draft_workbook(&draft, out);
    gr_arena_free(draft.scratch);
    return status;
}
