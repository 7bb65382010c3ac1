#include "heads.h"

/* Owns boxes: callouts, quotations, cards. A box is a wrap around its blocks: its frame goes on
 * over a page end, but it is only cut where keeping it whole would leave too much empty. */

gr_mpt gr_box_left(const gr_box_look *look)
{
    return look->pad_x + (look->bar != GR_NO_COLOUR && !look->bar_top ? look->bar_width : 0);
}

gr_mpt gr_box_top(const gr_box_look *look)
{
    return look->pad_y + (look->bar != GR_NO_COLOUR && look->bar_top ? look->bar_width : 0);
}

/* At least 1, so that blocks find some height; what does not fit is clipped by the builder, with a
 * report. */
gr_mpt gr_inside_height(gr_mpt height, const gr_box_look *look)
{
    gr_mpt inside = height - gr_box_top(look) - look->pad_y;
    return inside > 1 ? inside : 1;
}

gr_tag gr_box_tag(const gr_node *node)
{
    bool quoted = node->as.box.role == GR_BOX_QUOTE || node->as.box.role == GR_BOX_ARTICLE;
    return quoted ? GR_TAG_BLOCK_QUOTE : GR_TAG_DIV;
}

gr_status gr_lay_box_content(gr_layouter *lay, const gr_node *node, gr_flow *flow)
{
    const gr_node *head = node->first;
    if (node->kind != GR_K_BOX || !node->as.box.value_above || head == NULL) {
        return gr_lay_children(lay, node, flow);
    }
    gr_elem *elem = gr_paragraph_elem(lay, head, flow->elem); /* read before what stands above it */
    GR_TRY(gr_lay_block(lay, head->next, flow));
    GR_TRY(gr_lay_paragraph_as(lay, head, elem, flow));
    for (const gr_node *child = head->next->next; child != NULL; child = child->next) {
        GR_TRY(gr_lay_block(lay, child, flow));
    }
    return GR_OK;
}

static bool is_first(const gr_node *node)
{
    return node->parent == NULL || node->parent->first == node;
}

gr_status gr_lay_box(gr_layouter *lay, const gr_node *node, gr_flow *flow)
{
    static const gr_box_look bare = {
        .fill = GR_NO_COLOUR, .border = GR_NO_COLOUR, .bar = GR_NO_COLOUR};
    const gr_box_look *look = node->as.box.look != NULL ? node->as.box.look : &bare;
    const gr_flow before = *flow;
    gr_mpt left = gr_box_left(look);
    gr_flow_display(lay, flow);
    if (node->as.box.role == GR_BOX_QUOTE && !is_first(node)) {
        gr_flow_cost(flow, GR_COST_SPLIT); /* it belongs to what was said above */
    }
    (void)gr_flow_wrap(lay, flow,
                       (gr_wrap){.pad_top = gr_box_top(look),
                                 .pad_bottom = look->pad_y,
                                 .x = flow->x,
                                 .width = flow->width,
                                 .look = look});
    flow->elem = gr_elem_add(lay, flow->elem, gr_box_tag(node), node);
    flow->x += left;
    flow->width -= left + look->pad_x;
    flow->width = flow->width > 1 ? flow->width : 1;
    flow->height = gr_inside_height(flow->height, look);
    flow->inner = GR_COST_APART;
    GR_TRY(gr_lay_box_content(lay, node, flow));
    gr_flow_unwrap(flow, 0);
    gr_flow_display(lay, flow);
    flow->height = before.height;
    flow->inner = before.inner;
    flow->elem = before.elem;
    flow->x = before.x;
    flow->width = before.width;
    flow->penalty = 0;
    return GR_OK;
}
