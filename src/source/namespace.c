/* <namespace>: prefixes of a descriptor, and names with them. A name without a prefix is of the
 * namespace that the root element of the export has; an attribute without one has none. */
#include "source_priv.h"

/* xml: is declared wherever there is XML. */
static const gr_str xml_uri[] = {{GR_XML_NAMESPACE, sizeof GR_XML_NAMESPACE - 1}};
static const gr_namespace xml_namespace = {{"xml", 3}, xml_uri, 1, {0}};

bool gr_namespace_has(const gr_namespace *ns, gr_str uri)
{
    for (size_t i = 0; i < ns->n_uris; i++) {
        if (gr_str_eq(ns->uris[i], uri)) {
            return true;
        }
    }
    return ns->n_uris == 0 && uri.len == 0;
}

bool gr_element_is(const gr_source_name *name, gr_str root_ns, gr_str ns, gr_str local)
{
    if (name->local.len != local.len || memcmp(name->local.ptr, local.ptr, local.len) != 0) {
        return false;
    }
    return name->ns == NULL ? gr_str_eq(ns, root_ns) : gr_namespace_has(name->ns, ns);
}

bool gr_attribute_is(const gr_source_name *name, const gr_xml_attr *attr)
{
    if (name->local.len != attr->name.len ||
        memcmp(name->local.ptr, attr->name.ptr, attr->name.len) != 0) {
        return false;
    }
    return name->ns == NULL ? attr->ns.len == 0 : gr_namespace_has(name->ns, attr->ns);
}

bool gr_source_name_eq(const gr_source_name *a, const gr_source_name *b)
{
    return a->ns == b->ns && gr_str_eq(a->local, b->local);
}

gr_str gr_source_name_text(const gr_source_name *name, gr_arena *arena)
{
    return name->ns == NULL ? name->local
                            : gr_str_fmt(arena, GR_FMT ":" GR_FMT, GR_ARG(name->ns->prefix),
                                         GR_ARG(name->local));
}

static const gr_namespace *find_prefix(const gr_source *source, gr_str prefix)
{
    for (size_t i = 0; i < source->n_namespaces; i++) {
        if (gr_str_eq(source->namespaces[i]->prefix, prefix)) {
            return source->namespaces[i];
        }
    }
    return gr_str_is(prefix, "xml") ? &xml_namespace : NULL;
}

/* What a prefix means may be what the root element is of, which has no prefix here. */
static bool is_of_root(const gr_source *source, const gr_namespace *ns)
{
    for (size_t i = 0; i < source->n_matches; i++) {
        if (source->matches[i].ns.len > 0 && gr_namespace_has(ns, source->matches[i].ns)) {
            return true;
        }
    }
    return false;
}

bool gr_name_resolve(const gr_describing *describing, const gr_path_origin *origin,
                     const gr_path_name *written, bool is_attribute, gr_source_name *out)
{
    const gr_source *source = describing->source;
    *out = (gr_source_name){written->local, NULL};
    if (written->prefix.len == 0) {
        return true;
    }
    out->ns = find_prefix(source, written->prefix);
    if (out->ns == NULL) {
        gr_str *known = GR_NEW_N(describing->arena, gr_str, source->n_namespaces);
        for (size_t i = 0; i < source->n_namespaces; i++) {
            known[i] = source->namespaces[i]->prefix;
        }
        gr_str hint =
            gr_did_you_mean(written->prefix, known, source->n_namespaces, describing->arena);
        gr_diag_report(
            describing->diag, gr_part_place(origin->elem, origin->named, written->prefix),
            GR_CODE_PREFIX_UNKNOWN,
            "'" GR_FMT "' in '" GR_FMT "'; say what it means: <namespace prefix=\"" GR_FMT
            "\" uri=\"...\"/>" GR_FMT,
            GR_ARG(written->prefix), GR_ARG(origin->named->value), GR_ARG(written->prefix),
            GR_ARG(hint));
        return false;
    }
    if (!is_attribute && is_of_root(source, out->ns)) {
        out->ns = NULL;
    }
    return true;
}

