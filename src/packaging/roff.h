#ifndef GR_PACKAGING_ROFF_H
#define GR_PACKAGING_ROFF_H
/* The few forms of a manual page that ours have. All texts are taken as they are meant to be read.
 */
#include "texts.h"

void roff_section(gr_buf *out, const char *title);
void roff_text(gr_buf *out, const char *text);
/** A head in bold, its value (may be empty) in italics, and a text below it. */
void roff_item(gr_buf *out, const char *head, const char *value, const char *about);

#endif
