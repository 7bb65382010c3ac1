#include "expander_priv.h"
#include "template/report_rows.h"

static const gr_xml_attr_rule each_attrs[] = {
    EXPR("if", "shown when yes"),
    KEPT,
    NAME_NEEDED("name", "name of the record at hand"),
    SET_NEEDED("of", "repeated for each of these"),
    EXPR("by", "one for each group with the same value"),
    PATTERN("others", "title of the groups that go together as the last one"),
    EXPR("others-if", "which groups these are"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"each", GR_E_EACH, GR_XML_ELEMENTS, "section %block slide", each_attrs, "repeats its content"},
};
const gr_xml_part gr_grammar_each = {rules, N_OF(rules), "block"};

/* Repeats what it holds; the loop itself is loop.c's. */
gr_status gr_write_each(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    return gr_expand_blocks(expander, node, into);
}
