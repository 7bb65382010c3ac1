#ifndef GR_BATCH_POOL_H
#define GR_BATCH_POOL_H
/* The loader's workers: processes that make editions, one after another each. */
#include "batch_priv.h"

/** Hands every row of the plan to a worker and sends what becomes of it to `channel`. A worker that
 *  dies, hangs or grows beyond its limits is one failed row, and is replaced. Ends early when the
 *  supervisor is gone. */
void batch_pool_run(batch *run, int channel);

/* What a worker says about a row, and the supervisor reads. */
void batch_row_pack(size_t nr, const batch_row *row, const gr_diag *diag, gr_buf *out);
/** Fills the row that it names. False when it is not whole. */
GR_MUST_USE bool batch_row_unpack(batch *run, gr_str body, size_t *out_nr);

#endif
