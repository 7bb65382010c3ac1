#ifndef GR_EXPR_PRIV_H
#define GR_EXPR_PRIV_H
/* Bound expressions and what running them passes around. A bound expression is a tree of nodes
 * whose names are slots and columns; it is made once, read-only afterwards, and run for every
 * edition. */
#include "base/intern.h"
#include "expr/expr.h"

typedef struct gr_row_index gr_row_index;
typedef struct gr_lookup gr_lookup;
typedef struct gr_evaluation gr_evaluation;

typedef enum gr_function {
#define GR_FUNCTION(ID, name, params, result, op) GR_F_##ID,
#include "functions.def"
#undef GR_FUNCTION
    GR_F__COUNT
} gr_function;

typedef enum gr_bound_kind {
    GR_N_CONSTANT,
    GR_N_PATH,
    GR_N_WIDEN, /* a whole number where a decimal is wanted */
    GR_N_NEGATE,
    GR_N_NOT,
    GR_N_ARITHMETIC,
    GR_N_COMPARE,
    GR_N_LOGIC,
    GR_N_CHOICE,
    GR_N_MISSING,
    GR_N_RELATION,
    GR_N_HELD, /* the record at hand holds on a day, or on one of a period */
    GR_N_CALL,
    GR_N_LOOKUP,
    GR_N_AS_OF,
    GR_N_TURN,
    GR_N_JOIN,
    GR_N_AGGREGATE
} gr_bound_kind;

typedef enum gr_turn_part { GR_TURN_NR, GR_TURN_FIRST, GR_TURN_LAST } gr_turn_part;

typedef struct gr_bound_path { /* from a variable or a record at hand along columns */
    bool from_row;
    uint32_t start; /* slot; or, from a row, how many records outwards (0: the innermost) */
    const size_t *columns;
    const gr_schema *const *schemas; /* whose column each is */
    size_t n;
    bool as_called; /* in a comparison: labels of codes are those of the first language */
} gr_bound_path;

typedef struct gr_bound_binary {
    gr_binary op;
    uint8_t places; /* DIV */
    const gr_bound *left, *right;
} gr_bound_binary;

typedef struct gr_bound_relation {
    const gr_relation *relation;
    const gr_table *table;
    gr_row_index *by_left;
    const gr_bound *left, *right;
    const gr_bound *held; /* HELD of its record; NULL: its records hold always */
} gr_bound_relation;

typedef struct gr_bound_held {
    const gr_bound *from, *until; /* fields of the record; both included, missing is open */
    const gr_bound *day;          /* DATE, or PERIOD, YEAR, INT */
} gr_bound_held;

typedef struct gr_total_cells gr_total_cells;
typedef struct gr_total_state gr_total_state;
typedef struct gr_total {  /* over rows of all owners; it may be shown, if enough have a part */
    gr_total_cells *cells; /* of its dataset */
    gr_total_state *state; /* of the edition at hand */
    const size_t *fields;  /* columns that are added up */
    size_t n_fields;
    bool counts;          /* it also says how many records there are */
    bool every_reader;    /* it goes where any owner may read it, not to one edition */
    gr_owner_label label; /* of what its condition compares with */
} gr_total;

struct gr_bound {
    gr_bound_kind kind;
    gr_loc at;
    gr_str source; /* as written */
    gr_vtype type;
    gr_owner_label label;
    union {
        gr_value constant; /* NONE: the word none */
        gr_bound_path path;
        const gr_bound *operand; /* WIDEN, NEGATE, NOT */
        gr_bound_binary binary;  /* ARITHMETIC, COMPARE, LOGIC */
        struct {
            const gr_bound *test, *yes, *no;
        } choice;
        struct {
            const gr_bound *operand;
            bool negated;
        } missing;
        gr_bound_relation relation;
        gr_bound_held held;
        struct {
            gr_function function;
            const gr_bound *const *args;
            size_t n_args;
            gr_lookup *lookup; /* LOOKUP */
        } call;
        const gr_table *dated; /* AS_OF */
        struct {
            uint32_t slot; /* of the variable of a loop */
            gr_turn_part part;
        } turn;
        struct {
            const gr_bound *value, *between, *last;
            const gr_bound_set *set;
        } join;
        struct {
            gr_aggregate op;
            const gr_bound *value; /* NULL for count */
            const gr_bound_set *set;
            uint8_t places;
            const gr_total *total; /* NULL: none that is declared */
        } aggregate;
    } as;
};

typedef struct gr_bound_sort {
    const gr_bound *key;
    bool descending;
} gr_bound_sort;

