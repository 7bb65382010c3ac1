#ifndef GR_BATCH_CHANGE_PLACE_H
#define GR_BATCH_CHANGE_PLACE_H
/* Where change sheets stand. `sheets` is gr_place_of_changes() of an edition's place. */
#include "base/diag.h"
#include "store/place.h"

/** "<key>.part" */
gr_str batch_changes_part(gr_str key, gr_arena *arena);
/** What cannot be removed is reported. */
gr_status batch_changes_remove(const gr_place *sheets, gr_str name, gr_arena *arena, gr_diag *diag);
/** The first thing that was said, without its place: nothing the reader wrote is to blame. */
gr_str batch_changes_said(const gr_diag *diag, gr_arena *arena);

#endif
