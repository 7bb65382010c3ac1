/* What waits while an export is read once: texts and records below an element whose predicates are
 * not decided yet, and records of which an ancestor's value may still come. All wait in one list,
 * in the order of the export, so that records are appended in that order; it is empty most of the
 * time and never longer than HELD_MOST items or HELD_BYTES. */
#include "stream_priv.h"

#define HELD_MOST  ((size_t)65536)
#define HELD_BYTES ((size_t)16 * 1024 * 1024)
#define SLACK      ((size_t)1024 * 1024) /* of texts that nobody waits for any more */

void gr_hold_begin(gr_stream *stream)
{
    stream->hold = (gr_hold){.list = gr_arena_new(4096), .arena = gr_arena_new(65536)};
    stream->hold.mark = gr_arena_mark(stream->hold.arena);
}

void gr_hold_free(gr_stream *stream)
{
    gr_arena_free(stream->hold.list);
    gr_arena_free(stream->hold.arena);
}

/* ---- the list ---- */

static void release(gr_stream *stream, gr_source_held *held)
{
    held->kind = GR_HELD_NOTHING;
    stream->hold.n_live--;
    stream->hold.live_bytes -= held->bytes;
}

/* Those who know where their items begin know it by index. */
static void trim(gr_stream *stream)
{
    gr_hold *hold = &stream->hold;
    size_t before = hold->n;
    while (hold->n > 0 && hold->items[hold->n - 1].kind == GR_HELD_NOTHING) {
        hold->n--;
    }
    if (hold->n == before) {
        return;
    }
    hold->head = hold->head < hold->n ? hold->head : hold->n;
    hold->first_record = hold->first_record < hold->n ? hold->first_record : hold->n;
    for (size_t i = 0; i < stream->n_frames; i++) {
        if (stream->frames[i].held_before > hold->n) {
            stream->frames[i].held_before = hold->n;
        }
    }
    for (size_t i = 0; i < stream->source->n_ways; i++) {
        if (stream->ways[i].held_before > hold->n) {
            stream->ways[i].held_before = hold->n;
        }
    }
    if (hold->n == 0) {
        gr_arena_rewind(hold->arena, hold->mark);
        hold->used_bytes = 0;
    }
}

static void copy_texts(gr_arena *to, gr_source_held *held)
{
    if (held->kind != GR_HELD_RECORD) {
        held->text = gr_str_dup(to, held->text);
        return;
    }
    size_t n = held->filling->plan->n_texts;
    gr_field_text *texts = GR_NEW_N(to, gr_field_text, n);
    for (size_t i = 0; i < n; i++) {
        texts[i] = held->texts[i];
        texts[i].text = texts[i].given ? gr_str_dup(to, texts[i].text) : GR_LIT("");
    }
    held->texts = texts;
}

/* Texts that nobody waits for are left behind. */
static void compact(gr_hold *hold)
{
    gr_arena *fresh = gr_arena_new(65536);
    gr_mark mark = gr_arena_mark(fresh);
    for (size_t i = hold->head; i < hold->n; i++) {
        if (hold->items[i].kind != GR_HELD_NOTHING) {
            copy_texts(fresh, &hold->items[i]);
        }
    }
    gr_arena_free(hold->arena);
    hold->arena = fresh;
    hold->mark = mark;
    hold->used_bytes = hold->live_bytes;
}

static size_t bytes_of(const gr_source_held *held)
{
    size_t bytes = sizeof *held + held->text.len;
    if (held->kind == GR_HELD_RECORD) {
        for (size_t i = 0; i < held->filling->plan->n_texts; i++) {
            bytes += sizeof *held->texts + held->texts[i].text.len;
        }
    }
    return bytes;
}

