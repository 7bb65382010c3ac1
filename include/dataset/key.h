#ifndef GR_DATASET_KEY_H
#define GR_DATASET_KEY_H
/* The text of a key of several fields: its parts, joined by '/'. In a part '/' and '\' have a '\'
 * before them, so that two records have the same text only when they agree field by field. */
#include "base/str.h"

/** The bytes of `key` from `from` on are one part as its field has it: it becomes one as it stands
 * in the text of a key. */
void gr_key_escape(gr_buf *key, size_t from);
/** Cuts the next part of a key's text, as its field has it; false when nothing is left. */
bool gr_key_split(gr_str *rest, gr_arena *arena, gr_str *out_part);

#endif
