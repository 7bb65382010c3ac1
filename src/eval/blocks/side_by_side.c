#include "expander_priv.h"
#include "template/report_rows.h"

/* Blocks beside each other, each as wide as it says. They are read from left to right. */

#define MOST_SIDES 4

static const gr_xml_attr_rule sides_attrs[] = {COMMON, KEPT, REPEATED, LAST};
static const gr_xml_attr_rule side_attrs[] = {
    COMMON,
    REPEATED,
    PATTERN("title", "its title"),
    INT("width", "parts of the width: 2 is twice as wide as 1"),
    NAME("look", "a box look of the house style"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"side-by-side", GR_E_SIDE_BY_SIDE, GR_XML_ELEMENTS, "side", sides_attrs,
     "blocks beside each other"},
    {"side", GR_E_SIDE, GR_XML_ELEMENTS, "%block", side_attrs, "one of them"},
};
const gr_xml_part gr_grammar_side_by_side = {rules, N_OF(rules), "block"};

static gr_status write_side(gr_expander *expander, const gr_tnode *node, gr_node *grid)
{
    gr_node *box = NULL;
    gr_str look = gr_str_dup(expander->arena, gr_tnode_value(node, "look"));
    GR_TRY(gr_write_box(expander, node, look.ptr, GR_BOX_PLAIN, grid, &box));
    gr_figure_place outer = gr_expander_enter(expander, node, box);
    box->as.box.parts = (uint8_t)gr_tnode_int(node, "width", 1);
    GR_TRY(gr_write_box_title(expander, node, box));
    GR_TRY(gr_expand_blocks(expander, node, box));
    gr_expander_leave(expander, outer);
    (void)gr_check_words(expander, box, node->at,
                         "a <side> without a title and blocks; write them, or leave it out with "
                         "if=");
    grid->as.grid.columns++;
    return GR_OK;
}

gr_status gr_write_side_by_side(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_node *grid = NULL;
    GR_TRY(gr_expander_add(expander, into, GR_K_GRID, node->at, &grid));
    grid->as.grid.beside = true;
    gr_figure_place outer = gr_expander_enter(expander, node, grid);
    GR_TRY(gr_expand_parts(expander, node, GR_E_SIDE, grid, write_side));
    gr_expander_leave(expander, outer);
    if (grid->as.grid.columns > MOST_SIDES) {
        gr_diag_report_open(expander->context->diag, node->at, GR_CODE_SIDES_MANY,
                            "%u parts, and %d can stand side by side; put an each= on the "
                            "<side-by-side>, or write them under each other",
                            (unsigned)grid->as.grid.columns, MOST_SIDES);
        expander->failed = true;
    }
    gr_drop_if_empty(into, grid);
    return GR_OK;
}
