/* Predicates while an export is read. Each is decided as early as it can be: those of attributes
 * and positions when an element begins, those of what stands inside when that comes, the rest when
 * the element ends, and [last()] when the element around it ends. */
#include "stream_priv.h"

gr_way_state gr_way_now(const gr_stream *stream, const gr_source_way *guard, unsigned above_depth,
                        const gr_source_way **out_waits)
{
    gr_way_state now = GR_WAY_OPEN;
    *out_waits = NULL;
    while (guard != NULL && guard->spot->depth > above_depth) {
        gr_way_state state = stream->ways[guard->nr].state;
        if (state == GR_WAY_CLOSED) {
            return GR_WAY_CLOSED;
        }
        if (state != GR_WAY_OPEN && now == GR_WAY_OPEN) {
            now = state;
            *out_waits = guard;
        }
        guard = guard->above == NULL ? NULL : guard->above->guard;
    }
    return now;
}

bool gr_frame_expected(const gr_stream *stream, const gr_source_frame *frame)
{
    if (frame->spot->is_plain) {
        return true;
    }
    for (const gr_source_way *way = frame->spot->ways; way != NULL; way = way->next) {
        const gr_source_way *waits;
        if (!way->by_test && gr_way_now(stream, way->guard, 0, &waits) != GR_WAY_CLOSED) {
            return true;
        }
    }
    return false;
}

/* What was perhaps the last element is not, for another one has come. */
static gr_status replace_candidate(gr_stream *stream, const gr_source_way *way)
{
    gr_way_run *run = &stream->ways[way->nr];
    if (!run->has_candidate) {
        return GR_OK;
    }
    run->has_candidate = false;
    if (run->is_missed) {
        gr_report_surplus(stream, way->spot->parent,
                          gr_source_name_text(&way->spot->name, stream->scratch),
                          run->candidate_at);
    }
    return gr_hold_decide(stream, way, false);
}

/* An element that nobody reads after all: what is inside it is passed over. */
static gr_status close_frames(gr_stream *stream, const gr_source_way *way)
{
    gr_source_frame *frame = &stream->frames[way->spot->depth];
    if (frame->is_over || gr_frame_expected(stream, frame)) {
        return GR_OK;
    }
    for (size_t i = way->spot->depth; i < stream->n_frames; i++) {
        stream->frames[i].is_over = true;
    }
    return frame->is_ignored ? GR_OK : gr_surplus_unmet(stream, frame);
}

/* Of predicates with "or" between them, from `*at` on; when one holds, `*at` is the last of them.
 */
static bool one_holds(const gr_stream *stream, const gr_source_way *way, size_t *at, bool *is_known)
{
    bool holds = false;
    size_t last = *at;
    while (way->tests[last].or_next) {
        last++;
    }
    for (size_t i = *at; i <= last; i++) {
        const gr_test_run *run = &stream->tests[way->tests[i].nr];
        holds = holds || (run->known && run->holds);
        *is_known = *is_known && run->known;
    }
    *at = holds ? last : *at;
    return holds;
}

/* Takes the predicates in turn, as far as they are known. */
static gr_status advance(gr_stream *stream, const gr_source_way *way, bool at_begin)
{
    gr_way_run *run = &stream->ways[way->nr];
    if (run->state != GR_WAY_PENDING) {
        return GR_OK;
    }
    for (; run->next_test < way->n_tests; run->next_test++) {
        const gr_source_test *test = &way->tests[run->next_test];
        if (test->op == GR_TEST_LAST) {
            return replace_candidate(stream, way);
        }
        if (test->op == GR_TEST_POSITION) {
            stream->tests[test->nr] =
                (gr_test_run){true, ++run->position == test->position, GR_LIT("")};
        }
        bool is_known = true;
        bool holds = one_holds(stream, way, &run->next_test, &is_known);
        if (!holds && !is_known) {
            return GR_OK;
        }
        if (!holds) {
            run->state = GR_WAY_CLOSED;
            GR_TRY(gr_hold_settle(stream, way));
            return at_begin ? GR_OK : close_frames(stream, way);
        }
    }
    run->state = GR_WAY_OPEN;
    run->n_met++;
    return gr_hold_settle(stream, way);
}

