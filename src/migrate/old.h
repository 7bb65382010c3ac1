#ifndef GR_MIGRATE_OLD_H
#define GR_MIGRATE_OLD_H
/* An output folder in which griffie 0.1 kept all that it knew. */
#include "migrate/output.h"
#include "provenance/life.h"
#include "provenance/version.h"

typedef struct moving {
    const gr_store *store;
    gr_arena *arena;
    gr_diag *diag;
    gr_moved counts;
} moving;

typedef struct old_edition { /* as it stands in the old layout */
    gr_place place;
    gr_str *names; /* of its old versions, the newest first */
    size_t n;
    bool sheets; /* change sheets of an edition */
} old_edition;

/* old_layout.c */
typedef gr_status edition_fn(moving *m, const old_edition *e);
typedef gr_status root_fn(moving *m, gr_str destination);
GR_MUST_USE gr_status gr_old_editions(moving *m, gr_str destination, edition_fn *visit);
/** The output folder, and destinations of jobs below it, `depth` folders deep. */
GR_MUST_USE gr_status gr_old_roots(moving *m, gr_str destination, unsigned depth, root_fn *visit);

/* old_version.c */
/** The old version stands whole in the state folder, too; nothing is taken away. */
GR_MUST_USE gr_status gr_old_take_over(moving *m, const old_edition *e, gr_str name);
/** When an old version was shown: griffie 0.1 touched it then. */
int64_t gr_old_time(gr_str folder);

#endif
