#ifndef GR_STORE_NUMBER_H
#define GR_STORE_NUMBER_H
/* Numbers and days of versions, for people who hold two of them. */
#include "store/place.h"

typedef struct gr_version_number {
    uint32_t number; /* from 1; 0: not known */
    gr_str day;      /* "2022-12-31", of its publication; empty: not known */
} gr_version_number;
/** Of the version that stands there. */
gr_version_number gr_version_number_of(const gr_place *place, gr_str version, gr_arena *arena);
/** True when it is that one's number which is written down: nothing is left to do for it. */
bool gr_version_number_is_given(const gr_place *place, gr_str version, gr_arena *arena);
/** How many versions of it that readers saw are kept: what to count by when no number is known. */
uint32_t gr_versions_kept(const gr_place *place, gr_arena *arena);
/** The supervisor's, when `version` has become current after `before` (empty: the first). Not
 * `seen`: readers have the same files as before, which keep their number and day. */
void gr_version_number_give(const gr_place *place, gr_str before, gr_str version, bool seen,
                            int64_t now, gr_arena *arena);
gr_str gr_version_day(int64_t now, gr_arena *arena);

#endif
