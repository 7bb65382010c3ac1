#ifndef GR_EDITION_ROLES_H
#define GR_EDITION_ROLES_H
/* The processes of a run: this one supervises, a loader reads and plans, workers make. */
#include "edition/edition.h"
#include "plan/work.h"
#include "store/lock.h"

typedef struct gr_loaded { /* what the loader leaves for its workers */
    gr_load *load;         /* NULL: nothing was opened */
    gr_edition_setup setup;
} gr_loaded;

typedef struct gr_roles {
    void *user;
    /** In the loader's process, where it changes nothing for this one: reads, fills the plan of
     *  `work` and says how its editions are made. */
    gr_status (*load)(void *user, gr_work *work, gr_loaded *out);
    /** In this process: a worker is done with the row. */
    void (*settle)(void *settling, gr_plan_row *row);
    void *settling;
    gr_lock *lock; /* kept while the run is at work; NULL: it holds none */
    /** How far it is: a row was begun or ended, `done` of n are behind us. */
    void (*moved)(void *settling, size_t done, size_t n, const gr_plan_row *row);
    gr_str state; /* folder that the loader may write in */

    unsigned workers;
    unsigned memory_mib, seconds;     /* limits of a worker, and of an edition */
    gr_str memory_from, seconds_from; /* what says so, for messages */
    unsigned shard, shards;           /* rows of this shard only; 0: all */
    bool with_others;                 /* errors of what was read may be of jobs that are not due:
                                         gr_work.wrong_besides */
    bool strict;                      /* warnings make GR_EXIT_WARNINGS */
    unsigned errors;                  /* that the diagnostics of a row hold at most */
    gr_arena *arena;
    gr_diag *diag;
} gr_roles;

/** Loads in a process of its own, makes all editions in workers, settles each. */
gr_exit gr_roles_run(const gr_roles *roles, gr_work *work);

#endif
