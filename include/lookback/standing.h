#ifndef GR_LOOKBACK_STANDING_H
#define GR_LOOKBACK_STANDING_H
/* What stands below an output folder, whoever made it. */
#include "journal/journal.h"
#include "plan/row.h"
#include "store/version.h"

typedef struct gr_standing_setup {
    gr_store store;
    const gr_jobs *jobs;
    gr_journal *journal;     /* NULL: none to be had */
    const gr_plan_row *rows; /* of this run */
    size_t n_rows;
    gr_arena *arena;
} gr_standing_setup;

typedef struct gr_standing { /* one edition of one report */
    gr_str destination, report, edition;
    size_t job;             /* row of the descriptor that makes it; its number of rows: none does */
    gr_str key;             /* of the version that the link leads to; empty: none */
    gr_str manifest;        /* its manifest.json; empty: none */
    bool missed;            /* it did not come to be when it was last made, by the journal */
    const gr_plan_row *row; /* of this run; NULL: not made in it */
} gr_standing;
/** Editions of this run, and those that stand in the folders of the jobs; by job, report and
 * edition, the region's first. */
size_t gr_standings(const gr_standing_setup *setup, gr_standing **out);
/** How it ended when it was last made, by the journal; empty: not known. */
gr_str gr_standing_last(const gr_standing_setup *setup, const gr_standing *one);

/** A file of one of its versions; empty: there is none. */
gr_str gr_standing_file(const gr_store *store, const gr_standing *one, gr_str key,
                        gr_version_part part, gr_arena *arena);
/** Names of the files for readers that a manifest lists, each with a newline behind it. */
gr_str gr_standing_documents(gr_str manifest, gr_arena *arena);
/** As the documents of the first of them that has any call the report, or its id. */
gr_str gr_standing_title(const gr_standing *list, size_t n, gr_arena *arena);
/** As people call an edition. `row`: of this run, NULL: none; `manifest`: of what stands there;
 *  `region`: what readers call the region's. */
gr_str gr_standing_name(const gr_plan_row *row, gr_str manifest, gr_str edition, gr_str region,
                        gr_arena *arena);

#endif
