#ifndef GR_STORE_VERSION_H
#define GR_STORE_VERSION_H
/* How a version becomes what readers see: complete in the state folder first, then as a folder of
 * public files, then by one rename of a link, which is the moment of publication. Whatever fails
 * before that moment leaves the old version where it was. */
#include "base/diag.h"
#include "store/place.h"
#include "store/version_file.h"

/** What was written as `<key>.part` gets its name, on the disk: <key>, or <key>-2 and so on where a
 *  version of that key stands, because it is damaged or was made again by force; it takes the place
 * of a bare one. Nothing to do without a part: *out_key is the key then. */
GR_MUST_USE gr_status gr_version_complete(const gr_place *place, gr_str key, gr_arena *arena,
                                          gr_diag *diag, gr_str *out_key);
/** Readers see this version since `at`: its files stand below the output folder, and the link leads
 * to them. *out_moved: it did not before. A version that looks as the one that is shown moves no
 * link. */
GR_MUST_USE gr_status gr_version_show(const gr_place *place, gr_str key, int64_t at,
                                      gr_arena *arena, gr_diag *diag, bool *out_moved);
/** `key` is shown (gr_place_current), and the run that moved the link may have died then: what
 *  gr_version_show had still to do is done, and *out_before is the version that the state folder
 *  took for the last one (empty: none). False: there was nothing to do. Under the lock only. */
bool gr_version_overtake(const gr_place *place, gr_str key, int64_t at, gr_arena *arena,
                         gr_diag *diag, gr_str *out_before);
/** Says in the state folder that it is withdrawn (when, why); showing a version ends that. */
GR_MUST_USE gr_status gr_place_withdraw(const gr_place *place, gr_str text, gr_arena *arena,
                                        gr_diag *diag);
/** An edition and its change sheets are withdrawn, with what is said of it: readers see neither,
 * and no public file of them stays. A run that dies in between shows none of it again. */
GR_MUST_USE gr_status gr_edition_take_away(const gr_place *place, gr_str text, gr_arena *arena,
                                           gr_diag *diag);
/** Readers see nothing any more; the version stays in the state folder. */
GR_MUST_USE gr_status gr_version_hide(const gr_place *place, gr_arena *arena, gr_diag *diag);
/** True when this version is shown and each of its files is there in its size. */
bool gr_version_is_shown(const gr_place *place, gr_str key, gr_arena *arena);
/** Removes a version that is not shown. False with errno. */
bool gr_version_remove(const gr_place *place, gr_str key, gr_arena *arena);
/** Takes the documents of a version that is not shown, and where each figure comes from; what it
 * was made from and what it said stay. False with errno. */
bool gr_version_strip(const gr_place *place, gr_str key, gr_arena *arena);
/** True when that was done with it: it is no version that could be shown, but it can be made again
 *  and compared. */
bool gr_version_is_bare(const gr_place *place, gr_str key, gr_arena *arena);
/** Name of a public folder: of names and hashes of its files, "sha256  name" a line each. */
gr_str gr_public_name(gr_str lines, gr_arena *arena);

/** Takes away what dead runs left in both folders of a destination (incomplete versions, links that
 * were not renamed), and public folders that no link leads to. What cannot be removed is a warning.
 */
void gr_store_sweep(const gr_store *store, gr_str destination, gr_arena *arena, gr_diag *diag);

#endif
