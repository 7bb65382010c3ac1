/* One export, element by element, into the tables of its source.
 *
 * A frame stands for each open element that the descriptor expects; unexpected ones are reported or
 * ignored, and skipped. What fields read is handed to the records under way (record.c).
 *
 * Memory: texts live in a scratch arena that is rewound when an element ends, unless a record that
 * was opened further out still needs a text from inside (gr_source_frame.needed_at). So a million
 * records need no more than the largest one. */
#include "grid_priv.h"
#include "language/language.h"
#include "stream_priv.h"

/* ---- texts of fields ---- */

void gr_stream_need(gr_stream *stream, unsigned depth)
{
    gr_source_frame *frame = &stream->frames[stream->n_frames - 1];
    if (depth < frame->spot->depth && depth < frame->needed_at) {
        frame->needed_at = depth;
    }
}

gr_status gr_stream_deliver(gr_stream *stream, const gr_source_slot *slot, gr_str text, gr_loc at)
{
    const gr_source_way *waits = NULL;
    if (!gr_records_offer(&stream->records, slot, text, at)) {
        if (slot->way->guard != NULL &&
            gr_way_now(stream, slot->way->guard, 0, &waits) != GR_WAY_CLOSED && waits != NULL) {
            return gr_hold_twice(stream, slot, waits, at);
        }
        gr_records_refuse_twice(&stream->records, slot, at);
        return GR_OK;
    }
    gr_stream_need(stream, slot->keep_depth);
    if (stream->records.fillings[slot->plan->nr].n_held > 0 &&
        slot->plan->fields[slot->field].may_follow) {
        gr_hold_arrive(stream, slot, text, at);
    }
    return GR_OK;
}

/* Below an element of which the predicates are not decided, a text waits too. */
static gr_status offer_guarded(gr_stream *stream, const gr_source_slot *slot, gr_str text,
                               bool *taken)
{
    const gr_source_frame *frame = &stream->frames[stream->n_frames - 1];
    const gr_source_way *waits;
    if (gr_way_now(stream, slot->way->guard, 0, &waits) == GR_WAY_CLOSED) {
        return GR_OK;
    }
    *taken = true;
    if (slot->guard != NULL) {
        (void)gr_way_now(stream, slot->guard, slot->keep_depth, &waits);
        if (waits != NULL) {
            return gr_hold_text(stream, slot, waits, text, frame->at);
        }
    }
    return gr_stream_deliver(stream, slot, text, frame->at);
}

static gr_status offer(gr_stream *stream, const gr_source_slot *slot, gr_str text, bool is_long,
                       bool *taken)
{
    const gr_source_frame *frame = &stream->frames[stream->n_frames - 1];
    if (slot->way->guard != NULL) {
        bool is_taken = false;
        GR_TRY(offer_guarded(stream, slot, text, &is_taken));
        *taken = *taken || is_taken;
        is_long = is_long && is_taken;
    } else {
        *taken = true;
        GR_TRY(gr_stream_deliver(stream, slot, text, frame->at));
    }
    if (is_long) {
        gr_records_refuse_length(&stream->records, slot, frame->at);
    }
    return GR_OK;
}

/* Single-spaced, its letters composed: what looks alike is alike. */
static gr_str plain_text(gr_stream *stream, char *text, size_t len, gr_loc at)
{
    if (gr_is_plain((gr_str){text, len})) {
        return (gr_str){text, len};
    }
    gr_str plain = gr_single_spaced(text, len);
    if (gr_text_composed(stream->scratch, plain, stream->diag, at, &plain) != GR_OK) {
        stream->records.failed = true;
    }
    return plain;
}

gr_str gr_stream_plain(gr_stream *stream, gr_str text, gr_loc at)
{
    char *own = GR_ROOM_N(stream->scratch, char, text.len + 1);
    if (text.len > 0) {
        memcpy(own, text.ptr, text.len);
    }
    own[text.len] = '\0';
    return plain_text(stream, own, text.len, at);
}

/* ---- attributes ---- */

