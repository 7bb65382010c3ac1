/* Records of one export: texts of their fields into values, values into the tables.
 *
 * What stands in an ancestor of a record is kept until that ancestor ends; a record's own texts
 * until it ends. */
#include "record_priv.h"
#include "writing_priv.h"

void gr_records_begin(gr_records *records)
{
    const gr_source *source = records->source;
    records->unread = GR_LIT("");
    records->fillings = GR_NEW_N(records->kept, gr_filling, source->n_plans);
    for (size_t i = 0; i < source->n_plans; i++) {
        const gr_plan *plan = source->plans[i];
        gr_filling *filling = &records->fillings[i];
        filling->plan = plan;
        filling->table = plan->is_as_of
                             ? NULL
                             : gr_catalogue_find(records->import->catalogue, plan->schema->name);
        filling->from = filling->table == NULL ? 0 : gr_table_rows(filling->table);
        filling->texts = GR_NEW_N(records->kept, gr_field_text, plan->n_texts);
        filling->marks = GR_NEW_N(records->kept, gr_marks, plan->schema->n_columns);
        filling->midnights = GR_NEW_N(records->kept, gr_midnights, plan->schema->n_columns);
        filling->values = GR_NEW_N(records->kept, gr_value, plan->schema->n_columns);
        gr_gathering_begin(records, filling);
        if (plan->computing != NULL) {
            filling->context = gr_computing_begin(plan->computing, records->import, records->kept);
            filling->context->arena = records->scratch;
        }
        for (size_t k = 0; k < plan->n_texts; k++) {
            filling->texts[k].text = GR_LIT("");
        }
    }
}

/* ---- texts of fields ---- */

/** The column it is for: also when it says the currency of one. */
static const gr_column *slot_column(const gr_source_slot *slot)
{
    return &slot->plan->schema->columns[slot->field % slot->plan->schema->n_columns];
}

/** Two elements of one path are told otherwise than two paths that a field may be read from. */
void gr_records_refuse_twice(gr_records *records, const gr_source_slot *slot, gr_loc at)
{
    const gr_field_text *first = &records->fillings[slot->plan->nr].texts[slot->field];
    bool is_other = first->slot != slot && first->slot != NULL;
    gr_str name = slot_column(slot)->name, dataset = slot->plan->schema->name;
    records->failed = true;
    gr_diag_report(records->diag, at, GR_CODE_FIELD_TWICE,
                   "'" GR_FMT "' in a record of '" GR_FMT "' %s", GR_ARG(name), GR_ARG(dataset),
                   is_other
                       ? "has a value in two of the places that it may be read from; one of "
                         "them may stand in a record: path= names which"
                       : "stands there again; path= takes one of them by its position ('a[1]') "
                         "or by what it holds ('a[@b='x']'), or they are records themselves");
    if (first->given) {
        gr_diag_note(records->diag, first->at, "the first value");
    }
}

static void refuse_late(gr_records *records, const gr_source_slot *slot, gr_loc at)
{
    const gr_plan_field *field = &slot->plan->fields[slot->field];
    records->failed = true;
    gr_diag_report(records->diag, at, GR_CODE_VALUE_LATE, GR_FMT " of '" GR_FMT "': %s",
                   GR_ARG(field->tried), GR_ARG(slot->plan->schema->name),
                   field->is_ahead ? "records that need it went before, and ahead=\"yes\" says "
                                     "that it stands before them"
                                   : "records that need it went before, for the element that may "
                                     "hold it had ended without it; it may stand there once");
    gr_diag_note(records->diag, field->at, "the field");
}

bool gr_records_offer(gr_records *records, const gr_source_slot *slot, gr_str text, gr_loc at)
{
    gr_filling *filling = &records->fillings[slot->plan->nr];
    gr_field_text *kept = &filling->texts[slot->field];
    bool is_other = kept->given && kept->slot != slot; /* another alternative */
    if (is_other && text.len == 0) {
        return true;
    }
    if (kept->given && !(is_other && kept->text.len == 0)) {
        return false;
    }
    if (kept->passed) {
        refuse_late(records, slot, at);
    }
    *kept = (gr_field_text){.text = text, .at = at, .slot = slot, .given = true};
    return true;
}

