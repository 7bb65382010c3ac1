#include "expr_priv.h"

/* Owns sums over hidden cells. What is hidden swallows a sum, unless the table knows what exactly
 * these cells add up to: the data descriptor that hides them sees to it that no cell can be worked
 * out from the sums it lets out. Such a sum has no operands: nothing leads to what it hides. */
#include <stdlib.h>

#include "base/arena.h"

static int by_number(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

/** Numbers, and hidden cells of one column of one table; false for anything else. */
static bool gather(const gr_value *values, size_t n, uint32_t *rows, size_t *out_n,
                   gr_hidden *out_first)
{
    gr_hidden first = {.table = NULL};
    *out_n = 0;
    for (size_t i = 0; i < n; i++) {
        const gr_hidden *cell = &values[i].as.hidden;
        if (values[i].type != GR_T_SUPPRESSED) {
            if (!gr_value_is_number(&values[i])) {
                return false;
            }
            continue;
        }
        first = *out_n == 0 ? *cell : first;
        if (cell->table == NULL || cell->table != first.table || cell->column != first.column) {
            return false;
        }
        rows[(*out_n)++] = cell->row;
    }
    *out_first = first;
    return *out_n > 0;
}

bool gr_sum_hidden(gr_arena *arena, gr_value *values, size_t n, size_t *out_n)
{
    uint32_t *rows = GR_NEW_N(arena, uint32_t, n);
    size_t n_hidden = 0, kept = 0;
    gr_hidden cell = {.table = NULL};
    gr_value sum = {.type = GR_T_INT};
    if (!gather(values, n, rows, &n_hidden, &cell)) {
        return false;
    }
    qsort(rows, n_hidden, sizeof *rows, by_number);
    if (!gr_table_hidden_sum(cell.table, cell.column, rows, n_hidden, &sum.as.i)) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        if (values[i].type != GR_T_SUPPRESSED) {
            values[kept++] = values[i];
        }
    }
    values[kept++] = sum;
    *out_n = kept;
    return true;
}
