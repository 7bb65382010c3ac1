/* Owns what exports say of their own records: totals, to be held against the sums. */
#include "base/arena.h"
#include "dataset_priv.h"

void gr_table_note_total(gr_table *table, const gr_stated_total *stated)
{
    *GR_PUSH(table->catalogue->arena, table->stated, table->n_stated, table->cap_stated,
             gr_stated_total) = *stated;
}

size_t gr_table_totals(const gr_table *table, const gr_stated_total **out)
{
    *out = table->stated;
    return table->n_stated;
}
