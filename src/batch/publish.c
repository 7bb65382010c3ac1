/* Owns the links to versions: how one edition becomes what readers see. A version that was written
 * and read back (stage.c) gets its name; then the edition's link moves to it by one rename, which
 * is the moment of publication. Whatever fails before that moment leaves the old version where it
 * was. */
#include <errno.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "batch_priv.h"
#include "change_number.h"
#include "release.h"
#include "store/folder.h"

typedef struct publishing {
    const batch *run;
    const batch_row *row;
    gr_arena *arena;
    gr_diag *diag;
    gr_place place;
    gr_str name; /* of the version's folder */
} publishing;

/** Moves the edition's link; the rename in it publishes. */
static gr_status move_link(const publishing *p)
{
    gr_arena *arena = p->arena;
    const gr_place *place = &p->place;
    gr_str id = p->row->edition.id;
    gr_str target =
        gr_str_fmt(arena, "../.gen/" GR_FMT "/" GR_FMT, GR_ARG(place->below), GR_ARG(p->name));
    gr_str spare = gr_link_spare(place->links, id, arena);
    GR_TRY(gr_folder_make(place->links, p->diag));
    GR_TRY(gr_path_sync(place->root, p->diag));
    GR_TRY(gr_link_make(place->link, target, spare, p->diag));
    gr_status status = gr_path_sync(place->links, p->diag);
    if (status != GR_OK) {
        gr_diag_note(p->diag, (gr_loc){0},
                     "the new version of '" GR_FMT
                     "' stands there, but may not outlive a power cut",
                     GR_ARG(place->below));
    }
    return status;
}

static void report_left(const publishing *p, gr_str path)
{
    gr_loc whole = {.file = gr_diag_add_file(p->diag, path)};
    gr_diag_report(p->diag, whole, GR_CODE_OUTPUT_LEFT, "%s", strerror(errno));
}

/** Older versions are a convenience: what cannot be removed is a warning. */
static void prune(const publishing *p)
{
    gr_str *names = NULL;
    const gr_place *place = &p->place;
    size_t n = gr_folders_by_age(place->home, p->arena, &names);
    unsigned older = 0;
    for (size_t i = 0; i < n; i++) {
        bool current = gr_str_eq(names[i], p->name);
        bool part = gr_str_ends(names[i], GR_LIT(GR_PART));
        bool kept = current || gr_version_is_released(place, names[i], p->arena);
        older += kept || part ? 0 : 1;
        if (kept || (!part && older <= p->row->order->keep)) {
            continue;
        }
        if (!gr_remove_below(place->gen, gr_path_join(p->arena, place->below, names[i]),
                             p->arena)) {
            report_left(p, gr_path_join(p->arena, place->home, names[i]));
        }
    }
}

/** A version of the same key that is damaged, or was made again by force, is not touched: a link
 * may lead to it. The new one is called <key>-2, and so on. */
static gr_str free_name(const publishing *p)
{
    gr_str name = p->row->key;
    for (unsigned nr = 2; gr_folder_exists(gr_path_join(p->arena, p->place.home, name)); nr++) {
        name = gr_str_fmt(p->arena, GR_FMT "-%u", GR_ARG(p->row->key), nr);
    }
    return name;
}

/** The complete stage gets its name; without a stage, the version was there already. */
static gr_status name_stage(publishing *p)
{
    gr_arena *arena = p->arena;
    const gr_place *place = &p->place;
    gr_str part =
        gr_str_fmt(arena, GR_FMT "/" GR_FMT GR_PART, GR_ARG(place->home), GR_ARG(p->row->key));
    p->name = p->row->key;
    if (!gr_folder_exists(part)) {
        return GR_OK;
    }
    p->name = free_name(p);
    GR_TRY(gr_path_rename(part, gr_path_join(arena, place->home, p->name), p->diag));
    GR_TRY(gr_path_sync(place->home, p->diag));
    GR_TRY(gr_path_sync(gr_path_join(arena, place->gen, p->row->report), p->diag));
    return gr_path_sync(place->gen, p->diag);
}

static publishing begin(const batch *run, const batch_row *row, gr_arena *arena, gr_diag *diag)
{
    return (publishing){.run = run,
                        .row = row,
                        .arena = arena,
                        .diag = diag,
                        .place = batch_place_of(run, row, arena),
                        .name = row->key};
}

/** The version has its name: the link moves to it. */
static gr_status show(const publishing *p)
{
    const gr_place *place = &p->place;
    gr_str before = gr_place_current(place, p->arena);
    /* their times tell in which order versions were current */
    gr_path_touch(gr_path_join(p->arena, place->home, p->name));
    GR_TRY(move_link(p));
    change_number_give(place, before, p->name, p->run->request->now, p->arena);
    prune(p);
    batch_changes_show(place, p->name, p->arena, p->diag);
    return GR_OK;
}

gr_status batch_publish(const batch *run, const batch_row *row, gr_diag *diag)
{
    gr_arena *arena = gr_arena_new(4096);
    publishing p = begin(run, row, arena, diag);
    gr_str current = gr_place_current(&p.place, arena);
    gr_status status = name_stage(&p);
    if (status == GR_OK) {
        status = gr_version_check_successor(&p.place, current, p.name, arena, diag);
    }
    if (status == GR_OK) {
        status = batch_changes_name(&p.place, row->key, p.name, arena, diag);
    }
    if (status == GR_OK) {
        status = show(&p);
    }
    gr_arena_free(arena);
    return status;
}

