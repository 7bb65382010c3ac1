/* One export, element by element, into the tables of its source.
 *
 * A frame stands for each open element that the descriptor expects; unexpected ones are reported or
 * ignored, and skipped. What fields read is offered to them (offer.c).
 *
 * Memory: texts live in a scratch arena that is rewound when an element ends, unless a record that
 * was opened further out still needs a text from inside (gr_source_frame.needed_at). So a million
 * records need no more than the largest one. */
#include "grid_priv.h"
#include "stream_priv.h"

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
    if (above->is_over || gr_met_ignored(stream, known, &seen)) {
        return GR_OK;
    }
    return gr_surplus(stream, &seen, gr_xml_place(reader));
}

static gr_source_frame *open_frame(gr_stream *stream, const gr_source_spot *spot, gr_str name,
                                   gr_xml_reader *reader)
{
    gr_source_frame *frame = &stream->frames[stream->n_frames++];
    const gr_limits *limits = stream->import->limits;
    gr_text_form form = stream->uses[spot->nr].form;
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
            GR_TRY(gr_offer_name(stream, slot, stream->names[spot->depth]));
        }
        frame->has_text =
            frame->has_text || (slot->reads == GR_READ_TEXT &&
                                (slot->way->guard == NULL ||
                                 gr_way_now(stream, slot->way->guard, 0, &waits) != GR_WAY_CLOSED));
    }
    frame->is_nil = frame->has_text && gr_element_is_nil(stream->source, element);
    GR_TRY(gr_offer_attributes(stream, frame, element, reader));
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
    if (frame->has_text) {
        GR_TRY(gr_offer_text(stream, frame));
    }
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
