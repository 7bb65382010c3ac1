/* Owns which version a document is of. A document is known by its content, else by the id that it
 * bears: so a copy that was mailed, renamed or saved anew is found as well as the one below the
 * output folder. */
#include "base/arena.h"
#include "base/file.h"
#include "pack/file_hash.h"
#include "store/archive.h"
#include "store/folder.h"
#include "store/version_file.h"
#include "trace_priv.h"

#define DESTINATION_DEEP 4 /* folders below the output folder that are looked into */

typedef struct visiting {
    const gr_store *store;
    bool shown_only;
    gr_arena *arena;
    gr_str destination;
    gr_version_fn *visit;
    void *user;
} visiting;

static void visit_version(const visiting *v, gr_str report, gr_str edition, const gr_place *place,
                          gr_str key)
{
    const gr_traced_version version = {.report = report,
                                       .edition = edition,
                                       .destination = v->destination,
                                       .key = key,
                                       .folder = gr_version_folder(place, key, v->arena),
                                       .shown = place->link,
                                       .manifest = GR_LIT("")};
    v->visit(v->user, &version);
}

static void visit_place(void *user, gr_str report, gr_str edition, const gr_place *place)
{
    const visiting *v = user;
    gr_str current = gr_place_current(place, v->arena);
    gr_str *keys = NULL;
    if (gr_str_ends(edition, GR_LIT(GR_CHANGES))) {
        return;
    }
    if (current.len > 0) {
        visit_version(v, report, edition, place, current);
    }
    size_t n = v->shown_only ? 0 : gr_folders_in(place->kept, v->arena, &keys);
    for (size_t i = 0; i < n; i++) {
        if (!gr_str_eq(keys[i], current) && !gr_str_ends(keys[i], GR_LIT(GR_PART))) {
            visit_version(v, report, edition, place, keys[i]);
        }
    }
}

static void visit_below(visiting *v, gr_str destination, unsigned depth)
{
    gr_str all = gr_path_join(v->arena, v->store->state, GR_LIT(GR_DESTINATIONS));
    gr_str *names = NULL;
    v->destination = destination;
    gr_each_place(v->store, destination, v->arena, visit_place, v);
    size_t n =
        depth == 0
            ? 0
            : gr_folders_in(destination.len == 0 ? all : gr_path_join(v->arena, all, destination),
                            v->arena, &names);
    for (size_t i = 0; i < n; i++) {
        gr_str below =
            destination.len == 0 ? names[i] : gr_path_join(v->arena, destination, names[i]);
        visit_below(v, below, depth - 1);
    }
}

void gr_each_version(const gr_store *store, bool shown_only, gr_arena *arena, gr_version_fn *visit,
                     void *user)
{
    visiting v = {
        .store = store, .shown_only = shown_only, .arena = arena, .visit = visit, .user = user};
    visit_below(&v, GR_LIT(""), DESTINATION_DEEP);
}

/* --- by its content --- */

typedef struct search {
    gr_str sha256; /* of the document; or the id that it bears */
    gr_str path;   /* or: [DESTINATION/]REPORT/EDITION */
    gr_arena *arena;
    gr_traced_version *out;
    bool found;
} search;

static gr_str name_of(const gr_traced_version *version, gr_arena *arena)
{
    gr_str name = gr_path_join(arena, version->report, version->edition);
    return version->destination.len == 0 ? name : gr_path_join(arena, version->destination, name);
}

/** The version that readers see comes first, and is taken before one of before with the same file.
 */
static void look(void *user, const gr_traced_version *version)
{
    search *s = user;
    gr_str manifest = GR_LIT("");
    bool named = s->path.len > 0 && gr_str_eq(name_of(version, s->arena), s->path);
    if (s->found || (s->path.len > 0 && !named) ||
        !gr_version_find(version->folder, GR_VERSION_MANIFEST, s->arena, &manifest)) {
        return;
    }
    if (named || gr_str_find(manifest, s->sha256) != SIZE_MAX) {
        *s->out = *version;
        s->out->manifest = manifest;
        s->found = true;
    }
}

static void look_for_id(const gr_trace_question *ask, gr_str path, search *s)
{
    enum { HEAD = 5 };
    gr_str bytes = GR_LIT("");
    gr_diag *discarded = gr_diag_new(ask->arena, 1);
    gr_arena *own = gr_arena_new(1);
    gr_str id = GR_LIT("");
    bool pdf = false;
    if (gr_file_read(path, GR_KEPT_BYTES, own, discarded, (gr_loc){0}, &bytes) == GR_OK) {
        pdf = gr_str_eq(gr_str_sub(bytes, 0, HEAD), GR_LIT("%PDF-"));
        id = pdf ? gr_readback_id_of_pdf(bytes, ask->arena)
                 : gr_readback_id_of_workbook(path, ask->arena);
    }
    gr_arena_free(own);
    if (id.len > 0) {
        search by_id = {.sha256 = id, .path = GR_LIT(""), .arena = s->arena, .out = s->out};
        gr_each_version(&ask->store, false, ask->arena, look, &by_id);
        s->found = by_id.found;
        s->out->is_workbook = !pdf;
        s->out->saved_anew = by_id.found;
    }
}

static gr_status refuse(const gr_trace_question *ask, const search *s)
{
    if (s->path.len > 0) {
        gr_diag_report(ask->diag, (gr_loc){0}, GR_CODE_DOCUMENT_UNKNOWN,
                       "'" GR_FMT "' is no file, and no edition that stands in '" GR_FMT
                       "'; write the path of a document, or REPORT/EDITION",
                       GR_ARG(ask->document), GR_ARG(ask->store.output));
        return GR_BAD_INPUT;
    }
    gr_diag_report(ask->diag, (gr_loc){.file = gr_diag_add_file(ask->diag, ask->document)},
                   GR_CODE_DOCUMENT_UNKNOWN,
                   "no version in '" GR_FMT "' has a file of this content (SHA-256 " GR_FMT
                   ") or of the id that it bears; name the edition instead, as REPORT/EDITION",
                   GR_ARG(ask->store.state), GR_ARG(s->sha256));
    return GR_BAD_INPUT;
}

gr_status gr_version_of_document(const gr_trace_question *ask, gr_traced_version *out)
{
    search s = {.sha256 = GR_LIT(""), .path = GR_LIT(""), .arena = ask->arena, .out = out};
    gr_str path = gr_str_dup(ask->arena, ask->document);
    bool all = gr_file_exists(path); /* older versions as well */
    if (all) {
        GR_TRY(gr_file_hash(path, GR_KEPT_BYTES, ask->arena, ask->diag, &s.sha256));
    } else {
        s.path = ask->document;
    }
    gr_each_version(&ask->store, !all, ask->arena, look, &s);
    if (all && !s.found) {
        look_for_id(ask, path, &s);
    }
    return s.found ? GR_OK : refuse(ask, &s);
}
