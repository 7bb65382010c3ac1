#ifndef GR_LAYOUT_LAYOUT_H
#define GR_LAYOUT_LAYOUT_H
/* Document in, placed items out. What every kind of block must do, and how pages are made of it,
 * is at the top of src/layout/layout_priv.h. */
#include "base/limits.h"
#include "document/document.h"
#include "layout/pages.h"

/** Takes pages as they are finished: items and all they point to live until the call returns,
 *  elements as long as the pages that come out at last. What it refuses ends the layout. */
typedef struct gr_page_sink {
    void *user;
    gr_status (*begin)(void *user); /* what came before is void: pages are laid out anew */
    gr_status (*add)(void *user, gr_mpt width, gr_mpt height); /* a new last page */
    /** All that stands on a page, once, in any order. `running`: the lines above and below follow.
     */
    gr_status (*fill)(void *user, size_t page, const gr_item *items, size_t n, bool running);
    gr_status (*running)(void *user, size_t page, const gr_item *items, size_t n);
} gr_page_sink;

typedef struct gr_layout_setup {
    gr_text *text; /* faces of the document's house style; the dummy face in tests */
    const gr_limits *limits;
    gr_arena *arena; /* pages live here */
    gr_diag *diag;
    const gr_page_sink *sink; /* NULL: pages are kept */
} gr_layout_setup;
/** Repeats until page numbers are stable, at most 4 rounds, then keeps the last and warns. */
GR_MUST_USE gr_status gr_layout_run(const gr_doc *doc, const gr_layout_setup *setup,
                                    gr_pages **out_pages);

#endif
