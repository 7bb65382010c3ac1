#ifndef GR_CONTRACT_PRIV_H
#define GR_CONTRACT_PRIV_H
/* Promises that were judged. */
#include "base/arena.h"
#include "base/waiver.h"
#include "contract/contract.h"

typedef struct contract_broken {
    const gr_schema *schema;
    const gr_promise *promise;
    gr_str what;   /* "4 of at least 10 records" */
    size_t waiver; /* that holds it back; SIZE_MAX: none */
    gr_loc at;     /* in the export; line 0: nowhere in particular */
    gr_loc from;   /* its first record in the exports; line 0: it has none */
    bool told;
    bool has_rows; /* the dataset has records */
} contract_broken;

struct gr_contract {
    gr_contract_setup setup;
    contract_broken *broken;
    size_t n, cap;
    contract_broken *unmeasured; /* promises on change without a measure to hold them against */
    size_t n_unmeasured, cap_unmeasured;
};

typedef struct contract_judging { /* a promise of a table at hand */
    gr_contract *contract;
    const gr_table *table;
    const gr_schema *schema;
    const gr_promise *promise;
    gr_arena *arena;
} contract_judging;

GR_PRINTF(3, 4)
void gr_contract_break(const contract_judging *j, gr_loc at, const char *what, ...);

/* waived.c */
/** The promise is judged: its waivers may be found unused. */
void gr_contract_note_asked(const contract_judging *j);
void gr_contract_tell_waived(const gr_contract *contract, const contract_broken *broken,
                             gr_diag *diag);
/** That which holds back the promise as a whole, and notes that it does; SIZE_MAX: none. */
size_t gr_contract_waiver(const contract_judging *j);
/** The same of what is amiss in one row. */
size_t gr_contract_row_waiver(const contract_judging *j, uint32_t row);
/** A row that is amiss, and held back by itself. */
void gr_contract_break_waived(const contract_judging *j, size_t waiver, gr_loc at, gr_str what);

/* values.c: ranges and patterns of fields, sums */
void gr_contract_judge_values(const contract_judging *j);
/** What `n` rows of the dataset are called: "record", "records", "group", "groups". */
const char *gr_contract_rows_said(const gr_schema *schema, uint32_t n);
/** Where its records come from: the first of them; line 0: it has none. */
gr_loc gr_contract_begin(const gr_table *table);
void gr_contract_judge_totals(const contract_judging *j);
bool gr_contract_fits(gr_str text, gr_str pattern);
/** Sum of a column over rows [from, to); false: it is too large to be told. */
bool gr_contract_sum(const gr_table *table, size_t column, uint32_t from, uint32_t to,
                     gr_value *out);

/* measures.c: against the accepted run */
void gr_contract_judge_change(const contract_judging *j);

/* periods.c */
bool gr_contract_has_period(const gr_table *table, size_t column, const gr_value *period);

#endif
