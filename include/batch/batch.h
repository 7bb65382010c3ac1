#ifndef GR_BATCH_BATCH_H
#define GR_BATCH_BATCH_H
/* The composition root: one run from input to published editions. The only room that sees
 * everybody, and the only one that prints, knows the environment and writes under output/. */
#include "base/diag.h"
#include "base/life.h"
#include "base/limits.h"

typedef enum gr_exit { /* documented and stable: design and man page */
                       GR_EXIT_OK = 0,
                       GR_EXIT_SOME_FAILED = 1,
                       GR_EXIT_WARNINGS = 3,
                       GR_EXIT_BLOCKED = 4,
                       GR_EXIT_USAGE = 64,
                       GR_EXIT_DATA = 65,
                       GR_EXIT_BUG = 70,
                       GR_EXIT_SYSTEM = 71,
                       GR_EXIT_CREATE = 73,
                       GR_EXIT_IO = 74,
                       GR_EXIT_LOCKED = 75
} gr_exit;

typedef enum gr_dump {
    GR_DUMP_NONE,
    GR_DUMP_DATASET,
    GR_DUMP_TEMPLATE,
    GR_DUMP_DOCUMENT,
    GR_DUMP_PAGES,
    GR_DUMP_TAGS,
    GR_DUMP_SHEETS
} gr_dump;

typedef struct gr_job {              /* what `render` and `check` are asked */
    gr_str input, templates, output; /* folders */
    gr_str fonts;                    /* where relative font files of styles are looked for */
    const gr_str *reports;           /* ids; none: all */
    size_t n_reports;
    const gr_str *editions; /* ids or owner keys; none: all */
    size_t n_editions;
    const gr_str *formats; /* names of formats; none: all */
    size_t n_formats;
    gr_str style;       /* id of the house style for all reports; empty: what each report names */
    bool check_only;    /* read, bind, evaluate, lay out; write nothing */
    bool strict;        /* warnings make GR_EXIT_WARNINGS */
    gr_str source_file; /* check --source: show what this export yields; empty: no */
    gr_dump
        dump; /* to stdout instead of publishing; of a document: needs one report and one edition */
    gr_life preview; /* with check_only: as if all documents were released so; NONE: as they are */
    bool terminal, colour; /* progress and colour on stderr */
    bool quiet;
    unsigned keep; /* older generations kept */
} gr_job;
gr_exit gr_batch_run(const gr_job *job);

#endif
