#include "lookback/version.h"

/* Owns which version of an edition somebody means, and what is said when there is no such one. */
#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"
#include "store/folder.h"
#include "store/retention.h"
#include "store/version_file.h"

/** Of the names below a place: folders with a manifest, no link and no file of the place itself. */
static size_t keep_versions(const gr_place *place, gr_arena *arena, gr_str *names, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        struct stat is = {0};
        gr_str path = gr_path_join(arena, place->kept, names[i]);
        bool version = lstat(path.ptr, &is) == 0 && S_ISDIR(is.st_mode) &&
                       gr_file_exists(gr_path_join(arena, path, GR_LIT(GR_MANIFEST)));
        names[kept] = names[i];
        kept += version ? 1 : 0;
    }
    return kept;
}

/** "'3f0c…', '77aa…'" */
static gr_str versions_listed(const gr_place *place, gr_arena *arena)
{
    gr_str *names = NULL;
    size_t n = 0;
    gr_diag *discarded = gr_diag_new(arena, 1);
    if (gr_folder_list(place->kept, GR_LIT(""), arena, discarded, &names, &n) != GR_OK) {
        n = 0;
    }
    n = keep_versions(place, arena, names, n);
    return gr_names_listed(arena, names, n);
}

static gr_status refuse(const gr_store *store, const gr_place *place, gr_str key, gr_arena *arena,
                        gr_diag *diag)
{
    gr_removal went;
    gr_str removed = gr_key_is_plain(key) ? gr_removals_read(store->state, arena) : GR_LIT("");
    if (key.len == 0) {
        gr_diag_report(diag, (gr_loc){0}, GR_CODE_EDITION_UNKNOWN,
                       "no '" GR_FMT "' was published below '" GR_FMT "'", GR_ARG(place->below),
                       GR_ARG(place->root));
    } else if (gr_version_went(removed, store->state, place, key, arena, &went)) {
        gr_diag_report(diag, (gr_loc){0}, GR_CODE_VERSION_WENT,
                       "version '" GR_FMT "' of '" GR_FMT "' " GR_FMT "; there is " GR_FMT,
                       GR_ARG(key), GR_ARG(place->below), GR_ARG(gr_removal_text(&went, arena)),
                       GR_ARG(versions_listed(place, arena)));
    } else {
        gr_diag_report(diag, (gr_loc){0}, GR_CODE_EDITION_UNKNOWN,
                       "no version '" GR_FMT "' of '" GR_FMT "'; there is " GR_FMT, GR_ARG(key),
                       GR_ARG(place->below), GR_ARG(versions_listed(place, arena)));
    }
    return GR_BAD_INPUT;
}

bool gr_key_is_plain(gr_str key)
{
    return gr_path_is_inside(key) && gr_str_find(key, GR_LIT("/")) == SIZE_MAX;
}

gr_status gr_find_version(const gr_store *store, const gr_place *place, gr_str key, gr_arena *arena,
                          gr_diag *diag, gr_found_version *out)
{
    gr_str found = key.len > 0 ? key : gr_place_current(place, arena);
    gr_str folder = gr_version_folder(place, found, arena);
    if (found.len == 0 || (key.len > 0 && !gr_key_is_plain(key)) || !gr_folder_exists(folder)) {
        return refuse(store, place, found, arena, diag);
    }
    gr_found_version version = {.key = found,
                                .folder = folder,
                                .manifest_path = gr_path_join(arena, folder, GR_LIT(GR_MANIFEST))};
    GR_TRY(gr_version_read(folder, GR_VERSION_MANIFEST, arena, diag, &version.manifest));
    *out = version;
    return GR_OK;
}
