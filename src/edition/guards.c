/* Owns which guards stand around the processes of a run: what each may still read, write and call.
 * How a guard is put up is the room `process`. What cannot be put up is said once. */
#include "edition/guards.h"

#include "base/arena.h"
#include "process/guard.h"

/** `what` goes unguarded when there is a reason: the rest of a sentence. */
static void tell(gr_diag *diag, const char *what, const char *why)
{
    if (why != NULL) {
        gr_diag_report_open(diag, (gr_loc){0}, GR_CODE_GUARD_ABSENT, "%s: %s", what, why);
    }
}

void gr_guard_publisher(const gr_store *store, gr_str figures, gr_diag *diag)
{
    gr_str folders[3] = {store->output, store->state, figures};
    while (folders[2].len > 1 && !gr_str_ends(folders[2], GR_LIT("/"))) {
        folders[2].len--; /* to the folder of that file */
    }
    tell(diag, "rights", gr_guard_rights());
    tell(diag, "writing", gr_guard_writes(folders, figures.len > 0 ? 3 : 2, true));
    tell(diag, "system calls", gr_guard_calls(GR_GUARD_SUPERVISOR));
}

void gr_guard_reader(gr_str state, gr_diag *diag)
{
    tell(diag, "rights", gr_guard_rights());
    tell(diag, "writing", gr_guard_writes(&state, state.len > 0 ? 1 : 0, false));
    tell(diag, "system calls", gr_guard_calls(GR_GUARD_LOADER));
}

void gr_guard_reading(const gr_str *paths, size_t n, const gr_load *load, gr_arena *arena,
                      gr_diag *diag)
{
    gr_str *all = NULL;
    size_t n_all = 0;
    size_t cap = 0;
    for (size_t i = 0; i < n; i++) {
        if (paths[i].len > 0) {
            *GR_PUSH(arena, all, n_all, cap, gr_str) = paths[i];
        }
    }
    const gr_opened_style *styles = NULL;
    size_t n_styles = gr_load_styles(load, &styles);
    for (size_t i = 0; i < n_styles; i++) {
        const gr_house_style *house = styles[i].house;
        for (size_t f = 0; f < house->n_fonts; f++) {
            *GR_PUSH(arena, all, n_all, cap, gr_str) = house->fonts[f].path;
        }
    }
    tell(diag, "reading", gr_guard_reads(all, n_all));
}
