#ifndef GR_LOOKBACK_CHANGED_H
#define GR_LOOKBACK_CHANGED_H
/* What the change sheet beside an edition says, in short: for mails. A sheet is public: it says no
 * more than readers of that edition may know. */
#include "store/place.h"

typedef struct gr_changed {
    size_t figures, added, gone, texts; /* rows: added and gone */
    /* the first of the figures that may be told: "Inwoners, Rozendaal: 1.766 -> 1.788" */
    const gr_str *lines;
    size_t n_lines;
    gr_str folder;       /* below the place's root: "handover-dossier/renkum.changes" */
    const gr_str *names; /* of its documents in the folder, the page before the workbook */
    size_t n_names;
} gr_changed;
/** False: no sheet is shown, or it cannot be read. At most `most` lines; lists in `arena`. */
bool gr_edition_changed(const gr_place *place, size_t most, gr_arena *arena, gr_changed *out);

#endif
