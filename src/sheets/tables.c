#include "sheets_priv.h"

/* Owns where the rows of a table stand: under its title, below what the sheet has already, with the
 * columns that cells reaching down keep busy; under it its remarks. */

/* One table on its way to a sheet. `busy`: rows that a cell from above still takes, a column each.
 */
typedef struct placing {
    gr_sheet_draft *draft;
    gr_draft_sheet *sheet;
    const gr_node *table;
    uint32_t *busy;
    uint32_t row;
    uint32_t number; /* of the table */
    gr_sheet_notes notes;
    gr_long_rows *rows;   /* NULL: all are held */
    gr_str *titles;       /* heads of its columns, for the column of origins */
    bool headed;          /* that column has its own */
    uint32_t records_end; /* of a flat one: the row below its last record; 0: not there yet */
} placing;

static gr_cell_style style_of(gr_row_role role)
{
    switch (role) {
    case GR_ROW_HEAD:
        return GR_CELL_HEAD;
    case GR_ROW_BODY:
        return GR_CELL_BODY;
    case GR_ROW_GROUP:
        return GR_CELL_GROUP;
    case GR_ROW_SUBTOTAL:
        return GR_CELL_SUBTOTAL;
    case GR_ROW_TOTAL:
        return GR_CELL_TOTAL;
    }
    return GR_CELL_BODY;
}

/** A text that was chosen by a number can be a formula, but no operand. */
static bool is_chosen(const gr_origin *origin)
{
    return origin->op == GR_OP_OUTCOME || origin->op == GR_OP_CHOOSE;
}

static void remember(const placing *place, const gr_sheet_cell *cell)
{
    gr_sheet_draft *draft = place->draft;
    const gr_origin *origin = cell->value.origin;
    bool number = gr_value_is_number(&cell->value);
    bool absent = cell->value.type == GR_T_MISSING;
    if (origin == NULL || (!number && !absent && !is_chosen(origin))) {
        return;
    }
    *GR_PUSH(draft->arena, draft->spots, draft->n_spots, draft->cap_spots, gr_cell_spot) =
        (gr_cell_spot){.origin = origin,
                       .sheet = (uint32_t)(place->sheet - draft->sheets),
                       .cell = (uint32_t)place->sheet->sheet.n_cells - 1,
                       .table = place->number,
                       .total = cell->style == GR_CELL_TOTAL || cell->style == GR_CELL_SUBTOTAL,
                       .words = !number,
                       .absent = absent};
}

static size_t next_free(const placing *place, size_t column)
{
    while (column < place->table->as.table.n_cols && place->busy[column] > 0) {
        column++;
    }
    return column;
}

static void keep_busy(placing *place, const gr_sheet_cell *cell)
{
    size_t n_cols = place->table->as.table.n_cols;
    for (size_t i = cell->col; i < (size_t)cell->col + cell->colspan && i < n_cols; i++) {
        place->busy[i] = cell->rowspan;
    }
}

static void keep_title(placing *place, const gr_sheet_cell *cell)
{
    size_t n_cols = place->table->as.table.n_cols;
    for (size_t i = cell->col; i < (size_t)cell->col + cell->colspan && i < n_cols; i++) {
        place->titles[i] = cell->text;
    }
}

/** Of a cell as it is placed: its comment, or its part in the column behind the table. */
static void tell_origins(placing *place, gr_sheet_cell *cell, gr_row_origins *row)
{
    gr_cited_in where = place->table->as.table.cited_in;
    if (where == GR_CITED_IN_NOTES) {
        gr_note_origins(place->draft, cell);
    } else if (where == GR_CITED_IN_COLUMN && cell->style == GR_CELL_HEAD) {
        keep_title(place, cell);
    } else if (where == GR_CITED_IN_COLUMN) {
        gr_row_origins_add(place->draft, row, cell);
    }
}

