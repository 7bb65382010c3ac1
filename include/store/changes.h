#ifndef GR_STORE_CHANGES_H
#define GR_STORE_CHANGES_H
/* Where change sheets stand, and which one readers see: under the key of the version that a sheet
 * is about. `sheets` is gr_place_of_changes() of an edition's place. */
#include "base/diag.h"
#include "store/place.h"

/** "<key>.part" */
gr_str gr_changes_part(gr_str key, gr_arena *arena);
/** What cannot be removed is reported. */
gr_status gr_changes_remove(const gr_place *sheets, gr_str name, gr_arena *arena, gr_diag *diag);
/** The supervisor's, before the edition's link moves: a staged sheet gets the name `version`. */
GR_MUST_USE gr_status gr_changes_name(const gr_place *place, gr_str key, gr_str version,
                                      gr_arena *arena, gr_diag *diag);
/** After it has moved: the readers' link leads to the sheet of `version` since `at`, or goes when
 * it has none; sheets of versions that are gone go as well. What fails is a warning, and the next
 * run's work.
 */
void gr_changes_show(const gr_place *place, gr_str version, int64_t at, gr_arena *arena,
                     gr_diag *diag);
/** "handover-dossier/renkum.changes", below place->root; empty: there is no sheet to show. */
gr_str gr_changes_folder(const gr_place *place, gr_arena *arena);

#endif
