#ifndef GR_BATCH_READING_H
#define GR_BATCH_READING_H
/* From files to a plan: which steps of room `load` are done, and what is shown instead of a run.
 * What was read is the reader's until gr_load_close. */
#include "batch/request.h"
#include "edition/edition.h"
#include "session.h"

typedef struct gr_reading_setup {
    gr_load_setup files;
    gr_store store;        /* suppressed places of earlier versions; and it may be read */
    gr_str batch;          /* the batch descriptor: may be read */
    gr_str export;         /* so may this one; empty: none */
    bool publishes;        /* it may write in the state folder */
    const gr_order *asked; /* dumps show the reports that it asks for */
    gr_dump dump;          /* of data and descriptors; of documents: see gr_reading_plan */
    gr_str types;          /* tell the type of this expression; empty: no */
    bool confidentiality;
} gr_reading_setup;

/** All folders of a command, read in one way or another. */
gr_reading_setup gr_reading_of(const gr_session *session, const gr_folders *folders);
/** As the words of a command choose documents. */
gr_order *gr_order_of_choice(const gr_choice *choice, gr_arena *arena);

/** All steps up to the plan, which `work` gets. *out is what was read, also of a failure, unless it
 *  is NULL; *out_done when no more than a dump was asked for. */
GR_MUST_USE gr_status gr_reading_plan(const gr_reading_setup *reading, gr_work *work, gr_load **out,
                                      bool *out_done);
/** What this export yields. */
GR_MUST_USE gr_status gr_reading_one_export(const gr_reading_setup *reading);

/* facts.c: what the rooms that make and keep editions are told */
/** Of the files, for what is kept of them. */
gr_inputs_setup gr_inputs_of(const gr_reading_setup *reading);
/** What all editions have in common; how they are made is for the command to add. */
gr_edition_setup gr_editions_of(const gr_reading_setup *reading, const gr_session *session,
                                const gr_load *load);
/** What was read is kept, so that editions can be made again. Nothing when none is made. */
GR_MUST_USE gr_status gr_keep_inputs(const gr_work *work, gr_edition_setup *setup);

/* dumps.c */
GR_MUST_USE gr_status gr_dump_data(const gr_load *load, gr_arena *arena, gr_diag *diag);
/** What one export yields, for people. */
GR_MUST_USE gr_status gr_print_export(const gr_load *load, gr_arena *arena, gr_diag *diag);
/** Of the reports that are asked for; of derived data when all are. */
GR_MUST_USE gr_status gr_dump_descriptors(const gr_load *load, const gr_order *asked,
                                          gr_arena *arena, gr_diag *diag);
/** Of an edition, as gr_edition_setup asks for it; `dump` is a gr_dump. */
gr_status gr_dump_edition(void *dump, const gr_doc *doc, const gr_arranged *arranged,
                          gr_arena *arena, gr_diag *diag);

#endif