/** The cell behind the table: over the heads its title, beside a row what that comes from. */
static gr_status place_origins(placing *place, const gr_node *row, const gr_row_origins *told)
{
    const gr_node *table = place->table;
    bool head = row->as.row.role == GR_ROW_HEAD;
    gr_sheet_cell cell = {.row = place->row,
                          .col = (uint16_t)table->as.table.n_cols,
                          .colspan = 1,
                          .rowspan = 1,
                          .style = head ? GR_CELL_HEAD : GR_CELL_BODY,
                          .look = table->as.table.look,
                          .formula = GR_LIT(""),
                          .link = GR_LIT(""),
                          .note = GR_LIT("")};
    if (table->as.table.cited_in != GR_CITED_IN_COLUMN || (head && place->headed)) {
        return GR_OK;
    }
    cell.text = head ? gr_label_text(place->draft->doc->house, "sources-sheet")
                     : gr_row_origins_text(place->draft, told);
    cell.rowspan = head ? (uint16_t)table->as.table.n_head_rows : 1;
    place->headed = place->headed || head;
    return gr_draft_cell(place->draft, place->sheet, cell, table->at);
}

/** A list ends with a blank row, so that what is below it is no record. */
static void end_list(placing *place, const gr_node *row)
{
    if (place->table->as.table.flat && row->as.row.role == GR_ROW_TOTAL &&
        place->records_end == 0) {
        place->records_end = place->row++;
    }
}

static gr_status place_row(placing *place, const gr_node *row, bool pulled)
{
    end_list(place, row);
    gr_row_origins told = {.titles = place->titles};
    size_t column = 0;
    for (const gr_node *node = row->first; node != NULL; node = node->next) {
        gr_sheet_cell cell = gr_cell_from(place->draft, node, style_of(row->as.row.role));
        column = next_free(place, column);
        cell.row = place->row;
        cell.col = (uint16_t)column;
        cell.look = place->table->as.table.look;
        if (pulled) {
            cell.value.origin = NULL;
            cell.besides = gr_value_is_number(&cell.value) ? cell.besides : GR_LIT("");
        }
        gr_note_cell(place->draft, &place->notes, node, &cell);
        tell_origins(place, &cell, &told);
        GR_TRY(gr_draft_cell(place->draft, place->sheet, cell, place->table->at));
        remember(place, &cell);
        keep_busy(place, &cell);
        column += cell.colspan;
    }
    for (size_t i = 0; i < place->table->as.table.n_cols; i++) {
        place->busy[i] -= place->busy[i] > 0 ? 1 : 0;
    }
    GR_TRY(place_origins(place, row, &told));
    place->row++;
    return GR_OK;
}

/** No cell above reaches into the row at hand. */
static bool is_clear(const placing *place)
{
    for (size_t i = 0; i < place->table->as.table.n_cols; i++) {
        if (place->busy[i] > 0) {
            return false;
        }
    }
    return true;
}

/** A row of a record of a long table is not kept. */
static gr_status place_long_row(placing *place, const gr_node *row)
{
    if (place->rows == NULL) {
        place->rows = gr_long_rows_new(place->draft, place->sheet, place->table, place->row);
    }
    GR_TRY(gr_long_row_learn(place->draft, place->sheet, place->rows, row, place->row));
    place->row++;
    return GR_OK;
}

static gr_status place_rows(placing *place)
{
    gr_row_cursor cursor;
    const gr_node *row = NULL;
    const gr_row_source *source = place->table->as.table.source;
    uint32_t left = source == NULL ? 0 : source->n_body;
    GR_TRY(gr_rows_open(place->table, place->draft->scratch, &cursor));
    for (;;) {
        bool pulled = cursor.held == NULL;
        GR_TRY(gr_rows_next(&cursor, &row));
        if (row == NULL) {
            return GR_OK;
        }
        if (pulled && left > 0 && (place->rows != NULL || is_clear(place))) {
            GR_TRY(place_long_row(place, row));
            left--;
        } else {
            GR_TRY(place_row(place, row, pulled));
            left = pulled ? 0 : left;
        }
    }
}

