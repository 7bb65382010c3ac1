#include "eval/eval.h"

/* Owns one edition from end to end: its variables, the walk, the facts about the document. */
#include "base/arena.h"
#include "expander_priv.h"

#define FILE_BYTES 120 /* of the base name of its files, which are letters of one byte each */

/* --- editions --- */

static size_t name_column(const gr_schema *schema)
{
    size_t column = gr_schema_column(schema, GR_LIT("name"));
    return column == SIZE_MAX ? schema->key[0] : column;
}

static gr_status edition_of(gr_eval_context *context, const gr_table *table, uint32_t row,
                            gr_edition *out)
{
    const gr_schema *schema = gr_table_schema(table);
    gr_edition edition = {.key = gr_table_key(table, row), .record = {table, row}};
    gr_value name = gr_table_bare(table, row, name_column(schema));
    edition.name = name.type == GR_T_TEXT ? name.as.text : edition.key;
    GR_TRY(gr_safe_name(context, edition.name, &edition.id));
    if (edition.id.len == 0) {
        GR_TRY(gr_safe_name(context, edition.key, &edition.id));
    }
    *out = edition;
    return GR_OK;
}

static gr_edition region_edition(void)
{
    return (gr_edition){.key = GR_LIT(""), .id = GR_LIT("region"), .name = GR_LIT("")};
}

static gr_loc record_place(const gr_report *report, const gr_edition *edition)
{
    return edition->record.table == NULL
               ? report->editions->at
               : gr_table_place(edition->record.table, edition->record.row);
}

static gr_str called(gr_eval_context *context, const gr_edition *edition)
{
    return edition->record.table == NULL
               ? GR_LIT("the region")
               : gr_str_fmt(context->arena, "'" GR_FMT "' (key '" GR_FMT "')",
                            GR_ARG(edition->name), GR_ARG(edition->key));
}

static bool refuse_same_id(const gr_report *report, gr_eval_context *context, const gr_edition *one,
                           const gr_edition *two)
{
    if (!gr_str_eq(one->id, two->id)) {
        return false;
    }
    gr_diag_report(context->diag, record_place(report, two), GR_CODE_NAME_DUPLICATE,
                   "the editions of " GR_FMT " and " GR_FMT " would both be called '" GR_FMT
                   "': capitals, marks and signs do not tell folders apart; give one another name",
                   GR_ARG(called(context, one)), GR_ARG(called(context, two)), GR_ARG(two->id));
    gr_diag_note(context->diag, record_place(report, one), "the other one");
    return true;
}

static gr_status check_ids(const gr_report *report, gr_eval_context *context,
                           const gr_edition *editions, size_t n)
{
    bool refused = false;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < i; j++) {
            refused |= refuse_same_id(report, context, &editions[j], &editions[i]);
        }
    }
    return refused ? GR_BAD_INPUT : GR_OK;
}

GR_MUST_USE gr_status gr_report_editions(const gr_report *report, gr_eval_context *context,
                                         gr_edition **out, size_t *out_n)
{
    const gr_tnode *node = report->editions;
    const gr_tattr *of = node == NULL ? NULL : gr_tnode_attr(node, "of");
    bool region = of == NULL || gr_tnode_flag(node, "region", false);
    gr_rows rows = {0};
    if (of != NULL) {
        context->at = of->at;
        context->edition = GR_LIT("");
        GR_TRY(gr_report_fill_held_day(report, context));
        GR_TRY(gr_set_rows(context, of->bound, &rows));
    }
    gr_edition *editions = GR_NEW_N(context->arena, gr_edition, rows.n + 1u);
    size_t n = 0;
    if (region) {
        editions[n++] = region_edition();
    }
    for (uint32_t i = 0; i < rows.n; i++) {
        GR_TRY(edition_of(context, rows.table, rows.rows[i], &editions[n]));
        n++;
    }
    GR_TRY(check_ids(report, context, editions, n));
    *out = editions;
    *out_n = n;
    return GR_OK;
}

/* --- one edition --- */

/** The newest date of an export. */
static void fill_as_of(gr_doc *doc, const gr_catalogue *catalogue)
{
    const gr_export *exports = NULL;
    size_t n = gr_catalogue_exports(catalogue, &exports);
    doc->as_of = (gr_value){.type = GR_T_MISSING};
    for (size_t i = 0; i < n; i++) {
        const gr_export *from = &exports[i];
        bool dated = from->as_of.type == GR_T_DATE && !from->distrusted;
        if (dated && (doc->as_of.type != GR_T_DATE || from->as_of.as.day > doc->as_of.as.day)) {
            doc->as_of = from->as_of;
        }
    }
}

