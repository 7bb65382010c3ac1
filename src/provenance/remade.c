#include "provenance/remade.h"

/* Owns when a version that was made again is the one that was published. */
#include "base/arena.h"
#include "base/file.h"
#include "pack/pack.h"
#include "store/version_file.h"
#include "json/read.h"

#define FILE_BYTES ((size_t)1024 * 1024 * 1024)

gr_str gr_remade_path(const gr_remade *remade, gr_str name)
{
    gr_arena *arena = remade->arena;
    const gr_place *place = remade->made;
    gr_str own = gr_version_path(place, gr_place_current(place, arena), name.ptr, arena);
    gr_str shown = gr_path_join(arena, place->link, name);
    return gr_file_exists(shown) ? shown : own;
}

static gr_str engine_of(const gr_remade *remade)
{
    gr_str used = GR_LIT("");
    gr_str line = GR_LIT("");
    const gr_str word = GR_LIT("engine\t");
    if (gr_version_find(remade->folder, GR_VERSION_USED, remade->arena, &used)) {
        while (gr_str_split(&used, '\n', &line)) {
            if (gr_str_starts(line, word)) {
                return gr_str_sub(line, word.len, SIZE_MAX);
            }
        }
    }
    return GR_LIT("a program that it does not name");
}

static bool is_same(const gr_remade *remade, gr_str name, gr_str sha256)
{
    gr_arena *scratch = gr_arena_new(1);
    gr_diag *discarded = gr_diag_new(scratch, 1);
    gr_str bytes = GR_LIT("");
    bool same = gr_file_read(gr_remade_path(remade, name), FILE_BYTES, scratch, discarded,
                             (gr_loc){0}, &bytes) == GR_OK &&
                gr_str_eq(gr_sha256_hex(scratch, gr_sha256_of(bytes)), sha256);
    gr_arena_free(scratch);
    return same;
}

static void report_other(const gr_remade *remade, gr_str name)
{
    gr_str engine = engine_of(remade);
    gr_str path = gr_path_join(remade->arena, remade->folder, name);
    const gr_loc whole = {.file = gr_diag_add_file(remade->diag, path)};
    gr_diag_report(remade->diag, whole, GR_CODE_REBUILD_DIFFERS,
                   "its bytes are not those that were published");
    if (!gr_str_eq(engine, remade->engine)) {
        gr_diag_note(remade->diag, (gr_loc){0}, "it was made by " GR_FMT "; this is " GR_FMT,
                     GR_ARG(engine), GR_ARG(remade->engine));
    }
}

void gr_remade_compare(const gr_remade *remade, size_t *out_same, size_t *out_others)
{
    gr_str *files = NULL;
    size_t n = 0;
    size_t same = 0;
    size_t others = 0;
    (void)gr_json_list(remade->manifest, "$.files", remade->arena, &files, &n);
    for (size_t i = 0; i < n; i++) {
        gr_str name = GR_LIT("");
        gr_str sha256 = GR_LIT("");
        (void)gr_json_find(files[i], "$.name", remade->arena, &name);
        (void)gr_json_find(files[i], "$.sha256", remade->arena, &sha256);
        if (gr_str_is(name, GR_USED_TABLE)) {
            continue;
        }
        if (is_same(remade, name, sha256)) {
            same++;
        } else {
            others++;
            report_other(remade, name);
        }
    }
    *out_same = same;
    *out_others = others;
}
