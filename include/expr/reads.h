#ifndef GR_EXPR_READS_H
#define GR_EXPR_READS_H
/* What a bound expression reads: which columns, and which records it looks at. */
#include "expr/bind.h"

typedef struct gr_read {
    const gr_schema *schema;
    size_t column; /* SIZE_MAX: which records there are, or how many */
    bool decides;  /* it only decides which records are meant: a condition, an order, a reference on
                      the way; else its value has a part in the result */
    bool asked;    /* a mapping that something is looked up in */
    const gr_bound_set *within; /* it is added up, counted or picked from these records; NULL: it is
                                   of a record at hand */
} gr_read;
typedef void gr_read_fn(void *user, const gr_read *read);

/** Calls `visit` for all that it reads, in the order of the text. */
void gr_bound_reads(const gr_bound *bound, gr_read_fn *visit, void *user);
/** True when no record can be in both, as their conditions say: age = 'a', and age = 'b'. */
bool gr_bound_sets_apart(const gr_bound_set *a, const gr_bound_set *b);
/** The same for a set: its records, its condition, its order. All of it decides. */
void gr_bound_set_reads(const gr_bound_set *set, gr_read_fn *visit, void *user);

#endif
