#include "margin.h"

/* Owns the sequence of blocks: dispatch by kind, gaps and keeps between strips, wraps. */

#define GR_PICK_GR_ROLE_ROOT(ID, name)  [GR_K_##ID] = gr_lay_##name,
#define GR_PICK_GR_ROLE_BLOCK(ID, name) [GR_K_##ID] = gr_lay_##name,
#define GR_PICK_GR_ROLE_PART(ID, name)
#define GR_PICK_GR_ROLE_INLINE(ID, name)
#define GR_NODE(ID, name, role, holds) GR_PICK_##role(ID, name)
static gr_block_fn *const layouters[GR_K__COUNT] = {
#include "document/node_kinds.def"
};
#undef GR_NODE

void gr_flow_pin_anchor(gr_layouter *lay, const gr_node *node, gr_flow *flow)
{
    if (node->anchor.len > 0) {
        gr_flow_pin(lay, flow,
                    (gr_pin){.kind = GR_PIN_ANCHOR, .id = gr_anchor_id(lay, node->anchor)});
    }
}

gr_status gr_lay_block(gr_layouter *lay, const gr_node *node, gr_flow *flow)
{
    gr_block_fn *layouter = layouters[node->kind];
    if (layouter == NULL) {
        return GR_OK; /* a part: whoever holds it places it */
    }
    if (flow->builder != NULL) {
        gr_begin_block(lay);
    }
    if (gr_floats(lay, node, flow)) {
        return gr_lay_float(lay, node, layouter, flow);
    }
    gr_flow_pin_anchor(lay, node, flow);
    gr_mpt more = node->wide && flow->beside == NULL ? gr_margin_room(lay, flow) : 0;
    bool wide = flow->wide;
    flow->width += more;
    flow->wide = wide || more > 0;
    GR_TRY(layouter(lay, node, flow));
    flow->width -= more;
    flow->wide = wide;
    gr_flow_cost(flow, node->keep_next ? GR_BREAK_NEVER : 0);
    return GR_OK;
}

gr_status gr_lay_children(gr_layouter *lay, const gr_node *node, gr_flow *flow)
{
    const gr_node *last = NULL;
    for (const gr_node *child = node->first; child != NULL; child = last->next) {
        GR_TRY(gr_lay_with_asides(lay, child, flow, &last));
    }
    return GR_OK;
}

void gr_begin_block(gr_layouter *lay)
{
    lay->passing = gr_passing_begin(lay->generations);
}

void gr_flow_gap(gr_flow *flow, gr_mpt gap)
{
    flow->gap = flow->gap > gap ? flow->gap : gap;
}

void gr_flow_display(const gr_layouter *lay, gr_flow *flow)
{
    /* a heading says itself how far it stands from what it heads */
    gr_flow_gap(flow, flow->penalty >= GR_BREAK_NEVER
                          ? 0
                          : lay->house->styles[GR_STYLE_PARAGRAPH]->leading);
}

void gr_flow_cost(gr_flow *flow, int32_t penalty)
{
    flow->penalty = flow->penalty > penalty ? flow->penalty : penalty;
}

void gr_flow_pin(gr_layouter *lay, gr_flow *flow, gr_pin pin)
{
    *GR_PUSH(lay->passing, flow->pins.pins, flow->pins.n, flow->pins.cap, gr_pin) = pin;
}

/* A label shares the baseline of the strip it stands before, and is read first. */
static void add_lead(gr_layouter *lay, gr_flow *flow, gr_strip *strip)
{
    if (flow->lead.n == 0) {
        return;
    }
    gr_items items = {0};
    gr_items_add_all(lay, &items, &flow->lead, 0, strip->baseline);
    gr_items_add_all(lay, &items, &strip->items, 0, 0);
    strip->items = items;
    flow->lead = (gr_items){0};
}

static int32_t penalty_before(const gr_flow *flow, int32_t own)
{
    if (flow->forced) {
        return GR_BREAK_FORCED;
    }
    if (flow->late) {
        return GR_COST_LATE;
    }
    int32_t penalty = own > flow->penalty ? own : flow->penalty;
    if (flow->opening > 0 && penalty < GR_COST_SPLIT) {
        penalty = GR_COST_SPLIT; /* little stands below its heading yet */
    }
    int32_t inner = flow->fresh ? 0 : flow->inner;
    return penalty > inner ? penalty : inner;
}

/* Of the generation of the strip: they may have waited for it. */
static gr_pins pins_of(gr_layouter *lay, const gr_flow *flow)
{
    size_t n = flow->pins.n;
    if (n == 0) {
        return (gr_pins){0};
    }
    gr_pin *pins = GR_ROOM_N(lay->passing, gr_pin, n);
    memcpy(pins, flow->pins.pins, n * sizeof pins[0]);
    return (gr_pins){.pins = pins, .n = n, .cap = n};
}

gr_status gr_flow_push(gr_layouter *lay, gr_flow *flow, gr_strip strip)
{
    bool led = flow->lead.n > 0;
    add_lead(lay, flow, &strip);
    strip.before = flow->gap > strip.before ? flow->gap : strip.before;
    strip.penalty = penalty_before(flow, strip.penalty);
    flow->opening -= flow->opening > 0 ? strip.height : 0;
    strip.master = flow->master;
    strip.wrap = flow->wrap;
    for (size_t i = 0; i < strip.pins.n; i++) {
        gr_flow_pin(lay, flow, strip.pins.pins[i]); /* those of the flow stand at its top */
    }
    strip.pins = pins_of(lay, flow);
    strip.born = strip.born == 0 ? gr_passing_number(lay->generations) : strip.born;
    strip.wide = flow->wide;
    strip.beside = flow->beside;
    strip.born = flow->beside != NULL && flow->beside->strip.born < strip.born
                     ? flow->beside->strip.born
                     : strip.born;
    flow->beside = NULL;
    strip.born = led && flow->lead_born < strip.born ? flow->lead_born : strip.born;
    flow->gap = 0;
    flow->penalty = 0;
    flow->forced = false;
    flow->late = false;
    flow->fresh = false;
    flow->master = NULL;
    flow->pins = (gr_pins){0};
    gr_arena *queue = flow->builder == NULL ? lay->passing : lay->arena;
    *GR_PUSH(queue, flow->list.strips, flow->list.n, flow->list.cap, gr_strip) = strip;
    return flow->builder == NULL ? GR_OK : gr_builder_fill(lay, flow);
}

gr_flow gr_flow_apart(const gr_flow *flow, gr_mpt width, gr_elem *elem)
{
    return (gr_flow){.width = width > 0 ? width : 1, .elem = elem, .height = flow->height};
}

gr_wrap *gr_flow_wrap(gr_layouter *lay, gr_flow *flow, gr_wrap wrap)
{
    gr_wrap *made = GR_NEW(lay->arena, gr_wrap);
    *made = wrap;
    made->parent = flow->wrap;
    made->before = flow->gap;
    made->wide = flow->wide;
    flow->gap = 0;
    flow->wrap = made;
    flow->fresh = true;
    return made;
}

void gr_flow_unwrap(gr_flow *flow, gr_mpt gap)
{
    flow->wrap = flow->wrap->parent;
    flow->gap = gap;
}
