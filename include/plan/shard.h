#ifndef GR_PLAN_SHARD_H
#define GR_PLAN_SHARD_H
/* What a shard of a run has to say, as the file that it writes when it is done. */
#include "plan/row.h"

typedef struct gr_shard_job { /* as the shard found it due */
    gr_str id, on;            /* on: the day it was made for, "2026-11-22" */
    gr_moment due;
    bool awaited;
    bool left_out; /* it could not be made */
} gr_shard_job;

typedef struct gr_shard {
    gr_str run_id;
    unsigned nr, of;       /* 3 of 8 */
    gr_str engine, inputs; /* who made it; fingerprint of what it was made from */
    gr_moment began;
    gr_shard_job *jobs;
    size_t n_jobs;
    gr_plan_row *rows;
    size_t n;
    gr_diag *diag; /* what was said of the run as a whole */
} gr_shard;

/** A line with the version of the form first. */
void gr_shard_pack(const gr_shard *shard, gr_buf *out);
/** False: it is not whole, or of another version. Diagnostics hold at most `errors` each. */
GR_MUST_USE bool gr_shard_unpack(gr_str bytes, unsigned errors, gr_arena *arena, gr_shard *out);

/** Name of the run that shards have in common: what was asked for, or the date of `now` in the zone
 *  of the batch. USAGE when it cannot name a folder. */
GR_MUST_USE gr_status gr_shards_run_id(gr_str asked, gr_str zone, gr_moment now, gr_arena *arena,
                                       gr_diag *diag, gr_str *out);
/** "3-of-8.shard" */
gr_str gr_shard_file(unsigned nr, unsigned of, gr_arena *arena);
/** Rows are dealt out in turn: those of shard `nr` of the n, first; how many they are. */
size_t gr_shard_choose(gr_plan_row *rows, size_t n, unsigned nr, unsigned of);
/** Because they are dealt out in turn, their counts are known when their sum is. */
bool gr_shards_add_up(const gr_shard *shards, size_t n);
bool gr_shards_have_same_jobs(const gr_shard *one, const gr_shard *other);

#endif
