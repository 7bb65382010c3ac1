#include "store/version.h"

/* Owns the way of a version from the state folder to its readers. A file stands in both folders
 * under one inode where the file system can do that, so nothing is written twice. Must not know
 * what is in it. */
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "pack/pack.h"
#include "store/folder.h"
#include "store/shown.h"
#include "store/version_file.h"
#include "store_priv.h"

#define NAME_DIGITS 16

gr_str gr_public_name(gr_str lines, gr_arena *arena)
{
    return gr_str_dup(arena, gr_str_sub(gr_sha256_hex(arena, gr_sha256_of(lines)), 0, NAME_DIGITS));
}

/* --- in the state folder --- */

/** The first of <name>, <name>-2, ... that is free in `folder`. */
static gr_str free_name(gr_str folder, gr_str name, gr_arena *arena)
{
    gr_str free = name;
    for (unsigned nr = 2; gr_folder_exists(gr_path_join(arena, folder, free)); nr++) {
        free = gr_str_fmt(arena, GR_FMT "-%u", GR_ARG(name), nr);
    }
    return free;
}

/** `folder`/report/edition and what it stands in, to the disk. */
static gr_status sync_up(gr_str folder, gr_str below, gr_arena *arena, gr_diag *diag)
{
    gr_str report = gr_str_sub(below, 0, gr_str_find(below, GR_LIT("/")));
    GR_TRY(gr_path_sync(gr_path_join(arena, folder, below), diag));
    GR_TRY(gr_path_sync(gr_path_join(arena, folder, report), diag));
    return gr_path_sync(folder, diag);
}

gr_status gr_version_complete(const gr_place *place, gr_str key, gr_arena *arena, gr_diag *diag,
                              gr_str *out_key)
{
    gr_str part = gr_version_folder(place, gr_str_fmt(arena, GR_FMT GR_PART, GR_ARG(key)), arena);
    *out_key = key;
    if (!gr_folder_exists(part)) {
        return GR_OK;
    }
    if (gr_version_is_bare(place, key, arena) && !gr_version_remove(place, key, arena)) {
        gr_loc whole = {.file = gr_diag_add_file(diag, gr_version_folder(place, key, arena))};
        gr_diag_report(diag, whole, GR_CODE_OUTPUT_WRITE, "%s", strerror(errno));
        return GR_IO_FAILED;
    }
    gr_str name = free_name(place->kept, key, arena);
    GR_TRY(gr_shown_begin(place, arena, diag)); /* it is not shown by being there */
    GR_TRY(gr_path_rename(part, gr_version_folder(place, name, arena), diag));
    *out_key = name;
    return sync_up(place->versions, place->below, arena, diag);
}

bool gr_version_remove(const gr_place *place, gr_str key, gr_arena *arena)
{
    gr_str name = gr_version_name(place, key, arena);
    gr_str shown = gr_place_shown(place, arena);
    if (name.len > 0 && !gr_str_starts(shown, name)) { /* before: nobody would know it then */
        (void)gr_remove_below(place->gen, gr_path_join(arena, place->below, name), arena);
    }
    gr_str gone = key;
    /* whoever dies here leaves no half version; "<key>.part" may be a staged one */
    if (!gr_str_ends(key, GR_LIT(GR_PART))) {
        gr_str part = gr_str_fmt(arena, GR_FMT ".gone" GR_PART, GR_ARG(key));
        (void)gr_remove_below(place->versions, gr_path_join(arena, place->below, part), arena);
        gone = rename(gr_version_folder(place, key, arena).ptr,
                      gr_version_folder(place, part, arena).ptr) == 0
                   ? part
                   : key;
    }
    return gr_remove_below(place->versions, gr_path_join(arena, place->below, gone), arena);
}

/* --- among the public files --- */

static size_t names_in(gr_str folder, gr_arena *arena, gr_str **out)
{
    size_t n = 0;
    gr_diag *discarded = gr_diag_new(arena, 1);
    return gr_folder_list(folder, GR_LIT(""), arena, discarded, out, &n) == GR_OK ? n : 0;
}

static bool same_size(gr_str left, gr_str right)
{
    struct stat a = {0};
    struct stat b = {0};
    return stat(left.ptr, &a) == 0 && stat(right.ptr, &b) == 0 && S_ISREG(a.st_mode) &&
           S_ISREG(b.st_mode) && a.st_size == b.st_size;
}

