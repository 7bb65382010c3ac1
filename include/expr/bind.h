#ifndef GR_EXPR_BIND_H
#define GR_EXPR_BIND_H
/* Names to columns and slots, types checked: before the first record is read. */
#include "expr/label.h"
#include "syntax/expression.h"

typedef struct gr_bound gr_bound;         /* an expression that can run */
typedef struct gr_bound_set gr_bound_set; /* a set that can run         */

typedef struct gr_vtype {        /* static type of a variable or expression */
    gr_type type;                /* NONE: the word none; POISON: failed, and reported */
    const gr_schema *schema;     /* REF: of which dataset; groups: of their rows */
    bool group;                  /* a set of rows with a key of `type` */
    bool loop;                   /* a variable of a loop or of rows: it has a position */
    bool rest;                   /* groups of which the last may be the others, under a title */
    const gr_code_list *codes;   /* CODE */
    gr_currency currency;        /* MONEY; empty: euro */
    gr_text_form form;           /* TEXT: a field that holds paragraphs */
    const gr_schema *key_schema; /* groups whose key is a REF: the dataset of the keys */
    gr_owner_label label;        /* whose figures it is made of */
    uint8_t quotient; /* made of a / b to N: N + 1, its decimals that may be believed; else 0 */
    bool reckoned;    /* something else has a part in it since */
} gr_vtype;

typedef struct gr_scope gr_scope;
struct gr_scope { /* variables in sight, innermost first; the chain lives in the caller's arena */
    const gr_scope *outer;
    gr_str name;
    gr_vtype type;
    uint32_t slot; /* where the context keeps its value */
};

typedef struct gr_relation {
    gr_str phrase;
    const gr_schema *of;
    size_t left, right;    /* its columns */
    const gr_bound *where; /* NULL: none; bound with the row of `of` as its record */
    gr_str sealed;         /* why reports may not use it; empty: they may */
} gr_relation;

typedef struct gr_day_name { /* the built-in name `on`, the day a document is for */
    bool in_report;          /* a report is bound: what would do is said of it */
    bool known;              /* it is in scope, in `slot` */
    bool used;               /* an expression asked for it */
    uint32_t slot;
} gr_day_name;

typedef struct gr_held_day { /* at= of a report: on which day its records hold */
    bool known;              /* it says so; the day is in `slot` */
    bool used;               /* a set or a relation asked for it */
    uint32_t slot;
} gr_held_day;

typedef struct gr_unnamed { /* rows that nobody gave a name, while what is over them is bound */
    const char *what;       /* "table"; NULL: none */
    gr_loc at;              /* where a name would stand */
    bool groups;            /* they are groups: sets of records */
    gr_str told;            /* the name that was used for them, which has been told; empty: none */
} gr_unnamed;

typedef struct gr_binder {
    gr_arena *arena;
    gr_diag *diag;
    const gr_catalogue *catalogue;
    const gr_relation *relations;
    size_t n_relations;
    uint32_t n_slots;                /* slots given out so far: a context needs this many */
    struct gr_row_index *indexes;    /* of columns that conditions ask for; private to `expr` */
    struct gr_total_cells *cells;    /* of datasets with totals; private to `expr` */
    struct gr_lookup *lookups;       /* of mappings; private to `expr` */
    struct gr_key_literal *literals; /* texts compared with keys; private to `expr` */
    gr_diag *held; /* what is bound now may never be asked for: such texts are told here; or NULL */
    bool *blamed;  /* set when such a text of what is bound now is no key; NULL: all is stopped */
    gr_eyes eyes;  /* for whom; zero: nothing is judged */
    gr_day_name day;            /* zero: there is no `on` here */
    gr_held_day held_day;       /* zero: no day is said for all sets */
    gr_unnamed unnamed;         /* zero: none */
    struct gr_touched *touched; /* datasets that are bound are added; NULL: nobody asks */
    bool takes_paragraphs;      /* what is bound now may be a field with form= */
    gr_str
        lang; /* "_en": of fields with words in the language at hand; empty: as they are called */
    bool lang_falls_back;      /* what lacks words there is printed in the first language */
    gr_catalogue *code_tables; /* of lists of codes that sets go over; private to `expr` */
    unsigned as_called;        /* in so many comparisons, which are of the field itself */
    bool data;                 /* derived data: no house style says how a number or a date looks */
} gr_binder;

typedef struct gr_touched { /* datasets, each once; derived ones with what they are worked out from
                             */
    const gr_schema **list;
    size_t n, cap;
} gr_touched;
/** Adds a dataset to those that binder->touched has. */
void gr_touch(const gr_binder *binder, const gr_schema *schema);

/** A new scope on top of `outer`, with a slot of its own. NAME_DUPLICATE is not its business. */
GR_NEVER_NULL const gr_scope *gr_scope_add(gr_binder *binder, const gr_scope *outer, gr_str name,
                                           gr_vtype type);
