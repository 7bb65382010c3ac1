#ifndef GR_DOCUMENT_PRIV_H
#define GR_DOCUMENT_PRIV_H
#include "document/document.h"

bool gr_kind_may_hold(gr_kind parent, gr_kind child);

#endif
