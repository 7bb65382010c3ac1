#include "eval/eval.h"

/* Owns what stands in a cell of a table: words, or blocks that are set as its words are. What needs
 * the width of a page, or is a table itself, is refused. */
#include "expander_priv.h"

#define GR_CELL_BLOCKS "p, list, image, quote, each and text"

static bool has_blocks(const gr_tnode *node)
{
    const gr_tnode *child = node->first;
    while (child != NULL && gr_element_is_inline(child->kind)) {
        child = child->next;
    }
    return child != NULL;
}

static bool may_stand(gr_element kind)
{
    return kind == GR_E_P || kind == GR_E_LIST || kind == GR_E_IMAGE || kind == GR_E_QUOTE ||
           kind == GR_E_EACH || kind == GR_E_TEXT || kind == GR_E_LET || kind == GR_E_CHECK;
}

bool gr_cell_takes(gr_expander *expander, const gr_tnode *node)
{
    if (!expander->in_cell || may_stand(node->kind)) {
        return true;
    }
    gr_diag_report_open(expander->context->diag, node->at, GR_CODE_BLOCK_PLACE,
                        "'%s' is known, but not allowed in a cell, an event, an action or an item "
                        "of an agenda; there " GR_CELL_BLOCKS
                        " may stand; put it in front of the table or behind it",
                        gr_element_names[node->kind]);
    expander->failed = true;
    expander->cell_refused = true;
    return false;
}

/** Blocks in a cell have its style; a quotation keeps its own, without the frame around it. */
static void dress(const gr_expander *expander, gr_node *cell, gr_node *node)
{
    static const gr_box_look bare = {.name = {"bare", 4},
                                     .fill = GR_NO_COLOUR,
                                     .border = GR_NO_COLOUR,
                                     .bar = GR_NO_COLOUR,
                                     .sign = {"", 0}};
    for (gr_node *child = node->first; child != NULL; child = child->next) {
        bool plain = child->style == gr_expander_style(expander, GR_STYLE_LIST_ITEM) ||
                     child->style == gr_expander_style(expander, GR_STYLE_PARAGRAPH);
        if (child->kind == GR_K_BOX) {
            child->as.box.look = &bare;
        }
        if (gr_kinds[child->kind].role != GR_ROLE_INLINE) {
            child->style = plain || child->style == NULL ? cell->style : child->style;
            dress(expander, cell, child);
        }
    }
}

/** One paragraph alone is the text of the cell. */
static void unwrap(gr_node *cell)
{
    gr_node *only = cell->first;
    if (only == NULL || only != cell->last || only->kind != GR_K_PARAGRAPH ||
        only->anchor.len > 0 || only->style != cell->style) {
        return;
    }
    cell->first = only->first;
    cell->last = only->last;
    for (gr_node *child = cell->first; child != NULL; child = child->next) {
        child->parent = cell;
    }
}

GR_MUST_USE gr_status gr_write_cell_content(gr_expander *expander, const gr_tnode *node,
                                            gr_node *cell)
{
    unsigned level = expander->list_level;
    expander->cell_refused = false;
    if (!has_blocks(node)) {
        return gr_write_inlines(expander, node->first, NULL, cell);
    }
    expander->in_cell = true; /* no cell stands in another: tables do not */
    expander->list_level = 0;
    gr_status status = gr_expand_mixed(expander, node, cell, GR_STYLE_CELL);
    expander->in_cell = false;
    expander->list_level = level;
    for (gr_node *child = cell->first; child != NULL; child = child->next) {
        if (child->style == gr_expander_style(expander, GR_STYLE_CELL)) {
            child->style = cell->style;
        }
    }
    dress(expander, cell, cell);
    unwrap(cell);
    return status;
}
