#include "template_read.h"

/* Owns reuse in descriptors: <define>, <use>, <include> and <body> are put in place while nothing
 * in them is read yet. Each use holds a copy of the body, with its own places, below the arguments
 * that it was given. What an argument may be is judged where names get their meaning (eval). */
#include "base/file.h"
#include "base/intern.h"
#include "unfold_priv.h"

static const gr_xml_attr_rule expr_rule = {"value", GR_XML_A_EXPR, true, NULL, "its value"};
static const gr_xml_attr_rule pattern_rule = {"value", GR_XML_A_PATTERN, true, NULL, "its words"};

static bool is_kind(const gr_xml_elem *e, gr_element kind)
{
    return e->rule->kind == (int)kind;
}

const gr_xml_elem *gr_unfold_next(const gr_xml_elem *parent, gr_element kind,
                                  const gr_xml_elem *after)
{
    do {
        after = gr_xml_next(parent, after);
    } while (after != NULL && !is_kind(after, kind));
    return after;
}

gr_loc gr_unfold_at(const gr_xml_elem *e, const char *attr)
{
    const gr_xml_named *found = gr_xml_find(e, attr);
    return found == NULL ? e->at : found->at;
}

void gr_unfold_refuse(gr_unfolding *u, gr_loc at, gr_code code, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    gr_str detail = gr_str_vfmt(u->by->arena, fmt, args);
    va_end(args);
    gr_diag_report(u->by->diag, at, code, GR_FMT, GR_ARG(detail));
    u->failed = true;
}

/* --- copies --- */

static void hang(gr_unfolding *u, gr_xml_elem *parent, gr_xml_content_item **last,
                 gr_xml_content_item what)
{
    gr_xml_content_item *item = GR_NEW(u->by->arena, gr_xml_content_item);
    *item = what;
    item->next = NULL;
    if (*last == NULL) {
        parent->content = item;
    } else {
        (*last)->next = item;
    }
    *last = item;
    if (item->elem != NULL) {
        item->elem->parent = parent;
        item->elem->self = item;
    }
}

/** False after a report: the whole has grown beyond what a document can be. */
static bool counts(gr_unfolding *u, gr_loc at)
{
    if (++u->n_elems <= u->by->limits->nodes || u->too_many) {
        return !u->too_many;
    }
    u->too_many = true;
    gr_unfold_refuse(u, at, GR_CODE_UNFOLD_LIMIT,
                     "what is used in it comes to more than %zu elements; use fewer blocks within "
                     "blocks, or repeat them with each= and of=",
                     u->by->limits->nodes);
    return false;
}

static gr_xml_elem *unfolded(gr_unfolding *u, const gr_xml_elem *e, const gr_unfold_scene *scene);

/** What stands in `from`, each where it may stand in `into`. */
static void take_content(gr_unfolding *u, const gr_xml_elem *from, gr_xml_elem *into,
                         const gr_unfold_scene *scene, gr_xml_content_item **last)
{
    for (const gr_xml_content_item *item = from->content; item != NULL; item = item->next) {
        gr_xml_content_item copy = *item;
        if (item->elem != NULL &&
            (is_kind(item->elem, GR_E_DEFINE) || is_kind(item->elem, GR_E_ARGUMENT))) {
            continue;
        }
        if (item->elem != NULL) {
            copy.elem = counts(u, item->elem->at) ? unfolded(u, item->elem, scene) : NULL;
        }
        if (copy.elem != NULL || item->elem == NULL) {
            hang(u, into, last, copy);
        }
    }
}

static gr_xml_elem *copy_of(gr_unfolding *u, const gr_xml_elem *e)
{
    gr_xml_elem *copy = GR_NEW(u->by->arena, gr_xml_elem);
    *copy = *e;
    copy->content = NULL;
    return copy;
}

/* --- arguments --- */

/** One that <use> itself has; all others are arguments. */
static bool is_own_attr(const gr_xml_named *attr)
{
    return strcmp(attr->rule->name, "*") != 0;
}

static bool is_words(const gr_xml_elem *argument)
{
    return gr_str_is(gr_xml_value(argument, "type"), "text");
}

