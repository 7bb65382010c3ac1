#ifndef GR_DERIVE_PRIV_H
#define GR_DERIVE_PRIV_H
/* Derived datasets as bound: what `bind` makes and `derive` and `distribute` run. */
#include "derive/derive.h"
#include "expr/reads.h"

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

typedef struct gr_field_list { /* rows that agree in these columns are one group; none: all rows */
    const size_t *columns;
    size_t n;
} gr_field_list;

typedef struct gr_waiting { /* a record that is not in its table yet */
    gr_loc at;
    gr_value *values;
} gr_waiting;

typedef struct gr_suppression { /* what a <suppress> says */
    size_t field;
    gr_small_rule rule;
    const size_t *with; /* columns hidden along with it */
    size_t n_with;
    gr_field_list open; /* columns that tell nothing of it, as the descriptor says */
    bool exact;         /* totals of the groups of `groups` may be told */
    gr_field_list groups;
    gr_str groups_text; /* as written, words apart by one space */
    gr_loc at;
} gr_suppression;

typedef struct gr_joining { /* what a <join> says */
    size_t field;
    gr_str values, into; /* values: words */
    gr_loc at;
} gr_joining;

typedef struct gr_waiting_list { /* of a dataset that hides: what is joined looks at all */
    gr_waiting *rows;
    size_t n, cap;
} gr_waiting_list;

typedef struct gr_derive_cut { /* what `by` says: records with the same value make one */
    const gr_bound *key;
    gr_str set, by; /* as written: which records, by what */
    bool in_order;  /* as first records stand in the set; else by key */
    gr_loc at;
} gr_derive_cut;

typedef struct gr_derived {
    gr_schema *schema;
    gr_table *table;
    const gr_bound_set *of;
    const gr_derive_cut *cut; /* NULL: one for each record of the set */
    uint32_t slot;
    const gr_bound **values;       /* one a column; NULL for share and weight */
    gr_distribution *distribution; /* NULL: one record for each record of the set */
    gr_suppression *suppressions;  /* none: nothing is hidden */
    size_t n_suppressions;
    gr_joining *joinings;
    size_t n_joinings;
    gr_waiting_list *waiting; /* where it hides; else NULL */
    bool discreet;            /* what it reads is hidden: messages name no figures */
    gr_loc at;
} gr_derived;

typedef struct gr_places gr_places; /* where numbers were hidden in all versions of a series */

struct gr_derivations {
    gr_derived *list;
    size_t n;
    gr_control *checks;
    gr_control_outcome *outcomes; /* of each of them; `that` NONE: it was not run */
    size_t n_checks;
    gr_str places_before;            /* of all earlier versions, as text; empty: none */
    gr_places *places;               /* with those of this one; NULL before the run */
    const struct gr_lookup *lookups; /* mappings that they ask */
};

typedef struct gr_deriving { /* while the datasets are computed */
    gr_eval_context *context;
    const gr_limits *limits;
    gr_places *places;
} gr_deriving;

/* groups.c */
/** Binds `by`, if there is one; `type`, of a record of the set, becomes that of a group. */
bool gr_derived_cut(const gr_tnode *node, gr_binder *binder, gr_derived *derived, gr_vtype *type);
/** What to make a record from when a group, or a record, is at hand. */
typedef gr_status gr_derive_fn(const gr_deriving *deriving, const gr_derived *derived);
/** Goes on after a group that failed, to tell all, but not past a limit. */
GR_MUST_USE gr_status gr_derive_groups(const gr_deriving *deriving, const gr_derived *derived,
                                       gr_rows rows, gr_derive_fn *make);
gr_ref gr_derived_from(const gr_deriving *deriving, const gr_derived *derived);

/* ---- binding: each goes on after a report, to tell all ---- */
/** The relations of all roots; the binder knows them afterwards. */
GR_MUST_USE gr_status gr_relations_bind(const gr_tnode *const *roots, size_t n, gr_binder *binder,
                                        gr_relation **out);
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
/** The columns that words with spaces between them name. */
GR_MUST_USE gr_status gr_derived_columns(const gr_tnode *node, const gr_binder *binder,
                                         const gr_schema *schema, const char *attr,
                                         gr_field_list *out);
/** The <suppress> and <join> of a dataset, when it has any. */
GR_MUST_USE gr_status gr_suppressions_bind(const gr_tnode *derive, const gr_binder *binder,
                                           gr_derived *derived);
