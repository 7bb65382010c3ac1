/* Owns what becomes of a version that was staged: it gets its name, is held against what it would
 * replace, and is shown (store/version.h). */
#include "publish.h"

#include "base/arena.h"
#include "base/file.h"
#include "lookback/mend.h"
#include "lookback/retention.h"
#include "provenance/life.h"
#include "store/changes.h"
#include "store/number.h"
#include "store/shown.h"
#include "store/suppressed_places.h"
#include "store/version.h"

typedef struct publishing {
    const gr_publishing *how;
    const gr_plan_row *row;
    gr_arena *arena;
    gr_diag *diag;
    gr_place place;
    gr_str key; /* of the version, by the name of its folder */
} publishing;

static publishing begin(const gr_publishing *how, const gr_plan_row *row, gr_arena *arena,
                        gr_diag *diag)
{
    return (publishing){.how = how,
                        .row = row,
                        .arena = arena,
                        .diag = diag,
                        .place = gr_row_place(&how->store, row, arena),
                        .key = row->key};
}

/** The complete stage gets its name; without a stage, the version was there already. */
static gr_status name_stage(publishing *p)
{
    gr_str key = p->key;
    GR_TRY(gr_version_complete(&p->place, key, p->arena, p->diag, &p->key));
    return gr_changes_name(&p->place, key, p->key, p->arena, p->diag);
}

/** A job with keep-days= keeps its older versions until the run is over. */
static void retain(const publishing *p)
{
    const gr_retention how = {p->how->store, p->how->now, p->arena, p->diag};
    gr_order by_number = *p->row->order;
    by_number.keep_days = 0; /* made by hand: only keep= counts */
    if (!p->how->by_schedule || p->row->order->keep_days == 0) {
        gr_retain_edition(&how, &by_number, &p->place, p->key);
    }
}

static gr_status show(const publishing *p)
{
    bool moved = false;
    gr_str before = gr_place_current(&p->place, p->arena);
    GR_TRY(gr_version_check_successor(&p->place, p->key, p->arena, p->diag));
    /* first: a version that is shown and not counted would let an exact total go on for too long */
    GR_TRY(gr_suppressed_places_advance(p->how->store.state, &p->place, p->key, p->arena, p->diag));
    GR_TRY(gr_version_show(&p->place, p->key, p->how->now, p->arena, p->diag, &moved));
    gr_changes_show(&p->place, p->key, p->how->now, p->arena, p->diag);
    gr_version_number_give(&p->place, before, p->key, moved, p->how->now, p->arena); /* last */
    retain(p);
    return GR_OK;
}

gr_status gr_publish(const gr_publishing *how, const gr_plan_row *row, gr_diag *diag)
{
    gr_arena *arena = gr_arena_new(4096);
    publishing p = begin(how, row, arena, diag);
    gr_status status = name_stage(&p);
    if (status == GR_OK) {
        status = show(&p);
    }
    gr_arena_free(arena);
    return status;
}

gr_status gr_publish_name(const gr_publishing *how, gr_plan_row *row, gr_diag *diag)
{
    gr_arena *arena = gr_arena_new(4096);
    publishing p = begin(how, row, arena, diag);
    gr_status status = name_stage(&p);
    if (status == GR_OK) {
        row->key = gr_str_dup(how->arena, p.key);
    }
    gr_arena_free(arena);
    return status;
}

void gr_publish_forget(const gr_publishing *how, const gr_plan_row *rows, size_t n)
{
    gr_arena *arena = gr_arena_new(4096);
    for (size_t i = 0; i < n; i++) {
        gr_str *keys = NULL;
        const gr_place place = gr_row_place(&how->store, &rows[i], arena);
        size_t unseen = gr_versions_unseen(&place, arena, &keys);
        for (size_t k = 0; k < unseen; k++) {
            if (!gr_version_is_released(&place, keys[k], arena)) {
                (void)gr_version_remove(&place, keys[k], arena);
            }
        }
    }
    gr_arena_free(arena);
}

gr_status gr_publish_named(const gr_publishing *how, const gr_plan_row *row, gr_diag *diag)
{
    gr_arena *arena = gr_arena_new(4096);
    const publishing p = begin(how, row, arena, diag);
    gr_status status = show(&p);
    gr_arena_free(arena);
    return status;
}

/** Jobs mostly share a destination: what is done for one is done for all. */
static bool is_first_at(const gr_order *orders, size_t nr)
{
    for (size_t i = 0; i < nr; i++) {
        if (gr_str_eq(orders[i].destination, orders[nr].destination)) {
            return false;
        }
    }
    return true;
}

void gr_publish_sweep(const gr_publishing *how, const gr_order *orders, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        gr_str destination = orders[i].destination;
        if (is_first_at(orders, i)) {
            gr_store_sweep(&how->store, destination, how->arena, how->diag);
            gr_mend_shown(&how->store, destination, how->now, how->arena, how->diag);
        }
    }
}
