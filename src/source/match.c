/* Which source reads which export, and all exports of a folder one after another. */
#include "files_priv.h"

#include "base/file.h"
#include "pack/file_hash.h"
#include "pack/unpack.h"

static void add_match(const gr_match *match, gr_buf *out)
{
    gr_buf_addf(out, "<" GR_FMT ">", GR_ARG(match->root));
    if (match->ns.len > 0) {
        gr_buf_addf(out, " of " GR_FMT, GR_ARG(match->ns));
    }
    if (match->has.len > 0) {
        gr_buf_addf(out, " with '" GR_FMT "'", GR_ARG(match->has));
    }
}

/* ---- the source of one file ---- */

typedef struct candidate { /* a match that takes the file by its name */
    const gr_source *source;
    const gr_match *match;
} candidate;
typedef struct choosing {
    const gr_sources *sources;
    const gr_import *import;
    gr_arena *scratch;
    candidate *list;
    size_t n, cap;
    gr_root root;
} choosing;

/** `any`: whatever its name. */
static void add_candidates(choosing *c, const gr_input_file *file, bool any)
{
    for (size_t i = 0; i < c->sources->n; i++) {
        const gr_source *source = &c->sources->items[i];
        for (size_t k = 0; k < source->n_matches; k++) {
            const gr_match *match = &source->matches[k];
            if (any || gr_match_takes(match, file)) {
                *GR_PUSH(c->scratch, c->list, c->n, c->cap, candidate) = (candidate){source, match};
            }
        }
    }
}

/** As declared, unless that fails and a source says what the bytes are: then so. */
static gr_status read_root(choosing *c)
{
    const gr_match **matches = GR_NEW_N(c->scratch, const gr_match *, c->n + 1);
    const char *encoding = NULL; /* the names that are looked for are the same in all of them */
    gr_import quiet = *c->import;
    quiet.diag = gr_diag_new(c->scratch, 1);
    for (size_t i = 0; i < c->n; i++) {
        matches[i] = c->list[i].match;
        encoding = encoding == NULL ? c->list[i].source->encoding : encoding;
    }
    if (encoding != NULL &&
        gr_root_read(&quiet, matches, c->n, NULL, c->scratch, &c->root) == GR_OK) {
        return GR_OK;
    }
    return gr_root_read(c->import, matches, c->n, encoding, c->scratch, &c->root);
}

static bool fits(const choosing *c, size_t i)
{
    const gr_match *match = c->list[i].match;
    return gr_str_eq(match->root, c->root.name) &&
           (match->ns.len == 0 || gr_str_eq(match->ns, c->root.ns)) && c->root.has[i];
}

/* "budgets reads <budgets> of urn:x; results reads <results>" */
static gr_str all_matches(const choosing *c)
{
    gr_buf out = gr_buf_make(c->scratch, 2000);
    const gr_source *before = NULL;
    for (size_t i = 0; i < c->n; i++) {
        const gr_source *source = c->list[i].source;
        if (source != before) {
            gr_buf_addf(&out, "%s" GR_FMT " reads ", i > 0 ? "; " : "", GR_ARG(source->id));
        } else {
            gr_buf_add(&out, GR_LIT(", "));
        }
        add_match(c->list[i].match, &out);
        before = source;
    }
    return gr_buf_view(&out);
}

static gr_status refuse_unmatched(const choosing *c)
{
    const char *answer = gr_answer_of_server(
        c->import, c->root.name, c->n > 0 ? c->list[0].source->encoding : NULL, c->scratch);
    if (answer != NULL) {
        gr_diag_report(
            c->import->diag, (gr_loc){.file = c->import->file}, GR_CODE_EXPORT_KIND,
            "it is %s, as a server sends it when it could not export; read it, and fetch "
            "the export again",
            answer);
        return GR_BAD_INPUT;
    }
    gr_buf shown = gr_buf_make(c->scratch, 2000);
    const gr_match quoted = {.root = gr_quoted(c->root.name, c->scratch),
                             .ns = gr_quoted(c->root.ns, c->scratch),
                             .has = GR_LIT("")};
    add_match(&quoted, &shown);
    gr_str known = all_matches(c);
    gr_diag_report(c->import->diag, (gr_loc){.file = c->import->file}, GR_CODE_EXPORT_UNMATCHED,
                   "its root element is " GR_FMT "; " GR_FMT, GR_ARG(gr_buf_view(&shown)),
                   GR_ARG(known));
    return GR_BAD_INPUT;
}

