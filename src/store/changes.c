#include "store/changes.h"

/* Owns where change sheets stand, and which one readers see. A sheet stands and is shown as a
 * version is (store/version.h), under the key of the version that it is about. Must not know what
 * is on it. */
#include <errno.h>

#include "base/file.h"
#include "base/report_line.h"
#include "store/folder.h"
#include "store/shown.h"
#include "store/version.h"

gr_str gr_changes_part(gr_str key, gr_arena *arena)
{
    return gr_str_fmt(arena, GR_FMT GR_PART, GR_ARG(key));
}

gr_status gr_changes_remove(const gr_place *sheets, gr_str name, gr_arena *arena, gr_diag *diag)
{
    if (!gr_version_remove(sheets, name, arena)) {
        gr_str path = gr_version_folder(sheets, name, arena);
        gr_loc whole = {.file = gr_diag_add_file(diag, path)};
        gr_diag_report(diag, whole, GR_CODE_OUTPUT_LEFT, "%s", strerror(errno));
        return GR_IO_FAILED;
    }
    return GR_OK;
}

gr_status gr_changes_name(const gr_place *place, gr_str key, gr_str version, gr_arena *arena,
                          gr_diag *diag)
{
    const gr_place sheets = gr_place_of_changes(place, arena);
    gr_str part = gr_version_folder(&sheets, gr_changes_part(key, arena), arena);
    if (!gr_folder_exists(sheets.kept)) {
        return GR_OK;
    }
    GR_TRY(gr_changes_remove(&sheets, version, arena, diag)); /* against another before it */
    if (!gr_folder_exists(part)) {
        return GR_OK;
    }
    GR_TRY(gr_shown_begin(&sheets, arena, diag));
    GR_TRY(gr_path_rename(part, gr_version_folder(&sheets, version, arena), diag));
    GR_TRY(gr_path_sync(sheets.kept, diag));
    return gr_path_sync(gr_path_join(arena, sheets.kept, GR_LIT("..")), diag);
}

/** Sheets of versions that are gone. */
static void prune(const gr_place *place, const gr_place *sheets, gr_str version, gr_arena *arena,
                  gr_diag *diag)
{
    gr_str *keys = NULL;
    size_t n = gr_folders_in(sheets->kept, arena, &keys);
    for (size_t i = 0; i < n; i++) {
        bool kept = gr_str_eq(keys[i], version) ||
                    gr_folder_exists(gr_version_folder(place, keys[i], arena));
        if (!kept) {
            (void)gr_changes_remove(sheets, keys[i], arena, diag); /* it has said so: a warning */
        }
    }
}

void gr_changes_show(const gr_place *place, gr_str version, int64_t at, gr_arena *arena,
                     gr_diag *diag)
{
    const gr_place sheets = gr_place_of_changes(place, arena);
    gr_diag *said = gr_diag_new(arena, 1);
    bool moved = false;
    bool there = version.len > 0 && gr_folder_exists(gr_version_folder(&sheets, version, arena));
    gr_status status = there ? gr_version_show(&sheets, version, at, arena, said, &moved)
                             : gr_version_hide(&sheets, arena, said);
    if (status != GR_OK) {
        gr_diag_report(diag, (gr_loc){0}, GR_CODE_CHANGES_LEFT_OUT,
                       "of '" GR_FMT "', which stands there itself: " GR_FMT, GR_ARG(place->below),
                       GR_ARG(gr_diag_first_line(said, arena)));
    }
    prune(place, &sheets, version, arena, diag);
}

gr_str gr_changes_folder(const gr_place *place, gr_arena *arena)
{
    const gr_place sheets = gr_place_of_changes(place, arena);
    bool there = gr_place_shown(&sheets, arena).len > 0 && gr_folder_exists(sheets.link);
    return there ? sheets.below : GR_LIT("");
}
