#ifndef GR_BATCH_MAKE_DUE_H
#define GR_BATCH_MAKE_DUE_H
/* The editions of jobs that are due, made by the processes of a run; all of them, or a shard's. */
#include "scheduled.h"
#include "settle.h"

/** Loads, makes and settles them; `lock` is kept meanwhile. */
gr_exit gr_make_due(gr_scheduled *run, const gr_run_request *request, gr_lock *lock,
                    gr_settling *settling);
/** `run --shard`: shard.c. */
gr_exit gr_run_shard(const gr_session *session, const gr_run_request *request, gr_ending *ending);

#endif