static void refuse_second(gr_stream *stream, const gr_source_test *test, gr_loc at)
{
    stream->records.failed = true;
    gr_diag_report(stream->diag, at, GR_CODE_TEST_TWICE,
                   "a second value for '" GR_FMT "', after the first one decided: '" GR_FMT "'",
                   GR_ARG(test->owner->step->text),
                   GR_ARG(gr_quoted(stream->tests[test->nr].seen, stream->scratch)));
    gr_diag_note(stream->diag, test->owner->at, "which one decides? test what stands there once");
}

static gr_status note_value(gr_stream *stream, const gr_source_frame *frame,
                            const gr_source_test *test, gr_str value)
{
    gr_test_run *run = &stream->tests[test->nr];
    bool is_inside = test->owner->spot != frame->spot;
    if (stream->ways[test->owner->nr].state == GR_WAY_CLOSED) {
        return GR_OK;
    }
    if (run->known) {
        refuse_second(stream, test, frame->at);
        return GR_OK;
    }
    bool same = gr_str_eq(value, test->literal);
    *run =
        (gr_test_run){true, test->op == GR_TEST_STANDS || same == (test->op == GR_TEST_IS), value};
    if (!is_inside) {
        return GR_OK;
    }
    gr_stream_need(stream, test->owner->spot->depth);
    return advance(stream, test->owner, false);
}

/* ---- an element begins ---- */

static void begin_way(gr_stream *stream, const gr_source_way *way)
{
    gr_way_run *run = &stream->ways[way->nr];
    const gr_source_way *waits;
    bool is_met = gr_way_now(stream, way->above->guard, 0, &waits) != GR_WAY_CLOSED;
    run->state = is_met ? GR_WAY_PENDING : GR_WAY_CLOSED;
    run->n_tried += is_met;
    run->next_test = 0;
    for (size_t i = 0; i < way->n_tests; i++) {
        stream->tests[way->tests[i].nr] = (gr_test_run){.seen = GR_LIT("")};
    }
}

static void begin_counts(gr_stream *stream, const gr_source_spot *spot)
{
    for (const gr_source_spot *child = spot->first; child != NULL; child = child->next) {
        for (const gr_source_way *way = child->ways; way != NULL; way = way->next) {
            stream->ways[way->nr].position = 0;
            stream->ways[way->nr].has_candidate = false;
        }
    }
}

static const gr_xml_attr *find_attribute(const gr_xml_start *element, const gr_source_name *name)
{
    for (size_t i = 0; i < element->n_attrs; i++) {
        if (gr_attribute_is(name, &element->attrs[i])) {
            return &element->attrs[i];
        }
    }
    return NULL;
}

static gr_status note_attribute(gr_stream *stream, const gr_source_frame *frame,
                                const gr_source_test *test, const gr_xml_start *element)
{
    const gr_xml_attr *attr = find_attribute(element, &test->attribute);
    if (attr != NULL) {
        return note_value(stream, frame, test, gr_stream_plain(stream, attr->value, frame->at));
    }
    if (test->owner->spot == frame->spot) {
        stream->tests[test->nr].known = true;
    }
    return GR_OK;
}

gr_status gr_guards_begin(gr_stream *stream, gr_source_frame *frame, const gr_xml_start *element)
{
    const gr_source_spot *spot = frame->spot;
    if (spot->counts) {
        begin_counts(stream, spot);
    }
    for (const gr_source_way *way = spot->ways; way != NULL; way = way->next) {
        if (way->n_tests > 0) {
            begin_way(stream, way);
        }
    }
    for (const gr_source_test *test = spot->tests; test != NULL; test = test->next) {
        if (test->reads == GR_READ_ATTRIBUTE) {
            GR_TRY(note_attribute(stream, frame, test, element));
        }
    }
    for (const gr_source_way *way = spot->ways; way != NULL; way = way->next) {
        if (way->n_tests > 0) {
            GR_TRY(advance(stream, way, true));
        }
    }
    return GR_OK;
}

