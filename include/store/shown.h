#ifndef GR_STORE_SHOWN_H
#define GR_STORE_SHOWN_H
/* Which versions of an edition readers saw, in which order and since when. It stands in the file
 * "shown" beside the versions: a line "key<tab>seconds since 1970 UTC" for each time that one took
 * the place of another, the oldest first. No time of a folder says it: a copy of the state folder
 * has others. */
#include "base/diag.h"
#include "store/place.h"

typedef struct gr_shown_version {
    gr_str key;
    int64_t since; /* when it was shown last */
    int64_t until; /* when another took its place; -1: none did */
} gr_shown_version;
/** Those that are still there, each once, the one that was shown last first. */
size_t gr_versions_shown(const gr_place *place, gr_arena *arena, gr_shown_version **out);
/** Complete ones that nobody saw, by name: of a run that died, or of a shard. */
size_t gr_versions_unseen(const gr_place *place, gr_arena *arena, gr_str **out);
bool gr_version_was_shown(const gr_place *place, gr_str key, gr_arena *arena);
/** When readers got it; 0: not known. */
int64_t gr_version_since(const gr_place *place, gr_str key, gr_arena *arena);

/** Before a version gets its name: from now on what the record does not name was not shown. An
 *  edition without one was kept by an older griffie, which told the order by times of folders. */
GR_MUST_USE gr_status gr_shown_begin(const gr_place *place, gr_arena *arena, gr_diag *diag);
/** `key` is what readers see since `at`; nothing to do when the record ends with it, unless it was
 *  withdrawn meanwhile. */
GR_MUST_USE gr_status gr_shown_add(const gr_place *place, gr_str key, int64_t at, gr_arena *arena,
                                   gr_diag *diag);
/** Takes an empty record away: no version got its name, or none is left that readers saw. */
void gr_shown_leave(const gr_place *place, gr_arena *arena);

#endif
