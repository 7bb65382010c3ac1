#include "style_priv.h"

/* Owns a style otherwise than it is written: colours that a report sets, and names of another style
 * that it must know because all reports are set in it. */

static const gr_style_element named[] = {GR_S_TEXT_STYLE, GR_S_MASTER, GR_S_TABLE_LOOK,
                                         GR_S_BOX_LOOK, GR_S_MARK_LOOK};
#define N_NAMED (sizeof named / sizeof named[0])

static const gr_xml_elem *find_named(const gr_xml_elem *root, gr_style_element kind, gr_str name)
{
    const gr_xml_elem *e = NULL;
    do {
        e = gr_style_next(root, kind, e);
    } while (e != NULL && !gr_str_eq(gr_xml_value(e, "name"), name));
    return e;
}

/** What stands in `root` for a name of the other style: the first of what it is like there. */
static const gr_xml_elem *stand_in(const gr_xml_elem *root, const gr_xml_elem *other,
                                   const gr_xml_elem *e)
{
    gr_style_element kind = (gr_style_element)e->rule->kind;
    for (unsigned depth = 0; e != NULL && depth < GR_STYLE_LIKE_DEEP; depth++) {
        gr_str like = gr_xml_value(e, "like");
        const gr_xml_elem *found = find_named(root, kind, like);
        if (found != NULL || like.len == 0) {
            return found;
        }
        e = find_named(other, kind, like);
    }
    return NULL;
}

bool gr_style_lacks(const gr_xml_elem *root, const gr_xml_elem *other)
{
    for (size_t k = 0; k < N_NAMED; k++) {
        for (const gr_xml_elem *e = NULL; (e = gr_style_next(other, named[k], e)) != NULL;) {
            if (find_named(root, named[k], gr_xml_value(e, "name")) == NULL &&
                stand_in(root, other, e) != NULL) {
                return true;
            }
        }
    }
    return false;
}

static gr_xml_named attr_of(const char *name, gr_str value, gr_loc at)
{
    return (gr_xml_named){.name = gr_str_of(name), .value = value, .at = at};
}

/** An element that says two things and has its place from who wants it. */
static gr_xml_elem *make(gr_style_reading *reading, const gr_xml_elem *pattern, gr_xml_named one,
                         gr_xml_named two)
{
    gr_xml_elem *e = GR_NEW(reading->arena, gr_xml_elem);
    *e = *pattern;
    e->content = NULL;
    e->attrs = GR_NEW_N(reading->arena, gr_xml_named, 2);
    e->attrs[0] = one;
    e->attrs[1] = two;
    e->n_attrs = 2;
    e->at = one.at;
    return e;
}

static void add(gr_style_reading *reading, gr_xml_elem *parent, gr_xml_elem *e)
{
    gr_xml_content_item *item = GR_NEW(reading->arena, gr_xml_content_item);
    *item = (gr_xml_content_item){.elem = e, .at = e->at, .next = parent->content};
    e->parent = parent;
    e->self = item;
    parent->content = item;
}

static void refuse_set(gr_style_reading *reading, const gr_style_set *set)
{
    size_t n = 0;
    gr_str *names = GR_NEW_N(reading->arena, gr_str, gr_style_count(reading->root, GR_S_COLOUR));
    for (const gr_xml_elem *e = NULL; (e = gr_style_next(reading->root, GR_S_COLOUR, e)) != NULL;) {
        names[n++] = gr_xml_value(e, "name");
    }
    gr_str meant = gr_suggest(set->colour, names, n);
    gr_buf known = gr_buf_make(reading->arena, SIZE_MAX / 4);
    for (size_t i = 0; i < n; i++) {
        gr_buf_addf(&known, "%s" GR_FMT, i > 0 ? ", " : "", GR_ARG(names[i]));
    }
    reading->failed = true;
    gr_diag_report(reading->diag, set->colour_at, GR_CODE_STYLE_SET,
                   meant.len > 0 ? "house style '" GR_FMT "' has no colour '" GR_FMT
                                   "'; did you mean '" GR_FMT "'?"
                                 : "house style '" GR_FMT "' has no colour '" GR_FMT
                                   "'; it has " GR_FMT,
                   GR_ARG(gr_xml_value(reading->root, "id")), GR_ARG(set->colour),
                   GR_ARG(meant.len > 0 ? meant : gr_buf_view(&known)));
}

void gr_style_apply(gr_style_reading *reading, const gr_xml_elem *other)
{
    gr_xml_elem *over = GR_NEW(reading->arena, gr_xml_elem);
    *over = *reading->root;
    over->content = NULL;
    for (size_t i = reading->wish->n_sets; i-- > 0;) { /* each stands before those added earlier */
        const gr_style_set *set = &reading->wish->sets[i];
        const gr_xml_elem *base = find_named(reading->root, GR_S_COLOUR, set->colour);
        if (base == NULL) {
            refuse_set(reading, set);
            continue;
        }
        add(reading, over,
            make(reading, base, attr_of("name", set->colour, set->colour_at),
                 attr_of("value", set->value, set->value_at)));
    }
    for (size_t k = 0; k < N_NAMED && other != NULL; k++) {
        for (const gr_xml_elem *e = NULL; (e = gr_style_next(other, named[k], e)) != NULL;) {
            gr_str name = gr_xml_value(e, "name");
            const gr_xml_elem *in = find_named(reading->root, named[k], name) != NULL
                                        ? NULL
                                        : stand_in(reading->root, other, e);
            if (in != NULL) {
                add(reading, over,
                    make(reading, in, attr_of("name", name, in->at),
                         attr_of("like", gr_xml_value(in, "name"), in->at)));
            }
        }
    }
    reading->root = gr_style_laid_over(reading->arena, reading->root, over);
}