/* ---- and ends ---- */

gr_status gr_guards_text(gr_stream *stream, gr_source_frame *frame, gr_str text)
{
    for (const gr_source_test *test = frame->spot->tests; test != NULL; test = test->next) {
        if (test->reads == GR_READ_TEXT) {
            GR_TRY(note_value(stream, frame, test, text));
        }
    }
    return GR_OK;
}

gr_status gr_guards_last(gr_stream *stream, gr_source_frame *frame)
{
    for (const gr_source_spot *child = frame->spot->first; child != NULL; child = child->next) {
        for (const gr_source_way *way = child->ways; way != NULL; way = way->next) {
            gr_way_run *run = &stream->ways[way->nr];
            if (run->has_candidate) {
                run->has_candidate = false;
                run->n_met++;
                GR_TRY(gr_hold_decide(stream, way, true));
            }
        }
    }
    return GR_OK;
}

static void note_candidate(gr_stream *stream, const gr_source_frame *frame,
                           const gr_source_way *way)
{
    gr_way_run *run = &stream->ways[way->nr];
    bool is_read = frame->spot->is_plain;
    for (const gr_source_way *other = frame->spot->ways; other != NULL; other = other->next) {
        const gr_source_way *waits;
        is_read = is_read || (!other->by_test && other != way &&
                              gr_way_now(stream, other->guard, 0, &waits) == GR_WAY_OPEN);
    }
    run->state = GR_WAY_PERHAPS_LAST;
    run->has_candidate = true;
    run->is_missed = !is_read && !frame->is_ignored;
    run->candidate_at = frame->at;
    run->held_before = frame->held_before;
    gr_hold_suspend(stream, way);
}

static gr_status end_way(gr_stream *stream, const gr_source_frame *frame, const gr_source_way *way)
{
    gr_way_run *run = &stream->ways[way->nr];
    for (size_t i = 0; i < way->n_tests; i++) {
        stream->tests[way->tests[i].nr].known = true; /* what has not come does not hold */
    }
    GR_TRY(advance(stream, way, false));
    if (run->state == GR_WAY_PENDING) {
        note_candidate(stream, frame, way);
    }
    return GR_OK;
}

gr_status gr_guards_end(gr_stream *stream, gr_source_frame *frame)
{
    for (const gr_source_way *way = frame->spot->ways; way != NULL; way = way->next) {
        if (way->n_tests > 0 && stream->ways[way->nr].state == GR_WAY_PENDING) {
            GR_TRY(end_way(stream, frame, way));
        }
    }
    return GR_OK;
}

/* ---- the export ends ---- */

static void warn_idle(const gr_stream *stream, const gr_source_spot *spot)
{
    for (const gr_source_way *way = spot->ways; way != NULL; way = way->next) {
        const gr_way_run *run = &stream->ways[way->nr];
        if (way->n_tests > 0 && run->n_tried > 0 && run->n_met == 0) {
            gr_diag_report(stream->diag, way->at, GR_CODE_PREDICATE_IDLE,
                           "'" GR_FMT "': of %u element%s of this name in '" GR_FMT
                           "' none meets it",
                           GR_ARG(way->step->text), run->n_tried, run->n_tried == 1 ? "" : "s",
                           GR_ARG(stream->import->name));
        }
    }
}

void gr_guards_warn(const gr_stream *stream)
{
    /* An export that failed has been told what its elements are instead. Depth first, by the chain
     * of parents. */
    const gr_source_spot *spot = stream->records.failed ? NULL : stream->source->root;
    while (spot != NULL) {
        warn_idle(stream, spot);
        const gr_source_spot *next = spot->first;
        while (next == NULL && spot != NULL) {
            next = spot->next;
            spot = spot->parent;
        }
        spot = next;
    }
}