/** An <argument> that has its value: of the use, else of the definition. */
static gr_xml_elem *filled(gr_unfolding *u, const gr_xml_elem *argument, const gr_xml_elem *from,
                           const gr_xml_named *given)
{
    gr_xml_elem *e = copy_of(u, argument);
    e->attrs = GR_NEW_N(u->by->arena, gr_xml_named, argument->n_attrs + from->n_attrs);
    e->n_attrs = 0;
    for (size_t i = 0; i < argument->n_attrs; i++) {
        if (from == argument || !gr_str_is(argument->attrs[i].name, "default")) {
            e->attrs[e->n_attrs++] = argument->attrs[i]; /* default=: that is its value */
        }
    }
    for (size_t i = 0; i < from->n_attrs; i++) {
        gr_str name = from->attrs[i].name;
        bool other = gr_str_starts(name, given->name) && name.len > given->name.len &&
                     name.ptr[given->name.len] == '.'; /* in another language */
        if (other || &from->attrs[i] == given) {
            gr_xml_named *value = &e->attrs[e->n_attrs++];
            *value = from->attrs[i];
            value->name = gr_str_fmt(u->by->arena, "value" GR_FMT,
                                     GR_ARG(gr_str_sub(name, given->name.len, name.len)));
            value->rule = is_words(argument) ? &pattern_rule : &expr_rule;
        }
    }
    e->tree = from->tree;
    e->at = given->at;
    return e;
}

static gr_str said_of(gr_unfolding *u, const gr_xml_elem *argument)
{
    gr_str to = gr_xml_value(argument, "to");
    return gr_str_fmt(u->by->arena, GR_FMT "=\"...\": " GR_FMT "%s" GR_FMT,
                      GR_ARG(gr_xml_value(argument, "name")),
                      GR_ARG(gr_xml_value(argument, "type")), to.len > 0 ? " to " : "", GR_ARG(to));
}

static bool has_argument(const gr_xml_elem *body, gr_str name)
{
    const gr_xml_elem *a = NULL;
    while ((a = gr_unfold_next(body, GR_E_ARGUMENT, a)) != NULL &&
           !gr_str_eq(gr_xml_value(a, "name"), name)) {
    }
    return a != NULL;
}

/** The use gives what is likely this argument, in another spelling: refuse_surplus asks for it. */
static bool is_misspelt(const gr_xml_elem *use, const gr_xml_elem *body, gr_str argument)
{
    bool meant = false;
    for (size_t i = 0; i < use->n_attrs && !meant; i++) {
        gr_str name = use->attrs[i].name;
        meant = !is_own_attr(&use->attrs[i]) && !has_argument(body, name) &&
                gr_suggest(name, &argument, 1).len > 0;
    }
    return meant;
}

static void take_arguments(gr_unfolding *u, const gr_xml_elem *use, const gr_xml_elem *body,
                           gr_xml_elem *into, gr_xml_content_item **last)
{
    for (const gr_xml_elem *a = NULL; (a = gr_unfold_next(body, GR_E_ARGUMENT, a)) != NULL;) {
        gr_str name = gr_xml_value(a, "name");
        const gr_xml_named *given = NULL;
        const gr_xml_elem *from = use;
        for (size_t i = 0; i < use->n_attrs && given == NULL; i++) {
            given = gr_str_eq(use->attrs[i].name, name) ? &use->attrs[i] : NULL;
        }
        if (given == NULL) {
            from = a;
            given = gr_xml_find(a, "default");
        }
        if (given == NULL && is_misspelt(use, body, name)) {
            u->failed = true; /* told at the attribute that was meant */
            continue;
        }
        if (given == NULL) {
            gr_unfold_refuse(u, use->at, GR_CODE_USE_ARGUMENTS, "it needs " GR_FMT,
                             GR_ARG(said_of(u, a)));
            gr_diag_note(u->by->diag, a->at, "as it is defined here");
            continue;
        }
        gr_xml_elem *e = filled(u, a, from, given);
        hang(u, into, last, (gr_xml_content_item){.elem = e, .at = e->at});
    }
}

static void refuse_surplus(gr_unfolding *u, const gr_xml_elem *use, const gr_xml_elem *body)
{
    for (size_t i = 0; i < use->n_attrs; i++) {
        gr_str *names = NULL, name = use->attrs[i].name;
        size_t n = 0, cap = 0;
        bool known = is_own_attr(&use->attrs[i]);
        for (const gr_xml_elem *a = NULL; (a = gr_unfold_next(body, GR_E_ARGUMENT, a)) != NULL;) {
            *GR_PUSH(u->by->arena, names, n, cap, gr_str) = gr_xml_value(a, "name");
            gr_str own = gr_xml_value(a, "name");
            known = known || gr_str_eq(own, name) ||
                    (gr_str_starts(name, own) && name.ptr[own.len] == '.');
        }
        if (known) {
            continue;
        }
        gr_str meant = gr_suggest(name, names, n);
        gr_unfold_refuse(
            u, use->attrs[i].at, GR_CODE_USE_ARGUMENTS,
            meant.len > 0 ? "it has no argument '" GR_FMT "'; did you mean '" GR_FMT "'?"
            : n == 0      ? "it has no argument '" GR_FMT "', nor any other" GR_FMT
                          : "it has no argument '" GR_FMT "'; it has " GR_FMT,
            GR_ARG(name), GR_ARG(meant.len > 0 ? meant : gr_unfold_listed(u, names, n)));
        gr_diag_note(u->by->diag, body->at, "as it is defined here");
    }
}

