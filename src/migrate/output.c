#include "migrate/output.h"

/* Owns the order of a migration: what cannot be is said before the first edition is moved, and what
 * stood there is taken away last. */
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "old.h"
#include "plan/order.h"
#include "store/folder.h"
#include "store/version.h"

#define DESTINATION_DEEP 4

/* --- what cannot be --- */

static bool was_released(const moving *m, gr_str folder)
{
    gr_str manifest = GR_LIT("");
    return gr_file_exists(gr_path_join(m->arena, folder, GR_LIT(GR_LIFE_FILE))) ||
           (gr_version_find(folder, GR_VERSION_MANIFEST, m->arena, &manifest) &&
            gr_manifest_names_life(manifest));
}

/** Of two released versions nobody but people can say which one holds. */
static gr_status check_edition(moving *m, const old_edition *e)
{
    gr_str *keys = NULL;
    size_t n = e->sheets ? 0 : gr_folders_by_age(e->place.kept, m->arena, &keys);
    for (size_t i = 0; i < e->n; i++) {
        gr_str folder = gr_path_join(m->arena, e->place.home, e->names[i]);
        for (size_t k = 0; k < n && was_released(m, folder); k++) {
            if (!gr_str_ends(keys[k], GR_LIT(GR_PART)) && /* of a migration that was killed */
                !gr_is_one_of(keys[k], e->names, e->n) &&
                gr_version_is_released(&e->place, keys[k], m->arena)) {
                gr_loc whole = {.file = gr_diag_add_file(m->diag, folder)};
                gr_diag_report(m->diag, whole, GR_CODE_LAYOUT_BOTH,
                               "'" GR_FMT "' was released here, and in the state folder as '" GR_FMT
                               "'; move the one that does not hold away",
                               GR_ARG(e->place.below), GR_ARG(keys[k]));
                return GR_BAD_INPUT;
            }
        }
    }
    return GR_OK;
}

/* --- one edition --- */

/** The version that readers have, under its new name, and as old as it was. */
static gr_status show(moving *m, const old_edition *e, gr_str current)
{
    bool moved = false;
    gr_str old = gr_path_join(m->arena, e->place.home, current);
    return gr_version_show(&e->place, current, gr_old_time(old), m->arena, m->diag, &moved);
}

/** Which of the old versions readers have. The link may lead to its new name already: then the
 *  migration that moved it was killed before the state folder knew. Empty: none. */
static gr_str shown_of(const moving *m, const old_edition *e)
{
    gr_str shown = gr_place_shown(&e->place, m->arena);
    gr_str key =
        gr_is_one_of(shown, e->names, e->n) ? shown : gr_place_current(&e->place, m->arena);
    return gr_is_one_of(key, e->names, e->n) ? key : GR_LIT("");
}

/** By way of the state folder: whoever dies here leaves no half version among public files. */
static gr_status remove_old(moving *m, const old_edition *e, gr_str name)
{
    gr_str old = gr_path_join(m->arena, e->place.home, name);
    gr_str part = gr_str_fmt(m->arena, GR_FMT ".gone" GR_PART, GR_ARG(name));
    gr_str below = gr_path_join(m->arena, e->place.below, part);
    if (gr_remove_below(e->place.versions, below, m->arena) &&
        rename(old.ptr, gr_version_folder(&e->place, part, m->arena).ptr) == 0 &&
        gr_remove_below(e->place.versions, below, m->arena)) {
        return GR_OK;
    }
    gr_loc whole = {.file = gr_diag_add_file(m->diag, old)};
    gr_diag_report(m->diag, whole, GR_CODE_OUTPUT_WRITE, "removing it: %s", strerror(errno));
    return GR_IO_FAILED;
}

static gr_status migrate_edition(moving *m, const old_edition *e)
{
    for (size_t i = e->n; i > 0; i--) {
        GR_TRY(gr_old_take_over(m, e, e->names[i - 1]));
    }
    gr_str current = shown_of(m, e);
    if (e->sheets && e->n > 0) { /* it tells of figures by their place: kept, and not shown */
        GR_TRY(gr_version_hide(&e->place, m->arena, m->diag));
    } else if (current.len > 0) {
        GR_TRY(show(m, e, current));
    }
    for (size_t i = 0; i < e->n; i++) {
        GR_TRY(remove_old(m, e, e->names[i]));
    }
    m->counts.editions += e->n > 0 && !e->sheets ? 1 : 0;
    return GR_OK;
}

/* --- what stands there besides --- */

/** Into a folder that may be there already, of a migration that was killed. */
static gr_status move_path(const moving *m, gr_str from, gr_str to)
{
    gr_str *names = NULL;
    size_t n = 0;
    struct stat facts = {0};
    if (lstat(from.ptr, &facts) != 0) {
        return GR_OK;
    }
    if (!S_ISDIR(facts.st_mode) || !gr_folder_exists(to)) {
        return gr_path_rename(from, to, m->diag);
    }
    GR_TRY(gr_folder_list(from, GR_LIT(""), m->arena, m->diag, &names, &n));
    for (size_t i = 0; i < n; i++) {
        GR_TRY(move_path(m, gr_path_join(m->arena, from, names[i]),
                         gr_path_join(m->arena, to, names[i])));
    }
    (void)rmdir(from.ptr);
    return GR_OK;
}

/** The journal last: as long as it is there, a migration that was killed is not taken as done. */
static gr_status move_rest(const moving *m)
{
    static const char *const names[] = {".archive",   ".outbox",         ".shards",
                                        ".rebuilt",   ".journal.db-wal", ".journal.db-shm",
                                        ".journal.db"};
    /* its messages have figures of all; the next run writes it anew */
    (void)unlink(gr_path_join(m->arena, m->store->output, GR_LIT("index.html")).ptr);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        GR_TRY(move_path(m, gr_path_join(m->arena, m->store->output, gr_str_of(names[i])),
                         gr_path_join(m->arena, m->store->state, gr_str_of(names[i] + 1))));
    }
    GR_TRY(gr_path_sync(m->store->state, m->diag));
    return gr_path_sync(m->store->output, m->diag);
}

static gr_status check_root(moving *m, gr_str destination)
{
    return gr_old_editions(m, destination, check_edition);
}

static gr_status migrate_root(moving *m, gr_str destination)
{
    return gr_old_editions(m, destination, migrate_edition);
}

/** What a migration left that was killed. */
static gr_status sweep_root(moving *m, gr_str destination)
{
    gr_store_sweep(m->store, destination, m->arena, m->diag);
    return GR_OK;
}

gr_status gr_migrate_output(const gr_store *store, gr_arena *arena, gr_diag *diag, gr_moved *out)
{
    moving m = {.store = store, .arena = arena, .diag = diag};
    GR_TRY(gr_old_roots(&m, GR_LIT(""), DESTINATION_DEEP, check_root));
    GR_TRY(gr_old_roots(&m, GR_LIT(""), DESTINATION_DEEP, migrate_root));
    GR_TRY(gr_old_roots(&m, GR_LIT(""), DESTINATION_DEEP, sweep_root));
    GR_TRY(move_rest(&m));
    *out = m.counts;
    return GR_OK;
}