/* What the first item waits for, and since where. */
static gr_status report_limit(gr_stream *stream, const gr_source_held *held)
{
    gr_str what = GR_LIT("");
    gr_loc since = stream->frames[0].at;
    stream->records.failed = true;
    if (held->guard != NULL) {
        what = held->guard->step->text;
        since = stream->frames[held->guard->spot->depth].at;
    }
    for (size_t i = 0; what.len == 0 && i < held->filling->plan->n_texts; i++) {
        const gr_plan_field *field = &held->filling->plan->fields[i];
        if (field->may_follow && !held->texts[i].given && !held->texts[i].settled) {
            what = field->tried;
            since = stream->frames[field->anchor_depth].at;
        }
    }
    gr_diag_report(stream->diag, since, GR_CODE_WAITING_LIMIT,
                   "more than %zu records, or %zu MB of them, in the element that begins here wait "
                   "to know " GR_FMT
                   "; let that stand before them, or, where it does or is not there at all, say "
                   "ahead=\"yes\" at the field",
                   HELD_MOST, HELD_BYTES / SLACK, GR_ARG(what));
    return GR_OVER_LIMIT;
}

static gr_status push(gr_stream *stream, gr_source_held held)
{
    gr_hold *hold = &stream->hold;
    held.bytes = bytes_of(&held);
    if (hold->n_live == HELD_MOST || hold->live_bytes + held.bytes > HELD_BYTES) {
        return report_limit(stream, held.kind == GR_HELD_RECORD || held.guard != NULL
                                        ? &held
                                        : &hold->items[hold->head]);
    }
    if (hold->used_bytes > 2 * hold->live_bytes + SLACK) {
        compact(hold);
    }
    copy_texts(hold->arena, &held);
    *GR_PUSH(hold->list, hold->items, hold->n, hold->cap, gr_source_held) = held;
    hold->n_live++;
    hold->live_bytes += held.bytes;
    hold->used_bytes += held.bytes;
    return GR_OK;
}

gr_status gr_hold_text(gr_stream *stream, const gr_source_slot *slot, const gr_source_way *guard,
                       gr_str text, gr_loc at)
{
    return push(stream, (gr_source_held){.kind = GR_HELD_TEXT,
                                         .guard = guard,
                                         .above_depth = slot->keep_depth,
                                         .at = at,
                                         .slot = slot,
                                         .text = text});
}

gr_status gr_hold_twice(gr_stream *stream, const gr_source_slot *slot, const gr_source_way *guard,
                        gr_loc at)
{
    return push(
        stream,
        (gr_source_held){
            .kind = GR_HELD_TWICE, .guard = guard, .at = at, .slot = slot, .text = GR_LIT("")});
}

gr_status gr_hold_surplus(gr_stream *stream, const gr_source_spot *spot, const gr_source_way *guard,
                          gr_str shown, gr_loc at)
{
    return push(
        stream,
        (gr_source_held){
            .kind = GR_HELD_SURPLUS, .guard = guard, .at = at, .spot = spot, .text = shown});
}

/* ---- records ---- */

static unsigned count_awaited(const gr_filling *filling)
{
    const gr_plan *plan = filling->plan;
    unsigned n = 0;
    for (size_t i = 0; plan->may_wait && i < plan->n_texts; i++) {
        const gr_plan_field *field = &plan->fields[i];
        gr_field_text *text = &filling->texts[i];
        if (!field->may_follow || text->given) {
            continue;
        }
        if (text->settled || field->is_ahead) {
            text->passed = true;
        } else {
            n++;
        }
    }
    return n;
}

gr_status gr_hold_record(gr_stream *stream, const gr_source_start *start)
{
    gr_filling *filling = &stream->records.fillings[start->plan->nr];
    const gr_source_way *guard = NULL;
    if (start->way->guard != NULL &&
        gr_way_now(stream, start->way->guard, 0, &guard) == GR_WAY_CLOSED) {
        return GR_OK;
    }
    unsigned n_awaited = count_awaited(filling);
    if (guard == NULL && n_awaited == 0 && filling->n_held == 0) {
        return gr_records_close(&stream->records, filling);
    }
    filling->n_held++;
    return push(stream,
                (gr_source_held){.kind = GR_HELD_RECORD,
                                 .guard = guard,
                                 .has_ended = guard == start->way &&
                                              stream->ways[guard->nr].state == GR_WAY_PERHAPS_LAST,
                                 .at = filling->at,
                                 .text = GR_LIT(""),
                                 .filling = filling,
                                 .texts = filling->texts,
                                 .parent = filling->parent,
                                 .n_awaited = n_awaited});
}

