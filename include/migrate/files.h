#ifndef GR_MIGRATE_FILES_H
#define GR_MIGRATE_FILES_H
/* Folders of descriptors and texts, migrated: all files are read and rewritten in memory before the
 * first one is touched, and what stood there is kept beside what is written. */
#include "base/limits.h"
#include "xml/grammar.h"

typedef struct gr_migrate_setup {
    gr_str templates; /* folder with descriptors */
    gr_str texts;     /* folder with Markdown, which need not be there; rewritten in place only */
    gr_str to;        /* folder for a copy, rewritten; empty: in place */
    const gr_xml_grammar *const *grammars; /* that a descriptor may have */
    size_t n_grammars;
    const gr_xml_grammar *report; /* that of reports: datasets declare the totals over others that
                                     these print. NULL: they do not */
    const gr_limits *limits;
    gr_arena *arena;
    gr_diag *diag;
    /** Told what will change, a line each, before anything is written; what it fails with ends it.
     */
    gr_status (*say)(void *user, gr_str lines, gr_diag *diag);
    void *user;
} gr_migrate_setup;

GR_MUST_USE gr_status gr_migrate_files(const gr_migrate_setup *setup);

#endif
