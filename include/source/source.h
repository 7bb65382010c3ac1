#ifndef GR_SOURCE_SOURCE_H
#define GR_SOURCE_SOURCE_H
/* Source descriptors (urn:griffie:source:1): how one kind of export becomes typed records. Every
 * export is read through one, griffie's own XML too. Described in docs/descriptors.md. */
#include "dataset/table.h"
#include "xml/tree.h"

typedef struct gr_sources gr_sources;

extern const gr_xml_grammar gr_source_grammar;

/** Reads all `*.xml` in `folder`; adds the schema of each dataset to `catalogue`. */
GR_MUST_USE gr_status gr_sources_read(gr_str folder, const gr_limits *limits,
                                      gr_catalogue *catalogue, gr_arena *arena, gr_diag *diag,
                                      gr_sources **out_sources);

typedef struct gr_file_names {
    gr_str *items;
    size_t n, cap;
} gr_file_names;

/** Reads every file of `folder` and of the folders in it that a source takes by its name, through
 * the one that fits its root element and contents. A file of such a name that none fits is an error
 * (EXPORT_UNMATCHED, with the names of the sources and what they match), as is one that several fit
 * (EXPORT_RIVALS) and a required source without a file (SOURCE_ABSENT). Goes on after a bad file,
 * so that one run tells all. Rows are appended; call gr_catalogue_link_rows afterwards.
 * `out_passed`, in `arena`: all other files, for whoever knows what else may stand there. */
GR_MUST_USE gr_status gr_sources_load(const gr_sources *sources, gr_str folder,
                                      const gr_limits *limits, gr_catalogue *catalogue,
                                      gr_arena *arena, gr_diag *diag, gr_file_names *out_passed);
/** One export only: what `griffie check --source FILE` shows. Datasets of other sources are marked
 * as incomplete. */
GR_MUST_USE gr_status gr_sources_load_file(const gr_sources *sources, gr_str path, gr_str name,
                                           const gr_limits *limits, gr_catalogue *catalogue,
                                           gr_diag *diag);

/** "passed over: 12 'note'" for each <ignore> that something was left out for. */
void gr_sources_add_ignored(const gr_sources *sources, gr_buf *out);

#endif