static bool expects(const gr_source *source, const gr_source_name *name)
{
    for (const gr_source_spot *child = source->root->first; child != NULL; child = child->next) {
        if (gr_str_eq(child->name.local, name->local)) {
            return true;
        }
    }
    return false;
}

/** Records of `a` stand where `b` expects nothing: has= could name them. */
static const gr_source_spot *told_by(const gr_source *a, const gr_source *b)
{
    for (size_t i = 0; i < a->n_plans; i++) {
        const gr_source_spot *spot = a->plans[i]->starts[0].way->spot;
        for (const gr_source_spot *up = spot; up != NULL && !a->plans[i]->is_as_of;
             up = up->parent) {
            if (up->depth == 1 && !up->any && !expects(b, &up->name)) {
                return up;
            }
        }
    }
    return NULL;
}

static gr_status refuse_rivals(const choosing *c, const candidate *a, const candidate *b)
{
    const gr_source_spot *of_a = told_by(a->source, b->source);
    const gr_source_spot *of_b = told_by(b->source, a->source);
    gr_str by = GR_LIT("files= (names), namespace= or has= (what only one of them holds)");
    if (of_a != NULL && of_b != NULL) {
        by = gr_str_fmt(c->scratch, "has=\"" GR_FMT "\" and has=\"" GR_FMT "\", or by files=",
                        GR_ARG(of_a->name.local), GR_ARG(of_b->name.local));
    }
    gr_diag_report(c->import->diag, (gr_loc){.file = c->import->file}, GR_CODE_EXPORT_RIVALS,
                   "'" GR_FMT "' and '" GR_FMT "'; tell them apart in <match> by " GR_FMT,
                   GR_ARG(a->source->id), GR_ARG(b->source->id), GR_ARG(by));
    gr_diag_note(c->import->diag, a->match->at, "the one");
    gr_diag_note(c->import->diag, b->match->at, "the other");
    return GR_BAD_INPUT;
}

static gr_status choose(const choosing *c, const gr_source **out)
{
    const candidate *chosen = NULL;
    for (size_t i = 0; i < c->n; i++) {
        if (!fits(c, i) || (chosen != NULL && chosen->source == c->list[i].source)) {
            continue;
        }
        if (chosen != NULL) {
            return refuse_rivals(c, chosen, &c->list[i]);
        }
        chosen = &c->list[i];
    }
    if (chosen == NULL) {
        return refuse_unmatched(c);
    }
    *out = chosen->source;
    return GR_OK;
}

/* `out_source` is NULL when the root element could not be read or fits no source, or several. */
static gr_status load_file(choosing *c, gr_import *import, const gr_source **out_source,
                           bool *out_readable)
{
    *out_source = NULL;
    *out_readable = false;
    c->import = import;
    GR_TRY(read_root(c));
    GR_TRY(choose(c, out_source));
    *out_readable = true; /* else it may be what a source without exports lacks */
    import->source = *out_source;
    return gr_import_run(import);
}

/* ---- every file of the folder ---- */

typedef struct gr_loading { /* `matched` counts the files of each source */
    const gr_sources *sources;
    gr_str folder;
    const gr_limits *limits;
    gr_catalogue *catalogue;
    gr_diag *diag;
    gr_arena *scratch;
    unsigned *matched;
    unsigned n_unreadable;
    gr_status status; /* the first failure */
} gr_loading;

static void fail(gr_loading *loading, gr_status status)
{
    if (loading->status == GR_OK) {
        loading->status = status;
    }
}

/* What a failed export leaves out is known: links to it are not faults of their own. */
/** Of a source without a file: others may fill its datasets too (`shared`). */
static void mark_incomplete(const gr_loading *loading, const gr_source *source, bool shared)
{
    for (size_t i = 0; i < source->n_plans; i++) {
        const gr_plan *plan = source->plans[i];
        gr_table *table =
            plan->is_as_of ? NULL : gr_catalogue_find(loading->catalogue, plan->schema->name);
        if (table != NULL && !(shared && gr_plan_is_shared(loading->sources, plan))) {
            gr_table_mark_incomplete(table);
        }
    }
}

