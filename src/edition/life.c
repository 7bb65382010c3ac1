/* Owns with which life and for which day an edition is evaluated: what was released is held against
 * the data of tonight as it was then. */
#include "provenance/life.h"
#include "base/arena.h"
#include "edition_priv.h"

/** What was released is shown again before editions are made: when it is not, its files are gone.
 */
static gr_status check_shown(const edition_work *work, const gr_place *place)
{
    if (gr_place_current(place, work->arena).len > 0 || gr_place_is_withdrawn(place, work->arena)) {
        return GR_OK;
    }
    gr_loc whole = {.file = gr_diag_add_file(work->diag, place->link)};
    gr_diag_report(work->diag, whole, GR_CODE_VERSION_FILES,
                   "'" GR_FMT
                   "' was released and nothing takes its place; restore output and state "
                   "folder from a backup",
                   GR_ARG(place->below));
    return GR_BAD_INPUT;
}

gr_status gr_edition_life(edition_work *work, gr_life *out)
{
    const gr_edition_setup *by = work->setup;
    if (by->life.status != GR_LIFE_NONE) {
        *out = by->releases ? work->row->source->edition.life : by->life;
        return GR_OK;
    }
    if (!by->publishes) {
        return GR_OK;
    }
    const gr_place place = gr_edition_place(work);
    GR_TRY(gr_place_life(&place, work->arena, work->diag, out));
    work->frozen = gr_life_is_released(out);
    return work->frozen ? check_shown(work, &place) : GR_OK;
}

gr_value gr_edition_day(const edition_work *work)
{
    gr_value on = {.type = GR_T_NONE};
    if (work->frozen) {
        const gr_place place = gr_edition_place(work);
        on = gr_version_day_made_for(&place, gr_place_current(&place, work->arena), work->arena);
    }
    return on.type == GR_T_DATE ? on : work->row->order->on;
}