static bool is_tested(const gr_source_spot *spot, const gr_xml_attr *attr)
{
    for (const gr_source_test *test = spot->tests; test != NULL; test = test->next) {
        if (test->reads == GR_READ_ATTRIBUTE && gr_attribute_is(&test->attribute, attr)) {
            return true;
        }
    }
    return false;
}

/* Those of XML itself and of XML Schema speak about the document, not about what is in it. */
static bool is_about_xml(const gr_xml_attr *attr)
{
    return gr_str_is(attr->ns, GR_XML_NAMESPACE) ||
           gr_str_is(attr->ns, "http://www.w3.org/2001/XMLSchema-instance");
}

static bool is_ignored(const gr_stream *stream, const gr_met_name *known, const gr_seen *seen)
{
    if (known->ignored == NULL) {
        return gr_source_ignores(stream->source, seen);
    }
    ++*known->ignored;
    return true;
}

static gr_status offer_attribute(gr_stream *stream, const gr_source_frame *frame,
                                 const gr_met_name *known, const gr_xml_attr *attr, bool *taken)
{
    bool is_long = attr->value.len > stream->import->limits->value_bytes;
    gr_str plain = gr_stream_plain(stream, attr->value, frame->at);
    GR_TRY(offer(stream, known->slot, plain, is_long, taken));
    const gr_source_slot *slot = known->has_more ? known->slot->next : NULL;
    for (; slot != NULL; slot = slot->next) {
        if (slot->reads == GR_READ_ATTRIBUTE && gr_attribute_is(&slot->attribute, attr)) {
            GR_TRY(offer(stream, slot, plain, is_long, taken));
        }
    }
    return GR_OK;
}

static gr_status read_attribute(gr_stream *stream, gr_source_frame *frame,
                                const gr_xml_start *element, const gr_xml_attr *attr,
                                gr_xml_reader *reader)
{
    bool taken = false;
    const gr_met_name *known = gr_met_look(stream, frame->spot, attr->ns.ptr, attr->name.ptr, true);
    if (known != NULL && known->slot != NULL) {
        GR_TRY(offer_attribute(stream, frame, known, attr, &taken));
    }
    if (taken) {
        return GR_OK;
    }
    gr_seen seen = {frame->spot, stream->names, stream->root_ns, attr->ns,
                    attr->name,  true,          element};
    bool is_new = known == NULL;
    known = gr_met_find(stream, &seen);
    if (is_new && known->slot != NULL) {
        GR_TRY(offer_attribute(stream, frame, known, attr, &taken));
    }
    bool unused = false;
    if (taken || is_tested(frame->spot, attr) || is_about_xml(attr) ||
        gr_nil_attribute(stream->source, attr, &unused)) {
        return GR_OK;
    }
    return is_ignored(stream, known, &seen) ? GR_OK
                                            : gr_surplus(stream, &seen, gr_xml_place(reader));
}

/* ---- events ---- */

/** As nearly always: a name that came before, and was expected or ignored whatever it holds. */
static bool is_settled(const gr_stream *stream, const gr_source_spot *above,
                       const gr_xml_start *element, const gr_source_spot **out_spot)
{
    const gr_met_name *known =
        gr_met_look(stream, above, element->ns.ptr, element->name.ptr, false);
    if (known == NULL || (known->child == NULL && known->ignored == NULL) ||
        (known->child != NULL && known->child->any)) {
        return false;
    }
    *out_spot = known->child;
    if (known->ignored != NULL) {
        ++*known->ignored;
    }
    return true;
}