void gr_records_refuse_length(gr_records *records, const gr_source_slot *slot, gr_loc at)
{
    const gr_limits *limits = records->import->limits;
    bool paragraphs = slot_column(slot)->form != GR_FORM_NONE;
    records->failed = true;
    records->fillings[slot->plan->nr].texts[slot->field].refused = true;
    gr_diag_report(records->diag, at, GR_CODE_XML_LIMIT,
                   "the text of '" GR_FMT "' is longer than %zu bytes",
                   GR_ARG(slot_column(slot)->name),
                   paragraphs ? limits->paragraph_bytes : limits->value_bytes);
}

/* ---- records ---- */

void gr_records_open(gr_records *records, const gr_plan *plan, gr_loc at, uint64_t parent)
{
    gr_filling *filling = &records->fillings[plan->nr];
    filling->at = at;
    filling->parent = parent;
    for (size_t i = 0; i < plan->n_texts; i++) {
        if (!plan->fields[i].is_ancestors) {
            filling->texts[i] = (gr_field_text){.text = GR_LIT("")};
        }
    }
}

static void report_absent(gr_records *records, const gr_filling *filling, size_t field)
{
    const gr_schema *schema = filling->plan->schema;
    gr_str tried = filling->plan->fields[field].tried;
    bool given = filling->texts[field].given;
    gr_diag_of(records->diag, &schema->columns[field]);
    gr_diag_report(records->diag, given ? filling->texts[field].at : filling->at,
                   GR_CODE_FIELD_ABSENT, "'" GR_FMT "' in a record of '" GR_FMT "': %s" GR_FMT "%s",
                   GR_ARG(schema->columns[field].name), GR_ARG(schema->name),
                   given ? "" : "there is no ", GR_ARG(tried), given ? " is empty" : "");
    gr_diag_of(records->diag, NULL);
}

void gr_records_note_form(const gr_records *records, gr_filling *filling, size_t field,
                          const gr_plain *plain, gr_str text)
{
    const gr_column *column = &filling->plan->schema->columns[field];
    gr_loc at = filling->texts[field].at;
    if (plain->as_were && (column->type == GR_T_DECIMAL || column->type == GR_T_MONEY)) {
        gr_marks_note(&filling->marks[field], plain, text, at, records->kept);
    }
    if (column->type == GR_T_DATE) {
        gr_midnights_note(&filling->midnights[field], filling->plan->fields[field].writing.days,
                          text, at, records->kept);
    }
}

static bool read_value(gr_records *records, gr_filling *filling, size_t field)
{
    const gr_column *column = &filling->plan->schema->columns[field];
    gr_field_text *kept = &filling->texts[field];
    gr_value *value = &filling->values[field];
    if (kept->refused) {
        return false;
    }
    const gr_plan_field *plan = &filling->plan->fields[field];
    if ((gr_is_nil(kept->text) || gr_signs_have(plan->writing.missing, kept->text)) &&
        !gr_missing_sign(records, filling, field)) {
        return false;
    }
    if (kept->text.len == 0 && column->fallback != NULL) {
        *value = *column->fallback;
        return true;
    }
    if (kept->text.len == 0 && column->optional) {
        *value = (gr_value){.type = GR_T_MISSING};
        return true;
    }
    gr_field_form form = {column, plan->writing, records->source->mark};
    gr_plain plain;
    if (kept->text.len > 0 && gr_field_read(&form, kept->text, records->scratch, value, &plain)) {
        if (plan->has_open_end && value->as.day == plan->open_end) {
            *value = (gr_value){.type = GR_T_NOT_APPLICABLE};
        }
        if (column->type == GR_T_TEXT && filling->table != NULL && filling->grouped == NULL) {
            gr_table_expect_text(filling->table, field, value->as.text);
        }
        gr_records_note_form(records, filling, field, &plain, kept->text);
        return true;
    }
    kept->refused = true;
    if (kept->text.len == 0) {
        report_absent(records, filling, field);
    } else {
        gr_field_refuse(&form, kept->text, kept->at, records->scratch, records->diag);
    }
    return false;
}

