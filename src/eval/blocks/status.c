#include "base/arena.h"
#include "base/utf8.h"
#include "base/waiver.h"
#include "expander_priv.h"
#include "template/report_rows.h"

/* What a document with a life cycle says of itself: "Status: vastgesteld", version, date, by whom;
 * labels and values under each other, in the words of the house style. */

static const gr_xml_attr_rule status_attrs[] = {COMMON, KEPT, STYLED, LAST};
static const gr_xml_rule rules[] = {
    {"status", GR_E_STATUS, GR_XML_EMPTY, NULL, status_attrs,
     "status, version and date of the document"},
};
const gr_xml_part gr_grammar_status = {rules, N_OF(rules), "block"};

#define LETTER 530 /* 1/1000 of the size */
#define GAP    1500

static const gr_table_look bare_look = {.name = {"bare", 4},
                                        .head_fill = GR_NO_COLOUR,
                                        .head_colour = GR_NO_COLOUR,
                                        .stripe = GR_NO_COLOUR,
                                        .total_fill = GR_NO_COLOUR,
                                        .group_fill = GR_NO_COLOUR,
                                        .rule = GR_NO_COLOUR,
                                        .head_rule = GR_NO_COLOUR,
                                        .total_rule = GR_NO_COLOUR};

/** Room for the longest label and a gap: the look has no padding, so that labels stand under the
 *  lines above them. Layout alone knows what letters measure; these are large enough. */
static gr_mpt label_width(const gr_doc *doc, const gr_style *style)
{
    size_t most = 0;
    for (size_t i = 0; i < doc->n_life_facts; i++) {
        size_t signs = gr_utf8_count(doc->life_facts[i].label);
        most = signs > most ? signs : most;
    }
    size_t waived = doc->n_waived == 0 ? 0 : gr_utf8_count(gr_label_text(doc->house, "waived"));
    most = waived > most ? waived : most;
    return (gr_mpt)(most * LETTER + GAP) * style->size / 1000;
}

void gr_status_describe(gr_expander *expander, gr_node *table)
{
    const gr_table_look *look = gr_table_look_find(expander->report->house, GR_LIT("status"));
    gr_col *cols = GR_NEW_N(expander->arena, gr_col, 2);
    cols[0].header = true;
    cols[0].width = label_width(expander->doc, table->style);
    cols[0].format = cols[1].format = (gr_format){GR_FORMAT_PLAIN, GR_PLACES_OWN};
    table->as.table.cols = cols;
    table->as.table.n_cols = 2;
    table->as.table.look = look == NULL ? &bare_look : look;
}

static gr_status write_fact(gr_expander *expander, const gr_doc_fact *fact, gr_node *table)
{
    gr_node *row = NULL, *label = NULL, *value = NULL, *bold = NULL;
    gr_loc at = table->at;
    GR_TRY(gr_expander_add(expander, table, GR_K_ROW, at, &row));
    row->as.row.role = GR_ROW_BODY;
    GR_TRY(gr_expander_add(expander, row, GR_K_CELL, at, &label));
    label->as.cell.header = true;
    GR_TRY(gr_expander_add_text(expander, label, fact->label, at));
    GR_TRY(gr_expander_add(expander, row, GR_K_CELL, at, &value));
    GR_TRY(gr_expander_add(expander, value, GR_K_SPAN, at, &bold));
    bold->as.span.bold = true;
    const gr_figure *shown = NULL;
    gr_str id =
        gr_expander_identity(expander, gr_str_stamp(0, gr_str_of(fact->name)), fact->format);
    return gr_expander_figure(expander, bold, &fact->value, fact->format, id, at, &shown);
}

/** There may be something to say, in this edition or another. */
static bool is_meant(const gr_expander *expander)
{
    const gr_report *report = expander->report;
    const gr_waivers *waivers = expander->context->waivers;
    return report->has_life || report->has_promises || report->has_controls ||
           (waivers != NULL && waivers->of_all);
}

static gr_status refuse(gr_expander *expander, const gr_tnode *node)
{
    gr_diag_report_open(expander->context->diag, node->at, GR_CODE_ATTRIBUTE_MISSING,
                        "<status> needs life=\"yes\" on <report>, data with a <promise>, or a "
                        "<check> with an id: only then has a document a status, or something that "
                        "is waived");
    expander->failed = true;
    return GR_OK;
}

gr_status gr_write_status(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_node *table = NULL;
    if (!is_meant(expander)) {
        return refuse(expander, node);
    }
    expander->status_written = true;
    const gr_waivers *waivers = expander->context->waivers;
    bool may_be_waived = waivers != NULL && waivers->n > 0;
    if (expander->doc->n_life_facts == 0 && !may_be_waived) {
        return GR_OK; /* its data are as promised: there is nothing to say */
    }
    GR_TRY(gr_expander_add_styled(expander, into, GR_K_TABLE, node->at, GR_STYLE_META, &table));
    gr_figure_place outer = gr_expander_enter(expander, node, table);
    gr_status_describe(expander, table);
    for (size_t i = 0; i < expander->doc->n_life_facts; i++) {
        GR_TRY(write_fact(expander, &expander->doc->life_facts[i], table));
    }
    gr_expander_leave(expander, outer);
    if (may_be_waived) {
        *GR_PUSH(expander->arena, expander->statuses.lists, expander->statuses.n,
                 expander->statuses.cap, gr_node *) = table;
    }
    return GR_OK;
}
