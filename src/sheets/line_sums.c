#include "sheets_priv.h"

/* Owns sums of forms down a column. Whether cells above a total add up to it is asked for every
 * cell of a column; going through all above it each time would take the square of its rows. So
 * forms are added up once from the top: cells from one row to another give a form when the sums
 * before them differ by it, and the row with such a sum is found by that sum. */

typedef struct found_sum { /* of a row whose cell is an operand */
    uint32_t row;          /* from the first of the body */
    struct found_sum *next;
} found_sum;

struct gr_line_sums {
    uint32_t first_row, n;
    gr_form *before;     /* of each row, and the end: all operands above it */
    uint32_t *open_from; /* of each row: the first from which on nothing ends a run up to it */
    found_sum **by_sum;  /* operands by the sum before them, the lowest of the column first */
    size_t mask;
    uint32_t *subtotals; /* rows of the column that are subtotals, from the top */
    size_t n_subtotals;
};

static void note(gr_line_sums *sums, uint32_t row, gr_arena *arena)
{
    found_sum *made = GR_NEW(arena, found_sum);
    found_sum **bucket = &sums->by_sum[(size_t)sums->before[row] & sums->mask];
    *made = (found_sum){row, *bucket};
    *bucket = made;
}

static void add_row(gr_line_sums *sums, const gr_sheet_draft *draft, uint32_t sheet, uint32_t row,
                    uint16_t col)
{
    const gr_cell_spot *spot = NULL;
    const gr_sheet_cell *cell = gr_cell_at(draft, sheet, sums->first_row + row, col);
    gr_meets met = gr_line_meet(draft, sheet, cell, true, &spot);
    uint32_t open = row == 0 ? 0 : sums->open_from[row - 1];
    sums->open_from[row] = met == GR_MEETS_END ? row + 1 : open;
    sums->before[row + 1] = sums->before[row];
    if (met == GR_MEETS_OPERAND) {
        sums->before[row + 1] += spot->form;
        note(sums, row, draft->known);
    }
    if (cell != NULL && cell->style == GR_CELL_SUBTOTAL) {
        sums->subtotals[sums->n_subtotals++] = sums->first_row + row;
    }
}

static gr_line_sums *sums_of(const gr_sheet_draft *draft, const gr_placed *table, uint16_t col)
{
    const gr_sheet_cell *last = &draft->sheets[table->sheet].sheet.cells[table->end_cell - 1];
    uint32_t n = last->row < table->body_row ? 0 : last->row - table->body_row + 1;
    gr_line_sums *sums = GR_NEW(draft->known, gr_line_sums);
    *sums = (gr_line_sums){.first_row = table->body_row, .n = n, .mask = 15};
    while (sums->mask < n) {
        sums->mask = sums->mask * 2 + 1;
    }
    sums->before = GR_NEW_N(draft->known, gr_form, (size_t)n + 1);
    sums->open_from = GR_NEW_N(draft->known, uint32_t, (size_t)n + 1);
    sums->by_sum = GR_NEW_N(draft->known, found_sum *, sums->mask + 1);
    sums->subtotals = GR_NEW_N(draft->known, uint32_t, (size_t)n + 1);
    for (uint32_t row = 0; row < n; row++) {
        add_row(sums, draft, table->sheet, row, col);
    }
    return sums;
}

const gr_line_sums *gr_line_sums_of(const gr_sheet_draft *draft, uint32_t table, uint16_t col)
{
    gr_placed *placed = &draft->tables[table];
    if (placed->sums == NULL) {
        size_t n_cols = draft->sheets[placed->sheet].sheet.n_cols;
        placed->sums = GR_NEW_N(draft->known, gr_line_sums *, n_cols);
    }
    if (placed->sums[col] == NULL) {
        placed->sums[col] = sums_of(draft, placed, col);
    }
    return placed->sums[col];
}

bool gr_line_sums_find(const gr_line_sums *sums, uint32_t below, gr_form form, uint32_t *out_row)
{
    uint32_t end = below - sums->first_row;
    if (below <= sums->first_row || end > sums->n) {
        return false;
    }
    gr_form wanted = sums->before[end] - form;
    const found_sum *at = sums->by_sum[(size_t)wanted & sums->mask];
    while (at != NULL && (at->row >= end || sums->before[at->row] != wanted)) {
        at = at->next;
    }
    if (at == NULL || at->row < sums->open_from[end - 1]) {
        return false;
    }
    *out_row = sums->first_row + at->row;
    return true;
}

size_t gr_line_sums_subtotals(const gr_line_sums *sums, const uint32_t **out_rows)
{
    *out_rows = sums->subtotals;
    return sums->n_subtotals;
}
