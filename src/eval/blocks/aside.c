#include "base/arena.h"
#include "expander_priv.h"
#include "template/report_rows.h"

/* An aside: what stands in the margin column beside the block before it, or below that where pages
 * have none. Layout sees to it; here it is a box. */

#define LOOK "aside"

static const gr_xml_attr_rule aside_attrs[] = {
    COMMON,
    REPEATED,
    PATTERN("title", "its title"),
    NAME("look", "a box look of the house style; aside when there is one of that name"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"aside", GR_E_ASIDE, GR_XML_ELEMENTS, "%block", aside_attrs, "what stands beside the text"},
};
const gr_xml_part gr_grammar_aside = {rules, N_OF(rules), "block"};

/** A sign tells a callout from others; beside the text nothing needs to be told apart. */
static void put_on(gr_expander *expander, const gr_tnode *node, gr_node *box)
{
    const gr_box_look *named =
        gr_box_look_find(expander->report->house, gr_tnode_value(node, "look"));
    gr_box_look *look = GR_NEW(expander->arena, gr_box_look);
    *look = named != NULL ? *named : *box->as.box.look;
    look->sign = GR_LIT("");
    box->as.box.look = look;
}

gr_status gr_write_aside(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_node *box = NULL;
    if (node->first == NULL && gr_tnode_attr(node, "title") == NULL) {
        (void)gr_check_words(expander, NULL, node->at,
                             "an aside without title and text; write them, or leave it out");
        return GR_OK;
    }
    GR_TRY(gr_write_box(expander, node, LOOK, GR_BOX_MARGIN, into, &box));
    put_on(expander, node, box);
    gr_figure_place outer = gr_expander_enter(expander, node, box);
    GR_TRY(gr_write_box_title(expander, node, box));
    GR_TRY(gr_expand_mixed(expander, node, box, GR_STYLE_BOX_TEXT));
    gr_expander_leave(expander, outer);
    gr_drop_if_empty(into, box);
    return GR_OK;
}
