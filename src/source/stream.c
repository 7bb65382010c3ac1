/* One export, element by element, into the tables of its source.
 *
 * A frame stands for each open element that the descriptor expects; unexpected ones are reported or
 * ignored, and skipped. What fields read is kept as text with its place until the record ends, then
 * turned into values and appended. Attributes of a record's parents are kept until that parent
 * ends.
 *
 * Memory: texts live in a scratch arena that is rewound when an element ends, unless a record that
 * was opened further out still needs a text from inside (gr_source_frame.needed_at). So a million
 * records need no more than the largest one. */
#include "language/language.h"
#include "source_priv.h"

typedef struct gr_field_text { /* of a field of an open record */
    gr_str text;
    gr_loc at;
    bool given;
    bool refused; /* and said so: a parent's attribute not again for every record below it */
} gr_field_text;

typedef struct gr_filling { /* a plan and its record under way */
    const gr_plan *plan;
    gr_table *table;      /* NULL: the as-of date */
    gr_field_text *texts; /* a column */
    gr_value *values;
    gr_marks *marks; /* a column */
    gr_loc at;
    uint32_t n_appended;
} gr_filling;

typedef struct gr_source_frame {
    const gr_source_spot *spot;
    gr_loc at; /* known when the spot has slots or records */
    bool has_text;
    gr_buf text;
    gr_mark mark;
    unsigned needed_at; /* depth of the outermost record that keeps a text from inside; UINT_MAX */
} gr_source_frame;

typedef struct gr_stream {
    const gr_import *import;
    const gr_source *source;
    gr_diag *diag;
    gr_arena *kept, *scratch;
    gr_filling *fillings; /* a plan */
    gr_source_frame *frames;
    size_t n_frames, n_skipped; /* skipped: open elements inside an unexpected one */
    gr_intern *said;            /* unexpected names, each said once */
    gr_value as_of;
    gr_loc as_of_at;
    bool failed;
} gr_stream;

/* ---- what is not expected ---- */

/* True the first time; an export with a surplus element has it in every record. */
static bool is_news(gr_stream *stream, const gr_source_spot *spot, gr_str name)
{
    gr_str said = gr_str_fmt(stream->scratch, "%u " GR_FMT, spot->nr, GR_ARG(name));
    uint32_t before = gr_intern_count(stream->said);
    return gr_intern_add(stream->said, said) == before;
}

static void report_unexpected(gr_stream *stream, const gr_source_spot *spot, gr_str name, gr_loc at)
{
    gr_mark mark = gr_arena_mark(stream->scratch);
    stream->failed = true;
    if (is_news(stream, spot, name)) {
        gr_str *names;
        size_t n = gr_spot_names(spot, stream->scratch, &names);
        gr_str hint = gr_did_you_mean(name, names, n, stream->scratch);
        gr_str where = gr_spot_path(spot, stream->scratch);
        gr_str shown = gr_quoted(name, stream->scratch);
        gr_diag_report(stream->diag, at, GR_CODE_RECORD_FIELD_UNKNOWN,
                       "'" GR_FMT "' in '" GR_FMT "': no field of source '" GR_FMT
                       "' reads it and no <ignore> names it" GR_FMT,
                       GR_ARG(shown), GR_ARG(where), GR_ARG(stream->source->id), GR_ARG(hint));
    }
    gr_arena_rewind(stream->scratch, mark);
}

/* Text of an element of which no field reads the text. */
static void report_stray(gr_stream *stream, const gr_source_spot *spot, gr_str chars, gr_loc at)
{
    gr_mark mark = gr_arena_mark(stream->scratch);
    stream->failed = true;
    if (is_news(stream, spot, GR_LIT("text()"))) {
        gr_str where = gr_spot_path(spot, stream->scratch);
        gr_str shown = gr_quoted(gr_str_trim(chars), stream->scratch);
        gr_diag_report(stream->diag, at, GR_CODE_RECORD_FIELD_UNKNOWN,
                       "text '" GR_FMT "' in '" GR_FMT "': no field of source '" GR_FMT
                       "' reads the text of this element",
                       GR_ARG(shown), GR_ARG(where), GR_ARG(stream->source->id));
    }
    gr_arena_rewind(stream->scratch, mark);
}

/* ---- texts of fields ---- */

static void keep_text(gr_stream *stream, const gr_source_slot *slot, gr_str text,
                      const gr_source_frame *frame)
{
    gr_filling *filling = &stream->fillings[slot->plan->nr];
    gr_field_text *kept = &filling->texts[slot->field];
    if (kept->given) {
        const gr_column *column = &slot->plan->schema->columns[slot->field];
        stream->failed = true;
        gr_diag_report(stream->diag, frame->at, GR_CODE_FIELD_TWICE,
                       "'" GR_FMT "' in a record of '" GR_FMT "'; what counts?",
                       GR_ARG(column->name), GR_ARG(slot->plan->schema->name));
        return;
    }
    *kept = (gr_field_text){text, frame->at, true, false};
}

