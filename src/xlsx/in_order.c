#include "xlsx_priv.h"

/* Owns sheets that are too long to hold: rows go to the library from the top, each once, and leave
 * memory with the next one. What a cell needs of the rows below it is kept until these come. */

struct gr_reach { /* rows of a merge below its first one */
    uint32_t row, last_row;
    uint16_t col, last_col;
    lxw_format *format;
};

/** The library's own call would go to the last row at once, and lose what comes to those before it.
 */
lxw_error gr_order_merge(gr_book *book, lxw_worksheet *into, const gr_sheet_cell *cell,
                         lxw_format *format)
{
    lxw_merged_range *range = calloc(1, sizeof(*range)); /* the library frees it */
    if (range == NULL) {
        return LXW_ERROR_MEMORY_MALLOC_FAILED;
    }
    range->first_row = cell->row;
    range->last_row = cell->row + cell->rowspan - 1U;
    range->first_col = cell->col;
    range->last_col = (lxw_col_t)(cell->col + cell->colspan - 1);
    STAILQ_INSERT_TAIL(into->merged_ranges, range, list_pointers);
    into->merged_range_count++;
    lxw_error error = LXW_NO_ERROR;
    for (lxw_col_t col = range->first_col; col <= range->last_col && error == LXW_NO_ERROR; col++) {
        error = worksheet_write_blank(into, cell->row, col, format);
    }
    *GR_PUSH(book->arena, book->reach, book->n_reach, book->cap_reach, gr_reach) =
        (gr_reach){cell->row + 1, range->last_row, cell->col, range->last_col, format};
    return error;
}

static lxw_error fill(gr_book *book, lxw_worksheet *into, uint32_t row)
{
    lxw_error error = LXW_NO_ERROR;
    for (size_t i = 0; i < book->n_reach; i++) {
        const gr_reach *reach = &book->reach[i];
        for (uint16_t col = reach->col; reach->row <= row && row <= reach->last_row &&
                                        col <= reach->last_col && error == LXW_NO_ERROR;
             col++) {
            error = worksheet_write_blank(into, row, col, reach->format);
        }
    }
    return error;
}

/** The height of a row, and what cells above it have in it. */
static lxw_error begin_row(gr_book *book, const gr_sheet *sheet, lxw_worksheet *into, uint32_t row)
{
    lxw_error error = LXW_NO_ERROR;
    if (sheet->heights[row] > 0) {
        error = worksheet_set_row(into, row, sheet->heights[row], NULL);
    }
    return error == LXW_NO_ERROR ? fill(book, into, row) : error;
}

static gr_status emit_row(gr_book *book, const gr_sheet *sheet, lxw_worksheet *into,
                          const gr_sheet_row *row)
{
    if (row->is_long) {
        return gr_emit_long_row(book, sheet, into, row);
    }
    GR_TRY(gr_book_check(book, begin_row(book, sheet, into, row->row), sheet->name));
    for (size_t i = 0; i < row->n; i++) {
        GR_TRY(gr_emit_cell(book, sheet, into, &row->cells[i]));
    }
    return GR_OK;
}

/** Rows that no cell begins in may still be those of a merge. */
static gr_status pass_rows(gr_book *book, const gr_sheet *sheet, lxw_worksheet *into, uint32_t from,
                           uint32_t end)
{
    lxw_error error = LXW_NO_ERROR;
    for (uint32_t row = from; row < end && error == LXW_NO_ERROR; row++) {
        error = begin_row(book, sheet, into, row);
    }
    return gr_book_check(book, error, sheet->name);
}

static gr_status emit_rows(gr_book *book, const gr_sheet *sheet, lxw_worksheet *into,
                           gr_arena *scratch)
{
    gr_sheet_walk walk = gr_sheet_walk_open(sheet, scratch);
    gr_sheet_row row = {.row = 0};
    uint32_t next = 0;
    for (;;) {
        gr_mark mark = gr_arena_mark(book->arena);
        size_t kept = book->n_looks + book->n_reach;
        GR_TRY(gr_sheet_walk_next(&walk, &row));
        if (row.n == 0) {
            return pass_rows(book, sheet, into, next, sheet->n_rows);
        }
        GR_TRY(pass_rows(book, sheet, into, next, row.row));
        GR_TRY(emit_row(book, sheet, into, &row));
        next = row.row + 1;
        if (book->n_looks + book->n_reach == kept) {
            gr_arena_rewind(book->arena, mark);
        }
    }
}

gr_status gr_emit_in_order(gr_book *book, const gr_sheet *sheet, lxw_worksheet *into)
{
    gr_arena *scratch = gr_arena_new(1 << 16);
    gr_arena *line = gr_arena_new(1 << 14);
    book->line = gr_buf_make(line, SIZE_MAX);
    book->reach = NULL;
    book->n_reach = book->cap_reach = 0;
    gr_status status = emit_rows(book, sheet, into, scratch);
    gr_arena_free(line);
    gr_arena_free(scratch);
    return status;
}
