#include "store/retention.h"

/* Owns since when older versions are older: "ended" beside the versions of an edition, a line
 * "key<tab>seconds" for each that is still there. The times of folders are no such record: a copy
 * of a state folder has others, and a test has no other clock than its own. */
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/num.h"
#include "store/folder.h"

#define ENDED       "ended"
#define ENDED_BYTES ((size_t)1024 * 1024)

static gr_str read_lines(const gr_place *place, gr_arena *arena)
{
    gr_diag *unheard = gr_diag_new(arena, 1);
    gr_str bytes = GR_LIT("");
    gr_str path = gr_path_join(arena, place->kept, GR_LIT(ENDED));
    bool there = gr_file_exists(path) &&
                 gr_file_read(path, ENDED_BYTES, arena, unheard, (gr_loc){0}, &bytes) == GR_OK;
    return there ? bytes : GR_LIT("");
}

void gr_version_ended(const gr_place *place, gr_str before, gr_str shown, int64_t at,
                      gr_arena *arena)
{
    gr_diag *unheard = gr_diag_new(arena, 1);
    gr_str rest = read_lines(place, arena);
    gr_str line = GR_LIT("");
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_str path = gr_path_join(arena, place->kept, GR_LIT(ENDED));
    gr_str part = gr_str_fmt(arena, GR_FMT GR_PART, GR_ARG(path));
    if (before.len == 0 || gr_str_eq(before, shown)) {
        return;
    }
    while (gr_str_split(&rest, '\n', &line)) {
        gr_str key = gr_str_sub(line, 0, gr_str_find(line, GR_LIT("\t")));
        if (key.len > 0 && !gr_str_eq(key, before) && !gr_str_eq(key, shown) &&
            gr_path_is_inside(key) && gr_folder_exists(gr_version_folder(place, key, arena))) {
            gr_buf_addf(&out, GR_FMT "\n", GR_ARG(line));
        }
    }
    gr_buf_addf(&out, GR_FMT "\t%lld\n", GR_ARG(before), (long long)at);
    (void)unlink(part.ptr); /* of a run that was killed */
    if (gr_file_write_new(part, gr_buf_view(&out), unheard) != GR_OK ||
        gr_path_rename(part, path, unheard) != GR_OK) {
        (void)unlink(part.ptr);
    }
}

int64_t gr_version_end_of(const gr_place *place, gr_str key, gr_arena *arena)
{
    gr_str rest = read_lines(place, arena);
    gr_str line = GR_LIT("");
    while (gr_str_split(&rest, '\n', &line)) {
        gr_str name = GR_LIT("");
        int64_t at = 0;
        if (gr_str_split(&line, '\t', &name) && gr_str_eq(name, key) && gr_int_parse(line, &at)) {
            return at;
        }
    }
    return -1;
}