static void load_one(gr_loading *loading, const gr_input_file *file)
{
    gr_import import = {NULL,
                        file->path,
                        file->name,
                        loading->limits,
                        loading->catalogue,
                        loading->diag,
                        gr_diag_add_file(loading->diag, file->path)};
    choosing c = {.sources = loading->sources, .scratch = loading->scratch};
    const gr_source *source;
    bool readable;
    add_candidates(&c, file, false);
    gr_status status = load_file(&c, &import, &source, &readable);
    fail(loading, status);
    if (source != NULL) {
        if (status != GR_OK) {
            mark_incomplete(loading, source, false);
        }
        loading->matched[source - loading->sources->items]++;
    }
    loading->n_unreadable += readable ? 0 : 1;
}

/** Of what is in it, as if it lay there unpacked. Whether it can be read is told later. */
static bool hash_of(gr_loading *loading, const gr_input_file *file, gr_str *out)
{
    gr_diag *unsaid = gr_diag_new(loading->scratch, 1);
    size_t most = loading->limits->export_bytes;
    return (file->plain.len > 0
                ? gr_unpack_hash(file->path, most, loading->scratch, unsaid, out)
                : gr_file_hash(file->path, most, loading->scratch, unsaid, out)) == GR_OK;
}

/** gzip keeps the last 32 bits of a size only. */
static bool has_size_of(const gr_input_file *a, const gr_input_file *b)
{
    return a->bytes > 0 && (uint32_t)a->bytes == (uint32_t)b->bytes;
}

/** Its records would count twice, where no key tells; where one does, each would be an error. */
static bool is_copy(gr_loading *loading, const gr_input_files *files, size_t nr)
{
    const gr_input_file *file = &files->items[nr];
    for (size_t i = 0; i < nr; i++) {
        const gr_input_file *other = &files->items[i];
        gr_str left;
        gr_str right;
        if (has_size_of(file, other) && hash_of(loading, other, &left) &&
            hash_of(loading, file, &right) && gr_str_eq(left, right)) {
            gr_loc whole = {.file = gr_diag_add_file(loading->diag, file->path)};
            gr_diag_report(loading->diag, whole, GR_CODE_EXPORT_TWICE,
                           "it is byte for byte '" GR_FMT "'; take one of them away",
                           GR_ARG(other->name));
            fail(loading, GR_BAD_INPUT);
            return true;
        }
    }
    return false;
}

/* A source that may stay away does not thereby allow that an export of it holds no records. */
static void check_records(gr_loading *loading, const gr_source *source)
{
    for (size_t i = 0; i < source->n_plans; i++) {
        const gr_plan *plan = source->plans[i];
        if (plan->is_as_of || plan->empty || source->required) {
            continue; /* gr_catalogue_link_rows looks at the datasets of required sources */
        }
        const gr_table *table = gr_catalogue_find(loading->catalogue, plan->schema->name);
        if (table != NULL && gr_table_rows(table) == 0) {
            gr_diag_report(loading->diag, plan->schema->at, GR_CODE_TABLE_EMPTY,
                           "'" GR_FMT "', though there is an export of it; if that can be right, "
                           "say empty=\"yes\"",
                           GR_ARG(plan->schema->name));
            fail(loading, GR_BAD_INPUT);
        }
    }
}

static void check_sources(gr_loading *loading)
{
    for (size_t i = 0; i < loading->sources->n; i++) {
        const gr_source *source = &loading->sources->items[i];
        if (loading->matched[i] > 0) {
            if (loading->status == GR_OK) { /* else the records are missing for a known reason */
                check_records(loading, source);
            }
            continue;
        }
        mark_incomplete(loading, source, true);
        if (source->required && loading->n_unreadable == 0) {
            const gr_match *match = &source->matches[0];
            gr_buf wanted = gr_buf_make(loading->scratch, 2000);
            add_match(match, &wanted);
            gr_diag_report(loading->diag, source->at, GR_CODE_SOURCE_ABSENT,
                           "'" GR_FMT "': no " GR_FMT " in '" GR_FMT
                           "' has the root element " GR_FMT
                           "; if that can be right, say required=\"no\"",
                           GR_ARG(source->id), GR_ARG(match->files), GR_ARG(loading->folder),
                           GR_ARG(gr_buf_view(&wanted)));
            fail(loading, GR_BAD_INPUT);
        }
    }
}

