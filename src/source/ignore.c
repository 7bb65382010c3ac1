/* <ignore>: what may stand in an export and is read by nobody. */
#include "source_priv.h"

/** "line" is the whole element, "line/text()" what stands between its tags. */
static bool ends_in_text(const gr_source_path *path)
{
    gr_str end = GR_LIT("text()");
    return path->text.len >= end.len &&
           gr_str_eq(gr_str_sub(path->text, path->text.len - end.len, SIZE_MAX), end);
}

static bool resolve(const gr_describing *describing, const gr_path_origin *origin,
                    const gr_source_path *path, gr_ignore *out)
{
    gr_source_name *steps = GR_NEW_N(describing->arena, gr_source_name, path->n_steps);
    *out = (gr_ignore){.steps = steps,
                       .n_steps = path->n_steps,
                       .is_attribute = path->reads == GR_READ_ATTRIBUTE,
                       .is_text = ends_in_text(path)};
    for (size_t i = 0; i < path->n_steps; i++) {
        const gr_source_path_step *step = &path->steps[i];
        if (step->n_tests > 0 && (i + 1 < path->n_steps || out->is_text)) {
            gr_diag_report(describing->diag,
                           gr_xml_value_place(origin->elem->tree, origin->named->raw, step->at),
                           GR_CODE_ATTRIBUTE_VALUE,
                           "'" GR_FMT
                           "': in an <ignore> only the last element has a predicate, and none "
                           "when its text is left out",
                           GR_ARG(path->text));
            return false;
        }
        if (!gr_name_resolve(describing, origin, &step->name, false, &steps[i])) {
            return false;
        }
        out->last = step;
    }
    return !out->is_attribute ||
           gr_name_resolve(describing, origin, &path->attribute, true, &out->attribute);
}

static bool resolve_tests(const gr_describing *describing, const gr_path_origin *origin,
                          gr_ignore *ignore)
{
    size_t n = ignore->last != NULL ? ignore->last->n_tests : 0;
    gr_source_test *tests = GR_NEW_N(describing->arena, gr_source_test, n);
    for (size_t i = 0; i < n; i++) {
        const gr_path_test *written = &ignore->last->tests[i];
        tests[i].op = written->op;
        tests[i].or_next = written->or_next;
        if (!gr_name_resolve(describing, origin, &written->attribute, true, &tests[i].attribute) ||
            !gr_plain_literal(describing, origin, written->literal, &tests[i].literal)) {
            return false;
        }
    }
    ignore->tests = tests;
    ignore->n_tests = n;
    return true;
}

void gr_read_ignore(const gr_describing *describing, const gr_xml_elem *elem)
{
    gr_source *source = describing->source;
    gr_path_origin origin = {elem, gr_xml_find(elem, "path")};
    gr_path_list list;
    if (!gr_read_path(describing, &origin, GR_PATH_IGNORE, &list)) {
        return;
    }
    for (size_t i = 0; i < list.n; i++) {
        gr_ignore ignore;
        if (!resolve(describing, &origin, &list.items[i], &ignore) ||
            !resolve_tests(describing, &origin, &ignore)) {
            return;
        }
        ignore.path = list.items[i].text;
        ignore.met = GR_NEW(describing->arena, unsigned long);
        *GR_PUSH(describing->arena, source->ignores, source->n_ignores, source->cap_ignores,
                 gr_ignore) = ignore;
    }
}

/* ---- while reading ---- */

/* "*" is any element, "c:*" any of that namespace. */
static bool is_named(const gr_source_name *pattern, gr_str root_ns, gr_str ns, gr_str local)
{
    if (!gr_str_is(pattern->local, "*")) {
        return gr_element_is(pattern, root_ns, ns, local);
    }
    return pattern->ns == NULL || gr_namespace_has(pattern->ns, ns);
}

