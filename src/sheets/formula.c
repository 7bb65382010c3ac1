#include "formula_priv.h"

/* Owns which cells get a formula. There is often more than one way to write a figure with the cells
 * that show its operands; the simplest that is right is taken. A formula is kept only when working
 * it out over the cells gives exactly what the cell shows: gr_fx_proves.
 *
 * A figure that could not become one although cells around it say what it was made of would look
 * live and not be: it says so in a comment. */

#define SEARCH_MAX 20000000 /* combinations tried in one workbook */

static gr_sheet_cell *cell_of(const gr_sheet_draft *draft, const gr_cell_spot *spot)
{
    return &draft->sheets[spot->sheet].sheet.cells[spot->cell];
}

/** `asker`: the figure that it is; NULL: a total of a pulled table. */
static bool keep(gr_sheet_draft *draft, const gr_fx *fx, uint32_t sheet, const gr_cell_spot *asker,
                 gr_sheet_cell *cell)
{
    if (fx == NULL) {
        return false;
    }
    gr_str text = gr_fx_text(draft, fx, sheet, false, draft->arena);
    if (text.len == 0 || !gr_fx_proves(draft, fx, cell)) {
        return false;
    }
    cell->formula = text;
    gr_inputs_use(draft, asker, fx);
    return true;
}

/** Behind the footnotes of the cell. */
static void say_fixed(gr_sheet_draft *draft, gr_sheet_cell *cell, const char *label)
{
    gr_str said = gr_label_text(draft->doc->house, label);
    cell->note = cell->note.len == 0 ? said
                                     : gr_str_fmt(draft->arena, GR_FMT "\n" GR_FMT,
                                                  GR_ARG(cell->note), GR_ARG(said));
}

static bool is_total_row(const gr_sheet_cell *cell)
{
    return cell->style == GR_CELL_TOTAL || cell->style == GR_CELL_SUBTOTAL;
}

static bool is_total(const gr_sheet_cell *cell)
{
    return is_total_row(cell) && gr_sheet_cell_content(cell) == GR_CONTENT_NUMBER;
}

/** A field as the export has it, however it was chosen. */
static bool is_given(const gr_origin *origin)
{
    while (origin != NULL && origin->n_args > 0 &&
           (origin->op == GR_OP_CHOOSE || origin->op == GR_OP_FIRST)) {
        origin = origin->args[0];
    }
    return origin == NULL || origin->op == GR_OP_LEAF || origin->op == GR_OP_CONSTANT;
}

/** A figure that is missing, live; and when a sum of what is known is whole. */
static bool keep_missing(gr_building *b, const gr_cell_spot *spot, gr_sheet_cell *cell)
{
    if (!is_given(spot->origin) && keep(b->draft, gr_fx_missing(b), spot->sheet, spot, cell)) {
        return true;
    }
    cell->besides = GR_LIT("");
    return false;
}

static void formula_of(gr_building *b, const gr_cell_spot *spot)
{
    gr_sheet_draft *draft = b->draft;
    gr_sheet_cell *cell = cell_of(draft, spot);
    gr_mark mark = gr_arena_mark(draft->scratch);
    gr_building own = *b;
    own.asker = spot;
    const gr_fx *fx = NULL;
    bool kept = spot->absent && keep_missing(&own, spot, cell);
    for (unsigned nr = 0; !kept && gr_fx_find(&own, nr, &fx); nr++) {
        kept = own.refers && keep(draft, fx, spot->sheet, spot, cell);
    }
    if (cell->besides.len > 0) {
        cell->whole_when = gr_fx_complete(&own);
    }
    gr_arena_rewind(draft->scratch, mark);
    bool fitted = spot->origin != NULL && spot->origin->op == GR_OP_FITTED;
    if (!kept && !is_given(spot->origin) && (own.refers || is_total(cell) || fitted)) {
        say_fixed(draft, cell, fitted ? "fitted-value" : "fixed-value");
    }
}

/* --- totals of pulled tables --- */

static bool is_counted(const gr_sheet_cell *cell, uint16_t col)
{
    return cell->style == GR_CELL_BODY && cell->col == col && cell->colspan == 1;
}

