#include "author_priv.h"

/* Repeats what it holds; the loop itself is loop.c's. */
gr_status gr_write_each(gr_author *author, const gr_tnode *node, gr_node *into)
{
    return gr_expand_blocks(author, node, into);
}
