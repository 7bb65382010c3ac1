#include "expander_priv.h"
#include "template/report_rows.h"

/* An article of a law or a regulation, quoted: its number and title as a heading, its paragraphs
 * and points as lists, and where it stands. */

static const gr_xml_attr_rule article_attrs[] = {
    COMMON,
    KEPT,
    REPEATED,
    PATTERN_NEEDED("number", "of the article: 3, 7a"),
    PATTERN("title", "of the article"),
    PATTERN_NEEDED("law", "name of the law or regulation"),
    EXPR("version", "the day on which its words were in force"),
    NAME("look", "a box look of the house style"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"article", GR_E_ARTICLE, GR_XML_MIXED, "%inline p list", article_attrs,
     "an article of a law, quoted"},
};
const gr_xml_part gr_grammar_article = {rules, N_OF(rules), "block"};

static gr_status write_head(gr_expander *expander, const gr_tnode *node, gr_node *box)
{
    gr_node *heading = NULL;
    gr_loc at = gr_tnode_place(node, "number");
    const gr_house_style *house = expander->report->house;
    const gr_style *title = box->as.box.look->title;
    gr_str number = gr_str_trim(gr_expander_text(expander, node, "number"));
    GR_TRY(gr_write_heading_node(expander, expander->heads.level + 1u, false, at, box, &heading));
    heading->style = title != NULL ? title : house->styles[GR_STYLE_BOX_TITLE];
    heading->as.heading.listed = false;
    if (box->anchor.len > 0) {
        heading->anchor = box->anchor;
        box->anchor = GR_LIT("");
    }
    gr_begin_unnumbered(expander, heading->as.heading.level);
    (void)gr_check_words(expander, number.len > 0 ? box : NULL, at,
                         "an article without its number; write number=\"3\"");
    gr_ref_article(expander, heading, number);
    gr_str word =
        gr_str_fmt(expander->arena, GR_FMT "\xc2\xa0", GR_ARG(gr_label_text(house, "article")));
    GR_TRY(gr_expander_add_text(expander, heading, word, at));
    GR_TRY(gr_expander_attr(expander, heading, node, "number"));
    if (!gr_utf8_is_blank(gr_expander_text(expander, node, "title"))) {
        GR_TRY(gr_expander_add_text(expander, heading, GR_LIT(" "), at));
        GR_TRY(gr_expander_attr(expander, heading, node, "title"));
    }
    return GR_OK;
}

/** ", geldend op 1 januari 2022"; nothing when the day is missing. */
static gr_status write_version(gr_expander *expander, const gr_tnode *node, gr_node *line)
{
    const gr_figure *figure = NULL;
    const gr_rule *rule = gr_tnode_rule(node, "version");
    gr_loc at = gr_tnode_place(node, "version");
    if (rule == NULL) {
        return GR_OK;
    }
    gr_value value = gr_expander_value(expander, rule, NULL, at);
    if (value.type == GR_T_POISON || gr_value_is_absent(&value)) {
        return GR_OK;
    }
    gr_str words = gr_label_text(expander->report->house, "law-version");
    words = gr_str_fmt(expander->arena, ", " GR_FMT " ", GR_ARG(words));
    GR_TRY(gr_expander_add_text(expander, line, words, at));
    gr_str id = gr_expander_identity(expander, rule->stamp, rule->format);
    return gr_expander_figure(expander, line, &value, rule->format, id, at, &figure);
}

static gr_status write_source(gr_expander *expander, const gr_tnode *node, gr_node *box)
{
    gr_node *line = NULL;
    gr_loc at = gr_tnode_place(node, "law");
    if (gr_utf8_is_blank(gr_expander_text(expander, node, "law"))) {
        (void)gr_check_words(expander, NULL, at,
                             "an article without the law that it is of; write law=\"...\"");
        return GR_OK;
    }
    gr_str label = gr_label_text(expander->report->house, "source");
    label = gr_str_fmt(expander->arena, GR_FMT " ", GR_ARG(label));
    GR_TRY(gr_expander_add_styled(expander, box, GR_K_PARAGRAPH, at, GR_STYLE_QUOTE_BY, &line));
    GR_TRY(gr_expander_add_text(expander, line, label, at));
    GR_TRY(gr_expander_attr(expander, line, node, "law"));
    return write_version(expander, node, line);
}

gr_status gr_write_article(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_node *box = NULL;
    gr_heads outer = expander->heads;
    gr_str look = gr_str_dup(expander->arena, gr_tnode_value(node, "look"));
    bool own = gr_box_look_find(expander->report->house, GR_LIT("article")) != NULL;
    GR_TRY(gr_write_box(expander, node,
                        look.len > 0 ? look.ptr
                        : own        ? "article"
                                     : "quote",
                        GR_BOX_ARTICLE, into, &box));
    gr_figure_place place = gr_expander_enter(expander, node, box);
    GR_TRY(write_head(expander, node, box));
    const gr_node *head = box->last;
    GR_TRY(gr_expand_mixed(expander, node, box, GR_STYLE_BOX_TEXT));
    if (box->last == head) {
        (void)gr_check_words(expander, NULL, node->at,
                             "an article without its words; write them, or refer to it in a text");
    }
    GR_TRY(write_source(expander, node, box));
    expander->heads = outer;
    gr_expander_leave(expander, place);
    return GR_OK;
}
