#include "store/scratch.h"

/* Owns folders that one process works in. Needs no lock: nobody enters another's. Must not know
 * what is made there. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/num.h"
#include "holder.h"
#include "store/folder.h"
#include "store/place.h"

#define FOLDER       "rebuilding"
#define HOLDER       ".holder"
#define LINE_BYTES   ((size_t)4096)
#define DAY_SECONDS  86400 /* whose maker cannot be seen from here: older is left behind */
#define FOLDERS_MODE 0700

static gr_str folder_of(gr_str state, gr_arena *arena)
{
    return gr_path_join(arena, state, GR_LIT(FOLDER));
}

/** Its name says when it was begun: "1795316400_Xyz123". One that does not say is of nobody. */
static bool is_old(gr_str name)
{
    gr_str begun = GR_LIT("");
    int64_t at = 0;
    return !gr_str_split(&name, '_', &begun) || !gr_int_parse(begun, &at) ||
           at < gr_clock_now() - DAY_SECONDS;
}

/** One without a name is being made at this moment, or its maker died at that. */
static bool is_left(gr_str folder, gr_str name, gr_arena *arena)
{
    gr_str path = gr_path_join(arena, folder, name);
    gr_diag *discarded = gr_diag_new(arena, 1);
    gr_holder holder;
    gr_str line = GR_LIT("");
    bool named = gr_file_read(gr_path_join(arena, path, GR_LIT(HOLDER)), LINE_BYTES, arena,
                              discarded, (gr_loc){0}, &line) == GR_OK &&
                 gr_holder_parse(line, &holder);
    switch (named ? gr_holder_pulse(&holder) : GR_PULSE_NOT_SEEN) {
    case GR_PULSE_LIVES:
        return false;
    case GR_PULSE_GONE:
        return true;
    case GR_PULSE_NOT_SEEN:
        break;
    }
    return is_old(name);
}

/** Under another name first: whatever is left of it then goes the next time, and processes that its
 *  maker leaves behind write nothing into it any more. */
static void remove_whole(gr_str folder, gr_str name, gr_arena *arena)
{
    gr_str part = gr_str_fmt(arena, GR_FMT GR_PART, GR_ARG(name));
    bool moved =
        !gr_str_ends(name, GR_LIT(GR_PART)) &&
        rename(gr_path_join(arena, folder, name).ptr, gr_path_join(arena, folder, part).ptr) == 0;
    (void)gr_remove_below(folder, moved ? part : name, arena);
}

void gr_scratch_sweep(gr_str state, gr_arena *arena)
{
    gr_str *names = NULL;
    gr_str folder = folder_of(state, arena);
    size_t n = gr_folders_in(folder, arena, &names);
    for (size_t i = 0; i < n; i++) {
        if (gr_str_ends(names[i], GR_LIT(GR_PART)) || is_left(folder, names[i], arena)) {
            remove_whole(folder, names[i], arena);
        }
    }
    (void)rmdir(folder.ptr); /* when it is empty */
}

static gr_status refuse(gr_str path, gr_diag *diag)
{
    gr_diag_report(diag, (gr_loc){.file = gr_diag_add_file(diag, path)}, GR_CODE_OUTPUT_CREATE,
                   "a folder to work in cannot be made there: %s", strerror(errno));
    return GR_IO_FAILED;
}

gr_status gr_scratch_make(gr_str state, gr_arena *arena, gr_diag *diag, gr_str *out_path)
{
    gr_str folder = folder_of(state, arena);
    int64_t now = gr_clock_now();
    gr_str pattern = gr_path_join(arena, folder, gr_str_fmt(arena, "%lld_XXXXXX", (long long)now));
    char *name = GR_NEW_N(arena, char, pattern.len + 1);
    memcpy(name, pattern.ptr, pattern.len + 1);
    gr_scratch_sweep(state, arena);
    if ((mkdir(folder.ptr, FOLDERS_MODE) != 0 && errno != EEXIST) || mkdtemp(name) == NULL) {
        return refuse(folder, diag);
    }
    *out_path = gr_str_of(name);
    gr_status status = gr_file_write_new(gr_path_join(arena, *out_path, GR_LIT(HOLDER)),
                                         gr_holder_line(GR_LIT("-"), now, arena), diag);
    if (status != GR_OK) {
        gr_scratch_remove(state, *out_path, arena);
    }
    return status;
}

void gr_scratch_remove(gr_str state, gr_str path, gr_arena *arena)
{
    gr_str folder = folder_of(state, arena);
    remove_whole(folder, gr_str_sub(path, folder.len + 1, SIZE_MAX), arena);
    (void)rmdir(folder.ptr); /* unless others work there */
}
