#ifndef GR_LAYOUT_HEADS_H
#define GR_LAYOUT_HEADS_H
/* Paragraphs that head a box, and what is read before it is seen. */
#include "layout_priv.h"

/** P, or the heading it is (as.paragraph.head); NULL for one without words. */
gr_elem *gr_paragraph_elem(gr_layouter *lay, const gr_node *node, gr_elem *parent);
/** A paragraph whose element is made. */
GR_MUST_USE gr_status gr_lay_paragraph_as(gr_layouter *lay, const gr_node *node, gr_elem *elem,
                                          gr_flow *flow);
/** The children of a box, each in its place. */
GR_MUST_USE gr_status gr_lay_box_content(gr_layouter *lay, const gr_node *node, gr_flow *flow);

#endif
