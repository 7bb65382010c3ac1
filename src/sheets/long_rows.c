#include "sheets_priv.h"

/* Owns the rows of long tables: how their cells are made, each time they are asked for, and what is
 * learned of them while they go by once: widths, sides, what their columns add up to. Nothing of a
 * row outlives it. */
#include <assert.h>

static gr_sheet_cell cell_from(gr_sheet_draft *draft, const gr_long_rows *rows, const gr_node *node,
                               uint32_t row, uint16_t col)
{
    gr_sheet_cell cell = gr_cell_from(draft, node, GR_CELL_BODY);
    cell.row = row;
    cell.col = col;
    cell.look = rows->table->as.table.look;
    cell.value.origin = NULL;
    cell.besides = gr_value_is_number(&cell.value) ? cell.besides : GR_LIT("");
    return cell;
}

gr_long_rows *gr_long_rows_new(gr_sheet_draft *draft, gr_draft_sheet *sheet, const gr_node *table,
                               uint32_t first_row)
{
    size_t n = table->as.table.n_cols;
    gr_long_rows *rows = GR_NEW(draft->arena, gr_long_rows);
    *rows = (gr_long_rows){
        .table = table, .doc = draft->doc, .before = sheet->sheet.n_cells, .first_row = first_row};
    rows->columns = GR_NEW_N(draft->arena, gr_long_column, n);
    for (size_t i = 0; i < n; i++) {
        rows->columns[i].tally = table->as.table.cols[i].summed ? gr_tally_new(draft->arena) : NULL;
    }
    gr_sheet *made = &sheet->sheet;
    *GR_PUSH(draft->arena, made->long_rows, made->n_long, sheet->cap_long, gr_long_rows *) = rows;
    return rows;
}

/* --- learning --- */

static void learn_side(gr_long_column *column, const gr_sheet_cell *cell, bool blank)
{
    bool right = !blank && !gr_is_left(cell->align);
    if (gr_value_is_absent(&cell->value)) {
        column->absent = column->absent || !blank;
        column->absent_right = column->absent_right || right;
    } else {
        column->right = column->right || right;
    }
}

static void learn_cell(gr_sheet_draft *draft, gr_sheet *sheet, gr_long_rows *rows,
                       const gr_sheet_cell *cell)
{
    gr_long_column *column = &rows->columns[cell->col];
    gr_cell_content content = gr_sheet_cell_content(cell);
    bool number = content == GR_CONTENT_NUMBER || content == GR_CONTENT_DATE;
    uint16_t width = gr_cell_width(cell);
    sheet->long_cells++;
    sheet->long_numbers += number ? 1 : 0;
    sheet->long_texts += content == GR_CONTENT_TEXT ? 1 : 0;
    column->width = width > column->width ? width : column->width;
    rows->wraps = rows->wraps || gr_sheet_cell_wraps(cell);
    learn_side(column, cell, content == GR_CONTENT_BLANK);
    if (number && column->typed == NULL) {
        gr_value *kept = GR_NEW(draft->arena, gr_value);
        *kept = cell->value;
        column->typed = kept;
        column->typed_align = cell->align;
    }
    if (column->tally != NULL) {
        gr_tally_add(column->tally, cell);
    }
}

gr_status gr_long_row_learn(gr_sheet_draft *draft, gr_draft_sheet *sheet, gr_long_rows *rows,
                            const gr_node *row, uint32_t at)
{
    gr_sheet_draft own = *draft; /* what a cell is made of dies with its row */
    own.arena = draft->scratch;
    uint16_t col = 0;
    for (const gr_node *node = row->first; node != NULL; node = node->next) {
        assert(col < rows->table->as.table.n_cols && node->as.cell.colspan <= 1);
        gr_sheet_cell cell = cell_from(&own, rows, node, at, col++);
        GR_TRY(gr_draft_fit(&own, sheet, &cell, rows->table->at));
        learn_cell(draft, &sheet->sheet, rows, &cell);
    }
    rows->n++;
    return GR_OK;
}

const gr_long_rows *gr_long_rows_in(const gr_sheet_draft *draft, const gr_area *area)
{
    const gr_sheet *sheet = &draft->sheets[area->sheet].sheet;
    for (size_t i = 0; i < sheet->n_long; i++) {
        const gr_long_rows *rows = sheet->long_rows[i];
        if (area->first_row < rows->first_row + rows->n && area->last_row >= rows->first_row) {
            return rows;
        }
    }
    return NULL;
}

/* --- made again --- */

gr_sheet_walk gr_sheet_walk_open(const gr_sheet *sheet, gr_arena *scratch)
{
    return (gr_sheet_walk){.sheet = sheet, .scratch = scratch};
}

static gr_status begin(gr_sheet_walk *walk, const gr_long_rows *rows)
{
    walk->left = rows->n;
    walk->row = rows->first_row;
    walk->made = GR_NEW_N(walk->scratch, gr_sheet_cell, rows->table->as.table.n_cols);
    GR_TRY(gr_rows_open(rows->table, walk->scratch, &walk->cursor));
    walk->cursor.held = NULL; /* the head is held by the sheet */
    return GR_OK;
}

static void align(const gr_long_column *column, gr_sheet_cell *cell)
{
    if (gr_value_is_absent(&cell->value) && column->like != NULL) {
        cell->like = column->like;
        cell->align = column->like_align;
    }
    cell->indented =
        column->apart && gr_is_left(cell->align) && gr_sheet_cell_content(cell) != GR_CONTENT_BLANK;
}

static gr_status make(gr_sheet_walk *walk, const gr_long_rows *rows, gr_sheet_row *out)
{
    gr_sheet_draft own = {.doc = rows->doc, .arena = walk->scratch, .scratch = walk->scratch};
    const gr_node *row = NULL;
    uint16_t col = 0;
    GR_TRY(gr_rows_next(&walk->cursor, &row));
    for (const gr_node *node = row->first; node != NULL; node = node->next) {
        gr_sheet_cell *cell = &walk->made[col];
        *cell = cell_from(&own, rows, node, walk->row, col);
        (void)gr_cell_fit_texts(walk->scratch, cell); /* told when it was learned */
        align(&rows->columns[col++], cell);
    }
    *out = (gr_sheet_row){walk->row++, walk->made, col, true};
    walk->left--;
    walk->next_long += walk->left == 0 ? 1 : 0;
    return GR_OK;
}

static void take_held(gr_sheet_walk *walk, gr_sheet_row *out)
{
    const gr_sheet *sheet = walk->sheet;
    const gr_sheet_cell *first = &sheet->cells[walk->next_cell];
    size_t end = walk->next_cell;
    while (end < sheet->n_cells && sheet->cells[end].row == first->row) {
        end++;
    }
    *out = (gr_sheet_row){first->row, first, end - walk->next_cell, false};
    walk->next_cell = end;
}

gr_status gr_sheet_walk_next(gr_sheet_walk *walk, gr_sheet_row *out)
{
    const gr_sheet *sheet = walk->sheet;
    const gr_long_rows *rows =
        walk->next_long < sheet->n_long ? sheet->long_rows[walk->next_long] : NULL;
    if (rows != NULL && rows->before == walk->next_cell) {
        GR_TRY(walk->left == 0 ? begin(walk, rows) : GR_OK);
        return make(walk, rows, out);
    }
    if (walk->next_cell < sheet->n_cells) {
        take_held(walk, out);
    } else {
        *out = (gr_sheet_row){.cells = NULL};
    }
    return GR_OK;
}
