#include "lookback/mend.h"

/* Owns what is put right between runs: a version is shown, and all that belongs to it is done. */
#include "provenance/life.h"
#include "provenance/version.h"
#include "store/changes.h"
#include "store/number.h"
#include "store/shown.h"
#include "store/version.h"

typedef struct mending {
    int64_t now;
    gr_arena *arena;
    gr_diag *diag;
} mending;

/** A run that died when it had moved a link published that version: what belongs to that is done
 *  now. Its number is what comes last. */
static void finish_edition(const mending *m, gr_str edition, const gr_place *place)
{
    gr_str key = gr_place_current(place, m->arena);
    gr_str before = GR_LIT("");
    bool behind = gr_version_overtake(place, key, m->now, m->arena, m->diag, &before);
    if (key.len == 0 || gr_str_ends(edition, GR_LIT(GR_CHANGES)) ||
        (!behind && gr_version_number_is_given(place, key, m->arena))) {
        return;
    }
    before = behind ? before : gr_place_before(place, key, m->arena);
    bool seen =
        !gr_str_eq(gr_version_name(place, before, m->arena), gr_version_name(place, key, m->arena));
    gr_changes_show(place, key, m->now, m->arena, m->diag);
    gr_version_number_give(place, before, key, seen, m->now, m->arena);
}

static void restore_edition(const mending *m, const gr_place *place)
{
    gr_str last = gr_place_last(place, m->arena);
    bool moved = false;
    if (gr_place_shown(place, m->arena).len > 0 || gr_place_is_withdrawn(place, m->arena) ||
        !gr_version_is_released(place, last, m->arena) ||
        !gr_version_stands(place, last, m->arena)) {
        return;
    }
    if (gr_version_show(place, last, m->now, m->arena, m->diag, &moved) == GR_OK) {
        gr_diag_report(m->diag, (gr_loc){0}, GR_CODE_VERSION_BACK,
                       "'" GR_FMT "' had no link in the output folder; the state folder had the "
                       "version",
                       GR_ARG(place->below));
    }
}

static void mend_edition(void *user, gr_str report, gr_str edition, const gr_place *place)
{
    const mending *m = user;
    (void)report;
    finish_edition(m, edition, place);
    restore_edition(m, place);
}

void gr_mend_shown(const gr_store *store, gr_str destination, int64_t now, gr_arena *arena,
                   gr_diag *diag)
{
    mending m = {.now = now, .arena = arena, .diag = diag};
    gr_each_place(store, destination, arena, mend_edition, &m);
}
