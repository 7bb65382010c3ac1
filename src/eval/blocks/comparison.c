#include "expander_priv.h"
#include "template/report_rows.h"

/* Blocks side by side: now, new, why. */

static const gr_xml_attr_rule comparison_attrs[] = {COMMON, KEPT, REPEATED, LAST};
static const gr_xml_attr_rule slot_attrs[] = {
    COMMON,
    REPEATED,
    PATTERN("title", "its title"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"comparison", GR_E_COMPARISON, GR_XML_ELEMENTS, "slot", comparison_attrs,
     "blocks side by side"},
    {"slot", GR_E_SLOT, GR_XML_ELEMENTS, "%block", slot_attrs, "one of them"},
};
const gr_xml_part gr_grammar_comparison = {rules, N_OF(rules), "block"};

static gr_status write_slot(gr_expander *expander, const gr_tnode *node, gr_node *grid)
{
    gr_node *box = NULL;
    GR_TRY(gr_write_box(expander, node, "slot", GR_BOX_PLAIN, grid, &box));
    gr_figure_place outer = gr_expander_enter(expander, node, box);
    GR_TRY(gr_write_box_title(expander, node, box));
    GR_TRY(gr_expand_mixed(expander, node, box, GR_STYLE_BOX_TEXT));
    gr_expander_leave(expander, outer);
    (void)gr_check_words(
        expander, box, node->at,
        "a <slot> without a title and blocks; write them, or leave it out with if=");
    grid->as.grid.columns = (uint8_t)(grid->as.grid.columns < 4 ? grid->as.grid.columns + 1 : 4);
    return GR_OK;
}

gr_status gr_write_comparison(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_node *grid = NULL;
    GR_TRY(gr_expander_add(expander, into, GR_K_GRID, node->at, &grid));
    gr_figure_place outer = gr_expander_enter(expander, node, grid);
    GR_TRY(gr_expand_parts(expander, node, GR_E_SLOT, grid, write_slot));
    gr_expander_leave(expander, outer);
    gr_drop_if_empty(into, grid);
    return GR_OK;
}
