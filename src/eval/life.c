#include "eval/eval.h"

/* Owns the life of a document as its author sees it: what the built-in names life.status,
 * life.version, ... are in this edition, and what the document says of itself on its title page, in
 * its workbook and its metadata. Which status an edition has is known to `batch` alone. */
#include "base/arena.h"
#include "expander_priv.h"
#include "format/value_text.h"

static gr_value text_or_missing(gr_str text)
{
    return text.len > 0 ? (gr_value){.type = GR_T_TEXT, .as.text = text}
                        : (gr_value){.type = GR_T_MISSING};
}

static gr_value status_value(const gr_report *report, gr_life_status status)
{
    return (gr_value){.type = GR_T_CODE, .as.code = report->statuses.codes[status - 1]};
}

/** A concept shows the data's date: it has none of its own. */
static gr_value date_value(const gr_doc *doc)
{
    return gr_life_is_released(&doc->life) ? (gr_value){.type = GR_T_DATE, .as.day = doc->life.date}
                                           : doc->as_of;
}

static void fill_names(gr_expander *expander)
{
    const gr_life *life = &expander->doc->life;
    const gr_value values[GR_LIFE_FIELDS] = {
        [GR_LIFE_STATUS_FIELD] = status_value(expander->report, life->status),
        [GR_LIFE_VERSION_FIELD] = {.type = GR_T_INT, .as.i = life->version},
        [GR_LIFE_DATE_FIELD] = date_value(expander->doc),
        [GR_LIFE_BY_FIELD] = text_or_missing(life->by),
        [GR_LIFE_BECAUSE_FIELD] = text_or_missing(life->because),
    };
    for (size_t i = 0; i < GR_LIFE_FIELDS; i++) {
        gr_value value = values[i];
        value.origin = gr_origin_constant(expander->arena, value);
        expander->context->slots[expander->report->life_slots[i]] = (gr_slot){.value = value};
    }
}

static void add_fact(gr_expander *expander, gr_doc_fact *facts, const char *name, gr_value value,
                     gr_format_kind format)
{
    gr_doc *doc = expander->doc;
    if (gr_value_is_absent(&value)) {
        return;
    }
    bool by = strcmp(name, "by") == 0; /* its label depends on the status: adopted by, offered by */
    gr_str label =
        by ? gr_status_by_text(doc->house, doc->life.status) : gr_label_text(doc->house, name);
    gr_doc_fact fact = {
        .name = name, .label = label, .value = value, .format = {format, GR_PLACES_OWN}};
    fact.value.origin = gr_origin_constant(expander->arena, value);
    fact.text = gr_value_text(expander->arena, &value, fact.format, &doc->house->notation);
    facts[doc->n_life_facts++] = fact;
}

static gr_doc_fact *new_facts(const gr_expander *expander)
{
    return GR_NEW_N(expander->arena, gr_doc_fact,
                    GR_LIFE_FIELDS + 1 + expander->edition->n_caveats);
}

/** Why it is a draft, in the words of the promises, else of the house style. */
static void add_caveats(gr_expander *expander, gr_doc_fact *facts)
{
    gr_doc *doc = expander->doc;
    for (size_t i = 0; i < doc->n_caveats; i++) {
        gr_str said =
            doc->caveats[i].len > 0 ? doc->caveats[i] : gr_label_text(doc->house, "caveat-data");
        add_fact(expander, facts, "caveat", text_or_missing(said), GR_FORMAT_PLAIN);
    }
}

static void list_facts(gr_expander *expander)
{
    gr_doc *doc = expander->doc;
    const gr_life *life = &doc->life;
    gr_doc_fact *facts = new_facts(expander);
    add_fact(expander, facts, "status", status_value(expander->report, life->status),
             GR_FORMAT_PLAIN);
    add_fact(expander, facts, "version", (gr_value){.type = GR_T_INT, .as.i = life->version},
             GR_FORMAT_PLAIN);
    if (gr_life_is_released(life)) {
        add_fact(expander, facts, "date", date_value(doc), GR_FORMAT_DATE);
    }
    add_fact(expander, facts, "by", text_or_missing(life->by), GR_FORMAT_PLAIN);
    add_fact(expander, facts, "changed", text_or_missing(life->because), GR_FORMAT_PLAIN);
    add_caveats(expander, facts);
    add_fact(expander, facts, "as-of", doc->as_of, GR_FORMAT_DATE);
    doc->life_facts = facts;
}

/** Of a document without a life cycle, when its data make it a draft. */
static void list_draft(gr_expander *expander)
{
    gr_doc *doc = expander->doc;
    gr_doc_fact *facts = new_facts(expander);
    add_fact(expander, facts, "status",
             text_or_missing(gr_status_text(doc->house, GR_LIFE_CONCEPT)), GR_FORMAT_PLAIN);
    add_caveats(expander, facts);
    add_fact(expander, facts, "as-of", doc->as_of, GR_FORMAT_DATE);
    doc->life_facts = facts;
}

void gr_expander_life(gr_expander *expander)
{
    gr_doc *doc = expander->doc;
    doc->caveats = expander->edition->caveats;
    doc->n_caveats = expander->edition->n_caveats;
    if (!expander->report->has_life) {
        if (doc->n_caveats > 0) {
            list_draft(expander);
        }
        return;
    }
    gr_life life = expander->edition->life;
    life.status = life.status == GR_LIFE_NONE ? GR_LIFE_CONCEPT : life.status;
    life.version = life.version == 0 ? 1 : life.version;
    life.by = life.by.len == 0 ? GR_LIT("") : gr_str_dup(expander->arena, life.by);
    bool changed = life.status == GR_LIFE_CORRECTED && life.because.len > 0;
    life.because = changed ? gr_str_dup(expander->arena, life.because) : GR_LIT("");
    doc->life = life;
    fill_names(expander);
    list_facts(expander);
}

gr_status gr_expander_check_caveats(gr_expander *expander)
{
    if (expander->doc->n_caveats == 0 || expander->status_written) {
        return GR_OK;
    }
    gr_diag_report_open(expander->context->diag, expander->report->root->at, GR_CODE_STATUS_ABSENT,
                        "this edition is a draft because of its data, and its <status/> stands "
                        "where it is not shown; let no if= leave it out");
    expander->failed = true;
    return GR_OK;
}
