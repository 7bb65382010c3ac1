#ifndef GR_DOCUMENT_PRIV_H
#define GR_DOCUMENT_PRIV_H
#include "document/document.h"

bool gr_kind_may_hold(gr_kind parent, gr_kind child);
/** The node after `node` in reading order within `top`; NULL behind the last one. */
const gr_node *gr_node_after(const gr_node *node, const gr_node *top);

#endif
