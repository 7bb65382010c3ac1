#include "sheets_priv.h"

/* Owns the widths of columns: from what stands in them, in characters of the sheet's own font. */
#include "base/utf8.h"

#define NARROWEST   8
#define WIDEST      60
#define HEAD_WIDEST 20 /* heads wrap */
#define MARGIN      2

static size_t longest_word(gr_str text)
{
    size_t longest = 0;
    gr_str rest = text, word = GR_LIT("");
    while (gr_str_split(&rest, ' ', &word)) {
        size_t n = gr_utf8_count(word);
        longest = n > longest ? n : longest;
    }
    return longest;
}

static size_t width_of(const gr_sheet_cell *cell)
{
    size_t n = gr_utf8_count(cell->text);
    switch (cell->style) {
    case GR_CELL_HEAD:
        if (n > HEAD_WIDEST) {
            size_t word = longest_word(cell->text);
            n = word > HEAD_WIDEST ? word : HEAD_WIDEST;
        }
        return n + MARGIN;
    case GR_CELL_BODY:
        return n + MARGIN;
    case GR_CELL_GROUP:
    case GR_CELL_SUBTOTAL:
    case GR_CELL_TOTAL:
        return n + n / 8 + MARGIN; /* bold */
    case GR_CELL_TITLE:
    case GR_CELL_REMARK:
        break; /* they stand over other columns */
    }
    return 0;
}

static const uint16_t *widths_of(const gr_sheet *sheet, gr_arena *arena)
{
    uint16_t *widths = GR_NEW_N(arena, uint16_t, sheet->n_cols);
    for (size_t i = 0; i < sheet->n_cols; i++) {
        widths[i] = NARROWEST;
    }
    for (size_t i = 0; i < sheet->n_cells; i++) {
        const gr_sheet_cell *cell = &sheet->cells[i];
        size_t width = cell->colspan > 1 ? 0 : width_of(cell);
        width = width > WIDEST ? WIDEST : width;
        widths[cell->col] = width > widths[cell->col] ? (uint16_t)width : widths[cell->col];
    }
    return widths;
}

void gr_draft_widths(gr_draft *draft)
{
    for (size_t i = 0; i < draft->n_sheets; i++) {
        draft->sheets[i].sheet.widths = widths_of(&draft->sheets[i].sheet, draft->arena);
    }
}
