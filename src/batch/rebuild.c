/* Owns `griffie rebuild`: a version is made again from what the archive keeps, in a folder of its
 * own, the way a run makes it. The state folder is only read, but for
 * rebuilding and rebuilt. */
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "load/lay_out.h"
#include "pack/pack.h"
#include "release.h"
#include "store/folder.h"
#include "store/hidden_places.h"
#include "store/retention.h"
#include "store/scratch.h"
#include "store/state.h"
#include "store/version_file.h"
#include "json/read.h"

#define FILE_BYTES ((size_t)1024 * 1024 * 1024)
#define FILES_MASK 027

typedef struct rebuilding {
    batch *run;
    gr_arena *arena;
    gr_diag *diag;
    gr_order order; /* as the version was asked for */
    gr_place place;
    gr_str report, edition;
    gr_str key, folder; /* of the version */
    gr_str manifest, manifest_path;
    gr_str temp; /* input, templates, fonts, patterns, files, output */
    batch made;
    gr_request request; /* of `made` */
} rebuilding;

static gr_loc place_of(const rebuilding *r, gr_str path)
{
    return (gr_loc){.file = gr_diag_add_file(r->diag, path)};
}

/* --- which version --- */

/** Of the names below a place: folders with a manifest, no link and no file of the place itself. */
static size_t keep_versions(const rebuilding *r, gr_str *names, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        struct stat is = {0};
        gr_str path = gr_path_join(r->arena, r->place.kept, names[i]);
        bool version = lstat(path.ptr, &is) == 0 && S_ISDIR(is.st_mode) &&
                       gr_file_exists(gr_path_join(r->arena, path, GR_LIT(GR_MANIFEST)));
        names[kept] = names[i];
        kept += version ? 1 : 0;
    }
    return kept;
}

static gr_status refuse_version(const rebuilding *r, bool plain)
{
    gr_removal went;
    gr_str removed = plain ? gr_removals_read(r->run->store.state, r->arena) : GR_LIT("");
    gr_str *names = NULL;
    size_t n = 0;
    gr_diag *unheard = gr_diag_new(r->arena, 1);
    if (gr_folder_list(r->place.kept, GR_LIT(""), r->arena, unheard, &names, &n) != GR_OK) {
        n = 0;
    }
    n = keep_versions(r, names, n);
    if (r->key.len == 0) {
        gr_diag_report(r->diag, (gr_loc){0}, GR_CODE_EDITION_UNKNOWN,
                       "no '" GR_FMT "/" GR_FMT "' was published below '" GR_FMT "'",
                       GR_ARG(r->report), GR_ARG(r->edition), GR_ARG(r->place.root));
    } else if (gr_version_went(removed, r->run->store.state, &r->place, r->key, r->arena, &went)) {
        gr_diag_report(r->diag, (gr_loc){0}, GR_CODE_VERSION_WENT,
                       "version '" GR_FMT "' of '" GR_FMT "' " GR_FMT "; there is " GR_FMT,
                       GR_ARG(r->key), GR_ARG(r->place.below),
                       GR_ARG(gr_removal_text(&went, r->arena)),
                       GR_ARG(gr_names_listed(r->arena, names, n)));
    } else {
        gr_diag_report(r->diag, (gr_loc){0}, GR_CODE_EDITION_UNKNOWN,
                       "no version '" GR_FMT "' of '" GR_FMT "'; there is " GR_FMT, GR_ARG(r->key),
                       GR_ARG(r->place.below), GR_ARG(gr_names_listed(r->arena, names, n)));
    }
    return GR_BAD_INPUT;
}

static gr_status find_version(rebuilding *r)
{
    const gr_request *request = r->run->request;
    bool plain =
        gr_path_is_inside(request->key) && gr_str_find(request->key, GR_LIT("/")) == SIZE_MAX;
    r->order = (gr_order){.job = GR_LIT(""),
                          .period = {.name = GR_LIT("")},
                          .destination = GR_LIT(""),
                          .on_control = GR_CONTROL_WARNS}; /* it was published */
    batch_order_version(r->run, request->words[0], request->words[1],
                        plain ? request->key : GR_LIT(""), &r->order);
    r->report = r->order.reports[0].name;
    r->edition = r->order.editions[0].name;
    const gr_plan_row row = {
        .order = &r->order, .report = r->report, .edition = {.id = r->edition}};
    r->place = batch_place_of(r->run, &row, r->arena);
    r->key = request->key.len > 0 ? request->key : gr_place_current(&r->place, r->arena);
    r->folder = gr_version_folder(&r->place, r->key, r->arena);
    if (r->key.len == 0 || (request->key.len > 0 && !plain) || !gr_folder_exists(r->folder)) {
        return refuse_version(r, plain);
    }
    r->manifest_path = gr_path_join(r->arena, r->folder, GR_LIT(GR_MANIFEST));
    return gr_version_read(r->folder, GR_VERSION_MANIFEST, r->arena, r->diag, &r->manifest);
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
                                      .manifest = r->manifest,
                                      .manifest_path = r->manifest_path,
                                      .arena = r->arena,
                                      .diag = r->diag};
    GR_TRY(gr_lay_out(&lay_out));
    GR_TRY(gr_version_life(&r->place, r->key, r->arena, r->diag, &life));
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
    GR_TRY(gr_hidden_places_advance(r->made.store.state, &r->place, r->key, r->arena, r->diag));
    r->made.laid_out = r->temp;
    r->made.orders = &r->order;
    r->made.n_orders = 1;
    return GR_OK;
}

