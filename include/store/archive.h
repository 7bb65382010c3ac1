#ifndef GR_STORE_ARCHIVE_H
#define GR_STORE_ARCHIVE_H
/* Files by their content: state/archive. Nothing in it is ever changed, what comes twice stands
 * there once, and only what no version needs is removed (lookback/retention_files.c). */
#include "base/diag.h"

#define GR_KEPT_BYTES ((size_t)2 * 1024 * 1024 * 1024) /* of a file: no export may be larger */

typedef struct gr_kept_file { /* a file that was read */
    const char *folder;  /* "input", "templates", "fonts", "patterns"; "files": an absolute path */
    gr_str path, sha256; /* path: below that folder */
    size_t bytes;
} gr_kept_file;

typedef struct gr_archive {
    gr_str state;
    unsigned shard; /* of a run in shards, which all write here; 0: none */
    bool sure;      /* what stands there is read again; else its size is enough */
} gr_archive;

/** state/archive/ab/abcdef... */
gr_str gr_archive_path(gr_str state, gr_str sha256, gr_arena *arena);
/** Brings the file `from` there, when its content is not there; XML_CHANGED when it is no longer
 * what `file` says. What is there already is not read again, unless it must be `sure`. */
GR_MUST_USE gr_status gr_archive_add(const gr_archive *archive, const gr_kept_file *file,
                                     gr_str from, gr_arena *arena, gr_diag *diag);
/** SHA-256 of all files in it. */
size_t gr_archive_names(gr_str state, gr_arena *arena, gr_str **out);
/** Takes away what runs that died left half written. */
void gr_archive_sweep(gr_str state, gr_arena *arena);

#endif
