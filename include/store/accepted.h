#ifndef GR_STORE_ACCEPTED_H
#define GR_STORE_ACCEPTED_H
/* What runs measured of their data, and what of it somebody accepted: two small files of the state
 * folder. What they say is the business of `contract`. */
#include "base/diag.h"

#define GR_ACCEPTED_FILE "accepted"
#define GR_MEASURED_FILE "measured"

/** Empty when there is none, or no state folder (`state` empty). More than a MiB is refused. */
GR_MUST_USE gr_status gr_accepted_read(gr_str state, gr_arena *arena, gr_diag *diag, gr_str *out);
GR_MUST_USE gr_status gr_measured_read(gr_str state, gr_arena *arena, gr_diag *diag, gr_str *out);
/** In one step. */
GR_MUST_USE gr_status gr_accepted_write(gr_str state, gr_str text, gr_arena *arena, gr_diag *diag);
GR_MUST_USE gr_status gr_measured_write(gr_str state, gr_str text, gr_arena *arena, gr_diag *diag);

#endif
