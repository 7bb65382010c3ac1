#include "load/lay_out.h"

/* Owns the way back from the archive: only whole files, only into folders of ours. */
#include "base/arena.h"
#include "base/file.h"
#include "pack/pack.h"
#include "store/archive.h"
#include "store/folder.h"
#include "json/read.h"

#define FILE_BYTES ((size_t)1024 * 1024 * 1024)

static gr_loc place_of(const gr_lay_out_setup *by, gr_str path)
{
    return (gr_loc){.file = gr_diag_add_file(by->diag, path)};
}

static gr_status lay_out_file(const gr_lay_out_setup *by, gr_str folder, gr_str path, gr_str sha256)
{
    gr_arena *scratch = gr_arena_new(1);
    gr_diag *discarded = gr_diag_new(scratch, 1);
    gr_str kept = gr_archive_path(by->state, sha256, by->arena);
    gr_str bytes = GR_LIT("");
    bool there = gr_file_read(kept, FILE_BYTES, scratch, discarded, (gr_loc){0}, &bytes) == GR_OK;
    bool whole = there && gr_str_eq(gr_sha256_hex(scratch, gr_sha256_of(bytes)), sha256);
    gr_status status = GR_BAD_INPUT;
    if (whole) {
        gr_str below = gr_path_join(by->arena, folder, path);
        size_t name = below.len;
        while (below.ptr[name - 1] != '/') {
            name--;
        }
        status = gr_folders_make(by->into, gr_str_sub(below, 0, name - 1), by->diag);
        if (status == GR_OK) {
            status = gr_file_write_new(gr_path_join(by->arena, by->into, below), bytes, by->diag);
        }
    } else {
        gr_diag_report(by->diag, place_of(by, kept), GR_CODE_ARCHIVE_MISSING,
                       "'" GR_FMT "' of " GR_FMT " %s; restore it from a backup", GR_ARG(path),
                       GR_ARG(folder), there ? "is damaged" : "is not there");
    }
    gr_arena_free(scratch);
    return status;
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
        gr_status status = lay_out_file(by, folder, path, sha256);
        result = result == GR_OK ? status : result;
    }
    return result;
}
