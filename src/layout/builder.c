#include "margin.h"
#include "pages_priv.h"
#include "zoom.h"

/* Owns where pages end. Strips wait in the document's flow; each is tried under the ones before it,
 * with its notes at the foot. The first that does not fit starts the choice:
 *
 *   cost of ending before strip b = its penalty + (part left empty, in 1/1000)^2 / 100
 *
 * so 10 % empty costs 100, a fifth 400, and more than a fifth so much that hardly anything is
 * worth it. What may never be parted (a heading and what follows, widows, a total and its last row)
 * has penalty GR_BREAK_NEVER and is parted only when there is no other place. Only one page is
 * looked at: with these costs the choice does not depend on what comes two pages later, and memory
 * stays that of one page. */

static gr_mpt larger(gr_mpt a, gr_mpt b)
{
    return a > b ? a : b;
}

/* As blocks see it: on an enlarged page it is as much smaller. */
gr_region gr_region_of(const gr_master *master, bool first, unsigned column)
{
    gr_zoom zoom = gr_zoom_of(master);
    gr_mpt top = first && master->first_top > 0 ? master->first_top : master->top;
    int columns = master->columns > 1 ? master->columns : 1;
    gr_mpt body = gr_unzoomed(master->width - master->inner - master->outer, zoom) -
                  gr_unzoomed(master->margin, zoom) - gr_unzoomed(master->margin_gap, zoom);
    gr_mpt gap = gr_unzoomed(master->column_gap, zoom);
    gr_mpt width = larger((body - (columns - 1) * gap) / columns, 1);
    return (gr_region){.x = gr_unzoomed(master->inner, zoom) + (gr_mpt)column * (width + gap),
                       .y = gr_unzoomed(top, zoom),
                       .width = width,
                       .height =
                           larger(gr_unzoomed(master->height - top - master->bottom, zoom), 1)};
}

/* Page 1 is a right page: its inner margin is at the left. `page` counts from 0. */
gr_mpt gr_side_shift(const gr_master *master, size_t page)
{
    return master->sides && page % 2 == 1 ? master->outer - master->inner : 0;
}

gr_region gr_region_now(const gr_builder *builder)
{
    gr_region region = gr_region_of(builder->master, builder->first, builder->column);
    gr_mpt shift = builder->n > 0 ? gr_side_shift(builder->master, builder->n - 1) : 0;
    region.x += gr_unzoomed(shift, gr_zoom_of(builder->master)) + gr_margin_left(builder);
    if (builder->n > 0 && builder->open && builder->column > 0) {
        region.y += builder->drafts[builder->n - 1].lowered;
        region.height -= builder->drafts[builder->n - 1].lowered;
    }
    return region;
}

/* What it has for the text: blocks that float take the rest. */
static gr_mpt text_height(const gr_builder *builder)
{
    return larger(gr_region_now(builder).height - gr_foot_height(builder), 1);
}

static gr_mpt notes_height(const gr_notes *notes)
{
    gr_mpt height = 0;
    for (size_t i = 0; i < notes->n; i++) {
        height += notes->notes[i]->height;
    }
    return height;
}

static gr_mpt with_notes(const gr_layouter *lay, gr_mpt content, gr_mpt notes)
{
    return notes == 0 ? content : content + gr_notes_gap(lay) + notes;
}

/* Of boxes that are open in the flow and have no strip on the page yet. */
static gr_mpt pads_to_come(const gr_flow *flow, const gr_stack *placed)
{
    gr_mpt pads = 0;
    for (const gr_wrap *w = flow->wrap; w != NULL; w = w->parent) {
        const gr_wrap *open = placed->open;
        while (open != NULL && open != w) {
            open = open->parent;
        }
        pads += open == NULL ? w->pad_top + w->pad_bottom : 0;
    }
    return pads;
}

