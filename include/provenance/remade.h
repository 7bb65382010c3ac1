#ifndef GR_PROVENANCE_REMADE_H
#define GR_PROVENANCE_REMADE_H
/* A version that was made again, held against the one that was published. */
#include "base/diag.h"
#include "store/place.h"

typedef struct gr_remade {
    gr_str folder;        /* of the version that was published */
    gr_str manifest;      /* what it says of its files */
    const gr_place *made; /* where it was made again, as the current version */
    gr_str engine;        /* the program that made it again */
    gr_arena *arena;
    gr_diag *diag;
} gr_remade;

/** A file that was made again: as readers would see it, else the version's own. */
gr_str gr_remade_path(const gr_remade *remade, gr_str name);
/** Counts the files that are byte for byte the same, and the others, which are reported as
 *  REBUILD_DIFFERS. Not held against: used.tsv, which names the program and the places of fonts. */
void gr_remade_compare(const gr_remade *remade, size_t *out_same, size_t *out_others);

#endif