static void fill_slot(gr_expander *expander, uint32_t slot, gr_value value)
{
    value.origin = gr_origin_constant(expander->arena, value);
    expander->context->slots[slot] = (gr_slot){.value = value};
}

static void fill_built_in(gr_expander *expander)
{
    const gr_report *report = expander->report;
    bool region = expander->edition->record.table == NULL;
    gr_value edition = {.type = GR_T_NONE};
    if (!region) {
        edition = (gr_value){.type = GR_T_REF, .as.ref = expander->edition->record};
    }
    fill_slot(expander, report->as_of_slot, expander->doc->as_of);
    fill_slot(expander, report->region_slot, (gr_value){.type = GR_T_BOOL, .as.b = region});
    fill_slot(expander, report->edition_slot, edition);
    if (report->has_each) {
        fill_slot(expander, report->each_slot, edition);
    }
}

/** The day that was asked for, else that of the data. */
static gr_status fill_day(gr_expander *expander)
{
    const gr_report *report = expander->report;
    gr_doc *doc = expander->doc;
    gr_value day = expander->edition->day.type == GR_T_DATE ? expander->edition->day : doc->as_of;
    if (!report->uses_day) {
        return GR_OK;
    }
    if (day.type != GR_T_DATE) {
        gr_diag_report(expander->context->diag, gr_tnode_place(report->root, "uses-date"),
                       GR_CODE_DAY_NONE,
                       "no export says of which day it is; '--on 2023-03-14' says for which day "
                       "documents are made");
        return GR_BAD_INPUT;
    }
    doc->day = day;
    fill_slot(expander, report->day_slot, day);
    return GR_OK;
}

static void fill_parameters(gr_expander *expander)
{
    for (const gr_tnode *node = expander->report->root->first; node != NULL; node = node->next) {
        const gr_tattr *value = gr_tnode_attr(node, "value");
        if (node->kind == GR_E_PARAMETER && value != NULL) {
            const gr_variable *named = value->bound;
            expander->context->slots[named->slot] = (gr_slot){.value = named->value};
        }
    }
}

static const gr_master *body_master(const gr_report *report)
{
    const gr_house_style *house = report->house;
    gr_str name = report->for_speakers ? GR_LIT("notes") : gr_tnode_value(report->root, "master");
    name = report->for_speakers && gr_master_find(house, name) == NULL ? GR_LIT("") : name;
    const gr_master *master = gr_master_find(house, name.len > 0 ? name : GR_LIT("body"));
    return master == NULL && house->n_masters > 0 ? &house->masters[0] : master;
}

/* The base name comes from a descriptor and its data; its signs are such that it names a file here
 * and wherever it is mailed to. */
static gr_status check_file_name(gr_expander *expander, gr_str name, gr_loc at)
{
    if (name.len > 0 && name.len <= FILE_BYTES) {
        return GR_OK;
    }
    gr_diag_report_halves(expander->context->diag, at, GR_CODE_ATTRIBUTE_VALUE, GR_LIT(""),
                          "'" GR_FMT "' cannot name a file: %s", GR_ARG(name),
                          name.len == 0 ? "it has no letter and no figure"
                                        : "it has more than 120 letters");
    return GR_BAD_INPUT;
}

static gr_status name_file(gr_expander *expander)
{
    const gr_report *report = expander->report;
    const gr_tnode *editions = report->editions == NULL ? report->root : report->editions;
    gr_str name = report->editions == NULL ? GR_LIT("")
                                           : gr_expander_text(expander, report->editions, "file");
    if (name.len == 0) {
        name = gr_str_fmt(expander->arena, GR_FMT "-" GR_FMT, GR_ARG(report->id),
                          GR_ARG(expander->edition->id));
    } else {
        name = gr_str_fmt(expander->arena, GR_FMT GR_FMT, GR_ARG(name), GR_ARG(report->suffix));
        if (report->for_speakers) {
            name = gr_str_fmt(expander->arena, GR_FMT "-" GR_FMT, GR_ARG(name),
                              GR_ARG(gr_label_text(report->house, "speaker-edition")));
        }
    }
    GR_TRY(gr_safe_name(expander->context, name, &expander->doc->file));
    return check_file_name(expander, expander->doc->file, gr_tnode_place(editions, "file"));
}

static gr_str lang_of(const gr_report *report)
{
    gr_str lang = gr_tnode_value(report->root, "lang");
    return lang.len > 0 ? lang : report->house->lang;
}

/** An attribute of <report> as a property of the document: no page shows it, but programs read and
 * search it, so it has no soft hyphens and the like. */
static gr_str fact(gr_expander *expander, const char *attr)
{
    return gr_utf8_searchable(expander->arena,
                              gr_expander_text(expander, expander->report->root, attr));
}

