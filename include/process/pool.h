#ifndef GR_PROCESS_POOL_H
#define GR_PROCESS_POOL_H
/* A pool of workers: processes that make numbered pieces of work, one after another each, from what
 * this process has in its memory. */
#include "base/str.h"

typedef struct gr_pool_work {
    size_t n;            /* pieces, 0 .. n - 1 */
    unsigned workers;    /* at most; no more than pieces, or 64 */
    unsigned memory_mib; /* of one worker; 0: no limit */
    unsigned seconds;    /* for one piece */
    gr_str memory_from;  /* what says so, as a message names it; empty: nothing can be changed */
    gr_str seconds_from;
    void *user;
    /** In a worker: makes the piece; what is added to `out` is brought to `made`. */
    void (*make)(void *user, size_t nr, gr_buf *out);
    /* In this process. False: nobody listens any more, and the pool ends. */
    bool (*taken)(void *user, size_t nr);  /* a worker begins with the piece */
    bool (*made)(void *user, gr_str what); /* what `make` added */
    /** The worker that made the piece died, hung or grew beyond its limits: `how` is the rest of a
     *  sentence ("was ended by signal 11 (Segmentation fault)"). */
    bool (*lost)(void *user, size_t nr, gr_str how, uint32_t took_ms);
} gr_pool_work;

/** Hands every piece to a worker. A worker that is lost costs the piece it worked on, and is
 *  replaced. */
void gr_pool_run(const gr_pool_work *work);

#endif
