#ifndef GR_DATASET_MAPPING_H
#define GR_DATASET_MAPPING_H
/* Datasets that translate: accounts and cost centres of a ledger to modules and lines. The key of a
 * record is what it is for, part by part: exact ("4711"), a beginning ("40*"), a range
 * ("4000..4999") or anything ("*"). */
#include "dataset/table.h"

typedef struct gr_mapping gr_mapping;

/** NULL after MAPPING_ENTRY reports: entries that say nothing, with their places. Its table is read
 * and stays as it is; both live in `arena` or longer. */
const gr_mapping *gr_mapping_new(const gr_table *table, gr_arena *arena, gr_diag *diag);
/** The entry for `values`, one a part of the key: the most specific that fits them, that is the one
 * that each other that fits holds. `*out_row` is UINT32_MAX when none fits. False: two fit of which
 * none holds the other, `out_row` and `out_rival`. */
GR_MUST_USE bool gr_mapping_find(const gr_mapping *mapping, const gr_str *values, uint32_t *out_row,
                                 uint32_t *out_rival);

#endif
