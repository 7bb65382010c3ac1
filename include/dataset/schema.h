#ifndef GR_DATASET_SCHEMA_H
#define GR_DATASET_SCHEMA_H
/* What a dataset holds: typed columns, its key, whose its rows are. Known before a row is read. */
#include "base/diag.h"
#include "base/value.h"

typedef struct gr_schema gr_schema;

typedef struct gr_code_list { /* allowed codes and their labels, in the descriptor's order */
    gr_str name;
    const gr_code_text *codes;
    size_t n;
} gr_code_list;

typedef struct gr_column {
    gr_str name;
    gr_type type;               /* BOOL INT DECIMAL MONEY DATE PERIOD YEAR TEXT CODE REF */
    gr_currency currency;       /* MONEY */
    const gr_code_list *codes;  /* CODE */
    gr_str target_name;         /* REF: the dataset pointed at */
    const gr_schema *target;    /* REF: resolved by gr_catalogue_link */
    bool optional;              /* may be missing */
    gr_loc at;                  /* where it is declared */
} gr_column;

struct gr_schema {
    gr_str name, title; /* title: what people call it; empty: the name */
    gr_column *columns;
    size_t n_columns;
    const size_t *key; /* columns that identify a record; n_key >= 1 */
    size_t n_key;
    bool shared;         /* rows belong to nobody in particular */
    size_t owner_column; /* a REF column; only when not shared */
    bool derived;
    bool may_be_empty;
    gr_loc at;
};

/** Index of a column, or SIZE_MAX. */
size_t gr_schema_column(const gr_schema *schema, gr_str name);
/** Names of all columns, for "did you mean". */
size_t gr_schema_names(const gr_schema *schema, gr_arena *arena, gr_str **out_names);

#endif