/* --- uses --- */

static bool has_body(const gr_xml_elem *e)
{
    bool found = false;
    for (const gr_xml_elem *c = NULL; (c = gr_xml_next(e, c)) != NULL && !found;) {
        found = is_kind(c, GR_E_BODY) || has_body(c);
    }
    return found;
}

/** The element that what stands here will stand in: of a definition, where that is used. */
static const gr_xml_elem *around(const gr_xml_elem *e, const gr_unfold_scene *scene)
{
    e = e->parent;
    while (e != NULL) {
        bool through = is_kind(e, GR_E_USE) || is_kind(e, GR_E_INCLUDE) || is_kind(e, GR_E_BODY);
        bool top = is_kind(e, GR_E_DEFINE) || is_kind(e, GR_E_FRAGMENT);
        if (!through && !top) {
            return e;
        }
        if (top && (scene == NULL || scene->use == NULL)) {
            return NULL;
        }
        e = top ? scene->use->parent : e->parent;
        scene = top ? scene->outer : scene;
    }
    return NULL;
}

/** What stands in a definition, or is handed over to one, may not stand everywhere. */
static void check_place(gr_unfolding *u, gr_loc at, const gr_xml_elem *holder,
                        const gr_xml_elem *content)
{
    for (const gr_xml_elem *c = NULL; holder != NULL && (c = gr_xml_next(content, c)) != NULL;) {
        bool own = is_kind(c, GR_E_ARGUMENT) || is_kind(c, GR_E_DEFINE) ||
                   is_kind(c, GR_E_INCLUDE) || is_kind(c, GR_E_USE) || is_kind(c, GR_E_BODY);
        if (!own && !gr_xml_allows(u->by->report, holder->rule, c->name)) {
            gr_unfold_refuse(u, at, GR_CODE_DEFINE_FORM,
                             "a <" GR_FMT "> would come to stand in <" GR_FMT ">, where it may not",
                             GR_ARG(c->name), GR_ARG(holder->name));
            gr_diag_note(u->by->diag, c->at, "the <" GR_FMT ">", GR_ARG(c->name));
            return;
        }
    }
}

/** Its way here: "a > b > a". */
static gr_str way_to(gr_unfolding *u, const gr_unfold_scene *scene, gr_str name)
{
    gr_str way = name;
    for (; scene != NULL && scene->body != NULL; scene = scene->outer) {
        way = gr_str_fmt(u->by->arena, GR_FMT " > " GR_FMT, GR_ARG(scene->name), GR_ARG(way));
    }
    return way;
}

static bool may_go_on(gr_unfolding *u, const gr_xml_elem *use, const gr_xml_elem *body, gr_str name,
                      const gr_unfold_scene *scene)
{
    unsigned depth = 0;
    bool circle = false;
    for (const gr_unfold_scene *s = scene; s != NULL && s->body != NULL; s = s->outer) {
        circle = circle || s->body == body;
        depth++;
    }
    if (!circle && depth < GR_UNFOLD_DEEP) {
        return true;
    }
    gr_str end = circle
                     ? GR_LIT("; take one of them out")
                     : gr_str_fmt(u->by->arena, "; more than %d deep is refused", GR_UNFOLD_DEEP);
    gr_unfold_refuse(u, use->at, GR_CODE_USE_CIRCLE, "'" GR_FMT "' %s: " GR_FMT GR_FMT,
                     GR_ARG(name), circle ? "comes back to itself" : "is used within others",
                     GR_ARG(way_to(u, scene, name)), GR_ARG(end));
    return false;
}

