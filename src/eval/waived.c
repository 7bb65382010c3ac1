#include "eval/eval.h"

/* Owns how a document tells its readers which failures are held back: what, why, who answers for it
 * and until when. They stand in its <status/>, behind what it says of itself. */
#include "base/arena.h"
#include "expander_priv.h"
#include "format/value_text.h"

void gr_waived_begin(gr_expander *expander)
{
    gr_doc *doc = expander->doc;
    const gr_edition *edition = expander->edition;
    for (size_t i = 0; i < edition->n_waived; i++) {
        *GR_PUSH(doc->arena, doc->waived, doc->n_waived, doc->cap_waived, gr_doc_waived) =
            edition->waived[i];
    }
}

/** "the parts add up – still being looked into (controller, until 31 December 2026)" */
static gr_str waived_text(const gr_doc *doc, const gr_doc_waived *waived)
{
    const gr_value until = {.type = GR_T_DATE, .as.day = waived->until};
    const gr_format format = {GR_FORMAT_DATE, GR_PLACES_OWN};
    gr_str because = gr_str_trim(waived->because);
    if (gr_str_ends(because, GR_LIT("."))) {
        because.len--;
    }
    return gr_str_fmt(doc->arena, GR_FMT " – " GR_FMT " (" GR_FMT ", " GR_FMT " " GR_FMT ")",
                      GR_ARG(waived->what), GR_ARG(because), GR_ARG(waived->by),
                      GR_ARG(gr_label_text(doc->house, "waived-until")),
                      GR_ARG(gr_value_text(doc->arena, &until, format, &doc->house->notation)));
}

static gr_status add_line(gr_expander *expander, const gr_doc_waived *waived, gr_node *table)
{
    gr_node *row = NULL, *label = NULL, *value = NULL, *bold = NULL;
    const gr_doc *doc = expander->doc;
    gr_loc at = table->at;
    GR_TRY(gr_expander_add(expander, table, GR_K_ROW, at, &row));
    row->as.row.role = GR_ROW_BODY;
    GR_TRY(gr_expander_add(expander, row, GR_K_CELL, at, &label));
    label->as.cell.header = true;
    GR_TRY(gr_expander_add_text(expander, label, gr_label_text(doc->house, "waived"), at));
    GR_TRY(gr_expander_add(expander, row, GR_K_CELL, at, &value));
    GR_TRY(gr_expander_add(expander, value, GR_K_SPAN, at, &bold));
    bold->as.span.bold = true;
    return gr_expander_add_text(expander, bold, waived->text, at);
}

/** A table that has nothing to say is none. */
static void take_away(gr_node *table)
{
    gr_node *before = NULL;
    gr_node *parent = table->parent;
    for (gr_node *child = parent->first; child != table; child = child->next) {
        before = child;
    }
    if (before == NULL) {
        parent->first = table->next;
    } else {
        before->next = table->next;
    }
    parent->last = parent->last == table ? before : parent->last;
}

static void refuse_untold(gr_expander *expander)
{
    const gr_doc_waived *first = &expander->doc->waived[0];
    gr_diag_report_open(expander->context->diag, expander->report->root->at, GR_CODE_WAIVER_UNTOLD,
                        "readers of '" GR_FMT "' are not told that '" GR_FMT
                        "' is waived; write <status/> where they see it, on the title page or in "
                        "the appendix",
                        GR_ARG(expander->report->id), GR_ARG(first->check));
    expander->failed = true;
}

gr_status gr_waived_finish(gr_expander *expander)
{
    gr_doc *doc = expander->doc;
    for (size_t i = 0; i < doc->n_waived; i++) {
        doc->waived[i].text = waived_text(doc, &doc->waived[i]);
    }
    if (doc->n_waived > 0 && !expander->status_written) {
        refuse_untold(expander);
        return GR_OK;
    }
    for (size_t i = 0; i < expander->statuses.n; i++) {
        gr_node *table = expander->statuses.lists[i];
        for (size_t k = 0; k < doc->n_waived; k++) {
            GR_TRY(add_line(expander, &doc->waived[k], table));
        }
        gr_status_describe(expander, table);
        if (table->first == NULL) {
            take_away(table);
        }
    }
    return GR_OK;
}
