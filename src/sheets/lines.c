#include "sheets_priv.h"

/* Owns what a total can be by where it stands: the cells above it, those left of it, the subtotals
 * of its column. Cells that are absent ("–", nothing) are part of a range, so that a figure typed
 * over one is counted.
 *
 * Going away from the total, forms are added up until they are that of the total. A run ends at a
 * head, at a subtotal or total above, and at a number whose origin is not known. */

static const gr_sheet_cell *cell_of(const gr_sheet_draft *draft, const gr_cell_spot *spot)
{
    return &draft->sheets[spot->sheet].sheet.cells[spot->cell];
}

static bool is_words(const gr_sheet_cell *cell)
{
    return cell->value.type == GR_T_NONE && cell->text.len > 0;
}

static bool is_summed_up(const gr_sheet_cell *cell)
{
    return cell->style == GR_CELL_SUBTOTAL || cell->style == GR_CELL_TOTAL;
}

gr_meets gr_line_meet(const gr_sheet_draft *draft, uint32_t sheet, const gr_sheet_cell *cell,
                      bool down, const gr_cell_spot **spot)
{
    if (cell == NULL) {
        return GR_MEETS_NOTHING;
    }
    gr_cell_content content = gr_sheet_cell_content(cell);
    bool number = content == GR_CONTENT_NUMBER;
    if (cell->style == GR_CELL_HEAD || gr_value_is_guarded(&cell->value) ||
        content == GR_CONTENT_DATE || (!down && is_words(cell))) {
        return GR_MEETS_END;
    }
    if (!number) {
        return down && is_summed_up(cell) ? GR_MEETS_END : GR_MEETS_NOTHING;
    }
    *spot = gr_spot_of_cell(draft, sheet, cell);
    return *spot != NULL && !(*spot)->aside && !(down && is_summed_up(cell)) ? GR_MEETS_OPERAND
                                                                             : GR_MEETS_END;
}

/** The cell `steps` before that of `asker`; false when that is outside the body of its table. */
static bool place_before(const gr_sheet_draft *draft, const gr_cell_spot *asker, bool down,
                         uint32_t steps, uint32_t *row, uint32_t *col)
{
    const gr_sheet_cell *at = cell_of(draft, asker);
    uint32_t first_row = draft->tables[asker->table].body_row;
    *row = at->row;
    *col = at->col;
    if (down ? at->row < first_row + steps : at->col < steps) {
        return false;
    }
    *row -= down ? steps : 0;
    *col -= down ? 0 : steps;
    return true;
}

static gr_area between(const gr_cell_spot *asker, uint32_t row, uint32_t col, uint32_t last_row,
                       uint32_t last_col)
{
    return (gr_area){asker->sheet, row, last_row, col, last_col};
}

/** An absent cell that a run may begin with. Of a row: only where other rows' runs reach as far. */
static bool may_begin(const gr_sheet_draft *draft, const gr_cell_spot *asker,
                      const gr_sheet_cell *cell, bool down)
{
    if (cell == NULL || cell->style != GR_CELL_BODY || is_words(cell)) {
        return false;
    }
    const uint16_t *runs = draft->tables[asker->table].runs;
    return down || (runs != NULL && cell->col >= runs[cell_of(draft, asker)->col]);
}

/** Titles of groups lie between the rows of a total over all of them, never in a subtotal. */
static bool goes_on(const gr_cell_spot *asker, const gr_sheet_draft *draft,
                    const gr_sheet_cell *cell)
{
    return cell == NULL || cell->style != GR_CELL_GROUP ||
           cell_of(draft, asker)->style == GR_CELL_TOTAL;
}