static gr_str made_path(const rebuilding *r, gr_str name)
{
    const gr_place place = batch_place_of(&r->made, &r->made.plan[0], r->arena);
    gr_str own = gr_version_path(&place, gr_place_current(&place, r->arena), name.ptr, r->arena);
    gr_str shown = gr_path_join(r->arena, place.link, name);
    return gr_file_exists(shown) ? shown : own;
}

/* --- compared --- */

static gr_str engine_of(const rebuilding *r)
{
    gr_str used = GR_LIT("");
    gr_str line = GR_LIT("");
    const gr_str word = GR_LIT("engine\t");
    if (gr_version_find(r->folder, GR_VERSION_USED, r->arena, &used)) {
        while (gr_str_split(&used, '\n', &line)) {
            if (gr_str_starts(line, word)) {
                return gr_str_sub(line, word.len, SIZE_MAX);
            }
        }
    }
    return GR_LIT("a program that it does not name");
}

static bool is_same(const rebuilding *r, gr_str name, gr_str sha256)
{
    gr_arena *scratch = gr_arena_new(1);
    gr_diag *unheard = gr_diag_new(scratch, 1);
    gr_str bytes = GR_LIT("");
    bool same = gr_file_read(made_path(r, name), FILE_BYTES, scratch, unheard, (gr_loc){0},
                             &bytes) == GR_OK &&
                gr_str_eq(gr_sha256_hex(scratch, gr_sha256_of(bytes)), sha256);
    gr_arena_free(scratch);
    return same;
}

static void report_other(const rebuilding *r, gr_str name)
{
    gr_str engine = engine_of(r);
    gr_diag_report(r->diag, place_of(r, gr_path_join(r->arena, r->folder, name)),
                   GR_CODE_REBUILD_DIFFERS, "its bytes are not those that were published");
    if (!gr_str_eq(engine, r->run->engine)) {
        gr_diag_note(r->diag, (gr_loc){0}, "it was made by " GR_FMT "; this is " GR_FMT,
                     GR_ARG(engine), GR_ARG(r->run->engine));
    }
}

/** used.tsv names the program and the places of fonts, which may be others. */
static gr_exit compare(const rebuilding *r)
{
    gr_str *files = NULL;
    size_t n = 0;
    size_t same = 0;
    size_t other = 0;
    (void)gr_json_list(r->manifest, "$.files", r->arena, &files, &n);
    for (size_t i = 0; i < n; i++) {
        gr_str name = GR_LIT("");
        gr_str sha256 = GR_LIT("");
        (void)gr_json_find(files[i], "$.name", r->arena, &name);
        (void)gr_json_find(files[i], "$.sha256", r->arena, &sha256);
        if (gr_str_is(name, GR_USED_TABLE)) {
            continue;
        }
        if (is_same(r, name, sha256)) {
            same++;
        } else {
            other++;
            report_other(r, name);
        }
    }
    gr_str line = gr_str_fmt(r->arena, GR_FMT " " GR_FMT ": %zu files the same, %zu others\n",
                             GR_ARG(r->place.below), GR_ARG(r->key), same, other);
    if (batch_print(line, r->diag) != GR_OK) {
        return GR_EXIT_IO;
    }
    return other > 0 || same == 0 ? GR_EXIT_SOME_FAILED : GR_EXIT_OK;
}

/* --- or given --- */

/** Below state/rebuilt, where nobody takes it for what is published. */
static gr_status give(const rebuilding *r)
{
    gr_str rest = r->made.plan[0].documents;
    gr_str name = GR_LIT("");
    gr_str bytes = GR_LIT("");
    gr_str below =
        gr_str_fmt(r->arena, "rebuilt/" GR_FMT "/" GR_FMT, GR_ARG(r->place.below), GR_ARG(r->key));
    gr_str state = r->run->store.state;
    gr_str folder = gr_path_join(r->arena, state, below);
    (void)gr_remove_below(state, below, r->arena);
    GR_TRY(gr_folders_make(state, below, r->diag));
    while (gr_str_split(&rest, '\n', &name)) {
        if (name.len == 0) {
            continue;
        }
        gr_str path = gr_path_join(r->arena, folder, name);
        GR_TRY(
            gr_file_read(made_path(r, name), FILE_BYTES, r->arena, r->diag, (gr_loc){0}, &bytes));
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
    if (r->run->request->verify) {
        return compare(r);
    }
    status = give(r);
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
