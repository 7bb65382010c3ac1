/* Owns what becomes of a version that was staged: it gets its name, is held against what it would
 * replace, and is shown (store/version.h). */
#include "base/arena.h"
#include "base/file.h"
#include "lookback/mend.h"
#include "lookback/retention.h"
#include "release.h"
#include "store/changes.h"
#include "store/number.h"
#include "store/shown.h"
#include "store/suppressed_places.h"
#include "store/version.h"

typedef struct publishing {
    const batch *run;
    const gr_plan_row *row;
    gr_arena *arena;
    gr_diag *diag;
    gr_place place;
    gr_str key; /* of the version, by the name of its folder */
} publishing;

static publishing begin(const batch *run, const gr_plan_row *row, gr_arena *arena, gr_diag *diag)
{
    return (publishing){.run = run,
                        .row = row,
                        .arena = arena,
                        .diag = diag,
                        .place = batch_place_of(run, row, arena),
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
    const gr_retention how = {p->run->store, p->run->request->now, p->arena, p->diag};
    gr_order by_number = *p->row->order;
    by_number.keep_days = 0; /* made by hand: only keep= counts */
    if (p->run->night == NULL || p->row->order->keep_days == 0) {
        gr_retain_edition(&how, &by_number, &p->place, p->key);
    }
}

static gr_status show(const publishing *p)
{
    bool moved = false;
    gr_str before = gr_place_current(&p->place, p->arena);
    GR_TRY(gr_version_check_successor(&p->place, p->key, p->arena, p->diag));
    /* first: a version that is shown and not counted would let an exact total go on for too long */
    GR_TRY(gr_suppressed_places_advance(p->run->store.state, &p->place, p->key, p->arena, p->diag));
    GR_TRY(gr_version_show(&p->place, p->key, p->run->request->now, p->arena, p->diag, &moved));
    gr_changes_show(&p->place, p->key, p->run->request->now, p->arena, p->diag);
    gr_version_number_give(&p->place, before, p->key, moved, p->run->request->now,
                           p->arena); /* last */
    retain(p);
    return GR_OK;
}

gr_status batch_publish(const batch *run, const gr_plan_row *row, gr_diag *diag)
{
    gr_arena *arena = gr_arena_new(4096);
    publishing p = begin(run, row, arena, diag);
    gr_status status = name_stage(&p);
    if (status == GR_OK) {
        status = show(&p);
    }
    gr_arena_free(arena);
    return status;
}

gr_status batch_publish_name(const batch *run, gr_plan_row *row, gr_diag *diag)
{
    gr_arena *arena = gr_arena_new(4096);
    publishing p = begin(run, row, arena, diag);
    gr_status status = name_stage(&p);
    if (status == GR_OK) {
        row->key = gr_str_dup(run->src, p.key);
    }
    gr_arena_free(arena);
    return status;
}

void batch_publish_forget(const batch *run)
{
    gr_arena *arena = gr_arena_new(4096);
    for (size_t i = 0; i < run->n_plan; i++) {
        gr_str *keys = NULL;
        const gr_place place = batch_place_of(run, &run->plan[i], arena);
        size_t n = gr_versions_unseen(&place, arena, &keys);
        for (size_t k = 0; k < n; k++) {
            if (!gr_version_is_released(&place, keys[k], arena)) {
                (void)gr_version_remove(&place, keys[k], arena);
            }
        }
    }
    gr_arena_free(arena);
}

gr_status batch_publish_named(const batch *run, const gr_plan_row *row, gr_diag *diag)
{
    gr_arena *arena = gr_arena_new(4096);
    const publishing p = begin(run, row, arena, diag);
    gr_status status = show(&p);
    gr_arena_free(arena);
    return status;
}

/** Jobs mostly share a destination: what is done for one is done for all. */
static bool is_first_at(const batch *run, size_t order)
{
    for (size_t i = 0; i < order; i++) {
        if (gr_str_eq(run->orders[i].destination, run->orders[order].destination)) {
            return false;
        }
    }
    return true;
}

void batch_publish_sweep(batch *run)
{
    for (size_t i = 0; i < run->n_orders; i++) {
        if (is_first_at(run, i)) {
            gr_store_sweep(&run->store, run->orders[i].destination, run->src, run->diag);
            gr_mend_shown(&run->store, run->orders[i].destination, run->request->now, run->src,
                          run->diag);
        }
    }
}
