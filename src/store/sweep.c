#include "store/version.h"

/* Owns the tidying up after runs that died, and after links that moved. Removes below .gen and
 * .versions only. */
#include <errno.h>
#include <unistd.h>

#include "base/file.h"
#include "store/folder.h"
#include "store/scratch.h"
#include "store/shown.h"
#include "store/version_file.h"
#include "store_priv.h"
#include "json/read.h"

typedef struct sweeping {
    const gr_store *store;
    gr_str destination;
    gr_arena *arena;
    gr_diag *diag;
} sweeping;

static void report_left(const sweeping *s, gr_str path)
{
    gr_loc whole = {.file = gr_diag_add_file(s->diag, path)};
    gr_diag_report(s->diag, whole, GR_CODE_OUTPUT_LEFT, "%s", strerror(errno));
}

/** Sweeping is no condition for publishing: a folder that cannot be listed is a warning. */
static size_t list_left(const sweeping *s, gr_str folder, gr_str **out_names)
{
    size_t n = 0;
    gr_diag *discarded = gr_diag_new(s->arena, 1);
    if (gr_folder_list(folder, GR_LIT(""), s->arena, discarded, out_names, &n) != GR_OK) {
        report_left(s, folder);
    }
    return n;
}

static void remove_left(const sweeping *s, gr_str root, gr_str below)
{
    if (!gr_remove_below(root, below, s->arena)) {
        report_left(s, gr_path_join(s->arena, root, below));
    }
}

/** A link that was made and not renamed over the one it should replace. */
static void sweep_link(const sweeping *s, gr_str folder, gr_str name, gr_str ours)
{
    gr_str spare = gr_link_spare(folder, name, s->arena);
    if (gr_link_leads_below(spare, ours) && unlink(spare.ptr) != 0 && errno != ENOENT) {
        report_left(s, spare);
    }
}

/** What was released and nobody knows is left alone: somebody restored a part of a backup. Of a
 * manifest that is damaged what looks like it is enough. */
static bool is_released(const sweeping *s, gr_str folder)
{
    gr_str manifest = GR_LIT("");
    if (!gr_version_find(folder, GR_VERSION_MANIFEST, s->arena, &manifest)) {
        return false;
    }
    gr_json_tree tree = gr_json_read(manifest);
    bool released = tree.root == NULL
                        ? gr_str_find(manifest, GR_LIT("\"life\"")) != SIZE_MAX
                        : gr_json_kind_of(gr_json_member(tree.root, "life")) == GR_JSON_OBJECT;
    gr_json_free(&tree);
    return released;
}

/** True when the state folder has that folder's files: it can come back. */
static bool is_known(const sweeping *s, const gr_place *place, gr_str name)
{
    gr_str *keys = NULL;
    size_t n = gr_folders_in(place->kept, s->arena, &keys);
    for (size_t i = 0; i < n; i++) {
        gr_str of = gr_version_name(place, keys[i], s->arena);
        if (of.len > 0 && gr_str_starts(name, of)) {
            return true;
        }
    }
    return false;
}

static void sweep_public(const sweeping *s, const gr_place *place)
{
    gr_str *names = NULL;
    gr_str shown = gr_place_shown(place, s->arena);
    gr_str edition = gr_str_sub(place->link, place->links.len + 1, SIZE_MAX);
    gr_str ours = gr_str_fmt(s->arena, "../.gen/" GR_FMT "/", GR_ARG(place->below));
    size_t n = list_left(s, place->home, &names);
    sweep_link(s, place->links, edition, ours);
    for (size_t i = 0; i < n; i++) {
        bool free = gr_str_ends(names[i], GR_LIT(GR_PART)) ||
                    (!gr_str_eq(names[i], shown) &&
                     (is_known(s, place, names[i]) ||
                      !is_released(s, gr_path_join(s->arena, place->home, names[i]))));
        if (free) {
            remove_left(s, place->gen, gr_path_join(s->arena, place->below, names[i]));
        }
    }
    (void)rmdir(place->home.ptr);
}

static void sweep_kept(const sweeping *s, const gr_place *place)
{
    gr_str *keys = NULL;
    size_t n = list_left(s, place->kept, &keys);
    sweep_link(s, place->kept, GR_LIT(CURRENT), GR_LIT(""));
    for (size_t i = 0; i < n; i++) {
        if (gr_str_ends(keys[i], GR_LIT(GR_PART))) {
            remove_left(s, place->versions, gr_path_join(s->arena, place->below, keys[i]));
        }
    }
    gr_shown_leave(place, s->arena);
    (void)rmdir(place->kept.ptr);
}

/** All reports and editions of one of the two folders. */
static void sweep_all(const sweeping *s, gr_str folder,
                      void (*sweep)(const sweeping *s, const gr_place *place))
{
    gr_str *reports = NULL;
    size_t n = list_left(s, folder, &reports);
    for (size_t i = 0; i < n; i++) {
        gr_str *editions = NULL;
        gr_str report = gr_path_join(s->arena, folder, reports[i]);
        size_t m = list_left(s, report, &editions);
        for (size_t k = 0; k < m; k++) {
            const gr_place place =
                gr_place_at(s->store, s->destination, reports[i], editions[k], s->arena);
            sweep(s, &place);
        }
        (void)rmdir(report.ptr);
    }
    (void)rmdir(folder.ptr);
}

/** Of state.c. */
static void sweep_ids(const sweeping *s)
{
    gr_str *names = NULL;
    size_t n = list_left(s, s->store->state, &names);
    for (size_t i = 0; i < n; i++) {
        if (gr_str_ends(names[i], GR_LIT(GR_PART))) {
            remove_left(s, s->store->state, names[i]);
        }
    }
}

void gr_store_sweep(const gr_store *store, gr_str destination, gr_arena *arena, gr_diag *diag)
{
    const sweeping s = {store, destination, arena, diag};
    const gr_place any = gr_place_at(store, destination, GR_LIT("-"), GR_LIT("-"), arena);
    sweep_ids(&s);
    gr_scratch_sweep(store->state, arena);
    sweep_all(&s, any.gen, sweep_public);
    sweep_all(&s, any.versions, sweep_kept);
}
