#include "expander_priv.h"
#include "template/report_rows.h"

static const gr_xml_attr_rule let_attrs[] = {
    NAME_NEEDED("name", "name of the variable"),
    EXPR_NEEDED("value", "its value"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"let", GR_E_LET, GR_XML_EMPTY, NULL, let_attrs, "a name for an expression"},
};
const gr_xml_part gr_grammar_let = {rules, N_OF(rules), "block"};

/* A name for a value, worked out where it stands. */
gr_status gr_write_let(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    const gr_variable *named = gr_tnode_attr(node, "value")->bound;
    (void)into;
    gr_loc at = gr_tnode_place(node, "value");
    expander->context->at = at;
    gr_value value =
        gr_expander_within(expander, gr_expr_value(expander->context, named->bound, NULL), at);
    expander->failed |= value.type == GR_T_POISON;
    expander->context->slots[named->slot] = (gr_slot){.value = value};
    return GR_OK;
}
