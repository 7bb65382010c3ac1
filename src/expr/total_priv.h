#ifndef GR_EXPR_TOTAL_PRIV_H
#define GR_EXPR_TOTAL_PRIV_H
/* What a declared total keeps between records and verdict (total.c). */
#include <assert.h>
#include <stdlib.h>

#include "expr_priv.h"

typedef struct gr_total_row {
    uint32_t row, cell, owner; /* owner: number in gr_total_cells.owners */
} gr_total_row;

struct gr_total_cells { /* of one dataset */
    const gr_table *table;
    gr_arena *arena;          /* of the binder: outlives editions */
    struct gr_intern *owners; /* keys; NULL before first use */
    gr_total_row *rows;       /* by cell, then owner */
    gr_total_row *of_row;     /* in the order of the table */
    uint32_t n_rows, n;       /* n: cells */
    gr_total_cells *next;     /* of the binder's list */
};

typedef struct gr_total_field { /* what is safe to tell of one field */
    bool *safe;                 /* by cell */
    uint32_t n_unsafe;          /* records of others in cells that are not */
    bool pool_safe;             /* those cells as one */
} gr_total_field;

__extension__ typedef __int128 gr_wide;

struct gr_total_state { /* for the reader at hand */
    gr_arena *arena;    /* of the binder: outlives editions */
    bool told;          /* that it is withheld */
    gr_str reader;
    const gr_schema *owner; /* of whom `reader` is a key */
    uint32_t reader_owner;  /* UINT32_MAX: has no records here */
    gr_total_field *fields; /* NULL before first use */
    size_t n_fields;
    uint32_t n_rows;    /* there is room for */
    gr_total_row *pool; /* records of others in unsafe cells */
    gr_wide *sums;      /* by owner; zero between uses */
};

#endif