/** A <use> with its arguments, and below them what it stands for. */
static gr_xml_elem *put(gr_unfolding *u, const gr_xml_elem *use, const gr_xml_elem *body,
                        gr_str name, const gr_unfold_scene *scene)
{
    gr_xml_content_item *last = NULL;
    gr_xml_elem *out = copy_of(u, use);
    if (!may_go_on(u, use, body, name, scene)) {
        return NULL;
    }
    gr_unfold_scene inside = {.outer = scene, .body = body, .use = use, .name = name};
    out->attrs = GR_NEW_N(u->by->arena, gr_xml_named, use->n_attrs);
    out->n_attrs = 0;
    for (size_t i = 0; i < use->n_attrs; i++) {
        if (is_own_attr(&use->attrs[i])) {
            out->attrs[out->n_attrs++] = use->attrs[i];
        }
    }
    refuse_surplus(u, use, body);
    check_place(u, use->at, around(use, scene), body);
    take_arguments(u, use, body, out, &last);
    if (use->content != NULL && !has_body(body)) {
        gr_unfold_refuse(u, use->at, GR_CODE_USE_ARGUMENTS,
                         "it has no place for what stands in it; write <body/> where that goes");
        gr_diag_note(u->by->diag, body->at, "as it is defined here");
    }
    take_content(u, body, out, &inside, &last);
    return out;
}

static gr_xml_elem *put_use(gr_unfolding *u, const gr_xml_elem *use, const gr_unfold_scene *scene)
{
    gr_str name = gr_xml_value(use, "name");
    gr_definition *found = gr_unfold_find(u, name);
    if (found == NULL) {
        gr_unfold_refuse_unknown(u, use, name);
        return NULL;
    }
    found->used = true;
    return put(u, use, found->elem, name, scene);
}

static gr_xml_elem *put_include(gr_unfolding *u, const gr_xml_elem *include,
                                const gr_unfold_scene *scene)
{
    gr_str file = gr_xml_value(include, "file");
    const gr_xml_elem *root = gr_unfold_fragment(u, file);
    bool blocks = false;
    for (const gr_xml_elem *c = NULL; root != NULL && (c = gr_xml_next(root, c)) != NULL;) {
        blocks = blocks || !is_kind(c, GR_E_DEFINE);
    }
    return blocks ? put(u, include, root, file, scene) : NULL;
}

/** What the use was given to hold; it is bound where that stands. */
static gr_xml_elem *put_body(gr_unfolding *u, const gr_xml_elem *body, const gr_unfold_scene *scene)
{
    gr_xml_content_item *last = NULL;
    if (scene->body == NULL || is_kind(scene->body, GR_E_FRAGMENT)) {
        gr_unfold_refuse(u, body->at, GR_CODE_DEFINE_FORM,
                         "<body> is the place for what stands in a <use>: it stands in a <define>");
        return NULL;
    }
    gr_xml_elem *out = copy_of(u, body);
    check_place(u, scene->use->at, around(body, scene), scene->use);
    take_content(u, scene->use, out, scene->outer, &last);
    return out;
}

static gr_xml_elem *unfolded(gr_unfolding *u, const gr_xml_elem *e, const gr_unfold_scene *scene)
{
    if (is_kind(e, GR_E_USE)) {
        return put_use(u, e, scene);
    }
    if (is_kind(e, GR_E_INCLUDE)) {
        return put_include(u, e, scene);
    }
    if (is_kind(e, GR_E_BODY)) {
        return put_body(u, e, scene);
    }
    gr_xml_content_item *last = NULL;
    gr_xml_elem *out = copy_of(u, e);
    take_content(u, e, out, scene, &last);
    return out;
}

static bool has_reuse(const gr_xml_elem *e)
{
    bool found = is_kind(e, GR_E_USE) || is_kind(e, GR_E_INCLUDE) || is_kind(e, GR_E_DEFINE) ||
                 is_kind(e, GR_E_BODY);
    for (const gr_xml_elem *c = NULL; !found && (c = gr_xml_next(e, c)) != NULL;) {
        found = has_reuse(c);
    }
    return found;
}

gr_status gr_unfold(const gr_template_setup *setup, gr_xml_elem *root, gr_xml_elem **out)
{
    *out = root;
    if (!has_reuse(root)) {
        return GR_OK;
    }
    gr_unfolding u = {.by = setup};
    const gr_unfold_scene scene = {.name = GR_LIT("")};
    gr_unfold_collect(&u, root, true);
    if (!u.failed) {
        *out = unfolded(&u, root, &scene);
        gr_unfold_tell_unused(&u);
    }
    return u.failed ? GR_BAD_INPUT : GR_OK;
}
