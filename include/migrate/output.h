#ifndef GR_MIGRATE_OUTPUT_H
#define GR_MIGRATE_OUTPUT_H
/* An output folder in which griffie 0.1 kept all that it knew becomes two folders. Nothing is lost:
 * a version stands whole in the state folder before what it was made of is taken away. May be
 * killed, and called again; called twice, it finds nothing to do. */
#include "base/diag.h"
#include "store/place.h"

typedef struct gr_moved {
    size_t versions, editions;
} gr_moved;
/** With the locks of both griffies held, and two folders that belong to each other. LAYOUT_BOTH,
 *  before anything is moved, when an edition was released here and in the state folder. */
GR_MUST_USE gr_status gr_migrate_output(const gr_store *store, gr_arena *arena, gr_diag *diag,
                                        gr_moved *out);

#endif
