/* Owns which archived files go: those that no version lists. Whatever cannot be read keeps all. */
#include <errno.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "retention_priv.h"
#include "store/archive.h"
#include "store/version_file.h"
#include "json/read.h"

#define FILES_RULE GR_LIT("keep-days, no version needs it")
#define DEEP       16 /* folders of a destination */

void gr_retain_note(retaining *r, const gr_place *place, gr_str key)
{
    gr_str folder = gr_version_folder(place, key, r->arena);
    gr_str manifest = GR_LIT("");
    gr_str *inputs = NULL;
    size_t n = 0;
    if (!gr_version_find(folder, GR_VERSION_MANIFEST, r->arena, &manifest) ||
        !gr_json_list(manifest, "$.inputs", r->arena, &inputs, &n)) {
        return;
    }
    for (size_t i = 0; i < n; i++) {
        gr_str below = GR_LIT("");
        gone_file file = {GR_LIT(""), GR_LIT("")};
        if (gr_json_find(inputs[i], "$.folder", r->arena, &below) &&
            gr_json_find(inputs[i], "$.path", r->arena, &file.name) &&
            gr_json_find(inputs[i], "$.sha256", r->arena, &file.sha256)) {
            file.name = gr_str_spaced(r->arena, gr_path_join(r->arena, below, file.name));
            *GR_PUSH(r->arena, r->files, r->n_files, r->cap_files, gone_file) = file;
        }
    }
}

typedef struct needed {
    retaining *r;
    gr_str *hashes; /* of all versions, in any order and more than once; then sorted */
    size_t n, cap;
    gr_str unread; /* path of a manifest that cannot be read; empty: none */
} needed;

static size_t names_in(needed *need, gr_str folder, gr_str **out)
{
    size_t n = 0;
    gr_diag *discarded = gr_diag_new(need->r->arena, 1);
    if (gr_folder_list(folder, GR_LIT(""), need->r->arena, discarded, out, &n) != GR_OK) {
        need->unread = folder;
        return 0;
    }
    return n;
}

/** A manifest without inputs is of a version of which nothing was archived. */
static void need_version(needed *need, gr_str folder)
{
    gr_arena *scratch = gr_arena_new(1);
    gr_str path = gr_path_join(need->r->arena, folder, GR_LIT(GR_MANIFEST));
    gr_str manifest = GR_LIT("");
    gr_str *list = NULL;
    size_t n = 0;
    bool read = gr_version_find(folder, GR_VERSION_MANIFEST, scratch, &manifest) &&
                gr_json_list(manifest, "$.files", scratch, &list, &n) && n > 0;
    if (!read || !gr_json_list(manifest, "$.inputs", scratch, &list, &n)) {
        n = 0;
    }
    for (size_t i = 0; i < n; i++) {
        gr_str hash = GR_LIT("");
        read = gr_json_find(list[i], "$.sha256", scratch, &hash) && hash.len == 64 && read;
        *GR_PUSH(need->r->arena, need->hashes, need->n, need->cap, gr_str) =
            gr_str_dup(need->r->arena, hash);
    }
    need->unread = read ? need->unread : path;
    gr_arena_free(scratch);
}

static void need_edition(needed *need, gr_str folder)
{
    gr_str *keys = NULL;
    size_t n = names_in(need, folder, &keys);
    for (size_t i = 0; i < n; i++) {
        gr_str version = gr_path_join(need->r->arena, folder, keys[i]);
        if (!gr_str_ends(keys[i], GR_LIT(GR_PART)) && gr_folder_exists(version)) {
            need_version(need, version);
        }
    }
}

static void need_versions(needed *need, gr_str versions)
{
    gr_str *reports = NULL;
    size_t n = names_in(need, versions, &reports);
    for (size_t i = 0; i < n; i++) {
        gr_str *editions = NULL;
        gr_str report = gr_path_join(need->r->arena, versions, reports[i]);
        size_t m = names_in(need, report, &editions);
        for (size_t k = 0; k < m; k++) {
            if (!gr_str_ends(editions[k], GR_LIT(GR_CHANGES))) {
                need_edition(need, gr_path_join(need->r->arena, report, editions[k]));
            }
        }
    }
}

