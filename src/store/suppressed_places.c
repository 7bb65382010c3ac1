#include "store/suppressed_places.h"

/* Owns the one file of a state folder that says where numbers were hidden. */
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "store/folder.h"

#define PLACES_BYTES ((size_t)64 * 1024 * 1024)

static gr_str kept_path(gr_str state, gr_arena *arena)
{
    return gr_path_join(arena, state, GR_LIT(GR_PLACES_FILE));
}

gr_status gr_suppressed_places_read(gr_str state, gr_arena *arena, gr_diag *diag, gr_str *out)
{
    *out = GR_LIT("");
    if (state.len == 0) {
        return GR_OK;
    }
    gr_str path = kept_path(state, arena);
    return gr_file_exists(path) ? gr_file_read(path, PLACES_BYTES, arena, diag, (gr_loc){0}, out)
                                : GR_OK; /* a series that begins */
}

gr_status gr_suppressed_places_advance(gr_str state, const gr_place *place, gr_str key,
                                       gr_arena *arena, gr_diag *diag)
{
    gr_str from = gr_version_path(place, key, GR_PLACES_FILE, arena);
    gr_str path = kept_path(state, arena);
    gr_str text = GR_LIT(""), before = GR_LIT("");
    if (!gr_file_exists(from)) {
        return GR_OK;
    }
    GR_TRY(gr_file_read(from, PLACES_BYTES, arena, diag, (gr_loc){0}, &text));
    if (gr_file_exists(path)) {
        GR_TRY(gr_file_read(path, PLACES_BYTES, arena, diag, (gr_loc){0}, &before));
    }
    if (gr_str_eq(text, before)) {
        return GR_OK;
    }
    gr_str part = gr_str_fmt(arena, GR_FMT GR_PART, GR_ARG(path));
    (void)unlink(part.ptr); /* of a run that died */
    GR_TRY(gr_file_write_new(part, text, diag));
    return gr_path_rename(part, path, diag);
}
