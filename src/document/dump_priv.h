#ifndef GR_DOCUMENT_DUMP_PRIV_H
#define GR_DOCUMENT_DUMP_PRIV_H
/* The text form of a tree, one node a line: what both of its files write alike. */
#include "chart/plan.h"
#include "document/document.h"

/* dump.c */
void gr_dump_indent(gr_buf *out, int depth);
void gr_dump_quoted(gr_buf *out, gr_str text); /* between quotes, with its special signs escaped */
/** " name=text"; nothing for the empty text. */
void gr_dump_named(gr_buf *out, const char *name, gr_str text);
void gr_dump_length(gr_buf *out, const char *name, gr_mpt length); /* nothing for 0 */
void gr_dump_figure(gr_buf *out, const gr_figure *figure);

/* dump_chart.c */
void gr_dump_chart_facts(gr_buf *out, const gr_node *node);        /* in its own line */
void gr_dump_chart(gr_buf *out, const gr_chart *chart, int depth); /* the lines below it */

#endif
