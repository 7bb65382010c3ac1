#include "margin.h"
#include "pages_priv.h"
#include "zoom.h"

/* Owns the margin column. An aside is laid out before the block it belongs to and hangs on its
 * first strip; its elements come behind those of the block, so that it is read after it. It is
 * pushed down where the one before it is in its way, and up where the page ends. Where the column
 * has no room for it, it stands in the text, below its block, and that is said. */

#define GAP(lay) ((lay)->house->styles[GR_STYLE_PARAGRAPH]->leading)

static bool is_aside(const gr_node *node)
{
    return node != NULL && node->kind == GR_K_BOX && node->as.box.role == GR_BOX_MARGIN;
}

/* Gap and column, as blocks see them. */
static gr_mpt room_of(const gr_master *master)
{
    gr_zoom zoom = gr_zoom_of(master);
    return gr_unzoomed(master->margin, zoom) + gr_unzoomed(master->margin_gap, zoom);
}

/* It stands in the text itself: nothing is around it, and it has all of its width. */
gr_mpt gr_margin_room(const gr_layouter *lay, const gr_flow *flow)
{
    bool own = flow->builder != NULL && flow->wrap == NULL && flow->x == 0 &&
               flow->width == lay->body.width && lay->master->margin > 0;
    return own ? room_of(lay->master) : 0;
}

/* What stands beside something hangs on its first strip, which is at hand when it is laid out. */
static bool is_host(const gr_node *node)
{
    bool floats = node->may_float.here || node->may_float.next_head || node->may_float.foot;
    bool text = node->kind == GR_K_PARAGRAPH || node->kind == GR_K_LIST || node->kind == GR_K_BOX ||
                node->kind == GR_K_TABLE || node->kind == GR_K_CHART || node->kind == GR_K_IMAGE ||
                node->kind == GR_K_GRID || node->kind == GR_K_CODE;
    return text && !floats && !node->wide && !is_aside(node);
}

static void tell(gr_layouter *lay, const gr_node *node, const char *why)
{
    gr_diag_report_open(lay->diag, node->at, GR_CODE_ASIDE_IN_TEXT, "%s", why);
}

typedef struct asides { /* of one block, in order */
    const gr_node *first;
    size_t n;
    gr_elem *before; /* the last element before theirs; NULL: none */
    gr_elem *last;
    uint32_t n_elems;
    size_t next_heading;
} asides;

static gr_mpt least(gr_mpt a, gr_mpt b)
{
    return a < b ? a : b;
}

/* All of them as one strip, at the width of the column. */
static gr_status compose(gr_layouter *lay, const asides *all, gr_flow *flow, gr_beside *out)
{
    gr_mpt width = gr_unzoomed(lay->master->margin, gr_zoom_of(lay->master));
    gr_flow inner = gr_flow_apart(flow, width, flow->elem);
    const gr_node *aside = all->first;
    for (size_t i = 0; i < all->n; i++, aside = aside->next) {
        gr_flow_pin_anchor(lay, aside, &inner);
        GR_TRY(gr_lay_box(lay, aside, &inner));
    }
    const gr_strips *list = &inner.list;
    uint32_t born = gr_passing_number(lay->generations);
    for (size_t i = 0; i < list->n; i++) {
        born = list->strips[i].born < born ? list->strips[i].born : born;
    }
    *out = (gr_beside){.strip = {.height = gr_strips_height(list->strips, list->n),
                                 .node = all->first,
                                 .born = born}};
    gr_compose(lay, list->strips, list->n, 0, 0, &out->strip);
    out->baseline = list->n > 0 ? list->strips[0].y + list->strips[0].baseline : 0;
    return GR_OK;
}

/* Why they cannot stand in the column; NULL: they can. A page that is nearly full is left to the
 * builder: the block and what hangs on it go to the next one together. */
static const char *no_room(gr_layouter *lay, const gr_flow *flow, gr_mpt height)
{
    const gr_builder *builder = flow->builder;
    if (height > lay->body.height * 4 / 5) {
        return "it takes more than four fifths of the margin column; make it shorter";
    }
    if (!builder->open || flow->forced) {
        return NULL;
    }
    gr_mpt free_height = gr_region_now(builder).height - builder->sim.beside_end - GAP(lay);
    bool full = free_height < height && gr_flow_room(lay, flow) > flow->height / 5;
    return full ? "what stands above it leaves too little of the margin column; make that shorter, "
                  "or move it"
                : NULL;
}

/* Elements from behind `before` on become the last of their parent. */
static void move_behind(const asides *all, gr_elem *parent)
{
    if (all->last == NULL || all->last == all->before || parent->last == all->last) {
        return;
    }
    gr_elem *first = all->before == NULL ? parent->first : all->before->next;
    gr_elem *rest = all->last->next;
    if (all->before == NULL) {
        parent->first = rest;
    } else {
        all->before->next = rest;
    }
    all->last->next = NULL;
    parent->last->next = first;
    parent->last = all->last;
}

/* They were only tried. */
static void drop_elems(gr_layouter *lay, const asides *all, gr_elem *parent)
{
    if (all->before == NULL) {
        parent->first = NULL;
    } else {
        all->before->next = NULL;
    }
    parent->last = all->before;
    lay->n_elems = all->n_elems;
    lay->next_heading = all->next_heading;
}

static gr_status set_in_text(gr_layouter *lay, const asides *all, gr_flow *flow)
{
    const gr_node *aside = all->first;
    for (size_t i = 0; i < all->n; i++, aside = aside->next) {
        GR_TRY(gr_lay_block(lay, aside, flow));
    }
    return GR_OK;
}

