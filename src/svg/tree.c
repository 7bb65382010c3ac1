/* Owns how a file becomes elements: the prolog, foreign elements, names, what an element may carry.
 * What is not SVG's is passed over with all that is in it, as editors leave their own notes. */
#include "base/intern.h"
#include "svg_priv.h"
#include "xml/xml.h"

#define SVG_NS   "http://www.w3.org/2000/svg"
#define XLINK_NS "http://www.w3.org/1999/xlink"
#define SHARED                                                                                   \
    "id class style transform role tabindex focusable lang requiredFeatures requiredExtensions " \
    "systemLanguage color-profile overflow clip"

const gr_svg_info gr_svg_elements[GR_SVG__COUNT] = {
#define GR_SVG(ID, name, role, attrs) {name, GR_SVG_##role, attrs},
#include "elements.def"
#undef GR_SVG
};

typedef struct reading {
    gr_svg *svg;
    gr_svg_elem *open;
    unsigned foreign; /* elements that are open within one that is passed over, and itself */
    gr_buf text;
} reading;

bool gr_svg_fails(gr_svg *svg, gr_loc at, const char *fmt, ...)
{
    if (svg->failed) {
        return false;
    }
    va_list args;
    va_start(args, fmt);
    gr_str detail = gr_str_vfmt(svg->arena, fmt, args);
    va_end(args);
    svg->failed = true;
    svg->status = GR_BAD_INPUT;
    gr_diag_report(svg->diag, at, GR_CODE_VECTOR_FORM, GR_FMT, GR_ARG(detail));
    gr_diag_note(svg->diag, svg->blame, "the drawing is shown here");
    return false;
}

bool gr_svg_limit(gr_svg *svg, gr_loc at, const char *what)
{
    (void)gr_svg_fails(svg, at, "%s; draw it simpler, or save it as PNG", what);
    svg->status = GR_OVER_LIMIT;
    return false;
}

gr_svg_kind gr_svg_kind_of(gr_str name)
{
    int kind = 0;
    while (kind < GR_SVG__COUNT && !gr_str_is(name, gr_svg_elements[kind].name)) {
        kind++;
    }
    return (gr_svg_kind)kind;
}

bool gr_words_hold(const char *words, gr_str word)
{
    gr_str rest = gr_str_of(words), next = GR_LIT("");
    while (gr_str_split(&rest, ' ', &next)) {
        if (gr_str_eq(next, word)) {
            return true;
        }
    }
    return false;
}

gr_str gr_svg_attr_value(const gr_svg_elem *elem, const char *name)
{
    for (size_t i = 0; i < elem->n_attrs; i++) {
        if (gr_str_is(elem->attrs[i].name, name)) {
            return elem->attrs[i].value;
        }
    }
    return GR_LIT("");
}

bool gr_svg_has(const gr_svg_elem *elem, const char *name)
{
    for (size_t i = 0; i < elem->n_attrs; i++) {
        if (gr_str_is(elem->attrs[i].name, name)) {
            return true;
        }
    }
    return false;
}

static bool name_is_free(gr_str name)
{
    return gr_str_starts(name, GR_LIT("data-")) || gr_str_starts(name, GR_LIT("aria-")) ||
           gr_words_hold(SHARED, name) || gr_svg_is_property(name);
}

bool gr_svg_check_attrs(gr_svg *svg, const gr_svg_elem *elem)
{
    const gr_svg_info *info = &gr_svg_elements[elem->kind];
    for (size_t i = 0; i < elem->n_attrs; i++) {
        gr_str name = elem->attrs[i].name;
        if (name_is_free(name) || gr_words_hold(info->attrs, name)) {
            continue;
        }
        if (gr_str_starts(name, GR_LIT("on"))) {
            return gr_svg_fails(svg, elem->at,
                                GR_FMT "= would run a program; leave it out: a page runs none",
                                GR_ARG(name));
        }
        gr_str meant = gr_svg_suggest(name, info->attrs);
        return gr_svg_fails(svg, elem->at,
                            meant.len > 0 ? "<%s> has no '" GR_FMT "'; did you mean '" GR_FMT "'?"
                                          : "<%s> has no '" GR_FMT "'" GR_FMT
                                            "; leave it out, as it would not be shown",
                            info->name, GR_ARG(name), GR_ARG(meant));
    }
    return true;
}

