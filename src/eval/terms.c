#include "eval/eval.h"

/* Owns lists whose items begin with words instead of a sign: a term and what it means, a label and
 * its value. The first paragraph of an item is these words. */
#include "base/arena.h"
#include "expander_priv.h"

GR_MUST_USE gr_status gr_open_terms(gr_expander *expander, const gr_tnode *node, gr_list_type type,
                                    gr_node *into, gr_node **out_list)
{
    gr_style_id style = gr_list_style(into);
    GR_TRY(gr_expander_add_styled(expander, into, GR_K_LIST, node->at, style, out_list));
    (*out_list)->as.list.type = type;
    (*out_list)->as.list.level = 1;
    return GR_OK;
}

GR_MUST_USE gr_status gr_open_term(gr_expander *expander, const gr_tnode *node, const char *attr,
                                   gr_node *list, gr_node **out_item)
{
    gr_node *paragraph = NULL, *span = NULL;
    gr_loc at = gr_tnode_place(node, attr);
    gr_style_id style = gr_list_style(list);
    GR_TRY(gr_expander_add_styled(expander, list, GR_K_ITEM, node->at, style, out_item));
    (void)gr_expander_enter(expander, node, *out_item); /* the caller leaves again */
    GR_TRY(gr_expander_add_styled(expander, *out_item, GR_K_PARAGRAPH, at, style, &paragraph));
    if (gr_utf8_is_blank(gr_expander_text(expander, node, attr))) {
        return GR_OK;
    }
    GR_TRY(gr_expander_add(expander, paragraph, GR_K_SPAN, at, &span));
    span->as.span.bold = true;
    return gr_expander_attr(expander, span, node, attr);
}
