/* Owns the names below the output folder. Must not know what is written there. */
#include <limits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "batch_priv.h"

batch_place batch_place_at(gr_str root, gr_str report, gr_str edition, gr_arena *arena)
{
    batch_place place = {.root = root};
    place.gen = gr_path_join(arena, place.root, GR_LIT(".gen"));
    place.below = gr_path_join(arena, report, edition);
    place.home = gr_path_join(arena, place.gen, place.below);
    place.links = gr_path_join(arena, place.root, report);
    place.link = gr_path_join(arena, place.root, place.below);
    return place;
}

batch_place batch_place_of(const batch *run, const batch_row *row, gr_arena *arena)
{
    gr_str root = run->output;
    if (row->order->destination.len > 0) {
        root = gr_path_join(arena, run->output, row->order->destination);
    }
    return batch_place_at(root, row->report, row->edition.id, arena);
}

gr_str batch_current_key(const batch_place *place, gr_arena *arena)
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