static void need_destinations(needed *need, gr_str below, unsigned depth)
{
    gr_str *names = NULL;
    gr_str state = need->r->store.state;
    gr_str root = gr_path_join(need->r->arena, state, GR_LIT(GR_DESTINATIONS));
    gr_str folder = below.len == 0 ? root : gr_path_join(need->r->arena, root, below);
    if (depth == 0) {
        need->unread = folder;
        return;
    }
    if (!gr_folder_exists(folder)) {
        return;
    }
    if (below.len > 0) {
        need_versions(need, gr_versions_folder(state, below, need->r->arena));
    }
    size_t n = names_in(need, folder, &names);
    for (size_t i = 0; i < n; i++) {
        need_destinations(need,
                          below.len == 0 ? names[i] : gr_path_join(need->r->arena, below, names[i]),
                          depth - 1);
    }
}

static int by_bytes(const void *left, const void *right)
{
    return gr_str_cmp(*(const gr_str *)left, *(const gr_str *)right);
}

static gr_str name_of(const retaining *r, gr_str sha256)
{
    for (size_t i = 0; i < r->n_files; i++) {
        if (gr_str_eq(r->files[i].sha256, sha256)) {
            return r->files[i].name;
        }
    }
    return GR_LIT("");
}

static void add_line(const retaining *r, gr_str sha256, gr_buf *lines)
{
    gr_str path = gr_archive_path(r->store.state, sha256, r->arena);
    const gr_removal removal = {.when = r->when,
                                .what = GR_LIT("file"),
                                .rule = FILES_RULE,
                                .edition = GR_LIT(""),
                                .version = GR_LIT(""),
                                .sha256 = sha256,
                                .name = name_of(r, sha256),
                                .path = gr_str_sub(path, r->store.state.len + 1, SIZE_MAX)};
    gr_removal_add(&removal, lines);
}

static void remove_files(retaining *r, const gr_str *hashes, size_t n)
{
    gr_buf lines = gr_buf_make(r->arena, SIZE_MAX);
    gr_str state = r->store.state;
    gr_diag *said = gr_diag_new(r->arena, 1);
    for (size_t i = 0; i < n; i++) {
        add_line(r, hashes[i], &lines);
    }
    if (gr_removals_begin(state, gr_buf_view(&lines), r->arena, said) != GR_OK) {
        gr_diag_report(r->diag, (gr_loc){0}, GR_CODE_RETENTION_RECORD, "archived files stay");
        return;
    }
    for (size_t i = 0; i < n; i++) {
        gr_str path = gr_archive_path(state, hashes[i], r->arena);
        if (unlink(path.ptr) != 0 && errno != ENOENT) {
            gr_loc whole = {.file = gr_diag_add_file(r->diag, path)};
            gr_diag_report(r->diag, whole, GR_CODE_OUTPUT_LEFT, "%s", strerror(errno));
        }
    }
    if (gr_removals_end(state, r->arena, said) != GR_OK) {
        gr_diag_report(r->diag, (gr_loc){0}, GR_CODE_RETENTION_RECORD,
                       "archived files went; the next run that removes something writes it down");
    }
}

void gr_retain_files(retaining *r)
{
    gr_str *kept = NULL;
    gr_str state = r->store.state;
    needed need = {.r = r, .unread = GR_LIT("")};
    size_t n = gr_archive_names(state, r->arena, &kept);
    size_t n_free = 0;
    if (n == 0) {
        return;
    }
    need_versions(&need, gr_versions_folder(state, GR_LIT(""), r->arena));
    need_destinations(&need, GR_LIT(""), DEEP);
    if (need.unread.len > 0) {
        gr_loc whole = {.file = gr_diag_add_file(r->diag, need.unread)};
        gr_diag_report(r->diag, whole, GR_CODE_ARCHIVE_STAYS,
                       "what that version was made from is not known; restore it from a backup");
        return;
    }
    if (need.n > 0) {
        qsort(need.hashes, need.n, sizeof(gr_str), by_bytes);
    }
    for (size_t i = 0; i < n; i++) {
        if (need.n == 0 ||
            bsearch(&kept[i], need.hashes, need.n, sizeof(gr_str), by_bytes) == NULL) {
            kept[n_free++] = kept[i];
        }
    }
    if (n_free > 0) {
        remove_files(r, kept, n_free);
    }
}
