#include "expander_priv.h"
#include "template/report_rows.h"

static const gr_xml_attr_rule page_break_attrs[] = {
    EXPR("if", "only when yes"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"page-break", GR_E_PAGE_BREAK, GR_XML_EMPTY, NULL, page_break_attrs, "a new page"},
};
const gr_xml_part gr_grammar_page_break = {rules, N_OF(rules), "block"};

/* A new page. */
gr_status gr_write_page_break(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    return gr_expander_add(expander, into, GR_K_PAGE_BREAK, node->at, NULL);
}
