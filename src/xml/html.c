#include "xml/html.h"

/* Owns the way from HTML to a tree of our own. Must not know which elements a document may have. */
#include <libxml/HTMLparser.h>

typedef struct html_copy {
    gr_arena *arena;
    unsigned max_depth;
    bool too_deep;
    gr_html *first, *last; /* of the siblings at hand */
} html_copy;

static gr_str own(gr_arena *arena, const xmlChar *chars)
{
    return chars == NULL ? GR_LIT("") : gr_str_dup(arena, gr_str_of((const char *)chars));
}

static void copy_attrs(gr_arena *arena, const xmlNode *from, gr_html *into)
{
    gr_html_attr *attrs = NULL;
    size_t cap = 0;
    for (const xmlAttr *attr = from->properties; attr != NULL; attr = attr->next) {
        const xmlNode *value = attr->children;
        *GR_PUSH(arena, attrs, into->n_attrs, cap, gr_html_attr) = (gr_html_attr){
            own(arena, attr->name), own(arena, value == NULL ? NULL : value->content)};
    }
    into->attrs = attrs;
}

static void copy_nodes(html_copy *copy, const xmlNode *from, unsigned depth);

static gr_html *add(html_copy *copy)
{
    gr_html *node = GR_NEW(copy->arena, gr_html);
    if (copy->last == NULL) {
        copy->first = node;
    } else {
        copy->last->next = node;
    }
    copy->last = node;
    return node;
}

static bool is_frame(const xmlNode *node)
{
    gr_str name = gr_str_of((const char *)node->name);
    return gr_str_is(name, "html") || gr_str_is(name, "head") || gr_str_is(name, "body");
}

static void copy_element(html_copy *copy, const xmlNode *from, unsigned depth)
{
    gr_html *node = add(copy);
    html_copy inside = {.arena = copy->arena, .max_depth = copy->max_depth};
    node->name = own(copy->arena, from->name);
    node->text = GR_LIT("");
    copy_attrs(copy->arena, from, node);
    copy_nodes(&inside, from->children, depth + 1);
    node->first = inside.first;
    copy->too_deep = copy->too_deep || inside.too_deep;
}

static void copy_nodes(html_copy *copy, const xmlNode *from, unsigned depth)
{
    if (depth > copy->max_depth) {
        copy->too_deep = true;
        return;
    }
    for (; from != NULL; from = from->next) {
        if (from->type == XML_TEXT_NODE || from->type == XML_CDATA_SECTION_NODE) {
            gr_html *node = add(copy);
            node->name = GR_LIT("");
            node->text = own(copy->arena, from->content);
        } else if (from->type == XML_ELEMENT_NODE && is_frame(from)) {
            copy_nodes(copy, from->children, depth);
        } else if (from->type == XML_ELEMENT_NODE) {
            copy_element(copy, from, depth);
        }
    }
}

GR_MUST_USE bool gr_html_read(gr_str bytes, unsigned max_depth, gr_arena *arena,
                              const gr_html **out)
{
    html_copy copy = {.arena = arena, .max_depth = max_depth};
    int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                  HTML_PARSE_NONET | HTML_PARSE_NODEFDTD;
    *out = NULL;
    if (bytes.len == 0 || bytes.len > INT32_MAX) {
        return bytes.len == 0;
    }
    htmlDocPtr document = htmlReadMemory(bytes.ptr, (int)bytes.len, NULL, "UTF-8", options);
    if (document == NULL) {
        return false;
    }
    copy_nodes(&copy, document->children, 0);
    xmlFreeDoc(document);
    *out = copy.first;
    return !copy.too_deep;
}

gr_str gr_html_attr_value(const gr_html *node, const char *name)
{
    for (size_t i = 0; i < node->n_attrs; i++) {
        if (gr_str_is(node->attrs[i].name, name)) {
            return node->attrs[i].value;
        }
    }
    return GR_LIT("");
}