static bool find_value(gr_records *records, gr_filling *filling, size_t field)
{
    gr_value *value = &filling->values[field];
    if (filling->texts[field].taken) {
        return true;
    }
    switch (filling->plan->fields[field].made) {
    case GR_FIELD_READ:
        return read_value(records, filling, field);
    case GR_FIELD_COMPUTED:
        return gr_computing_value(filling->plan->computing, filling->context, field, filling->at,
                                  value);
    case GR_FIELD_COUNTED_IN_FILE:
        *value = (gr_value){.type = GR_T_INT, .as.i = filling->n_in_file};
        return true;
    case GR_FIELD_COUNTED_IN_PARENT:
        *value = (gr_value){.type = GR_T_INT, .as.i = filling->n_in_parent};
        return true;
    }
    return false;
}

bool gr_records_find_value(gr_records *records, gr_filling *filling, size_t field)
{
    return find_value(records, filling, field);
}

/** With all that the record says of it elsewhere. */
static bool finish_value(gr_records *records, gr_filling *filling, size_t field)
{
    const gr_plan_field *plan = &filling->plan->fields[field];
    return find_value(records, filling, field) &&
           (!plan->asks_currency || gr_amount_currency(records, filling, field)) &&
           (!plan->has_sign || gr_number_sign(records, filling, field));
}

/** Those columns of which `which` (NULL: any) says `wanted`. */
static bool make_values(gr_records *records, gr_filling *filling, const bool *which, bool wanted)
{
    bool complete = true;
    for (size_t i = 0; i < filling->plan->schema->n_columns; i++) {
        if (which != NULL ? which[i] != wanted
                          : filling->texts[i].taken && filling->context == NULL) {
            continue;
        }
        if (!finish_value(records, filling, i)) {
            filling->values[i] = (gr_value){.type = GR_T_POISON};
            complete = false;
        }
        if (filling->context != NULL) {
            gr_computing_know(filling->context, i, &filling->values[i]);
        }
    }
    return complete;
}

/** Of a record that is not taken nothing is looked at but what the condition reads. */
static gr_taken make_record(gr_records *records, gr_filling *filling)
{
    const gr_computing *computing = filling->plan->computing;
    if (computing == NULL || computing->where == NULL) {
        return make_values(records, filling, NULL, true) ? GR_TAKEN : GR_TAKEN_FAILED;
    }
    if (!make_values(records, filling, computing->of_where, true)) {
        return GR_TAKEN_FAILED;
    }
    gr_taken taken = gr_computing_takes(computing, filling->context, filling->at);
    if (taken != GR_TAKEN) {
        return taken;
    }
    return make_values(records, filling, computing->of_where, false) ? GR_TAKEN : GR_TAKEN_FAILED;
}

void gr_records_note_silence(const gr_filling *filling, size_t field, size_t column)
{
    bool falls_back = filling->plan->schema->columns[field].fallback != NULL;
    if (falls_back && filling->texts[field].text.len == 0) {
        gr_table_note_fallback(filling->table, column);
    }
    if (filling->texts[field].sign) {
        gr_table_note_sign(filling->table, column);
    }
}

static gr_status append_record(gr_records *records, gr_filling *filling)
{
    GR_TRY(gr_doubles_check(records, filling));
    if (filling->grouped != NULL) {
        return gr_gathering_add(records, filling);
    }
    GR_TRY(gr_table_append(filling->table, filling->at, filling->values, NULL,
                           records->import->limits->rows, records->diag));
    filling->n_appended++;
    for (size_t i = 0; i < filling->plan->schema->n_columns; i++) {
        if (!filling->texts[i].taken) {
            gr_records_note_silence(filling, i, i);
        }
    }
    return GR_OK;
}