/* NULL: it is passed over. */
static gr_status find_spot(gr_stream *stream, const gr_xml_start *element, gr_xml_reader *reader,
                           const gr_source_spot **out_spot)
{
    if (stream->n_frames == 0) {
        stream->root_ns = gr_str_dup(stream->kept, element->ns);
        *out_spot = stream->source->root; /* it was matched by name */
        return gr_namespace_clash(stream->source, stream->root_ns, stream->diag) ? GR_BAD_INPUT
                                                                                 : GR_OK;
    }
    const gr_source_frame *above = &stream->frames[stream->n_frames - 1];
    if (!above->is_over && is_settled(stream, above->spot, element, out_spot)) {
        return GR_OK;
    }
    gr_seen seen = {above->spot,   stream->names, stream->root_ns, element->ns,
                    element->name, false,         element};
    const gr_met_name *known = gr_met_find(stream, &seen);
    *out_spot = above->is_over ? NULL : known->child;
    if (*out_spot != NULL) {
        if ((*out_spot)->any && gr_source_ignores_by_name(stream->source, &seen)) {
            *out_spot = NULL;
        }
        return GR_OK;
    }
    if (above->is_over || is_ignored(stream, known, &seen)) {
        return GR_OK;
    }
    return gr_surplus(stream, &seen, gr_xml_place(reader));
}

static gr_source_frame *open_frame(gr_stream *stream, const gr_source_spot *spot, gr_str name,
                                   gr_xml_reader *reader)
{
    gr_source_frame *frame = &stream->frames[stream->n_frames++];
    const gr_limits *limits = stream->import->limits;
    gr_text_form form = spot->slots == NULL ? GR_FORM_NONE : gr_spot_form(spot);
    *frame = (gr_source_frame){
        .spot = spot,
        .form = form,
        .mark = gr_arena_mark(stream->scratch),
        .text = gr_buf_make(stream->scratch,
                            form == GR_FORM_NONE ? limits->value_bytes : limits->paragraph_bytes),
        .needed_at = UINT32_MAX,
        .held_before = stream->hold.n,
        .number = ++stream->n_opened,
    };
    bool is_named = !spot->any && spot->parent != NULL;
    stream->names[spot->depth] = is_named ? spot->name.local : name; /* which stays: xml/xml.h */
    if (spot->slots != NULL || spot->records != NULL || spot->kept != NULL || spot->tests != NULL ||
        spot->n_guarded > 0) {
        frame->at = gr_xml_place(reader);
    }
    return frame;
}

/* An element of which the predicates are met by none is as surplus as one of another name. */
static gr_status begin_guards(gr_stream *stream, gr_source_frame *frame,
                              const gr_xml_start *element, bool *out_expected)
{
    const gr_source_spot *spot = frame->spot;
    *out_expected = true;
    if (spot->n_guarded > 0 && !spot->is_plain) {
        gr_seen seen = {spot->parent,  stream->names, stream->root_ns, element->ns,
                        element->name, false,         element};
        frame->is_ignored = gr_source_ignores(stream->source, &seen);
    }
    if (spot->n_guarded > 0 || spot->counts || spot->tests != NULL) {
        GR_TRY(gr_guards_begin(stream, frame, element));
    }
    if (!gr_frame_expected(stream, frame)) {
        *out_expected = false;
        bool is_said = frame->is_ignored || frame->is_over;
        if (spot->n_guarded == 0 && !is_said) { /* it is of a way that is closed further up */
            gr_seen seen = {spot->parent,  stream->names, stream->root_ns, element->ns,
                            element->name, false,         element};
            is_said = gr_source_ignores(stream->source, &seen);
        }
        return is_said ? GR_OK : gr_surplus_unmet(stream, frame);
    }
    return GR_OK;
}

static gr_status read_start(gr_stream *stream, gr_source_frame *frame, const gr_xml_start *element,
                            gr_xml_reader *reader)
{
    const gr_source_spot *spot = frame->spot;
    const gr_source_way *waits;
    bool unused = false;
    for (const gr_source_start *start = spot->records; start != NULL; start = start->next) {
        if (start->way->guard == NULL ||
            gr_way_now(stream, start->way->guard, 0, &waits) != GR_WAY_CLOSED) {
            gr_records_open(&stream->records, start->plan, frame->at,
                            spot->depth > 0 ? frame[-1].number : 0);
        }
    }
    frame->has_text = spot->reads_text;
    const gr_source_slot *slot = spot->reads_more ? spot->slots : NULL;
    for (; slot != NULL; slot = slot->next) {
        if (slot->reads == GR_READ_NAME) {
            GR_TRY(offer(stream, slot, stream->names[spot->depth], false, &unused));
        }
        frame->has_text =
            frame->has_text || (slot->reads == GR_READ_TEXT &&
                                (slot->way->guard == NULL ||
                                 gr_way_now(stream, slot->way->guard, 0, &waits) != GR_WAY_CLOSED));
    }
    frame->is_nil = frame->has_text && gr_element_is_nil(stream->source, element);
    for (size_t i = 0; i < element->n_attrs; i++) {
        GR_TRY(read_attribute(stream, frame, element, &element->attrs[i], reader));
    }
    return stream->hold.n > 0 ? gr_hold_flush(stream) : GR_OK;
}

