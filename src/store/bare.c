#include "store/version.h"

/* Owns versions without documents: what is left of a version that can be made again when there are
 * too many of them. It keeps what it was made from and what it said, and has no name, because
 * nobody sees it any more. */
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "store/folder.h"
#include "store/version_file.h"
#include "store_priv.h"

bool gr_version_is_bare(const gr_place *place, gr_str key, gr_arena *arena)
{
    return key.len > 0 && gr_file_exists(gr_version_path(place, key, GR_MANIFEST, arena)) &&
           !gr_file_exists(gr_version_path(place, key, GR_NAME_FILE, arena)) &&
           !gr_folder_exists(gr_version_files(place, key, arena));
}

bool gr_version_strip(const gr_place *place, gr_str key, gr_arena *arena)
{
    gr_str name = gr_version_name(place, key, arena);
    gr_str shown = gr_place_shown(place, arena);
    gr_str folder = gr_path_join(arena, place->below, key);
    if (name.len > 0 && !gr_str_starts(shown, name)) {
        (void)gr_remove_below(place->gen, gr_path_join(arena, place->below, name), arena);
    }
    (void)unlink(
        gr_version_path(place, key, GR_NAME_FILE, arena).ptr); /* first: then it is shown no more */
    (void)unlink(gr_version_path(place, key, GR_ORIGINS_FILE, arena).ptr);
    return gr_remove_below(place->versions, gr_path_join(arena, folder, GR_LIT(FILES)), arena);
}
