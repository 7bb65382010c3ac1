#ifndef GR_BASE_PACKED_H
#define GR_BASE_PACKED_H
/* Numbers and texts in a row of bytes, for what one of our processes tells another, here or on a
 * machine that shares the folder. The same on any machine; every length is checked; who keeps the
 * bytes puts a version in front.
 */
#include "base/str.h"

void gr_pack_number(gr_buf *out, uint64_t number);
void gr_pack_text(gr_buf *out, gr_str text);
/** Take the next one off the front of `rest`; false, and nothing taken, when it is not whole. */
GR_MUST_USE bool gr_unpack_number(gr_str *rest, uint64_t *out);
GR_MUST_USE bool gr_unpack_text(gr_str *rest, gr_str *out); /* a view into `rest` */

#endif
