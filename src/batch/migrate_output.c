/* Owns `griffie migrate --output`: an output folder in which griffie 0.1 kept all that it knew
 * becomes two folders. Nothing is lost: a version stands whole in the state folder before what it
 * was made of is taken away. May be killed, and run again; run twice, it finds nothing to do. */
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "batch_priv.h"
#include "journal/compare.h"
#include "pack/pack.h"
#include "provenance/life.h"
#include "release.h"
#include "store/folder.h"
#include "store/lock.h"
#include "store/shown.h"
#include "store/state.h"
#include "store/version.h"
#include "json/read.h"

#define ENDING           ".changes"
#define MANIFEST_BYTES   ((size_t)64 * 1024 * 1024)
#define FILE_BYTES       ((size_t)1024 * 1024 * 1024)
#define DESTINATION_DEEP 4
#define FILES_MASK       027

typedef struct moving {
    batch *run;
    gr_arena *arena;
    gr_diag *diag;
    size_t versions, editions;
} moving;

typedef struct edition { /* as it stands in the old layout */
    gr_place place;
    gr_str *names; /* of its old versions, the newest first */
    size_t n;
    bool sheets; /* change sheets of an edition */
} edition;

/* --- what is there --- */

static bool is_own(gr_str name)
{
    static const char *const own[] = {"used.tsv", "origins.json", "published.json", GR_MANIFEST,
                                      GR_LIFE_FILE};
    for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
        if (gr_str_is(name, own[i])) {
            return true;
        }
    }
    return false;
}

/** Sheets of today have a changes.json too; the state folder knows their folders by name. */
static bool is_ours(const moving *m, const edition *e, gr_str name)
{
    gr_str *keys = NULL;
    size_t n = e->sheets ? gr_folders_by_age(e->place.kept, m->arena, &keys) : 0;
    for (size_t i = 0; i < n; i++) {
        gr_str public = gr_version_name(&e->place, keys[i], m->arena);
        if (public.len > 0 && gr_str_starts(name, public)) {
            return true;
        }
    }
    return false;
}

/** A version says what it was made from beside its documents; a sheet has no manifest. */
static bool is_old(const moving *m, const edition *e, gr_str name)
{
    gr_str folder = gr_path_join(m->arena, e->place.home, name);
    gr_str mark = e->sheets ? GR_LIT("changes.json") : GR_LIT("used.tsv");
    return gr_file_exists(gr_path_join(m->arena, folder, mark)) && !is_ours(m, e, name);
}

static edition look_at(const moving *m, gr_str destination, gr_str report, gr_str id)
{
    edition e = {.place = gr_place_at(&m->run->store, destination, report, id, m->arena),
                 .sheets = gr_str_ends(id, GR_LIT(ENDING))};
    gr_str *names = NULL;
    size_t n = gr_folders_by_age(e.place.home, m->arena, &names);
    e.names = names;
    for (size_t i = 0; i < n; i++) {
        if (!gr_str_ends(names[i], GR_LIT(GR_PART)) && is_old(m, &e, names[i])) {
            e.names[e.n++] = names[i];
        }
    }
    return e;
}

typedef gr_status edition_fn(moving *m, const edition *e);
typedef gr_status root_fn(moving *m, gr_str destination);

static gr_status each_edition(moving *m, gr_str destination, edition_fn *visit)
{
    const gr_place any =
        gr_place_at(&m->run->store, destination, GR_LIT("-"), GR_LIT("-"), m->arena);
    gr_str *reports = NULL;
    size_t n = gr_folders_by_age(any.gen, m->arena, &reports);
    for (size_t i = 0; i < n; i++) {
        gr_str *ids = NULL;
        size_t k = gr_folders_by_age(gr_path_join(m->arena, any.gen, reports[i]), m->arena, &ids);
        for (size_t j = 0; j < k; j++) {
            const edition e = look_at(m, destination, reports[i], ids[j]);
            GR_TRY(visit(m, &e));
        }
    }
    return GR_OK;
}

/** The output folder, and destinations of jobs below it: folders, not links. */
static gr_status each_root(moving *m, gr_str destination, unsigned depth, root_fn *visit)
{
    gr_str *names = NULL;
    gr_str root = gr_path_join(m->arena, m->run->output, destination);
    GR_TRY(visit(m, destination));
    size_t n = depth == 0 ? 0 : gr_folders_by_age(root, m->arena, &names);
    for (size_t i = 0; i < n; i++) {
        GR_TRY(each_root(m, gr_path_join(m->arena, destination, names[i]), depth - 1, visit));
    }
    return GR_OK;
}

/* --- what cannot be --- */

static bool was_released(const moving *m, gr_str folder)
{
    gr_diag *unheard = gr_diag_new(m->arena, 1);
    gr_str manifest = GR_LIT("");
    return gr_file_exists(gr_path_join(m->arena, folder, GR_LIT(GR_LIFE_FILE))) ||
           (gr_file_read(gr_path_join(m->arena, folder, GR_LIT(GR_MANIFEST)), MANIFEST_BYTES,
                         m->arena, unheard, (gr_loc){0}, &manifest) == GR_OK &&
            gr_str_find(manifest, GR_LIT("\"" GR_LIFE_FILE "\"")) != SIZE_MAX);
}

