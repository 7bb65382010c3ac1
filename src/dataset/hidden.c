/* Owns what a table still says of cells whose values were hidden: sums of some of them together.
 * Must not know why they were hidden, or which sums are safe. */
#include "base/arena.h"
#include "dataset_priv.h"

typedef struct gr_hidden_sum {
    size_t column, n;
    const uint32_t *rows;
    int64_t sum;
} gr_hidden_sum;

void gr_table_add_hidden_sum(gr_table *table, size_t column, const uint32_t *rows, size_t n,
                             int64_t sum)
{
    gr_arena *arena = table->catalogue->arena;
    uint32_t *kept = GR_NEW_N(arena, uint32_t, n);
    for (size_t i = 0; i < n; i++) {
        kept[i] = rows[i];
    }
    *GR_PUSH(arena, table->hidden_sums, table->n_hidden_sums, table->cap_hidden_sums,
             gr_hidden_sum) = (gr_hidden_sum){column, n, kept, sum};
}

static bool is_over(const gr_hidden_sum *one, size_t column, const uint32_t *rows, size_t n)
{
    if (one->column != column || one->n != n) {
        return false;
    }
    size_t same = 0;
    while (same < n && one->rows[same] == rows[same]) {
        same++;
    }
    return same == n;
}

bool gr_table_hidden_sum(const gr_table *table, size_t column, const uint32_t *rows, size_t n,
                         int64_t *out)
{
    for (size_t i = 0; i < table->n_hidden_sums; i++) {
        if (is_over(&table->hidden_sums[i], column, rows, n)) {
            *out = table->hidden_sums[i].sum;
            return true;
        }
    }
    return false;
}

void gr_table_seal(gr_table *table, gr_str by)
{
    table->sealed_by = by;
}

gr_str gr_table_sealed_by(const gr_table *table)
{
    return table->sealed_by.len > 0 ? table->sealed_by : GR_LIT("");
}
