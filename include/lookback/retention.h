#ifndef GR_LOOKBACK_RETENTION_H
#define GR_LOOKBACK_RETENTION_H
/* What goes from the state folder, and its record (store/retention.h). Nothing that was released
 * ever goes, nor what such a version was made from. Under the lock only. */
#include "base/diag.h"
#include "plan/order.h"
#include "store/place.h"

typedef struct gr_retention {
    gr_store store;
    int64_t now; /* of the run: seconds since 1970 UTC */
    gr_arena *arena;
    gr_diag *diag; /* what cannot be removed is a warning */
} gr_retention;

/** `current` was shown: older versions of the edition go, as the order says. */
void gr_retain_edition(const gr_retention *how, const gr_order *order, const gr_place *place,
                       gr_str current);
/** A run is over: what is too old goes, by the orders with keep_days; with archived files that no
 *  version lists any more. */
void gr_retain_all(const gr_retention *how, const gr_order *orders, size_t n);

#endif