struct gr_bound_set {
    gr_loc at;
    gr_str source;
    const gr_schema *schema;
    const gr_table *table; /* NULL: the group in `slot` */
    uint32_t slot;
    bool all;
    const gr_bound *where;
    const gr_bound_sort *sorts;
    size_t n_sorts;
    uint32_t take;
    /* A term `column = sought` of the condition that an index may answer; NULL: there is none. */
    gr_row_index *index;
    const gr_bound *sought;
    gr_row_index *owners;     /* of a dataset that is owned */
    gr_owner_label row_label; /* of its records */
    gr_owner_label label;     /* of which records these are */
};

/* ---- binding ---- */
typedef struct gr_row_scope gr_row_scope;
struct gr_row_scope { /* records at hand, innermost first */
    const gr_schema *schema;
    const gr_row_scope *outer;
    gr_owner_label label;
};
typedef struct gr_binding { /* where an expression stands */
    gr_binder *binder;
    const gr_scope *scope;
    const gr_row_scope *rows;
} gr_binding;

/* Each returns NULL after a report. */
const gr_bound *gr_bind_node(const gr_binding *in, const gr_expr *expr);
const gr_bound *gr_bind_path(const gr_binding *in, const gr_expr *expr);
const gr_bound *gr_bind_call(const gr_binding *in, const gr_expr *expr);
const gr_bound *gr_bind_lookup(const gr_binding *in, const gr_expr *expr);
/** A relation is asked: its dataset, and what its condition reads. */
void gr_touch_relation(gr_binder *binder, const gr_relation *relation);
const gr_bound *gr_bind_as_of(const gr_binding *in, const gr_expr *expr);
const gr_bound *gr_bind_aggregate(const gr_binding *in, const gr_expr *expr);
const gr_bound *gr_bind_arithmetic(const gr_binding *in, const gr_expr *expr);
const gr_bound *gr_bind_comparison(const gr_binding *in, const gr_expr *expr);
const gr_bound_set *gr_bind_set_in(const gr_binding *in, const gr_set *set);
GR_NEVER_NULL gr_bound *gr_bound_new(const gr_binding *in, const gr_expr *expr, gr_bound_kind kind,
                                     gr_vtype type);
/** A constant takes the type it stands beside: a text that of codes, a number that of money.
 *  Anything else stays as it is. */
const gr_bound *gr_bind_adapt(const gr_binding *in, const gr_bound *node, const gr_vtype *want);
/** A number as a wider kind of number: DECIMAL or RATIO. */
const gr_bound *gr_bind_widen(const gr_binding *in, const gr_bound *node, gr_type to);
bool gr_is_plain_number(gr_type type); /* whole or decimal, no money */
bool gr_same_schema(const gr_vtype *a, const gr_vtype *b);
bool gr_same_codes(const gr_vtype *a, const gr_vtype *b);

/* ---- lists of codes: bind_codes.c ---- */
/** codes(age) as what a set starts from; false after a report. */
bool gr_bind_codes(const gr_binding *in, const gr_set *set, gr_bound_set *out);
/** False after a report (LANGUAGE_GAP, once for a list): codes of `type`, which are printed at
 * `at`, have no labels in the language of the report. */
bool gr_codes_have_labels(gr_binder *binder, const gr_vtype *type, gr_loc at);

/* ---- records that hold for a time: held.c ---- */
/** Into *out the day on which records of `of` are to hold; NULL: they hold always. False after a
 *  report: no day is said, or one of what holds always. */
bool gr_bind_held_day(const gr_binding *in, const gr_set *set, const gr_bound_set *of,
                      const gr_bound **out);
/** The same for a relation, which takes the day of the report. */
bool gr_bind_relation_day(const gr_binding *in, const gr_expr *expr, const gr_relation *relation,
                          const gr_bound **out);
/** HELD of the innermost record of `row`. */
const gr_bound *gr_bind_held(const gr_binding *row, const gr_bound *day);
/** `held` and `where`; either may be NULL. */
const gr_bound *gr_bind_held_where(const gr_binding *row, const gr_bound *held,
                                   const gr_bound *where);
gr_value gr_run_held(const gr_evaluation *run, const gr_bound *node); /* bare */

/** `t.name` (`set`: a group, as in sum(budget of t)) in a table without as="t": told once, with
 * what to write. False: it is something else; a name that is nearly one that is there is that. */
bool gr_refuse_unnamed(const gr_binding *in, const gr_path *path, bool set);

/* ---- position(m), first(m), last(m): turn.c ---- */
bool gr_names_turn(const gr_expr *expr);
const gr_bound *gr_bind_turn(const gr_binding *in, const gr_expr *expr);
gr_owner_label gr_label_of_turn(const gr_binding *in, const gr_bound *node);
gr_value gr_run_turn(const gr_evaluation *run, const gr_bound *node);

