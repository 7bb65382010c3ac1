#ifndef GR_LAYOUT_LAYOUT_H
#define GR_LAYOUT_LAYOUT_H
/* Document in, placed items out. The contract every block kind fulfils is in layout_priv.h; it is
 * re-entrant, so a block goes on where the last page ended. */
#include "base/limits.h"
#include "document/document.h"
#include "layout/pages.h"

typedef struct gr_layout_setup {
    gr_text *text; /* faces of the document's house style; the dummy face in tests */
    const gr_limits *limits;
    gr_arena *arena; /* pages live here */
    gr_diag *diag;
} gr_layout_setup;
/** Repeats until page numbers are stable, at most 4 rounds, then keeps the last and warns. */
GR_MUST_USE gr_status gr_layout_run(const gr_doc *doc, const gr_layout_setup *setup,
                                    gr_pages **out_pages);

#endif
