#include "author_priv.h"
#include "base/arena.h"
#include "base/utf8.h"
#include "template/report_rows.h"

/* What a document with a life cycle says of itself: "Status: vastgesteld", version, date, by whom;
 * labels and values under each other, in the words of the house style. */

static const gr_xml_attr_rule status_attrs[] = {COMMON, STYLED, LAST};
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
    return (gr_mpt)(most * LETTER + GAP) * style->size / 1000;
}

static void describe(gr_author *author, gr_node *table)
{
    const gr_table_look *look = gr_table_look_find(author->report->house, GR_LIT("status"));
    gr_col *cols = GR_NEW_N(author->arena, gr_col, 2);
    cols[0].header = true;
    cols[0].width = label_width(author->doc, table->style);
    cols[0].format = cols[1].format = (gr_format){GR_FORMAT_PLAIN, GR_PLACES_OWN};
    table->as.table.cols = cols;
    table->as.table.n_cols = 2;
    table->as.table.look = look == NULL ? &bare_look : look;
}

static gr_status write_fact(gr_author *author, const gr_doc_fact *fact, gr_node *table)
{
    gr_node *row = NULL, *label = NULL, *value = NULL, *bold = NULL;
    gr_loc at = table->at;
    GR_TRY(gr_author_add(author, table, GR_K_ROW, at, &row));
    row->as.row.role = GR_ROW_BODY;
    GR_TRY(gr_author_add(author, row, GR_K_CELL, at, &label));
    label->as.cell.header = true;
    GR_TRY(gr_author_add_text(author, label, fact->label, at));
    GR_TRY(gr_author_add(author, row, GR_K_CELL, at, &value));
    GR_TRY(gr_author_add(author, value, GR_K_SPAN, at, &bold));
    bold->as.span.bold = true;
    const gr_figure *shown = NULL;
    gr_str id = gr_author_identity(author, gr_str_stamp(0, gr_str_of(fact->name)), fact->format);
    return gr_author_figure(author, bold, &fact->value, fact->format, id, at, &shown);
}

static gr_status refuse(gr_author *author, const gr_tnode *node)
{
    gr_diag_report_open(
        author->machine->diag, node->at, GR_CODE_ATTRIBUTE_MISSING,
        "<status> needs life=\"yes\" on <report>: only then has a document a status");
    author->failed = true;
    return GR_OK;
}

gr_status gr_write_status(gr_author *author, const gr_tnode *node, gr_node *into)
{
    gr_node *table = NULL;
    if (!author->report->has_life) {
        return refuse(author, node);
    }
    GR_TRY(gr_author_add_styled(author, into, GR_K_TABLE, node->at, GR_STYLE_META, &table));
    gr_figure_place outer = gr_author_enter(author, node, table);
    describe(author, table);
    for (size_t i = 0; i < author->doc->n_life_facts; i++) {
        GR_TRY(write_fact(author, &author->doc->life_facts[i], table));
    }
    gr_author_leave(author, outer);
    return GR_OK;
}
