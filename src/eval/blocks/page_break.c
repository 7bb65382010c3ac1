#include "author_priv.h"

/* A new page. */
gr_status gr_write_page_break(gr_author *author, const gr_tnode *node, gr_node *into)
{
    return gr_author_add(author, into, GR_K_PAGE_BREAK, node->at, NULL);
}
