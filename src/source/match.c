/* Which source reads which export, and all exports of a folder one after another. */
#include "base/file.h"
#include "source_priv.h"

const gr_source *gr_source_find(const gr_sources *sources, gr_str ns, gr_str root)
{
    for (size_t i = 0; i < sources->n; i++) {
        const gr_source *source = &sources->items[i];
        for (size_t k = 0; k < source->n_matches; k++) {
            const gr_match *match = &source->matches[k];
            if (gr_str_eq(match->root, root) && (match->ns.len == 0 || gr_str_eq(match->ns, ns))) {
                return source;
            }
        }
    }
    return NULL;
}

static void add_match(const gr_match *match, gr_buf *out)
{
    gr_buf_addf(out, "<" GR_FMT ">", GR_ARG(match->root));
    if (match->ns.len > 0) {
        gr_buf_addf(out, " of " GR_FMT, GR_ARG(match->ns));
    }
}

/* "budgets reads <budgets> of urn:x; results reads <results>" */
static gr_str all_matches(const gr_sources *sources, gr_arena *scratch)
{
    gr_buf out = gr_buf_make(scratch, 2000);
    for (size_t i = 0; i < sources->n; i++) {
        const gr_source *source = &sources->items[i];
        gr_buf_addf(&out, "%s" GR_FMT " reads ", i > 0 ? "; " : "", GR_ARG(source->id));
        for (size_t k = 0; k < source->n_matches; k++) {
            gr_buf_add(&out, k > 0 ? GR_LIT(", ") : GR_LIT(""));
            add_match(&source->matches[k], &out);
        }
    }
    return gr_buf_view(&out);
}

static void report_unmatched(const gr_sources *sources, const gr_match *found, gr_arena *scratch,
                             gr_diag *diag)
{
    gr_buf shown = gr_buf_make(scratch, 2000);
    gr_match quoted = {gr_quoted(found->root, scratch), gr_quoted(found->ns, scratch), found->at};
    add_match(&quoted, &shown);
    gr_str known = all_matches(sources, scratch);
    gr_diag_report(diag, found->at, GR_CODE_EXPORT_UNMATCHED,
                   "its root element is " GR_FMT "; " GR_FMT, GR_ARG(gr_buf_view(&shown)),
                   GR_ARG(known));
}

/* `out_source` is NULL when the root element could not be read or fits no source. */
static gr_status load_file(const gr_sources *sources, gr_import *import, gr_arena *scratch,
                           const gr_source **out_source, bool *out_readable)
{
    gr_match found = {.at = {.file = import->file}};
    *out_source = NULL;
    *out_readable = false;
    GR_TRY(gr_xml_root(import->path, import->file, import->limits, scratch, import->diag, &found.ns,
                       &found.root));
    *out_readable = true;
    import->source = gr_source_find(sources, found.ns, found.root);
    *out_source = import->source;
    if (import->source == NULL) {
        report_unmatched(sources, &found, scratch, import->diag);
        return GR_BAD_INPUT;
    }
    return gr_import_run(import);
}

gr_status gr_sources_load_file(const gr_sources *sources, gr_str path, gr_str name,
                               const gr_limits *limits, gr_catalogue *catalogue, gr_diag *diag)
{
    gr_arena *scratch = gr_arena_new(4096);
    gr_import import = {NULL, path, name, limits, catalogue, diag, gr_diag_add_file(diag, path)};
    const gr_source *source;
    bool readable;
    gr_status status = load_file(sources, &import, scratch, &source, &readable);
    gr_arena_free(scratch);
    return status;
}

/* Every file of the folder; `matched` counts those of each source. */
typedef struct gr_loading {
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
static void mark_incomplete(const gr_loading *loading, const gr_source *source)
{
    for (size_t i = 0; i < source->n_plans; i++) {
        const gr_plan *plan = source->plans[i];
        gr_table *table =
            plan->is_as_of ? NULL : gr_catalogue_find(loading->catalogue, plan->schema->name);
        if (table != NULL) {
            gr_table_mark_incomplete(table);
        }
    }
}

static void load_all(gr_loading *loading, const gr_str *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        gr_str path = gr_path_join(loading->scratch, loading->folder, names[i]);
        gr_import import = {NULL,
                            path,
                            names[i],
                            loading->limits,
                            loading->catalogue,
                            loading->diag,
                            gr_diag_add_file(loading->diag, path)};
        const gr_source *source;
        bool readable;
        gr_status status =
            load_file(loading->sources, &import, loading->scratch, &source, &readable);
        fail(loading, status);
        if (source != NULL) {
            if (status != GR_OK) {
                mark_incomplete(loading, source);
            }
            loading->matched[source - loading->sources->items]++;
        }
        loading->n_unreadable += readable ? 0 : 1;
    }
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
        mark_incomplete(loading, source);
        if (source->required && loading->n_unreadable == 0) {
            gr_buf wanted = gr_buf_make(loading->scratch, 2000);
            add_match(&source->matches[0], &wanted);
            gr_diag_report(loading->diag, source->at, GR_CODE_SOURCE_ABSENT,
                           "'" GR_FMT "': no *.xml in '" GR_FMT "' has the root element " GR_FMT
                           "; if that can be right, say required=\"no\"",
                           GR_ARG(source->id), GR_ARG(loading->folder),
                           GR_ARG(gr_buf_view(&wanted)));
            fail(loading, GR_BAD_INPUT);
        }
    }
}

gr_status gr_sources_load(const gr_sources *sources, gr_str folder, const gr_limits *limits,
                          gr_catalogue *catalogue, gr_diag *diag)
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
    gr_str *names = NULL;
    size_t n = 0;
    loading.status = gr_folder_list(folder, GR_LIT(".xml"), scratch, diag, &names, &n);
    if (loading.status == GR_OK && n == 0) {
        gr_diag_report(diag, (gr_loc){.file = gr_diag_add_file(diag, folder)}, GR_CODE_INPUT_EMPTY,
                       gr_folder_exists(folder) ? "no *.xml in this folder"
                                                : "there is no such folder");
        fail(&loading, GR_BAD_INPUT);
    } else if (loading.status == GR_OK) {
        load_all(&loading, names, n);
        check_sources(&loading);
    }
    gr_arena_free(scratch);
    return loading.status;
}
