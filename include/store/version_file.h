#ifndef GR_STORE_VERSION_FILE_H
#define GR_STORE_VERSION_FILE_H
/* The files in which a version says what it is, and the one way to read them. `folder` is that of a
 * version (gr_version_folder) or of its public files, which have a manifest too. */
#include "base/diag.h"

#define GR_MANIFEST       "manifest.json" /* of a version, and of its public files */
#define GR_LIFE_FILE      "life.json"
#define GR_NAME_FILE      "name" /* the name of its public folder */
#define GR_USED_TABLE     "used.tsv"
#define GR_PUBLISHED_FILE "published.json"
#define GR_ORIGINS_FILE   "origins.json"

typedef enum gr_version_part {
    GR_VERSION_MANIFEST,  /* its files, and what asked for them            */
    GR_VERSION_LIFE,      /* what it was released as                       */
    GR_VERSION_NAME,      /* of its public folder                          */
    GR_VERSION_USED,      /* what it was made from                         */
    GR_VERSION_PUBLISHED, /* the figures and texts that it shows           */
    GR_VERSION_ORIGINS,   /* where each figure comes from                  */
    GR_VERSION_PART__COUNT
} gr_version_part;
gr_str gr_version_part_name(gr_version_part part);

/** Reports what cannot be read, or is larger than any of its kind. */
GR_MUST_USE gr_status gr_version_read(gr_str folder, gr_version_part part, gr_arena *arena,
                                      gr_diag *diag, gr_str *out);
/** The same for who can do without it: says nothing. False: there is none, or it cannot be read. */
bool gr_version_find(gr_str folder, gr_version_part part, gr_arena *arena, gr_str *out);

#endif
