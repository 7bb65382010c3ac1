#ifndef GR_STORE_SCRATCH_H
#define GR_STORE_SCRATCH_H
/* Folders of one process in the state folder, below rebuilding/: what is made there is as private
 * as what it is made from. Each names its maker, so that what a dead one left is told from what
 * another one works in. */
#include "base/diag.h"

/** A new folder that only we may enter. First what dead processes left goes. */
GR_MUST_USE gr_status gr_scratch_make(gr_str state, gr_arena *arena, gr_diag *diag,
                                      gr_str *out_path);
/** With all that is in it. */
void gr_scratch_remove(gr_str state, gr_str path, gr_arena *arena);
/** Takes away those whose maker is gone; of no consequence when that fails. */
void gr_scratch_sweep(gr_str state, gr_arena *arena);

#endif
