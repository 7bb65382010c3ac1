#ifndef GR_LOOKBACK_MEND_H
#define GR_LOOKBACK_MEND_H
/* What a run that died left undone behind a link that it moved, and links that were lost. */
#include "base/diag.h"
#include "store/place.h"

/** Each edition of a destination: what belongs to showing its version is done, if its link is ahead
 *  of that; a released version whose link is lost is shown again, with VERSION_BACK. `now`: seconds
 *  since 1970 UTC. Under the lock only. */
void gr_mend_shown(const gr_store *store, gr_str destination, int64_t now, gr_arena *arena,
                   gr_diag *diag);

#endif