/* "Raadsbijeenkomst (notities)": another document than the slides */
static gr_str with_speakers(gr_expander *expander, gr_str title)
{
    gr_str word = gr_label_text(expander->report->house, "speaker-edition");
    return gr_str_fmt(expander->arena, GR_FMT " (" GR_FMT ")", GR_ARG(title), GR_ARG(word));
}

/* After the walk: titles may use what <let> at the top of the report has worked out. */
static gr_status fill_facts(gr_expander *expander)
{
    gr_doc *doc = expander->doc;
    const gr_tnode *root = expander->report->root;
    doc->root->at = gr_tnode_place(root, "title");
    doc->report = expander->report->id;
    doc->edition = expander->edition->id;
    doc->title = fact(expander, "title");
    doc->open_title = gr_expander_open_text(expander, root, "title");
    doc->subtitle = fact(expander, "subtitle");
    doc->author = fact(expander, "author");
    doc->subject = fact(expander, "subject");
    doc->keywords = fact(expander, "keywords");
    doc->only_inputs = gr_tnode_flag(expander->report->root, "protect-workbook", false);
    doc->lang = lang_of(expander->report);
    doc->master = body_master(expander->report);
    doc->slides = expander->report->has_slides && !expander->report->for_speakers;
    doc->for_speakers = expander->report->for_speakers;
    if (doc->for_speakers) {
        doc->title = with_speakers(expander, doc->title);
        doc->open_title = with_speakers(expander, doc->open_title);
    }
    return name_file(expander);
}

static gr_status write_edition(gr_expander *expander, const gr_catalogue *catalogue)
{
    fill_built_in(expander);
    GR_TRY(fill_day(expander));
    gr_expander_life(expander);
    gr_waived_begin(expander);
    gr_data_controls_keep(expander);
    fill_parameters(expander);
    GR_TRY(gr_report_fill_held_day(expander->report, expander->context));
    GR_TRY(gr_expand_blocks(expander, expander->report->root, expander->doc->root));
    GR_TRY(fill_facts(expander));
    GR_TRY(gr_waived_finish(expander));
    GR_TRY(gr_attached_finish(expander));
    gr_outline_check(expander);
    gr_anchors_settle(expander);
    gr_refs_fill(expander);
    GR_TRY(gr_words_finish(expander));
    gr_chart_tables_check(expander);
    bool counted = expander->report->has_sheets || expander->origin_lists.n > 0;
    gr_made_from_tell(expander->made_from, counted, expander->doc);
    if (expander->cites) {
        gr_cite_figures(expander->doc, catalogue);
    }
    GR_TRY(gr_fill_origins(expander, catalogue));
    return gr_expander_check_caveats(expander);
}

static gr_status outcome(const gr_expander *expander, gr_status status)
{
    if (status != GR_OK) {
        return status;
    }
    if (expander->broken) {
        return GR_BUG;
    }
    /* a tree with faults in it would be found broken for the same reasons again */
    if (expander->failed) {
        return GR_BAD_INPUT;
    }
    return gr_doc_check(expander->doc, expander->context->diag);
}

GR_MUST_USE gr_status gr_report_evaluate(const gr_report *report, const gr_edition *edition,
                                         const gr_catalogue *catalogue, gr_eval_context *context,
                                         gr_arena *doc_arena, gr_doc **out_doc, bool *out_blocked)
{
    gr_doc *doc = gr_doc_new(doc_arena, report->house, report->limits->nodes);
    gr_arena *outer = context->arena;
    context->arena = doc_arena;
    bool owned = edition->record.table != NULL && !report->sees_all;
    context->edition = owned ? edition->key : GR_LIT("");
    context->owner = owned ? gr_table_schema(edition->record.table) : NULL;
    context->notation = &report->house->notation;
    context->lang = lang_of(report);
    gr_expander expander = {.report = report,
                            .context = context,
                            .doc = doc,
                            .arena = doc_arena,
                            .edition = edition,
                            .place = {.block = GR_LIT("d"), .path = GR_LIT("")},
                            .names = gr_names_new(doc_arena),
                            .refs = gr_refs_new(doc_arena),
                            .notes = gr_note_names_new(doc_arena),
                            .words = gr_words_new(doc_arena),
                            .made_from = gr_made_from_new(doc_arena, catalogue),
                            .heads = {.listed = true}};
    doc->owner = context->edition;
    doc->owner_dataset = context->owner == NULL ? GR_LIT("") : context->owner->name;
    fill_as_of(doc, catalogue);
    gr_status status = outcome(&expander, write_edition(&expander, catalogue));
    context->arena = outer;
    *out_blocked = expander.blocked;
    if (status == GR_OK) {
        *out_doc = doc;
    }
    return status;
}
