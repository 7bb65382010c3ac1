#include "expander_priv.h"

const gr_xml_part gr_grammar_heading = {NULL, 0, NULL}; /* Markdown alone makes headings of texts */

/* A heading within a Markdown text: one level below the section it stands in for `#`, two for `##`.
 */
gr_status gr_write_heading(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_node *heading = NULL;
    GR_TRY(gr_write_heading_node(expander, (unsigned)expander->heads.level + node->level, false,
                                 node->at, into, &heading));
    gr_str id = gr_expander_text(expander, node, "id");
    heading->anchor = id.len > 0 ? id : heading->anchor;
    GR_TRY(gr_write_inlines(expander, node->first, NULL, heading));
    gr_check_heading(expander, heading, node->at);
    return GR_OK;
}
