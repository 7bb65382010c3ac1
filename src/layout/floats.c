#include "margin.h"
#include "pages_priv.h"

/* Owns blocks that may leave their place among the text: tables, charts, images, boxes. Each is
 * laid out where it stands, so that its elements are read there, and becomes one strip, which waits
 * for the head of the next page or goes to a foot while the text goes on. They come in the order in
 * which they were written, and before the next chapter. */

#define MOST_PAGES 2 /* behind the one where it stands: a spread further */

static bool may_float(const gr_node *node)
{
    return node->may_float.here || node->may_float.next_head || node->may_float.foot;
}

/* That is one page, with nothing to go on past it. */
static bool on_slide(const gr_node *node)
{
    const gr_node *outer = node->parent;
    while (outer != NULL && !(outer->kind == GR_K_SECTION && outer->as.section.slide)) {
        outer = outer->parent;
    }
    return outer != NULL;
}

bool gr_floats(gr_layouter *lay, const gr_node *node, const gr_flow *flow)
{
    if (!may_float(node)) {
        return false;
    }
    bool inside = flow->builder == NULL || flow->wrap != NULL || on_slide(node);
    if (inside) {
        gr_diag_report_open(
            lay->diag, node->at, GR_CODE_FLOAT_IDLE,
            "inside a box, a cell, columns or a slide no text can pass it, and it stands "
            "where it is written; give float= to the block around it, or leave it "
            "out");
    }
    return !inside;
}

static void tell_here(gr_layouter *lay, const gr_node *node, const char *why)
{
    gr_diag_report_open(lay->diag, node->at, GR_CODE_FLOAT_HERE,
                        "%s; make it smaller, move it, or leave float= out", why);
}

/* As any other block, but kept in one piece when it is no longer than a page. */
static gr_status set_here(gr_layouter *lay, gr_flow *flow, const gr_strips *strips, bool whole)
{
    gr_wrap *outer = flow->wrap;
    for (size_t i = 0; i < strips->n; i++) {
        gr_strip strip = strips->strips[i];
        bool kept = whole && i > 0 && strip.penalty < GR_BREAK_NEVER;
        strip.penalty = kept ? GR_BREAK_NEVER : strip.penalty;
        flow->wrap = strip.wrap;
        flow->wide = strip.wide;
        GR_TRY(gr_flow_push(lay, flow, strip));
    }
    flow->wide = false;
    flow->wrap = outer;
    gr_flow_display(lay, flow);
    return GR_OK;
}

static gr_mpt gap_of(const gr_layouter *lay)
{
    return lay->house->styles[GR_STYLE_PARAGRAPH]->leading;
}

static gr_strip compose(gr_layouter *lay, const gr_node *node, const gr_strips *strips)
{
    gr_strip one = {.height = gr_strips_height(strips->strips, strips->n),
                    .before = gap_of(lay),
                    .node = node,
                    .wide = strips->n > 0 && strips->strips[0].wide,
                    .born = gr_passing_number(lay->generations)};
    for (size_t i = 0; i < strips->n; i++) {
        one.born = strips->strips[i].born < one.born ? strips->strips[i].born : one.born;
    }
    gr_compose(lay, strips->strips, strips->n, 0, 0, &one);
    return one;
}

static void add(gr_float_queue *to, gr_strip strip, const gr_node *node, size_t page)
{

    to->floats[to->n++] = (gr_float){.strip = strip, .node = node, .page = page};
}

static gr_mpt height_with_gap(const gr_strip *strip)
{
    return strip->height + strip->before;
}