/* A fault in what several records have in common is said once. */
static void pass_on_refusals(const gr_hold *hold, size_t from, const gr_source_held *made)
{
    size_t n = made->filling->plan->n_texts;
    for (size_t i = 0; i < n; i++) {
        if (!made->texts[i].refused || !made->filling->plan->fields[i].is_ancestors) {
            continue;
        }
        for (size_t k = from; k < hold->n; k++) {
            const gr_source_held *other = &hold->items[k];
            if (other->kind == GR_HELD_RECORD && other->filling == made->filling &&
                other->texts[i].at.line == made->texts[i].at.line &&
                other->texts[i].at.col == made->texts[i].at.col) {
                other->texts[i].refused = true;
            }
        }
        gr_field_text *now = &made->filling->texts[i];
        now->refused = now->refused || (now->at.line == made->texts[i].at.line &&
                                        now->at.col == made->texts[i].at.col);
    }
}

static gr_status make_record(gr_stream *stream, gr_source_held *held)
{
    gr_mark mark = gr_arena_mark(stream->scratch);
    gr_filling *filling = held->filling;
    gr_field_text *texts = filling->texts;
    gr_loc at = filling->at;
    uint64_t parent = filling->parent;
    filling->parent = held->parent;
    filling->texts = held->texts;
    filling->at = held->at;
    gr_status status = gr_records_close(&stream->records, filling);
    filling->texts = texts;
    filling->at = at;
    filling->parent = parent;
    filling->n_held--;
    pass_on_refusals(&stream->hold, (size_t)(held - stream->hold.items) + 1, held);
    release(stream, held);
    gr_arena_rewind(stream->scratch, mark);
    return status;
}

/* At the end of each element: what waits for something else is gone through once. */
gr_status gr_hold_flush(gr_stream *stream)
{
    gr_hold *hold = &stream->hold;
    for (; hold->first_record < hold->n; hold->first_record++) {
        gr_source_held *held = &hold->items[hold->first_record];
        if (held->kind == GR_HELD_RECORD) {
            if (held->guard != NULL || held->n_awaited > 0) {
                break;
            }
            GR_TRY(make_record(stream, held));
        }
    }
    while (hold->head < hold->n && hold->items[hold->head].kind == GR_HELD_NOTHING) {
        hold->head++;
    }
    trim(stream);
    return GR_OK;
}

/* ---- values that come later ---- */

void gr_hold_arrive(gr_stream *stream, const gr_source_slot *slot, gr_str text, gr_loc at)
{
    gr_hold *hold = &stream->hold;
    gr_filling *filling = &stream->records.fillings[slot->plan->nr];
    gr_str own = GR_LIT("");
    for (size_t i = stream->frames[slot->keep_depth].held_before; i < hold->n; i++) {
        gr_source_held *held = &hold->items[i];
        if (held->kind != GR_HELD_RECORD || held->filling != filling ||
            held->texts[slot->field].given) {
            continue;
        }
        if (own.len == 0) {
            own = gr_str_dup(hold->arena, text);
            hold->used_bytes += text.len;
        }
        held->texts[slot->field] = (gr_field_text){.text = own, .at = at, .given = true};
        held->n_awaited--;
    }
}

