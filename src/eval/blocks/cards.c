#include "base/arena.h"
#include "expander_priv.h"
#include "template/report_rows.h"

/* Contact cards: boxes with labelled lines. */

static const gr_xml_attr_rule cards_attrs[] = {COMMON, KEPT, REPEATED, LAST};
static const gr_xml_attr_rule card_attrs[] = {
    COMMON,
    REPEATED,
    PATTERN("title", "its title"),
    LAST,
};
static const gr_xml_attr_rule line_attrs[] = {
    COMMON,
    REPEATED,
    PATTERN("label", "what it is"),
    EXPR("value", "its value"),
    TEXT("missing", "what stands where the value is missing: p.m."),
    TEXT("missing-spoken", "how that is read out: pro memorie"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"cards", GR_E_CARDS, GR_XML_ELEMENTS, "card", cards_attrs, "contact cards"},
    {"card", GR_E_CARD, GR_XML_ELEMENTS, "line lines p list image quote each text", card_attrs,
     "a contact card"},
    {"line", GR_E_LINE, GR_XML_MIXED, "%inline", line_attrs, "a label and its value"},
};
const gr_xml_part gr_grammar_cards = {rules, N_OF(rules), "block"};

static gr_status write_label(gr_expander *expander, const gr_tnode *node, gr_node *paragraph)
{
    gr_node *span = NULL;
    gr_loc at = gr_tnode_place(node, "label");
    if (gr_utf8_is_blank(gr_expander_text(expander, node, "label"))) {
        return GR_OK;
    }
    GR_TRY(gr_expander_add(expander, paragraph, GR_K_SPAN, at, &span));
    span->as.span.bold = true;
    GR_TRY(gr_expander_attr(expander, span, node, "label"));
    return gr_expander_add_text(expander, paragraph, GR_LIT(": "), at);
}

gr_status gr_write_line_words(gr_expander *expander, const gr_tnode *node, gr_node *paragraph)
{
    const gr_figure *figure = NULL;
    const gr_rule *rule = gr_tnode_rule(node, "value");
    if (rule != NULL) {
        gr_loc at = gr_tnode_place(node, "value");
        gr_value value = gr_expander_value(expander, rule, NULL, at);
        gr_str id = gr_expander_identity(expander, rule->stamp, rule->format);
        expander->gap = node;
        GR_TRY(gr_expander_figure(expander, paragraph, &value, rule->format, id, at, &figure));
        expander->gap = NULL;
    }
    return gr_write_inlines(expander, node->first, NULL, paragraph);
}

static gr_status write_line(gr_expander *expander, const gr_tnode *node, gr_node *box)
{
    gr_node *paragraph = NULL;
    GR_TRY(gr_expander_add_styled(expander, box, GR_K_PARAGRAPH, node->at, GR_STYLE_BOX_TEXT,
                                  &paragraph));
    gr_figure_place outer = gr_expander_enter(expander, node, paragraph);
    GR_TRY(write_label(expander, node, paragraph));
    const gr_node *label = paragraph->last;
    GR_TRY(gr_write_line_words(expander, node, paragraph));
    gr_expander_leave(expander, outer);
    const gr_node words = {.kind = GR_K_PARAGRAPH,
                           .first = label == NULL ? paragraph->first : label->next};
    (void)gr_check_words(expander, &words, node->at,
                         label == NULL
                             ? "a <line> without words; write them, or leave it out with if="
                             : "nothing would stand behind the label of this <line>; write it, or "
                               "leave the line out with if=");
    return GR_OK;
}

/** Lines and blocks in the order in which they are written. */
static gr_status write_content(gr_expander *expander, const gr_tnode *node, gr_node *box)
{
    for (const gr_tnode *child = node->first; child != NULL; child = child->next) {
        GR_TRY(child->kind == GR_E_LINE ? gr_expander_repeat(expander, child, box, write_line)
                                        : gr_expand_block(expander, child, box));
    }
    return GR_OK;
}

static gr_status write_card(gr_expander *expander, const gr_tnode *node, gr_node *grid)
{
    gr_node *box = NULL;
    GR_TRY(gr_write_box(expander, node, "card", GR_BOX_PLAIN, grid, &box));
    gr_figure_place outer = gr_expander_enter(expander, node, box);
    GR_TRY(gr_write_box_title(expander, node, box));
    GR_TRY(write_content(expander, node, box));
    gr_expander_leave(expander, outer);
    (void)gr_check_words(
        expander, box, node->at,
        "a <card> without a title and lines; write them, or leave it out with if=");
    grid->as.grid.columns = grid->first == grid->last ? 1 : 2;
    return GR_OK;
}

gr_status gr_write_cards(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_node *grid = NULL;
    GR_TRY(gr_expander_add(expander, into, GR_K_GRID, node->at, &grid));
    gr_figure_place outer = gr_expander_enter(expander, node, grid);
    GR_TRY(gr_expand_parts(expander, node, GR_E_CARD, grid, write_card));
    gr_expander_leave(expander, outer);
    gr_drop_if_empty(into, grid);
    return GR_OK;
}
