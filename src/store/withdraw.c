#include "store/version.h"

/* Owns in which order an edition is taken from its readers. */
#include "store/folder.h"

gr_status gr_edition_take_away(const gr_place *place, gr_str text, gr_arena *arena, gr_diag *diag)
{
    const gr_place sheets = gr_place_of_changes(place, arena);
    GR_TRY(gr_place_withdraw(place, text, arena, diag)); /* first: no run shows it */
    GR_TRY(gr_version_hide(place, arena, diag));
    GR_TRY(gr_version_hide(&sheets, arena, diag));
    (void)gr_remove_below(place->gen, place->below, arena);
    (void)gr_remove_below(sheets.gen, sheets.below, arena);
    return GR_OK;
}
