#ifndef GR_JSON_JSON_H
#define GR_JSON_JSON_H
/* Strings of JSON (RFC 8259); the rest is punctuation that the writers spell out. */
#include "base/str.h"

/** "text" in quotes, escaped. */
void gr_json_add(gr_buf *out, gr_str text);
/** "name": "text" */
void gr_json_add_named(gr_buf *out, const char *name, gr_str text);

#endif
