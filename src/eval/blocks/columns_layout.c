#include "author_priv.h"

/* Text in newspaper columns. */
gr_status gr_write_columns_layout(gr_author *author, const gr_tnode *node, gr_node *into)
{
    gr_node *columns = NULL;
    GR_TRY(gr_author_add(author, into, GR_K_COLUMNS, node->at, &columns));
    uint32_t count = gr_tnode_int(node, "count", 2);
    columns->as.columns.count = (uint8_t)(count < 1 ? 1 : count > 4 ? 4 : count);
    gr_figure_place place = gr_author_enter(author, node, columns);
    GR_TRY(gr_expand_blocks(author, node, columns));
    gr_author_leave(author, place);
    return GR_OK;
}
