#include "base/arena.h"
#include "boxes_priv.h"

/* Owns trees of boxes, which box hangs on which, and phases, which one is at work. */

typedef struct growing {
    gr_boxes *d;
    size_t *parents;      /* of each box, as written: 1 + index; 0: none */
    size_t *first, *next; /* 1 + index: the first that hangs on it, the next on the same */
    size_t *old_of;       /* of each place in the new order */
    size_t *new_of;       /* 1 + place; 0: not there yet */
    size_t n;
} growing;

static size_t box_named(const gr_boxes *d, gr_str name)
{
    size_t at = 0;
    while (at < d->n && !gr_str_eq(d->items[at].box.name, name)) {
        at++;
    }
    return at;
}

static void find_parents(growing *g)
{
    gr_boxes *d = g->d;
    gr_str *names = GR_NEW_N(d->expander->arena, gr_str, d->n);
    for (size_t i = 0; i < d->n; i++) {
        names[i] = d->items[i].box.name;
    }
    for (size_t i = 0; i < d->n; i++) {
        const gr_box_made *one = &d->items[i];
        g->parents[i] = one->box.parent;
        if (one->parent.len == 0) {
            continue;
        }
        size_t at = box_named(d, one->parent);
        g->parents[i] = at < d->n ? at + 1 : 0;
        if (at == d->n) {
            gr_boxes_refuse(d, gr_tnode_place(one->node, "parent"), GR_CODE_DIAGRAM,
                            "no box of this tree has that id",
                            gr_boxes_meant(d, one->parent, names, d->n));
        }
    }
}

/** Lists of what hangs on each box, in the order of the elements. */
static void link_boxes(growing *g)
{
    for (size_t i = g->d->n; i-- > 0;) {
        size_t parent = g->parents[i];
        if (parent > 0) {
            g->next[i] = g->first[parent - 1];
            g->first[parent - 1] = i + 1;
        }
    }
}

/** A box and all that hangs on it, each behind what it hangs on. */
static void walk_from(growing *g, size_t root)
{
    size_t at = root + 1;
    while (at > 0) {
        g->old_of[g->n] = at - 1;
        g->new_of[at - 1] = ++g->n;
        if (g->first[at - 1] > 0) {
            at = g->first[at - 1];
            continue;
        }
        while (at > 0 && at != root + 1 && g->next[at - 1] == 0) {
            at = g->parents[at - 1];
        }
        at = at == 0 || at == root + 1 ? 0 : g->next[at - 1];
    }
}

/** Boxes that no walk reached hang on each other: names one round of them. */
static void refuse_circle(growing *g)
{
    gr_boxes *d = g->d;
    size_t at = 0;
    while (at < d->n && g->new_of[at] > 0) {
        at++;
    }
    if (at == d->n) {
        return;
    }
    for (size_t steps = 0; steps < d->n; steps++) { /* from a twig into the round itself */
        at = g->parents[at] - 1;
    }
    gr_buf round = gr_buf_make(d->expander->arena, SIZE_MAX);
    size_t begin = at, n = 0;
    do {
        gr_buf_addf(&round, "%s'" GR_FMT "'", n == 0 ? "" : " on ", GR_ARG(d->items[at].box.name));
        at = g->parents[at] - 1;
        n++;
    } while (at != begin && n < 8);
    gr_buf_addf(&round, "%s", at == begin ? "" : " and so on");
    gr_boxes_refuse(d, gr_tnode_place(d->items[begin].node, "parent"), GR_CODE_DIAGRAM,
                    "boxes of a tree that hang on each other in a circle; leave out the 'parent' "
                    "of the first one",
                    gr_buf_view(&round));
}

static void put_in_order(growing *g)
{
    gr_boxes *d = g->d;
    gr_box_made *items = GR_NEW_N(d->expander->arena, gr_box_made, d->n);
    for (size_t i = 0; i < d->n; i++) {
        size_t parent = g->parents[g->old_of[i]];
        items[i] = d->items[g->old_of[i]];
        items[i].box.parent = (uint16_t)(parent > 0 ? g->new_of[parent - 1] : 0);
        items[i].box.depth =
            (uint16_t)(parent > 0 ? items[items[i].box.parent - 1].box.depth + 1 : 0);
    }
    d->items = items;
}

void gr_boxes_grow(gr_boxes *d)
{
    gr_arena *arena = d->expander->arena;
    growing g = {.d = d,
                 .parents = GR_NEW_N(arena, size_t, d->n),
                 .first = GR_NEW_N(arena, size_t, d->n),
                 .next = GR_NEW_N(arena, size_t, d->n),
                 .old_of = GR_NEW_N(arena, size_t, d->n),
                 .new_of = GR_NEW_N(arena, size_t, d->n)};
    find_parents(&g);
    if (d->failed) {
        return;
    }
    link_boxes(&g);
    for (size_t i = 0; i < d->n; i++) {
        if (g.parents[i] == 0) {
            walk_from(&g, i);
        }
    }
    refuse_circle(&g);
    if (!d->failed) {
        put_in_order(&g);
    }
}

void gr_boxes_phases(gr_boxes *d)
{
    const gr_box_made *here = NULL;
    bool asked = false;
    for (size_t i = 0; i < d->n; i++) {
        const gr_box_made *one = &d->items[i];
        asked = asked || gr_tnode_attr(one->node, "current") != NULL;
        if (!one->box.here) {
            continue;
        }
        if (here != NULL) {
            gr_boxes_refuse(d, gr_tnode_place(one->node, "current"), GR_CODE_DIAGRAM,
                            "two phases that are both the current one; let 'current' hold for one",
                            gr_str_fmt(d->expander->arena, "'" GR_FMT "' and '" GR_FMT "'",
                                       GR_ARG(here->box.title), GR_ARG(one->box.title)));
            return;
        }
        here = one;
    }
    if (asked && here == NULL && !d->failed) {
        gr_diag_report(d->expander->context->diag, d->node->at, GR_CODE_PHASE_NONE,
                       "'current' holds for none of them, and none is marked; mend it, or leave "
                       "it out");
    }
}