gr_mpt gr_flow_room(gr_layouter *lay, const gr_flow *flow)
{
    const gr_builder *builder = flow->builder;
    if (builder == NULL || !builder->open || flow->forced) {
        return flow->height;
    }
    gr_mpt used = with_notes(lay, gr_stack_end(&builder->sim), builder->sim_notes);
    used += pads_to_come(flow, &builder->sim);
    used = larger(used, gr_opening_height(lay, builder, flow->list.strips, builder->seen));
    return larger(text_height(builder) - used, 0);
}

/* The page at hand is full: it gets a list of its own, as long as it and its running lines ask. */
static gr_status settle_page(gr_layouter *lay, gr_builder *builder)
{
    bool gone = false;
    if (builder->n == 0) {
        return GR_OK;
    }
    GR_TRY(gr_sink_page(lay, builder, &gone));
    if (gone) {
        return GR_OK;
    }
    gr_page_draft *draft = &builder->drafts[builder->n - 1];
    builder->page = draft->items;
    draft->items = (gr_items){.arena = lay->arena};
    gr_items_room(lay, &draft->items,
                  builder->page.n + draft->master->n_heads + draft->master->n_feet);
    gr_items_add_all(lay, &draft->items, &builder->page, 0, 0);
    if (lay->sink != NULL) {
        gr_items_own_words(lay->arena, &draft->items);
    }
    builder->page.n = 0;
    return GR_OK;
}

/* `strip`: the first on it; NULL: none */
static gr_status open_page(gr_layouter *lay, gr_builder *builder, const gr_strip *strip)
{
    gr_loc at = strip == NULL || strip->node == NULL ? (gr_loc){0} : strip->node->at;
    if (builder->n >= lay->setup->limits->pages) {
        gr_diag_report_open(lay->diag, at, GR_CODE_PAGES_LIMIT,
                            "more than %u pages; show fewer rows or split the report",
                            lay->setup->limits->pages);
        return GR_OVER_LIMIT;
    }
    GR_TRY(settle_page(lay, builder));
    gr_page_draft *draft =
        GR_PUSH(lay->arena, builder->drafts, builder->n, builder->cap, gr_page_draft);
    bool goes_on = builder->n > 1 && strip != NULL && strip->master == NULL &&
                   strip->penalty != GR_BREAK_FORCED;
    *draft = (gr_page_draft){.master = builder->master,
                             .at = at,
                             .goes_on = goes_on,
                             .first = builder->first,
                             .chapter = builder->chapter};
    builder->open = true;
    builder->column = 0;
    builder->words_born = gr_passing_words(lay->generations);
    draft->items = builder->page;
    gr_draw_bands(lay, draft, builder->n - 1);
    gr_draw_watermark(lay, builder, builder->n - 1);
    return GR_OK;
}

/* A master that comes back after another one does not open the document a second time. */
static bool was_used(const gr_builder *builder, const gr_master *master)
{
    for (size_t i = 0; i < builder->n; i++) {
        if (gr_str_eq(builder->drafts[i].master->name, master->name)) {
            return true;
        }
    }
    return false;
}

/* Makes room for the first strip in the queue: a page of its master, or the next column. */
static gr_status open_region(gr_layouter *lay, gr_builder *builder, const gr_strip *strip)
{
    if (strip->master != NULL && strip->master != builder->master) {
        builder->master = strip->master;
        builder->first = !was_used(builder, strip->master);
        builder->open = false;
    }
    if (!builder->open) {
        GR_TRY(open_page(lay, builder, strip));
        gr_floats_foot(builder);
    }
    builder->sim = (gr_stack){0};
    gr_mpt left = gr_strips_height(builder->notes_left.strips, builder->notes_left.n);
    gr_mpt most =
        gr_region_now(builder).height / 2; /* notes never take more than half from the text */
    builder->sim_notes = left < most ? left : most;
    return GR_OK;
}

static void close_page(gr_builder *builder)
{
    if (builder->open) {
        builder->open = false;
        builder->first = false;
    }
}

