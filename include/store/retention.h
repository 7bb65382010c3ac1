#ifndef GR_STORE_RETENTION_H
#define GR_STORE_RETENTION_H
/* What went from the state folder.
 *
 * The record is state/removed.tsv: a line for each version and each archived file, with when, what
 * ("version", "documents" of a version that can be made again, "file"), rule, edition, version,
 * SHA-256, name, and its path in the state folder; "-" where there is none. What is about to go is
 * written to state/removing.tsv first, so a run that dies leaves nothing that went without a line.
 */
#include "base/diag.h"
#include "store/place.h"

#define GR_VERSION_WENT   "version" /* what */
#define GR_DOCUMENTS_WENT "documents"

typedef struct gr_removal { /* texts without tabs and line ends; empty ones are written as "-" */
    gr_str when;            /* "2026-11-22 03:00:12Z" */
    gr_str what, rule;      /* "keep-days=30" */
    gr_str edition, version, sha256, name;
    gr_str path; /* below the state folder */
} gr_removal;

void gr_removal_add(const gr_removal *removal, gr_buf *lines);
/** Before anything of it is removed. What an earlier run left half done is finished first. */
GR_MUST_USE gr_status gr_removals_begin(gr_str state, gr_str lines, gr_arena *arena, gr_diag *diag);
/** After: what is gone now is in the record, what is still there is not. Nothing to do when nothing
 *  was begun. */
GR_MUST_USE gr_status gr_removals_end(gr_str state, gr_arena *arena, gr_diag *diag);
/** All lines; empty: nothing went, or they cannot be read. */
gr_str gr_removals_read(gr_str state, gr_arena *arena);
/** The last line with this path. False: it never went. */
bool gr_removal_find(gr_str lines, gr_str path, gr_removal *out);
/** The last line of something that stood right in `folder`. */
bool gr_removal_last_below(gr_str lines, gr_str folder, gr_removal *out);
/** "went on 2026-11-22 03:00:12Z by keep-days=30", or "its documents went on ...": for messages. */
gr_str gr_removal_text(const gr_removal *removal, gr_arena *arena);
/** True when version `key`, or its documents, are not there and the record says why. */
bool gr_version_went(gr_str lines, gr_str state, const gr_place *place, gr_str key, gr_arena *arena,
                     gr_removal *out);

#endif
