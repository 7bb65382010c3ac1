#ifndef GR_EXPR_EXPR_H
#define GR_EXPR_EXPR_H
/* Running what was bound: every value with its origin. */
#include "dataset/group.h"
#include "expr/bind.h"

typedef struct gr_slot { /* value of a variable */
    gr_value value;      /* a REF for records; for groups: the key */
    gr_rows rows;        /* groups */
    gr_str said;         /* groups: which records, for origins: "lines by module: wsp" */
    uint32_t nr, of;     /* loops: the how manieth turn of how many; 0: no loop */
    bool rest;           /* the group of others: its key is a title */
} gr_slot;

typedef struct gr_total_seen { /* a declared total as it was worked out for a reader */
    gr_loc at;
    gr_str source, dataset;    /* as written; over what */
    uint32_t owners, least;    /* others with a part; how many there must be */
    uint32_t share, dominance; /* percent: the largest part, rounded up; the most it may be */
    bool shown;
} gr_total_seen;
typedef struct gr_totals_seen {
    gr_arena *arena;
    gr_total_seen *list;
    size_t n, cap;
} gr_totals_seen;

typedef enum gr_failed_control { /* how firmly the worst of them was meant; worst last */
                                 GR_CONTROLS_HELD,
                                 GR_CONTROL_REMARKED, /* severity="warn" */
                                 GR_CONTROL_FAILED,   /* what it does is for the job to say */
                                 GR_CONTROL_FORBIDS   /* severity="block" */
} gr_failed_control;

typedef struct gr_memo gr_memo;
/** For contexts whose arena lives as long as they do; what they remember lives there. */
GR_NEVER_NULL gr_memo *gr_memo_new(gr_arena *arena);
struct gr_figure;
struct gr_eval_context;
typedef struct gr_row_watch { /* whoever looks at rows of long tables, of which no origin is kept */
    void *user;
    /** A figure with its origin; both are gone after the call. `at`: what asks for it. */
    void (*figure)(void *user, const struct gr_eval_context *context,
                   const struct gr_figure *figure, gr_loc at);
} gr_row_watch;

typedef struct gr_eval_context {
    gr_arena *arena; /* values, texts and origins are made here */
    gr_memo *memo;   /* of totals that are asked for again; NULL: each is worked out anew */
    gr_diag *diag;
    gr_slot *slots; /* as many as the binder gave out */
    gr_str edition; /* key of the owner whose rows owned datasets yield; empty: everybody's */
    const gr_schema *owner;      /* the dataset of which that is the key */
    gr_totals_seen *totals;      /* keeps what declared totals came to; NULL: nobody asks */
    const gr_notation *notation; /* for text made inside expressions */
    gr_str lang;                 /* of names that are sorted, and of capitals; empty: no language */
    size_t steps_left;           /* gr_limits.steps; 0 stops with a report */
    gr_loc at;                   /* of the descriptor element at work: where failures point */
    bool undecided;              /* a comparison with what is missing is missing, not "no" */
    gr_failed_control worst;     /* of the controls that were run */
    const struct gr_waivers *waivers; /* of failed controls; NULL: none */
    const gr_row_watch *rows_seen;    /* NULL: nobody looks */
    bool discreet;                    /* what is worked out is hidden: messages name no figures */
} gr_eval_context;

/** POISON after a report; never NONE. `row` is the record for gr_bind_row_expr, else NULL. */
gr_value gr_expr_value(gr_eval_context *context, const gr_bound *bound, const gr_ref *row);
/** The same without an origin: for whoever works out a value for each of a million records. */
gr_value gr_expr_bare_value(gr_eval_context *context, const gr_bound *bound);
/** yes -> true; no, missing and not applicable -> false. Fails when poisoned. */
GR_MUST_USE gr_status gr_expr_true(gr_eval_context *context, const gr_bound *bound,
                                   const gr_ref *row, bool *out);
GR_MUST_USE gr_status gr_set_rows(gr_eval_context *context, const gr_bound_set *set, gr_rows *out);
/** The order of keys, as `sort by` has it: `order[i]` is which comes i-th; what is absent is last.
 */
GR_MUST_USE gr_status gr_keys_order(gr_eval_context *context, const gr_value *keys, uint32_t n,
                                    uint32_t *order);
/** A pattern as plain text (titles, file names). */
GR_MUST_USE gr_status gr_pattern_text(gr_eval_context *context, const gr_bound_pattern *pattern,
                                      gr_str *out);
/** A name that any file system and web server takes: letters without their marks, small, and one
 * "-" for whatever is no letter, figure, "_" or "." in it: "Súdwest-Fryslân (oud)" is
 * "sudwest-fryslan-oud". POISON's status after a report. */
GR_MUST_USE gr_status gr_safe_name(gr_eval_context *context, gr_str text, gr_str *out);
/** Words as the language of the document begins a sentence with them: "IJsland". */
GR_MUST_USE gr_status gr_as_sentence(gr_eval_context *context, gr_str text, gr_str *out);
typedef struct gr_compared { /* a comparison that does not hold */
    gr_value left, right;
    gr_str left_text, right_text; /* as written; right_text empty: a constant */
    const char *must;             /* "must be at least" */
} gr_compared;
/** The comparison by which a condition, or the first part of one with `and`, fails. False: it is
 * none.
 */
bool gr_failed_comparison(gr_eval_context *context, const gr_bound *condition, gr_compared *out);
/** Sum of values with its origin: total rows of tables. POISON after a report (overflow, mixed). */
gr_value gr_sum_values(gr_eval_context *context, const gr_value *values, size_t n, gr_str set_text);
/** left minus right as a number of one type, with origin; POISON when types differ. */
gr_value gr_difference(gr_eval_context *context, const gr_value *left, const gr_value *right);

#endif