gr_status batch_publish_name(const batch *run, batch_row *row, gr_diag *diag)
{
    gr_arena *arena = gr_arena_new(4096);
    publishing p = begin(run, row, arena, diag);
    bool stood = gr_version_stands(&p.place, row->key, arena);
    gr_status status = name_stage(&p);
    if (status == GR_OK) {
        status = batch_changes_name(&p.place, row->key, p.name, arena, diag);
    }
    if (status == GR_OK) {
        if (!stood || !gr_str_eq(p.name, row->key)) {
            gr_folder_hide(gr_path_join(arena, p.place.home, p.name));
        }
        row->key = gr_str_dup(run->src, p.name);
    }
    gr_arena_free(arena);
    return status;
}

void batch_publish_forget(const batch *run)
{
    gr_arena *arena = gr_arena_new(4096);
    for (size_t i = 0; i < run->n_plan; i++) {
        gr_str *names = NULL;
        const gr_place place = batch_place_of(run, &run->plan[i], arena);
        size_t n = gr_folders_by_age(place.home, arena, &names);
        for (size_t k = 0; k < n; k++) {
            if (gr_folder_is_hidden(gr_path_join(arena, place.home, names[k]))) {
                (void)gr_remove_below(place.gen, gr_path_join(arena, place.below, names[k]), arena);
            }
        }
    }
    gr_arena_free(arena);
}

gr_status batch_publish_named(const batch *run, const batch_row *row, gr_diag *diag)
{
    gr_arena *arena = gr_arena_new(4096);
    publishing p = begin(run, row, arena, diag);
    gr_str current = gr_place_current(&p.place, arena);
    gr_status status = gr_version_check_successor(&p.place, current, p.name, arena, diag);
    if (status == GR_OK) {
        status = show(&p);
    }
    gr_arena_free(arena);
    return status;
}

/** For sweeping, which is no condition for publishing: a folder that cannot be listed is a warning.
 */
static size_t list_left(const batch *run, gr_str folder, const char *ending, gr_str **out_names)
{
    size_t n = 0;
    gr_diag *unheard = gr_diag_new(run->src, 1);
    if (gr_folder_list(folder, gr_str_of(ending), run->src, unheard, out_names, &n) != GR_OK) {
        gr_loc whole = {.file = gr_diag_add_file(run->diag, folder)};
        gr_diag_report(run->diag, whole, GR_CODE_OUTPUT_LEFT, "%s", strerror(errno));
    }
    return n;
}

static void report_unswept(const batch *run, gr_str path)
{
    gr_loc whole = {.file = gr_diag_add_file(run->diag, path)};
    gr_diag_report(run->diag, whole, GR_CODE_OUTPUT_LEFT, "%s", strerror(errno));
}

/** A link that was made and not renamed over the edition's. */
static void sweep_link(const batch *run, gr_str root, gr_str report, gr_str edition)
{
    gr_str spare = gr_link_spare(gr_path_join(run->src, root, report), edition, run->src);
    gr_str ours =
        gr_str_fmt(run->src, "../.gen/" GR_FMT "/" GR_FMT "/", GR_ARG(report), GR_ARG(edition));
    if (gr_link_leads_below(spare, ours) && unlink(spare.ptr) != 0 && errno != ENOENT) {
        report_unswept(run, spare);
    }
}

/** Incomplete versions of one edition; and its folder, when it never had a complete one. */
static void sweep_edition(const batch *run, gr_str gen, gr_str below)
{
    gr_str *names = NULL;
    size_t n = list_left(run, gr_path_join(run->src, gen, below), GR_PART, &names);
    for (size_t i = 0; i < n; i++) {
        gr_str left = gr_path_join(run->src, below, names[i]);
        if (!gr_remove_below(gen, left, run->src)) {
            report_unswept(run, gr_path_join(run->src, gen, left));
        }
    }
    (void)rmdir(gr_path_join(run->src, gen, below).ptr);
}

static void sweep_report(const batch *run, gr_str root, gr_str gen, gr_str report)
{
    gr_str *editions = NULL;
    size_t n = list_left(run, gr_path_join(run->src, gen, report), "", &editions);
    for (size_t i = 0; i < n; i++) {
        sweep_link(run, root, report, editions[i]);
        sweep_edition(run, gen, gr_path_join(run->src, report, editions[i]));
    }
    (void)rmdir(gr_path_join(run->src, gen, report).ptr);
}

static void sweep_root(const batch *run, gr_str root)
{
    gr_str gen = gr_path_join(run->src, root, GR_LIT(".gen"));
    gr_str *reports = NULL;
    size_t n = list_left(run, gen, "", &reports);
    for (size_t i = 0; i < n; i++) {
        sweep_report(run, root, gen, reports[i]);
    }
    (void)rmdir(gen.ptr);
}

void batch_publish_sweep(batch *run)
{
    for (size_t i = 0; i < run->n_orders; i++) {
        gr_str below = run->orders[i].destination;
        sweep_root(run, below.len == 0 ? run->output : gr_path_join(run->src, run->output, below));
    }
}
