#ifndef GR_BATCH_RETENTION_H
#define GR_BATCH_RETENTION_H
/* What goes from the state folder, and its record (store/retention.h). Nothing that was released
 * ever goes, nor what such a version was made from. */
#include "batch_priv.h"
#include "store/retention.h"

typedef struct gone_file { /* an archived file of a version that went: what it was called */
    gr_str sha256, name;
} gone_file;
typedef struct retaining {
    const batch *run;
    gr_arena *arena;
    gr_diag *diag;
    gr_str when;
    gone_file *files; /* of versions that went in this run */
    size_t n_files, cap_files;
} retaining;

/* retention.c; in the supervisor, with the lock held */
/** A version was shown: older ones go by the order's keep=. A job with keep-days= keeps them until
 *  the run is over. What cannot be removed is a warning. */
void batch_retain_edition(const batch *run, const gr_plan_row *row, const gr_place *place,
                          gr_str key, gr_arena *arena, gr_diag *diag);
/** The run is over: what is too old goes, by the jobs of this run that have keep-days=. */
void batch_retain(const batch *run);

/* retention_files.c */
/** A version is about to go: what its archived files were called, which nobody knows later. */
void batch_retain_note(retaining *r, const gr_place *place, gr_str key);
/** Archived files that no version lists any more, in no destination. None go when one of the
 * versions that are left cannot be read. */
void batch_retain_files(retaining *r);

#endif
