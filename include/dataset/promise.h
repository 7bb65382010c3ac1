#ifndef GR_DATASET_PROMISE_H
#define GR_DATASET_PROMISE_H
/* What a source descriptor promises of a dataset: compiled here, judged by room `contract`. */
#include "base/diag.h"
#include "base/value.h"

typedef enum gr_breach { /* what a broken promise means; worst last */
                         GR_BREACH_NONE,
                         GR_BREACH_WARNS,    /* it is said */
                         GR_BREACH_DEGRADES, /* documents are drafts, and say so */
                         GR_BREACH_REFUSES   /* documents are not made */
} gr_breach;

typedef struct gr_promised_rows {
    uint32_t least, most; /* most UINT32_MAX: open */
} gr_promised_rows;
typedef struct gr_promised_range { /* ends of the field's own type; NONE: open */
    gr_value least, most;
} gr_promised_range;

#define GR_NO_COLUMN SIZE_MAX
typedef struct gr_promise {
    gr_str id; /* its own among all promises */
    gr_loc at;
    gr_breach on;
    gr_str because; /* what readers are told; may be empty */
    bool has_rows, has_change, has_fresh, has_range;
    gr_promised_rows rows;
    gr_decimal change; /* percent, at most, of the rows or of the sum of the accepted run */
    uint32_t fresh;    /* days that the data may be old */
    size_t period;     /* column that says of which period a record is; or GR_NO_COLUMN */
    size_t sum;        /* column that is added up; or GR_NO_COLUMN */
    gr_str equals;     /* path of what the export says that it adds up to; empty: not asked */
    size_t field;      /* column with a range or pattern; or GR_NO_COLUMN */
    gr_promised_range range;
    gr_str pattern; /* # a digit, @ a letter, ? a sign, * any; empty: none */
} gr_promise;

typedef struct gr_gathered { /* records whose rows are groups, added up while they were read */
    uint32_t n;
    gr_decimal sum;
    bool too_large; /* the sum is nothing */
} gr_gathered;

typedef struct gr_stated_total { /* what an export says of some records of a table */
    const gr_promise *promise;
    uint32_t from, to; /* these rows; of groups: nothing, and `gathered` says it */
    gr_gathered gathered;
    gr_value value; /* MISSING: it says nothing */
    gr_loc at;
} gr_stated_total;

#endif