/** A row of one text, over the whole table. */
static gr_status place_text(placing *place, gr_str text, gr_cell_style style)
{
    if (text.len == 0) {
        return GR_OK;
    }
    size_t n_cols = place->table->as.table.n_cols;
    gr_sheet_cell cell = {.row = place->row++,
                          .colspan = (uint16_t)(n_cols > 0 ? n_cols : 1),
                          .rowspan = 1,
                          .style = style,
                          .text = text,
                          .formula = GR_LIT(""),
                          .link = GR_LIT(""),
                          .note = GR_LIT("")};
    if (style == GR_CELL_TITLE && place->table->first != NULL &&
        place->table->first->kind == GR_K_CAPTION) {
        gr_note_cell(place->draft, &place->notes, place->table->first, &cell);
    }
    return gr_draft_cell(place->draft, place->sheet, cell, place->table->at);
}

static gr_str title_of(const placing *place)
{
    const gr_node *first = place->table->first;
    if (place->table->as.table.title.len > 0 || first == NULL || first->kind != GR_K_CAPTION) {
        return place->table->as.table.title;
    }
    return gr_str_trim(gr_node_text(first, place->draft->arena));
}

static gr_status place_remarks(placing *place)
{
    for (const gr_node *node = place->table->first; node != NULL; node = node->next) {
        if (node->kind == GR_K_REMARK) {
            gr_str text = gr_str_trim(gr_node_text(node, place->draft->arena));
            GR_TRY(place_text(place, text, GR_CELL_REMARK));
        }
    }
    return GR_OK;
}

static gr_status place_notes(placing *place)
{
    for (size_t i = 0; i < place->notes.n; i++) {
        GR_TRY(place_text(place, place->notes.lines[i], GR_CELL_REMARK));
    }
    return GR_OK;
}

/** Rows that cells at the foot still reach into. */
static uint32_t reach(const placing *place)
{
    uint32_t most = 0;
    for (size_t i = 0; i < place->table->as.table.n_cols; i++) {
        most = place->busy[i] > most ? place->busy[i] : most;
    }
    return most;
}

static void note_head(placing *place, uint32_t first_row)
{
    gr_draft_sheet *sheet = place->sheet;
    const gr_node *table = place->table;
    if (sheet->n_tables++ > 0 || table->as.table.n_head_rows == 0) {
        return;
    }
    sheet->head_end = first_row + (uint32_t)table->as.table.n_head_rows;
    while (sheet->head_columns < table->as.table.n_cols &&
           table->as.table.cols[sheet->head_columns].header) {
        sheet->head_columns++;
    }
}

typedef struct typed { /* the first number or date of a column */
    const gr_value *value;
    gr_align align;
} typed;

static void take_typed(const placing *place, const gr_sheet_cell *cell, typed *column)
{
    gr_cell_content content = gr_sheet_cell_content(cell);
    bool is = content == GR_CONTENT_NUMBER || content == GR_CONTENT_DATE;
    if (is && cell->style != GR_CELL_HEAD && column->value == NULL) {
        gr_value *kept = GR_NEW(place->draft->arena, gr_value);
        *kept = cell->value;
        *column = (typed){kept, cell->align};
    }
}

static void take_long(const placing *place, typed *columns)
{
    for (size_t i = 0; i < place->table->as.table.n_cols; i++) {
        const gr_long_column *column = &place->rows->columns[i];
        if (columns[i].value == NULL) {
            columns[i] = (typed){column->typed, column->typed_align};
        }
    }
}

/** Its side is that of the whole column, and what is absent beside it would be like it. Where there
 *  is none, absent values keep to the right. */
