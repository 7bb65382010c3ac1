#ifndef GR_COMPUTE_PRIV_H
#define GR_COMPUTE_PRIV_H
/* What is worked out of a record while it is read: fields with value=, and the condition where=.
 * Expressions see the fields above them as variables, and `file`, the name of the export. */
#include "expr/expr.h"
#include "source_priv.h"

typedef struct gr_known_file { /* an export that was read, for origins */
    uint16_t file;
    gr_str name;
} gr_known_file;

struct gr_computing { /* of one dataset */
    const gr_plan *plan;
    gr_arena *arena;         /* of the descriptor */
    const gr_bound **values; /* a column; NULL: it is read or counted */
    bool **needs;            /* a column: which ones its value is worked out of, all the way */
    const gr_bound *where;   /* NULL: every record is taken */
    gr_loc where_at;
    bool *of_where;            /* a column: the condition needs it */
    const gr_bound **negative; /* a column: whether its number is below zero; NULL: as written */
    bool **of_negative;        /* a column: which ones that condition needs */
    uint32_t n_slots;          /* 0: the file; a column: its number, and one */
    gr_diag *unheard;          /* origins are worked out of what has been read: nothing fails */
    gr_known_file *files;
    size_t n_files, cap_files;
};

/** Slots for its records, with the file in place; they live in `arena`. */
GR_NEVER_NULL gr_eval_context *gr_computing_begin(gr_computing *computing, const gr_import *import,
                                                  gr_arena *arena);
/** The value of a column is known. */
void gr_computing_know(gr_eval_context *context, size_t column, const gr_value *value);
/** The value of a computed field; `at` is the record. False after a report. */
bool gr_computing_value(const gr_computing *computing, gr_eval_context *context, size_t column,
                        gr_loc at, gr_value *out);

typedef enum gr_taken { GR_TAKEN, GR_NOT_TAKEN, GR_NOT_DECIDED, GR_TAKEN_FAILED } gr_taken;
/** Whether the number of a column is below zero, by its negative=. */
gr_taken gr_computing_negative(const gr_computing *computing, gr_eval_context *context,
                               size_t column, gr_loc at);
/** What the condition says; FAILED after a report. */
gr_taken gr_computing_takes(const gr_computing *computing, gr_eval_context *context, gr_loc at);

/** How a value was worked out: a gr_explain_fn, `user` is the gr_computing. */
gr_explain_fn gr_computing_explain;

#endif
