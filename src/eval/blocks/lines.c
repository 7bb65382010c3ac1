#include "expander_priv.h"
#include "template/report_rows.h"

/* Labels with their values under each other: who a memo is for, who it is from, of which day. The
 * lines are those of cards. */

static const gr_xml_attr_rule lines_attrs[] = {COMMON, KEPT, STYLED, REPEATED, LAST};
static const gr_xml_rule rules[] = {
    {"lines", GR_E_LINES, GR_XML_ELEMENTS, "line", lines_attrs, "labels with their values"},
};
const gr_xml_part gr_grammar_lines = {rules, N_OF(rules), "block"};

static gr_status write_line(gr_expander *expander, const gr_tnode *node, gr_node *list)
{
    gr_node *item = NULL, *words = NULL;
    gr_figure_place outer = expander->place;
    GR_TRY(gr_open_term(expander, node, "label", list, &item));
    gr_ref_item(expander, item);
    GR_TRY(gr_expander_add_styled(expander, item, GR_K_PARAGRAPH, node->at, gr_list_style(list),
                                  &words));
    GR_TRY(gr_write_line_words(expander, node, words));
    gr_expander_leave(expander, outer);
    (void)gr_check_words(expander, words, node->at,
                         "nothing would stand behind the label of this <line>; write it, or leave "
                         "the line out with if=");
    return GR_OK;
}

/** style=: of labels and values alike. */
static void dress(gr_node *node, const gr_style *style)
{
    for (gr_node *child = node->first; child != NULL; child = child->next) {
        if (child->kind == GR_K_ITEM || child->kind == GR_K_PARAGRAPH) {
            child->style = style;
            dress(child, style);
        }
    }
}

gr_status gr_write_lines(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_node *list = NULL;
    GR_TRY(gr_open_terms(expander, node, GR_LIST_LINES, into, &list));
    gr_figure_place outer = gr_expander_enter(expander, node, list);
    GR_TRY(gr_expand_parts(expander, node, GR_E_LINE, list, write_line));
    gr_expander_leave(expander, outer);
    if (gr_tnode_attr(node, "style") != NULL) {
        dress(list, list->style);
    }
    gr_drop_if_empty(into, list);
    return GR_OK;
}
