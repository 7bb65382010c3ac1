#include "expander_priv.h"
#include "template/report_rows.h"

/* A heading and what belongs to it. Without a title it groups blocks: for a master, a loop, a
 * condition. */

static const gr_xml_attr_rule section_attrs[] = {
    COMMON,
    KEPT,
    STYLED,
    REPEATED,
    PATTERN("title", "its heading; may be left out"),
    NAME("master", "page master; begins a page"),
    FLAG("numbered", "heading with a number"),
    FLAG("annex", "yes: an annex, with numbers of its own"),
    FLAG("contents", "listed in the contents"),
    CHOICE("break", "page late none",
           "begins on a new page; late: only when this one is nearly full"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"section", GR_E_SECTION, GR_XML_ELEMENTS, "section %block slide", section_attrs,
     "a heading and what belongs to it"},
};
const gr_xml_part gr_grammar_section = {rules, N_OF(rules), NULL};

gr_status gr_write_section_title(gr_expander *expander, const gr_tnode *node, gr_node *section)
{
    gr_node *heading = NULL;
    const gr_tattr *style = gr_tnode_attr(node, "style");
    gr_loc at = gr_tnode_place(node, "title");
    GR_TRY(gr_write_heading_node(expander, expander->heads.level + 1u, expander->heads.numbered, at,
                                 section, &heading));
    if (style != NULL && style->bound != NULL) {
        heading->style = style->bound;
    }
    expander->heads.level = heading->as.heading.level;
    section->as.section.level = heading->as.heading.level;
    if (section->anchor.len > 0) { /* its own name: links lead to the heading */
        heading->anchor = section->anchor;
        section->anchor = GR_LIT("");
    }
    if (!expander->heads.numbered) {
        gr_begin_unnumbered(expander, expander->heads.level);
    }
    GR_TRY(gr_expander_attr(expander, heading, node, "title"));
    gr_check_heading(expander, heading, at);
    return GR_OK;
}

gr_status gr_write_section(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_node *section = NULL;
    gr_heads outer = expander->heads;
    GR_TRY(gr_expander_add(expander, into, GR_K_SECTION, node->at, &section));
    gr_figure_place place = gr_expander_enter(expander, node, section);
    section->style = gr_expander_style(expander, GR_STYLE_PARAGRAPH); /* its own is its heading's */
    gr_str master = gr_tnode_value(node, "master");
    section->as.section.master =
        master.len > 0 ? gr_master_find(expander->report->house, master) : NULL;
    gr_str start = gr_tnode_value(node, "break");
    section->as.section.start = gr_str_is(start, "page")   ? GR_START_PAGE
                                : gr_str_is(start, "late") ? GR_START_LATE
                                                           : GR_START_HERE;
    expander->heads.numbered = gr_tnode_flag(node, "numbered", outer.numbered);
    expander->heads.listed = gr_tnode_flag(node, "contents", outer.listed);
    gr_chapters chapters;
    gr_annex_begin(expander, node, &chapters);
    if (gr_tnode_attr(node, "title") != NULL) {
        GR_TRY(gr_write_section_title(expander, node, section));
    }
    GR_TRY(gr_expand_blocks(expander, node, section));
    gr_annex_end(expander, &chapters);
    expander->heads = outer;
    gr_expander_leave(expander, place);
    return GR_OK;
}
