/* Asking a tree. */
#include "base/arena.h"
#include "base/num.h"
#include "base/utf8.h"
#include "tree_priv.h"
#include "xml_priv.h"

void gr_xml_tree_index(gr_xml_tree *tree, gr_arena *arena)
{
    *GR_PUSH(arena, tree->line_starts, tree->n_lines, tree->lines_cap, uint32_t) = 0;
    for (size_t i = 0; i < tree->text.len; i++) {
        if (tree->text.ptr[i] == '\n') {
            *GR_PUSH(arena, tree->line_starts, tree->n_lines, tree->lines_cap, uint32_t) =
                (uint32_t)(i + 1);
        }
    }
}

gr_loc gr_xml_value_place(const gr_xml_tree *tree, uint32_t raw, size_t offset)
{
    size_t at = gr_xml_raw_step(tree->text, raw, offset);
    while (at < tree->text.len && at > 0 && ((unsigned char)tree->text.ptr[at] & 0xC0) == 0x80) {
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
    size_t start = tree->line_starts[low];
    size_t before = gr_utf8_count(gr_str_sub(tree->text, start, at - start));
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