static void leave_frame(gr_stream *stream);

/** The element at hand is a text of XHTML: what stands in it is no field. */
static bool holds_elements(const gr_stream *stream)
{
    const gr_source_frame *frame =
        stream->n_frames == 0 ? NULL : &stream->frames[stream->n_frames - 1];
    return stream->n_skipped == 0 && frame != NULL && frame->form == GR_FORM_XHTML &&
           frame->has_text && !frame->is_over;
}

static gr_status on_start(void *user, gr_xml_reader *reader, const gr_xml_start *element)
{
    gr_stream *stream = user;
    const gr_source_spot *spot = NULL;
    if (holds_elements(stream)) {
        gr_paragraphs_start(&stream->frames[stream->n_frames - 1], element);
        return GR_OK;
    }
    if (stream->n_skipped == 0) {
        GR_TRY(find_spot(stream, element, reader, &spot));
    }
    if (spot == NULL) {
        stream->n_skipped++;
        return GR_OK;
    }
    gr_source_frame *frame = open_frame(stream, spot, element->name, reader);
    if (!spot->is_plain || spot->n_guarded > 0 || spot->counts || spot->tests != NULL) {
        bool is_expected;
        GR_TRY(begin_guards(stream, frame, element, &is_expected));
        if (!is_expected) {
            leave_frame(stream);
            stream->n_skipped++;
            return GR_OK;
        }
    }
    return read_start(stream, frame, element, reader);
}

static gr_status on_text(void *user, gr_xml_reader *reader, gr_str chars)
{
    gr_stream *stream = user;
    if (stream->n_skipped > 0 || stream->n_frames == 0) {
        return GR_OK;
    }
    gr_source_frame *frame = &stream->frames[stream->n_frames - 1];
    if (holds_elements(stream)) {
        gr_paragraphs_text(frame, chars);
    } else if (frame->has_text) {
        gr_buf_add(&frame->text, chars);
    } else if (!frame->is_over && gr_str_trim(chars).len > 0) {
        gr_seen seen = {frame->spot, stream->names, stream->root_ns, GR_LIT(""), GR_LIT("text()"),
                        false,       NULL};
        if (!gr_source_ignores(stream->source, &seen)) {
            return gr_surplus_text(stream, frame, chars, gr_xml_place(reader));
        }
    }
    return GR_OK;
}

/** It says two things; which one counts? */
static void refuse_nil(gr_stream *stream, const gr_source_frame *frame, gr_str text)
{
    stream->records.failed = true;
    gr_diag_report(stream->diag, frame->at, GR_CODE_SIGN_OF_MISSING,
                   "'" GR_FMT "' stands in an element that says by an attribute that its value is "
                   "missing; one of both is wrong",
                   GR_ARG(gr_quoted(text, stream->scratch)));
}

