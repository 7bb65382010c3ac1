/* Owns what happens when an edition is ready: it is published, and those who listen are told. */
#include "settle.h"

#include "base/arena.h"
#include "base/file.h"
#include "store/changes.h"

static gr_status list_documents(const gr_store *store, const gr_plan_row *row)
{
    gr_arena *arena = gr_arena_new(1024);
    const gr_place place = gr_row_place(store, row, arena);
    gr_buf lines = gr_buf_make(arena, SIZE_MAX);
    gr_str rest = row->documents;
    gr_str name = GR_LIT("");
    while (gr_str_split(&rest, '\n', &name)) {
        gr_buf_addf(&lines, GR_FMT "/" GR_FMT "\n", GR_ARG(place.link), GR_ARG(name));
    }
    gr_status status = gr_print_out(gr_buf_view(&lines), row->diag);
    gr_arena_free(arena);
    return status;
}

static bool is_settled(const gr_plan_row *row)
{
    return row->outcome != GR_EDITION_PLANNED && row->outcome != GR_EDITION_STAGED;
}

/** In the order of the plan, whoever was ready first, and as early as that allows. */
static void list_settled(gr_settling *s)
{
    const gr_work *work = s->work;
    while (s->n_listed < work->n_rows && is_settled(&work->rows[s->n_listed])) {
        gr_plan_row *row = &work->rows[s->n_listed++];
        bool stands = row->outcome == GR_EDITION_PUBLISHED || row->outcome == GR_EDITION_UNCHANGED;
        if (s->record != NULL) {
            gr_event_row(s->events, row);
        } else if (stands && s->lists && list_documents(&s->publishing.store, row) != GR_OK) {
            row->outcome = GR_EDITION_FAILED; /* who reads our list does not know of it */
        }
    }
}

/** A published version brings its change sheet along. One that stays has that of the day it was
 * published, or one that says what the data would change now. */
static gr_status show_changes(const gr_settling *s, const gr_place *place, gr_str current,
                              const gr_plan_row *row, gr_arena *arena)
{
    int64_t now = s->publishing.now;
    if (row->outcome == GR_EDITION_DIFFERS) {
        if (s->way == GR_SETTLE_PUBLISHED) {
            GR_TRY(gr_changes_name(place, row->key, row->key, arena, row->diag));
        }
        gr_changes_show(place, row->key, now, arena, row->diag);
    } else if (row->outcome == GR_EDITION_UNCHANGED) {
        gr_changes_show(place, current, now, arena, row->diag);
    }
    return GR_OK;
}

static gr_status publish(const gr_settling *s, const gr_plan_row *row)
{
    return s->way == GR_SETTLE_SHOWN ? gr_publish_named(&s->publishing, row, row->diag)
                                     : gr_publish(&s->publishing, row, row->diag);
}

static void name(const gr_settling *s, gr_plan_row *row)
{
    bool made = row->outcome == GR_EDITION_STAGED ||
                row->outcome == GR_EDITION_DIFFERS; /* its change sheet */
    if (made && gr_publish_name(&s->publishing, row, row->diag) != GR_OK) {
        row->outcome = GR_EDITION_FAILED;
    }
}

static void show(gr_settling *s, gr_plan_row *row)
{
    gr_arena *arena = gr_arena_new(1024);
    const gr_place place = gr_row_place(&s->publishing.store, row, arena);
    gr_str before = gr_place_current(&place, arena);
    if (row->outcome == GR_EDITION_STAGED) {
        gr_status status = publish(s, row);
        row->outcome = status == GR_OK ? GR_EDITION_PUBLISHED : GR_EDITION_FAILED;
    }
    if (show_changes(s, &place, before, row, arena) != GR_OK) {
        row->outcome = GR_EDITION_FAILED;
    }
    if (s->record != NULL) {
        gr_record_row(s->record, row, before, gr_run_clock_now(s->clock));
    }
    gr_arena_free(arena);
    list_settled(s);
}

void gr_settle(void *settling, gr_plan_row *row)
{
    gr_settling *s = settling;
    if (s->way == GR_SETTLE_NAMED) {
        name(s, row);
    } else {
        show(s, row);
    }
}

void gr_settling_moved(void *settling, size_t done, size_t n, const gr_plan_row *row)
{
    gr_line_move(&((gr_settling *)settling)->line, done, n, row);
}