/* The foot of the page at hand, when nothing waits before it. */
static bool goes_to_foot(gr_layouter *lay, gr_flow *flow, const gr_node *node,
                         const gr_strip *strip)
{
    gr_builder *builder = flow->builder;
    bool now = node->may_float.foot && builder->waiting.n == 0 && builder->open && !flow->forced &&
               builder->foot.n < GR_MOST_WAITING && builder->master->columns <= 1 &&
               strip->notes.n == 0;
    gr_mpt free_beside =
        gr_region_now(builder).height - gr_foot_height(builder) - builder->sim.beside_end;
    return now && gr_flow_room(lay, flow) >= height_with_gap(strip) &&
           free_beside >= height_with_gap(strip);
}

static void drop_first(gr_float_queue *waiting)
{
    waiting->n--;
    memmove(waiting->floats, waiting->floats + 1, waiting->n * sizeof waiting->floats[0]);
}

/* Before strip `at` of those that wait for a page. */
static void insert(gr_layouter *lay, gr_flow *flow, size_t at, gr_strip strip)
{
    gr_strips *list = &flow->list;
    (void)GR_PUSH(lay->arena, list->strips, list->n, list->cap, gr_strip);
    memmove(list->strips + at + 1, list->strips + at, (list->n - 1 - at) * sizeof list->strips[0]);
    list->strips[at] = strip;
    if (at + 1 < list->n) {
        gr_strip *below = &list->strips[at + 1];
        below->before = below->before > gap_of(lay) ? below->before : gap_of(lay);
    }
}

/* Too many wait: they are set below what stands there, in their order. */
static gr_status set_waiting(gr_layouter *lay, const gr_node *node, gr_flow *flow)
{
    gr_float_queue *waiting = &flow->builder->waiting;
    tell_here(lay, node, "eight others wait for a place before it, and are set here with it");
    while (waiting->n > 0) {
        insert(lay, flow, flow->list.n, waiting->floats[0].strip);
        drop_first(waiting);
    }
    return gr_builder_fill(lay, flow);
}

/* How it gets its place: among the text while there is room, else where it may go. */
static gr_status settle(gr_layouter *lay, const gr_node *node, gr_flow *flow,
                        const gr_strips *strips)
{
    gr_builder *builder = flow->builder;
    gr_mpt height = gr_strips_height(strips->strips, strips->n);
    bool alone = flow->forced || !builder->open;
    bool first = node->may_float.here || alone;
    gr_mpt gap = flow->gap > gap_of(lay) ? flow->gap : gap_of(lay);
    if (first && builder->waiting.n == 0 && height <= gr_flow_room(lay, flow) - (alone ? 0 : gap)) {
        return set_here(lay, flow, strips, true);
    }
    bool moves = node->may_float.next_head || node->may_float.foot;
    if (builder->waiting.n == GR_MOST_WAITING && moves) {
        GR_TRY(set_waiting(lay, node, flow));
        moves = false;
    }
    if (!moves) {
        return set_here(lay, flow, strips, true);
    }
    gr_strip strip = compose(lay, node, strips);
    size_t page = builder->n;
    bool foot = goes_to_foot(lay, flow, node, &strip);
    add(foot ? &builder->foot : &builder->waiting, strip, node, page);
    bool follows_text = flow->penalty < GR_BREAK_NEVER;
    flow->penalty = follows_text ? 0 : flow->penalty;
    return GR_OK;
}

gr_status gr_lay_float(gr_layouter *lay, const gr_node *node, gr_block_fn *layouter, gr_flow *flow)
{
    bool pulled = node->kind == GR_K_TABLE && node->as.table.source != NULL;
    if (pulled) {
        tell_here(lay, node, "a table that is made row by row stays among its text");
        gr_flow_pin_anchor(lay, node, flow);
        return layouter(lay, node, flow);
    }
    gr_mpt more = node->wide ? gr_margin_room(lay, flow) : 0;
    gr_flow inner = gr_flow_apart(flow, flow->width + more, flow->elem);
    inner.x = flow->x;
    inner.wide = more > 0;
    gr_flow_pin_anchor(lay, node, &inner);
    GR_TRY(layouter(lay, node, &inner));
    if (gr_strips_height(inner.list.strips, inner.list.n) > flow->height * 4 / 5) {
        tell_here(lay, node, "it takes more than four fifths of a page");
        return set_here(lay, flow, &inner.list, false);
    }
    return settle(lay, node, flow, &inner.list);
}

