#include "store/accepted.h"

/* Owns the files `measured` and `accepted` of a state folder. */
#include "base/arena.h"
#include "base/file.h"
#include "store/folder.h"

#define MEASURES_BYTES ((size_t)1024 * 1024)

static gr_status read_it(gr_str state, const char *name, gr_arena *arena, gr_diag *diag,
                         gr_str *out)
{
    *out = GR_LIT("");
    if (state.len == 0) {
        return GR_OK;
    }
    gr_str path = gr_path_join(arena, state, gr_str_of(name));
    return gr_file_exists(path) ? gr_file_read(path, MEASURES_BYTES, arena, diag, (gr_loc){0}, out)
                                : GR_OK;
}

static gr_status write_it(gr_str state, const char *name, gr_str text, gr_arena *arena,
                          gr_diag *diag)
{
    gr_str path = gr_path_join(arena, state, gr_str_of(name));
    gr_str why = gr_file_replace(path, text, false, arena);
    if (why.len == 0) {
        return GR_OK;
    }
    gr_loc whole = {.file = gr_diag_add_file(diag, path)};
    gr_diag_report(diag, whole, GR_CODE_OUTPUT_WRITE, GR_FMT, GR_ARG(why));
    return GR_IO_FAILED;
}

gr_status gr_accepted_read(gr_str state, gr_arena *arena, gr_diag *diag, gr_str *out)
{
    return read_it(state, GR_ACCEPTED_FILE, arena, diag, out);
}

gr_status gr_measured_read(gr_str state, gr_arena *arena, gr_diag *diag, gr_str *out)
{
    return read_it(state, GR_MEASURED_FILE, arena, diag, out);
}

gr_status gr_accepted_write(gr_str state, gr_str text, gr_arena *arena, gr_diag *diag)
{
    return write_it(state, GR_ACCEPTED_FILE, text, arena, diag);
}

gr_status gr_measured_write(gr_str state, gr_str text, gr_arena *arena, gr_diag *diag)
{
    return write_it(state, GR_MEASURED_FILE, text, arena, diag);
}