/* Attributes of SVG itself, and href= whether it is XLink's or not. */
static void take_attrs(reading *r, const gr_xml_start *start, gr_svg_elem *elem)
{
    gr_arena *arena = r->svg->arena;
    gr_svg_attr *attrs = GR_NEW_N(arena, gr_svg_attr, start->n_attrs + 1);
    for (size_t i = 0; i < start->n_attrs; i++) {
        const gr_xml_attr *from = &start->attrs[i];
        bool link = gr_str_is(from->ns, XLINK_NS) && gr_str_is(from->name, "href");
        if ((from->ns.len == 0 || link) &&
            !(link && elem->n_attrs > 0 && gr_svg_has(elem, "href"))) {
            attrs[elem->n_attrs++] =
                (gr_svg_attr){gr_str_dup(arena, from->name), gr_str_dup(arena, from->value)};
            elem->attrs = attrs;
        }
    }
    elem->id = gr_svg_attr_value(elem, "id");
}

static void hang(reading *r, gr_svg_elem *elem)
{
    elem->parent = r->open;
    if (r->open == NULL) {
        r->svg->root = elem;
    } else if (r->open->last == NULL) {
        r->open->first = r->open->last = elem;
    } else {
        r->open->last = r->open->last->next = elem;
    }
    if (elem->id.len > 0) {
        gr_svg_elem **list = &r->svg->named[gr_str_hash(elem->id) & (GR_SVG_NAMES - 1)];
        elem->next_named = *list;
        *list = elem;
    }
    r->open = elem;
}

static bool refuse_element(reading *r, gr_loc at, gr_str name, gr_svg_kind kind)
{
    if (kind != GR_SVG__COUNT) {
        return gr_svg_fails(r->svg, at, "<" GR_FMT ">: %s", GR_ARG(name),
                            gr_svg_elements[kind].attrs);
    }
    gr_str names[GR_SVG__COUNT];
    for (int i = 0; i < GR_SVG__COUNT; i++) {
        names[i] = gr_str_of(gr_svg_elements[i].name);
    }
    gr_str meant = gr_suggest(name, names, GR_SVG__COUNT);
    return gr_svg_fails(r->svg, at,
                        meant.len > 0 ? "<" GR_FMT
                                        "> is none of SVG's elements; did you mean <" GR_FMT ">?"
                                      : "<" GR_FMT "> is none of SVG's elements that can be "
                                        "shown" GR_FMT "; leave it out",
                        GR_ARG(name), GR_ARG(meant));
}

/* Below a definition that nothing may use anything may stand. */
static bool is_idle(const reading *r)
{
    return r->open != NULL &&
           (gr_svg_elements[r->open->kind].role == GR_SVG_IDLE || r->open->kind == GR_SVG_METADATA);
}

static bool is_foreign(const reading *r, const gr_xml_start *start)
{
    return r->foreign > 0 || is_idle(r) || !gr_str_is(start->ns, SVG_NS);
}

static gr_status on_start(void *user, gr_xml_reader *reader, const gr_xml_start *start)
{
    reading *r = user;
    if (r->svg->root != NULL && is_foreign(r, start)) {
        r->foreign++;
        return GR_OK;
    }
    gr_loc at = gr_xml_place(reader);
    gr_svg_kind kind = gr_svg_kind_of(start->name);
    if (r->svg->root == NULL && (kind != GR_SVG_SVG || !gr_str_is(start->ns, SVG_NS))) {
        (void)gr_svg_fails(r->svg, at,
                           "<" GR_FMT "> where a drawing begins with "
                           "<svg xmlns=\"" SVG_NS "\">",
                           GR_ARG(start->name));
    } else if (kind == GR_SVG__COUNT || gr_svg_elements[kind].role == GR_SVG_REFUSED) {
        (void)refuse_element(r, at, start->name, kind);
    } else if (++r->svg->n_elems > r->svg->limits->vector_steps) {
        (void)gr_svg_limit(r->svg, at, "more elements than a drawing may have");
    }
    if (r->svg->failed) {
        return r->svg->status;
    }
    gr_svg_elem *elem = GR_NEW(r->svg->arena, gr_svg_elem);
    *elem = (gr_svg_elem){.kind = kind, .at = at, .text = GR_LIT("")};
    take_attrs(r, start, elem);
    hang(r, elem);
    r->text.len = 0;
    bool checked = gr_svg_elements[kind].role == GR_SVG_IDLE || kind == GR_SVG_METADATA ||
                   gr_svg_check_attrs(r->svg, elem);
    return checked ? GR_OK : r->svg->status;
}

static gr_status on_text(void *user, gr_xml_reader *reader, gr_str chars)
{
    reading *r = user;
    (void)reader;
    if (r->foreign == 0 && r->open != NULL && r->open->kind == GR_SVG_STYLE) {
        gr_buf_add(&r->text, chars);
    }
    return GR_OK;
}

