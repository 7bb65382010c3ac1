#include "sheets_priv.h"

/* Owns the arguments of SUM, MIN, MAX, AVERAGE and COUNT: cells in one line become a range, over
 * whatever such a function passes over; ranges beside each other become one; more than a function
 * takes become functions in a function. */

#define MOST_PARTS 250 /* of one list; a spreadsheet takes 255 */

static int order_of(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static const gr_area *area_of(const void *item)
{
    return &(*(const gr_fx *const *)item)->area;
}

static int first_of(int a, int b, int c)
{
    return a != 0 ? a : b != 0 ? b : c;
}

static int by_columns(const void *left, const void *right)
{
    const gr_area *a = area_of(left), *b = area_of(right);
    return first_of(order_of(a->sheet, b->sheet), order_of(a->first_col, b->first_col),
                    order_of(a->first_row, b->first_row));
}

static int by_rows(const void *left, const void *right)
{
    const gr_area *a = area_of(left), *b = area_of(right);
    return first_of(order_of(a->sheet, b->sheet), order_of(a->first_row, b->first_row),
                    order_of(a->first_col, b->first_col));
}

/** Cells to the front; returns how many there are. */
static size_t cells_first(gr_fx *list)
{
    size_t n = 0;
    for (size_t i = 0; i < list->n_args; i++) {
        if (list->args[i]->kind == GR_FX_CELL) {
            const gr_fx *cell = list->args[i];
            list->args[i] = list->args[n];
            list->args[n++] = cell;
        }
    }
    return n;
}

static bool in_one_row(const gr_fx *list, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const gr_area *a = &list->args[i]->area;
        if (a->sheet != list->args[0]->area.sheet ||
            a->first_row != list->args[0]->area.first_row) {
            return false;
        }
    }
    return true;
}

/** `next` comes after `area` in one column or one row, and nothing between them would be counted.
 *  In a `tight` list figures may come between that are none of it. */
static bool continues(const gr_sheet_draft *draft, const gr_area *area, const gr_area *next,
                      bool tight)
{
    if (area->sheet != next->sheet || (tight && next->first_row > area->last_row + 1) ||
        (tight && next->first_col > area->last_col + 1)) {
        return false;
    }
    gr_area gap = *area;
    if (area->first_col == next->first_col && area->last_col == next->last_col) {
        gap.first_row = area->last_row + 1;
        gap.last_row = next->first_row - 1;
        return next->first_row > area->last_row && gr_is_passed_over(draft, &gap);
    }
    gap.first_col = area->last_col + 1;
    gap.last_col = next->first_col - 1;
    return area->first_row == next->first_row && area->last_row == next->last_row &&
           next->first_col > area->last_col && gr_is_passed_over(draft, &gap);
}

/** What comes between subtotals is in them. */
static bool is_subtotal(const gr_sheet_draft *draft, const gr_fx *fx)
{
    const gr_area *at = &fx->area;
    const gr_sheet_cell *cell = gr_cell_at(draft, at->sheet, at->first_row, at->first_col);
    return cell != NULL && cell->style == GR_CELL_SUBTOTAL;
}

/** Joins neighbours of the first `n`; returns how many are left. */
static size_t join(const gr_sheet_draft *draft, gr_fx *list, size_t n)
{
    size_t kept = 0;
    bool tight = list->kind == GR_FX_COUNT || (n > 0 && is_subtotal(draft, list->args[0]));
    for (size_t i = 0; i < n; i++) {
        const gr_fx *next = list->args[i];
        if (kept > 0 && continues(draft, &list->args[kept - 1]->area, &next->area, tight)) {
            gr_fx *area = GR_NEW(draft->scratch, gr_fx);
            *area = *list->args[kept - 1];
            area->kind = GR_FX_AREA;
            area->area.last_row = next->area.last_row;
            area->area.last_col = next->area.last_col;
            list->args[kept - 1] = area;
        } else {
            list->args[kept++] = next;
        }
    }
    return kept;
}

/** SUM(SUM(...), SUM(...)): an average has no such form. */
static void nest(const gr_sheet_draft *draft, gr_fx *list)
{
    while (list->n_args > MOST_PARTS && list->kind != GR_FX_AVERAGE) {
        size_t n = 0;
        for (size_t i = 0; i < list->n_args; i += MOST_PARTS) {
            gr_fx *part = GR_NEW(draft->scratch, gr_fx);
            size_t left = list->n_args - i;
            *part = (gr_fx){.kind = list->kind,
                            .args = &list->args[i],
                            .n_args = left < MOST_PARTS ? left : MOST_PARTS};
            const gr_fx **own = GR_NEW_N(draft->scratch, const gr_fx *, part->n_args);
            memcpy(own, part->args,
                   part->n_args * sizeof(own[0])); /* these places are used again */
            part->args = own;
            list->args[n++] = part;
        }
        list->n_args = n;
    }
}

void gr_fx_gather(const gr_sheet_draft *draft, gr_fx *list)
{
    size_t n = cells_first(list), all = list->n_args;
    if (n > 1) {
        qsort(list->args, n, sizeof(list->args[0]), in_one_row(list, n) ? by_rows : by_columns);
        size_t kept = join(draft, list, n);
        kept = join(draft, list, kept);
        memmove(&list->args[kept], &list->args[n], (all - n) * sizeof(list->args[0]));
        list->n_args = kept + all - n;
    }
    nest(draft, list);
}
