#include "expander_priv.h"
#include "template/report_rows.h"

/* Who does what, when. */

static const gr_xml_attr_rule actions_attrs[] = {
    COMMON, KEPT, REPEATED, PATTERN("title", "its title"), LAST,
};
static const gr_xml_attr_rule action_attrs[] = {
    COMMON, REPEATED, PATTERN("who", "who does it"), PATTERN("due", "when it is done"), LAST,
};
static const gr_xml_rule rules[] = {
    {"actions", GR_E_ACTIONS, GR_XML_ELEMENTS, "action", actions_attrs, "who does what, when"},
    {"action", GR_E_ACTION, GR_XML_MIXED, "%inline p list image quote each text", action_attrs,
     "what is done"},
};
const gr_xml_part gr_grammar_actions = {rules, N_OF(rules), "block"};

static gr_status write_cell(gr_expander *expander, const gr_tnode *node, const char *attr,
                            gr_node *row)
{
    gr_node *cell = NULL;
    bool header = row->first == NULL;
    GR_TRY(gr_write_plain_cell(expander, row, gr_tnode_place(node, attr), header,
                               header ? GR_STYLE_CELL_ROW_HEAD : GR_STYLE_CELL, &cell));
    return gr_expander_attr(expander, cell, node, attr);
}

static gr_status write_action(gr_expander *expander, const gr_tnode *node, gr_node *table)
{
    gr_node *row = NULL, *what = NULL;
    GR_TRY(gr_expander_add_styled(expander, table, GR_K_ROW, node->at, GR_STYLE_CELL, &row));
    row->as.row.role = GR_ROW_BODY;
    gr_figure_place outer = gr_expander_enter(expander, node, row);
    GR_TRY(write_cell(expander, node, "who", row));
    GR_TRY(gr_write_plain_cell(expander, row, node->at, false, GR_STYLE_CELL, &what));
    GR_TRY(gr_write_cell_content(expander, node, what));
    (void)gr_check_words(expander, what, node->at,
                         "an <action> without words; write them, or leave it out with if=");
    GR_TRY(write_cell(expander, node, "due", row));
    gr_expander_leave(expander, outer);
    return GR_OK;
}

gr_status gr_write_actions(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    static const char *const labels[] = {"actor", "action", "due"};
    return gr_write_text_table(
        expander, node, (gr_text_table){"actions", labels, 3, GR_E_ACTION, write_action}, into);
}
