#ifndef GR_PLAN_SHARD_FILES_H
#define GR_PLAN_SHARD_FILES_H
/* The files of all shards of a run, held against each other: nothing is published unless all of
 * them are there and belong together. */
#include "plan/shard.h"

typedef struct gr_shard_files {
    gr_str folder; /* where they stand */
    gr_str run_id, engine;
    unsigned n;      /* shards of the run, at least 1 */
    unsigned errors; /* that the diagnostics of a row hold at most */
    gr_arena *arena;
    gr_diag *diag;
} gr_shard_files;

/** All of them, from the first to the last; what each said is added to the diagnostics.
 *  SHARDS_ABSENT: some are not there yet; SHARDS_DIFFER: what was made does not belong together. */
GR_MUST_USE gr_status gr_shards_read(const gr_shard_files *files, gr_shard **out);
/** Reports SHARDS_DIFFER of a file. */
gr_status gr_shards_differ(gr_str path, const char *why, gr_diag *diag);

#endif
