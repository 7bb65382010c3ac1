#include "expander_priv.h"
#include "template/report_rows.h"

/* A question and its answer: a headed part one level below where it stands, which readers can jump
 * to. It is in the contents and the bookmarks only when asked: they would be long. */

static const gr_xml_attr_rule question_attrs[] = {
    COMMON,
    KEPT,
    STYLED,
    REPEATED,
    PATTERN_NEEDED("title", "the question"),
    FLAG("contents", "yes: listed in the contents"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"question", GR_E_QUESTION, GR_XML_MIXED, "%inline %block", question_attrs,
     "a question and its answer"},
};
const gr_xml_part gr_grammar_question = {rules, N_OF(rules), "block"};

static gr_status write_head(gr_expander *expander, const gr_tnode *node, gr_node *part)
{
    gr_node *heading = NULL;
    const gr_tattr *own = gr_tnode_attr(node, "style");
    const gr_style *style = expander->report->house->styles[GR_STYLE_QUESTION];
    gr_loc at = gr_tnode_place(node, "title");
    GR_TRY(gr_write_heading_node(expander, expander->heads.level + 1u, false, at, part, &heading));
    heading->style = style != NULL ? style : heading->style;
    heading->style = own != NULL && own->bound != NULL ? own->bound : heading->style;
    heading->as.heading.listed = gr_tnode_flag(node, "contents", false);
    expander->heads.level = heading->as.heading.level;
    part->as.section.level = heading->as.heading.level;
    if (part->anchor.len > 0) { /* links lead to the question */
        heading->anchor = part->anchor;
        part->anchor = GR_LIT("");
    }
    gr_begin_unnumbered(expander, heading->as.heading.level);
    GR_TRY(gr_expander_attr(expander, heading, node, "title"));
    gr_check_heading(expander, heading, at);
    return GR_OK;
}

/** In a box, answers read as the rest of it. */
static gr_style_id answer_style(const gr_node *into)
{
    while (into != NULL && into->kind != GR_K_BOX) {
        into = into->parent;
    }
    return into == NULL ? GR_STYLE_PARAGRAPH : GR_STYLE_BOX_TEXT;
}

gr_status gr_write_question(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_node *part = NULL;
    gr_heads outer = expander->heads;
    GR_TRY(gr_expander_add(expander, into, GR_K_SECTION, node->at, &part));
    gr_figure_place place = gr_expander_enter(expander, node, part);
    part->style = gr_expander_style(expander, GR_STYLE_PARAGRAPH); /* its own is its heading's */
    GR_TRY(write_head(expander, node, part));
    expander->heads.numbered = false;
    GR_TRY(gr_expand_mixed(expander, node, part, answer_style(into)));
    if (part->first == part->last) {
        (void)gr_check_words(expander, NULL, node->at,
                             "a question without its answer; write it, or put questions alone in a "
                             "<list>");
    }
    expander->heads = outer;
    gr_expander_leave(expander, place);
    return GR_OK;
}