static const gr_namespace *of_uri(const gr_source *source, gr_str uri)
{
    for (size_t i = 0; i < source->n_namespaces; i++) {
        if (gr_namespace_has(source->namespaces[i], uri)) {
            return source->namespaces[i];
        }
    }
    return NULL;
}

/* ---- an export whose root element is of a namespace that has a prefix ---- */

static bool is_twin(const gr_source_spot *spot, const gr_namespace *ns)
{
    for (const gr_source_spot *other = spot->parent == NULL ? NULL : spot->parent->first;
         other != NULL && spot->name.ns == ns; other = other->next) {
        if (other->name.ns == NULL && gr_str_eq(other->name.local, spot->name.local)) {
            return true;
        }
    }
    return false;
}

bool gr_namespace_clash(const gr_source *source, gr_str root_ns, gr_diag *diag)
{
    const gr_namespace *ns = of_uri(source, root_ns);
    const gr_source_spot *spot = ns == NULL ? NULL : source->root;
    while (spot != NULL && !is_twin(spot, ns)) {
        const gr_source_spot *next = spot->first;
        while (next == NULL && spot != NULL) {
            next = spot->next;
            spot = spot->parent;
        }
        spot = next;
    }
    if (spot != NULL) {
        gr_diag_report(diag, ns->at, GR_CODE_NAME_DUPLICATE,
                       "'" GR_FMT "' and '" GR_FMT ":" GR_FMT
                       "' are one and the same in an export whose root element is of this "
                       "namespace; say namespace= in <match>, or write both without a prefix",
                       GR_ARG(spot->name.local), GR_ARG(ns->prefix), GR_ARG(spot->name.local));
    }
    return spot != NULL;
}

/* ---- <namespace> ---- */

static void refuse_twice(const gr_describing *describing, gr_loc at, const gr_namespace *first,
                         const char *what)
{
    gr_diag_report(describing->diag, at, GR_CODE_NAME_DUPLICATE, "%s '" GR_FMT "'", what,
                   GR_ARG(first->prefix));
    gr_diag_note(describing->diag, first->at, "the first one");
}

/* Two prefixes of one namespace would give an element two names. */
static void read_uris(const gr_describing *describing, const gr_xml_elem *elem, gr_namespace *ns)
{
    const gr_xml_named *named = gr_xml_find(elem, "uri");
    gr_str *uris = NULL;
    size_t cap = 0;
    gr_str rest = gr_str_spaced(describing->arena, named->value);
    gr_str uri;
    while (gr_str_split(&rest, ' ', &uri)) {
        if (uri.len == 0) {
            continue;
        }
        const gr_namespace *other = of_uri(describing->source, uri);
        if (other != NULL) {
            refuse_twice(describing, named->at, other, "this namespace has a prefix already:");
        }
        *GR_PUSH(describing->arena, uris, ns->n_uris, cap, gr_str) = uri;
    }
    const gr_namespace *none = ns->n_uris == 0 ? of_uri(describing->source, GR_LIT("")) : NULL;
    if (none != NULL) {
        refuse_twice(describing, named->at, none, "'no namespace' has a prefix already:");
    }
    ns->uris = uris;
}

void gr_read_namespace(const gr_describing *describing, const gr_xml_elem *elem)
{
    gr_source *source = describing->source;
    const gr_xml_named *named = gr_xml_find(elem, "prefix");
    gr_namespace *ns = GR_NEW(describing->arena, gr_namespace);
    ns->prefix = named->value;
    ns->at = elem->at;
    const gr_namespace *same = find_prefix(source, ns->prefix);
    if (same == &xml_namespace) {
        gr_diag_report(describing->diag, named->at, GR_CODE_ATTRIBUTE_VALUE,
                       "xml: is known without a declaration; leave this out");
    } else if (same != NULL) {
        refuse_twice(describing, named->at, same, "prefix");
    }
    read_uris(describing, elem, ns);
    *GR_PUSH(describing->arena, source->namespaces, source->n_namespaces, source->cap_namespaces,
             const gr_namespace *) = ns;
}
