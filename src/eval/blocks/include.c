#include "expander_priv.h"
#include "template/report_rows.h"

static const gr_xml_attr_rule include_attrs[] = {
    EXPR("if", "shown when yes"),
    KEPT,
    PATTERN("id", "name of its figures"),
    TEXT_NEEDED("file", "a fragment, below the folder of the descriptors"),
    REPEATED,
    ANY("its arguments, by name"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"include", GR_E_INCLUDE, GR_XML_EMPTY, NULL, include_attrs,
     "what a file defines, and the blocks in it"},
};
const gr_xml_part gr_grammar_include = {rules, N_OF(rules), "block"};

/* The blocks of a file, with the values that they are given here. */
gr_status gr_write_include(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    return gr_write_use(expander, node, into);
}
