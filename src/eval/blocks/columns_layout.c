#include "expander_priv.h"
#include "template/report_rows.h"

static const gr_xml_attr_rule columns_layout_attrs[] = {
    COMMON, KEPT, REPEATED, INT("count", "number of columns"), LAST,
};
static const gr_xml_rule rules[] = {
    {"columns-layout", GR_E_COLUMNS_LAYOUT, GR_XML_ELEMENTS, "section %block", columns_layout_attrs,
     "text in newspaper columns"},
};
const gr_xml_part gr_grammar_columns_layout = {rules, N_OF(rules), "block"};

/* Text in newspaper columns. */
gr_status gr_write_columns_layout(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_node *columns = NULL;
    GR_TRY(gr_expander_add(expander, into, GR_K_COLUMNS, node->at, &columns));
    uint32_t count = gr_tnode_int(node, "count", 2);
    columns->as.columns.count = (uint8_t)(count < 1 ? 1 : count > 4 ? 4 : count);
    gr_figure_place place = gr_expander_enter(expander, node, columns);
    GR_TRY(gr_expand_blocks(expander, node, columns));
    gr_expander_leave(expander, place);
    return GR_OK;
}
