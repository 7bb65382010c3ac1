/* What an element says, to the fields that read it: its name, its attributes, its text. A text that
 * no field may have yet waits (hold.c); what nobody reads is reported. */
#include "language/language.h"
#include "stream_priv.h"

/* ---- to a field ---- */

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

/* ---- what is offered ---- */

gr_status gr_offer_name(gr_stream *stream, const gr_source_slot *slot, gr_str name)
{
    bool unused = false;
    return offer(stream, slot, name, false, &unused);
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

/** The usual attribute of the usual field; false: it takes the long way. */
static bool take_attribute(gr_stream *stream, const gr_met_name *known, gr_str value, gr_loc at)
{
    if (known->direct == GR_DIRECT_VALUE) {
        return gr_direct_value(&stream->records, known->slot, value, at);
    }
    if (value.len > stream->import->limits->value_bytes || !gr_is_plain(value)) {
        return false;
    }
    char *own = GR_ROOM_N(stream->scratch, char, value.len);
    memcpy(own, value.ptr, value.len);
    gr_stream_need(stream, known->slot->keep_depth);
    return gr_direct_text(&stream->records, known->slot, (gr_str){own, value.len}, at);
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
    if (known != NULL && known->direct != GR_DIRECT_NOT &&
        take_attribute(stream, known, attr->value, frame->at)) {
        return GR_OK;
    }
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
    return gr_met_ignored(stream, known, &seen) ? GR_OK
                                                : gr_surplus(stream, &seen, gr_xml_place(reader));
}

gr_status gr_offer_attributes(gr_stream *stream, gr_source_frame *frame,
                              const gr_xml_start *element, gr_xml_reader *reader)
{
    for (size_t i = 0; i < element->n_attrs; i++) {
        GR_TRY(read_attribute(stream, frame, element, &element->attrs[i], reader));
    }
    return GR_OK;
}

/* ---- text ---- */

/** It says two things; which one counts? */
static void refuse_nil(gr_stream *stream, const gr_source_frame *frame, gr_str text)
{
    stream->records.failed = true;
    gr_diag_report(stream->diag, frame->at, GR_CODE_SIGN_OF_MISSING,
                   "'" GR_FMT "' stands in an element that says by an attribute that its value is "
                   "missing; one of both is wrong",
                   GR_ARG(gr_quoted(text, stream->scratch)));
}

/** The usual text of the usual field; false: it takes the long way. */
static bool take_text(gr_stream *stream, const gr_source_frame *frame)
{
    const gr_spot_use *use = &stream->uses[frame->spot->nr];
    gr_str text = {frame->text.ptr, frame->text.len};
    if (use->slot == NULL || frame->text.full || frame->is_nil) {
        return false;
    }
    if (use->direct == GR_DIRECT_VALUE) {
        return gr_direct_value(&stream->records, use->slot, text, frame->at);
    }
    if (!gr_is_plain(text) || !gr_direct_text(&stream->records, use->slot, text, frame->at)) {
        return false;
    }
    gr_stream_need(stream, use->slot->keep_depth);
    return true;
}

gr_status gr_offer_text(gr_stream *stream, gr_source_frame *frame)
{
    if (take_text(stream, frame)) {
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