/* ---- texts that name a record: key_literal.c ---- */
/** A side of a comparison, where `maybe 'x'` may stand; NULL after a report. */
const gr_bound *gr_bind_compared(const gr_binding *in, const gr_expr *expr);
const gr_bound *gr_refuse_maybe(const gr_binding *in, const gr_expr *expr); /* NULL */
/** Keeps texts that are compared with keys for gr_key_literals_check. False after a report: a
 *  `maybe` beside what is no reference, key or code. */
bool gr_note_keys(const gr_binding *in, const gr_expr *expr, const gr_bound *left,
                  const gr_bound *right);

/* ---- labels: label.c, label_set.c, label_known.c, label_total.c ---- */
/** Of a node whose parts have theirs. */
gr_owner_label gr_label_of(const gr_binding *in, const gr_bound *node);
gr_owner_label gr_label_of_base(const gr_binding *in, const gr_bound_set *set); /* of its rows */
gr_owner_label gr_label_of_set(const gr_binding *in, const gr_bound_set *set);  /* of which rows */
/** Of a record of a set that was not refused. */
gr_owner_label gr_label_of_seen(const gr_binder *binder, const gr_schema *schema);
/** Its condition leaves only rows of the edition's owner. */
bool gr_label_pins(const gr_binding *in, const gr_bound_set *set);
/** quotient.c: to how many decimals what is worked out from rounded quotients may be believed. */
void gr_keep_places(gr_vtype *type, gr_binary op, const gr_bound *left, const gr_bound *right);
void gr_keep_places_of_choice(gr_vtype *type, const gr_vtype *yes, const gr_vtype *no);
void gr_keep_places_of_round(gr_vtype *type, const gr_bound *number, const gr_bound *places);
gr_known gr_expr_known(const gr_binding *in, const gr_expr *expr);
/** NULL: not a total, or one that is not declared. */
const gr_total *gr_total_find(const gr_binding *in, const gr_bound *aggregate);
gr_owner_label gr_total_label(const gr_bound *aggregate);
GR_NEVER_NULL gr_total_state *gr_total_state_new(gr_arena *arena);
gr_total_cells *gr_total_cells_find(gr_binder *binder, const gr_table *table);
/** Too few others have a part in these rows: the total is suppressed, which is said. */
bool gr_total_withheld(const gr_evaluation *run, const gr_bound *aggregate, const gr_rows *rows);
const gr_scope *gr_scope_of_slot(const gr_scope *scope, uint32_t slot);

/* ---- indexes ---- */
/** The index over a column, shared by all who ask for it; empty until it is first used. */
gr_row_index *gr_row_index_find(gr_binder *binder, const gr_table *table, size_t column);
/** First row that may hold `value`, then the next after `row`; UINT32_MAX at the end. Rows come in
 *  order; others may be among them, so the caller still compares. False: use no index. */
bool gr_row_index_first(gr_row_index *index, const gr_value *value, uint32_t *out_row);
uint32_t gr_row_index_next(const gr_row_index *index, uint32_t row);
bool gr_row_index_hashes(const gr_vtype *column, const gr_vtype *sought);

/* ---- running ---- */
typedef struct gr_record_frame gr_record_frame;
struct gr_record_frame { /* records at hand while running */
    gr_ref row;
    const gr_record_frame *outer;
};
struct gr_evaluation {
    gr_eval_context *context;
    const gr_record_frame *frame;
    bool bare; /* the result is only tested or sorted by: no origins */
};

gr_value gr_run_node(const gr_evaluation *run, const gr_bound *node);
gr_value gr_run_aggregate(const gr_evaluation *run, const gr_bound *node);
/** An aggregate or a joined text, worked out anew only when a variable that it reads is another. */
gr_value gr_run_remembered(const gr_evaluation *run, const gr_bound *node);
gr_value gr_run_join(const gr_evaluation *run, const gr_bound *node);
gr_value gr_run_call(const gr_evaluation *run, const gr_bound *node);
gr_value gr_run_lookup(const gr_evaluation *run, const gr_bound *node);
const gr_schema *gr_lookup_schema(const gr_lookup *lookup); /* of the mapping */
gr_value gr_run_as_of(const gr_evaluation *run, const gr_bound *node);
gr_value gr_run_comparison(const gr_evaluation *run, const gr_bound *node);
gr_value gr_run_relation(const gr_evaluation *run, const gr_bound *node);
gr_value gr_run_path(const gr_evaluation *run, const gr_bound *node);
GR_MUST_USE gr_status gr_run_set(const gr_evaluation *run, const gr_bound_set *set, gr_rows *out);
GR_MUST_USE gr_status gr_run_true(const gr_evaluation *run, const gr_bound *node, bool *out);
/** Reports at `at` (or at the element at work when that has no place) and yields POISON. */
gr_value gr_run_fail(const gr_evaluation *run, gr_loc at, gr_code code, gr_str detail);