/** What the export says of the records that were appended since the total before it. */
static void note_total(gr_filling *filling)
{
    uint32_t to = gr_table_rows(filling->table);
    gr_table_note_total(filling->table, &(gr_stated_total){
                                            .promise = filling->plan->total_of,
                                            .from = filling->from,
                                            .to = to,
                                            .gathered = filling->gathered,
                                            .value = filling->values[0],
                                            .at = filling->at,
                                        });
    filling->from = to;
    filling->gathered = (gr_gathered){0};
}

/** Bad input is reported, and no reason to stop: to see what else is wrong. */
static gr_status keep_record(gr_records *records, gr_filling *filling)
{
    switch (make_record(records, filling)) {
    case GR_TAKEN:
        break;
    case GR_NOT_TAKEN:
        filling->n_not_taken++;
        return GR_OK;
    case GR_NOT_DECIDED:
        filling->n_not_decided++;
        return GR_OK;
    case GR_TAKEN_FAILED:
        records->failed = true;
        return GR_OK;
    }
    if (filling->plan->is_as_of) {
        records->as_of = filling->values[0];
        records->as_of_at = filling->texts[0].at;
        return GR_OK;
    }
    if (filling->plan->total_of != NULL) {
        note_total(filling);
        return GR_OK;
    }
    gr_status status = append_record(records, filling);
    records->failed = records->failed || status != GR_OK;
    return status == GR_BAD_INPUT ? GR_OK : status;
}

static gr_status end_record(gr_records *records, gr_filling *filling)
{
    gr_mark mark = gr_arena_mark(records->scratch);
    filling->n_in_file++;
    filling->n_in_parent =
        filling->parent == filling->counted_parent ? filling->n_in_parent + 1 : 1;
    filling->counted_parent = filling->parent;
    gr_status status = keep_record(records, filling);
    gr_arena_rewind(records->scratch, mark); /* values are in the table, texts were there before */
    return status;
}

gr_status gr_records_close(gr_records *records, gr_filling *filling)
{
    GR_TRY(end_record(records, filling));
    /* Beyond the limit errors are counted and not kept: to go on would take time for nothing. */
    bool too_many = records->failed &&
                    gr_diag_count(records->diag, GR_ERROR) >= records->import->limits->errors;
    return too_many ? GR_BAD_INPUT : GR_OK;
}

void gr_records_forget(gr_records *records, const gr_source_kept *list)
{
    for (const gr_source_kept *kept = list; kept != NULL; kept = kept->next) {
        records->fillings[kept->plan->nr].texts[kept->field] = (gr_field_text){.text = GR_LIT("")};
    }
}

/* ---- one export ---- */

static void refuse_likely(gr_records *records)
{
    for (size_t i = 0; i < records->source->n_plans; i++) {
        const gr_filling *filling = &records->fillings[i];
        for (size_t k = 0; k < filling->plan->schema->n_columns; k++) {
            records->failed |= gr_marks_refuse(&filling->marks[k], filling->plan, k, records->diag);
            records->failed |=
                gr_midnights_refuse(&filling->midnights[k], filling->plan, k, records->diag);
        }
    }
}

static void add_export(const gr_records *records)
{
    gr_export made = {.file = records->import->name,
                      .source = records->source->id,
                      .title = records->source->title,
                      .as_of = records->as_of,
                      .as_of_at = records->as_of_at,
                      .unread = records->unread,
                      .nr = records->import->file};
    for (size_t i = 0; i < records->source->n_plans; i++) {
        const gr_filling *filling = &records->fillings[i];
        made.records += filling->n_appended;
        made.not_taken += filling->n_not_taken;
        made.not_decided += filling->n_not_decided;
        if (!filling->plan->is_as_of) {
            gr_table_note_as_of(filling->table, &records->as_of);
            gr_table_note_passed(filling->table, filling->n_not_taken, filling->n_not_decided);
        }
    }
    gr_catalogue_add_export(records->import->catalogue, &made);
}

gr_status gr_records_end(gr_records *records)
{
    refuse_likely(records);
    if (records->failed) {
        return GR_BAD_INPUT;
    }
    add_export(records);
    return GR_OK;
}
