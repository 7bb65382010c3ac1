#ifndef GR_LAYOUT_MARGIN_H
#define GR_LAYOUT_MARGIN_H
/* The margin column: what stands beside the text, and blocks that go over both. What stands there
 * hangs on a strip of the text, so it is on the same page, and trial and placing find the same
 * place for it. */
#include "layout_priv.h"

typedef struct gr_beside { /* hangs on a strip */
    gr_strip strip;        /* all of it as one */
    gr_mpt baseline;       /* of its first line, from its top; 0: none */
    gr_mpt x;              /* from the left of the text; of the page at hand */
    gr_mpt limit;          /* how far down the column goes there */
    gr_mpt y;              /* where it was put */
} gr_beside;

/** What a block may have beside the measure of the text, the gap included; 0: it is no block of the
 * text itself, or its pages have no such column. */
gr_mpt gr_margin_room(const gr_layouter *lay, const gr_flow *flow);
/** The asides that belong to `child`, and `child`; the last node that was laid out. */
GR_MUST_USE gr_status gr_lay_with_asides(gr_layouter *lay, const gr_node *child, gr_flow *flow,
                                         const gr_node **out_last);
/** Puts what hangs on the strip, whose top is `top`, below what stands in the column. */
void gr_beside_put(gr_stack *stack, const gr_strip *strip, gr_mpt top);

/** How much further right the text begins for a column that is left of it. */
gr_mpt gr_margin_left(const gr_builder *builder);
/** Where the column of the page at hand ends, for what hangs on the strip. */
void gr_margin_limit(const gr_builder *builder, gr_strip *strip);
bool gr_margin_fits(const gr_builder *builder, const gr_stack *stack);
/** Strips that go on the page at hand: where their columns are on it. */
void gr_margin_settle(const gr_builder *builder, gr_strip *strips, size_t n);

#endif
