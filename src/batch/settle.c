/* Owns what happens when an edition is ready: it is published, and those who listen are told. */
#include "base/arena.h"
#include "base/file.h"
#include "shard.h"
#include "store/changes.h"

static gr_status list_documents(const batch *run, const gr_plan_row *row)
{
    gr_arena *arena = gr_arena_new(1024);
    const gr_place place = batch_place_of(run, row, arena);
    gr_buf lines = gr_buf_make(arena, SIZE_MAX);
    gr_str rest = row->documents;
    gr_str name = GR_LIT("");
    while (gr_str_split(&rest, '\n', &name)) {
        gr_buf_addf(&lines, GR_FMT "/" GR_FMT "\n", GR_ARG(place.link), GR_ARG(name));
    }
    gr_status status = batch_print(gr_buf_view(&lines), row->diag);
    gr_arena_free(arena);
    return status;
}

static bool is_settled(const gr_plan_row *row)
{
    return row->outcome != GR_EDITION_PLANNED && row->outcome != GR_EDITION_STAGED;
}

/** In the order of the plan, whoever was ready first, and as early as that allows. */
static void list_settled(batch *run)
{
    while (run->n_listed < run->n_plan && is_settled(&run->plan[run->n_listed])) {
        gr_plan_row *row = &run->plan[run->n_listed++];
        bool stands = row->outcome == GR_EDITION_PUBLISHED || row->outcome == GR_EDITION_UNCHANGED;
        if (run->night != NULL) {
            batch_event_row(run, row);
        } else if (stands && run->laid_out.len == 0 && list_documents(run, row) != GR_OK) {
            row->outcome = GR_EDITION_FAILED; /* who reads our list does not know of it */
        }
    }
}

/** A published version brings its change sheet along. One that stays has that of the day it was
 * published, or one that says what the data would change now. */
static gr_status show_changes(const batch *run, const gr_place *place, gr_str current,
                              const gr_plan_row *row, gr_arena *arena)
{
    if (row->outcome == GR_EDITION_DIFFERS) {
        if (run->request->command != GR_COMMAND_COLLECT) {
            GR_TRY(gr_changes_name(place, row->key, row->key, arena, row->diag));
        }
        gr_changes_show(place, row->key, run->request->now, arena, row->diag);
    } else if (row->outcome == GR_EDITION_UNCHANGED) {
        gr_changes_show(place, current, run->request->now, arena, row->diag);
    }
    return GR_OK;
}

/** What shards made has its name. */
static gr_status publish(const batch *run, const gr_plan_row *row)
{
    return run->request->command == GR_COMMAND_COLLECT ? batch_publish_named(run, row, row->diag)
                                                       : batch_publish(run, row, row->diag);
}

void batch_settle(batch *run, gr_plan_row *row)
{
    if (run->request->shard > 0) {
        batch_shard_settle(run, row);
        return;
    }
    gr_arena *arena = gr_arena_new(1024);
    const gr_place place = batch_place_of(run, row, arena);
    gr_str before = gr_place_current(&place, arena);
    if (row->outcome == GR_EDITION_STAGED) {
        gr_status status = publish(run, row);
        row->outcome = status == GR_OK ? GR_EDITION_PUBLISHED : GR_EDITION_FAILED;
    }
    if (show_changes(run, &place, before, row, arena) != GR_OK) {
        row->outcome = GR_EDITION_FAILED;
    }
    if (run->night != NULL) {
        batch_record_row(run, row, before);
    }
    gr_arena_free(arena);
    list_settled(run);
}
