#include "layout_priv.h"

/* Owns the structure tree while it grows, and the two ways to say what drawn content belongs to. */

const char *const gr_tag_names[GR_TAG__COUNT] = {
#define GR_TAG(ID, name) [GR_TAG_##ID] = name,
#include "layout/tags.def"
#undef GR_TAG
};

const gr_elem_more gr_elem_no_more = {.alt = {.ptr = ""},
                                      .actual = {.ptr = ""},
                                      .lang = {.ptr = ""},
                                      .title = {.ptr = ""},
                                      .expansion = {.ptr = ""},
                                      .id = {.ptr = ""}};

gr_owner gr_owned_by(const gr_elem *elem)
{
    return (gr_owner){.elem = elem, .artifact = GR_ARTIFACT_NONE};
}

gr_owner gr_decoration(gr_artifact kind)
{
    return (gr_owner){.elem = NULL, .artifact = kind};
}

gr_elem *gr_elem_add(gr_layouter *lay, gr_elem *parent, gr_tag tag, const gr_node *node)
{
    if (parent == NULL) {
        return NULL;
    }
    gr_elem *elem = GR_NEW(lay->arena, gr_elem);
    *elem = (gr_elem){.tag = tag,
                      .parent = parent,
                      .more = &gr_elem_no_more,
                      .node = node,
                      .index = lay->n_elems++};
    if (parent->last == NULL) {
        parent->first = elem;
    } else {
        parent->last->next = elem;
    }
    parent->last = elem;
    return elem;
}

gr_elem_more *gr_elem_own(gr_layouter *lay, gr_elem *elem)
{
    gr_elem_more *own = GR_NEW(lay->arena, gr_elem_more);
    *own = *elem->more;
    elem->more = own;
    return own;
}

static gr_elem *elem_after(gr_elem *elem)
{
    if (elem->first != NULL) {
        return elem->first;
    }
    while (elem != NULL && elem->next == NULL) {
        elem = elem->parent;
    }
    return elem == NULL ? NULL : elem->next;
}

void gr_number_elems(gr_pages *pages)
{
    pages->n_elems = 0;
    for (gr_elem *elem = pages->root; elem != NULL; elem = elem_after(elem)) {
        elem->index = (uint32_t)pages->n_elems++;
    }
}
