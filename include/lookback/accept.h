#ifndef GR_LOOKBACK_ACCEPT_H
#define GR_LOOKBACK_ACCEPT_H
/* What the last run measured of its data becomes what later ones are held against. */
#include "base/diag.h"
#include "store/place.h"

typedef struct gr_accepting {
    gr_store store;
    gr_str by, because; /* as who accepts says it; may be empty */
    gr_str on;          /* the day, "2026-11-30" */
    gr_arena *arena;
    gr_diag *diag;
} gr_accepting;
/** Says what was accepted, a line each, with what it was before. ACCEPT_NOTHING when no run
 * measured anything. Under the lock only. */
GR_MUST_USE gr_status gr_accept(const gr_accepting *how, gr_buf *out);

#endif
