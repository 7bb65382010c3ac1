#include "provenance/version.h"

/* Owns whether a version is all there, by what its manifest says of it. */
#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"
#include "store/version_file.h"
#include "json/read.h"

static bool has_size(gr_str path, gr_str bytes)
{
    struct stat facts;
    int64_t want = 0;
    return gr_int_parse(bytes, &want) && stat(path.ptr, &facts) == 0 && S_ISREG(facts.st_mode) &&
           facts.st_size == want;
}

static bool read_manifest(const gr_place *place, gr_str key, gr_arena *arena, gr_str *out)
{
    return key.len > 0 &&
           gr_version_find(gr_version_folder(place, key, arena), GR_VERSION_MANIFEST, arena, out);
}

/** A file is its readers' or its own; the manifest names both. */
static bool has_file(const gr_place *place, gr_str key, gr_str entry, gr_arena *arena)
{
    gr_str name = GR_LIT("");
    gr_str bytes = GR_LIT("");
    return gr_json_find(entry, "$.name", arena, &name) && gr_path_is_inside(name) &&
           gr_json_find(entry, "$.bytes", arena, &bytes) &&
           (has_size(gr_path_join(arena, gr_version_files(place, key, arena), name), bytes) ||
            has_size(gr_path_join(arena, gr_version_folder(place, key, arena), name), bytes));
}

bool gr_version_stands(const gr_place *place, gr_str key, gr_arena *arena)
{
    gr_str manifest = GR_LIT("");
    gr_str *files = NULL;
    size_t n = 0;
    bool whole = read_manifest(place, key, arena, &manifest) &&
                 gr_version_name(place, key, arena).len > 0 &&
                 gr_file_exists(gr_path_join(arena, gr_version_files(place, key, arena),
                                             GR_LIT(GR_MANIFEST))) &&
                 gr_json_list(manifest, "$.files", arena, &files, &n) && n > 0;
    for (size_t i = 0; whole && i < n; i++) {
        whole = has_file(place, key, files[i], arena);
    }
    return whole;
}

bool gr_version_has_inputs(const gr_place *place, gr_str key, gr_arena *arena)
{
    gr_str manifest = GR_LIT("");
    gr_str *inputs = NULL;
    size_t n = 0;
    return read_manifest(place, key, arena, &manifest) &&
           gr_json_list(manifest, "$.inputs", arena, &inputs, &n);
}
