#ifndef GR_BASE_FILE_H
#define GR_BASE_FILE_H
/* Checked reading and writing. The only room below `batch` that opens files besides libraries. */
#include "base/diag.h"

/** Whole file, at most max_bytes, NUL-terminated in `arena`. Reports FILE_MISSING, FILE_UNREADABLE
 *  or FILE_LIMIT at `blame` (where the path was named; line 0 of the file itself when that is {0}).
 */
GR_MUST_USE gr_status gr_file_read(gr_str path, size_t max_bytes, gr_arena *arena, gr_diag *diag,
                                   gr_loc blame, gr_str *out_bytes);
/** The same, piece by piece: for files that may be larger than memory. `take` is given each. */
GR_MUST_USE gr_status gr_file_walk(gr_str path, size_t max_bytes, gr_diag *diag, gr_loc blame,
                                   void (*take)(void *user, gr_str piece), void *user);
bool gr_file_exists(gr_str path); /* a regular file */
bool gr_folder_exists(gr_str path);
gr_str gr_path_join(gr_arena *arena, gr_str folder, gr_str name);
/** True when `name` stays inside the folder it is joined to: not empty, relative, no "..", no NUL.
 */
bool gr_path_is_inside(gr_str name);
/** False when a link leads out of `folder` on the way to `path`, which is there: whoever puts it
 * there would choose what is read. The folder itself may be reached by links. */
bool gr_path_stays_below(gr_str path, gr_str folder);
/** Names in `folder` that end in `suffix`, sorted by bytes; none when there is no such folder.
 * A name that ends in it but for capitals is told as passed over.
 * Hidden names (".x") are left out: editors keep their locks and copies there. Reports
 * FILE_UNREADABLE when the system refuses to tell all of them, and then gives none. */
GR_MUST_USE gr_status gr_folder_list(gr_str folder, gr_str suffix, gr_arena *arena, gr_diag *diag,
                                     gr_str **out_names, size_t *out_n);

typedef struct gr_file gr_file;
/** A new file for writing (O_EXCL, mode 0640). NULL after a report. */
gr_file *gr_file_create(gr_str path, gr_diag *diag);
/** Reports the first failure only; everything after it fails too. */
GR_MUST_USE gr_status gr_file_write(gr_file *file, gr_str bytes, gr_diag *diag);
/** Flush, fsync, close; each checked. The file object is gone afterwards, whatever the outcome: do
 *  not discard it as well. On failure the file is removed. */
GR_MUST_USE gr_status gr_file_commit(gr_file *file, gr_diag *diag);
void gr_file_discard(gr_file *file); /* closes and removes; NULL is fine */

#endif