/* The block with what hangs on it. `behind`: they are written, and read, after it. */
static gr_status lay_together(gr_layouter *lay, const gr_node *host, asides *all, bool behind,
                              gr_flow *flow)
{
    uint32_t hold = lay->hold;
    gr_begin_block(lay);
    gr_beside *beside = GR_NEW(lay->passing, gr_beside);
    all->before = flow->elem->last;
    all->n_elems = lay->n_elems;
    all->next_heading = lay->next_heading;
    GR_TRY(compose(lay, all, flow, beside));
    all->last = flow->elem->last;
    const char *why = no_room(lay, flow, beside->strip.height);
    if (why != NULL) {
        drop_elems(lay, all, flow->elem);
        tell(lay, all->first, why);
        GR_TRY(behind ? gr_lay_block(lay, host, flow) : GR_OK);
        GR_TRY(set_in_text(lay, all, flow));
        return behind ? GR_OK : gr_lay_block(lay, host, flow);
    }
    lay->hold = beside->strip.born < hold ? beside->strip.born : hold;
    flow->beside = beside;
    GR_TRY(gr_lay_block(lay, host, flow));
    lay->hold = hold;
    if (flow->beside != NULL) { /* the block made nothing */
        flow->beside = NULL;
        drop_elems(lay, all, flow->elem);
        return set_in_text(lay, all, flow);
    }
    if (behind) {
        move_behind(all, flow->elem);
    }
    return GR_OK;
}

static asides asides_from(const gr_node *first, const gr_node **out_last)
{
    asides all = {.first = first};
    for (const gr_node *node = first; is_aside(node); node = node->next) {
        *out_last = node;
        all.n++;
    }
    return all;
}

/* Asides with nothing above them that they could stand beside: beside what follows. */
static gr_status lay_first(gr_layouter *lay, const gr_node *child, gr_flow *flow,
                           const gr_node **out_last)
{
    asides all = asides_from(child, out_last);
    const gr_node *host = (*out_last)->next;
    if (host == NULL || !is_host(host)) {
        tell(lay, child,
             "no paragraph, list, table or figure stands before it or behind it to stand beside; "
             "move it");
        return set_in_text(lay, &all, flow);
    }
    *out_last = host;
    return lay_together(lay, host, &all, false, flow);
}

gr_status gr_lay_with_asides(gr_layouter *lay, const gr_node *child, gr_flow *flow,
                             const gr_node **out_last)
{
    *out_last = child;
    if (lay->master == NULL || lay->master->margin == 0) {
        return gr_lay_block(lay, child, flow);
    }
    bool room = gr_margin_room(lay, flow) > 0;
    if (is_aside(child) && !room) {
        tell(lay, child,
             "inside a list, a box, a cell, columns or a slide there is no margin "
             "column; write it behind that");
    } else if (is_aside(child)) {
        return lay_first(lay, child, flow, out_last);
    }
    if (!room || !is_host(child) || !is_aside(child->next)) {
        return gr_lay_block(lay, child, flow);
    }
    asides all = asides_from(child->next, out_last);
    return lay_together(lay, child, &all, true, flow);
}

void gr_beside_put(gr_stack *stack, const gr_strip *strip, gr_mpt top)
{
    gr_beside *beside = strip->beside;
    gr_mpt height = beside->strip.height, gap = strip->height;
    gr_mpt free_from = stack->beside_end > 0 ? stack->beside_end + gap : stack->wide_end;
    gr_mpt level =
        strip->baseline > 0 && beside->baseline > 0 ? strip->baseline - beside->baseline : 0;
    gr_mpt y = top + (level > 0 ? level : 0);
    gr_mpt highest = beside->limit > 0 ? least(y, beside->limit - height) : y;
    beside->y = highest > free_from ? highest : free_from;
    stack->beside_end = beside->y + height;
}

/* The column is at the open side: left of the text on even pages that mirror the others. */
static bool is_mirrored(const gr_builder *builder)
{
    return builder->master->sides && builder->n > 0 && builder->n % 2 == 0;
}

gr_mpt gr_margin_left(const gr_builder *builder)
{
    return is_mirrored(builder) ? room_of(builder->master) : 0;
}

/* What floats to the foot may go over both. */
static gr_mpt limit_of(const gr_builder *builder)
{
    return gr_region_now(builder).height - gr_foot_height(builder);
}

void gr_margin_limit(const gr_builder *builder, gr_strip *strip)
{
    if (strip->beside != NULL) {
        strip->beside->limit = limit_of(builder);
    }
}

bool gr_margin_fits(const gr_builder *builder, const gr_stack *stack)
{
    return stack->beside_end == 0 || stack->beside_end <= limit_of(builder);
}

void gr_margin_settle(const gr_builder *builder, gr_strip *strips, size_t n)
{
    bool mirrored = is_mirrored(builder);
    gr_mpt room = room_of(builder->master), shift = mirrored ? -room : 0;
    gr_mpt gap = gr_unzoomed(builder->master->margin_gap, gr_zoom_of(builder->master));
    gr_mpt width = gr_region_now(builder).width;
    for (size_t i = 0; room > 0 && i < n; i++) {
        gr_strip *strip = &strips[i];
        strip->shift = strip->wide ? shift : 0;
        for (gr_wrap *wrap = strip->wrap; wrap != NULL; wrap = wrap->parent) {
            wrap->shift = wrap->wide ? shift : 0;
        }
        if (strip->beside != NULL) {
            strip->beside->x = mirrored ? shift : width + gap;
        }
    }
}
