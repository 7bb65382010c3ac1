#include "expander_priv.h"
#include "template/report_rows.h"

static const gr_xml_attr_rule paragraph_attrs[] = {COMMON, KEPT, STYLED, REPEATED, LAST};
static const gr_xml_rule rules[] = {
    {"p", GR_E_P, GR_XML_MIXED, "%inline", paragraph_attrs, "a paragraph"},
};
const gr_xml_part gr_grammar_paragraph = {rules, N_OF(rules), "block"};

/** As it is written in the descriptor, whatever the data are. */
static bool is_bare(const gr_tnode *node)
{
    for (const gr_tnode *child = node->first; child != NULL; child = child->next) {
        if (!gr_tnode_is_blank(child)) {
            return false;
        }
    }
    return true;
}

/* Running text. A paragraph that comes out without words is left out, with its room. */
gr_status gr_write_paragraph(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_node *paragraph = NULL;
    if (is_bare(node)) {
        (void)gr_check_words(expander, NULL, node->at,
                             "a paragraph without words; write them, or leave it out: room "
                             "between blocks is a matter of the house style");
        return GR_OK;
    }
    GR_TRY(gr_expander_add_styled(expander, into, GR_K_PARAGRAPH, node->at, GR_STYLE_PARAGRAPH,
                                  &paragraph));
    if (into->kind == GR_K_BOX) {
        paragraph->style = gr_expander_style(expander, GR_STYLE_BOX_TEXT);
    } else if (into->kind == GR_K_ITEM) {
        paragraph->style = into->style;
    }
    gr_figure_place place = gr_expander_enter(expander, node, paragraph);
    GR_TRY(gr_write_inlines(expander, node->first, NULL, paragraph));
    gr_expander_leave(expander, place);
    gr_drop_if_blank(expander, into, paragraph);
    return GR_OK;
}