/** Of two released versions nobody but people can say which one holds. */
static gr_status check_edition(moving *m, const edition *e)
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

/* --- one version --- */

static int by_name(const void *left, const void *right)
{
    return gr_str_cmp(((const gr_version_file *)left)->name,
                      ((const gr_version_file *)right)->name);
}

static gr_status hash_file(const moving *m, gr_str path, gr_str name, gr_version_file *out)
{
    gr_arena *scratch = gr_arena_new(1);
    gr_str bytes = GR_LIT("");
    gr_status status = gr_file_read(path, FILE_BYTES, scratch, m->diag, (gr_loc){0}, &bytes);
    *out = (gr_version_file){
        .name = name, .bytes = bytes.len, .sha256 = gr_sha256_hex(m->arena, gr_sha256_of(bytes))};
    gr_arena_free(scratch);
    return status;
}

/** What the version said of itself, as its readers may have it. */
static gr_status public_manifest(const moving *m, gr_str old, const gr_version_file *files,
                                 size_t n, gr_str *out)
{
    gr_str manifest = GR_LIT("");
    gr_str life_path = gr_path_join(m->arena, old, GR_LIT(GR_LIFE_FILE));
    gr_public_facts facts = {.report = GR_LIT(""),
                             .edition = GR_LIT(""),
                             .as_of = GR_LIT(""),
                             .on = GR_LIT(""),
                             .life = GR_LIT("")};
    GR_TRY(gr_file_read(gr_path_join(m->arena, old, GR_LIT(GR_MANIFEST)), MANIFEST_BYTES, m->arena,
                        m->diag, (gr_loc){0}, &manifest));
    (void)gr_json_find(manifest, "$.report", m->arena, &facts.report);
    (void)gr_json_find(manifest, "$.edition", m->arena, &facts.edition);
    (void)gr_json_find(manifest, "$.as-of", m->arena, &facts.as_of);
    if (gr_file_exists(life_path)) {
        GR_TRY(
            gr_file_read(life_path, MANIFEST_BYTES, m->arena, m->diag, (gr_loc){0}, &facts.life));
    }
    *out = gr_public_manifest_text(&facts, files, n, m->arena);
    return GR_OK;
}

/** Names of changes.json are keys, and those no reader may have. */
static gr_status add_public(const moving *m, const edition *e, gr_str old, gr_str part,
                            gr_version_file *files, size_t n)
{
    gr_str into = gr_path_join(m->arena, part, GR_LIT("files"));
    gr_str text = GR_LIT("");
    qsort(files, n, sizeof(*files), by_name);
    if (!e->sheets) {
        gr_str path = gr_path_join(m->arena, into, GR_LIT(GR_MANIFEST));
        GR_TRY(public_manifest(m, old, files, n, &text));
        GR_TRY(gr_file_write_new(path, text, m->diag));
        GR_TRY(hash_file(m, path, GR_LIT(GR_MANIFEST), &files[n++]));
    }
    gr_str name = gr_version_public_name(files, n, m->arena);
    GR_TRY(gr_file_write_new(gr_path_join(m->arena, part, GR_LIT(GR_NAME_FILE)),
                             gr_str_fmt(m->arena, GR_FMT "\n", GR_ARG(name)), m->diag));
    GR_TRY(gr_path_sync(into, m->diag));
    return gr_path_sync(part, m->diag);
}

static gr_status fill(const moving *m, const edition *e, gr_str old, gr_str part)
{
    gr_str *names = NULL;
    size_t n = 0;
    size_t shown = 0;
    gr_str into = gr_path_join(m->arena, part, GR_LIT("files"));
    GR_TRY(gr_folder_list(old, GR_LIT(""), m->arena, m->diag, &names, &n));
    gr_version_file *files = GR_NEW_N(m->arena, gr_version_file, n + 1);
    for (size_t i = 0; i < n; i++) {
        bool own = !e->sheets && is_own(names[i]);
        gr_str to = gr_path_join(m->arena, own ? part : into, names[i]);
        GR_TRY(gr_file_share(gr_path_join(m->arena, old, names[i]), to, m->diag));
        if (!own) {
            GR_TRY(hash_file(m, to, names[i], &files[shown++]));
        }
    }
    return add_public(m, e, old, part, files, shown);
}

/** When it was shown: griffie 0.1 touched it then. */
static int64_t time_of(gr_str folder)
{
    struct stat facts = {0};
    return stat(folder.ptr, &facts) == 0 ? facts.st_mtime : 0;
}