/* A chapter begins: what waits comes before it. */
static bool is_limit(const gr_strip *strip)
{
    return strip->penalty == GR_BREAK_FORCED || strip->penalty == GR_COST_LATE ||
           strip->master != NULL;
}

bool gr_floats_end(gr_layouter *lay, gr_flow *flow, size_t at)
{
    gr_float_queue *waiting = &flow->builder->waiting;
    bool any = waiting->n > 0 && (at == flow->list.n || is_limit(&flow->list.strips[at]));
    for (size_t i = at; any && waiting->n > 0; i++) {
        insert(lay, flow, i, waiting->floats[0].strip);
        drop_first(waiting);
    }
    return any;
}

/* As many as leave a third of the page to the text, at least one. */
bool gr_floats_head(gr_layouter *lay, gr_flow *flow)
{
    gr_builder *builder = flow->builder;
    gr_float_queue *waiting = &builder->waiting;
    gr_mpt most = gr_region_of(builder->master, false, 0).height * 2 / 3, height = 0;
    size_t n = 0;
    if (builder->open || builder->floated == builder->n + 1) {
        return false;
    }
    builder->floated = builder->n + 1;
    while (waiting->n > 0) {
        const gr_float *next = &waiting->floats[0];
        bool late = builder->n >= next->page + MOST_PAGES;
        height += height_with_gap(&next->strip);
        bool head = next->node->may_float.next_head || late || builder->master->columns > 1;
        if (!head || (n > 0 && height > most)) {
            break;
        }
        if (late) {
            tell_here(lay, next->node, "it found no place on the two pages that follow");
        }
        insert(lay, flow, n++, next->strip);
        drop_first(waiting);
    }
    return n > 0;
}

void gr_floats_foot(gr_builder *builder)
{
    gr_float_queue *waiting = &builder->waiting;
    gr_mpt height = gr_region_of(builder->master, builder->first, 0).height;
    while (waiting->n > 0 && waiting->floats[0].node->may_float.foot &&
           !waiting->floats[0].node->may_float.next_head && builder->master->columns <= 1 &&
           waiting->floats[0].strip.notes.n == 0 &&
           gr_foot_height(builder) + height_with_gap(&waiting->floats[0].strip) <= height * 4 / 5) {
        const gr_float *next = &waiting->floats[0];
        add(&builder->foot, next->strip, next->node, next->page);
        drop_first(waiting);
    }
}

gr_mpt gr_foot_height(const gr_builder *builder)
{
    gr_mpt height = 0;
    for (size_t i = 0; i < builder->foot.n; i++) {
        height += height_with_gap(&builder->foot.floats[i].strip);
    }
    return height;
}

void gr_place_foot(gr_layouter *lay, gr_builder *builder, gr_region region, gr_strip *into)
{
    gr_mpt y = region.y + region.height - gr_foot_height(builder);
    for (size_t i = 0; i < builder->foot.n; i++) {
        gr_strip *strip = &builder->foot.floats[i].strip;
        y += strip->before;
        gr_margin_settle(builder, strip, 1);
        gr_compose(lay, strip, 1, region.x, y, into);
        y += strip->height;
    }
    builder->foot.n = 0;
}

uint32_t gr_oldest_float(const gr_builder *builder, uint32_t oldest)
{
    for (size_t i = 0; i < builder->waiting.n; i++) {
        uint32_t born = builder->waiting.floats[i].strip.born;
        oldest = born < oldest ? born : oldest;
    }
    for (size_t i = 0; i < builder->foot.n; i++) {
        uint32_t born = builder->foot.floats[i].strip.born;
        oldest = born < oldest ? born : oldest;
    }
    return oldest;
}
