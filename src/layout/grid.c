#include "heads.h"

/* Owns boxes side by side: tiles, cards, comparisons. The boxes of a line are equally wide and
 * equally high, and the line is one strip. When a line is higher than a page, its boxes go under
 * each other as ordinary ones. */

typedef struct slot { /* one box of a line */
    const gr_node *node;
    const gr_box_look *look;
    gr_flow flow;
} slot;
typedef struct grid {
    gr_layouter *lay;
    const gr_node *node;
    slot *slots; /* of one line */
    size_t n, columns;
    gr_mpt width, gap; /* of one box; between boxes */
} grid;

static const gr_box_look *look_of(const gr_node *node)
{
    static const gr_box_look bare = {
        .fill = GR_NO_COLOUR, .border = GR_NO_COLOUR, .bar = GR_NO_COLOUR};
    return node->kind == GR_K_BOX && node->as.box.look != NULL ? node->as.box.look : &bare;
}

static gr_status fill_slot(gr_layouter *lay, slot *s, gr_mpt width, const gr_flow *outer)
{
    gr_mpt left = gr_box_left(s->look);
    bool box = s->node->kind == GR_K_BOX;
    gr_elem *elem = box ? gr_elem_add(lay, outer->elem, gr_box_tag(s->node), s->node) : outer->elem;
    s->flow = gr_flow_apart(outer, width - left - s->look->pad_x, elem);
    s->flow.height = gr_inside_height(outer->height, s->look);
    if (!box) {
        return gr_lay_block(lay, s->node, &s->flow);
    }
    gr_flow_pin_anchor(lay, s->node, &s->flow);
    return gr_lay_box_content(lay, s->node, &s->flow);
}

static gr_mpt slot_height(const slot *s)
{
    return gr_box_top(s->look) + gr_strips_height(s->flow.list.strips, s->flow.list.n) +
           s->look->pad_y;
}

static gr_mpt line_height(const grid *g)
{
    gr_mpt height = 0;
    for (size_t i = 0; i < g->n; i++) {
        gr_mpt own = slot_height(&g->slots[i]);
        height = own > height ? own : height;
    }
    return height;
}

static gr_strip compose_line(const grid *g, gr_mpt x, gr_mpt height)
{
    gr_strip strip = {.height = height, .node = g->node};
    for (size_t i = 0; i < g->n; i++) {
        slot *s = &g->slots[i];
        gr_mpt left = x + (gr_mpt)i * (g->width + g->gap);
        const gr_mpt box[4] = {left, 0, left + g->width, height};
        gr_draw_frame(g->lay, s->look, box, &strip.items);
        gr_compose(g->lay, s->flow.list.strips, s->flow.list.n, left + gr_box_left(s->look),
                   gr_box_top(s->look), &strip);
    }
    return strip;
}

/* Elements that were made for slots are dropped again: the boxes are laid out anew. */
static void drop_elems(gr_elem *parent, gr_elem *last)
{
    parent->last = last;
    if (last == NULL) {
        parent->first = NULL;
    } else {
        last->next = NULL;
    }
}

static gr_status stack_line(const grid *g, gr_flow *flow)
{
    for (size_t i = 0; i < g->n; i++) {
        GR_TRY(gr_lay_block(g->lay, g->slots[i].node, flow));
        gr_flow_gap(flow, g->gap);
    }
    return GR_OK;
}

static gr_status lay_line(grid *g, gr_flow *flow)
{
    gr_elem *last = flow->elem->last;
    size_t n_headings = g->lay->next_heading;
    for (size_t i = 0; i < g->n; i++) {
        GR_TRY(fill_slot(g->lay, &g->slots[i], g->width, flow));
    }
    gr_mpt height = line_height(g);
    if (height > flow->height) {
        drop_elems(flow->elem, last);
        g->lay->next_heading = n_headings;
        return stack_line(g, flow);
    }
    gr_strip strip = compose_line(g, flow->x, height);
    return gr_flow_push(g->lay, flow, strip);
}

static size_t columns_of(const gr_node *node)
{
    size_t n = 0;
    for (const gr_node *child = node->first; child != NULL; child = child->next) {
        n++;
    }
    size_t wanted = node->as.grid.columns > 0 ? node->as.grid.columns : 1;
    return n < wanted && n > 0 ? n : wanted;
}

gr_status gr_lay_grid(gr_layouter *lay, const gr_node *node, gr_flow *flow)
{
    if (node->first == NULL) {
        return GR_OK;
    }
    if (node->as.grid.beside) {
        return gr_lay_sides(lay, node, flow);
    }
    grid g = {.lay = lay, .node = node, .columns = columns_of(node)};
    g.gap = look_of(node->first)->gap;
    g.columns = gr_columns_fitting(lay, node, g.columns, (gr_mpt[2]){flow->width, g.gap});
    gr_mpt n = (gr_mpt)g.columns;
    g.width = (flow->width - (n - 1) * g.gap) / n;
    g.width = g.width > 1 ? g.width : 1;
    gr_flow_display(lay, flow);
    for (const gr_node *child = node->first; child != NULL;) {
        g.slots = GR_NEW_N(lay->arena, slot, g.columns);
        for (g.n = 0; child != NULL && g.n < g.columns; child = child->next) {
            g.slots[g.n++] = (slot){.node = child, .look = look_of(child)};
        }
        GR_TRY(lay_line(&g, flow));
        gr_flow_gap(flow, g.gap);
        gr_flow_cost(flow, child != NULL ? GR_COST_SPLIT : 0);
    }
    gr_flow_display(lay, flow);
    return GR_OK;
}
