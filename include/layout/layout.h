#ifndef GR_LAYOUT_LAYOUT_H
#define GR_LAYOUT_LAYOUT_H
/* Document in, placed items out. What every kind of block must do, and how pages are made of it,
 * is at the top of src/layout/layout_priv.h. */
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
