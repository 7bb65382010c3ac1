#include "eval/eval.h"

/* Owns one edition from end to end: its variables, the walk, the facts about the document. */
#include "author_priv.h"
#include "base/arena.h"
#include "format/value_text.h"

#define FILE_BYTES 120 /* of the base name of its files, which are letters of one byte each */

/* --- editions --- */

static size_t name_column(const gr_schema *schema)
{
    size_t column = gr_schema_column(schema, GR_LIT("name"));
    return column == SIZE_MAX ? schema->key[0] : column;
}

static gr_status edition_of(gr_eval_context *machine, const gr_table *table, uint32_t row,
                            gr_edition *out)
{
    const gr_schema *schema = gr_table_schema(table);
    gr_edition edition = {.key = gr_table_key(table, row), .record = {table, row}};
    gr_value name = gr_table_bare(table, row, name_column(schema));
    edition.name = name.type == GR_T_TEXT ? name.as.text : edition.key;
    GR_TRY(gr_safe_name(machine, edition.name, &edition.id));
    if (edition.id.len == 0) {
        GR_TRY(gr_safe_name(machine, edition.key, &edition.id));
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

static gr_str called(gr_eval_context *machine, const gr_edition *edition)
{
    return edition->record.table == NULL
               ? GR_LIT("the region")
               : gr_str_fmt(machine->arena, "'" GR_FMT "' (key '" GR_FMT "')",
                            GR_ARG(edition->name), GR_ARG(edition->key));
}

static bool refuse_same_id(const gr_report *report, gr_eval_context *machine, const gr_edition *one,
                           const gr_edition *two)
{
    if (!gr_str_eq(one->id, two->id)) {
        return false;
    }
    gr_diag_report(machine->diag, record_place(report, two), GR_CODE_NAME_DUPLICATE,
                   "the editions of " GR_FMT " and " GR_FMT " would both be called '" GR_FMT
                   "': capitals, marks and signs do not tell folders apart; give one another name",
                   GR_ARG(called(machine, one)), GR_ARG(called(machine, two)), GR_ARG(two->id));
    gr_diag_note(machine->diag, record_place(report, one), "the other one");
    return true;
}

static gr_status check_ids(const gr_report *report, gr_eval_context *machine,
                           const gr_edition *editions, size_t n)
{
    bool refused = false;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < i; j++) {
            refused |= refuse_same_id(report, machine, &editions[j], &editions[i]);
        }
    }
    return refused ? GR_BAD_INPUT : GR_OK;
}

GR_MUST_USE gr_status gr_report_editions(const gr_report *report, gr_eval_context *machine,
                                         gr_edition **out, size_t *out_n)
{
    const gr_tnode *node = report->editions;
    const gr_tattr *of = node == NULL ? NULL : gr_tnode_attr(node, "of");
    bool region = of == NULL || gr_tnode_flag(node, "region", false);
    gr_rows rows = {0};
    if (of != NULL) {
        machine->at = of->at;
        machine->edition = GR_LIT("");
        GR_TRY(gr_set_rows(machine, of->bound, &rows));
    }
    gr_edition *editions = GR_NEW_N(machine->arena, gr_edition, rows.n + 1u);
    size_t n = 0;
    if (region) {
        editions[n++] = region_edition();
    }
    for (uint32_t i = 0; i < rows.n; i++) {
        GR_TRY(edition_of(machine, rows.table, rows.rows[i], &editions[n]));
        n++;
    }
    GR_TRY(check_ids(report, machine, editions, n));
    *out = editions;
    *out_n = n;
    return GR_OK;
}

/* --- one edition --- */

