/* Owns `griffie rebuild`: a version is made again from what the archive keeps, in a folder of its
 * own, the way a run makes it. The state folder is only read, but for
 * rebuilding and rebuilt. */
#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"
#include "load/lay_out.h"
#include "lookback/version.h"
#include "make_now.h"
#include "provenance/life.h"
#include "provenance/remade.h"
#include "reading.h"
#include "store/folder.h"
#include "store/scratch.h"
#include "store/state.h"
#include "store/suppressed_places.h"
#include "json/read.h"

#define FILE_BYTES ((size_t)1024 * 1024 * 1024)
#define FILES_MASK 027

typedef struct rebuilding {
    const gr_session *session;
    const gr_rebuild_request *request;
    gr_arena *arena;
    gr_diag *diag;
    gr_order order; /* as the version was asked for */
    gr_str *waived; /* ids of what was waived */
    size_t n_waived;
    gr_str style;              /* the same */
    gr_life life;              /* of the version */
    gr_kept_promises promises; /* as they were when it was made */
    gr_place place;
    gr_found_version version;
    gr_str temp;        /* input, templates, fonts, patterns, files, output, state */
    gr_folders folders; /* in it */
    gr_store store;     /* in it */
    gr_work work;
} rebuilding;

/* --- which version --- */

static gr_status find_version(rebuilding *r)
{
    const gr_rebuild_request *request = r->request;
    const gr_store *store = &r->session->store;
    r->style = GR_LIT("");
    r->order = (gr_order){.job = GR_LIT(""),
                          .period = {.name = GR_LIT("")},
                          .destination = GR_LIT(""),
                          .on_control = GR_CONTROL_PASSES}; /* it was published */
    gr_order_of_version(store, request->of.report, request->of.edition,
                        gr_key_is_plain(request->key) ? request->key : GR_LIT(""), r->arena,
                        &r->order, &r->style);
    r->place = gr_place_at(store, r->order.destination, r->order.reports[0].name,
                           r->order.editions[0].name, r->arena);
    return gr_find_version(store, &r->place, request->key, r->arena, r->diag, &r->version);
}

/* --- made again --- */

static gr_str in_temp(const rebuilding *r, const char *name)
{
    return gr_path_join(r->arena, r->temp, gr_str_of(name));
}

static gr_status prepare(rebuilding *r)
{
    static const char *const folders[] = {"input", "templates", "fonts", "patterns",
                                          "files", "output",    "state"};
    for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
        GR_TRY(gr_folder_make(in_temp(r, folders[i]), r->diag));
    }
    const gr_lay_out_setup lay_out = {.state = r->session->store.state,
                                      .into = r->temp,
                                      .manifest = r->version.manifest,
                                      .manifest_path = r->version.manifest_path,
                                      .arena = r->arena,
                                      .diag = r->diag};
    GR_TRY(gr_lay_out(&lay_out));
    r->promises.n_caveats = 0;
    gr_str *caveats = NULL;
    if (gr_json_list(r->version.manifest, "$.caveats", r->arena, &caveats,
                     &r->promises.n_caveats)) {
        r->promises.caveats = caveats;
        r->promises.worst = GR_BREACH_DEGRADES;
    }
    (void)gr_json_list(r->version.manifest, "$.waived", r->arena, &r->waived, &r->n_waived);
    GR_TRY(gr_version_life(&r->place, r->version.key, r->arena, r->diag, &r->life));
    r->order.destination = GR_LIT("");
    r->folders = (gr_folders){.input = in_temp(r, "input"),
                              .templates = in_temp(r, "templates"),
                              .fonts = in_temp(r, "fonts"),
                              .batch = GR_LIT("")};
    r->store = (gr_store){.output = in_temp(r, "output"), .state = in_temp(r, "state")};
    r->work = (gr_work){.orders = &r->order, .n_orders = 1};
    return gr_suppressed_places_advance(r->store.state, &r->place, r->version.key, r->arena,
                                        r->diag);
}

