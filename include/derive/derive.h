#ifndef GR_DERIVE_DERIVE_H
#define GR_DERIVE_DERIVE_H
/* Derived datasets: declared in data descriptors, computed once after load and before the first
 * edition; afterwards datasets like any other. */
#include "expr/expr.h"
#include "template/template.h"

typedef struct gr_derivations gr_derivations;

/** Binds all data descriptors (roots of kind GR_E_DATA, in order): relations first, then derived
 *  datasets, whose schemas it adds to the catalogue, then checks. `binder` gets the relations,
 * which report descriptors use as well. All faults in one go. */
GR_MUST_USE gr_status gr_derive_bind(const gr_tnode *const *roots, size_t n, gr_binder *binder,
                                     gr_catalogue *catalogue, gr_derivations **out);

/** Computes all of them in order. Keys and references of the new tables are linked here. `context`
 *  has the slots of the binder. */
GR_MUST_USE gr_status gr_derive_run(gr_derivations *derivations, gr_eval_context *context,
                                    gr_catalogue *catalogue, const gr_limits *limits);
/** Then: runs their checks. One that fails is CHECK_FAILED, and *out_held false; that is no failure
 *  of this call. One that only warns is CHECK_REMARK, and held. */
GR_MUST_USE gr_status gr_derive_check(const gr_derivations *derivations, gr_eval_context *context,
                                      bool *out_held);

/** After it: this row of context->waivers held one of them back. */
bool gr_derive_check_waived(const gr_derivations *derivations, size_t waiver);

/** Where numbers were hidden in all earlier versions of this series, as gr_derive_places gave it
 * after the last of them; empty: a series that begins. To be told before gr_derive_run: exact
 * totals end for a group whose hidden places change, either way. The text is borrowed. */
void gr_derive_know_places(gr_derivations *derivations, gr_str places);
/** After gr_derive_run: the same with the places of this version, to be kept once it is published.
 * Empty when no dataset asks for exact totals. It holds keys of records, never a number. */
gr_str gr_derive_places(const gr_derivations *derivations, gr_arena *arena);

/** A control: both sides worked out and compared; used by `eval` for those in reports too. The
 *  message names both sides, the difference and the reason. */
typedef struct gr_control {
    const gr_bound *that, *equals,
        *tolerance;                /* equals NULL: `that` is yes or no; tolerance NULL: exact */
    gr_str that_text, equals_text; /* as written */
    gr_str because;                /* what the reader is told; may be empty */
    gr_str suppressed_by;          /* the dataset that hides what it controls: its message names no
                                  figures; empty: none */
    gr_failed_control severity;    /* when it fails */
    gr_str id;                     /* what waivers call it; may be empty */
    const gr_scope *scope;         /* whose records a waiver may be for; NULL: of no single one */
    gr_loc at;
} gr_control;
GR_MUST_USE gr_status gr_control_bind(const gr_tnode *check, gr_binder *binder,
                                      const gr_scope *scope, gr_control *out);
typedef struct gr_control_outcome {
    bool held;
    size_t waiver; /* that holds its failure back; SIZE_MAX: none does, or it held */
    gr_value that, equals, tolerance; /* NONE: there is none, or it may not be told */
} gr_control_outcome;
/** GR_OK also when it failed: the outcome says, and context->worst how bad that is; the report is
 * made. A waiver of context->waivers holds the failure back: then it is told, and not bad. */
GR_MUST_USE gr_status gr_control_run(const gr_control *control, gr_eval_context *context,
                                     gr_control_outcome *out);
/** Those of data descriptors, in order, and after gr_derive_check what each came to. How many; none
 * without derivations (NULL). */
size_t gr_derive_controls(const gr_derivations *derivations, const gr_control **out,
                          const gr_control_outcome **out_outcomes);

#endif