static void next_region(gr_builder *builder)
{
    builder->column++;
    if (builder->column >= builder->master->columns) {
        close_page(builder);
    }
}

static void settle_figure(const gr_pin *pin)
{
    gr_mpt *bbox = pin->bbox;
    bbox[0] += pin->x;
    bbox[1] += pin->y;
    bbox[2] += pin->x;
    bbox[3] += pin->y;
}

static void settle_pins(gr_layouter *lay, gr_builder *builder, const gr_pins *pins, gr_mpt top)
{
    gr_page_draft *draft = &builder->drafts[builder->n - 1];
    for (size_t i = 0; i < pins->n; i++) {
        const gr_pin *pin = &pins->pins[i];
        if (builder->apart) {
            *GR_PUSH(lay->arena, draft->pins.pins, draft->pins.n, draft->pins.cap, gr_pin) = *pin;
        } else if (pin->kind == GR_PIN_ANCHOR) {
            gr_anchor_found(lay, pin->id, (uint32_t)(builder->n - 1), pin->y);
        } else if (pin->kind == GR_PIN_FIGURE) {
            settle_figure(pin);
        } else {
            draft->chapter = builder->column == 0 && pin->y <= top ? pin->id : draft->chapter;
            builder->chapter = pin->id;
        }
    }
}

static void note_late(gr_layouter *lay, gr_builder *builder, size_t from)
{
    const gr_page_draft *draft = &builder->drafts[builder->n - 1];
    for (size_t i = from; i < draft->items.n; i++) {
        const gr_item *item = &draft->items.items[i];
        const gr_item_place place = {.page = builder->n - 1, .item = i};
        if (item->kind == GR_ITEM_LINK && item->as.link.uri.len == 0) {
            *GR_PUSH(lay->arena, builder->links, builder->n_links, builder->cap_links,
                     gr_link_place) = (gr_link_place){.page = place.page,
                                                      .item = i,
                                                      .spot = item->as.link.page,
                                                      .elem = item->owner.elem};
        } else if (gr_is_late_number(item)) {
            *GR_PUSH(lay->arena, builder->numbers, builder->n_numbers, builder->cap_numbers,
                     gr_item_place) = place;
        }
    }
}

static void keep_notes(gr_layouter *lay, gr_builder *builder, const gr_notes *notes)
{
    gr_strips *lines = &builder->notes_left;
    for (size_t i = 0; i < notes->n; i++) {
        for (size_t j = 0; j < notes->notes[i]->n; j++) {
            *GR_PUSH(lay->arena, lines->strips, lines->n, lines->cap, gr_strip) =
                notes->notes[i]->strips[j];
        }
    }
}

/* The first `n` strips of the queue, and the notes they call, go into the region at hand. */
static void place_region(gr_layouter *lay, gr_builder *builder, gr_strip *strips, size_t n)
{
    gr_page_draft *draft = &builder->drafts[builder->n - 1];
    gr_region region = gr_region_now(builder), whole = region;
    gr_strip into = {.items = draft->items};
    size_t from = draft->items.n;
    gr_zoom zoom = gr_zoom_of(builder->master);
    /* before they are placed: a table that begins here repeats no head yet */
    region.height = text_height(builder);
    gr_mpt free_height = region.height - gr_strips_height(strips, n);
    gr_grow_bands(lay, builder, strips, n);
    gr_margin_settle(builder, strips, n);
    gr_compose(lay, strips, n, region.x, region.y, &into);
    keep_notes(lay, builder, &into.notes);
    gr_place_notes(lay, &builder->notes_left, region, free_height, &into);
    gr_place_foot(lay, builder, whole, &into);
    gr_zoom_placed(lay, &into, from, zoom);
    draft->items = into.items;
    settle_pins(lay, builder, &into.pins, gr_zoomed(region.y, zoom));
    note_late(lay, builder, from);
}