/** `*area` begins with the farthest operand; absent cells before that are taken along. */
static void take_absent(const gr_sheet_draft *draft, const gr_cell_spot *asker, bool down,
                        uint32_t steps, gr_area *area)
{
    uint32_t row = 0, col = 0;
    while (place_before(draft, asker, down, ++steps, &row, &col)) {
        const gr_cell_spot *ignored = NULL;
        const gr_sheet_cell *cell = gr_cell_at(draft, asker->sheet, row, col);
        if (gr_line_meet(draft, asker->sheet, cell, down, &ignored) != GR_MEETS_NOTHING ||
            !goes_on(asker, draft, cell)) {
            return;
        }
        if (may_begin(draft, asker, cell, down)) {
            area->first_row = row;
            area->first_col = col;
        }
    }
}

/** Left of `asker`, cell by cell: a row is short. */
static bool run_beside(const gr_sheet_draft *draft, const gr_cell_spot *asker, gr_form form,
                       gr_area *out)
{
    gr_form sum = 0;
    uint32_t row = 0, col = 0, last_row = 0, last_col = 0;
    place_before(draft, asker, false, 1, &last_row, &last_col);
    for (uint32_t steps = 1; place_before(draft, asker, false, steps, &row, &col); steps++) {
        const gr_cell_spot *spot = NULL;
        const gr_sheet_cell *cell = gr_cell_at(draft, asker->sheet, row, col);
        gr_meets met = gr_line_meet(draft, asker->sheet, cell, false, &spot);
        if (met == GR_MEETS_END || (met == GR_MEETS_OPERAND && !gr_spot_precedes(spot, asker))) {
            return false;
        }
        sum += met == GR_MEETS_OPERAND ? spot->form : 0;
        if (met == GR_MEETS_OPERAND && sum == form) {
            *out = between(asker, row, col, last_row, last_col);
            take_absent(draft, asker, false, steps, out);
            return true;
        }
    }
    return false;
}

static bool all_precede(const gr_sheet_draft *draft, const gr_cell_spot *asker, uint32_t row,
                        uint32_t end, uint32_t col)
{
    for (; row < end; row++) {
        const gr_cell_spot *spot = NULL;
        const gr_sheet_cell *cell = gr_cell_at(draft, asker->sheet, row, col);
        if (gr_line_meet(draft, asker->sheet, cell, true, &spot) == GR_MEETS_OPERAND &&
            !gr_spot_precedes(spot, asker)) {
            return false;
        }
    }
    return true;
}

static bool run_above(const gr_sheet_draft *draft, const gr_cell_spot *asker, gr_form form,
                      gr_area *out)
{
    const gr_sheet_cell *at = cell_of(draft, asker);
    const gr_line_sums *sums = gr_line_sums_of(draft, asker->table, at->col);
    uint32_t row = 0;
    if (!gr_line_sums_find(sums, at->row, form, &row) ||
        !all_precede(draft, asker, row, at->row, at->col)) {
        return false;
    }
    *out = between(asker, row, at->col, at->row - 1, at->col);
    take_absent(draft, asker, true, at->row - row, out);
    return true;
}

bool gr_line_run(const gr_sheet_draft *draft, const gr_cell_spot *asker, gr_form form, bool down,
                 gr_area *out)
{
    return down ? run_above(draft, asker, form, out) : run_beside(draft, asker, form, out);
}

bool gr_line_absent(const gr_sheet_draft *draft, const gr_cell_spot *asker, gr_area *out)
{
    uint32_t last_row = 0, last_col = 0;
    if (!place_before(draft, asker, true, 1, &last_row, &last_col)) {
        return false;
    }
    *out = between(asker, last_row + 1, last_col, last_row, last_col); /* nothing yet */
    take_absent(draft, asker, true, 0, out);
    return out->first_row <= out->last_row;
}

bool gr_is_passed_over(const gr_sheet_draft *draft, const gr_area *area)
{
    if (gr_long_rows_in(draft, area) != NULL) {
        return false;
    }
    for (uint32_t row = area->first_row; row <= area->last_row; row++) {
        for (uint32_t col = area->first_col; col <= area->last_col; col++) {
            const gr_sheet_cell *cell = gr_cell_at(draft, area->sheet, row, col);
            if (cell == NULL) {
                continue;
            }
            gr_cell_content content = gr_sheet_cell_content(cell);
            if (content == GR_CONTENT_NUMBER || content == GR_CONTENT_DATE ||
                gr_value_is_guarded(&cell->value) || cell->style == GR_CELL_HEAD ||
                is_summed_up(cell)) {
                return false;
            }
        }
    }
    return true;
}

