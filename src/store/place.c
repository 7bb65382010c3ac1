#include "store/place.h"

/* Owns the names below the output and the state folder. Must not know what is written there. */
#include <limits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "store/folder.h"
#include "store/shown.h"
#include "store/version_file.h"
#include "store_priv.h"

gr_str gr_versions_folder(gr_str state, gr_str destination, gr_arena *arena)
{
    return destination.len == 0
               ? gr_path_join(arena, state, GR_LIT(VERSIONS))
               : gr_str_fmt(arena, GR_FMT "/" GR_DESTINATIONS "/" GR_FMT "/" VERSIONS,
                            GR_ARG(state), GR_ARG(destination));
}

static gr_place place_in(gr_str output, gr_str root, gr_str versions, gr_str below, gr_arena *arena)
{
    gr_place place = {.output = output, .root = root, .below = below, .versions = versions};
    size_t slash = gr_str_find(below, GR_LIT("/"));
    place.gen = gr_path_join(arena, root, GR_LIT(".gen"));
    place.home = gr_path_join(arena, place.gen, below);
    place.links = gr_path_join(arena, root, gr_str_sub(below, 0, slash));
    place.link = gr_path_join(arena, root, below);
    place.kept = gr_path_join(arena, versions, below);
    return place;
}

gr_place gr_place_at(const gr_store *store, gr_str destination, gr_str report, gr_str edition,
                     gr_arena *arena)
{
    gr_str root =
        destination.len == 0 ? store->output : gr_path_join(arena, store->output, destination);
    return place_in(store->output, root, gr_versions_folder(store->state, destination, arena),
                    gr_path_join(arena, report, edition), arena);
}

gr_place gr_place_of_changes(const gr_place *place, gr_arena *arena)
{
    gr_str below = gr_str_fmt(arena, GR_FMT GR_CHANGES, GR_ARG(place->below));
    return place_in(place->output, place->root, place->versions, below, arena);
}

void gr_each_place(const gr_store *store, gr_str destination, gr_arena *arena, gr_place_fn *visit,
                   void *user)
{
    gr_str *reports = NULL;
    gr_str versions = gr_versions_folder(store->state, destination, arena);
    size_t n = gr_folders_in(versions, arena, &reports);
    for (size_t i = 0; i < n; i++) {
        gr_str *editions = NULL;
        size_t m = gr_folders_in(gr_path_join(arena, versions, reports[i]), arena, &editions);
        for (size_t k = 0; k < m; k++) {
            const gr_place place = gr_place_at(store, destination, reports[i], editions[k], arena);
            visit(user, reports[i], editions[k], &place);
        }
    }
}

gr_str gr_version_folder(const gr_place *place, gr_str key, gr_arena *arena)
{
    return gr_path_join(arena, place->kept, key);
}

gr_str gr_version_path(const gr_place *place, gr_str key, const char *name, gr_arena *arena)
{
    return gr_path_join(arena, gr_version_folder(place, key, arena), gr_str_of(name));
}

gr_str gr_version_files(const gr_place *place, gr_str key, gr_arena *arena)
{
    return gr_version_path(place, key, FILES, arena);
}

gr_str gr_version_name(const gr_place *place, gr_str key, gr_arena *arena)
{
    gr_str name = GR_LIT("");
    if (key.len == 0 ||
        !gr_version_find(gr_version_folder(place, key, arena), GR_VERSION_NAME, arena, &name)) {
        return GR_LIT("");
    }
    name = gr_str_trim(name);
    return gr_path_is_inside(name) && gr_str_find(name, GR_LIT("/")) == SIZE_MAX ? name
                                                                                 : GR_LIT("");
}

/** Where a link leads to below `prefix`; empty: it is none, or none of ours. */
static gr_str led_to(gr_str link, gr_str prefix, gr_arena *arena)
{
    char target[PATH_MAX];
    ssize_t len = readlink(link.ptr, target, sizeof(target));
    gr_str whole = {target, len < 0 ? 0 : (size_t)len};
    gr_str rest = gr_str_sub(whole, prefix.len, SIZE_MAX);
    bool ours = gr_str_starts(whole, prefix) && gr_path_is_inside(rest) &&
                gr_str_find(rest, GR_LIT("/")) == SIZE_MAX;
    return ours ? gr_str_dup(arena, rest) : GR_LIT("");
}

gr_str gr_place_shown(const gr_place *place, gr_arena *arena)
{
    gr_str prefix = gr_str_fmt(arena, "../.gen/" GR_FMT "/", GR_ARG(place->below));
    return led_to(place->link, prefix, arena);
}

gr_str gr_place_last(const gr_place *place, gr_arena *arena)
{
    return led_to(gr_path_join(arena, place->kept, GR_LIT(CURRENT)), GR_LIT(""), arena);
}

/** Where a damaged folder of that name stood, the name has a number behind it: version.c. */
static bool is_folder_of(const gr_place *place, gr_str key, gr_str shown, gr_arena *arena)
{
    gr_str name = gr_version_name(place, key, arena);
    gr_str rest = gr_str_sub(shown, name.len, SIZE_MAX);
    return name.len > 0 && gr_str_starts(shown, name) && (rest.len == 0 || rest.ptr[0] == '-');
}

gr_str gr_place_current(const gr_place *place, gr_arena *arena)
{
    gr_str shown = gr_place_shown(place, arena);
    gr_str last = gr_place_last(place, arena);
    gr_str *keys = NULL;
    if (shown.len == 0 || is_folder_of(place, last, shown, arena)) {
        return shown.len == 0 ? GR_LIT("") : last;
    }
    size_t n = gr_folders_in(place->kept, arena, &keys);
    for (size_t i = 0; i < n; i++) { /* the link moved, and the run died before it said so */
        if (!gr_str_ends(keys[i], GR_LIT(GR_PART)) && is_folder_of(place, keys[i], shown, arena)) {
            return keys[i];
        }
    }
    return GR_LIT("");
}

bool gr_place_is_withdrawn(const gr_place *place, gr_arena *arena)
{
    return gr_file_exists(gr_path_join(arena, place->kept, GR_LIT(WITHDRAWN)));
}

gr_str gr_place_before(const gr_place *place, gr_str current, gr_arena *arena)
{
    gr_shown_version *shown = NULL;
    size_t n = gr_versions_shown(place, arena, &shown);
    for (size_t i = 0; i + 1 < n; i++) {
        if (gr_str_eq(shown[i].key, current)) {
            return shown[i + 1].key;
        }
    }
    return GR_LIT("");
}
