#include "expander_priv.h"
#include "template/report_rows.h"

/* Quotations side by side, as cards. */

#define CARDS_BESIDE 2 /* when columns= says nothing */

static const gr_xml_attr_rule quotes_attrs[] = {
    COMMON,
    KEPT,
    REPEATED,
    INT("columns", "as many side by side"),
    NAME("look", "a box look of the house style, for each"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"quotes", GR_E_QUOTES, GR_XML_ELEMENTS, "quote", quotes_attrs, "quotations as cards"},
};
const gr_xml_part gr_grammar_quotes = {rules, N_OF(rules), "block"};

gr_status gr_write_quotes(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_node *grid = NULL;
    GR_TRY(gr_expander_add(expander, into, GR_K_GRID, node->at, &grid));
    gr_figure_place outer = gr_expander_enter(expander, node, grid);
    GR_TRY(gr_expand_parts(expander, node, GR_E_QUOTE, grid, gr_write_quote));
    uint32_t columns = gr_tnode_int(node, "columns", CARDS_BESIDE);
    grid->as.grid.columns = (uint8_t)(grid->first == grid->last ? 1 : columns);
    gr_expander_leave(expander, outer);
    gr_drop_if_empty(into, grid);
    return GR_OK;
}