/* The text came from inside the record: whoever is rewound first must leave it. */
static void need_frame(gr_source_frame *frame, const gr_source_slot *slot)
{
    unsigned depth = slot->plan->spot->depth;
    if (depth < frame->spot->depth && depth < frame->needed_at) {
        frame->needed_at = depth;
    }
}

static void refuse_length(gr_stream *stream, const gr_source_slot *slot,
                          const gr_source_frame *frame)
{
    stream->failed = true;
    stream->fillings[slot->plan->nr].texts[slot->field].refused = true;
    gr_diag_report(stream->diag, frame->at, GR_CODE_XML_LIMIT,
                   "the text of '" GR_FMT "' is longer than %zu bytes",
                   GR_ARG(slot->plan->schema->columns[slot->field].name),
                   stream->import->limits->value_bytes);
}

/* Gives `text` to every field that reads `attribute` (empty: the text) of the frame's element. */
static bool offer_text(gr_stream *stream, gr_source_frame *frame, gr_str attribute, gr_str text,
                       bool is_long)
{
    bool taken = false;
    for (const gr_source_slot *slot = frame->spot->slots; slot != NULL; slot = slot->next) {
        if (slot->attribute.len != attribute.len || !gr_str_eq(slot->attribute, attribute)) {
            continue; /* the length first: each attribute is held against each field */
        }
        taken = true;
        keep_text(stream, slot, text, frame);
        if (is_long) {
            refuse_length(stream, slot, frame);
        }
        need_frame(frame, slot);
    }
    return taken;
}

/* Single-spaced, its letters composed: what looks alike is alike. */
static gr_str plain_text(gr_stream *stream, char *text, size_t len, gr_loc at)
{
    gr_str plain = gr_single_spaced(text, len);
    if (gr_text_composed(stream->scratch, plain, stream->diag, at, &plain) != GR_OK) {
        stream->failed = true;
    }
    return plain;
}

static void read_attributes(gr_stream *stream, gr_source_frame *frame, const gr_xml_start *element,
                            gr_xml_reader *reader)
{
    for (size_t i = 0; i < element->n_attrs; i++) {
        gr_str name = element->attrs[i].name;
        gr_str value = element->attrs[i].value;
        char *own = gr_arena_alloc(stream->scratch, value.len + 1, 1, 1);
        if (value.len > 0) {
            memcpy(own, value.ptr, value.len);
        }
        bool is_long = value.len > stream->import->limits->value_bytes;
        if (!offer_text(stream, frame, name, plain_text(stream, own, value.len, frame->at),
                        is_long) &&
            !gr_source_ignores(stream->source, frame->spot, name, true)) {
            gr_str shown = gr_str_fmt(stream->scratch, "@" GR_FMT, GR_ARG(name));
            report_unexpected(stream, frame->spot, shown, gr_xml_place(reader));
        }
    }
}

/* ---- records ---- */

static void begin_records(gr_stream *stream, const gr_source_frame *frame)
{
    for (const gr_plan *plan = frame->spot->records; plan != NULL; plan = plan->next_here) {
        gr_filling *filling = &stream->fillings[plan->nr];
        filling->at = frame->at;
        for (size_t i = 0; i < plan->schema->n_columns; i++) {
            if (plan->fields[i].spot->depth >= plan->spot->depth) { /* not a parent's */
                filling->texts[i] = (gr_field_text){.text = GR_LIT("")};
            }
        }
    }
}

static void report_absent(gr_stream *stream, const gr_filling *filling, size_t field)
{
    const gr_schema *schema = filling->plan->schema;
    gr_str tried = filling->plan->fields[field].tried;
    bool given = filling->texts[field].given;
    gr_diag_report(stream->diag, given ? filling->texts[field].at : filling->at,
                   GR_CODE_FIELD_ABSENT, "'" GR_FMT "' in a record of '" GR_FMT "': %s" GR_FMT "%s",
                   GR_ARG(schema->columns[field].name), GR_ARG(schema->name),
                   given ? "" : "there is no ", GR_ARG(tried), given ? " is empty" : "");
}

