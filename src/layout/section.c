#include "zoom.h"

/* Owns document and sections: page masters, new pages, the measure of a page. */

void gr_turn_to(gr_layouter *lay, gr_flow *flow, const gr_master *master)
{
    lay->master = master;
    lay->body = gr_region_of(master, false, 0);
    flow->master = master;
    flow->forced = true;
    flow->x = 0;
    flow->width = lay->body.width;
    flow->height = lay->body.height;
}

gr_status gr_lay_document(gr_layouter *lay, const gr_node *node, gr_flow *flow)
{
    gr_turn_to(lay, flow, lay->doc->master != NULL ? lay->doc->master : &lay->house->masters[0]);
    return gr_lay_children(lay, node, flow);
}

#define CHAPTER_LINES 2 /* lines of white above a chapter that starts within a page */

/* LATE leaves the choice to the builder, by its cost. */
static void start_section(const gr_layouter *lay, const gr_node *node, gr_flow *flow)
{
    if (flow->builder == NULL || node->as.section.start == GR_START_HERE) {
        return;
    }
    flow->forced = flow->forced || node->as.section.start == GR_START_PAGE;
    flow->late = node->as.section.start == GR_START_LATE;
    gr_flow_gap(flow, CHAPTER_LINES * lay->house->styles[GR_STYLE_PARAGRAPH]->leading);
}

gr_status gr_lay_section(gr_layouter *lay, const gr_node *node, gr_flow *flow)
{
    const gr_master *before = lay->master, *own = node->as.section.master;
    if (node->as.section.slide && flow->builder != NULL) {
        return gr_lay_slide(lay, node, flow);
    }
    gr_elem *parent = flow->elem;
    bool turns = flow->builder != NULL && own != NULL && own != before;
    flow->elem = gr_elem_add(lay, parent, GR_TAG_SECT, node);
    if (turns) {
        gr_turn_to(lay, flow, own);
    }
    start_section(lay, node, flow);
    GR_TRY(gr_lay_children(lay, node, flow));
    flow->elem = parent;
    if (turns) {
        gr_turn_to(lay, flow, before);
    }
    return GR_OK;
}

gr_status gr_lay_page_break(gr_layouter *lay, const gr_node *node, gr_flow *flow)
{
    (void)lay;
    (void)node;
    flow->forced = flow->builder != NULL;
    return GR_OK;
}
