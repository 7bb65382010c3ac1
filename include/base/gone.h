#ifndef GR_BASE_GONE_H
#define GR_BASE_GONE_H
/* Words of descriptors that a former release knew and this one has no use for. A style that still
 * has them works, and is told; `griffie migrate` takes them out. */
#include "base/str.h"

/** Whether a house style may still have a label of this name. */
static inline bool gr_label_is_gone(gr_str name)
{
    return gr_str_is(name, "changes-where");
}

#endif