static gr_status load(void *user, gr_work *work, gr_loaded *out)
{
    rebuilding *r = user;
    bool done = false;
    gr_reading_setup reading = gr_reading_of(r->session, &r->folders);
    reading.store = r->store;
    reading.files.style = r->style;
    reading.files.laid_out = r->temp;
    reading.files.untold = true;
    reading.publishes = true;
    GR_TRY(gr_reading_plan(&reading, work, &out->load, &done));
    out->setup = gr_editions_of(&reading, r->session, out->load);
    gr_load_waived_again(out->load, r->waived, r->n_waived, &r->promises);
    out->setup.life = r->life;
    out->setup.promises = &r->promises;
    return GR_OK;
}

static gr_exit remake(rebuilding *r)
{
    gr_settling settling = {.publishing = {.store = r->store,
                                           .now = r->session->clock.began,
                                           .arena = r->arena,
                                           .diag = r->diag},
                            .work = &r->work,
                            .line = gr_line_of(r->session->call)};
    gr_roles roles = gr_roles_of(r->session, 1, r->request->limits);
    roles.user = r;
    roles.load = load;
    roles.state = r->store.state;
    return gr_make(&roles, &settling, &r->work);
}

/* --- compared --- */

static gr_exit compare(const rebuilding *r, const gr_remade *made)
{
    size_t same = 0;
    size_t other = 0;
    gr_remade_compare(made, &same, &other);
    gr_str line = gr_str_fmt(r->arena, GR_FMT " " GR_FMT ": %zu files the same, %zu others\n",
                             GR_ARG(r->place.below), GR_ARG(r->version.key), same, other);
    if (gr_print_out(line, r->diag) != GR_OK) {
        return GR_EXIT_IO;
    }
    return other > 0 || same == 0 ? GR_EXIT_SOME_FAILED : GR_EXIT_OK;
}

/* --- or given --- */

/** Below state/rebuilt, where nobody takes it for what is published. */
static gr_status give(const rebuilding *r, const gr_remade *made)
{
    gr_str rest = r->work.rows[0].documents;
    gr_str name = GR_LIT("");
    gr_str bytes = GR_LIT("");
    gr_str below = gr_str_fmt(r->arena, "rebuilt/" GR_FMT "/" GR_FMT, GR_ARG(r->place.below),
                              GR_ARG(r->version.key));
    gr_str state = r->session->store.state;
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
        GR_TRY(gr_print_out(gr_str_fmt(r->arena, GR_FMT "\n", GR_ARG(path)), r->diag));
    }
    return GR_OK;
}

static gr_exit make(rebuilding *r)
{
    gr_status status = prepare(r);
    if (status != GR_OK) {
        return gr_exit_of(status, r->diag);
    }
    gr_exit result = remake(r);
    if (result != GR_EXIT_OK || r->work.n_rows != 1 || r->work.stopped_by != 0) {
        return result;
    }
    const gr_place place = gr_row_place(&r->store, &r->work.rows[0], r->arena);
    const gr_remade made = {.folder = r->version.folder,
                            .manifest = r->version.manifest,
                            .made = &place,
                            .engine = r->session->engine,
                            .arena = r->arena,
                            .diag = r->diag};
    if (r->request->verify) {
        return compare(r, &made);
    }
    status = give(r, &made);
    return status == GR_OK ? result : gr_exit_of(status, r->diag);
}

static gr_exit rebuild(rebuilding *r)
{
    const gr_session *session = r->session;
    const gr_folders folders = gr_folders_of(&r->request->folders, r->arena);
    gr_state state = {0};
    (void)umask(FILES_MASK);
    gr_status status = gr_session_open_state(session, &folders, true, &state);
    status = status == GR_OK ? gr_state_look(&state, r->arena, r->diag) : status;
    status = status == GR_OK ? find_version(r) : status;
    if (status != GR_OK) {
        return gr_exit_of(status, r->diag);
    }
    status = gr_scratch_make(session->store.state, r->arena, r->diag, &r->temp);
    if (status != GR_OK) {
        return gr_exit_of(status, r->diag);
    }
    gr_exit result = make(r);
    gr_scratch_remove(session->store.state, r->temp, r->arena);
    return result;
}

gr_exit gr_answer_rebuild(const gr_session *session, const gr_request *request, gr_ending *ending)
{
    rebuilding r = {.session = session,
                    .request = &request->of.rebuild,
                    .arena = session->arena,
                    .diag = session->diag};
    ending->words.publishes = true;
    gr_exit result = rebuild(&r);
    ending->stopped_by = r.work.stopped_by; /* nothing of it is published */
    return result;
}
