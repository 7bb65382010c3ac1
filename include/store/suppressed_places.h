#ifndef GR_STORE_SUPPRESSED_PLACES_H
#define GR_STORE_SUPPRESSED_PLACES_H
/* Where the hidden places of a series are kept between two nights: in the state folder, and in each
 * version that was made with them. What they say is the business of `derive`. */
#include "base/diag.h"
#include "store/place.h"

#define GR_PLACES_FILE "hidden-places" /* in the state folder, and in a version's own part */

/** Those of all versions that were published; empty: the series begins. `state` empty: there is no
 *  state folder. */
GR_MUST_USE gr_status gr_suppressed_places_read(gr_str state, gr_arena *arena, gr_diag *diag,
                                                gr_str *out);
/** A version is published: what it was made with is what later ones must agree with. */
GR_MUST_USE gr_status gr_suppressed_places_advance(gr_str state, const gr_place *place, gr_str key,
                                                   gr_arena *arena, gr_diag *diag);

#endif
