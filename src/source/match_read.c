/* What a <match> says, and whether two sources could be told apart by what theirs say. */
#include "files_priv.h"

#define ANY_EXPORT GR_LIT("*.xml")

static void read_files(const gr_describing *describing, const gr_xml_elem *elem, gr_match *match)
{
    const gr_xml_named *named = gr_xml_find(elem, "files");
    match->files = named == NULL ? ANY_EXPORT : named->value;
    const char *fault = gr_file_patterns_fault(match->files);
    if (fault != NULL) {
        gr_diag_report(describing->diag, named == NULL ? elem->at : named->at,
                       GR_CODE_ATTRIBUTE_VALUE, "'" GR_FMT "': %s", GR_ARG(match->files), fault);
    }
}

/* Names only: it is looked for without any other part of the descriptor. */
static bool is_simple(const gr_path_list *list)
{
    const gr_source_path *path = &list->items[0];
    bool reads_attribute = path->reads == GR_READ_ATTRIBUTE;
    bool simple = list->n == 1 && path->ups == 0 && (path->n_steps > 0 || reads_attribute) &&
                  path->attribute.prefix.len == 0 && path->reads != GR_READ_NAME;
    for (size_t i = 0; i < path->n_steps; i++) {
        const gr_source_path_step *step = &path->steps[i];
        simple = simple && step->n_tests == 0 && step->name.prefix.len == 0 &&
                 !gr_str_is(step->name.local, "*");
    }
    return simple;
}

static void read_has(const gr_describing *describing, const gr_xml_elem *elem, gr_match *match)
{
    gr_path_origin origin = {elem, gr_xml_find(elem, "has")};
    gr_path_list list;
    if (origin.named == NULL) {
        return;
    }
    match->has = origin.named->value;
    if (!gr_read_path(describing, &origin, GR_PATH_FIELD, &list)) {
        return;
    }
    if (!is_simple(&list)) {
        gr_diag_report(describing->diag, origin.named->at, GR_CODE_ATTRIBUTE_VALUE,
                       "'" GR_FMT "': the path begins in the root element: element/element, "
                       "element/@attribute or @attribute, and without prefixes, for names of "
                       "every namespace fit",
                       GR_ARG(origin.named->value));
        return;
    }
    const gr_source_path *path = &list.items[0];
    if (path->n_steps > 0) {
        const gr_source_path_step *last = &path->steps[path->n_steps - 1];
        match->has_steps = gr_str_sub(match->has, path->at, last->at + last->text.len - path->at);
    }
    match->has_attribute = path->attribute.local;
}

void gr_read_match(const gr_describing *describing, const gr_xml_elem *elem)
{
    gr_source *source = describing->source;
    gr_match match = {.root = gr_xml_value(elem, "root"),
                      .ns = gr_xml_value(elem, "namespace"),
                      .has = GR_LIT(""),
                      .has_steps = GR_LIT(""),
                      .has_attribute = GR_LIT(""),
                      .at = elem->at};
    read_files(describing, elem, &match);
    read_has(describing, elem, &match);
    *GR_PUSH(describing->arena, source->matches, source->n_matches, source->cap_matches, gr_match) =
        match;
}

/** `a` is a match of another source. */
static void check_rival(const gr_match *a, const gr_source *source, gr_diag *diag)
{
    for (size_t i = 0; i < source->n_matches; i++) {
        const gr_match *b = &source->matches[i];
        if (gr_match_same(a, b)) {
            gr_diag_report(diag, b->at, GR_CODE_NAME_DUPLICATE,
                           "two sources read '" GR_FMT
                           "'; tell them apart by namespace=, by files= (names) or by has= (what "
                           "only one of them holds)",
                           GR_ARG(b->root));
            gr_diag_note(diag, a->at, "the other one");
        }
    }
}

void gr_check_rivals(const gr_sources *sources, const gr_source *source, gr_diag *diag)
{
    for (size_t i = 0; i < sources->n; i++) {
        const gr_source *other = &sources->items[i];
        if (gr_str_eq(other->id, source->id)) {
            gr_diag_report(diag, source->at, GR_CODE_NAME_DUPLICATE, "source '" GR_FMT "'",
                           GR_ARG(source->id));
            gr_diag_note(diag, other->at, "the first one");
        }
        for (size_t k = 0; k < other->n_matches; k++) {
            check_rival(&other->matches[k], source, diag);
        }
    }
}
