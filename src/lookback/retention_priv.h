#ifndef GR_LOOKBACK_RETENTION_PRIV_H
#define GR_LOOKBACK_RETENTION_PRIV_H
/* What goes from the state folder, and its record (store/retention.h). Nothing that was released
 * ever goes, nor what such a version was made from. */
#include "lookback/retention.h"
#include "store/retention.h"

typedef struct gone_file { /* an archived file of a version that went: what it was called */
    gr_str sha256, name;
} gone_file;
typedef struct retaining {
    gr_store store;
    int64_t now;
    gr_arena *arena;
    gr_diag *diag;
    gr_str when;
    gone_file *files; /* of versions that went in this run */
    size_t n_files, cap_files;
} retaining;

/* retention_files.c */
/** A version is about to go: what its archived files were called, which nobody knows later. */
void gr_retain_note(retaining *r, const gr_place *place, gr_str key);
/** Archived files that no version lists any more, in no destination. None go when one of the
 * versions that are left cannot be read. */
void gr_retain_files(retaining *r);

#endif