static gr_status take_over(moving *m, const edition *e, gr_str name)
{
    gr_str old = gr_path_join(m->arena, e->place.home, name);
    gr_str kept = gr_version_folder(&e->place, name, m->arena);
    gr_str part = gr_str_fmt(m->arena, GR_FMT GR_PART, GR_ARG(kept));
    if (gr_folder_exists(kept)) { /* by a migration that was killed */
        return GR_OK;
    }
    gr_str below = gr_str_sub(gr_path_join(m->arena, part, GR_LIT("files")),
                              m->run->store.state.len + 1, SIZE_MAX);
    (void)gr_version_remove(&e->place, gr_str_fmt(m->arena, GR_FMT GR_PART, GR_ARG(name)),
                            m->arena);
    GR_TRY(gr_folders_make(m->run->store.state, below, m->diag));
    GR_TRY(fill(m, e, old, part));
    /* there, their times tell in which order versions were current; here it is written down */
    GR_TRY(gr_shown_begin(&e->place, m->arena, m->diag));
    GR_TRY(gr_shown_add(&e->place, name, time_of(old), m->arena, m->diag));
    GR_TRY(gr_path_rename(part, kept, m->diag));
    m->versions += e->sheets ? 0 : 1;
    return gr_path_sync(e->place.kept, m->diag);
}

/* --- one edition --- */

/** The version that readers have, under its new name, and as old as it was. */
static gr_status show(moving *m, const edition *e, gr_str current)
{
    bool moved = false;
    gr_str old = gr_path_join(m->arena, e->place.home, current);
    return gr_version_show(&e->place, current, time_of(old), m->arena, m->diag, &moved);
}

/** Which of the old versions readers have. The link may lead to its new name already: then the
 *  migration that moved it was killed before the state folder knew. Empty: none. */
static gr_str shown_of(const moving *m, const edition *e)
{
    gr_str shown = gr_place_shown(&e->place, m->arena);
    gr_str key =
        gr_is_one_of(shown, e->names, e->n) ? shown : gr_place_current(&e->place, m->arena);
    return gr_is_one_of(key, e->names, e->n) ? key : GR_LIT("");
}

/** By way of the state folder: whoever dies here leaves no half version among public files. */
static gr_status remove_old(moving *m, const edition *e, gr_str name)
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

static gr_status migrate_edition(moving *m, const edition *e)
{
    for (size_t i = e->n; i > 0; i--) {
        GR_TRY(take_over(m, e, e->names[i - 1]));
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
    m->editions += e->n > 0 && !e->sheets ? 1 : 0;
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
    (void)unlink(gr_path_join(m->arena, m->run->output, GR_LIT("index.html")).ptr);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        GR_TRY(move_path(m, gr_path_join(m->arena, m->run->output, gr_str_of(names[i])),
                         gr_path_join(m->arena, m->run->store.state, gr_str_of(names[i] + 1))));
    }
    GR_TRY(gr_path_sync(m->run->store.state, m->diag));
    return gr_path_sync(m->run->output, m->diag);
}

static gr_status check_root(moving *m, gr_str destination)
{
    return each_edition(m, destination, check_edition);
}

static gr_status migrate_root(moving *m, gr_str destination)
{
    return each_edition(m, destination, migrate_edition);
}

/** What a migration left that was killed. */
static gr_status sweep_root(moving *m, gr_str destination)
{
    gr_store_sweep(&m->run->store, destination, m->arena, m->diag);
    return GR_OK;
}

static gr_status migrate(moving *m)
{
    GR_TRY(each_root(m, GR_LIT(""), DESTINATION_DEEP, check_root));
    GR_TRY(each_root(m, GR_LIT(""), DESTINATION_DEEP, migrate_root));
    GR_TRY(each_root(m, GR_LIT(""), DESTINATION_DEEP, sweep_root));
    GR_TRY(move_rest(m));
    return batch_print(gr_str_fmt(m->arena,
                                  "%zu versions of %zu editions are in '" GR_FMT "' now\n",
                                  m->versions, m->editions, GR_ARG(m->run->store.state)),
                       m->diag);
}

static gr_status with_locks(batch *run, gr_state *state, gr_lock *old, gr_lock *lock)
{
    moving m = {.run = run, .arena = run->src, .diag = run->diag};
    gr_str example = GR_LIT("");
    GR_TRY(gr_lock_take(run->store.state, run->request->wait, run->src, run->diag, lock));
    GR_TRY(gr_lock_take(run->output, run->request->wait, run->src, run->diag, old));
    if (!gr_layout_is_old(run->output, run->src, &example)) {
        return batch_print(GR_LIT("nothing to do: documents and state are apart\n"), run->diag);
    }
    state->migrates = true;
    GR_TRY(gr_state_join(state, run->src, run->diag));
    return migrate(&m);
}

gr_exit batch_migrate_output(batch *run)
{
    gr_state state = {0};
    gr_lock old = {.held = false};
    gr_lock lock = {.held = false};
    (void)umask(FILES_MASK);
    if (!gr_folder_exists(run->output)) {
        gr_loc whole = {.file = gr_diag_add_file(run->diag, run->output)};
        gr_diag_report(run->diag, whole, GR_CODE_FILE_MISSING,
                       "the output folder of the older griffie is expected here");
        return GR_EXIT_DATA;
    }
    gr_status status = batch_state_open(run, false, &state);
    if (status == GR_OK) {
        status = with_locks(run, &state, &old, &lock);
        gr_lock_release(&old);
        gr_state_leave(&state, lock.path, run->src);
        gr_lock_release(&lock);
    }
    return batch_exit_of(status, run->diag);
}
