#include "store/version_file.h"

/* Owns what the files of a version are called and how large they may be. */
#include "base/arena.h"
#include "base/file.h"

#define MIB ((size_t)1024 * 1024)

static const struct {
    const char *name;
    size_t most; /* bytes */
} parts[GR_VERSION_PART__COUNT] = {
    [GR_VERSION_MANIFEST] = {GR_MANIFEST, 64 * MIB},
    [GR_VERSION_LIFE] = {GR_LIFE_FILE, 1 * MIB},
    [GR_VERSION_NAME] = {GR_NAME_FILE, 256},
    [GR_VERSION_USED] = {GR_USED_TABLE, 1024 * MIB},
    [GR_VERSION_PUBLISHED] = {GR_PUBLISHED_FILE, 1024 * MIB},
    [GR_VERSION_ORIGINS] = {GR_ORIGINS_FILE, 1024 * MIB},
};

gr_str gr_version_part_name(gr_version_part part)
{
    return gr_str_of(parts[part].name);
}

gr_status gr_version_read(gr_str folder, gr_version_part part, gr_arena *arena, gr_diag *diag,
                          gr_str *out)
{
    gr_str path = gr_path_join(arena, folder, gr_str_of(parts[part].name));
    return gr_file_read(path, parts[part].most, arena, diag, (gr_loc){0}, out);
}

bool gr_version_find(gr_str folder, gr_version_part part, gr_arena *arena, gr_str *out)
{
    gr_diag *discarded = gr_diag_new(arena, 1);
    return gr_version_read(folder, part, arena, discarded, out) == GR_OK;
}
