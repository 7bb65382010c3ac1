#ifndef GR_LOAD_FINGERPRINT_H
#define GR_LOAD_FINGERPRINT_H
/* What a run could read, as one hash: the quickest way to know that a night has nothing to do.
 * Exports are hashed, not parsed. */
#include "base/diag.h"
#include "base/limits.h"

typedef struct gr_read_folders { /* all that is below them counts */
    gr_str input, templates;
    gr_str fonts, patterns; /* which packages bring: names, sizes and times are enough */
} gr_read_folders;

/** Names and content of all exports, texts and descriptors; names, sizes and times of fonts and
 *  hyphenation patterns; and `asked`: who makes what. Equal fingerprints: nothing to do. */
GR_MUST_USE gr_status gr_fingerprint(const gr_read_folders *folders, gr_str asked,
                                     const gr_limits *limits, gr_arena *arena, gr_diag *diag,
                                     gr_str *out_hex);
/** True when a descriptor counts days (fresh= of a promise, until= of a waiver), or one cannot be
 *  read: then what is made may be another tomorrow, of the same files. */
bool gr_descriptors_count_days(gr_str templates, const gr_limits *limits, gr_arena *arena);
/** Which files exports, texts and descriptors are, and when they last changed. The same before and
 *  after a run: what was hashed is what was read, also when a file was replaced and put back. */
GR_MUST_USE gr_status gr_fingerprint_of_files(const gr_read_folders *folders, gr_arena *arena,
                                              gr_diag *diag, gr_str *out_hex);

#endif
