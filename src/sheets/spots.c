#include "sheets_priv.h"

/* Owns which cell stands where, and the index from quantities to the cells that show them. */

typedef struct entry {
    const gr_cell_spot *spot;
    struct entry *next; /* in the order of the workbook */
} entry;

struct gr_spot_index {
    const gr_sheet_draft *draft;
    entry **buckets;
    size_t mask;
};

/* --- places --- */

static void index_rows(gr_draft_sheet *sheet, gr_arena *arena)
{
    const gr_sheet *made = &sheet->sheet;
    sheet->row_starts = GR_NEW_N(arena, size_t, (size_t)made->n_rows + 1);
    sheet->spots = GR_NEW_N(arena, const gr_cell_spot *, made->n_cells);
    size_t cell = 0;
    for (uint32_t row = 0; row <= made->n_rows; row++) {
        while (cell < made->n_cells && made->cells[cell].row < row) {
            cell++;
        }
        sheet->row_starts[row] = cell;
    }
}

gr_sheet_cell *gr_cell_at(const gr_sheet_draft *draft, uint32_t sheet, uint32_t row, uint32_t col)
{
    const gr_draft_sheet *on = &draft->sheets[sheet];
    if (row >= on->sheet.n_rows) {
        return NULL;
    }
    size_t low = on->row_starts[row], high = on->row_starts[row + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (on->sheet.cells[middle].col < col) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < on->row_starts[row + 1] && on->sheet.cells[low].col == col;
    return found ? &on->sheet.cells[low] : NULL;
}

const gr_cell_spot *gr_spot_of_cell(const gr_sheet_draft *draft, uint32_t sheet,
                                    const gr_sheet_cell *cell)
{
    const gr_draft_sheet *on = &draft->sheets[sheet];
    return on->spots[cell - on->sheet.cells];
}

/* --- quantities --- */

static size_t bucket_of(const gr_spot_index *index, gr_form form)
{
    return (size_t)form & index->mask;
}

gr_spot_index *gr_spots_index(gr_sheet_draft *draft, gr_forms *forms, gr_arena *arena)
{
    size_t n = 16;
    while (n < draft->n_spots * 2) {
        n *= 2;
    }
    gr_spot_index *index = GR_NEW(arena, gr_spot_index);
    *index = (gr_spot_index){draft, GR_NEW_N(arena, entry *, n), n - 1};
    for (size_t i = draft->n_spots; i > 0; i--) {
        gr_cell_spot *spot = &draft->spots[i - 1];
        spot->form = gr_form_of(forms, spot->origin);
        spot->size = gr_form_size(forms, spot->origin);
        if (!spot->aside && (!spot->words || spot->absent)) {
            entry *made = GR_NEW(arena, entry);
            entry **bucket = &index->buckets[bucket_of(index, spot->form)];
            *made = (entry){spot, *bucket};
            *bucket = made;
        }
    }
    for (size_t i = 0; i < draft->n_sheets; i++) {
        index_rows(&draft->sheets[i], arena);
    }
    for (size_t i = 0; i < draft->n_spots; i++) {
        const gr_cell_spot *spot = &draft->spots[i];
        draft->sheets[spot->sheet].spots[spot->cell] = spot;
    }
    return index;
}

static const gr_sheet_cell *cell_of(const gr_sheet_draft *draft, const gr_cell_spot *spot)
{
    return &draft->sheets[spot->sheet].sheet.cells[spot->cell];
}

/** Of cells that show one quantity: a plain field before all, then a total of more than one row. */
static int class_of(const gr_cell_spot *spot)
{
    const gr_origin *origin = spot->origin;
    if (origin->op == GR_OP_LEAF && origin->n_args == 0) {
        return 0;
    }
    return spot->total && origin->op == GR_OP_SUM && origin->n_args > 1 ? 1 : 2;
}

bool gr_spot_precedes(const gr_cell_spot *spot, const gr_cell_spot *other)
{
    if (spot->size != other->size) {
        return spot->size < other->size;
    }
    if (spot->size < UINT32_MAX && class_of(spot) != class_of(other)) {
        return class_of(spot) < class_of(other);
    }
    return spot->sheet != other->sheet ? spot->sheet < other->sheet : spot->cell < other->cell;
}

enum { UNFIT, ELSEWHERE, SAME_TABLE, IN_LINE };

static int nearness(const gr_sheet_draft *draft, const gr_cell_spot *spot,
                    const gr_cell_spot *asker)
{
    if (spot == asker || (!asker->aside && !gr_spot_precedes(spot, asker))) {
        return UNFIT;
    }
    if (spot->table != asker->table) {
        return ELSEWHERE;
    }
    const gr_sheet_cell *a = cell_of(draft, spot);
    const gr_sheet_cell *b = cell_of(draft, asker);
    return a->row == b->row || a->col == b->col ? IN_LINE : SAME_TABLE;
}

const gr_cell_spot *gr_spots_find(const gr_spot_index *index, gr_form form,
                                  const gr_cell_spot *asker)
{
    const gr_cell_spot *best = NULL;
    int nearest = UNFIT;
    for (const entry *e = index->buckets[bucket_of(index, form)]; e != NULL; e = e->next) {
        int near = e->spot->form == form ? nearness(index->draft, e->spot, asker) : UNFIT;
        bool before = near == nearest && best != NULL && gr_spot_precedes(e->spot, best);
        if (near > nearest || before) {
            best = e->spot;
            nearest = near;
        }
    }
    return best;
}

const gr_cell_spot *gr_spots_first(const gr_spot_index *index, gr_form form,
                                   bool (*is_one)(const void *user, const gr_cell_spot *spot),
                                   const void *user)
{
    for (const entry *e = index->buckets[bucket_of(index, form)]; e != NULL; e = e->next) {
        if (e->spot->form == form && is_one(user, e->spot)) {
            return e->spot;
        }
    }
    return NULL;
}
