#ifndef GR_SOURCE_FILES_PRIV_H
#define GR_SOURCE_FILES_PRIV_H
/* Which files of the input folder are exports, and which source reads each of them. */
#include "source_priv.h"

typedef struct gr_input_file {
    gr_str name;  /* below the input folder: 'ledger/a.xaf' */
    gr_str path;  /* as it is opened: 'input/a.zip/b.xml' for a member */
    gr_str plain; /* of what is packed: its name as if it lay there unpacked; else empty */
    size_t bytes; /* the size of what is in it, when it was listed; of gzip its last 32 bits */
} gr_input_file;
typedef struct gr_input_files {
    gr_input_file *items; /* of which the name fits a source, in order of their names */
    size_t n, cap;
    gr_status status;     /* GR_OK: all archives could be looked into */
    gr_file_names passed; /* the others; a folder that is not looked into ends in '/' */
} gr_input_files;

/* ---- files.c ---- */

/** `a | b`: each with `*` (any signs but '/'), `**` (any), `?` (one); capitals are as good as small
 *  letters. */
bool gr_file_fits(gr_str patterns, gr_str name);
/** What is wrong with such patterns; NULL: nothing. */
const char *gr_file_patterns_fault(gr_str patterns);
/** Whether a file called so may be for this match. */
bool gr_match_takes(const gr_match *match, const gr_input_file *file);
/** All files of the folder and of those in it. Hidden ones are nobody's. */
GR_MUST_USE gr_status gr_input_files_list(const gr_sources *sources, gr_str folder, gr_arena *arena,
                                          gr_diag *diag, gr_input_files *out);
/** What two sources are told apart by, when they are the same there: no file could be for one of
 *  them only. */
bool gr_match_same(const gr_match *a, const gr_match *b);

/* ---- sniff.c ---- */

typedef struct gr_root { /* what the beginning of a file says */
    gr_str ns, name;
    bool *has; /* for each of the matches that were asked about */
} gr_root;
/** Reads no more of the file than is needed to know whether each of `matches` has its has=, and at
 *  most 1 MiB. `encoding`: as of a source, or NULL. */
GR_MUST_USE gr_status gr_root_read(const gr_import *import, const gr_match *const *matches,
                                   size_t n, const char *encoding, gr_arena *arena, gr_root *out);

/* ---- answer.c ---- */

/** What a file with this root element is when it is a server's word that something went wrong; else
 *  NULL. May read the beginning of the file again. */
const char *gr_answer_of_server(const gr_import *import, gr_str root, const char *encoding,
                                gr_arena *arena);

#endif