/* bind_owner.c: whose a record is, while its expressions are bound. In this order. */
void gr_owner_open(gr_binder *binder, const gr_schema *schema); /* the sets it is made from */
void gr_owner_bind(const gr_tnode *node, gr_binder *binder, const gr_scope *scope,
                   const gr_schema *schema); /* who owns it, from here on */
/** `scope` on top of `outer`, with what is known of whose its record is. */
GR_NEVER_NULL const gr_scope *gr_owner_scope(gr_binder *binder, const gr_scope *scope,
                                             const gr_scope *outer, const gr_bound_set *of);
/** FOREIGN when records in `slot` are owned, and not by the owner of the record that is made. */
GR_MUST_USE gr_status gr_owner_judge(gr_binder *binder, const gr_tattr *set, const gr_bound_set *of,
                                     uint32_t slot);
void gr_owner_close(gr_binder *binder);
/** bind_sources.c: TOTALS_FORM when its totals could be held against those of another dataset. Only
 * when all of it is bound, and before it stands in the catalogue. */
GR_MUST_USE gr_status gr_sources_judge(gr_binder *binder, const gr_derived *derived);
/** "; did you mean 'x'?", or nothing. */
gr_str gr_derived_advice(gr_arena *arena, gr_str name, const gr_str *candidates, size_t n);

/** The derived dataset of a schema; NULL: it is read from exports. */
const gr_derived *gr_derived_find(const gr_derivations *made, const gr_schema *schema);
/** All that a column of a derived dataset is worked out from. */
void gr_derived_reads(const gr_derived *derived, size_t column, gr_read_fn *visit, void *user);
bool gr_column_is_key(const gr_schema *schema, size_t column);
/** "'number' of 'counts'", "the records of 'counts'". */
gr_str gr_read_name(gr_arena *arena, const gr_schema *schema, size_t column);
/** HIDDEN_TWICE where hidden fields tell each other; false after a report. */
bool gr_overlaps_check(const gr_derivations *made, gr_binder *binder);
/** Whether the column is hidden where it is small, or along with one that is. */
bool gr_derived_suppresses(const gr_derived *derived, size_t column);
/** Closes what would tell hidden numbers to reports: tables, columns, and the binder's `relations`.
 * SEALED_FIELD where a dataset that hides would tell them itself. */
GR_MUST_USE gr_status gr_derive_seal(gr_derivations *made, gr_binder *binder,
                                     gr_relation *relations);

/* ---- running ---- */
/** The record as the value of a variable; its origin is its key. */
gr_value gr_record_value(gr_eval_context *context, const gr_table *table, uint32_t row);
/** Fills `values` of the columns that are fields. */
GR_MUST_USE gr_status gr_derived_fields(const gr_deriving *deriving, const gr_derived *derived,
                                        gr_value *values);
/** Adds a record of the values at hand, with their origins. `at`: the record it was made for. */
GR_MUST_USE gr_status gr_derived_append(const gr_deriving *deriving, const gr_derived *derived,
                                        gr_loc at, const gr_value *values);
/** Counts small categories with others, hides what is small in the records that wait, and adds
 * them. */
GR_MUST_USE gr_status gr_suppress(const gr_deriving *deriving, const gr_derived *derived);
GR_MUST_USE gr_status gr_join_records(const gr_deriving *deriving, const gr_derived *derived);

/* ---- places: where numbers are hidden, over the versions of a series ---- */
/** Reads the text of gr_places_text; HIDDEN_PLACES and GR_BAD_INPUT when it is none. */
GR_MUST_USE gr_status gr_places_read(gr_str text, gr_arena *arena, gr_diag *diag, gr_places **out);
typedef struct gr_places_of { /* the hidden places of one group in one version */
    gr_str series;            /* dataset and field */
    gr_str kind;              /* the fields that make groups */
    gr_str group;
    const gr_str *keys; /* of the records, in the dataset's order */
    size_t n;
} gr_places_of;
/** Whether they are those of all versions before; they are from now on. */
bool gr_places_steady(gr_places *places, const gr_places_of *now);
gr_str gr_places_text(const gr_places *places, gr_arena *arena);
/** waived.c: the waiver that would hold back the control's failure here; SIZE_MAX: none. */
size_t gr_control_waiver(const gr_control *control, const gr_eval_context *context);
/** The records that one record of the set is divided into. */
GR_MUST_USE gr_status gr_distribute(const gr_deriving *deriving, const gr_derived *derived,
                                    gr_ref part);

#endif
