#ifndef GR_STORE_PLACE_H
#define GR_STORE_PLACE_H
/* Where an edition stands: names only. The output folder has what its readers may have, the state
 * folder everything else.
 *
 *   output/handover-dossier/renkum -> ../.gen/handover-dossier/renkum/<name>
 *   output/.gen/handover-dossier/renkum/<name>/        documents, workbook, public manifest.json
 *   state/.versions/handover-dossier/renkum/<key>/     what the version says of itself
 *                                               name    the public folder's, a hash of its files
 *                                               files/  the public files
 *   state/.versions/handover-dossier/renkum/current -> <key>
 *
 * A version's key is a hash of all that it was made from, also of what its readers may not know:
 * so it names nothing that they can see. */
#include "base/str.h"

#define GR_PART         ".part"        /* ending of a version that is not complete */
#define GR_CHANGES      ".changes"     /* ending of a change sheet's place: it is no edition */
#define GR_DESTINATIONS "destinations" /* folder in the state folder: those of jobs */

typedef struct gr_store { /* without a slash at the end */
    gr_str output, state;
} gr_store;

typedef struct gr_place {
    gr_str output;   /* the whole output folder */
    gr_str root;     /* output, or the job's destination below it */
    gr_str gen;      /* root/.gen */
    gr_str below;    /* report/edition: in gen, in versions, and the link in root */
    gr_str home;     /* gen/report/edition: the public folder, by its name */
    gr_str links;    /* root/report */
    gr_str link;     /* root/report/edition */
    gr_str versions; /* of the root: state/.versions, or state/destinations/<folder>/.versions */
    gr_str kept;     /* versions/report/edition: all versions, by key */
} gr_place;
/** `destination`: folder below the output folder; empty: itself. */
gr_place gr_place_at(const gr_store *store, gr_str destination, gr_str report, gr_str edition,
                     gr_arena *arena);
/** Its change sheets: they stand as its versions do, under the key of the version that they are
 *  about. */
gr_place gr_place_of_changes(const gr_place *place, gr_arena *arena);
/** Where the versions of a destination stand. */
gr_str gr_versions_folder(gr_str state, gr_str destination, gr_arena *arena);

typedef void gr_place_fn(void *user, gr_str report, gr_str edition, const gr_place *place);
/** Each edition of which the state folder has versions, and each with change sheets, in a
 *  destination. */
void gr_each_place(const gr_store *store, gr_str destination, gr_arena *arena, gr_place_fn *visit,
                   void *user);

/** Folder in which a version says what it was made from; the one with its public files in it. */
gr_str gr_version_folder(const gr_place *place, gr_str key, gr_arena *arena);
gr_str gr_version_files(const gr_place *place, gr_str key, gr_arena *arena);
/** A file of the version itself. */
gr_str gr_version_path(const gr_place *place, gr_str key, const char *name, gr_arena *arena);
/** Name of its public folder; empty: it does not say. */
gr_str gr_version_name(const gr_place *place, gr_str key, gr_arena *arena);

/** The public folder that the link leads to; empty: nothing is shown. */
gr_str gr_place_shown(const gr_place *place, gr_arena *arena);
/** The version that is shown; empty: nothing is, or nothing is known of it (see gr_place_shown). */
gr_str gr_place_current(const gr_place *place, gr_arena *arena);
/** The version that was shown last, by the state folder, whether it is still there or not. */
gr_str gr_place_last(const gr_place *place, gr_arena *arena);
/** True when it was withdrawn, and no version was shown since. */
bool gr_place_is_withdrawn(const gr_place *place, gr_arena *arena);
/** The version that was current before `current`; empty: none is left. */
gr_str gr_place_before(const gr_place *place, gr_str current, gr_arena *arena);

#endif