static void fill_exports(gr_doc *doc, const gr_catalogue *catalogue)
{
    const gr_export *exports = NULL;
    size_t n = gr_catalogue_exports(catalogue, &exports);
    gr_doc_export *made = GR_NEW_N(doc->arena, gr_doc_export, n);
    const gr_format date = {GR_FORMAT_DATE, GR_PLACES_OWN};
    doc->as_of = (gr_value){.type = GR_T_MISSING};
    for (size_t i = 0; i < n; i++) {
        const gr_export *from = &exports[i];
        made[i] = (gr_doc_export){from->file, from->title, GR_LIT(""), from->as_of, from->records};
        if (from->as_of.type != GR_T_DATE) {
            continue;
        }
        made[i].as_of_text = gr_value_text(doc->arena, &from->as_of, date, &doc->house->notation);
        if (doc->as_of.type != GR_T_DATE || from->as_of.as.day > doc->as_of.as.day) {
            doc->as_of = from->as_of;
        }
    }
    doc->exports = made;
    doc->n_exports = n;
}

static void fill_slot(gr_author *author, uint32_t slot, gr_value value)
{
    value.origin = gr_origin_constant(author->arena, value);
    author->machine->slots[slot] = (gr_slot){.value = value};
}

static void fill_built_in(gr_author *author)
{
    const gr_report *report = author->report;
    bool region = author->edition->record.table == NULL;
    gr_value edition = {.type = GR_T_NONE};
    if (!region) {
        edition = (gr_value){.type = GR_T_REF, .as.ref = author->edition->record};
    }
    fill_slot(author, report->as_of_slot, author->doc->as_of);
    fill_slot(author, report->region_slot, (gr_value){.type = GR_T_BOOL, .as.b = region});
    fill_slot(author, report->edition_slot, edition);
    if (report->has_each) {
        fill_slot(author, report->each_slot, edition);
    }
}

/** The day that was asked for, else that of the data. */
static gr_status fill_day(gr_author *author)
{
    const gr_report *report = author->report;
    gr_doc *doc = author->doc;
    gr_value day = author->edition->day.type == GR_T_DATE ? author->edition->day : doc->as_of;
    if (!report->uses_day) {
        return GR_OK;
    }
    if (day.type != GR_T_DATE) {
        gr_diag_report(author->machine->diag, gr_tnode_place(report->root, "uses-date"),
                       GR_CODE_DAY_NONE,
                       "no export says of which day it is; '--on 2023-03-14' says for which day "
                       "documents are made");
        return GR_BAD_INPUT;
    }
    doc->day = day;
    fill_slot(author, report->day_slot, day);
    return GR_OK;
}

static void fill_parameters(gr_author *author)
{
    for (const gr_tnode *node = author->report->root->first; node != NULL; node = node->next) {
        const gr_tattr *value = gr_tnode_attr(node, "value");
        if (node->kind == GR_E_PARAMETER && value != NULL) {
            const gr_named *named = value->bound;
            author->machine->slots[named->slot] = (gr_slot){.value = named->value};
        }
    }
}

static const gr_master *body_master(const gr_report *report)
{
    const gr_house_style *house = report->house;
    gr_str name = gr_tnode_value(report->root, "master");
    const gr_master *master = gr_master_find(house, name.len > 0 ? name : GR_LIT("body"));
    return master == NULL && house->n_masters > 0 ? &house->masters[0] : master;
}

/* The base name comes from a descriptor and its data; its signs are such that it names a file here
 * and wherever it is mailed to. */
static gr_status check_file_name(gr_author *author, gr_str name, gr_loc at)
{
    if (name.len > 0 && name.len <= FILE_BYTES) {
        return GR_OK;
    }
    gr_diag_report_halves(author->machine->diag, at, GR_CODE_ATTRIBUTE_VALUE, GR_LIT(""),
                          "'" GR_FMT "' cannot name a file: %s", GR_ARG(name),
                          name.len == 0 ? "it has no letter and no figure"
                                        : "it has more than 120 letters");
    return GR_BAD_INPUT;
}

