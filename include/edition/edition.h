#ifndef GR_EDITION_EDITION_H
#define GR_EDITION_EDITION_H
/* One edition, from datasets to staged files: evaluated, held against what stands there, laid out,
 * written into the state folder, read back. Links are moved, and what stands there is replaced, by
 * whoever publishes. A bad edition is told and returns; it never reaches the others. */
#include "load/inputs.h"
#include "output/output.h"

typedef struct gr_edition_setup { /* the same for all editions of a run; borrowed */
    const gr_load *load;
    gr_store store;
    gr_str engine;            /* the program, as versions name it */
    gr_str style;             /* house style that was asked for; empty: what the report names */
    gr_inputs_setup inputs;   /* where files are, and are kept; each edition has its own list */
    bool archive;             /* what an edition is made from is kept, and listed with it */
    const gr_kept_file *kept; /* of all editions; with `archive` */
    size_t n_kept;
    const gr_limits *limits;
    int64_t now; /* seconds since 1970 UTC: the day that a change sheet names */

    bool publishes; /* versions are staged; else nothing is written, and `show` gets the document */
    bool force;     /* also when the version stands there; not one that was released */
    bool releases;  /* the life of an edition is that of its source in the plan */
    bool by_name;   /* people named it: what was withdrawn is made again, unless it was released */
    gr_life life;   /* as if released so; NONE: as what stands there says */
    const gr_kept_promises *promises; /* as a version knows them; NULL: as they were judged now */

    /* What is shown of an edition, instead of publishing. Both may be NULL. */
    void *user;
    /** An evaluated document, with what is arranged of it: nothing with `only_document`. */
    gr_status (*show)(void *user, const gr_doc *doc, const gr_arranged *arranged, gr_arena *arena,
                      gr_diag *diag);
    bool only_document;
    const gr_row_watch *rows_seen; /* looks at rows of long tables */
    /** What it says of owners other than its own, as text. */
    gr_status (*tell)(void *user, gr_str text, gr_diag *diag);
} gr_edition_setup;

/** Makes the row's edition and fills what the row says of its outcome, in `arena`. `diag` has the
 *  file numbers of the run. */
void gr_edition_make(const gr_edition_setup *setup, gr_plan_row *row, gr_arena *arena,
                     gr_diag *diag);
gr_place gr_row_place(const gr_store *store, const gr_plan_row *row, gr_arena *arena);

/** For `check`: what owners' figures are made public by whom, and what is hidden. `diag` knows the
 *  files. */
void gr_confidential_datasets(const gr_catalogue *catalogue, const gr_diag *diag, gr_buf *out);

#endif
