#include "expander_priv.h"
#include "template/report_rows.h"

/* A programme: what is on at what time. */

static const gr_xml_attr_rule agenda_attrs[] = {
    COMMON, KEPT, REPEATED, PATTERN("title", "its title"), LAST,
};
static const gr_xml_rule rules[] = {
    {"agenda", GR_E_AGENDA, GR_XML_ELEMENTS, "item", agenda_attrs, "a programme"},
};
const gr_xml_part gr_grammar_agenda = {rules, N_OF(rules), "block"};

static gr_status write_item(gr_expander *expander, const gr_tnode *node, gr_node *table)
{
    gr_node *row = NULL, *when = NULL, *what = NULL;
    GR_TRY(gr_expander_add_styled(expander, table, GR_K_ROW, node->at, GR_STYLE_EVENT_TEXT, &row));
    row->as.row.role = GR_ROW_BODY;
    gr_figure_place outer = gr_expander_enter(expander, node, row);
    GR_TRY(gr_write_plain_cell(expander, row, node->at, true, GR_STYLE_EVENT_DATE, &when));
    GR_TRY(gr_expander_attr(expander, when, node, "time"));
    GR_TRY(gr_write_plain_cell(expander, row, node->at, false, GR_STYLE_EVENT_TEXT, &what));
    GR_TRY(gr_write_cell_content(expander, node, what));
    (void)gr_check_words(expander, what, node->at,
                         "an <item> without words; write them, or leave it out with if=");
    gr_expander_leave(expander, outer);
    return GR_OK;
}

gr_status gr_write_agenda(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    static const char *const labels[] = {"time", "what"};
    return gr_write_text_table(expander, node,
                               (gr_text_table){"agenda", labels, 2, GR_E_ITEM, write_item}, into);
}
