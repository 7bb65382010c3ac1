#ifndef GR_LOAD_INPUTS_H
#define GR_LOAD_INPUTS_H
/* Which files documents are made from, kept so that a version can be made again (store/archive.h).
 * The manifest of a version says which of them made it. */
#include "load/load.h"
#include "store/archive.h"

typedef struct gr_inputs_setup {
    gr_archive archive;
    gr_str input, templates, fonts; /* folders: paths are kept below them */
    gr_str laid_out;                /* as in gr_load_setup */
    gr_arena *arena;                /* of the list */
    gr_diag *diag; /* knows what was read, by name and hash: a file that changed since is refused */
} gr_inputs_setup;

/** What all editions are made from: exports, descriptors and texts that were read, fonts that are
 *  open, hyphenation patterns; by folder and path. */
GR_MUST_USE gr_status gr_inputs_keep(const gr_inputs_setup *setup, const gr_load *load,
                                     gr_kept_file **out, size_t *out_n);
/** What one edition is made from besides: its images and attached files. `used`: its used.tsv. */
GR_MUST_USE gr_status gr_inputs_keep_edition(const gr_inputs_setup *setup, const gr_doc *doc,
                                             gr_str used, gr_kept_file **out, size_t *out_n);

#endif
