/* Source descriptors to sources: everything that can be wrong in one is said before a record is
 * read. */
#include "base/file.h"
#include "grid_priv.h"

static void read_part(gr_describing *describing, const gr_xml_elem *elem)
{
    switch ((gr_source_kind)elem->rule->kind) {
    case GR_SOURCE_AS_OF:
        gr_read_as_of(describing, elem);
        break;
    case GR_SOURCE_DATASET:
        if (gr_xml_find(elem, "same") == NULL) { /* else once all sources are known */
            gr_read_dataset(describing, elem);
        }
        break;
    case GR_SOURCE_IGNORE:
        gr_read_ignore(describing, elem);
        break;
    case GR_SOURCE_MATCH: /* read before, like the next three */
    case GR_SOURCE_CODES:
    case GR_SOURCE_NAMESPACE:
    case GR_SOURCE_NOTATION:
    case GR_SOURCE_MISSING:
    case GR_SOURCE_ROOT: /* never children of the root element, like the next two */
    case GR_SOURCE_CODE:
    case GR_SOURCE_FIELD:
    case GR_SOURCE_GRID:
    case GR_SOURCE_PROMISE:
    case GR_SOURCE_GROUP:
    case GR_SOURCE_SUM:
    case GR_SOURCE_COUNT:
        break;
    }
}

/* What the other parts refer to may stand behind them, so it is read first. */
static void read_referred(gr_describing *describing, const gr_xml_elem *elem)
{
    if (elem->rule->kind == GR_SOURCE_CODES) {
        gr_read_codes(describing, elem);
    } else if (elem->rule->kind == GR_SOURCE_NOTATION) {
        gr_read_notation(describing, elem);
    } else if (elem->rule->kind == GR_SOURCE_MATCH) {
        gr_read_match(describing, elem);
    } else if (elem->rule->kind == GR_SOURCE_NAMESPACE) {
        gr_read_namespace(describing, elem);
    }
}

static void read_parts(gr_describing *describing, const gr_xml_elem *root)
{
    const gr_xml_elem *elem = NULL;
    while ((elem = gr_xml_next(root, elem)) != NULL) {
        read_referred(describing, elem);
    }
    while ((elem = gr_xml_next(root, elem)) != NULL) {
        if (elem->rule->kind == GR_SOURCE_MISSING) { /* its prefix may stand behind it */
            gr_read_nil(describing, elem);
        }
    }
    gr_source_notation(describing, root);
    while ((elem = gr_xml_next(root, elem)) != NULL) {
        read_part(describing, elem);
    }
}

static void demand_child(const gr_describing *describing, const gr_xml_elem *root, const char *name)
{
    if (gr_xml_child(root, name) == NULL) {
        gr_diag_report(describing->diag, root->at, GR_CODE_ELEMENT_MISSING,
                       "source '" GR_FMT "' needs a <%s>", GR_ARG(describing->source->id), name);
    }
}

/* Spots are reached from here; the root element has no name of its own when several may match. */
static void begin_source(gr_describing *describing, const gr_xml_elem *root)
{
    gr_source *source = describing->source;
    source->id = gr_xml_value(root, "id");
    source->title = gr_xml_value(root, "title");
    source->at = root->at;
    source->elem = root;
    source->required = gr_xml_find(root, "required") == NULL || gr_xml_flag(root, "required");
    source->mark = gr_str_is(gr_xml_value(root, "decimal"), "comma") ? ',' : '.';
    const gr_xml_named *encoding = gr_xml_find(root, "encoding");
    source->encoding = encoding == NULL ? NULL : gr_str_dup(describing->arena, encoding->value).ptr;
    source->root = GR_NEW(describing->arena, gr_source_spot);
    const gr_xml_elem *match = gr_xml_child(root, "match");
    source->root->name.local = match != NULL ? gr_xml_value(match, "root") : GR_LIT("");
    source->n_spots = 1;
    gr_way_expect(gr_way_add(describing, source->root, NULL, NULL));
}

static void read_source(const gr_xml_elem *root, gr_describing *describing, gr_sources *sources)
{
    gr_source source = {0};
    unsigned errors_before = gr_diag_count(describing->diag, GR_ERROR);
    describing->source = &source;
    begin_source(describing, root);
    demand_child(describing, root, "match");
    demand_child(describing, root, "dataset");
    read_parts(describing, root);
    gr_check_rivals(sources, &source, describing->diag);
    gr_check_promises(&source, sources, describing->diag);
    if (gr_diag_count(describing->diag, GR_ERROR) ==
        errors_before) { /* else what uses it may be wrong */
        gr_check_idle(describing, root);
    }
    *GR_PUSH(describing->arena, sources->items, sources->n, sources->cap, gr_source) = source;
    describing->source = NULL;
}

gr_status gr_sources_read(gr_str folder, const gr_limits *limits, gr_catalogue *catalogue,
                          gr_arena *arena, gr_diag *diag, gr_sources **out_sources)
{
    static const gr_xml_grammar *const grammars[] = {&gr_source_grammar};
    unsigned errors_before = gr_diag_count(diag, GR_ERROR);
    gr_sources *sources = GR_NEW(arena, gr_sources);
    gr_str *names = NULL;
    size_t n = 0;
    GR_TRY(gr_folder_list(folder, GR_LIT(".xml"), arena, diag, &names, &n));
    if (n == 0) {
        gr_diag_report(diag, (gr_loc){.file = gr_diag_add_file(diag, folder)}, GR_CODE_FILE_MISSING,
                       "no source descriptor (*.xml) in this folder");
        return GR_BAD_INPUT;
    }
    for (size_t i = 0; i < n; i++) {
        gr_describing describing = {NULL, catalogue, arena, diag, NULL};
        gr_xml_elem *root;
        gr_status status = gr_xml_tree_read(gr_path_join(arena, folder, names[i]), grammars, 1,
                                            limits, arena, diag, &root);
        if (status == GR_OK) {
            read_source(root, &describing, sources);
        }
    }
    gr_read_same(sources, &(gr_describing){NULL, catalogue, arena, diag, NULL});
    if (gr_diag_count(diag, GR_ERROR) > errors_before) {
        return GR_BAD_INPUT;
    }
    *out_sources = sources;
    return GR_OK;
}
