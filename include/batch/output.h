#ifndef GR_BATCH_OUTPUT_H
#define GR_BATCH_OUTPUT_H
/* Output formats as rows (src/batch/outputs.c): each turns a document into a file in the stage
 * folder and reads it back. A format is added by its room and one row. */
#include "base/diag.h"
#include "base/limits.h"

typedef struct gr_output_setup { /* all a format may need, lent for one edition */
    const struct gr_faces *faces; /* opened fonts of the house style (batch-private) */
    const gr_limits *limits;
    gr_arena *arena;
    gr_diag *diag;
    gr_str stage; /* folder to write in */
} gr_output_setup;
typedef struct gr_output {
    const char *name;   /* "pdf" as on the command line */
    const char *ending; /* ".pdf" */
    bool (*wanted)(const gr_doc *doc); /* a report without a sheet has no workbook */
    GR_MUST_USE gr_status (*make)(const gr_doc *doc, const gr_output_setup *setup, gr_str path);
    GR_MUST_USE gr_status (*verify)(const gr_doc *doc, const gr_output_setup *setup, gr_str path);
} gr_output;
extern const gr_output gr_outputs[];
extern const size_t gr_n_outputs;

#endif
