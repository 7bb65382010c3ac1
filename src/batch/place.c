/* Owns the names below the output folder. Must not know what is written there. */
#include <limits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "batch_priv.h"

batch_place batch_place_of(const batch *run, const batch_row *row, gr_arena *arena)
{
    batch_place place = {.root = run->output};
    if (row->order->destination.len > 0) {
        place.root = gr_path_join(arena, run->output, row->order->destination);
    }
    place.gen = gr_path_join(arena, place.root, GR_LIT(".gen"));
    place.below = gr_path_join(arena, row->report, row->edition.id);
    place.home = gr_path_join(arena, place.gen, place.below);
    place.links = gr_path_join(arena, place.root, row->report);
    place.link = gr_path_join(arena, place.root, place.below);
    return place;
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