static void place_held(gr_layouter *lay, gr_builder *builder)
{
    gr_held *held = &builder->held;
    unsigned column = builder->column;
    size_t from = 0;
    gr_held_restore(held);
    for (size_t i = 0; i < held->n; i++) {
        builder->column = (unsigned)i;
        place_region(lay, builder, held->strips.strips + from, held->ends[i] - from);
        from = held->ends[i];
    }
    builder->column = column;
    held->n = held->n_states = held->strips.n = 0;
}

/* The page ends here, though columns of it may be free. */
static void end_page(gr_layouter *lay, gr_builder *builder)
{
    if (builder->held.n > 0) {
        gr_balance_held(lay, builder, gr_region_now(builder).height);
        place_held(lay, builder);
    }
    close_page(builder);
}

static void place_column(gr_layouter *lay, gr_builder *builder, gr_strip *strips, size_t n,
                         bool last)
{
    if (!gr_may_hold(builder, strips, n)) {
        place_held(lay, builder);
        place_region(lay, builder, strips, n);
        return;
    }
    gr_hold_column(lay, builder, strips, n);
    if (!last && builder->column + 1 >= builder->master->columns) {
        place_held(lay, builder);
    }
}

static void lower(uint32_t *oldest, uint32_t born)
{
    *oldest = born < *oldest ? born : *oldest;
}

/* What waits on a page end, or goes on behind it. */
static uint32_t oldest_waiting(const gr_layouter *lay, const gr_strips *list)
{
    uint32_t oldest = lay->hold;
    for (size_t i = 0; i < list->n; i++) {
        lower(&oldest, list->strips[i].born);
        for (const gr_wrap *w = list->strips[i].wrap; w != NULL; w = w->parent) {
            lower(&oldest, w->edges == NULL ? oldest : w->edges->born);
        }
    }
    return oldest;
}

static void free_placed(gr_layouter *lay, const gr_flow *flow)
{
    const gr_builder *builder = flow->builder;
    uint32_t oldest = oldest_waiting(lay, &flow->list);
    lower(&oldest, oldest_waiting(lay, &builder->notes_left));
    lower(&oldest, oldest_waiting(lay, &builder->held.strips));
    lower(&oldest, gr_oldest_float(builder, oldest));
    for (size_t i = 0; i < builder->held.n_states; i++) {
        const gr_page_edges *edges = builder->held.states[i].edges;
        lower(&oldest, edges == NULL ? oldest : edges->born);
    }
    gr_passing_free(lay->generations, oldest, builder->words_born);
}

/* `used` of strips that go on in the next region is stale: they are tried again from the start. A
 * page is not closed by its last strips: its end follows. */
static void ship(gr_layouter *lay, gr_flow *flow, size_t n, bool last)
{
    gr_builder *builder = flow->builder;
    place_column(lay, builder, flow->list.strips, n, last);
    flow->list.n -= n;
    if (flow->list.n > 0) {
        memmove(flow->list.strips, flow->list.strips + n,
                flow->list.n * sizeof(flow->list.strips[0]));
    }
    builder->seen = 0;
    builder->sim = (gr_stack){0};
    builder->sim_notes = 0;
    if (last) {
        end_page(lay, builder);
    } else {
        next_region(builder);
    }
    free_placed(lay, flow);
}

/* What the notes of a strip take from the text: of longer ones the rest goes to the next page. */
static gr_mpt notes_of(const gr_builder *builder, const gr_strip *strip)
{
    gr_mpt height = notes_height(&strip->notes), most = gr_region_now(builder).height / 2;
    return height < most ? height : most;
}

static bool fits(const gr_layouter *lay, const gr_builder *builder, gr_strip *strip)
{
    gr_stack trial = builder->sim;
    gr_margin_limit(builder, strip);
    (void)gr_stack_add(&trial, strip);
    gr_mpt notes = builder->sim_notes + notes_of(builder, strip);
    strip->used = with_notes(lay, gr_stack_end(&trial), notes);
    return strip->used <= text_height(builder) && gr_margin_fits(builder, &trial);
}