static bool make_value(gr_stream *stream, gr_filling *filling, size_t field)
{
    const gr_column *column = &filling->plan->schema->columns[field];
    gr_field_text *kept = &filling->texts[field];
    gr_value *value = &filling->values[field];
    if (kept->refused) {
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
    const gr_plan_field *plan = &filling->plan->fields[field];
    gr_field_form form = {column, plan->notation, stream->source->mark};
    gr_plain plain;
    if (kept->text.len > 0 && gr_field_read(&form, kept->text, stream->scratch, value, &plain)) {
        if (plan->has_open_end && value->as.day == plan->open_end) {
            *value = (gr_value){.type = GR_T_NOT_APPLICABLE};
        }
        if (plain.as_were && (column->type == GR_T_DECIMAL || column->type == GR_T_MONEY)) {
            gr_marks_note(&filling->marks[field], &plain, kept->text, kept->at, stream->kept);
        }
        return true;
    }
    kept->refused = true;
    if (kept->text.len == 0) {
        report_absent(stream, filling, field);
    } else {
        gr_field_refuse(&form, kept->text, kept->at, stream->scratch, stream->diag);
    }
    return false;
}

static gr_status append_record(gr_stream *stream, gr_filling *filling)
{
    GR_TRY(gr_table_append(filling->table, filling->at, filling->values, NULL,
                           stream->import->limits->rows, stream->diag));
    filling->n_appended++;
    const gr_schema *schema = filling->plan->schema;
    for (size_t i = 0; i < schema->n_columns; i++) {
        if (schema->columns[i].fallback != NULL && filling->texts[i].text.len == 0) {
            gr_table_note_fallback(filling->table, i);
        }
    }
    return GR_OK;
}

static gr_status end_record(gr_stream *stream, gr_filling *filling)
{
    const gr_plan *plan = filling->plan;
    bool complete = true;
    for (size_t i = 0; i < plan->schema->n_columns; i++) {
        complete = make_value(stream, filling, i) && complete;
    }
    if (!complete) {
        stream->failed = true;
        return GR_OK; /* to see what else is wrong */
    }
    if (plan->is_as_of) {
        stream->as_of = filling->values[0];
        stream->as_of_at = filling->texts[0].at;
        return GR_OK;
    }
    gr_status status = append_record(stream, filling);
    stream->failed = stream->failed || status != GR_OK;
    return status == GR_BAD_INPUT ? GR_OK : status;
}

static gr_status end_records(gr_stream *stream, const gr_source_frame *frame)
{
    for (const gr_plan *plan = frame->spot->records; plan != NULL; plan = plan->next_here) {
        GR_TRY(end_record(stream, &stream->fillings[plan->nr]));
    }
    /* Beyond the limit errors are counted and not kept: to go on would take time for nothing. */
    bool too_many =
        stream->failed && gr_diag_count(stream->diag, GR_ERROR) >= stream->import->limits->errors;
    return too_many ? GR_BAD_INPUT : GR_OK;
}

static void forget_retained(gr_stream *stream, const gr_source_frame *frame)
{
    for (const gr_source_slot *slot = frame->spot->slots; slot != NULL; slot = slot->next) {
        if (slot->retained) {
            stream->fillings[slot->plan->nr].texts[slot->field] =
                (gr_field_text){.text = GR_LIT("")};
        }
    }
}

/* ---- events ---- */

static bool reads_text(const gr_source_spot *spot)
{
    for (const gr_source_slot *slot = spot->slots; slot != NULL; slot = slot->next) {
        if (slot->attribute.len == 0) {
            return true;
        }
    }
    return false;
}

static const gr_source_spot *expected_spot(gr_stream *stream, const gr_xml_start *element,
                                           gr_xml_reader *reader)
{
    if (stream->n_frames == 0) {
        return stream->source->root; /* it was matched by name */
    }
    const gr_source_spot *above = stream->frames[stream->n_frames - 1].spot;
    const gr_source_spot *spot = gr_spot_child(above, element->name);
    if (spot == NULL && !gr_source_ignores(stream->source, above, element->name, false)) {
        report_unexpected(stream, above, element->name, gr_xml_place(reader));
    }
    return spot;
}

static gr_status on_start(void *user, gr_xml_reader *reader, const gr_xml_start *element)
{
    gr_stream *stream = user;
    const gr_source_spot *spot =
        stream->n_skipped > 0 ? NULL : expected_spot(stream, element, reader);
    if (spot == NULL) {
        stream->n_skipped++;
        return GR_OK;
    }
    gr_source_frame *frame = &stream->frames[stream->n_frames++];
    *frame = (gr_source_frame){
        .spot = spot,
        .mark = gr_arena_mark(stream->scratch),
        .has_text = reads_text(spot),
        .text = gr_buf_make(stream->scratch, stream->import->limits->value_bytes),
        .needed_at = UINT32_MAX,
    };
    if (spot->slots != NULL || spot->records != NULL) {
        frame->at = gr_xml_place(reader);
    }
    begin_records(stream, frame);
    read_attributes(stream, frame, element, reader);
    return GR_OK;
}

static gr_status on_text(void *user, gr_xml_reader *reader, gr_str chars)
{
    gr_stream *stream = user;
    if (stream->n_skipped > 0 || stream->n_frames == 0) {
        return GR_OK;
    }
    gr_source_frame *frame = &stream->frames[stream->n_frames - 1];
    if (frame->has_text) {
        gr_buf_add(&frame->text, chars);
    } else if (gr_str_trim(chars).len > 0 &&
               !gr_source_ignores(stream->source, frame->spot, GR_LIT("text()"), false)) {
        report_stray(stream, frame->spot, chars, gr_xml_place(reader));
    }
    return GR_OK;
}

static void offer_element(gr_stream *stream, gr_source_frame *frame)
{
    if (frame->has_text) {
        gr_str text = plain_text(stream, frame->text.ptr, frame->text.len, frame->at);
        (void)offer_text(stream, frame, GR_LIT(""), text, frame->text.full);
    }
}

/* Gives back what the element took, unless an open record further out needs it. */
static void leave_frame(gr_stream *stream)
{
    gr_source_frame *frame = &stream->frames[--stream->n_frames];
    unsigned depth = frame->spot->depth;
    if (frame->needed_at >= depth) {
        gr_arena_rewind(stream->scratch, frame->mark);
    } else if (stream->n_frames > 0) {
        gr_source_frame *above = frame - 1;
        above->needed_at =
            frame->needed_at < above->needed_at ? frame->needed_at : above->needed_at;
    }
}

static gr_status on_end(void *user, gr_xml_reader *reader, gr_str name)
{
    gr_stream *stream = user;
    (void)reader;
    (void)name;
    if (stream->n_skipped > 0) {
        stream->n_skipped--;
        return GR_OK;
    }
    gr_source_frame *frame = &stream->frames[stream->n_frames - 1];
    offer_element(stream, frame);
    GR_TRY(end_records(stream, frame));
    forget_retained(stream, frame);
    leave_frame(stream);
    return GR_OK;
}

/* ---- one export ---- */

static void begin_fillings(gr_stream *stream)
{
    const gr_source *source = stream->source;
    stream->fillings = GR_NEW_N(stream->kept, gr_filling, source->n_plans);
    for (size_t i = 0; i < source->n_plans; i++) {
        const gr_plan *plan = source->plans[i];
        gr_filling *filling = &stream->fillings[i];
        filling->plan = plan;
        filling->table = plan->is_as_of
                             ? NULL
                             : gr_catalogue_find(stream->import->catalogue, plan->schema->name);
        filling->texts = GR_NEW_N(stream->kept, gr_field_text, plan->schema->n_columns);
        filling->marks = GR_NEW_N(stream->kept, gr_marks, plan->schema->n_columns);
        filling->values = GR_NEW_N(stream->kept, gr_value, plan->schema->n_columns);
        for (size_t k = 0; k < plan->schema->n_columns; k++) {
            filling->texts[k].text = GR_LIT("");
        }
    }
}

static void refuse_thousands(gr_stream *stream)
{
    for (size_t i = 0; i < stream->source->n_plans; i++) {
        const gr_filling *filling = &stream->fillings[i];
        for (size_t k = 0; k < filling->plan->schema->n_columns; k++) {
            stream->failed |= gr_marks_refuse(&filling->marks[k], filling->plan, k, stream->diag);
        }
    }
}

static void add_export(const gr_stream *stream)
{
    uint32_t records = 0;
    for (size_t i = 0; i < stream->source->n_plans; i++) {
        const gr_filling *filling = &stream->fillings[i];
        records += filling->n_appended;
        if (!filling->plan->is_as_of) {
            gr_table_note_as_of(filling->table, &stream->as_of);
        }
    }
    gr_catalogue_add_export(stream->import->catalogue, &(gr_export){
                                                           .file = stream->import->name,
                                                           .source = stream->source->id,
                                                           .title = stream->source->title,
                                                           .as_of = stream->as_of,
                                                           .as_of_at = stream->as_of_at,
                                                           .records = records,
                                                       });
}

gr_status gr_import_run(const gr_import *import)
{
    gr_stream stream = {
        .import = import,
        .source = import->source,
        .diag = import->diag,
        .kept = gr_arena_new(4096),
        .scratch = gr_arena_new(65536),
        .as_of = {.type = GR_T_MISSING},
    };
    stream.said = gr_intern_new(stream.kept);
    stream.frames = GR_NEW_N(stream.kept, gr_source_frame, (size_t)import->source->max_depth + 1);
    begin_fillings(&stream);
    gr_xml_handler handler = {&stream, on_start, on_text, on_end};
    gr_status status =
        gr_xml_read_file(import->path, import->file, import->limits, &handler, import->diag);
    if (status == GR_OK) {
        refuse_thousands(&stream);
    }
    if (status == GR_OK && stream.failed) {
        status = GR_BAD_INPUT;
    }
    if (status == GR_OK) {
        add_export(&stream);
    }
    gr_arena_free(stream.scratch);
    gr_arena_free(stream.kept);
    return status;
}
