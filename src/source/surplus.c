/* What stands in an export and no field reads: an error unless it is ignored, said once a name. */
#include "stream_priv.h"

/* True the first time; an export with a surplus element has it in every record. */
static bool is_news(gr_stream *stream, const gr_source_spot *spot, gr_str name)
{
    uint32_t before = gr_intern_count(stream->said);
    if (gr_diag_count(stream->diag, GR_ERROR) > stream->import->limits->errors) {
        return true; /* it is counted only */
    }
    gr_str said = gr_str_fmt(stream->scratch, "%u " GR_FMT, spot->nr, GR_ARG(name));
    return gr_intern_add(stream->said, said) == before;
}

/* Without a prefix in paths: of the root's namespace, and an attribute of none. */
static bool is_unprefixed(const gr_stream *stream, const gr_seen *seen)
{
    return seen->is_attribute ? seen->ns.len == 0 : gr_str_eq(seen->ns, stream->root_ns);
}

static const gr_namespace *declared(const gr_stream *stream, const gr_seen *seen)
{
    const gr_source *source = stream->source;
    for (size_t i = 0; !is_unprefixed(stream, seen) && i < source->n_namespaces; i++) {
        if (gr_namespace_has(source->namespaces[i], seen->ns)) {
            return source->namespaces[i];
        }
    }
    return NULL;
}

/* "c:date" where the descriptor has a prefix for it. */
static gr_str shown_name(gr_stream *stream, const gr_seen *seen)
{
    gr_source_name name = {seen->local, declared(stream, seen)};
    gr_str text = gr_source_name_text(&name, stream->scratch);
    return seen->is_attribute ? gr_str_fmt(stream->scratch, "@" GR_FMT, GR_ARG(text)) : text;
}

static gr_str of_namespace(gr_stream *stream, const gr_seen *seen)
{
    if (is_unprefixed(stream, seen) || declared(stream, seen) != NULL) {
        return GR_LIT("");
    }
    return seen->ns.len == 0 ? GR_LIT(" without a namespace")
                             : gr_str_fmt(stream->scratch, " of namespace '" GR_FMT "'",
                                          GR_ARG(gr_quoted(seen->ns, stream->scratch)));
}

/* Of the same name, but of another namespace. */
static const gr_source_spot *namesake(const gr_seen *seen)
{
    const gr_source_spot *child = seen->is_attribute ? NULL : seen->spot->first;
    while (child != NULL && !gr_str_eq(child->name.local, seen->local)) {
        child = child->next;
    }
    return child;
}

/* The predicates of the elements of this name, for "did you mean". */
static gr_str predicate_hint(gr_stream *stream, const gr_source_spot *spot, gr_str shown)
{
    gr_str *texts = NULL;
    size_t n = 0, cap = 0;
    for (const gr_source_way *way = spot->ways; way != NULL; way = way->next) {
        if (way->n_tests > 0) {
            *GR_PUSH(stream->scratch, texts, n, cap, gr_str) = way->step->text;
        }
    }
    return gr_did_you_mean(shown, texts, n, stream->scratch);
}

static void report(gr_stream *stream, const gr_source_spot *spot, gr_str name, gr_str of,
                   gr_str hint, gr_loc at)
{
    gr_str where = gr_spot_path(spot, stream->scratch);
    gr_str shown = gr_quoted(name, stream->scratch);
    gr_diag_report(stream->diag, at, GR_CODE_RECORD_FIELD_UNKNOWN,
                   "'" GR_FMT "'" GR_FMT " in '" GR_FMT "': no field of source '" GR_FMT
                   "' reads it and no <ignore> names it" GR_FMT,
                   GR_ARG(shown), GR_ARG(of), GR_ARG(where), GR_ARG(stream->source->id),
                   GR_ARG(hint));
}

void gr_report_surplus(gr_stream *stream, const gr_source_spot *spot, gr_str name, gr_loc at)
{
    gr_mark mark = gr_arena_mark(stream->scratch);
    stream->records.failed = true;
    if (is_news(stream, spot, name)) {
        report(stream, spot, name, GR_LIT(""), GR_LIT(""), at);
    }
    gr_arena_rewind(stream->scratch, mark);
}

static gr_str hint_for(gr_stream *stream, const gr_seen *seen, gr_str name, gr_str of)
{
    if (of.len > 0) {
        return GR_LIT("; <namespace prefix=\"...\" uri=\"...\"/> gives it a prefix for paths");
    }
    gr_str *names;
    size_t n = gr_spot_names(seen->spot, stream->scratch, &names);
    gr_str hint = gr_did_you_mean(name, names, n, stream->scratch);
    const gr_source_spot *other = namesake(seen);
    if (hint.len > 0 || other == NULL) {
        return hint;
    }
    return gr_str_fmt(stream->scratch, "; what is read here is '" GR_FMT "'",
                      GR_ARG(gr_source_name_text(&other->name, stream->scratch)));
}

