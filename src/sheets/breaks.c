#include "sheets_priv.h"

/* Owns how a sheet is printed: no column stands on a page of its own, no head alone at the foot,
 * and no table that fits a page is cut.
 *
 * A sheet of one table is left to the program: one page wide, whatever that takes. Told so, it
 * knows no places to begin a page; so a sheet of several tables has a scale of its own, as long as
 * it stays readable. How wide a column is printed depends on a font that the reader's machine may
 * lack: a character counts for what it has in the widest of those that stand in for it. */

/* A4 with the margins of spreadsheets */
#define LYING_PIXELS   985
#define LYING_POINTS   470
#define UPRIGHT_PIXELS 655
#define UPRIGHT_POINTS 715
#define CHAR_PIXELS    10 /* a digit in Calibri or Carlito has 7, in DejaVu Sans 9.3 */
#define PAD_PIXELS     7  /* of a column */
#define LEAST_SCALE    60 /* percent */
#define ROW_POINTS     15
#define HEAD_POINTS    90   /* a title, a head and three rows */
#define MOST_BREAKS    1000 /* a spreadsheet takes 1,023 */

static size_t width_of(const gr_sheet *sheet)
{
    size_t pixels = 1;
    for (size_t i = 0; i < sheet->n_cols; i++) {
        pixels += (size_t)sheet->widths[i] * CHAR_PIXELS + PAD_PIXELS;
    }
    return pixels;
}

/** At which all columns fit the width of a lying page, in percent; at most 100. */
static size_t scale_of(size_t pixels)
{
    return pixels <= LYING_PIXELS ? 100 : LYING_PIXELS * 100 / pixels;
}

static size_t height_of(const gr_sheet *sheet, uint32_t from, uint32_t end)
{
    size_t points = 0;
    for (uint32_t row = from; row < end && row < sheet->n_rows; row++) {
        points += sheet->heights[row] > 0 ? sheet->heights[row] : ROW_POINTS;
    }
    return points;
}

/** The table of the same sheet after the n-th, or the end. */
static uint32_t end_row(const gr_sheet_draft *draft, const gr_sheet *sheet, size_t n)
{
    for (size_t i = n + 1; i < draft->n_tables; i++) {
        if (draft->tables[i].sheet == draft->tables[n].sheet) {
            return draft->tables[i].first_row;
        }
    }
    return sheet->n_rows;
}

static void break_sheet(gr_sheet_draft *draft, uint32_t nr)
{
    gr_sheet *sheet = &draft->sheets[nr].sheet;
    uint32_t *breaks = GR_NEW_N(draft->arena, uint32_t, MOST_BREAKS + 1);
    size_t used = 0, n = 0, points = sheet->upright ? UPRIGHT_POINTS : LYING_POINTS,
           page = points * 100 / sheet->scale;
    for (size_t i = 0; i < draft->n_tables && n < MOST_BREAKS; i++) {
        if (draft->tables[i].sheet != nr) {
            continue;
        }
        uint32_t from = draft->tables[i].first_row;
        size_t height = height_of(sheet, from, end_row(draft, sheet, i));
        size_t wanted = height <= page ? height : HEAD_POINTS;
        if (used > 0 && used + wanted > page) {
            breaks[n++] = from;
            used = 0;
        }
        used += height;
        used = used > page ? used % page : used; /* a full page is one, and not none */
    }
    sheet->breaks = breaks;
    sheet->n_breaks = n;
}

void gr_draft_breaks(gr_sheet_draft *draft)
{
    for (uint32_t i = 0; i < draft->n_sheets; i++) {
        gr_sheet *sheet = &draft->sheets[i].sheet;
        size_t pixels = width_of(sheet), scale = scale_of(pixels);
        sheet->upright = pixels <= UPRIGHT_PIXELS;
        if (draft->sheets[i].n_tables > 1 && scale >= LEAST_SCALE) {
            sheet->scale = (uint8_t)scale;
            break_sheet(draft, i);
        }
    }
}
