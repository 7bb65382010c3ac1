#include "eval/eval.h"

/* Owns ids that are given twice for certain: two elements that stand in every edition, with one id
 * that no expression has a part in. Those in loops and under conditions are found when an edition
 * is made: ids of blocks by the tree's own check, ids of figures by identity.c. */
#include "base/arena.h"
#include "bind_priv.h"

typedef struct fixed_id {
    const gr_tnode *node;
    gr_str id;
} fixed_id;

typedef struct fixed_ids {
    gr_arena *scratch;
    fixed_id *items;
    size_t n, cap;
} fixed_ids;

static void gather(fixed_ids *ids, const gr_tnode *node)
{
    const gr_tattr *id = gr_tnode_attr(node, "id");
    bool pattern = id != NULL && id->kind == GR_XML_A_PATTERN && id->as.pattern->n == 1;
    bool of_chart = node->kind == GR_E_DIAGRAM_BOX || node->kind == GR_E_DIAGRAM_FRAME ||
                    node->kind == GR_E_DIAGRAM_LANE;
    if (pattern && id->as.pattern->pieces[0].expr == NULL && !of_chart) {
        *GR_PUSH(ids->scratch, ids->items, ids->n, ids->cap, fixed_id) =
            (fixed_id){node, id->value};
    }
    for (const gr_tnode *child = node->first; child != NULL; child = child->next) {
        gather(ids, child);
    }
}

static bool is_above(const gr_tnode *node, const gr_tnode *other)
{
    while (other != NULL && other != node) {
        other = other->parent;
    }
    return other == node;
}

/** From `node` up to what it has in common with `other`, nothing may leave it out. */
static bool stands_beside(const gr_tnode *node, const gr_tnode *other)
{
    bool certain = true;
    for (const gr_tnode *n = node; n != NULL && !is_above(n, other); n = n->parent) {
        certain = certain && gr_tnode_attr(n, "if") == NULL && gr_tnode_attr(n, "of") == NULL;
    }
    return certain;
}

/** Cells name figures, all others name blocks. */
static bool are_alike(const fixed_id *a, const fixed_id *b)
{
    return gr_str_eq(a->id, b->id) &&
           (a->node->kind == GR_E_CELL) == (b->node->kind == GR_E_CELL) &&
           stands_beside(a->node, b->node) && stands_beside(b->node, a->node);
}

static void report_twice(gr_preparing *prep, const fixed_id *first, const fixed_id *second)
{
    gr_diag *diag = prep->binder->diag;
    gr_diag_report(diag, gr_tnode_place(second->node, "id"), GR_CODE_NAME_DUPLICATE,
                   "%s '" GR_FMT "'; give each an id of its own",
                   second->node->kind == GR_E_CELL ? "figure id" : "id", GR_ARG(second->id));
    gr_diag_note(diag, gr_tnode_place(first->node, "id"), "first used here");
    prep->failed = true;
}

void gr_prepare_ids(gr_preparing *prep, const gr_tnode *root)
{
    fixed_ids ids = {.scratch = gr_arena_new(4096)};
    gather(&ids, root);
    for (size_t second = 1; second < ids.n; second++) {
        for (size_t first = 0; first < second; first++) {
            if (are_alike(&ids.items[first], &ids.items[second])) {
                report_twice(prep, &ids.items[first], &ids.items[second]);
                break;
            }
        }
    }
    gr_arena_free(ids.scratch);
}
