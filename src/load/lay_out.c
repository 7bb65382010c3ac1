#include "load/lay_out.h"

/* Owns the way back from the archive: only whole files, only into folders of ours. */
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "pack/file_hash.h"
#include "store/archive.h"
#include "store/folder.h"
#include "json/read.h"

static gr_loc place_of(const gr_lay_out_setup *by, gr_str path)
{
    return (gr_loc){.file = gr_diag_add_file(by->diag, path)};
}

static gr_status refuse(const gr_lay_out_setup *by, gr_str folder, gr_str path, gr_str kept,
                        const char *why)
{
    gr_diag_report(by->diag, place_of(by, kept), GR_CODE_ARCHIVE_MISSING,
                   "'" GR_FMT "' of " GR_FMT " %s; restore it from a backup", GR_ARG(path),
                   GR_ARG(folder), why);
    return GR_BAD_INPUT;
}

static gr_status lay_out_file(const gr_lay_out_setup *by, gr_str folder, gr_str path, gr_str sha256)
{
    gr_str kept = gr_archive_path(by->state, sha256, by->arena);
    gr_str below = gr_path_join(by->arena, folder, path);
    gr_str to = gr_path_join(by->arena, by->into, below);
    gr_str copied = GR_LIT("");
    size_t name = below.len;
    if (!gr_file_exists(kept)) {
        return refuse(by, folder, path, kept, "is not there");
    }
    while (below.ptr[name - 1] != '/') {
        name--;
    }
    GR_TRY(gr_folders_make(by->into, gr_str_sub(below, 0, name - 1), by->diag));
    GR_TRY(gr_file_copy(kept, to, GR_KEPT_BYTES, by->arena, by->diag, &copied));
    if (!gr_str_eq(copied, sha256)) {
        (void)unlink(to.ptr);
        return refuse(by, folder, path, kept, "is damaged");
    }
    return GR_OK;
}

static bool is_folder_of_ours(gr_str folder)
{
    static const char *const ours[] = {"input", "templates", "fonts", "patterns", "files"};
    for (size_t i = 0; i < sizeof(ours) / sizeof(ours[0]); i++) {
        if (gr_str_is(folder, ours[i])) {
            return true;
        }
    }
    return false;
}

/** Versions that were kept before each file was listed once (inputs.c) name a font as often as
 * house styles use it. */
static bool was_named(const gr_str *inputs, size_t nr)
{
    for (size_t i = 0; i < nr; i++) {
        if (gr_str_eq(inputs[i], inputs[nr])) {
            return true;
        }
    }
    return false;
}

/** Goes on after a missing file, so that all are told at once. */
gr_status gr_lay_out(const gr_lay_out_setup *by)
{
    gr_str *inputs = NULL;
    size_t n = 0;
    gr_status result = GR_OK;
    if (!gr_json_list(by->manifest, "$.inputs", by->arena, &inputs, &n) || n == 0) {
        gr_diag_report(by->diag, place_of(by, by->manifest_path), GR_CODE_ARCHIVE_MISSING,
                       "this version does not say; what a release was made from is kept, and with "
                       "archive=\"yes\" in the batch descriptor that of every version");
        return GR_BAD_INPUT;
    }
    for (size_t i = 0; i < n; i++) {
        gr_str folder = GR_LIT("");
        gr_str path = GR_LIT("");
        gr_str sha256 = GR_LIT("");
        if (!gr_json_find(inputs[i], "$.folder", by->arena, &folder) ||
            !is_folder_of_ours(folder) || !gr_json_find(inputs[i], "$.path", by->arena, &path) ||
            !gr_path_is_inside(path) || !gr_json_find(inputs[i], "$.sha256", by->arena, &sha256) ||
            sha256.len != 64 || !gr_path_is_inside(sha256)) {
            gr_diag_report(by->diag, place_of(by, by->manifest_path), GR_CODE_ARCHIVE_MISSING,
                           "line %zu of its list cannot be read", i + 1);
            return GR_BAD_INPUT;
        }
        gr_status status = was_named(inputs, i) ? GR_OK : lay_out_file(by, folder, path, sha256);
        result = result == GR_OK ? status : result;
    }
    return result;
}
