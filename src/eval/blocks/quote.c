#include "expander_priv.h"
#include "template/report_rows.h"

/* A quotation and who said it. */

static const gr_xml_attr_rule quote_attrs[] = {
    COMMON,
    KEPT,
    REPEATED,
    PATTERN("who", "who said it"),
    PATTERN("role", "what that person is"),
    PATTERN("place", "where that person is from"),
    FLAG("pull", "yes: it stands out, larger and in quotation marks"),
    FLAG("marks", "yes: in the quotation marks of the language"),
    NAME("look", "a box look of the house style"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"quote", GR_E_QUOTE, GR_XML_MIXED, "%inline p list", quote_attrs, "a quotation"},
};
const gr_xml_part gr_grammar_quote = {rules, N_OF(rules), "block"};

/** Markdown quotes hold paragraphs, those of a descriptor hold text: both get the quote's style. */
static void dress(gr_expander *expander, gr_node *box, gr_style_id style)
{
    for (gr_node *child = box->first; child != NULL; child = child->next) {
        if (child->kind == GR_K_PARAGRAPH) {
            child->style = gr_expander_style(expander, style);
        }
    }
}

/** Its own, that of the cards it is one of, else one for its kind when the house style has it. */
static const char *look_of(gr_expander *expander, const gr_tnode *node, bool pull, bool card)
{
    const gr_tnode *named = gr_tnode_attr(node, "look") != NULL || !card ? node : node->parent;
    gr_str look = gr_tnode_value(named, "look");
    const char *own = pull ? "pull-quote" : "quote-card";
    if (look.len > 0) {
        return gr_str_dup(expander->arena, look).ptr;
    }
    bool has = (pull || card) && gr_box_look_find(expander->report->house, gr_str_of(own)) != NULL;
    return has ? own : "quote";
}

gr_status gr_write_quote(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_node *box = NULL;
    bool pull = gr_tnode_flag(node, "pull", false);
    bool card = node->parent != NULL && node->parent->kind == GR_E_QUOTES;
    gr_style_id style = pull ? GR_STYLE_PULL_QUOTE : GR_STYLE_QUOTE;
    GR_TRY(gr_write_box(expander, node, look_of(expander, node, pull, card), GR_BOX_QUOTE, into,
                        &box));
    gr_figure_place outer = gr_expander_enter(expander, node, box);
    GR_TRY(gr_expand_mixed(expander, node, box, style));
    dress(expander, box, style);
    bool says = gr_check_words(expander, box, node->at,
                               "a quotation without words; write them, or leave it out");
    if (says && gr_tnode_flag(node, "marks", pull || card)) {
        GR_TRY(gr_quote_marks(expander, box));
    }
    GR_TRY(gr_quote_by(expander, node, box));
    gr_expander_leave(expander, outer);
    gr_drop_if_empty(into, box);
    return GR_OK;
}