/* --- how far sums in rows reach --- */

static void learn_run(gr_sheet_draft *draft, const gr_cell_spot *spot)
{
    gr_placed *table = &draft->tables[spot->table];
    gr_area area = {0};
    if (spot->words || spot->origin->op != GR_OP_SUM ||
        !gr_line_run(draft, spot, spot->form, false, &area)) {
        return;
    }
    size_t n_cols = draft->sheets[spot->sheet].sheet.n_cols;
    if (table->runs == NULL) {
        table->runs = GR_NEW_N(draft->scratch, uint16_t, n_cols);
        for (size_t i = 0; i < n_cols; i++) {
            table->runs[i] = UINT16_MAX;
        }
    }
    uint16_t *reach = &table->runs[cell_of(draft, spot)->col];
    *reach = area.first_col < *reach ? (uint16_t)area.first_col : *reach;
}

void gr_lines_learn(gr_sheet_draft *draft)
{
    for (size_t i = 0; i < draft->n_spots; i++) {
        const gr_cell_spot *spot = &draft->spots[i];
        draft->tables[spot->table].n_subtotals += cell_of(draft, spot)->style == GR_CELL_SUBTOTAL;
        learn_run(draft, spot);
    }
}

/* --- single cells --- */

/** NULL unless the cell at a place may be an operand of `asker`. */
static const gr_cell_spot *operand_at(const gr_sheet_draft *draft, const gr_cell_spot *asker,
                                      uint32_t row, uint32_t col)
{
    const gr_sheet_cell *cell = gr_cell_at(draft, asker->sheet, row, col);
    const gr_cell_spot *spot = cell == NULL ? NULL : gr_spot_of_cell(draft, asker->sheet, cell);
    bool may = spot != NULL && !spot->words && !spot->aside && gr_spot_precedes(spot, asker);
    return may ? spot : NULL;
}

size_t gr_line_operands(const gr_sheet_draft *draft, const gr_cell_spot *asker, bool down,
                        size_t most, const gr_cell_spot **out)
{
    size_t n = 0;
    uint32_t row = 0, col = 0;
    for (uint32_t steps = 1; n < most && place_before(draft, asker, down, steps, &row, &col);
         steps++) {
        const gr_cell_spot *spot = operand_at(draft, asker, row, col);
        if (spot != NULL) {
            out[n++] = spot;
        }
    }
    size_t end = down ? 0 : draft->tables[asker->table].node->as.table.n_cols;
    for (uint32_t right = cell_of(draft, asker)->col + 1U; n < most && right < end; right++) {
        const gr_cell_spot *spot = operand_at(draft, asker, cell_of(draft, asker)->row, right);
        if (spot != NULL) {
            out[n++] = spot;
        }
    }
    return n;
}

size_t gr_line_subtotals(const gr_sheet_draft *draft, const gr_cell_spot *asker, size_t most,
                         const gr_cell_spot **out)
{
    const gr_sheet_cell *at = cell_of(draft, asker);
    const uint32_t *rows = NULL;
    size_t n = 0,
           all = gr_line_sums_subtotals(gr_line_sums_of(draft, asker->table, at->col), &rows);
    for (size_t i = 0; i < all && rows[i] < at->row; i++) {
        const gr_sheet_cell *cell = gr_cell_at(draft, asker->sheet, rows[i], at->col);
        const gr_cell_spot *spot = cell == NULL ? NULL : gr_spot_of_cell(draft, asker->sheet, cell);
        if (spot == NULL || (spot->words && !spot->absent) || cell->style != GR_CELL_SUBTOTAL) {
            continue;
        }
        if (n == most || (spot->absent && cell->formula.len == 0) ||
            !gr_spot_precedes(spot, asker)) {
            return 0;
        }
        out[n++] = spot;
    }
    return n;
}
