#ifndef GR_STORE_PLACE_H
#define GR_STORE_PLACE_H
/* Where an edition stands below the output folder: names only. */
#include "base/str.h"

#define GR_PART ".part" /* ending of a version that is not complete */

typedef struct gr_place {
    gr_str root;  /* output, or the job's destination below it */
    gr_str gen;   /* root/.gen */
    gr_str below; /* report/edition: in gen, and the link in root */
    gr_str home;  /* gen/report/edition: its versions */
    gr_str links; /* root/report */
    gr_str link;  /* root/report/edition */
} gr_place;
gr_place gr_place_at(gr_str root, gr_str report, gr_str edition, gr_arena *arena);
/** The version that the link leads to; empty: none. */
gr_str gr_place_current(const gr_place *place, gr_arena *arena);
/** The version that was current before `current`; empty: none is left. */
gr_str gr_place_before(const gr_place *place, gr_str current, gr_arena *arena);

#endif