void gr_hold_forgo(gr_stream *stream, const gr_source_frame *frame, const gr_source_kept *list)
{
    gr_hold *hold = &stream->hold;
    for (const gr_source_kept *kept = list; kept != NULL; kept = kept->next) {
        gr_filling *filling = &stream->records.fillings[kept->plan->nr];
        const gr_plan_field *field = &kept->plan->fields[kept->field];
        if (filling->n_held == 0 || !field->may_follow) {
            continue;
        }
        for (size_t i = frame->held_before; i < hold->n; i++) {
            gr_source_held *held = &hold->items[i];
            bool waits = held->kind == GR_HELD_RECORD && held->filling == filling &&
                         !held->texts[kept->field].given && !held->texts[kept->field].settled &&
                         !field->is_ahead;
            if (waits) {
                held->texts[kept->field].settled = true;
                held->n_awaited--;
            }
        }
    }
}

/* ---- predicates that are decided ---- */

/* Its own predicates and those above; GR_HELD_NOTHING when one does not hold. */
static gr_status move_on(gr_stream *stream, size_t i)
{
    gr_source_held held = stream->hold.items[i];
    while (held.guard != NULL && stream->ways[held.guard->nr].state == GR_WAY_OPEN) {
        const gr_source_way *above = held.guard->above->guard;
        held.guard = above != NULL && above->spot->depth > held.above_depth ? above : NULL;
    }
    stream->hold.items[i].guard = held.guard;
    bool is_void = held.guard != NULL && stream->ways[held.guard->nr].state == GR_WAY_CLOSED;
    if (is_void || (held.guard == NULL && held.kind != GR_HELD_RECORD)) {
        release(stream, &stream->hold.items[i]);
    }
    if (is_void && held.kind == GR_HELD_RECORD) {
        held.filling->n_held--;
    }
    if (is_void || held.guard != NULL) {
        return GR_OK;
    }
    switch (held.kind) {
    case GR_HELD_TEXT: {
        gr_str text = gr_str_dup(stream->scratch, held.text);
        gr_stream_need(stream, held.slot->keep_depth);
        return gr_stream_deliver(stream, held.slot, text, held.at);
    }
    case GR_HELD_TWICE:
        gr_records_refuse_twice(&stream->records, held.slot, held.at);
        return GR_OK;
    case GR_HELD_SURPLUS:
        gr_report_surplus(stream, held.spot, held.text, held.at);
        return GR_OK;
    case GR_HELD_NOTHING:
    case GR_HELD_RECORD:
        return GR_OK;
    }
    return GR_OK;
}

gr_status gr_hold_settle(gr_stream *stream, const gr_source_way *way)
{
    gr_hold *hold = &stream->hold;
    if (hold->n == 0) {
        return GR_OK;
    }
    for (size_t i = stream->frames[way->spot->depth].held_before; i < hold->n; i++) {
        gr_source_held *held = &hold->items[i];
        if (held->kind != GR_HELD_NOTHING && held->guard == way && !held->has_ended) {
            GR_TRY(move_on(stream, i));
        }
    }
    return gr_hold_flush(stream);
}

void gr_hold_suspend(gr_stream *stream, const gr_source_way *way)
{
    gr_hold *hold = &stream->hold;
    for (size_t i = stream->frames[way->spot->depth].held_before; i < hold->n; i++) {
        if (hold->items[i].guard == way) {
            hold->items[i].has_ended = true;
        }
    }
}

gr_status gr_hold_decide(gr_stream *stream, const gr_source_way *way, bool was_last)
{
    gr_hold *hold = &stream->hold;
    gr_way_run *run = &stream->ways[way->nr];
    gr_way_state now = run->state;
    run->state = was_last ? GR_WAY_OPEN : GR_WAY_CLOSED;
    for (size_t i = run->held_before; i < hold->n; i++) {
        gr_source_held *held = &hold->items[i];
        if (held->kind != GR_HELD_NOTHING && held->guard == way && held->has_ended) {
            held->has_ended = false;
            GR_TRY(move_on(stream, i));
        }
    }
    run->state = now;
    return gr_hold_flush(stream);
}
