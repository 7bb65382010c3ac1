#include "store/place.h"

/* Owns the names below the output folder. Must not know what is written there. */
#include <limits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "store/folder.h"

gr_place gr_place_at(gr_str root, gr_str report, gr_str edition, gr_arena *arena)
{
    gr_place place = {.root = root};
    place.gen = gr_path_join(arena, place.root, GR_LIT(".gen"));
    place.below = gr_path_join(arena, report, edition);
    place.home = gr_path_join(arena, place.gen, place.below);
    place.links = gr_path_join(arena, place.root, report);
    place.link = gr_path_join(arena, place.root, place.below);
    return place;
}

gr_str gr_place_current(const gr_place *place, gr_arena *arena)
{
    char target[PATH_MAX];
    ssize_t len = readlink(place->link.ptr, target, sizeof(target));
    gr_str rest = {target, len < 0 ? 0 : (size_t)len};
    gr_str part = GR_LIT("");
    gr_str prefix = gr_str_fmt(arena, "../.gen/" GR_FMT "/", GR_ARG(place->below));
    if (!gr_str_starts(rest, prefix)) {
        return GR_LIT(""); /* no link, or not ours */
    }
    while (gr_str_split(&rest, '/', &part)) {
    }
    return gr_str_dup(arena, part);
}

gr_str gr_place_before(const gr_place *place, gr_str current, gr_arena *arena)
{
    gr_str *names = NULL;
    size_t n = gr_folders_by_age(place->home, arena, &names);
    bool met = false;
    for (size_t i = 0; i < n; i++) {
        if (met && !gr_str_ends(names[i], GR_LIT(GR_PART))) {
            return names[i];
        }
        met = met || gr_str_eq(names[i], current);
    }
    return GR_LIT("");
}
