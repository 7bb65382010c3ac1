/* Owns `griffie rebuild`: a version is made again from what the archive keeps, in a folder of its
 * own, the way a run makes it. The state folder is only read, but for
 * rebuilding and rebuilt. */
#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"
#include "load/lay_out.h"
#include "lookback/version.h"
#include "provenance/remade.h"
#include "release.h"
#include "store/folder.h"
#include "store/scratch.h"
#include "store/state.h"
#include "store/suppressed_places.h"

#define FILE_BYTES ((size_t)1024 * 1024 * 1024)
#define FILES_MASK 027

typedef struct rebuilding {
    batch *run;
    gr_arena *arena;
    gr_diag *diag;
    gr_order order; /* as the version was asked for */
    gr_place place;
    gr_found_version version;
    gr_str temp; /* input, templates, fonts, patterns, files, output */
    batch made;
    gr_request request; /* of `made` */
} rebuilding;

/* --- which version --- */

static gr_status find_version(rebuilding *r)
{
    const gr_request *request = r->run->request;
    const gr_store *store = &r->run->store;
    gr_str style = GR_LIT("");
    r->order = (gr_order){.job = GR_LIT(""),
                          .period = {.name = GR_LIT("")},
                          .destination = GR_LIT(""),
                          .on_control = GR_CONTROL_WARNS}; /* it was published */
    gr_order_of_version(store, request->words[0], request->words[1],
                        gr_key_is_plain(request->key) ? request->key : GR_LIT(""), r->arena,
                        &r->order, &style);
    batch_ask_style(r->run, style);
    r->place = gr_place_at(store, r->order.destination, r->order.reports[0].name,
                           r->order.editions[0].name, r->arena);
    return gr_find_version(store, &r->place, request->key, r->arena, r->diag, &r->version);
}

/* --- made again --- */

static gr_status prepare(rebuilding *r)
{
    static const char *const folders[] = {"input", "templates", "fonts", "patterns",
                                          "files", "output",    "state"};
    gr_life life = {0};
    for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
        GR_TRY(gr_folder_make(gr_path_join(r->arena, r->temp, gr_str_of(folders[i])), r->diag));
    }
    const gr_lay_out_setup lay_out = {.state = r->run->store.state,
                                      .into = r->temp,
                                      .manifest = r->version.manifest,
                                      .manifest_path = r->version.manifest_path,
                                      .arena = r->arena,
                                      .diag = r->diag};
    GR_TRY(gr_lay_out(&lay_out));
    GR_TRY(gr_version_life(&r->place, r->version.key, r->arena, r->diag, &life));
    r->order.destination = GR_LIT("");
    r->request = *r->run->request;
    r->request.life = life;
    r->request.workers = 1;
    r->request.input = gr_path_join(r->arena, r->temp, GR_LIT("input"));
    r->request.templates = gr_path_join(r->arena, r->temp, GR_LIT("templates"));
    r->request.fonts = gr_path_join(r->arena, r->temp, GR_LIT("fonts"));
    r->request.output = gr_path_join(r->arena, r->temp, GR_LIT("output"));
    r->request.state = gr_path_join(r->arena, r->temp, GR_LIT("state"));
    r->made = *r->run;
    r->made.request = &r->request;
    r->made.input = r->request.input;
    r->made.templates = r->request.templates;
    r->made.output = r->request.output;
    r->made.store = (gr_store){r->request.output, r->request.state};
    GR_TRY(gr_suppressed_places_advance(r->made.store.state, &r->place, r->version.key, r->arena,
                                        r->diag));
    r->made.laid_out = r->temp;
    r->made.orders = &r->order;
    r->made.n_orders = 1;
    return GR_OK;
}

/* --- compared --- */

static gr_exit compare(const rebuilding *r, const gr_remade *made)
{
    size_t same = 0;
    size_t other = 0;
    gr_remade_compare(made, &same, &other);
    gr_str line = gr_str_fmt(r->arena, GR_FMT " " GR_FMT ": %zu files the same, %zu others\n",
                             GR_ARG(r->place.below), GR_ARG(r->version.key), same, other);
    if (batch_print(line, r->diag) != GR_OK) {
        return GR_EXIT_IO;
    }
    return other > 0 || same == 0 ? GR_EXIT_SOME_FAILED : GR_EXIT_OK;
}

/* --- or given --- */

/** Below state/rebuilt, where nobody takes it for what is published. */
static gr_status give(const rebuilding *r, const gr_remade *made)
{
    gr_str rest = r->made.plan[0].documents;
    gr_str name = GR_LIT("");
    gr_str bytes = GR_LIT("");
    gr_str below = gr_str_fmt(r->arena, "rebuilt/" GR_FMT "/" GR_FMT, GR_ARG(r->place.below),
                              GR_ARG(r->version.key));
    gr_str state = r->run->store.state;
    gr_str folder = gr_path_join(r->arena, state, below);
    (void)gr_remove_below(state, below, r->arena);
    GR_TRY(gr_folders_make(state, below, r->diag));
    while (gr_str_split(&rest, '\n', &name)) {
        if (name.len == 0) {
            continue;
        }
        gr_str path = gr_path_join(r->arena, folder, name);
        GR_TRY(gr_file_read(gr_remade_path(made, name), FILE_BYTES, r->arena, r->diag, (gr_loc){0},
                            &bytes));
        GR_TRY(gr_file_write_new(path, bytes, r->diag));
        GR_TRY(batch_print(gr_str_fmt(r->arena, GR_FMT "\n", GR_ARG(path)), r->diag));
    }
    return GR_OK;
}

static gr_exit make(rebuilding *r)
{
    gr_status status = prepare(r);
    if (status != GR_OK) {
        return batch_exit_of(status, r->diag);
    }
    gr_exit result = batch_roles_run(&r->made);
    r->run->stopped_by = r->made.stopped_by;
    if (result != GR_EXIT_OK || r->made.n_plan != 1 || r->made.stopped_by != 0) {
        return result;
    }
    const gr_place place = batch_place_of(&r->made, &r->made.plan[0], r->arena);
    const gr_remade made = {.folder = r->version.folder,
                            .manifest = r->version.manifest,
                            .made = &place,
                            .engine = r->run->engine,
                            .arena = r->arena,
                            .diag = r->diag};
    if (r->run->request->verify) {
        return compare(r, &made);
    }
    status = give(r, &made);
    return status == GR_OK ? result : batch_exit_of(status, r->diag);
}

gr_exit batch_rebuild(batch *run)
{
    rebuilding r = {.run = run, .arena = run->src, .diag = run->diag};
    gr_state state = {0};
    (void)umask(FILES_MASK);
    gr_status status = batch_state_open(run, true, &state);
    status = status == GR_OK ? gr_state_look(&state, run->src, run->diag) : status;
    status = status == GR_OK ? find_version(&r) : status;
    if (status != GR_OK) {
        return batch_exit_of(status, run->diag);
    }
    status = gr_scratch_make(run->store.state, run->src, run->diag, &r.temp);
    if (status != GR_OK) {
        return batch_exit_of(status, run->diag);
    }
    gr_exit result = make(&r);
    gr_scratch_remove(run->store.state, r.temp, run->src);
    return result;
}
