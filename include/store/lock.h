#ifndef GR_STORE_LOCK_H
#define GR_STORE_LOCK_H
/* One run at a time writes below an output folder and in its state; the shards of one run count as
 * one. The folder may be shared between machines, so a lock is a file that says who holds it, and
 * no lock of the system's. A holder of this machine that is gone holds nothing; one of another
 * machine holds it as long as it touches the file: see gr_lock_keep. */
#include "base/diag.h"

#define GR_SHARDS "shards" /* folder below the state folder: <run-id>/<shard>.lock */

typedef struct gr_lock {
    bool held;
    gr_str path, folder;
    gr_str line;      /* what our file says, and no other */
    bool made_folder; /* it was not there: taken away again when it stays empty */
    int64_t touched;  /* seconds of a clock that also counts sleep */
} gr_lock;
/** Makes the folder when it is not there. OUTPUT_LOCKED when another run, or a shard of one, is at
 * work in it, and still is after `wait` seconds. A lock that was left behind is taken over, with a
 * note. */
GR_MUST_USE gr_status gr_lock_take(gr_str folder, unsigned wait, gr_arena *arena, gr_diag *diag,
                                   gr_lock *out);
/** The same for one shard of a run: other shards of that run may be at work. */
GR_MUST_USE gr_status gr_lock_take_shard(gr_str folder, gr_str run_id, unsigned shard,
                                         unsigned wait, gr_arena *arena, gr_diag *diag,
                                         gr_lock *out);
/** Says that the holder lives; to be called about each minute, and costs nothing before that time.
 *  False when the lock is no longer ours: somebody thought us dead, and writes where we would. */
GR_MUST_USE bool gr_lock_keep(gr_lock *lock);
/** Removes the file when it is still ours. */
void gr_lock_release(gr_lock *lock);

#endif
