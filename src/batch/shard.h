#ifndef GR_BATCH_SHARD_H
#define GR_BATCH_SHARD_H
/* Shards: parts of one run that make their editions at the same time, on machines that share the
 * folders. What a shard made it writes into state/shards/<run-id>/<K>-of-<N>.shard, when it is
 * done and not before; collecting them publishes. */
#include "night.h"
#include "plan/shard.h"

/** Name of the run that shards have in common; USAGE when it cannot name a folder. */
GR_MUST_USE gr_status batch_run_id(const batch *run, gr_str *out);
/** state/shards/<run-id> */
gr_str batch_shards_folder(const batch *run, gr_str run_id, gr_arena *arena);

/** A row of this shard is made: its version gets its name. */
void batch_shard_settle(const batch *run, gr_plan_row *row);
gr_exit batch_shard_run(batch *run);
/** With the lock of the whole folder held. */
gr_exit batch_collect_run(batch *run);

#endif
