#include "sheets_priv.h"

/* Owns where a printed sheet goes on to the next page: between its tables, so that no head stands
 * alone at the foot and no table that fits a page is cut. Only where the columns fit the width of a
 * page: a sheet that is made smaller knows no such places. */

/* A4, lying, with the margins of spreadsheets */
#define PAGE_PIXELS 985
#define PAGE_POINTS 470
#define ROW_POINTS  15
#define HEAD_POINTS 90   /* a title, a head and three rows */
#define MOST_BREAKS 1000 /* a spreadsheet takes 1,023 */

static bool fits_width(const gr_sheet *sheet)
{
    size_t pixels = 0;
    for (size_t i = 0; i < sheet->n_cols; i++) {
        pixels += (size_t)sheet->widths[i] * 7 + 5;
    }
    return pixels <= PAGE_PIXELS;
}

static size_t height_of(const gr_sheet *sheet, uint32_t from, uint32_t end)
{
    size_t points = 0;
    for (uint32_t row = from; row < end && row < sheet->n_rows; row++) {
        points += sheet->heights[row] > 0 ? sheet->heights[row] : ROW_POINTS;
    }
    return points;
}

static uint32_t first_row(const gr_sheet *sheet, const gr_placed *table)
{
    return table->first_cell < sheet->n_cells ? sheet->cells[table->first_cell].row : sheet->n_rows;
}

/** The table of the same sheet after the n-th, or the end. */
static uint32_t end_row(const gr_draft *draft, const gr_sheet *sheet, size_t n)
{
    for (size_t i = n + 1; i < draft->n_tables; i++) {
        if (draft->tables[i].sheet == draft->tables[n].sheet) {
            return first_row(sheet, &draft->tables[i]);
        }
    }
    return sheet->n_rows;
}

static void break_sheet(gr_draft *draft, uint32_t nr)
{
    gr_sheet *sheet = &draft->sheets[nr].sheet;
    uint32_t *breaks = GR_NEW_N(draft->arena, uint32_t, MOST_BREAKS + 1);
    size_t used = 0, n = 0;
    for (size_t i = 0; i < draft->n_tables && n < MOST_BREAKS; i++) {
        if (draft->tables[i].sheet != nr) {
            continue;
        }
        uint32_t from = first_row(sheet, &draft->tables[i]);
        size_t height = height_of(sheet, from, end_row(draft, sheet, i));
        size_t wanted = height <= PAGE_POINTS ? height : HEAD_POINTS;
        if (used > 0 && used + wanted > PAGE_POINTS) {
            breaks[n++] = from;
            used = 0;
        }
        used = (used + height) % PAGE_POINTS;
    }
    sheet->breaks = breaks;
    sheet->n_breaks = n;
}

void gr_draft_breaks(gr_draft *draft)
{
    for (uint32_t i = 0; i < draft->n_sheets; i++) {
        gr_sheet *sheet = &draft->sheets[i].sheet;
        sheet->shrunk = !fits_width(sheet);
        if (!sheet->shrunk && draft->sheets[i].n_tables > 1) {
            break_sheet(draft, i);
        }
    }
}
