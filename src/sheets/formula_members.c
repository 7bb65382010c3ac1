#include "formula_priv.h"

/* Owns which rows the lists of a total are over. The formulas in one row of totals are made alike,
 * a column each: the rows that the n-th list of one is over are those of the n-th list of another,
 * also where that column has no figure yet. So a figure typed there is counted. */

typedef struct member {
    uint32_t table, total_row, list_nr, row;
    struct member *next;
} member;

#define BUCKETS 4096U

struct gr_members {
    gr_arena *arena;
    member *buckets[BUCKETS]; /* by row of totals and list */
};

gr_members *gr_members_new(gr_arena *arena)
{
    gr_members *members = GR_NEW(arena, gr_members);
    members->arena = arena;
    return members;
}

static const gr_sheet_cell *asking_cell(const gr_building *b)
{
    return &b->draft->sheets[b->asker->sheet].sheet.cells[b->asker->cell];
}

static member **bucket_of(const gr_building *b)
{
    uint32_t place = asking_cell(b)->row * 31U + b->asker->table * 7U + b->list_nr;
    return &b->members->buckets[place % BUCKETS];
}

static bool is_of(const member *m, const gr_building *b)
{
    return m->table == b->asker->table && m->total_row == asking_cell(b)->row &&
           m->list_nr == b->list_nr;
}

static bool is_known(const gr_building *b, uint32_t row)
{
    for (const member *m = *bucket_of(b); m != NULL; m = m->next) {
        if (m->row == row && is_of(m, b)) {
            return true;
        }
    }
    return false;
}

static bool in_column(const gr_building *b, const gr_fx *fx)
{
    return fx->kind == GR_FX_CELL && fx->area.sheet == b->asker->sheet &&
           fx->area.first_col == asking_cell(b)->col;
}

void gr_members_note(const gr_building *b, const gr_fx *list)
{
    for (size_t i = 0; i < list->n_args; i++) {
        const gr_fx *fx = list->args[i];
        if (in_column(b, fx) && !is_known(b, fx->area.first_row)) {
            member **bucket = bucket_of(b);
            member *made = GR_NEW(b->members->arena, member);
            *made = (member){b->asker->table, asking_cell(b)->row, b->list_nr, fx->area.first_row,
                             *bucket};
            *bucket = made;
        }
    }
}

static bool all_in_column(const gr_building *b, const gr_fx *list)
{
    for (size_t i = 0; i < list->n_args; i++) {
        if (!in_column(b, list->args[i])) {
            return false;
        }
    }
    return true;
}

static bool has_row(const gr_fx *list, size_t n, uint32_t row)
{
    for (size_t i = 0; i < n; i++) {
        if (list->args[i]->area.first_row == row) {
            return true;
        }
    }
    return false;
}

void gr_members_complete(gr_building *b, gr_fx *list)
{
    if (!b->asker->total || !all_in_column(b, list)) {
        return;
    }
    uint32_t col = asking_cell(b)->col;
    size_t n = list->n_args;
    for (const member *m = *bucket_of(b); m != NULL; m = m->next) {
        const gr_area at = {b->asker->sheet, m->row, m->row, col, col};
        const gr_sheet_cell *cell =
            is_of(m, b) ? gr_cell_at(b->draft, at.sheet, m->row, col) : NULL;
        if (cell != NULL && cell->style == GR_CELL_BODY && gr_is_passed_over(b->draft, &at) &&
            !has_row(list, list->n_args, m->row)) { /* what is missing may be there already */
            const gr_fx **more = GR_NEW_N(b->draft->scratch, const gr_fx *, n + 1);
            memcpy(more, list->args, n * sizeof(more[0]));
            more[n++] = gr_fx_area(b, at);
            list->args = more;
        }
    }
    list->n_args = n;
}