/** The public folder has the files of the version, each in its size, and no other. */
static bool is_whole(const gr_place *place, gr_str key, gr_str folder, gr_arena *arena)
{
    gr_str *want = NULL;
    gr_str *have = NULL;
    gr_str files = gr_version_files(place, key, arena);
    size_t n = names_in(files, arena, &want);
    bool whole = n > 0 && names_in(folder, arena, &have) == n;
    for (size_t i = 0; whole && i < n; i++) {
        whole = gr_str_eq(want[i], have[i]) && same_size(gr_path_join(arena, files, want[i]),
                                                         gr_path_join(arena, folder, have[i]));
    }
    return whole;
}

bool gr_version_is_shown(const gr_place *place, gr_str key, gr_arena *arena)
{
    return key.len > 0 && gr_str_eq(gr_place_current(place, arena), key) &&
           is_whole(place, key, gr_path_join(arena, place->home, gr_place_shown(place, arena)),
                    arena);
}

static gr_status share_files(const gr_place *place, gr_str key, gr_str into, gr_arena *arena,
                             gr_diag *diag)
{
    gr_str *names = NULL;
    gr_str files = gr_version_files(place, key, arena);
    size_t n = names_in(files, arena, &names);
    if (n == 0) {
        gr_loc whole = {.file = gr_diag_add_file(diag, files)};
        gr_diag_report(diag, whole, GR_CODE_VERSION_FILES,
                       "restore the state folder from a backup; 'griffie render --force' makes a "
                       "version anew that was not released");
        return GR_BAD_INPUT;
    }
    for (size_t i = 0; i < n; i++) {
        GR_TRY(gr_file_share(gr_path_join(arena, files, names[i]),
                             gr_path_join(arena, into, names[i]), diag));
    }
    return gr_path_sync(into, diag);
}

/** Below the output folder, whole or not at all. */
static gr_status bring_out(const gr_place *place, gr_str key, gr_str name, gr_arena *arena,
                           gr_diag *diag)
{
    gr_str part = gr_str_fmt(arena, GR_FMT GR_PART, GR_ARG(name));
    gr_str below = gr_path_join(arena, place->below, part);
    (void)gr_remove_below(place->gen, below, arena); /* of a run that died */
    gr_str folder = gr_path_join(arena, place->home, part);
    gr_str from_output = gr_str_sub(folder, place->output.len + 1, SIZE_MAX);
    GR_TRY(gr_folders_make(place->output, from_output, diag));
    gr_status status = share_files(place, key, folder, arena, diag);
    if (status == GR_OK) {
        status = gr_path_rename(folder, gr_path_join(arena, place->home, name), diag);
    }
    if (status != GR_OK) {
        (void)gr_remove_below(place->gen, below, arena);
        return status;
    }
    return sync_up(place->gen, place->below, arena, diag);
}

/* --- links --- */

/** Moves the edition's link; the rename in it publishes. */
static gr_status move_link(const gr_place *place, gr_str name, gr_arena *arena, gr_diag *diag)
{
    gr_str target =
        gr_str_fmt(arena, "../.gen/" GR_FMT "/" GR_FMT, GR_ARG(place->below), GR_ARG(name));
    gr_str edition = gr_str_sub(place->link, place->links.len + 1, SIZE_MAX);
    gr_str spare = gr_link_spare(place->links, edition, arena);
    GR_TRY(gr_folder_make(place->links, diag));
    GR_TRY(gr_path_sync(place->root, diag));
    GR_TRY(gr_link_make(place->link, target, spare, diag));
    gr_status status = gr_path_sync(place->links, diag);
    if (status != GR_OK) {
        gr_diag_note(diag, (gr_loc){0},
                     "the new version of '" GR_FMT
                     "' stands there, but may not outlive a power cut",
                     GR_ARG(place->below));
    }
    return status;
}

/** The state folder knows what is shown, should the output folder be lost. */
static gr_status remember(const gr_place *place, gr_str key, gr_arena *arena, gr_diag *diag)
{
    if (gr_str_eq(gr_place_last(place, arena), key)) {
        return GR_OK;
    }
    gr_str path = gr_path_join(arena, place->kept, GR_LIT(CURRENT));
    GR_TRY(gr_link_make(path, key, gr_link_spare(place->kept, GR_LIT(CURRENT), arena), diag));
    return gr_path_sync(place->kept, diag);
}

