#ifndef GR_LAYOUT_ZOOM_H
#define GR_LAYOUT_ZOOM_H
/* Pages whose master enlarges what stands on them. Blocks are laid out on a body that is as much
 * smaller, and all that was placed there is enlarged at once: so text, tables, boxes and charts
 * keep their proportions, and no block knows of it. Bands and running lines are what the house
 * style says. */
#include "layout_priv.h"

typedef struct gr_zoom { /* a length times `by` through `of`; neither is 0 */
    int64_t by, of;
} gr_zoom;
gr_zoom gr_zoom_of(const gr_master *master);
gr_mpt gr_zoomed(gr_mpt length, gr_zoom zoom);   /* as it stands on the page */
gr_mpt gr_unzoomed(gr_mpt length, gr_zoom zoom); /* as blocks see it */
/** Items from `from` on and all pins of what was placed, from the top left of the page. */
void gr_zoom_placed(gr_layouter *lay, gr_strip *placed, size_t from, gr_zoom zoom);

/* section.c */
/** From here on pages look like `master`: the measure of the flow changes with it. */
void gr_turn_to(gr_layouter *lay, gr_flow *flow, const gr_master *master);

/* slide.c */
/** A section that is one page, if it can be. */
GR_MUST_USE gr_status gr_lay_slide(gr_layouter *lay, const gr_node *node, gr_flow *flow);

#endif
