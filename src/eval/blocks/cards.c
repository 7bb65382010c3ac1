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
    CHOICE("kind", "tel mail web",
           "a number to call, an address to write to or to look at: a link"),
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

static gr_status write_words(gr_expander *expander, const gr_tnode *node, gr_node *paragraph)
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

/* "+31 (26) 000 00 00": figures, with a plus before them, and what people put between. */
static bool dial(gr_str words, gr_buf *out)
{
    size_t n = 0;
    for (size_t i = 0; i < words.len; i++) {
        char c = words.ptr[i];
        bool between = c == ' ' || c == '-' || c == '(' || c == ')' || c == '.' || c == '/' ||
                       (unsigned char)c == 0xc2 || (unsigned char)c == 0xa0;
        if ((c >= '0' && c <= '9') || (c == '+' && n == 0)) {
            gr_buf_add_char(out, c);
            n++;
        } else if (!between) {
            return false;
        }
    }
    return n > 2;
}

static gr_status refuse_address(gr_expander *expander, const gr_tnode *node, gr_str words)
{
    gr_diag_report_halves(
        expander->context->diag, gr_tnode_place(node, "kind"), GR_CODE_LINK_ADDRESS, GR_LIT(""),
        "'" GR_FMT "' is no %s; write that alone, or leave kind= out", GR_ARG(words),
        gr_str_is(gr_tnode_value(node, "kind"), "tel") ? "telephone number" : "address");
    expander->failed = true;
    return GR_OK;
}

/* What a link with these words opens; empty: nothing. */
static gr_str address_of(gr_expander *expander, gr_str kind, gr_str words)
{
    gr_buf out = gr_buf_make(expander->arena, SIZE_MAX);
    bool space = gr_str_find(words, GR_LIT(" ")) != SIZE_MAX;
    bool at = gr_str_find(words, GR_LIT("@")) != SIZE_MAX;
    bool point = gr_str_find(words, GR_LIT(".")) != SIZE_MAX;
    if (gr_str_is(kind, "tel")) {
        gr_buf_add(&out, GR_LIT("tel:"));
        return dial(words, &out) ? gr_buf_view(&out) : GR_LIT("");
    }
    if (space || !point || at != gr_str_is(kind, "mail")) {
        return GR_LIT("");
    }
    bool whole =
        gr_str_starts(words, GR_LIT("https://")) || gr_str_starts(words, GR_LIT("http://"));
    gr_buf_addf(&out, "%s" GR_FMT, at ? "mailto:" : whole ? "" : "https://", GR_ARG(words));
    return gr_buf_view(&out);
}

gr_status gr_write_line_words(gr_expander *expander, const gr_tnode *node, gr_node *paragraph)
{
    gr_str kind = gr_tnode_value(node, "kind");
    gr_node *link = NULL;
    if (kind.len == 0) {
        return write_words(expander, node, paragraph);
    }
    GR_TRY(gr_expander_add(expander, paragraph, GR_K_LINK, node->at, &link));
    GR_TRY(write_words(expander, node, link));
    gr_str words = gr_str_trim(gr_node_text(link, expander->arena));
    link->as.link.uri = address_of(expander, kind, words);
    if (words.len == 0) { /* told by whoever misses words */
        gr_drop_if_empty(paragraph, link);
        return GR_OK;
    }
    return link->as.link.uri.len > 0 ? GR_OK : refuse_address(expander, node, words);
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
