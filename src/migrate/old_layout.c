/* Owns what stands in an output folder of griffie 0.1: its destinations, editions and versions. */
#include "base/arena.h"
#include "base/file.h"
#include "old.h"
#include "store/folder.h"
#include "store/version_file.h"

#define ENDING ".changes"

/** Sheets of today have a changes.json too; the state folder knows their folders by name. */
static bool is_ours(const moving *m, const old_edition *e, gr_str name)
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
static bool is_old(const moving *m, const old_edition *e, gr_str name)
{
    gr_str folder = gr_path_join(m->arena, e->place.home, name);
    gr_str mark = e->sheets ? GR_LIT("changes.json") : GR_LIT(GR_USED_TABLE);
    return gr_file_exists(gr_path_join(m->arena, folder, mark)) && !is_ours(m, e, name);
}

static old_edition look_at(const moving *m, gr_str destination, gr_str report, gr_str id)
{
    old_edition e = {.place = gr_place_at(m->store, destination, report, id, m->arena),
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

gr_status gr_old_editions(moving *m, gr_str destination, edition_fn *visit)
{
    const gr_place any = gr_place_at(m->store, destination, GR_LIT("-"), GR_LIT("-"), m->arena);
    gr_str *reports = NULL;
    size_t n = gr_folders_by_age(any.gen, m->arena, &reports);
    for (size_t i = 0; i < n; i++) {
        gr_str *ids = NULL;
        size_t k = gr_folders_by_age(gr_path_join(m->arena, any.gen, reports[i]), m->arena, &ids);
        for (size_t j = 0; j < k; j++) {
            const old_edition e = look_at(m, destination, reports[i], ids[j]);
            GR_TRY(visit(m, &e));
        }
    }
    return GR_OK;
}

/** The output folder, and destinations of jobs below it: folders, not links. */
gr_status gr_old_roots(moving *m, gr_str destination, unsigned depth, root_fn *visit)
{
    gr_str *names = NULL;
    gr_str root = gr_path_join(m->arena, m->store->output, destination);
    GR_TRY(visit(m, destination));
    size_t n = depth == 0 ? 0 : gr_folders_by_age(root, m->arena, &names);
    for (size_t i = 0; i < n; i++) {
        GR_TRY(gr_old_roots(m, gr_path_join(m->arena, destination, names[i]), depth - 1, visit));
    }
    return GR_OK;
}
