#include "sheets_priv.h"

/* Owns which cells of a workbook are inputs: figures as an export has them that formulas refer to,
 * so that whoever types another one sees what follows. A field that several cells show is one
 * input: the others refer to it. What was worked out is no input, nor is a figure that nothing in
 * the workbook is made of. */

static void use_cell(gr_sheet_draft *draft, uint32_t sheet, const gr_sheet_cell *cell, bool weight)
{
    const gr_cell_spot *spot = cell == NULL ? NULL : gr_spot_of_cell(draft, sheet, cell);
    if (spot != NULL) {
        gr_cell_spot *own = &draft->spots[spot - draft->spots];
        own->used = true;
        own->weight = own->weight || weight;
    }
}

/** Rows that are not held have no inputs: their cells have no places here. */
static void use_area(gr_sheet_draft *draft, const gr_area *area, bool weight)
{
    if (gr_long_rows_in(draft, area) != NULL) {
        return;
    }
    for (uint32_t row = area->first_row; row <= area->last_row; row++) {
        for (uint32_t col = area->first_col; col <= area->last_col; col++) {
            use_cell(draft, area->sheet, gr_cell_at(draft, area->sheet, row, col), weight);
        }
    }
}

/** Recursion ends: a formula that was written is at most 8,192 signs long. */
void gr_inputs_use(gr_sheet_draft *draft, const gr_cell_spot *asker, const gr_fx *fx)
{
    if (fx->kind == GR_FX_CELL || fx->kind == GR_FX_AREA) {
        use_area(draft, &fx->area, asker != NULL && asker->weight);
    }
    for (size_t i = 0; i < fx->n_args; i++) {
        gr_inputs_use(draft, asker, fx->args[i]);
    }
}

/** A field of an export, however it was chosen, and whatever passed it on. */
static bool is_field(const gr_origin *origin)
{
    while (origin != NULL && origin->n_args > 0 &&
           (origin->op == GR_OP_CHOOSE || origin->op == GR_OP_FIRST ||
            (origin->op == GR_OP_LEAF && origin->n_args == 1))) {
        origin = origin->args[0];
    }
    return origin != NULL && origin->op == GR_OP_LEAF && origin->n_args == 0;
}

static const gr_sheet_cell *cell_of(const gr_sheet_draft *draft, const gr_cell_spot *spot)
{
    return &draft->sheets[spot->sheet].sheet.cells[spot->cell];
}

/** It may be typed over, once something is made of it. */
static bool may_be_input(const gr_sheet_draft *draft, const gr_cell_spot *spot)
{
    const gr_sheet_cell *cell = cell_of(draft, spot);
    return !spot->aside && cell->formula.len == 0 && cell->style == GR_CELL_BODY &&
           (!spot->words || spot->absent) && is_field(spot->origin);
}

/* --- one field in several cells --- */

typedef struct same_field {
    const gr_sheet_draft *draft;
} same_field;

static bool is_one(const void *user, const gr_cell_spot *spot)
{
    const same_field *same = user;
    return !spot->words && may_be_input(same->draft, spot);
}

/** The first cell that shows this field; NULL: it is not one to be typed over. */
static gr_cell_spot *first_of(gr_sheet_draft *draft, const gr_spot_index *index,
                              const gr_cell_spot *spot)
{
    const same_field same = {draft};
    if (!is_one(&same, spot)) {
        return NULL;
    }
    const gr_cell_spot *first = gr_spots_first(index, spot->form, is_one, &same);
    return first == NULL ? NULL : &draft->spots[first - draft->spots];
}

static gr_str reference_to(const gr_sheet_draft *draft, const gr_cell_spot *spot, uint32_t from)
{
    const gr_sheet_cell *cell = cell_of(draft, spot);
    const gr_fx fx = {.kind = GR_FX_CELL,
                      .area = {spot->sheet, cell->row, cell->row, cell->col, cell->col}};
    return gr_fx_text(draft, &fx, from, false, draft->arena);
}

void gr_inputs_join(gr_sheet_draft *draft, const gr_spot_index *index)
{
    gr_cell_spot **firsts = GR_NEW_N(draft->scratch, gr_cell_spot *, draft->n_spots + 1);
    for (size_t i = 0; i < draft->n_spots; i++) {
        firsts[i] = first_of(draft, index, &draft->spots[i]);
        if (firsts[i] != NULL) {
            firsts[i]->used = firsts[i]->used || draft->spots[i].used;
            firsts[i]->weight = firsts[i]->weight || draft->spots[i].weight;
        }
    }
    for (size_t i = 0; i < draft->n_spots; i++) {
        const gr_cell_spot *spot = &draft->spots[i];
        if (firsts[i] != NULL && firsts[i] != spot && firsts[i]->used) {
            draft->sheets[spot->sheet].sheet.cells[spot->cell].formula =
                reference_to(draft, firsts[i], spot->sheet);
        }
    }
}

/* --- where they stand --- */

typedef struct ranges { /* of one sheet */
    gr_arena *arena;
    gr_sheet_inputs *list;
    size_t n, cap;
    size_t *last; /* of each column: its last range, from 1; 0: none */
} ranges;

static bool goes_on(const gr_sheet_inputs *range, const gr_sheet_inputs *next)
{
    return range->last_row + 1 == next->first_row && range->whole == next->whole &&
           range->from_zero == next->from_zero;
}

static void add_input(ranges *r, const gr_cell_spot *spot, const gr_sheet_cell *cell)
{
    gr_sheet_inputs next = {.first_row = cell->row,
                            .last_row = cell->row,
                            .col = cell->col,
                            .whole = cell->value.type == GR_T_INT,
                            .from_zero = spot->weight};
    size_t *last = &r->last[cell->col];
    if (*last > 0 && goes_on(&r->list[*last - 1], &next)) {
        r->list[*last - 1].last_row = cell->row;
        return;
    }
    *GR_PUSH(r->arena, r->list, r->n, r->cap, gr_sheet_inputs) = next;
    *last = r->n;
}

void gr_draft_inputs(gr_sheet_draft *draft)
{
    for (size_t i = 0; i < draft->n_sheets; i++) {
        gr_sheet *sheet = &draft->sheets[i].sheet;
        ranges r = {.arena = draft->arena,
                    .last = GR_NEW_N(draft->scratch, size_t, sheet->n_cols + 1)};
        for (size_t k = 0; k < sheet->n_cells; k++) {
            gr_sheet_cell *cell = &sheet->cells[k];
            const gr_cell_spot *spot = gr_spot_of_cell(draft, (uint32_t)i, cell);
            cell->input = spot != NULL && spot->used && may_be_input(draft, spot);
            if (cell->input) {
                add_input(&r, spot, cell);
            }
        }
        sheet->inputs = r.list;
        sheet->n_inputs = r.n;
    }
}
