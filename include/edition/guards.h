#ifndef GR_EDITION_GUARDS_H
#define GR_EDITION_GUARDS_H
/* What processes go without (process/guard.h). A guard that is not to be had is said once. */
#include "load/load.h"
#include "store/place.h"

/** Writes only in the two folders, and in that of the file `figures`, unless that is empty.
 *  Programs that take mails cannot be started any more. */
void gr_guard_publisher(const gr_store *store, gr_str figures, gr_diag *diag);
/** Who reads what others wrote. Writes only in the folder `state`, or nowhere when that is empty.
 */
void gr_guard_reader(gr_str state, gr_diag *diag);
/** Reads only what stands below these paths (empty ones count for nothing), and the fonts of the
 *  styles that were read; before exports and texts are. */
void gr_guard_reading(const gr_str *paths, size_t n, const gr_load *load, gr_arena *arena,
                      gr_diag *diag);

#endif