static void report_seen(gr_stream *stream, const gr_seen *seen, gr_str name, gr_loc at)
{
    gr_str of = of_namespace(stream, seen);
    gr_str said = gr_str_fmt(stream->scratch, GR_FMT GR_FMT, GR_ARG(name), GR_ARG(of));
    stream->records.failed = true;
    if (is_news(stream, seen->spot, said)) {
        report(stream, seen->spot, name, of, hint_for(stream, seen, name, of), at);
    }
}

/* Inside an element of which it is not known whether anybody reads it, a report waits too. */
static gr_status report_or_wait(gr_stream *stream, const gr_seen *seen, gr_str name, gr_loc at)
{
    bool waits = false;
    if (!seen->spot->is_plain) {
        const gr_source_way *guard;
        for (const gr_source_way *way = seen->spot->ways; way != NULL; way = way->next) {
            gr_way_state state = gr_way_now(stream, way->guard, 0, &guard);
            if (!way->by_test && state == GR_WAY_OPEN) {
                waits = false;
                break;
            }
            waits = waits || (!way->by_test && state != GR_WAY_CLOSED);
        }
    }
    if (!waits) {
        report_seen(stream, seen, name, at);
        return GR_OK;
    }
    for (const gr_source_way *way = seen->spot->ways; way != NULL; way = way->next) {
        const gr_source_way *guard;
        if (!way->by_test && gr_way_now(stream, way->guard, 0, &guard) != GR_WAY_CLOSED) {
            GR_TRY(gr_hold_surplus(stream, seen->spot, guard, name, at));
        }
    }
    return GR_OK;
}

gr_status gr_surplus(gr_stream *stream, const gr_seen *seen, gr_loc at)
{
    gr_mark mark = gr_arena_mark(stream->scratch);
    gr_str name = shown_name(stream, seen);
    gr_status status = report_or_wait(stream, seen, name, at);
    gr_arena_rewind(stream->scratch, mark);
    return status;
}

gr_status gr_surplus_text(gr_stream *stream, const gr_source_frame *frame, gr_str chars, gr_loc at)
{
    gr_mark mark = gr_arena_mark(stream->scratch);
    stream->records.failed = true;
    if (is_news(stream, frame->spot, GR_LIT("text()"))) {
        gr_str where = gr_spot_path(frame->spot, stream->scratch);
        gr_str shown = gr_quoted(gr_str_trim(chars), stream->scratch);
        gr_diag_report(stream->diag, at, GR_CODE_RECORD_FIELD_UNKNOWN,
                       "text '" GR_FMT "' in '" GR_FMT "': no field of source '" GR_FMT
                       "' reads the text of this element, and no <ignore path=\"" GR_FMT
                       "/text()\"/> leaves it out",
                       GR_ARG(shown), GR_ARG(where), GR_ARG(stream->source->id),
                       GR_ARG(gr_source_name_text(&frame->spot->name, stream->scratch)));
    }
    gr_arena_rewind(stream->scratch, mark);
    return GR_OK;
}

/* "[@name='x']": what a predicate saw. */
static void add_seen(const gr_stream *stream, const gr_source_way *way, size_t i, gr_buf *out)
{
    const gr_source_test *test = &way->tests[i];
    const gr_path_test *written = &way->step->tests[i];
    const gr_test_run *run = &stream->tests[test->nr];
    if (test->op == GR_TEST_POSITION && run->known) {
        gr_buf_addf(out, "[%u]", stream->ways[way->nr].position);
    }
    if (test->op > GR_TEST_IS_NOT || run->seen.len == 0) {
        return;
    }
    gr_buf_add(out, GR_LIT("["));
    for (size_t k = 0; k < written->n_steps; k++) {
        gr_buf_addf(out, "%s" GR_FMT, k > 0 ? "/" : "", GR_ARG(written->steps[k].local));
    }
    if (written->reads == GR_READ_ATTRIBUTE) {
        gr_buf_addf(out, "%s@" GR_FMT, written->n_steps > 0 ? "/" : "",
                    GR_ARG(written->attribute.local));
    } else if (written->n_steps == 0) {
        gr_buf_add(out, GR_LIT("."));
    }
    gr_buf_addf(out, "='" GR_FMT "']", GR_ARG(gr_quoted(run->seen, stream->scratch)));
}

gr_status gr_surplus_unmet(gr_stream *stream, const gr_source_frame *frame)
{
    gr_mark mark = gr_arena_mark(stream->scratch);
    const gr_source_spot *spot = frame->spot;
    gr_buf shown = gr_buf_make(stream->scratch, 2000);
    gr_buf_add(&shown, stream->names[spot->depth]);
    for (const gr_source_way *way = spot->ways; way != NULL; way = way->next) {
        size_t before = shown.len;
        for (size_t i = 0; i < way->n_tests; i++) {
            add_seen(stream, way, i, &shown);
        }
        if (shown.len > before) {
            break; /* the others looked at the same, as a rule */
        }
    }
    stream->records.failed = true;
    if (is_news(stream, spot->parent, gr_buf_view(&shown))) {
        gr_str hint = predicate_hint(stream, spot, gr_buf_view(&shown));
        report(stream, spot->parent, gr_buf_view(&shown), GR_LIT(""), hint, frame->at);
    }
    gr_arena_rewind(stream->scratch, mark);
    return GR_OK;
}