/** The nearest scope that gives `name` a meaning; NULL: none. */
const gr_scope *gr_scope_find(const gr_scope *scope, gr_str name);

/* NULL after a report (NAME_UNKNOWN, FIELD_UNKNOWN, TYPE_MISMATCH, ... with "did you mean"; FOREIGN
 * or OWNER_CONDITION with the way there, when binder->eyes may not see it). `out_type` may be NULL.
 */
const gr_bound *gr_bind_expr(gr_binder *binder, const gr_expr *expr, const gr_scope *scope,
                             gr_vtype *out_type);
/** For a variable, which shows nothing yet: what is foreign passes, and its label goes along. */
const gr_bound *gr_bind_unjudged(gr_binder *binder, const gr_expr *expr, const gr_scope *scope,
                                 gr_vtype *out_type);
/** An expression that must have this type (INT may serve as DECIMAL); TYPE_MISMATCH says both. */
const gr_bound *gr_bind_as(gr_binder *binder, const gr_expr *expr, const gr_scope *scope,
                           gr_type want);
/** Two expressions that will be compared: a constant takes the type of the other side. False after
 *  a report when they cannot be. */
bool gr_bind_sides(gr_binder *binder, const gr_expr *left, const gr_expr *right,
                   const gr_scope *scope, const gr_bound **out_left, const gr_bound **out_right);
/** An expression over the rows of `schema`, as inside `where`: names are first its fields. */
const gr_bound *gr_bind_row_expr(gr_binder *binder, const gr_expr *expr, const gr_scope *scope,
                                 const gr_schema *schema, gr_vtype *out_type);
const gr_bound_set *gr_bind_set(gr_binder *binder, const gr_set *set, const gr_scope *scope);
const gr_schema *gr_bound_set_schema(const gr_bound_set *set);
gr_owner_label
gr_bound_set_label(const gr_bound_set *set); /* of a variable for one of its records */
/** What a condition is in every edition that has an owner, from its words alone. */
gr_known gr_condition_known(gr_binder *binder, const gr_expr *expr, const gr_scope *scope);
gr_known gr_value_known(const gr_value *value); /* yes and no are; other values are no conditions */
/** While data are derived: the records of `schema` in this variable are those of the owner of the
 * record that is made. */
bool gr_label_owns_slot(const gr_binder *binder, const gr_schema *schema, uint32_t slot);
/** Calls `visit` for the dataset of each set in an expression; some may come more than once. */
typedef void gr_schema_fn(void *user, const gr_schema *schema);
void gr_bound_datasets(const gr_bound *bound, gr_schema_fn *visit, void *user);
void gr_bound_set_datasets(const gr_bound_set *set, gr_schema_fn *visit, void *user);
/** After reading: KEY_UNMATCHED for each text that was bound to be compared with a reference or a
 *  key of a dataset that is (or is not) derived, and that no record of it has. A dataset without
 *  records has been reported, or may be empty: nothing is said of it. */
GR_MUST_USE gr_status gr_key_literals_check(const gr_binder *binder, bool derived);
/** After deriving: MAPPING_OTHER for each mapping of which no entry fitted some records. */
void gr_lookups_tell(const struct gr_lookup *lookups, gr_diag *diag);
gr_str gr_bound_source(const gr_bound *bound); /* as written */
gr_vtype gr_vtype_of_column(const gr_column *column);
gr_str gr_vtype_text(gr_arena *arena, const gr_vtype *type); /* "a record of modules" */
/** False after a report: `label` may not be shown to binder->eyes. `source`: what is refused. */
bool gr_judge(gr_binder *binder, gr_owner_label label, gr_loc at, gr_str source);

typedef struct gr_bound_piece {
    gr_str text;
    const gr_bound *bound; /* NULL for fixed text */
    gr_vtype type;
    gr_format format; /* never undecided: the default of its type when none was written */
    uint32_t stamp;   /* of its expression: gr_expr_stamp */
    gr_loc at;
} gr_bound_piece;
typedef struct gr_bound_pattern {
    const gr_bound_piece *pieces;
    size_t n;
} gr_bound_pattern;
const gr_bound_pattern *gr_bind_pattern(gr_binder *binder, const gr_pattern *pattern,
                                        const gr_scope *scope);
/** True when values of `type` can be printed so; else FORMAT_NAME with what would do. */
bool gr_bind_format(gr_binder *binder, gr_format format, gr_vtype type, gr_loc at);
gr_format gr_format_of_type(gr_vtype type); /* the default */
/** Of a figure without `as`: warns when the default will not show what was meant; false after a
 *  report when there is none. */
GR_MUST_USE bool gr_bind_default_format(gr_binder *binder, const gr_expr *expr, gr_vtype type);

#endif
