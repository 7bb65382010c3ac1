/* Asking a tree. */
#include "base/arena.h"
#include "base/num.h"
#include "tree_priv.h"

static bool begins_character(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

static void index_lines(gr_xml_tree *tree, gr_arena *arena)
{
    *GR_PUSH(arena, tree->line_starts, tree->n_lines, tree->lines_cap, uint32_t) = 0;
    for (size_t i = 0; i < tree->text.len; i++) {
        if (tree->text.ptr[i] == '\n') {
            *GR_PUSH(arena, tree->line_starts, tree->n_lines, tree->lines_cap, uint32_t) =
                (uint32_t)(i + 1);
        }
    }
}

static void index_characters(gr_xml_tree *tree, gr_arena *arena)
{
    uint32_t n = 0;
    tree->chars_before = GR_NEW_N(arena, uint32_t, tree->text.len / GR_XML_STOP_BYTES + 1);
    for (size_t i = 0; i < tree->text.len; i++) {
        if (i % GR_XML_STOP_BYTES == 0) {
            tree->chars_before[i / GR_XML_STOP_BYTES] = n;
        }
        n += begins_character(tree->text.ptr[i]) ? 1 : 0;
    }
    if (tree->text.len % GR_XML_STOP_BYTES == 0) {
        tree->chars_before[tree->text.len / GR_XML_STOP_BYTES] = n;
    }
}

void gr_xml_tree_index(gr_xml_tree *tree, gr_arena *arena)
{
    index_lines(tree, arena);
    index_characters(tree, arena);
    tree->stops = GR_NEW(arena, gr_xml_stops);
    tree->stops->most = tree->text.len / GR_XML_STOP_BYTES + 1;
    tree->stops->walks = GR_NEW_N(arena, gr_xml_raw_walk, tree->stops->most);
}

static size_t characters_before(const gr_xml_tree *tree, size_t at)
{
    size_t n = tree->chars_before[at / GR_XML_STOP_BYTES];
    for (size_t i = at - at % GR_XML_STOP_BYTES; i < at; i++) {
        n += begins_character(tree->text.ptr[i]) ? 1 : 0;
    }
    return n;
}

/* Walks on from the nearest stop, and leaves stops on the way. */
static size_t find_raw(const gr_xml_tree *tree, uint32_t raw, size_t offset)
{
    gr_xml_stops *stops = tree->stops;
    size_t nr = offset / GR_XML_STOP_BYTES;
    if (nr >= stops->most) {
        nr = stops->most - 1;
    }
    if (stops->n == 0 || stops->raw != raw) {
        stops->raw = raw;
        stops->walks[0] = gr_xml_raw_begin(tree->text, raw);
        stops->n = 1;
    }
    while (stops->n <= nr) {
        gr_xml_raw_walk next = stops->walks[stops->n - 1];
        gr_xml_raw_go(&next, stops->n * GR_XML_STOP_BYTES);
        stops->walks[stops->n++] = next;
    }
    gr_xml_raw_walk walk = stops->walks[nr];
    gr_xml_raw_go(&walk, offset);
    return walk.at;
}

gr_loc gr_xml_value_place(const gr_xml_tree *tree, uint32_t raw, size_t offset)
{
    size_t at = find_raw(tree, raw, offset);
    while (at < tree->text.len && at > 0 && !begins_character(tree->text.ptr[at])) {
        at--; /* inside a character: where it begins */
    }
    size_t low = 0, high = tree->n_lines; /* the line begins at or before `at` */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (tree->line_starts[middle] <= at) {
            low = middle;
        } else {
            high = middle;
        }
    }
    size_t before = characters_before(tree, at) - characters_before(tree, tree->line_starts[low]);
    return (gr_loc){tree->file, (uint32_t)(low + 1), (uint32_t)(before + 1)};
}

const gr_xml_named *gr_xml_find(const gr_xml_elem *elem, const char *name)
{
    for (size_t i = 0; i < elem->n_attrs; i++) {
        if (gr_str_is(elem->attrs[i].name, name)) {
            return &elem->attrs[i];
        }
    }
    return NULL;
}

gr_str gr_xml_value(const gr_xml_elem *elem, const char *name)
{
    const gr_xml_named *attr = gr_xml_find(elem, name);
    return attr == NULL ? GR_LIT("") : attr->value;
}

bool gr_xml_flag(const gr_xml_elem *elem, const char *name)
{
    return gr_str_is(gr_xml_value(elem, name), "yes");
}

int64_t gr_xml_int(const gr_xml_elem *elem, const char *name, int64_t otherwise)
{
    int64_t number = otherwise;
    return gr_int_parse(gr_xml_value(elem, name), &number) ? number : otherwise;
}

const gr_xml_elem *gr_xml_child(const gr_xml_elem *elem, const char *name)
{
    for (const gr_xml_content_item *item = elem->content; item != NULL; item = item->next) {
        if (item->elem != NULL && gr_str_is(item->elem->name, name)) {
            return item->elem;
        }
    }
    return NULL;
}

const gr_xml_elem *gr_xml_next(const gr_xml_elem *elem, const gr_xml_elem *after)
{
    const gr_xml_content_item *item = after == NULL ? elem->content : after->self->next;
    while (item != NULL && item->elem == NULL) {
        item = item->next;
    }
    return item == NULL ? NULL : item->elem;
}

/* Recursion ends: gr_limits bounds the depth of elements. */
static void add_text(const gr_xml_elem *elem, gr_buf *out)
{
    for (const gr_xml_content_item *item = elem->content; item != NULL; item = item->next) {
        if (item->elem != NULL) {
            add_text(item->elem, out);
        } else {
            gr_buf_add(out, item->text);
        }
    }
}

gr_str gr_xml_text(const gr_xml_elem *elem, gr_arena *arena)
{
    gr_buf text = gr_buf_make(arena, SIZE_MAX);
    add_text(elem, &text);
    return gr_str_trim(gr_buf_view(&text));
}