static gr_status offer_text(gr_stream *stream, gr_source_frame *frame)
{
    if (!frame->has_text) {
        return GR_OK;
    }
    bool paragraphs = frame->form != GR_FORM_NONE;
    gr_str whole = paragraphs ? gr_paragraphs_value(stream, frame) : GR_LIT("");
    gr_str text = plain_text(stream, frame->text.ptr, frame->text.len, frame->at);
    bool is_long =
        frame->text.full || (paragraphs && text.len > stream->import->limits->value_bytes);
    bool unused = false;
    if (frame->is_nil && text.len > 0) {
        refuse_nil(stream, frame, text);
    }
    for (const gr_source_slot *slot = frame->spot->slots; slot != NULL; slot = slot->next) {
        if (slot->reads == GR_READ_TEXT) {
            bool own = paragraphs && gr_slot_form(slot) != GR_FORM_NONE;
            gr_str offered = frame->is_nil ? gr_nil_text : own ? whole : text;
            GR_TRY(offer(stream, slot, offered, own ? frame->text.full : is_long, &unused));
        }
    }
    return frame->spot->tests != NULL ? gr_guards_text(stream, frame, text) : GR_OK;
}

/* Gives back what the element took, unless an open element further out needs it. */
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

/* Its predicates and its records; what is over has neither. */
static gr_status read_end(gr_stream *stream, gr_source_frame *frame)
{
    const gr_source_spot *spot = frame->spot;
    if (spot->counts) {
        GR_TRY(gr_guards_last(stream, frame));
    }
    GR_TRY(offer_text(stream, frame));
    if (spot->n_guarded > 0) {
        GR_TRY(gr_guards_end(stream, frame));
    }
    for (const gr_source_start *start = spot->records; start != NULL; start = start->next) {
        GR_TRY(gr_hold_record(stream, start));
    }
    return GR_OK;
}

/* What it keeps for records below it, or might have held for those beside it, comes no more. */
static void end_kept(gr_stream *stream, const gr_source_frame *frame)
{
    for (const gr_source_kept *kept = frame->spot->settled; kept != NULL; kept = kept->next) {
        gr_field_text *text = &stream->records.fillings[kept->plan->nr].texts[kept->field];
        text->settled = !text->given;
        if (!text->given) {
            gr_source_kept only = {kept->plan, kept->field, NULL};
            gr_hold_forgo(stream, &stream->frames[kept->plan->fields[kept->field].anchor_depth],
                          &only);
        }
    }
    gr_hold_forgo(stream, frame, frame->spot->kept);
    gr_records_forget(&stream->records, frame->spot->kept);
}

static gr_status on_end(void *user, gr_xml_reader *reader, gr_str name)
{
    gr_stream *stream = user;
    (void)reader;
    if (stream->n_skipped > 0) {
        stream->n_skipped--;
        return GR_OK;
    }
    gr_source_frame *frame = &stream->frames[stream->n_frames - 1];
    if (frame->inside > 0) {
        gr_paragraphs_end(frame, name);
        return GR_OK;
    }
    if (!frame->is_over) {
        GR_TRY(read_end(stream, frame));
    }
    if (frame->spot->kept != NULL || frame->spot->settled != NULL) {
        end_kept(stream, frame);
    }
    if (stream->hold.n > 0) {
        GR_TRY(gr_hold_flush(stream));
    }
    leave_frame(stream);
    return GR_OK;
}

/* ---- one export ---- */

gr_status gr_import_run(const gr_import *import)
{
    if (import->source->n_plans > 0 && import->source->plans[0]->grid != NULL) {
        return gr_grid_import(import);
    }
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
    stream.names = GR_NEW_N(kept, gr_str, (size_t)import->source->max_depth + 1);
    stream.ways = GR_NEW_N(kept, gr_way_run, import->source->n_ways);
    stream.tests = GR_NEW_N(kept, gr_test_run, import->source->n_tests);
    gr_met_begin(&stream);
    gr_hold_begin(&stream);
    gr_records_begin(&stream.records);
    gr_xml_handler handler = {&stream, on_start, on_text, on_end, import->source->encoding};
    gr_status status =
        gr_xml_read_file(import->path, import->file, import->limits, &handler, import->diag);
    gr_status gathered = gr_gathering_end(&stream.records);
    status = status == GR_OK ? gathered : status;
    if (status == GR_OK) {
        gr_guards_warn(&stream);
        status = gr_records_end(&stream.records);
    }
    gr_hold_free(&stream);
    gr_arena_free(scratch);
    gr_arena_free(kept);
    return status;
}
