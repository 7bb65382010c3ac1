/* One export, element by element, into the tables of its source.
 *
 * A frame stands for each open element that the descriptor expects; unexpected ones are reported or
 * ignored, and skipped. What fields read is handed to the records under way (record.c).
 *
 * Memory: texts live in a scratch arena that is rewound when an element ends, unless a record that
 * was opened further out still needs a text from inside (gr_source_frame.needed_at). So a million
 * records need no more than the largest one. */
#include "language/language.h"
#include "record_priv.h"

typedef struct gr_source_frame {
    const gr_source_spot *spot;
    gr_loc at; /* known when the spot has slots or records */
    bool has_text;
    gr_buf text;
    gr_mark mark;
    unsigned needed_at; /* depth of the outermost record that keeps a text from inside; UINT_MAX */
} gr_source_frame;

typedef struct gr_stream {
    gr_records records;
    const gr_import *import;
    const gr_source *source;
    gr_diag *diag;
    gr_arena *kept, *scratch; /* those of the records too */
    gr_source_frame *frames;
    size_t n_frames, n_skipped; /* skipped: open elements inside an unexpected one */
    gr_intern *said;            /* unexpected names, each said once */
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
    stream->records.failed = true;
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
    stream->records.failed = true;
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

/* The text came from inside the record: whoever is rewound first must leave it. */
static void need_frame(gr_source_frame *frame, const gr_source_slot *slot)
{
    unsigned depth = slot->plan->spot->depth;
    if (depth < frame->spot->depth && depth < frame->needed_at) {
        frame->needed_at = depth;
    }
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
        gr_records_offer(&stream->records, slot, text, frame->at);
        if (is_long) {
            gr_records_refuse_length(&stream->records, slot, frame->at);
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
        stream->records.failed = true;
    }
    return plain;
}

static void read_attributes(gr_stream *stream, gr_source_frame *frame, const gr_xml_start *element,
                            gr_xml_reader *reader)
{
    for (size_t i = 0; i < element->n_attrs; i++) {
        gr_str name = element->attrs[i].name;
        if (element->attrs[i].ns.len > 0) {
            continue;
        }
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
    gr_records_open(&stream->records, spot, frame->at);
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
    GR_TRY(gr_records_close(&stream->records, frame->spot));
    gr_records_forget(&stream->records, frame->spot);
    leave_frame(stream);
    return GR_OK;
}

/* ---- one export ---- */

/* ---- one export ---- */

gr_status gr_import_run(const gr_import *import)
{
    gr_arena *kept = gr_arena_new(4096), *scratch = gr_arena_new(65536);
    gr_stream stream = {
        .records = {.import = import,
                    .source = import->source,
                    .diag = import->diag,
                    .kept = kept,
                    .scratch = scratch,
                    .as_of = {.type = GR_T_MISSING}},
        .import = import,
        .source = import->source,
        .diag = import->diag,
        .kept = kept,
        .scratch = scratch,
    };
    stream.said = gr_intern_new(kept);
    stream.frames = GR_NEW_N(kept, gr_source_frame, (size_t)import->source->max_depth + 1);
    gr_records_begin(&stream.records);
    gr_xml_handler handler = {&stream, on_start, on_text, on_end, import->source->encoding};
    gr_status status =
        gr_xml_read_file(import->path, import->file, import->limits, &handler, import->diag);
    if (status == GR_OK) {
        status = gr_records_end(&stream.records);
    }
    gr_arena_free(scratch);
    gr_arena_free(kept);
    return status;
}
