#ifndef GR_STORE_STATE_H
#define GR_STORE_STATE_H
/* The state folder: what griffie knows besides what readers may have. It belongs to one output
 * folder, and is for its owner alone. */
#include "base/diag.h"
#include "store/place.h"

typedef struct gr_state_setup {
    gr_str output;
    gr_str state;         /* empty: beside the output folder, `.<its name>.griffie` */
    const gr_str *others; /* folders that it may not stand in: exports, descriptors */
    size_t n_others;
    bool look; /* nothing is to be written: it may be of another user, and need not be there */
} gr_state_setup;

typedef struct gr_state {
    gr_store store;
    bool migrates;          /* an older griffie's output folder becomes two */
    bool there;             /* always, unless the setup says `look` */
    bool made, made_output; /* were not there before */
} gr_state;

/** The state folder by its default name, of an output folder that need not be there yet. */
gr_str gr_state_default(gr_str output, gr_arena *arena);
/** True when `path`, which need not be there, is `folder` or stands in it; links are followed. */
bool gr_path_is_within(gr_str path, gr_str folder, gr_arena *arena);
/** Makes the two folders when they are not there. Reports STATE_FOLDER when the one named cannot be
 * it (not ours, open to others, a link, on another file system, one within the other),
 * OUTPUT_CREATE when one cannot be made. */
GR_MUST_USE gr_status gr_state_open(const gr_state_setup *setup, gr_arena *arena, gr_diag *diag,
                                    gr_state *out);
/** With the lock held: the two say that they belong to each other, from now on when they are new.
 *  STATE_OTHER or STATE_LOST when they do not; LAYOUT_OLD when an older griffie kept all in one. */
GR_MUST_USE gr_status gr_state_join(const gr_state *state, gr_arena *arena, gr_diag *diag);
/** The same for who only looks, and writes nothing. */
GR_MUST_USE gr_status gr_state_look(const gr_state *state, gr_arena *arena, gr_diag *diag);
/** Folders that were made for this run are gone again, when nothing came into them; with the lock
 * held, whose file `lock` may stand there. */
void gr_state_leave(const gr_state *state, gr_str lock, gr_arena *arena);

/** True when an older griffie published in this folder: the journal, or versions with all that is
 *  known of them, stand in it. *out_example: the path that says so. */
bool gr_layout_is_old(gr_str root, gr_arena *arena, gr_str *out_example);

#endif