/** "*.xml | *.xaf" */
static gr_str wanted_names(const gr_loading *loading)
{
    gr_buf out = gr_buf_make(loading->scratch, 200);
    for (size_t i = 0; i < loading->sources->n; i++) {
        const gr_source *source = &loading->sources->items[i];
        for (size_t k = 0; k < source->n_matches; k++) {
            gr_str files = source->matches[k].files;
            if (gr_str_find(gr_buf_view(&out), files) == SIZE_MAX) {
                gr_buf_addf(&out, "%s" GR_FMT, out.len > 0 ? " | " : "", GR_ARG(files));
            }
        }
    }
    return gr_buf_view(&out);
}

static void refuse_nothing(gr_loading *loading)
{
    gr_loc whole = {.file = gr_diag_add_file(loading->diag, loading->folder)};
    gr_str wanted = wanted_names(loading);
    if (!gr_folder_exists(loading->folder)) {
        gr_diag_report(loading->diag, whole, GR_CODE_INPUT_EMPTY, "there is no such folder");
    } else {
        gr_diag_report(loading->diag, whole, GR_CODE_INPUT_EMPTY, "no " GR_FMT " in this folder",
                       GR_ARG(wanted));
    }
    fail(loading, GR_BAD_INPUT);
}

gr_status gr_sources_load(const gr_sources *sources, gr_str folder, const gr_limits *limits,
                          gr_catalogue *catalogue, gr_arena *arena, gr_diag *diag,
                          gr_file_names *out_passed)
{
    gr_arena *scratch = gr_arena_new(4096);
    gr_loading loading = {
        .sources = sources,
        .folder = folder,
        .limits = limits,
        .catalogue = catalogue,
        .diag = diag,
        .scratch = scratch,
        .matched = GR_NEW_N(scratch, unsigned, sources->n),
        .status = GR_OK,
    };
    gr_input_files files = {.n = 0};
    loading.status = gr_input_files_list(sources, folder, arena, diag, &files);
    loading.n_unreadable = files.status == GR_OK ? 0 : 1;
    if (loading.status == GR_OK && files.n == 0 && files.status == GR_OK) {
        refuse_nothing(&loading);
    } else if (loading.status == GR_OK) {
        fail(&loading, files.status);
        for (size_t i = 0; i < files.n; i++) {
            if (!is_copy(&loading, &files, i)) {
                load_one(&loading, &files.items[i]);
            }
        }
        check_sources(&loading);
    }
    *out_passed = files.passed;
    gr_arena_free(scratch);
    return loading.status;
}

/* ---- one file, to be looked at ---- */

static void mark_others(gr_loading *loading, const gr_source *source)
{
    for (size_t i = 0; i < loading->sources->n; i++) {
        if (&loading->sources->items[i] != source) {
            mark_incomplete(loading, &loading->sources->items[i], false);
        }
    }
}

gr_status gr_sources_load_file(const gr_sources *sources, gr_str path, gr_str name,
                               const gr_limits *limits, gr_catalogue *catalogue, gr_diag *diag)
{
    gr_arena *scratch = gr_arena_new(4096);
    gr_loading loading = {.sources = sources, .catalogue = catalogue, .diag = diag};
    gr_import import = {NULL, path, name, limits, catalogue, diag, gr_diag_add_file(diag, path)};
    choosing c = {.sources = sources, .scratch = scratch};
    const gr_source *source;
    bool readable;
    add_candidates(&c, &(gr_input_file){.name = name, .path = path}, false);
    if (c.n == 0) {
        add_candidates(&c, NULL, true);
    }
    loading.status = load_file(&c, &import, &source, &readable);
    mark_others(&loading, source);
    if (source != NULL && loading.status == GR_OK) {
        check_records(&loading, source);
    } else if (source != NULL) {
        mark_incomplete(&loading, source, false);
    }
    gr_arena_free(scratch);
    return loading.status;
}

void gr_sources_add_ignored(const gr_sources *sources, gr_buf *out)
{
    for (size_t i = 0; i < sources->n; i++) {
        const gr_source *source = &sources->items[i];
        for (size_t k = 0; k < source->n_ignores; k++) {
            if (*source->ignores[k].met > 0) {
                gr_buf_addf(out, "passed over: %lu for <ignore path=\"" GR_FMT "\"/>\n",
                            *source->ignores[k].met, GR_ARG(source->ignores[k].path));
            }
        }
    }
}
