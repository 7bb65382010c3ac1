#include "load/laid_out.h"

/* Owns the names of these folders. */
#include "base/arena.h"
#include "base/file.h"

#define PATTERNS_FOLDER                                                      \
    GR_LIT("/usr/share/hyphen") /* where Debian's hyphen packages put theirs \
                                 */

bool gr_path_is_below(gr_str path, gr_str folder, gr_str *out_rest)
{
    gr_str rest = gr_str_sub(path, folder.len, SIZE_MAX);
    bool ends = gr_str_ends(folder, GR_LIT("/")) || gr_str_starts(rest, GR_LIT("/"));
    if (!gr_str_starts(path, folder) || !ends) {
        return false;
    }
    while (gr_str_starts(rest, GR_LIT("/"))) {
        rest = gr_str_sub(rest, 1, SIZE_MAX);
    }
    *out_rest = rest;
    return rest.len > 0;
}

gr_str gr_patterns_folder(gr_str laid_out, gr_arena *arena)
{
    return laid_out.len == 0 ? PATTERNS_FOLDER : gr_path_join(arena, laid_out, GR_LIT("patterns"));
}

gr_str gr_font_place(gr_str laid_out, gr_str path, gr_arena *arena)
{
    gr_str rest = GR_LIT("");
    if (laid_out.len == 0 || gr_path_is_below(path, laid_out, &rest)) {
        return path;
    }
    gr_str files = gr_path_join(arena, laid_out, GR_LIT("files"));
    return gr_str_fmt(arena, GR_FMT GR_FMT, GR_ARG(files), GR_ARG(path));
}
