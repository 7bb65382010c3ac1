#ifndef GR_DATASET_GROUP_H
#define GR_DATASET_GROUP_H
/* Lists of records: what a set expression yields, sorted and cut into groups. */
#include "dataset/table.h"

typedef struct gr_rows { /* records of one table, in order */
    const gr_table *table;
    const uint32_t *rows;
    uint32_t n;
} gr_rows;

/** The order of texts where bytes will not do; 0 only for equal texts. */
typedef struct gr_text_order {
    int (*compare)(const void *user, gr_str a, gr_str b);
    const void *user;
} gr_text_order;
/** Stable sort by parallel keys: keys[i * n_keys + k] is key k of row i; `descending[k]`. `texts`
 * NULL: by bytes. */
void gr_rows_sort(uint32_t *rows, uint32_t n, const gr_value *keys, size_t n_keys,
                  const bool *descending, const gr_text_order *texts, gr_arena *scratch);

typedef struct gr_group {
    gr_value key;
    gr_rows members;
} gr_group;
/** Groups by `keys[i]` in order of first appearance. */
size_t gr_rows_group(gr_rows rows, const gr_value *keys, gr_arena *arena, gr_group **out_groups);

#endif
