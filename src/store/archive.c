#include "store/archive.h"

/* Owns state/archive. A new file is written beside its place and renamed: whoever may write below
 * one folder only cannot rename between folders. */
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "pack/file_hash.h"
#include "store/folder.h"
#include "store/place.h"

#define ARCHIVE     "archive"
#define HASH_DIGITS 64

gr_str gr_archive_path(gr_str state, gr_str sha256, gr_arena *arena)
{
    gr_str start = gr_str_sub(sha256, 0, 2);
    return gr_str_fmt(arena, GR_FMT "/" ARCHIVE "/" GR_FMT "/" GR_FMT, GR_ARG(state), GR_ARG(start),
                      GR_ARG(sha256));
}

static bool has_content(gr_str path, gr_str sha256, gr_arena *arena)
{
    gr_str hex = GR_LIT("");
    gr_diag *discarded = gr_diag_new(arena, 1);
    return gr_file_hash(path, GR_KEPT_BYTES, arena, discarded, &hex) == GR_OK &&
           gr_str_eq(hex, sha256);
}

/** A release must be sure of it; each night its size is enough. */
static bool is_kept(const gr_archive *archive, gr_str path, const gr_kept_file *file,
                    gr_arena *arena)
{
    struct stat facts;
    bool there = stat(path.ptr, &facts) == 0 && S_ISREG(facts.st_mode) &&
                 (size_t)facts.st_size == file->bytes;
    return there && (!archive->sure || has_content(path, file->sha256, arena));
}

/** The copy `part` is what was said, also when it is read back. */
static gr_status check_copy(const gr_kept_file *file, gr_str from, gr_str part, gr_str copied,
                            gr_arena *arena, gr_diag *diag)
{
    if (!gr_str_eq(copied, file->sha256)) {
        gr_diag_report(diag, (gr_loc){.file = gr_diag_add_file(diag, from)}, GR_CODE_XML_CHANGED,
                       "run again");
        return GR_BAD_INPUT;
    }
    if (!has_content(part, file->sha256, arena)) {
        gr_diag_report(diag, (gr_loc){.file = gr_diag_add_file(diag, part)}, GR_CODE_OUTPUT_VERIFY,
                       "its content is not what was written");
        return GR_IO_FAILED;
    }
    return GR_OK;
}

gr_status gr_archive_add(const gr_archive *archive, const gr_kept_file *file, gr_str from,
                         gr_arena *arena, gr_diag *diag)
{
    gr_str path = gr_archive_path(archive->state, file->sha256, arena);
    if (is_kept(archive, path, file, arena)) {
        return GR_OK;
    }
    gr_str root = gr_path_join(arena, archive->state, GR_LIT(ARCHIVE));
    gr_str folder = gr_path_join(arena, root, gr_str_sub(file->sha256, 0, 2));
    gr_str part = gr_str_fmt(arena, GR_FMT "/" GR_FMT ".%u-%d" GR_PART, GR_ARG(folder),
                             GR_ARG(file->sha256), archive->shard, (int)getpid());
    gr_str copied = GR_LIT("");
    GR_TRY(gr_folder_make(root, diag));
    GR_TRY(gr_folder_make(folder, diag));
    GR_TRY(gr_file_copy(from, part, GR_KEPT_BYTES, arena, diag, &copied));
    gr_status status = check_copy(file, from, part, copied, arena, diag);
    status = status == GR_OK ? gr_path_rename(part, path, diag) : status;
    if (status != GR_OK) {
        (void)unlink(part.ptr);
        return status;
    }
    GR_TRY(gr_path_sync(folder, diag));
    return gr_path_sync(root, diag);
}

static void sweep_folder(gr_str folder, gr_arena *arena)
{
    gr_str *names = NULL;
    size_t n = 0;
    gr_diag *discarded = gr_diag_new(arena, 1);
    if (gr_folder_list(folder, GR_LIT(GR_PART), arena, discarded, &names, &n) == GR_OK) {
        for (size_t i = 0; i < n; i++) {
            (void)unlink(gr_path_join(arena, folder, names[i]).ptr);
        }
    }
}

/** What runs that died left half written. */
void gr_archive_sweep(gr_str state, gr_arena *arena)
{
    gr_str *names = NULL;
    size_t n = 0;
    gr_str root = gr_path_join(arena, state, GR_LIT(ARCHIVE));
    gr_diag *discarded = gr_diag_new(arena, 1);
    if (gr_folder_list(root, GR_LIT(""), arena, discarded, &names, &n) == GR_OK) {
        for (size_t i = 0; i < n; i++) {
            sweep_folder(gr_path_join(arena, root, names[i]), arena);
        }
    }
}

size_t gr_archive_names(gr_str state, gr_arena *arena, gr_str **out)
{
    gr_str *folders = NULL;
    size_t n = 0;
    size_t kept = 0;
    size_t cap = 0;
    gr_str root = gr_path_join(arena, state, GR_LIT(ARCHIVE));
    gr_diag *discarded = gr_diag_new(arena, 1);
    *out = NULL;
    if (gr_folder_list(root, GR_LIT(""), arena, discarded, &folders, &n) != GR_OK) {
        return 0;
    }
    for (size_t i = 0; i < n; i++) {
        gr_str *names = NULL;
        size_t m = 0;
        gr_str folder = gr_path_join(arena, root, folders[i]);
        if (gr_folder_list(folder, GR_LIT(""), arena, discarded, &names, &m) != GR_OK) {
            continue;
        }
        for (size_t k = 0; k < m; k++) {
            if (names[k].len == HASH_DIGITS && gr_str_starts(names[k], folders[i])) {
                *GR_PUSH(arena, *out, kept, cap, gr_str) = names[k];
            }
        }
    }
    return kept;
}