static void line_up(const placing *place, size_t first_cell)
{
    gr_sheet *sheet = &place->sheet->sheet;
    typed *columns = GR_NEW_N(place->draft->scratch, typed, sheet->n_cols + 1);
    for (size_t i = first_cell; i <= sheet->n_cells; i++) {
        if (place->rows != NULL && i == place->rows->before) {
            take_long(place, columns);
        }
        if (i < sheet->n_cells) {
            take_typed(place, &sheet->cells[i], &columns[sheet->cells[i].col]);
        }
    }
    for (size_t i = first_cell; i < sheet->n_cells; i++) {
        gr_sheet_cell *cell = &sheet->cells[i];
        const typed *as = &columns[cell->col];
        if (gr_value_is_absent(&cell->value) && as->value != NULL) {
            cell->like = as->value;
            cell->align = as->align;
        }
    }
    for (size_t i = 0; place->rows != NULL && i < place->table->as.table.n_cols; i++) {
        place->rows->columns[i].like = columns[i].value;
        place->rows->columns[i].like_align = columns[i].align;
    }
}

/** Some of its cells in long rows are not at the left. */
static bool is_right(const gr_long_column *column)
{
    bool lined_up = column->like != NULL;
    bool absent =
        lined_up ? column->absent && !gr_is_left(column->like_align) : column->absent_right;
    return column->right || absent;
}

/** A column at the left would touch one before it that is not. */
static void keep_apart(const placing *place, size_t first_cell)
{
    gr_sheet *sheet = &place->sheet->sheet;
    size_t n_long = place->rows == NULL ? 0 : place->table->as.table.n_cols;
    bool *right = GR_NEW_N(place->draft->scratch, bool, sheet->n_cols + 1);
    for (size_t i = first_cell; i < sheet->n_cells; i++) {
        const gr_sheet_cell *cell = &sheet->cells[i];
        size_t last = (size_t)cell->col + cell->colspan - 1;
        right[last] = right[last] ||
                      (!gr_is_left(cell->align) && gr_sheet_cell_content(cell) != GR_CONTENT_BLANK);
    }
    for (size_t i = 0; i < n_long; i++) {
        right[i] = right[i] || is_right(&place->rows->columns[i]);
    }
    for (size_t i = first_cell; i < sheet->n_cells; i++) {
        gr_sheet_cell *cell = &sheet->cells[i];
        bool blank = gr_sheet_cell_content(cell) == GR_CONTENT_BLANK;
        cell->indented = !blank && gr_is_left(cell->align) && cell->col > 0 && right[cell->col - 1];
    }
    for (size_t i = 1; i < n_long; i++) {
        place->rows->columns[i].apart = right[i - 1];
    }
}

gr_status gr_draft_table(gr_sheet_draft *draft, gr_draft_sheet *sheet, const gr_node *table)
{
    placing place = {.draft = draft, .sheet = sheet, .table = table, .row = sheet->next_row};
    size_t first_cell = sheet->sheet.n_cells;
    uint32_t first_row = place.row;
    place.number = (uint32_t)draft->n_tables;
    place.busy = GR_NEW_N(draft->arena, uint32_t, table->as.table.n_cols);
    place.titles = GR_NEW_N(draft->arena, gr_str, table->as.table.n_cols);
    GR_TRY(place_text(&place, title_of(&place), GR_CELL_TITLE));
    note_head(&place, place.row);
    uint32_t body_row = place.row + (uint32_t)table->as.table.n_head_rows;
    GR_TRY(place_rows(&place));
    *GR_PUSH(draft->arena, draft->tables, draft->n_tables, draft->cap_tables, gr_placed) =
        (gr_placed){.node = table,
                    .sheet = (uint32_t)(sheet - draft->sheets),
                    .first_cell = first_cell,
                    .end_cell = sheet->sheet.n_cells,
                    .rows = place.rows,
                    .first_row = first_row,
                    .body_row = body_row};
    if (table->as.table.flat) {
        uint32_t end = place.records_end > 0 ? place.records_end : place.row;
        GR_TRY(gr_flat_note(draft, sheet, table, body_row - 1, end - 1));
    }
    line_up(&place, first_cell);
    keep_apart(&place, first_cell);
    place.row += reach(&place);
    GR_TRY(place_notes(&place));
    GR_TRY(place_remarks(&place));
    sheet->next_row = place.row + 1;
    return GR_OK;
}
