#include "author_priv.h"
#include "template/report_rows.h"

/* A heading and what belongs to it. Without a title it groups blocks: for a master, a loop, a
 * condition. */

static const gr_xml_attr_rule section_attrs[] = {
    COMMON,
    STYLED,
    REPEATED,
    PATTERN("title", "its heading; may be left out"),
    NAME("master", "page master; begins a page"),
    FLAG("numbered", "heading with a number"),
    FLAG("contents", "listed in the contents"),
    CHOICE("break", "page late none",
           "begins on a new page; late: only when this one is nearly full"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"section", GR_E_SECTION, GR_XML_ELEMENTS, "section %block", section_attrs,
     "a heading and what belongs to it"},
};
const gr_xml_part gr_grammar_section = {rules, N_OF(rules), NULL};

static gr_status write_title(gr_author *author, const gr_tnode *node, gr_node *section)
{
    gr_node *heading = NULL;
    const gr_tattr *style = gr_tnode_attr(node, "style");
    gr_loc at = gr_tnode_place(node, "title");
    GR_TRY(gr_write_heading_node(author, author->heads.level + 1u, author->heads.numbered, at,
                                 section, &heading));
    if (style != NULL && style->bound != NULL) {
        heading->style = style->bound;
    }
    author->heads.level = heading->as.heading.level;
    section->as.section.level = heading->as.heading.level;
    if (section->anchor.len > 0) { /* its own name: links lead to the heading */
        heading->anchor = section->anchor;
        section->anchor = GR_LIT("");
    }
    if (!author->heads.numbered) {
        gr_begin_unnumbered(author, author->heads.level);
    }
    GR_TRY(gr_author_attr(author, heading, node, "title"));
    gr_check_heading(author, heading, at);
    return GR_OK;
}

gr_status gr_write_section(gr_author *author, const gr_tnode *node, gr_node *into)
{
    gr_node *section = NULL;
    gr_heads outer = author->heads;
    GR_TRY(gr_author_add(author, into, GR_K_SECTION, node->at, &section));
    gr_figure_place place = gr_author_enter(author, node, section);
    section->style = gr_author_style(author, GR_STYLE_PARAGRAPH); /* its own is its heading's */
    gr_str master = gr_tnode_value(node, "master");
    section->as.section.master =
        master.len > 0 ? gr_master_find(author->report->house, master) : NULL;
    gr_str start = gr_tnode_value(node, "break");
    section->as.section.start = gr_str_is(start, "page")   ? GR_START_PAGE
                                : gr_str_is(start, "late") ? GR_START_LATE
                                                           : GR_START_HERE;
    author->heads.numbered = gr_tnode_flag(node, "numbered", outer.numbered);
    author->heads.listed = gr_tnode_flag(node, "contents", outer.listed);
    if (gr_tnode_attr(node, "title") != NULL) {
        GR_TRY(write_title(author, node, section));
    }
    GR_TRY(gr_expand_blocks(author, node, section));
    author->heads = outer;
    gr_author_leave(author, place);
    return GR_OK;
}
