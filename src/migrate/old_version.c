/* Owns how a version of griffie 0.1, one folder of all, becomes one of today: what it says of
 * itself apart from what readers have. */
#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"
#include "old.h"
#include "pack/pack.h"
#include "store/folder.h"
#include "store/shown.h"
#include "store/version.h"
#include "json/read.h"

#define FILE_BYTES ((size_t)1024 * 1024 * 1024)

static bool is_own(gr_str name)
{
    static const char *const own[] = {GR_USED_TABLE, GR_ORIGINS_FILE, GR_PUBLISHED_FILE,
                                      GR_MANIFEST, GR_LIFE_FILE};
    for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
        if (gr_str_is(name, own[i])) {
            return true;
        }
    }
    return false;
}

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
    GR_TRY(gr_version_read(old, GR_VERSION_MANIFEST, m->arena, m->diag, &manifest));
    (void)gr_json_find(manifest, "$.report", m->arena, &facts.report);
    (void)gr_json_find(manifest, "$.edition", m->arena, &facts.edition);
    (void)gr_json_find(manifest, "$.as-of", m->arena, &facts.as_of);
    if (gr_file_exists(life_path)) {
        GR_TRY(gr_version_read(old, GR_VERSION_LIFE, m->arena, m->diag, &facts.life));
    }
    *out = gr_public_manifest_text(&facts, files, n, m->arena);
    return GR_OK;
}

/** Names of changes.json are keys, and those no reader may have. */
static gr_status add_public(const moving *m, const old_edition *e, gr_str old, gr_str part,
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

static gr_status fill(const moving *m, const old_edition *e, gr_str old, gr_str part)
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
int64_t gr_old_time(gr_str folder)
{
    struct stat facts = {0};
    return stat(folder.ptr, &facts) == 0 ? facts.st_mtime : 0;
}

gr_status gr_old_take_over(moving *m, const old_edition *e, gr_str name)
{
    gr_str old = gr_path_join(m->arena, e->place.home, name);
    gr_str kept = gr_version_folder(&e->place, name, m->arena);
    gr_str part = gr_str_fmt(m->arena, GR_FMT GR_PART, GR_ARG(kept));
    if (gr_folder_exists(kept)) { /* by a migration that was killed */
        return GR_OK;
    }
    gr_str below = gr_str_sub(gr_path_join(m->arena, part, GR_LIT("files")),
                              m->store->state.len + 1, SIZE_MAX);
    (void)gr_version_remove(&e->place, gr_str_fmt(m->arena, GR_FMT GR_PART, GR_ARG(name)),
                            m->arena);
    GR_TRY(gr_folders_make(m->store->state, below, m->diag));
    GR_TRY(fill(m, e, old, part));
    /* there, their times tell in which order versions were current; here it is written down */
    GR_TRY(gr_shown_begin(&e->place, m->arena, m->diag));
    GR_TRY(gr_shown_add(&e->place, name, gr_old_time(old), m->arena, m->diag));
    GR_TRY(gr_path_rename(part, kept, m->diag));
    m->counts.versions += e->sheets ? 0 : 1;
    return gr_path_sync(e->place.kept, m->diag);
}
