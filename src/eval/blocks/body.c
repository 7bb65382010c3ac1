#include "expander_priv.h"
#include "template/report_rows.h"

static const gr_xml_rule rules[] = {
    {"body", GR_E_BODY, GR_XML_EMPTY, NULL, NULL, "in a definition: where what a use holds goes"},
};
const gr_xml_part gr_grammar_body = {rules, N_OF(rules), "block"};

/* What the <use> holds. */
gr_status gr_write_body(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    return gr_expand_blocks(expander, node, into);
}
