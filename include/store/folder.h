#ifndef GR_STORE_FOLDER_H
#define GR_STORE_FOLDER_H
/* What publishing asks of the file system, every call checked. A report names the path, what was
 * tried and why the system refused. */
#include "base/diag.h"

/** One level. A folder that is there already is fine. */
GR_MUST_USE gr_status gr_folder_make(gr_str path, gr_diag *diag);
/** Each level of `below` in `root`; none when it is empty. */
GR_MUST_USE gr_status gr_folders_make(gr_str root, gr_str below, gr_diag *diag);
/** A file or a folder to the disk. */
GR_MUST_USE gr_status gr_path_sync(gr_str path, gr_diag *diag);
GR_MUST_USE gr_status gr_path_rename(gr_str from, gr_str to, gr_diag *diag);
/** Makes `path` a symbolic link to `target` in one step, whatever link stood there; `spare` is a
 * name beside it for the time between. */
GR_MUST_USE gr_status gr_link_make(gr_str path, gr_str target, gr_str spare, gr_diag *diag);
/** The name of `spare` for the link `name` in `folder`. */
gr_str gr_link_spare(gr_str folder, gr_str name, gr_arena *arena);
/** True when `path` is a link whose target begins with `folder`. */
bool gr_link_leads_below(gr_str path, gr_str folder);

/** Removes `below` (a relative path without "..") in the folder `root`, and nothing outside it:
 * links are removed, not followed. False with errno. */
bool gr_remove_below(gr_str root, gr_str below, gr_arena *scratch);

/** Folders in `folder` that are not hidden, by name; links are left out. */
size_t gr_folders_in(gr_str folder, gr_arena *arena, gr_str **out_names);
/** The same, the most recently changed first. Only for what griffie left that kept its order in
 *  these times: they are lost in a copy. */
size_t gr_folders_by_age(gr_str folder, gr_arena *arena, gr_str **out_names);
/** Gives a lock the time of the file system; of no consequence when it fails. */
void gr_path_touch(gr_str path);

/** The file `from` under another name too; a copy of it where the file system gives no second name.
 */
GR_MUST_USE gr_status gr_file_share(gr_str from, gr_str to, gr_diag *diag);
/** A new file with these bytes, on the disk when this returns GR_OK. */
GR_MUST_USE gr_status gr_file_write_new(gr_str path, gr_str bytes, gr_diag *diag);
/** The whole file in one step, brought to the disk; `for_all`: any user of the machine may read it.
 *  Empty, or why not. */
gr_str gr_file_replace(gr_str path, gr_str bytes, bool for_all, gr_arena *arena);

#endif
