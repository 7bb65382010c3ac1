#ifndef GR_DERIVE_PRIV_H
#define GR_DERIVE_PRIV_H
/* Derived datasets as bound: what `bind` makes and `derive` and `distribute` run. */
#include "derive/derive.h"

typedef struct gr_distribution { /* what a distribution has besides fields */
    const gr_bound *total;       /* MONEY */
    const gr_bound_set *among;
    uint32_t to_slot;
    const gr_bound *weight; /* INT or DECIMAL */
    size_t share_column;
    size_t weight_column; /* SIZE_MAX: not kept */
    bool whole_units;     /* parts are whole euros, else cents */
    gr_str among_text;
} gr_distribution;

typedef struct gr_grouping { /* rows that agree in these columns are one group; none: all rows */
    const size_t *columns;
    size_t n;
} gr_grouping;

typedef struct gr_waiting { /* a record that is not in its table yet */
    gr_loc at;
    gr_value *values;
} gr_waiting;

typedef struct gr_hiding { /* what <suppress> says, and the records it is about */
    size_t field;
    int64_t below;
    bool zeros;         /* zero is small too */
    const size_t *with; /* columns hidden along with it */
    size_t n_with;
    gr_grouping *groupings; /* whose totals are shown; the first is all rows */
    size_t n_groupings;
    gr_loc at;
    gr_waiting *rows;
    size_t n_rows, cap_rows;
} gr_hiding;

typedef struct gr_derived {
    gr_schema *schema;
    gr_table *table;
    const gr_bound_set *of;
    uint32_t slot;
    const gr_bound **values;       /* one a column; NULL for share and weight */
    gr_distribution *distribution; /* NULL: one record for each record of the set */
    gr_hiding *hiding;             /* NULL: nothing is hidden */
    gr_loc at;
} gr_derived;

struct gr_derivations {
    gr_derived *list;
    size_t n;
    gr_control *checks;
    size_t n_checks;
};

typedef struct gr_deriving { /* while the datasets are computed */
    gr_machine *machine;
    const gr_limits *limits;
} gr_deriving;

/* ---- binding: each goes on after a report, to tell all ---- */
/** The relations of all roots; the binder knows them afterwards. */
GR_MUST_USE gr_status gr_relations_bind(const gr_tnode *const *roots, size_t n, gr_binder *binder);
/** One <derive> or <distribute>; its dataset stands in the catalogue afterwards, also when
 * something in it could not be bound, so that what uses it is not blamed. */
GR_MUST_USE gr_status gr_derived_bind(const gr_tnode *node, gr_binder *binder,
                                      gr_catalogue *catalogue, gr_derived *out);
GR_MUST_USE gr_status gr_derived_bind_schema(const gr_tnode *node, gr_binder *binder,
                                             gr_schema *schema);
GR_MUST_USE gr_status gr_derived_bind_fields(const gr_tnode *node, gr_binder *binder,
                                             const gr_scope *scope, gr_derived *derived);
/** The column that a word of attribute `attr` names. */
GR_MUST_USE gr_status gr_derived_column(const gr_tnode *node, const gr_binder *binder,
                                        const gr_schema *schema, const char *attr, gr_str name,
                                        size_t *out);
/** The <suppress> of a dataset, when it has one. */
GR_MUST_USE gr_status gr_hiding_bind(const gr_tnode *derive, const gr_binder *binder,
                                     gr_derived *derived);
/** "; did you mean 'x'?", or nothing. */
gr_str gr_derived_advice(gr_arena *arena, gr_str name, const gr_str *candidates, size_t n);

/* ---- running ---- */
/** The record as the value of a variable; its origin is its key. */
gr_value gr_record_value(gr_machine *machine, const gr_table *table, uint32_t row);
/** Fills `values` of the columns that are fields. */
GR_MUST_USE gr_status gr_derived_fields(const gr_deriving *deriving, const gr_derived *derived,
                                        gr_value *values);
/** Adds a record of the values at hand, with their origins. `at`: the record it was made for. */
GR_MUST_USE gr_status gr_derived_append(const gr_deriving *deriving, const gr_derived *derived,
                                        gr_loc at, const gr_value *values);
/** Hides what is small in the records that wait, then adds them. STEPS_LIMIT when there is too much
 * of it to see to that none can be worked out. */
GR_MUST_USE gr_status gr_hide(const gr_deriving *deriving, const gr_derived *derived);
/** The records that one record of the set is divided into. */
GR_MUST_USE gr_status gr_distribute(const gr_deriving *deriving, const gr_derived *derived,
                                    gr_ref part);

#endif
