#include "expander_priv.h"
#include "template/report_rows.h"

/* A quotation and who said it. */

static const gr_xml_attr_rule quote_attrs[] = {
    COMMON, KEPT, REPEATED, PATTERN("who", "who said it"), LAST,
};
static const gr_xml_rule rules[] = {
    {"quote", GR_E_QUOTE, GR_XML_MIXED, "%inline p list", quote_attrs, "a quotation"},
};
const gr_xml_part gr_grammar_quote = {rules, N_OF(rules), "block"};

/** Markdown quotes hold paragraphs, those of a descriptor hold text: both get the quote's style. */
static void dress(gr_expander *expander, gr_node *box)
{
    for (gr_node *child = box->first; child != NULL; child = child->next) {
        if (child->kind == GR_K_PARAGRAPH) {
            child->style = gr_expander_style(expander, GR_STYLE_QUOTE);
        }
    }
}

gr_status gr_write_quote(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_node *box = NULL;
    GR_TRY(gr_write_box(expander, node, "quote", GR_BOX_QUOTE, into, &box));
    gr_figure_place outer = gr_expander_enter(expander, node, box);
    GR_TRY(gr_expand_mixed(expander, node, box, GR_STYLE_QUOTE));
    dress(expander, box);
    (void)gr_check_words(expander, box, node->at,
                         "a quotation without words; write them, or leave it out");
    GR_TRY(gr_write_attr_paragraph(expander, node, "who", box, GR_STYLE_QUOTE_BY));
    gr_expander_leave(expander, outer);
    gr_drop_if_empty(into, box);
    return GR_OK;
}