static void accept(gr_builder *builder, const gr_strip *strip)
{
    (void)gr_stack_add(&builder->sim, strip);
    builder->sim_notes += notes_of(builder, strip);
    builder->seen++;
}

#define EMPTY_FIFTH   200 /* 1/1000 of the height: more is a fault */
#define COST_OF_FAULT 2000

static int64_t cost_of_cut(const gr_strip *above, const gr_strip *below, int64_t height)
{
    int64_t empty = (height - above->used) * 1000 / height;
    return below->penalty + empty * empty / 100 + (empty > EMPTY_FIFTH ? COST_OF_FAULT : 0);
}

static size_t choose_cut(const gr_builder *builder, const gr_strip *strips)
{
    int64_t height = text_height(builder), least = INT64_MAX;
    size_t cut = 0;
    for (size_t b = 1; b <= builder->seen; b++) {
        int64_t cost = cost_of_cut(&strips[b - 1], &strips[b], height);
        if (strips[b].penalty < GR_BREAK_NEVER && cost <= least) {
            least = cost;
            cut = b;
        }
    }
    return cut > 0 ? cut
                   : builder->seen; /* all of it wants to stay together: cut where it is full */
}

/* A strip that refuses an untouched region would refuse every later one: clip it, or we loop
 * forever. */
static void clip_first(gr_layouter *lay, gr_builder *builder, gr_strip *strip)
{
    gr_stack trial = {0};
    gr_mpt top = gr_stack_add(&trial, strip);
    gr_mpt height = larger(text_height(builder) - top - (gr_stack_end(&trial) - trial.y), 0);
    if (strip->height > height) {
        gr_clip(lay, strip, height);
    }
    accept(builder, strip);
}

static gr_status place_notes_left(gr_layouter *lay, gr_flow *flow)
{
    gr_builder *builder = flow->builder;
    while (builder->notes_left.n > 0) {
        GR_TRY(open_region(lay, builder, &(gr_strip){.node = builder->notes_left.strips[0].node}));
        ship(lay, flow, 0, false);
    }
    return GR_OK;
}

gr_status gr_builder_fill(gr_layouter *lay, gr_flow *flow)
{
    gr_builder *builder = flow->builder;
    while (builder->seen < flow->list.n) {
        if (gr_floats_end(lay, flow, builder->seen) ||
            (builder->seen == 0 && gr_floats_head(lay, flow))) {
            continue;
        }
        gr_strip *strip = &flow->list.strips[builder->seen];
        if (builder->seen > 0 && strip->penalty == GR_BREAK_FORCED) {
            ship(lay, flow, builder->seen, true);
            continue;
        }
        if (builder->seen == 0 && strip->master != NULL) {
            GR_TRY(place_notes_left(lay, flow)); /* they were set for the pages before */
            end_page(lay, builder);
        }
        if (builder->seen == 0) {
            GR_TRY(open_region(lay, builder, strip));
        }
        gr_clear_bands(lay, builder, flow->list.strips, builder->seen);
        if (fits(lay, builder, strip)) {
            accept(builder, strip);
        } else if (builder->seen == 0) {
            clip_first(lay, builder, strip);
        } else {
            ship(lay, flow, choose_cut(builder, flow->list.strips), false);
        }
    }
    return GR_OK;
}

gr_status gr_builder_end(gr_layouter *lay, gr_flow *flow)
{
    gr_builder *builder = flow->builder;
    if (builder->n == 0 && flow->list.n == 0) {
        GR_TRY(open_page(lay, builder, NULL)); /* a file needs a page, also of an empty document */
    }
    if (gr_floats_end(lay, flow, flow->list.n)) {
        GR_TRY(gr_builder_fill(lay, flow));
    }
    if (flow->list.n > 0) {
        ship(lay, flow, flow->list.n, gr_may_hold(builder, flow->list.strips, flow->list.n));
    }
    GR_TRY(place_notes_left(lay, flow));
    return settle_page(lay, builder);
}
