#include "store/state.h"

/* Owns how the folders of griffie 0.1 are told from ours: it kept all that it knew below the output
 * folder. */
#include "base/arena.h"
#include "base/file.h"
#include "store/folder.h"
#include "store/version_file.h"

#define DESTINATION_DEEP 4 /* folders below the output folder that are looked into */

static size_t folders_in(gr_str folder, gr_arena *arena, gr_str **out)
{
    return gr_folders_in(folder, arena, out); /* links are left out */
}

/** Each version says in used.tsv what it was made from, beside its documents. */
static bool has_old_version(gr_str edition, gr_arena *arena, gr_str *out_example)
{
    gr_str *names = NULL;
    size_t n = folders_in(edition, arena, &names);
    for (size_t i = 0; i < n; i++) {
        gr_str version = gr_path_join(arena, edition, names[i]);
        if (gr_file_exists(gr_path_join(arena, version, GR_LIT(GR_USED_TABLE)))) {
            *out_example = version;
            return true;
        }
    }
    return false;
}

static bool has_old_versions(gr_str root, gr_arena *arena, gr_str *out_example)
{
    gr_str *reports = NULL;
    gr_str gen = gr_path_join(arena, root, GR_LIT(".gen"));
    size_t n = folders_in(gen, arena, &reports);
    for (size_t i = 0; i < n; i++) {
        gr_str *editions = NULL;
        gr_str report = gr_path_join(arena, gen, reports[i]);
        size_t m = folders_in(report, arena, &editions);
        for (size_t k = 0; k < m; k++) {
            if (has_old_version(gr_path_join(arena, report, editions[k]), arena, out_example)) {
                return true;
            }
        }
    }
    return false;
}

static bool is_old_below(gr_str root, unsigned depth, gr_arena *arena, gr_str *out_example)
{
    gr_str *names = NULL;
    if (has_old_versions(root, arena, out_example)) {
        return true;
    }
    size_t n = depth == 0 ? 0 : folders_in(root, arena, &names);
    for (size_t i = 0; i < n; i++) {
        if (is_old_below(gr_path_join(arena, root, names[i]), depth - 1, arena, out_example)) {
            return true;
        }
    }
    return false;
}

bool gr_layout_is_old(gr_str root, gr_arena *arena, gr_str *out_example)
{
    static const char *const marks[] = {".journal.db", ".archive", ".outbox", ".shards"};
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
        gr_str path = gr_path_join(arena, root, gr_str_of(marks[i]));
        if (gr_file_exists(path) || gr_folder_exists(path)) {
            *out_example = path;
            return true;
        }
    }
    return is_old_below(root, DESTINATION_DEEP, arena, out_example);
}
