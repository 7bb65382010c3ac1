#include "expander_priv.h"
#include "template/report_rows.h"

/* Terms and what they mean. */

static const gr_xml_attr_rule definitions_attrs[] = {COMMON, KEPT, REPEATED, LAST};
static const gr_xml_attr_rule definition_attrs[] = {
    COMMON,
    REPEATED,
    PATTERN_NEEDED("term", "what is explained"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"definitions", GR_E_DEFINITIONS, GR_XML_ELEMENTS, "definition", definitions_attrs,
     "terms and what they mean"},
    {"definition", GR_E_DEFINITION, GR_XML_MIXED, "%inline %block", definition_attrs,
     "a term and what it means"},
};
const gr_xml_part gr_grammar_definitions = {rules, N_OF(rules), "block"};

static gr_status write_definition(gr_expander *expander, const gr_tnode *node, gr_node *list)
{
    gr_node *item = NULL;
    gr_figure_place outer = expander->place;
    GR_TRY(gr_open_term(expander, node, "term", list, &item));
    gr_node *term = item->first;
    (void)gr_check_words(expander, term, gr_tnode_place(node, "term"),
                         "a term without words; write them, or leave the definition out with if=");
    gr_ref_item(expander, item);
    GR_TRY(gr_expand_mixed(expander, node, item, gr_list_style(list)));
    gr_expander_leave(expander, outer);
    const gr_node words = {.kind = GR_K_ITEM, .first = term->next};
    (void)gr_check_words(expander, &words, node->at,
                         "nothing would explain this term; write it, or leave the definition out "
                         "with if=");
    return GR_OK;
}

gr_status gr_write_definitions(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_node *list = NULL;
    GR_TRY(gr_open_terms(expander, node, GR_LIST_TERMS, into, &list));
    gr_figure_place outer = gr_expander_enter(expander, node, list);
    GR_TRY(gr_expand_parts(expander, node, GR_E_DEFINITION, list, write_definition));
    gr_expander_leave(expander, outer);
    gr_drop_if_empty(into, list);
    return GR_OK;
}