static bool is_spot(const gr_source_name *pattern, const gr_seen *seen, const gr_source_spot *spot)
{
    bool any = gr_str_is(pattern->local, "*");
    return any ? pattern->ns == NULL || pattern->ns == spot->name.ns
               : pattern->ns == spot->name.ns &&
                     gr_str_eq(pattern->local, seen->names[spot->depth]);
}

static bool attribute_fits(const gr_source_name *pattern, const gr_seen *seen)
{
    gr_xml_attr attr = {.name = seen->local, .ns = seen->ns};
    if (!gr_str_is(pattern->local, "*")) {
        return gr_attribute_is(pattern, &attr);
    }
    return pattern->ns == NULL || gr_namespace_has(pattern->ns, seen->ns);
}

static bool test_holds(const gr_source_test *test, const gr_xml_start *element)
{
    for (size_t i = 0; i < element->n_attrs; i++) {
        if (gr_attribute_is(&test->attribute, &element->attrs[i])) {
            bool same = gr_str_eq(gr_str_trim(element->attrs[i].value), test->literal);
            return test->op == GR_TEST_STANDS || same == (test->op == GR_TEST_IS);
        }
    }
    return false;
}

/* "*" alone: everything that nobody reads, attributes and text too. */
static bool is_all(const gr_ignore *ignore)
{
    return !ignore->is_attribute && !ignore->is_text && ignore->n_steps == 1 &&
           ignore->n_tests == 0 && ignore->steps[0].ns == NULL &&
           gr_str_is(ignore->steps[0].local, "*");
}

/** What its path ends in; `*n`: so many elements stand above that. */
static bool end_fits(const gr_ignore *ignore, const gr_seen *seen, size_t *n)
{
    if (ignore->is_attribute != seen->is_attribute) {
        return false;
    }
    if (ignore->is_text) {
        return gr_str_is(seen->local, "text()");
    }
    return ignore->is_attribute
               ? attribute_fits(&ignore->attribute, seen)
               : is_named(&ignore->steps[--*n], seen->root_ns, seen->ns, seen->local);
}

static bool covers(const gr_ignore *ignore, const gr_seen *seen)
{
    size_t n = ignore->n_steps;
    if (is_all(ignore)) {
        return true;
    }
    if (!end_fits(ignore, seen, &n)) {
        return false;
    }
    for (const gr_source_spot *above = seen->spot; n > 0; above = above->parent) {
        if (above == NULL || !is_spot(&ignore->steps[--n], seen, above)) {
            return false;
        }
    }
    bool holds = false; /* one of those with "or" between them */
    for (size_t i = 0; i < ignore->n_tests; i++) {
        holds = holds || (seen->element != NULL && test_holds(&ignore->tests[i], seen->element));
        if (!ignore->tests[i].or_next) {
            if (!holds) {
                return false;
            }
            holds = false;
        }
    }
    return true;
}

bool gr_source_ignores(const gr_source *source, const gr_seen *seen)
{
    for (size_t i = 0; i < source->n_ignores; i++) {
        if (covers(&source->ignores[i], seen)) {
            ++*source->ignores[i].met;
            return true;
        }
    }
    return false;
}

unsigned long *gr_source_ignores_always(const gr_source *source, const gr_seen *seen)
{
    for (const gr_source_spot *spot = seen->spot; spot != NULL; spot = spot->parent) {
        if (spot->any) {
            return NULL; /* elements of several names */
        }
    }
    for (size_t i = 0; i < source->n_ignores && source->ignores[i].n_tests == 0; i++) {
        if (covers(&source->ignores[i], seen)) {
            return source->ignores[i].met;
        }
    }
    return NULL;
}

bool gr_source_ignores_by_name(const gr_source *source, const gr_seen *seen)
{
    for (size_t i = 0; i < source->n_ignores; i++) {
        const gr_ignore *ignore = &source->ignores[i];
        if (!ignore->is_attribute && !ignore->is_text &&
            !gr_str_is(ignore->steps[ignore->n_steps - 1].local, "*") && covers(ignore, seen)) {
            ++*ignore->met;
            return true;
        }
    }
    return false;
}