static gr_status on_end(void *user, gr_xml_reader *reader, gr_str name)
{
    reading *r = user;
    (void)reader, (void)name;
    if (r->foreign > 0) {
        r->foreign--;
        return GR_OK;
    }
    if (r->open->kind == GR_SVG_STYLE) {
        r->open->text = gr_str_dup(r->svg->arena, gr_buf_view(&r->text));
        if (!gr_css_read(r->svg, r->open)) {
            return r->svg->status;
        }
    }
    r->open = r->open->parent;
    return GR_OK;
}

/* ---- the prolog ---- */

/* Behind `end`, when the text at `at` begins with `begin`; `at` itself: it does not. */
static size_t behind(gr_str text, size_t at, gr_str begin, gr_str end)
{
    gr_str rest = gr_str_sub(text, at, text.len);
    size_t found = gr_str_starts(rest, begin) ? gr_str_find(rest, end) : SIZE_MAX;
    return found == SIZE_MAX ? at : at + found + end.len;
}

/* The end of a document type without declarations of its own; SIZE_MAX: it has some, or none. */
static size_t end_of_doctype(gr_str text, size_t at)
{
    char quote = '\0';
    for (size_t i = at; i < text.len; i++) {
        char c = text.ptr[i];
        if (quote != '\0') {
            quote = c == quote ? '\0' : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '[') {
            return SIZE_MAX;
        } else if (c == '>') {
            return i + 1;
        }
    }
    return SIZE_MAX;
}

/* Editors write one that names a file on the web. It is blanked out before anybody could fetch it,
 * line ends stay where they are. One that declares something is left, and refused by the reader. */
static gr_str without_doctype(gr_arena *arena, gr_str bytes)
{
    size_t at = gr_str_starts(bytes, GR_LIT("\xEF\xBB\xBF")) ? 3 : 0;
    for (size_t before = SIZE_MAX; before != at;) {
        before = at;
        gr_svg_skip(bytes, &at);
        at = behind(bytes, at, GR_LIT("<?"), GR_LIT("?>"));
        at = behind(bytes, at, GR_LIT("<!--"), GR_LIT("-->"));
    }
    bool doctype = gr_str_starts(gr_str_sub(bytes, at, bytes.len), GR_LIT("<!DOCTYPE"));
    size_t end = doctype ? end_of_doctype(bytes, at) : SIZE_MAX;
    if (end == SIZE_MAX) {
        return bytes;
    }
    char *text = GR_NEW_N(arena, char, bytes.len + 1);
    memcpy(text, bytes.ptr, bytes.len);
    for (size_t i = at; i < end; i++) {
        text[i] = text[i] == '\n' || text[i] == '\r' ? text[i] : ' ';
    }
    return (gr_str){text, bytes.len};
}

gr_status gr_svg_tree(gr_svg *svg, gr_str bytes)
{
    reading r = {.svg = svg, .text = gr_buf_make(svg->arena, svg->limits->descriptor_bytes)};
    const gr_xml_handler handler = {.user = &r, .start = on_start, .text = on_text, .end = on_end};
    return gr_xml_read_bytes(without_doctype(svg->arena, bytes), svg->file, svg->limits, &handler,
                             svg->diag);
}

gr_svg_elem *gr_svg_target(gr_svg *svg, const gr_svg_elem *from, gr_str reference)
{
    gr_str name = gr_str_trim(reference);
    if (gr_str_starts(name, GR_LIT("url(")) && gr_str_ends(name, GR_LIT(")"))) {
        name = gr_str_trim(gr_str_sub(name, 4, name.len - 5));
        bool quoted = name.len > 1 && (name.ptr[0] == '"' || name.ptr[0] == '\'');
        name = quoted ? gr_str_sub(name, 1, name.len - 2) : name;
    }
    if (!gr_str_starts(name, GR_LIT("#"))) {
        (void)gr_svg_fails(svg, from->at,
                           "'" GR_FMT "' is in another file; copy what it means into this one: "
                           "nothing is fetched",
                           GR_ARG(reference));
        return NULL;
    }
    name = gr_str_sub(name, 1, name.len);
    gr_svg_elem *met = NULL; /* of several the first counts */
    gr_svg_elem *list = svg->named[gr_str_hash(name) & (GR_SVG_NAMES - 1)];
    for (gr_svg_elem *e = list; e != NULL; e = e->next_named) {
        met = gr_str_eq(e->id, name) ? e : met;
    }
    if (met == NULL) {
        (void)gr_svg_fails(svg, from->at, "'" GR_FMT "': no element of this drawing has that id",
                           GR_ARG(reference));
    }
    return met;
}
