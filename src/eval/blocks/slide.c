#include "expander_priv.h"
#include "template/report_rows.h"

/* One page of a presentation, and what its speaker says with it: that stands in editions for
 * speakers only. */

#define TITLE_STYLE "slide-title" /* of the house style, if it has it */

static const gr_xml_attr_rule slide_attrs[] = {
    COMMON,
    STYLED,
    REPEATED,
    PATTERN("title", "its heading, and its bookmark"),
    NAME("master", "page master, when it is not slide"),
    LAST,
};
static const gr_xml_attr_rule notes_attrs[] = {
    EXPR("if", "shown when yes"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"slide", GR_E_SLIDE, GR_XML_ELEMENTS, "section %block notes", slide_attrs,
     "one page of a presentation"},
    {"notes", GR_E_SPEAKER_NOTES, GR_XML_MIXED, "%inline %block", notes_attrs,
     "what is said with it"},
};
const gr_xml_part gr_grammar_slide = {rules, N_OF(rules), NULL};

static gr_status write_notes(gr_expander *expander, const gr_tnode *node, gr_node *slide)
{
    gr_node *notes = NULL, *label = NULL;
    GR_TRY(gr_expander_add(expander, slide, GR_K_SECTION, node->at, &notes));
    notes->style = gr_expander_style(expander, GR_STYLE_PARAGRAPH);
    notes->as.section.speaker = true;
    GR_TRY(gr_expand_mixed(expander, node, notes, GR_STYLE_PARAGRAPH));
    if (notes->first == NULL) {
        (void)gr_check_words(expander, NULL, node->at,
                             "<notes> without words; write them, or leave them out");
        return GR_OK;
    }
    gr_node *rest = notes->first, *last = notes->last;
    notes->first = notes->last = NULL;
    GR_TRY(gr_expander_add_styled(expander, notes, GR_K_PARAGRAPH, node->at, GR_STYLE_BOX_TITLE,
                                  &label));
    GR_TRY(gr_expander_add_text(expander, label,
                                gr_label_text(expander->report->house, "speaker-notes"), node->at));
    label->next = rest;
    notes->last = last;
    return GR_OK;
}

static gr_status write_heading(gr_expander *expander, const gr_tnode *node, gr_node *slide)
{
    const gr_style *own = gr_style_find(expander->report->house, GR_LIT(TITLE_STYLE));
    GR_TRY(gr_write_section_title(expander, node, slide));
    if (gr_tnode_attr(node, "style") == NULL && own != NULL) {
        slide->first->style = own;
    }
    return GR_OK;
}

gr_status gr_write_slide(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_node *slide = NULL;
    gr_heads outer = expander->heads;
    GR_TRY(gr_expander_add(expander, into, GR_K_SECTION, node->at, &slide));
    gr_figure_place place = gr_expander_enter(expander, node, slide);
    gr_str master = gr_tnode_value(node, "master");
    slide->style = gr_expander_style(expander, GR_STYLE_PARAGRAPH);
    slide->as.section.slide = true;
    slide->as.section.start = GR_START_PAGE;
    slide->as.section.master =
        gr_master_find(expander->report->house, master.len > 0 ? master : GR_LIT(GR_SLIDE_MASTER));
    expander->heads.numbered = false;
    if (gr_tnode_attr(node, "title") != NULL) {
        GR_TRY(write_heading(expander, node, slide));
    }
    GR_TRY(gr_expand_blocks(expander, node, slide));
    if (slide->first == NULL) {
        (void)gr_check_words(expander, NULL, node->at,
                             "a <slide> on which nothing stands; give it a title= or blocks, or "
                             "leave it out with if=");
    }
    if (expander->report->for_speakers) {
        GR_TRY(gr_expand_kind(expander, node, GR_E_SPEAKER_NOTES, slide, write_notes));
    }
    expander->heads = outer;
    gr_expander_leave(expander, place);
    return GR_OK;
}
