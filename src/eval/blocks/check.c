#include "author_priv.h"

/* A control: makes nothing, but blocks the edition when it fails. */
gr_status gr_write_check(gr_author *author, const gr_tnode *node, gr_node *into)
{
    const gr_control *control = gr_tnode_attr(node, "that")->bound;
    bool held = true;
    (void)into;
    author->machine->at = node->at;
    gr_status status = gr_control_run(control, author->machine, &held);
    if (status == GR_BAD_INPUT) {
        author->failed = true;
        return GR_OK;
    }
    author->blocked |= !held;
    return status;
}
