#ifndef GR_DATASET_GROUP_H
#define GR_DATASET_GROUP_H
/* Lists of records: what a set expression yields, sorted and cut into groups. */
#include "dataset/table.h"

typedef struct gr_rows { /* records of one table, in order */
    const gr_table *table;
    const uint32_t *rows;
    uint32_t n;
} gr_rows;

/** Stable sort by parallel keys: keys[i * n_keys + k] is key k of row i; `descending[k]`. */
void gr_rows_sort(uint32_t *rows, uint32_t n, const gr_value *keys, size_t n_keys,
                  const bool *descending, gr_arena *scratch);

typedef struct gr_group {
    gr_value key;
    gr_rows members;
} gr_group;
/** Groups by `keys[i]` in order of first appearance. */
size_t gr_rows_group(gr_rows rows, const gr_value *keys, gr_arena *arena, gr_group **out_groups);

#endif