/** The link leads there: the state folder hears of it. */
static void note_shown(const gr_place *place, gr_str key, int64_t at, gr_arena *arena,
                       gr_diag *diag)
{
    gr_diag *said = gr_diag_new(arena, 1);
    gr_status recorded = gr_shown_add(place, key, at, arena, said);
    (void)unlink(gr_path_join(arena, place->kept, GR_LIT(WITHDRAWN)).ptr);
    if (remember(place, key, arena, said) != GR_OK ||
        recorded != GR_OK) { /* the link says it too */
        gr_diag_report(diag, (gr_loc){0}, GR_CODE_STATE_BEHIND, "'" GR_FMT "'",
                       GR_ARG(place->below));
    }
}

bool gr_version_overtake(const gr_place *place, gr_str key, int64_t at, gr_arena *arena,
                         gr_diag *diag, gr_str *out_before)
{
    *out_before = gr_place_last(place, arena);
    bool behind =
        key.len > 0 && (!gr_str_eq(key, *out_before) || !gr_version_was_shown(place, key, arena));
    if (behind) {
        note_shown(place, key, at, arena, diag);
    }
    return behind;
}

/** A version whose name cannot be read would be shown under none, and nobody would know it again.
 */
static gr_status name_to_show(const gr_place *place, gr_str key, gr_arena *arena, gr_diag *diag,
                              gr_str *out_name)
{
    gr_str path = gr_version_path(place, key, GR_NAME_FILE, arena);
    gr_str text = GR_LIT("");
    GR_TRY(
        gr_version_read(gr_version_folder(place, key, arena), GR_VERSION_NAME, arena, diag, &text));
    *out_name = gr_version_name(place, key, arena);
    if (out_name->len == 0) {
        gr_diag_report(diag, (gr_loc){.file = gr_diag_add_file(diag, path)}, GR_CODE_VERSION_FILES,
                       "restore the state folder from a backup");
        return GR_BAD_INPUT;
    }
    return GR_OK;
}

gr_status gr_version_show(const gr_place *place, gr_str key, int64_t at, gr_arena *arena,
                          gr_diag *diag, bool *out_moved)
{
    gr_str shown = gr_place_shown(place, arena);
    gr_str name = GR_LIT("");
    GR_TRY(name_to_show(place, key, arena, diag, &name));
    bool same = gr_str_starts(shown, name) &&
                is_whole(place, key, gr_path_join(arena, place->home, shown), arena);
    *out_moved = !same;
    if (!same) {
        gr_str free = name;
        if (!is_whole(place, key, gr_path_join(arena, place->home, name), arena)) {
            free = free_name(place->home, name, arena);
            GR_TRY(bring_out(place, key, free, arena, diag));
        }
        GR_TRY(move_link(place, free, arena, diag));
    }
    note_shown(place, key, at, arena, diag);
    return GR_OK;
}

gr_status gr_place_withdraw(const gr_place *place, gr_str text, gr_arena *arena, gr_diag *diag)
{
    gr_str path = gr_path_join(arena, place->kept, GR_LIT(WITHDRAWN));
    gr_str part = gr_str_fmt(arena, GR_FMT GR_PART, GR_ARG(path));
    gr_str known = gr_str_sub(place->kept, place->versions.len + 1, SIZE_MAX);
    (void)unlink(part.ptr);
    if (!gr_folder_exists(place->kept)) { /* nothing is known of what stands there */
        gr_str state = gr_str_sub(place->versions, 0, place->versions.len - sizeof(VERSIONS));
        GR_TRY(gr_folders_make(state, gr_path_join(arena, GR_LIT(VERSIONS), known), diag));
    }
    GR_TRY(gr_file_write_new(part, text, diag));
    GR_TRY(gr_path_rename(part, path, diag));
    return gr_path_sync(place->kept, diag);
}

gr_status gr_version_hide(const gr_place *place, gr_arena *arena, gr_diag *diag)
{
    if (gr_place_shown(place, arena).len == 0) {
        return GR_OK;
    }
    if (unlink(place->link.ptr) != 0 && errno != ENOENT) {
        gr_loc whole = {.file = gr_diag_add_file(diag, place->link)};
        gr_diag_report(diag, whole, GR_CODE_OUTPUT_WRITE, "removing the link: %s", strerror(errno));
        return GR_IO_FAILED;
    }
    return gr_path_sync(place->links, diag);
}
