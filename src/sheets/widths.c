#include "sheets_priv.h"

/* Owns the widths of columns and the heights of rows: from what stands in them, in characters of
 * the sheet's own font. No program makes a row of merged cells higher by itself, and some no row at
 * all. */
#include "base/utf8.h"

#define NARROWEST   8
#define WIDEST      60
#define HEAD_WIDEST 20 /* heads wrap */
#define MARGIN      2
#define ARROW       3   /* beside the head of a list, to filter it by */
#define WRAPS_FROM  40  /* characters; shorter texts fit the columns made for them */
#define HIGHEST     409 /* points; a spreadsheet has no higher rows */

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
    size_t n = gr_utf8_count(cell->text) + (cell->indented ? 1 : 0);
    switch (cell->style) {
    case GR_CELL_HEAD:
        if (n > HEAD_WIDEST) {
            size_t word = longest_word(cell->text);
            n = word > HEAD_WIDEST ? word : HEAD_WIDEST;
        }
        return n + MARGIN;
    case GR_CELL_BODY:
    case GR_CELL_FILLED:
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

uint16_t gr_cell_width(const gr_sheet_cell *cell)
{
    size_t width = cell->colspan > 1 ? 0 : width_of(cell);
    return width > WIDEST ? WIDEST : (uint16_t)width;
}

static void widen(uint16_t *width, uint16_t wanted)
{
    *width = wanted > *width ? wanted : *width;
}

static const uint16_t *widths_of(const gr_sheet *sheet, gr_arena *arena)
{
    uint16_t *widths = GR_NEW_N(arena, uint16_t, sheet->n_cols);
    for (size_t i = 0; i < sheet->n_cols; i++) {
        widths[i] = NARROWEST;
    }
    for (size_t i = 0; i < sheet->n_cells; i++) {
        const gr_sheet_cell *cell = &sheet->cells[i];
        bool filters = sheet->list != NULL && cell->row == sheet->list->first_row;
        widen(&widths[cell->col], (uint16_t)(gr_cell_width(cell) + (filters ? ARROW : 0)));
    }
    for (size_t i = 0; i < sheet->n_long; i++) {
        const gr_long_rows *rows = sheet->long_rows[i];
        for (size_t c = 0; c < rows->table->as.table.n_cols; c++) {
            widen(&widths[c], rows->columns[c].width);
        }
    }
    return widths;
}

/* --- heights --- */

bool gr_sheet_cell_wraps(const gr_sheet_cell *cell)
{
    switch (cell->style) {
    case GR_CELL_HEAD:
    case GR_CELL_REMARK:
        return true;
    case GR_CELL_TITLE: /* else it stands over the columns beside it */
        return cell->colspan > 1;
    case GR_CELL_BODY:
    case GR_CELL_FILLED:
    case GR_CELL_GROUP:
    case GR_CELL_SUBTOTAL:
    case GR_CELL_TOTAL:
        break;
    }
    bool lines = gr_str_find(cell->text, GR_LIT("\n")) != SIZE_MAX;
    return gr_sheet_cell_content(cell) == GR_CONTENT_TEXT &&
           (lines || (cell->text.len >= WRAPS_FROM && gr_utf8_count(cell->text) >= WRAPS_FROM));
}

/** Lines of one paragraph, words kept whole where they fit. */
static size_t lines_of(gr_str text, size_t width)
{
    size_t lines = 1, used = 0;
    gr_str rest = text, word = GR_LIT("");
    while (gr_str_split(&rest, ' ', &word)) {
        size_t n = gr_utf8_count(word);
        size_t wanted = used == 0 ? n : used + 1 + n;
        if (wanted <= width) {
            used = wanted;
            continue;
        }
        lines += used > 0 ? 1 : 0;
        lines += n > width ? (n - 1) / width : 0;
        used = n > width ? (n - 1) % width + 1 : n;
    }
    return lines;
}

/** Points of a line of such a cell, and of its letters a hundredth of what a plain one is wide. */
static void measures(gr_cell_style style, size_t *line, size_t *letter)
{
    *line = style == GR_CELL_TITLE ? 18 : style == GR_CELL_REMARK ? 13 : 15;
    bool plain = style == GR_CELL_BODY || style == GR_CELL_HEAD; /* heads are made to fit */
    *letter = plain ? 100 : style == GR_CELL_TITLE ? 130 : style == GR_CELL_REMARK ? 85 : 112;
}

static size_t height_of(const gr_sheet *sheet, const gr_sheet_cell *cell)
{
    size_t width = 0, lines = 0, line = 0, letter = 0;
    for (size_t i = cell->col; i < (size_t)cell->col + cell->colspan && i < sheet->n_cols; i++) {
        width += sheet->widths[i];
    }
    measures(cell->style, &line, &letter);
    width = (width > 1 ? width - 1 : 1) * 100 / letter;
    gr_str rest = cell->text, part = GR_LIT("");
    while (gr_str_split(&rest, '\n', &part)) {
        lines += lines_of(part, width > 0 ? width : 1);
    }
    size_t over = (size_t)(cell->rowspan - 1) * line; /* what the rows above the last give */
    size_t height = lines * line > over ? lines * line - over : 0;
    return lines < 2 && cell->style != GR_CELL_TITLE ? 0 : height;
}

static void raise(const gr_sheet *sheet, const gr_sheet_cell *cell, uint16_t *heights)
{
    size_t row = (size_t)cell->row + cell->rowspan - 1;
    size_t height = gr_sheet_cell_wraps(cell) ? height_of(sheet, cell) : 0;
    height = height > HIGHEST ? HIGHEST : height;
    heights[row] = height > heights[row] && height > 15 ? (uint16_t)height : heights[row];
}

static bool long_ones_wrap(const gr_sheet *sheet)
{
    bool wraps = false;
    for (size_t i = 0; i < sheet->n_long; i++) {
        wraps = wraps || sheet->long_rows[i]->wraps;
    }
    return wraps;
}

/** Long rows are made once more only when some text in them goes on in a second line. */
static gr_status long_heights(const gr_sheet *sheet, gr_arena *scratch, uint16_t *heights)
{
    gr_sheet_walk walk = gr_sheet_walk_open(sheet, scratch);
    for (;;) {
        gr_sheet_row row;
        GR_TRY(gr_sheet_walk_next(&walk, &row));
        if (row.n == 0) {
            return GR_OK;
        }
        for (size_t i = 0; row.is_long && i < row.n; i++) {
            raise(sheet, &row.cells[i], heights);
        }
    }
}

gr_status gr_draft_widths(gr_sheet_draft *draft)
{
    for (size_t i = 0; i < draft->n_sheets; i++) {
        gr_sheet *sheet = &draft->sheets[i].sheet;
        uint16_t *heights = GR_NEW_N(draft->arena, uint16_t, sheet->n_rows);
        sheet->widths = widths_of(sheet, draft->arena);
        sheet->heights = heights;
        for (size_t k = 0; k < sheet->n_cells; k++) {
            raise(sheet, &sheet->cells[k], heights);
        }
        GR_TRY(long_ones_wrap(sheet) ? long_heights(sheet, draft->scratch, heights) : GR_OK);
    }
    return GR_OK;
}
