#ifndef GR_LOOKBACK_VERSION_H
#define GR_LOOKBACK_VERSION_H
/* A version that somebody names, or the one that stands: where it is and what asked for it. */
#include "base/diag.h"
#include "plan/order.h"
#include "store/place.h"

typedef struct gr_found_version {
    gr_str key, folder;
    gr_str manifest, manifest_path;
} gr_found_version;

/** A version of an edition by its key; empty: the current one. EDITION_UNKNOWN with those that
 *  there are, or VERSION_WENT with when and why it was removed. */
GR_MUST_USE gr_status gr_find_version(const gr_store *store, const gr_place *place, gr_str key,
                                      gr_arena *arena, gr_diag *diag, gr_found_version *out);
/** True when a key that was asked for is one name. */
bool gr_key_is_plain(gr_str key);

/** "2023/annual-report" "renkum": what was asked when this version was made (empty: the current
 *  one): formats, period, day. *out_style: the house style that was asked for; empty: the
 *  report's. Of what does not stand there only the names. */
void gr_order_of_version(const gr_store *store, gr_str report, gr_str edition, gr_str key,
                         gr_arena *arena, gr_order *out, gr_str *out_style);

#endif
