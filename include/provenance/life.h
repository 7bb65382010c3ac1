#ifndef GR_PROVENANCE_LIFE_H
#define GR_PROVENANCE_LIFE_H
/* The state of a version, in the version itself, so that it becomes current with it */
#include "base/diag.h"
#include "base/life.h"
#include "store/place.h"

gr_str gr_life_text(const gr_life *life, gr_arena *arena);
/** The life of a version; NONE: it was not released. Reports LIFE_BROKEN when it cannot be told. */
GR_MUST_USE gr_status gr_version_life(const gr_place *place, gr_str key, gr_arena *arena,
                                      gr_diag *diag, gr_life *out);
/** Whether a version with this manifest was released. Of one that is damaged, so that it is no
 * JSON, the name of the file is enough: what was released is never replaced. */
bool gr_manifest_names_life(gr_str manifest);
/** True when the version is, or may be, a released one: it is neither removed nor replaced. */
bool gr_version_is_released(const gr_place *place, gr_str key, gr_arena *arena);
/** What `now` becomes when it is released as `asked`; the date must be filled in. False: it cannot
 * be, and *out_why says why and what would do. */
GR_MUST_USE bool gr_life_next(const gr_life *now, const gr_life *asked, gr_arena *arena,
                              gr_life *out, gr_str *out_why);
/** The life of what readers see, or saw last: one that was released is not forgotten when its link
 *  is gone. Reports VERSION_UNKNOWN when the state folder knows nothing of what they see. */
GR_MUST_USE gr_status gr_place_life(const gr_place *place, gr_arena *arena, gr_diag *diag,
                                    gr_life *out);
/** The last guard before a link moves: a released version gives way to a later one only. */
GR_MUST_USE gr_status gr_version_check_successor(const gr_place *place, gr_str next,
                                                 gr_arena *arena, gr_diag *diag);

#endif
