#include "eval/eval.h"

/* Owns names of headings, tables and charts that have no id: "s1.2", "T3", "C1". An id that a
 * descriptor gives takes precedence, wherever it stands: when all blocks are written, a name of
 * ours that it took gets a sign behind it. */
#include "base/arena.h"
#include "base/intern.h"
#include "expander_priv.h"

void gr_anchor_auto(gr_expander *expander, gr_node *node, gr_str name)
{
    gr_autos *autos = &expander->autos;
    node->anchor = name;
    *GR_PUSH(expander->doc->arena, autos->nodes, autos->n, autos->cap, gr_auto_anchor) =
        (gr_auto_anchor){node, name};
}

/** Else a section's id has replaced it. */
static bool is_ours(const gr_auto_anchor *one)
{
    return one->node->anchor.ptr == one->name.ptr;
}

/** All ids that the descriptor gave, once ours are put aside. */
static gr_intern *given_ids(const gr_expander *expander)
{
    gr_intern *ids = gr_intern_new(expander->doc->arena);
    const gr_node *root = expander->doc->root;
    for (const gr_node *node = root; node != NULL; node = gr_node_after(node, root)) {
        if (node->anchor.len > 0) {
            (void)gr_intern_add(ids, node->anchor);
        }
    }
    return ids;
}

static gr_str free_name(gr_expander *expander, gr_intern *taken, gr_str name)
{
    gr_str out = name;
    uint32_t nr = 0;
    for (unsigned n = 2; gr_intern_find(taken, out, &nr); n++) {
        out = gr_str_fmt(expander->doc->arena, GR_FMT "'%u", GR_ARG(name), n);
    }
    return out;
}

void gr_anchors_settle(gr_expander *expander)
{
    const gr_autos *autos = &expander->autos;
    for (size_t i = 0; i < autos->n; i++) {
        if (is_ours(&autos->nodes[i])) {
            autos->nodes[i].node->anchor.len = 0;
        }
    }
    gr_intern *taken = given_ids(expander);
    for (size_t i = 0; i < autos->n; i++) {
        if (is_ours(&autos->nodes[i])) {
            autos->nodes[i].node->anchor = free_name(expander, taken, autos->nodes[i].name);
        }
    }
}
