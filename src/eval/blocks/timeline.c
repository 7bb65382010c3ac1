#include "expander_priv.h"
#include "template/report_rows.h"

/* Dates and what happens: a table of two columns, which the look may draw as a line with dots. */

static const gr_xml_attr_rule timeline_attrs[] = {
    COMMON, KEPT, REPEATED, PATTERN("title", "its title"), LAST,
};
static const gr_xml_attr_rule event_attrs[] = {
    COMMON,
    REPEATED,
    PATTERN_NEEDED("date", "when"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"timeline", GR_E_TIMELINE, GR_XML_ELEMENTS, "event", timeline_attrs, "dates and what happens"},
    {"event", GR_E_EVENT, GR_XML_MIXED, "%inline p list image quote each text", event_attrs,
     "what happens"},
};
const gr_xml_part gr_grammar_timeline = {rules, N_OF(rules), "block"};

static gr_status write_event(gr_expander *expander, const gr_tnode *node, gr_node *table)
{
    gr_node *row = NULL, *when = NULL, *what = NULL;
    GR_TRY(gr_expander_add_styled(expander, table, GR_K_ROW, node->at, GR_STYLE_EVENT_TEXT, &row));
    row->as.row.role = GR_ROW_BODY;
    gr_figure_place outer = gr_expander_enter(expander, node, row);
    GR_TRY(gr_write_plain_cell(expander, row, node->at, true, GR_STYLE_EVENT_DATE, &when));
    GR_TRY(gr_expander_attr(expander, when, node, "date"));
    GR_TRY(gr_write_plain_cell(expander, row, node->at, false, GR_STYLE_EVENT_TEXT, &what));
    GR_TRY(gr_write_cell_content(expander, node, what));
    (void)gr_check_words(expander, what, node->at,
                         "an <event> without words; write them, or leave it out with if=");
    gr_expander_leave(expander, outer);
    return GR_OK;
}

gr_status gr_write_timeline(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    static const char *const labels[] = {"when", "what"};
    return gr_write_text_table(
        expander, node, (gr_text_table){"timeline", labels, 2, GR_E_EVENT, write_event}, into);
}
