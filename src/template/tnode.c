#include "template/template.h"

#include "base/arena.h"

/* Owns the nodes of a template: making them, finding their attributes. */

const char *const gr_element_names[GR_E__COUNT] = {
#define GR_ELEMENT(ID, name) [GR_E_##ID] = name,
#include "template/elements.def"
#undef GR_ELEMENT
};

gr_tnode *gr_tnode_new(gr_arena *arena, gr_tnode *parent, gr_element kind, gr_loc at)
{
    gr_tnode *node = GR_NEW(arena, gr_tnode);
    node->kind = kind;
    node->at = at;
    node->parent = parent;
    if (parent == NULL) {
        return node;
    }
    if (parent->last == NULL) {
        parent->first = node;
    } else {
        parent->last->next = node;
    }
    parent->last = node;
    return node;
}

gr_tattr *gr_tnode_add_attr(gr_arena *arena, gr_tnode *node, gr_str name, gr_str value, gr_loc at,
                            gr_xml_attr_kind kind)
{
    /* Nodes have few attributes and get them all at once: a copy for each is cheaper than a
     * capacity in every node. */
    gr_tattr *attrs = GR_NEW_N(arena, gr_tattr, node->n_attrs + 1);
    if (node->n_attrs > 0) {
        memcpy(attrs, node->attrs, node->n_attrs * sizeof *attrs);
    }
    gr_tattr *added = &attrs[node->n_attrs++];
    *added = (gr_tattr){.name = name, .value = value, .at = at, .kind = kind};
    node->attrs = attrs;
    return added;
}

gr_tattr *gr_tnode_attr(const gr_tnode *node, const char *name)
{
    for (size_t i = 0; i < node->n_attrs; i++) {
        if (gr_str_is(node->attrs[i].name, name)) {
            return &node->attrs[i];
        }
    }
    return NULL;
}

gr_str gr_tnode_value(const gr_tnode *node, const char *name)
{
    const gr_tattr *attr = gr_tnode_attr(node, name);
    return attr == NULL ? GR_LIT("") : attr->value;
}

bool gr_tnode_flag(const gr_tnode *node, const char *name, bool otherwise)
{
    const gr_tattr *attr = gr_tnode_attr(node, name);
    return attr == NULL ? otherwise : gr_str_is(attr->value, "yes");
}

gr_loc gr_tnode_place(const gr_tnode *node, const char *name)
{
    const gr_tattr *attr = gr_tnode_attr(node, name);
    return attr == NULL ? node->at : attr->at;
}