typedef struct gr_made { /* what an origin node says besides its value */
    gr_op op;
    const gr_value *args;
    size_t n_args;
    gr_str detail;
} gr_made;
/** `value` with its origin; without one when the run is bare. */
gr_value gr_made_with_origin(const gr_evaluation *run, gr_value value, const gr_made *made);
static inline gr_value gr_made_value(const gr_evaluation *run, gr_value value, const gr_made *made)
{
    value.origin = NULL;
    return run->bare || value.type == GR_T_POISON ? value : gr_made_with_origin(run, value, made);
}
/** Which value swallows the others: SUPPRESSED, POISON, MISSING, NOT_APPLICABLE; else NONE. */
gr_type gr_swallowing(const gr_value *values, size_t n);
/** The result of an operation on values of which `type` swallows the rest. */
gr_value gr_swallowed(const gr_evaluation *run, gr_type type, const gr_made *made);

typedef struct gr_sum { /* an operation on two values, and where it stands */
    gr_binary op;       /* ADD SUB MUL DIV */
    uint8_t places;
    gr_loc at;
    gr_str source;
} gr_sum;
gr_value gr_work_out(const gr_evaluation *run, const gr_sum *sum, const gr_value *left,
                     const gr_value *right);
/** The same for two values of which none is absent, without origin; false on overflow and when they
 * do not go together. */
bool gr_work_out_bare(gr_arena *arena, const gr_sum *sum, const gr_value *left,
                      const gr_value *right, gr_value *out);

/* ---- numbers that hidden ones have a part in: rough.c ---- */
/** A hidden cell of small numbers becomes what may be told of it; false: it stays what it is. */
bool gr_rough_lift(const gr_evaluation *run, gr_value *value);
/** As gr_work_out_bare, where one of both is ROUGH. */
bool gr_rough_work_out(const gr_evaluation *run, const gr_sum *sum, const gr_value *left,
                       const gr_value *right, gr_value *out);
/** Compares two numbers of which one is ROUGH; false when that cannot be known. */
bool gr_rough_decides(gr_binary op, const gr_value *left, const gr_value *right, bool *out);
/** The sum of members of which some are hidden or ROUGH; false when there are none of these, or
 * nothing may be told: then nothing was done. The members that are shown stand in front
 * afterwards, `out_n` of them. `out` is NONE on overflow. */
bool gr_sum_guarded(const gr_evaluation *run, gr_value *values, size_t n, gr_value zero,
                    size_t *out_n, gr_value *out);

/** Moves the members that apply to the front and counts them: where nothing can be said there is
 *  nothing to add. All of them stay when none applies, so that the whole does not apply either. */
size_t gr_keep_applicable(gr_value *values, size_t n);
/** All of one kind, none absent; false on overflow or when they do not go together. */
bool gr_add_up(const gr_value *values, size_t n, gr_value zero, gr_value *out);
gr_value gr_zero_of(const gr_vtype *type);
gr_decimal gr_plain_decimal(const gr_value *number); /* INT or DECIMAL */

/** What functions.def names: how it is called and what it yields. */
typedef enum gr_result {
    GR_RESULT_SAME,
    GR_RESULT_TEXT,
    GR_RESULT_INT,
    GR_RESULT_YEAR,
    GR_RESULT_DATE,
    GR_RESULT_BOOL,
    GR_RESULT_DECIMAL,
    GR_RESULT_MONEY,
    GR_RESULT_OUTCOME
} gr_result;
typedef struct gr_function_info {
    const char *name;
    const char *params; /* one letter each, see functions.def */
    gr_result result;
    gr_op op; /* in the origin */
} gr_function_info;
extern const gr_function_info gr_functions[GR_F__COUNT];
extern const gr_code_list gr_outcome_list; /* what outcome() yields: V, N, - */
typedef struct gr_call {                   /* an argument list, evaluated; none of them absent */
    const gr_evaluation *run;
    const gr_bound *node;
    const gr_value *args;
} gr_call;
typedef gr_value gr_call_fn(const gr_call *call); /* the value, without origin */
#define GR_FUNCTION(ID, name, params, result, op) gr_call_fn gr_call_##name;
#include "functions.def"
#undef GR_FUNCTION

#endif