static gr_status name_file(gr_author *author)
{
    const gr_report *report = author->report;
    const gr_tnode *editions = report->editions == NULL ? report->root : report->editions;
    gr_str name =
        report->editions == NULL ? GR_LIT("") : gr_author_text(author, report->editions, "file");
    if (name.len == 0) {
        name = gr_str_fmt(author->arena, GR_FMT "-" GR_FMT, GR_ARG(report->id),
                          GR_ARG(author->edition->id));
    }
    GR_TRY(gr_safe_name(author->machine, name, &author->doc->file));
    return check_file_name(author, author->doc->file, gr_tnode_place(editions, "file"));
}

static gr_str lang_of(const gr_report *report)
{
    gr_str lang = gr_tnode_value(report->root, "lang");
    return lang.len > 0 ? lang : report->house->lang;
}

/* What no page shows is read by programs, and searched. */
static gr_str fact(gr_author *author, const char *attr)
{
    return gr_utf8_searchable(author->arena, gr_author_text(author, author->report->root, attr));
}

/* After the walk: titles may use what <let> at the top of the report has worked out. */
static gr_status fill_facts(gr_author *author)
{
    gr_doc *doc = author->doc;
    const gr_tnode *root = author->report->root;
    doc->root->at = gr_tnode_place(root, "title");
    doc->report = author->report->id;
    doc->edition = author->edition->id;
    doc->title = fact(author, "title");
    doc->open_title = gr_author_open_text(author, root, "title");
    doc->subtitle = fact(author, "subtitle");
    doc->author = fact(author, "author");
    doc->subject = fact(author, "subject");
    doc->keywords = fact(author, "keywords");
    doc->lang = lang_of(author->report);
    doc->master = body_master(author->report);
    return name_file(author);
}

static gr_status write_edition(gr_author *author)
{
    fill_built_in(author);
    GR_TRY(fill_day(author));
    gr_author_life(author);
    fill_parameters(author);
    GR_TRY(gr_expand_blocks(author, author->report->root, author->doc->root));
    GR_TRY(fill_facts(author));
    GR_TRY(gr_attached_finish(author));
    gr_anchors_settle(author);
    gr_refs_fill(author);
    gr_chart_tables_check(author);
    return GR_OK;
}

static gr_status outcome(const gr_author *author, gr_status status)
{
    if (status != GR_OK) {
        return status;
    }
    if (author->broken) {
        return GR_BUG;
    }
    /* a tree with faults in it would be found broken for the same reasons again */
    if (author->failed) {
        return GR_BAD_INPUT;
    }
    return gr_doc_check(author->doc, author->machine->diag);
}

GR_MUST_USE gr_status gr_report_evaluate(const gr_report *report, const gr_edition *edition,
                                         const gr_catalogue *catalogue, gr_eval_context *machine,
                                         gr_arena *doc_arena, gr_doc **out_doc, bool *out_blocked)
{
    gr_doc *doc = gr_doc_new(doc_arena, report->house, report->limits->nodes);
    gr_arena *outer = machine->arena;
    machine->arena = doc_arena;
    bool owned = edition->record.table != NULL && !report->sees_all;
    machine->edition = owned ? edition->key : GR_LIT("");
    machine->owner = owned ? gr_table_schema(edition->record.table) : NULL;
    machine->notation = &report->house->notation;
    machine->lang = lang_of(report);
    gr_author author = {.report = report,
                        .machine = machine,
                        .doc = doc,
                        .arena = doc_arena,
                        .edition = edition,
                        .place = {.block = GR_LIT("d"), .path = GR_LIT("")},
                        .names = gr_names_new(doc_arena),
                        .refs = gr_refs_new(doc_arena),
                        .heads = {.listed = true}};
    doc->owner = machine->edition;
    doc->owner_dataset = machine->owner == NULL ? GR_LIT("") : machine->owner->name;
    fill_exports(doc, catalogue);
    gr_status status = outcome(&author, write_edition(&author));
    machine->arena = outer;
    *out_blocked = author.blocked;
    if (status == GR_OK) {
        *out_doc = doc;
    }
    return status;
}
