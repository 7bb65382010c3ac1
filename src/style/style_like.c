#include "style_priv.h"

/* Owns what `like` means between house styles, and between the masters and looks of one: what is
 * written lies over what it is like, by element and attribute, before anything of it is read. So a
 * colour that is set here holds for all that names it there. */
#include <string.h>

typedef struct laying { /* one element over another */
    gr_arena *arena;
    gr_xml_elem *out;
} laying;

static bool is_list(const gr_xml_elem *e)
{
    return e->rule->kind == GR_S_BAND || e->rule->kind == GR_S_PICTURE ||
           e->rule->kind == GR_S_HEAD || e->rule->kind == GR_S_FOOT;
}

static bool is_same(const gr_xml_elem *a, const gr_xml_elem *b, const char *attr)
{
    return gr_str_eq(gr_xml_value(a, attr), gr_xml_value(b, attr));
}

/** Whether both say something of the same thing. */
static bool is_of_same(const gr_xml_elem *a, const gr_xml_elem *b)
{
    bool font = a->rule->kind == GR_S_FONT;
    return a->rule->kind == b->rule->kind && is_same(a, b, "name") && is_same(a, b, "lang") &&
           (!font || (is_same(a, b, "family") && is_same(a, b, "weight")));
}

/** A leading was made for its size, and a hash for its file. */
static bool goes_with(const gr_xml_elem *over, gr_str name)
{
    return over->rule->kind == GR_S_TEXT_STYLE && gr_str_is(name, "leading") &&
           gr_xml_find(over, "size") != NULL;
}

static void lay_attrs(laying *l, const gr_xml_elem *under, const gr_xml_elem *over)
{
    l->out->attrs = GR_NEW_N(l->arena, gr_xml_named, under->n_attrs + over->n_attrs);
    for (size_t i = 0; i < over->n_attrs; i++) {
        l->out->attrs[l->out->n_attrs++] = over->attrs[i];
    }
    if (over->rule->kind == GR_S_FONT) {
        return; /* another file is another font */
    }
    for (size_t i = 0; i < under->n_attrs; i++) {
        gr_str name = under->attrs[i].name;
        bool given = false;
        for (size_t k = 0; k < over->n_attrs && !given; k++) {
            given = gr_str_eq(over->attrs[k].name, name);
        }
        if (!given && !goes_with(over, name) && !gr_str_is(name, "without")) {
            l->out->attrs[l->out->n_attrs++] = under->attrs[i];
        }
    }
}

static gr_xml_content_item *last_of(gr_xml_content_item *item)
{
    while (item != NULL && item->next != NULL) {
        item = item->next;
    }
    return item;
}

static void append(laying *l, gr_xml_elem *elem)
{
    gr_xml_content_item *item = GR_NEW(l->arena, gr_xml_content_item);
    gr_xml_content_item *last = last_of(l->out->content);
    gr_xml_elem *copy = GR_NEW(l->arena, gr_xml_elem);
    *copy = *elem; /* the items in it are shared: nothing asks them for their parent */
    copy->parent = l->out;
    copy->self = item;
    *item = (gr_xml_content_item){.elem = copy, .at = elem->at};
    if (last == NULL) {
        l->out->content = item;
    } else {
        last->next = item;
    }
}

static gr_xml_elem *find_same(const gr_xml_elem *parent, const gr_xml_elem *as)
{
    for (gr_xml_content_item *item = parent->content; item != NULL; item = item->next) {
        if (item->elem != NULL && is_of_same(item->elem, as)) {
            return item->elem;
        }
    }
    return NULL;
}

static bool is_replaced(const gr_xml_elem *over, const gr_xml_elem *part)
{
    gr_str rest = gr_xml_value(over, "without"), word = GR_LIT("");
    bool replaced = gr_style_count(over, (gr_style_element)part->rule->kind) > 0;
    while (gr_str_split(&rest, ' ', &word)) {
        replaced = replaced || gr_str_eq(word, part->name);
    }
    return replaced;
}

static void lay_content(laying *l, const gr_xml_elem *under, const gr_xml_elem *over)
{
    for (gr_xml_content_item *item = under->content; item != NULL; item = item->next) {
        gr_xml_elem *e = item->elem;
        if (e == NULL || (is_list(e) && is_replaced(over, e))) {
            continue;
        }
        gr_xml_elem *same = is_list(e) ? NULL : find_same(over, e);
        append(l, same == NULL ? e : gr_style_laid_over(l->arena, e, same));
    }
    for (gr_xml_content_item *item = over->content; item != NULL; item = item->next) {
        gr_xml_elem *e = item->elem;
        bool taken = e != NULL && !is_list(e) && find_same(under, e) != NULL &&
                     find_same(over, e) == e; /* a second one stays, and is refused */
        if (e != NULL && !taken) {
            append(l, e);
        }
    }
}

