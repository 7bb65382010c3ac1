#ifndef GR_XML_HTML_H
#define GR_XML_HTML_H
/* HTML as content systems export it, as a plain tree: read by libxml2's HTML parser, from memory
 * alone. Names of signs (&eacute;) are resolved; nothing is ever fetched. What the elements mean is
 * for who asks. */
#include "base/arena.h"
#include "base/str.h"

typedef struct gr_html gr_html;
typedef struct gr_html_attr {
    gr_str name, value;
} gr_html_attr;
struct gr_html {
    gr_str name; /* in small letters; empty: words */
    gr_str text; /* of words */
    const gr_html_attr *attrs;
    size_t n_attrs;
    const gr_html *first, *next;
};

/** What stands in `bytes`, which are UTF-8, as siblings: html, head and body themselves are left
 *  out. NULL: nothing. False: nested more than `max_depth` deep. */
GR_MUST_USE bool gr_html_read(gr_str bytes, unsigned max_depth, gr_arena *arena,
                              const gr_html **out);
gr_str gr_html_attr_value(const gr_html *node, const char *name); /* empty when not given */

#endif
