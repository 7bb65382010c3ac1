#include "expander_priv.h"
#include "template/report_rows.h"

static const gr_xml_attr_rule contents_attrs[] = {
    EXPR("if", "shown when yes"),
    KEPT,
    PATTERN("title", "head above it"),
    INT("depth", "levels of headings, 1 to 6"),
    CHOICE("list", "headings tables figures", "what is listed"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"contents", GR_E_CONTENTS, GR_XML_EMPTY, NULL, contents_attrs, "the table of contents"},
};
const gr_xml_part gr_grammar_contents = {rules, N_OF(rules), "block"};

static gr_listing listing_of(const gr_tnode *node)
{
    gr_str list = gr_tnode_value(node, "list");
    return gr_str_is(list, "tables")    ? GR_LISTS_TABLES
           : gr_str_is(list, "figures") ? GR_LISTS_FIGURES
                                        : GR_LISTS_HEADINGS;
}

static const char *const titles[] = {
    [GR_LISTS_HEADINGS] = "contents",
    [GR_LISTS_TABLES] = "contents-tables",
    [GR_LISTS_FIGURES] = "contents-figures",
};

/* The table of contents, of tables or of figures: what stands in it is found out by layout. */
gr_status gr_write_contents(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_node *contents = NULL;
    GR_TRY(gr_expander_add_styled(expander, into, GR_K_CONTENTS, node->at, GR_STYLE_CONTENTS_TITLE,
                                  &contents));
    uint32_t depth = gr_tnode_int(node, "depth", 2);
    contents->as.contents.depth = (uint8_t)(depth < 1                   ? 1
                                            : depth > GR_HEADING_LEVELS ? GR_HEADING_LEVELS
                                                                        : depth);
    contents->as.contents.list = listing_of(node);
    contents->as.contents.title =
        gr_tnode_attr(node, "title") != NULL
            ? gr_expander_text(expander, node, "title")
            : gr_label_text(expander->report->house, titles[contents->as.contents.list]);
    if (gr_utf8_is_blank(contents->as.contents.title)) {
        (void)gr_check_words(expander, NULL, gr_tnode_place(node, "title"),
                             "write a title, or leave title= out for the word of the house style");
    }
    return GR_OK;
}