gr_xml_elem *gr_style_laid_over(gr_arena *arena, const gr_xml_elem *under, const gr_xml_elem *over)
{
    laying l = {.arena = arena, .out = GR_NEW(arena, gr_xml_elem)};
    *l.out = *over;
    l.out->attrs = NULL;
    l.out->n_attrs = 0;
    l.out->content = NULL;
    lay_attrs(&l, under, over);
    lay_content(&l, under, over);
    return l.out;
}

/* --- within a style: masters and looks --- */

static const gr_xml_elem *find_named(const gr_xml_elem *root, int kind, gr_str name)
{
    for (const gr_xml_elem *e = gr_style_next(root, (gr_style_element)kind, NULL); e != NULL;
         e = gr_style_next(root, (gr_style_element)kind, e)) {
        if (gr_str_eq(gr_xml_value(e, "name"), name)) {
            return e;
        }
    }
    return NULL;
}

static void refuse_unknown(gr_style_reading *reading, const gr_xml_elem *e, gr_str like)
{
    gr_style_element kind = (gr_style_element)e->rule->kind;
    gr_str *names = GR_NEW_N(reading->arena, gr_str, gr_style_count(reading->root, kind));
    size_t n = 0;
    for (const gr_xml_elem *o = NULL; (o = gr_style_next(reading->root, kind, o)) != NULL;) {
        names[n++] = gr_xml_value(o, "name");
    }
    gr_str meant = gr_suggest(like, names, n);
    gr_style_fail(reading, gr_style_at(e, "like"), GR_CODE_STYLE_UNKNOWN,
                  meant.len > 0 ? "no " GR_FMT " '" GR_FMT "'; did you mean '" GR_FMT "'?"
                                : "no " GR_FMT " '" GR_FMT "'" GR_FMT,
                  GR_ARG(e->name), GR_ARG(like), GR_ARG(meant));
}

/** The element with all that it takes over; itself when it is like no other. */
static gr_xml_elem *resolved(gr_style_reading *reading, gr_xml_elem *e, unsigned depth)
{
    gr_str like = gr_xml_value(e, "like");
    if (gr_xml_find(e, "like") == NULL) {
        return e;
    }
    const gr_xml_elem *base = find_named(reading->root, e->rule->kind, like);
    if (base == NULL) {
        refuse_unknown(reading, e, like);
        return e;
    }
    if (depth >= GR_STYLE_LIKE_DEEP) {
        if (!reading->told_circle) { /* once for all that go round in it */
            gr_style_fail(reading, gr_style_at(e, "like"), GR_CODE_STYLE_LIKE,
                          "'" GR_FMT "' is like this one in turn, or the chain of 'like' is "
                          "longer than %d; a chain must end",
                          GR_ARG(like), GR_STYLE_LIKE_DEEP);
        }
        reading->told_circle = true;
        return e;
    }
    gr_xml_elem *under = GR_NEW(reading->arena, gr_xml_elem);
    *under = *base;
    under = resolved(reading, under, depth + 1);
    return reading->told_circle ? e : gr_style_laid_over(reading->arena, under, e);
}

/* `without` outside of a likeness takes nothing away. */
static void check_without(gr_style_reading *reading, const gr_xml_elem *e)
{
    bool own = gr_xml_find(e, "like") == NULL && e->tree == reading->own->tree &&
               (reading->base == NULL ||
                find_named(reading->base, e->rule->kind, gr_xml_value(e, "name")) == NULL);
    if (gr_xml_find(e, "without") != NULL && own) {
        gr_style_fail(reading, gr_style_at(e, "without"), GR_CODE_STYLE_LIKE,
                      "this master takes over nothing that could be left out; "
                      "'without' goes with 'like'");
    }
}

void gr_style_resolve_parts(gr_style_reading *reading)
{
    static const gr_style_element kinds[] = {GR_S_MASTER, GR_S_TABLE_LOOK, GR_S_BOX_LOOK,
                                             GR_S_MARK_LOOK};
    gr_xml_elem *root = GR_NEW(reading->arena, gr_xml_elem);
    laying l = {.arena = reading->arena, .out = root};
    *root = *reading->root;
    root->content = NULL;
    for (gr_xml_content_item *item = reading->root->content; item != NULL; item = item->next) {
        gr_xml_elem *e = item->elem;
        bool may = false;
        for (size_t i = 0; e != NULL && i < sizeof kinds / sizeof kinds[0]; i++) {
            may = may || e->rule->kind == (int)kinds[i];
        }
        if (may) {
            check_without(reading, e);
        }
        if (e != NULL) {
            append(&l, may ? resolved(reading, e, 0) : e);
        }
    }
    reading->root = root;
}
