#ifndef GR_BATCH_LOCK_H
#define GR_BATCH_LOCK_H
/* One run at a time writes below an output folder. The lock is the system's (flock), so it goes
 * with the process however that ends; the file is only what it hangs on. */
#include "base/diag.h"

typedef struct batch_lock {
    int fd;
    gr_str path, folder;
    bool made_folder; /* it was not there: taken away again when it stays empty */
} batch_lock;
/** Makes the folder when it is not there. OUTPUT_LOCKED when another run holds it, and still does
 * after `wait` seconds. */
GR_MUST_USE gr_status batch_lock_take(gr_str folder, unsigned wait, gr_arena *arena, gr_diag *diag,
                                      batch_lock *out);
void batch_lock_release(batch_lock *lock);

#endif
