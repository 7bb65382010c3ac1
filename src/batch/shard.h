#ifndef GR_BATCH_SHARD_H
#define GR_BATCH_SHARD_H
/* Shards: parts of one run that make their editions at the same time, on machines that share the
 * folders. What a shard made it writes into state/shards/<run-id>/<K>-of-<N>.shard, when it is
 * done and not before; collecting them publishes. */
#include "scheduled.h"

/** state/shards/<run-id>, and the name of the run that shards have in common; USAGE when that
 *  cannot name a folder. */
GR_MUST_USE gr_status gr_shards_place(const gr_scheduled *run, gr_str asked, gr_str *out_id,
                                      gr_str *out_folder);

#endif
