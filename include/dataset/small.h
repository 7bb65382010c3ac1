#ifndef GR_DATASET_SMALL_H
#define GR_DATASET_SMALL_H
/* The rule for small numbers: which are hidden, and what is said of a total over hidden ones. What
 * it says of a total depends on how many are hidden, never on which numbers they are; but for an
 * exact total of a group, which is given where every hidden number could still be any other. */
#include "base/fwd.h"

typedef struct gr_small_rule {
    int64_t below; /* numbers from `least` up to here, not including it, are hidden; at least 3 */
    int64_t least; /* 1, or 0 when zero is hidden as well */
    int64_t about; /* what each hidden number counts for in "ca"; from `least` to below - 1 */
    bool as_range; /* totals are printed as a range */
} gr_small_rule;

bool gr_small_is_suppressed(const gr_small_rule *rule, int64_t number);

/** Whether the sum of the n hidden numbers of a group may be told: any one of them can then still
 * be any small number, also for a reader who knows one of the others. */
bool gr_small_is_exact(const gr_small_rule *rule, int64_t n, int64_t sum);

#endif
