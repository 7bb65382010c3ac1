#ifndef GR_PLAN_ROW_H
#define GR_PLAN_ROW_H
/* A row of a run's plan: one edition of one report, and what became of it. The processes of a run,
 * and the shards of one, tell each other rows in one form. */
#include "base/diag.h"
#include "plan/order.h"
#include "plan/outcome.h"

typedef struct gr_row_edition { /* by its names only: who made the data knows its record */
    gr_str key;                 /* of its owner: "gm0274"; empty: the region */
    gr_str id;                  /* "renkum" */
    gr_str name;                /* "Renkum" */
} gr_row_edition;

struct gr_edition_source; /* of who loads: the bound report and the edition's record */

typedef struct gr_plan_row {
    const gr_order *order;
    gr_str report, title; /* id; as people call it */
    gr_row_edition edition;
    struct gr_edition_source *source; /* NULL in the supervisor, which reads no descriptor */
    bool news;                        /* of the supervisor: readers have what no run has told of */
    gr_edition_outcome outcome;
    bool degraded;    /* it is a draft, and says so: a promise of its data is broken */
    gr_str key;       /* of the version that is staged, or stands there */
    gr_str waived;    /* gr_waived_add: which waivers of its report's controls it needed */
    gr_str documents; /* names of its files for readers, each with a newline behind it */
    gr_diag *diag;    /* what was said about it; NULL: nothing yet */
    uint32_t duration_ms;
} gr_plan_row;

/** How it ended, as the run tells it. */
gr_edition_status gr_row_status(const gr_plan_row *row);
/** Rows of a report (empty: of all) with this outcome. */
size_t gr_rows_count(const gr_plan_row *rows, size_t n, gr_str report, gr_edition_outcome outcome);

/** All but its source. */
void gr_row_pack(const gr_plan_row *row, gr_buf *out);
/** Takes one off the front of `rest`. Its order has a job and a destination, and nothing else. The
 *  diagnostics hold at most `errors`. False: it is not whole, or names what can name no folder. */
GR_MUST_USE bool gr_row_unpack(gr_str *rest, unsigned errors, gr_arena *arena, gr_plan_row *out);

#endif