/** The sum over the body rows of one column. */
static const gr_fx *column_sum(gr_building *b, const gr_placed *table, uint16_t col)
{
    const gr_sheet_cell *cells = b->draft->sheets[table->sheet].sheet.cells;
    gr_area area = {table->sheet, UINT32_MAX, 0, col, col};
    if (table->rows != NULL) {
        area.first_row = table->rows->first_row;
        area.last_row = area.first_row + table->rows->n - 1;
    }
    for (size_t i = table->first_cell; i < table->end_cell; i++) {
        if (is_counted(&cells[i], col)) {
            area.first_row = cells[i].row < area.first_row ? cells[i].row : area.first_row;
            area.last_row = cells[i].row;
        }
    }
    if (area.first_row > area.last_row) {
        return NULL;
    }
    gr_fx *fx = gr_fx_new(b, GR_FX_SUM, 1);
    fx->args[0] = gr_fx_area(b, area);
    return fx;
}

static void formulas_of_pulled(gr_building *b, const gr_placed *table)
{
    gr_sheet_draft *draft = b->draft;
    gr_sheet_cell *cells = draft->sheets[table->sheet].sheet.cells;
    for (size_t i = table->first_cell; i < table->end_cell; i++) {
        gr_sheet_cell *cell = &cells[i];
        if (cell->style != GR_CELL_TOTAL || !gr_value_is_number(&cell->value)) {
            continue;
        }
        gr_mark mark = gr_arena_mark(draft->scratch);
        bool summed = cell->col < table->node->as.table.n_cols &&
                      table->node->as.table.cols[cell->col].summed;
        bool kept =
            summed && keep(draft, column_sum(b, table, cell->col), table->sheet, NULL, cell);
        gr_arena_rewind(draft->scratch, mark);
        if (!kept) {
            say_fixed(draft, cell, "fixed-value");
        }
    }
}

/** A total that hidden numbers have a part in is a text, and stays one. */
static void say_guarded(gr_sheet_draft *draft)
{
    for (size_t i = 0; i < draft->n_sheets; i++) {
        gr_sheet *sheet = &draft->sheets[i].sheet;
        for (size_t j = 0; j < sheet->n_cells; j++) {
            if (is_total_row(&sheet->cells[j]) && gr_value_is_guarded(&sheet->cells[j].value)) {
                say_fixed(draft, &sheet->cells[j], "fixed-value");
            }
        }
    }
}

/** Sums in one row of totals are over the same rows: where one has a figure, another may have none
 *  yet. */
static void learn_lists(gr_building *b)
{
    for (size_t i = 0; i < b->draft->n_spots; i++) {
        const gr_cell_spot *spot = &b->draft->spots[i];
        if (!spot->total || spot->words || spot->aside) {
            continue;
        }
        gr_mark mark = gr_arena_mark(b->draft->scratch);
        gr_building own = *b;
        own.asker = spot;
        own.learns = true;
        (void)gr_fx_build(&own, spot->origin);
        gr_arena_rewind(b->draft->scratch, mark);
    }
}

void gr_draft_formulas(gr_sheet_draft *draft)
{
    size_t search_left = SEARCH_MAX;
    gr_building b = {.draft = draft, .search_left = &search_left};
    gr_arena *known = gr_arena_new(1 << 16); /* grows while `scratch` is given back */
    draft->known = known;
    b.forms = gr_forms_new(known);
    b.index = gr_spots_index(draft, b.forms, known);
    b.members = gr_members_new(known);
    gr_lines_learn(draft);
    learn_lists(&b);
    for (size_t i = 0; i < draft->n_spots; i++) {
        formula_of(&b, &draft->spots[i]);
    }
    for (size_t i = 0; i < draft->n_tables; i++) {
        if (draft->tables[i].node->as.table.source != NULL) {
            formulas_of_pulled(&b, &draft->tables[i]);
        }
    }
    say_guarded(draft);
    gr_inputs_join(draft, b.index);
    gr_draft_inputs(draft);
    gr_arena_free(known);
}
