#include "margin.h"

/* Owns how strips stand under each other: gaps, the padding of wraps that open and close between
 * them, and what a wrap draws. One arithmetic serves the trial placement of the builder and the
 * placing itself, so what was found to fit does fit. */
#include <assert.h>

static unsigned depth(const gr_wrap *wrap)
{
    unsigned n = 0;
    for (; wrap != NULL; wrap = wrap->parent) {
        n++;
    }
    return n;
}

static const gr_wrap *common_wrap(const gr_wrap *a, const gr_wrap *b)
{
    for (unsigned n = depth(a); n > depth(b); n--) {
        a = a->parent;
    }
    for (unsigned n = depth(b); n > depth(a); n--) {
        b = b->parent;
    }
    while (a != b) {
        assert(a != NULL && b != NULL); /* both are as deep: they end together */
        a = a->parent;
        b = b->parent;
    }
    return a;
}

/* What a wrap that goes on shows again. */
static gr_mpt again_height(const gr_wrap *wrap)
{
    gr_mpt edge = wrap->edges == NULL ? 0 : wrap->edges->head.height;
    return wrap->placed ? wrap->again_height + edge : 0;
}

/* Outermost first: the padding and repeated head of every wrap below `top`. */
static gr_mpt opening_height(const gr_wrap *wrap, const gr_wrap *top)
{
    gr_mpt height = 0;
    for (; wrap != top; wrap = wrap->parent) {
        height += wrap->pad_top + again_height(wrap);
    }
    return height;
}

static const gr_wrap *outermost_opened(const gr_wrap *wrap, const gr_wrap *top)
{
    while (wrap->parent != top) {
        wrap = wrap->parent;
    }
    return wrap;
}

gr_mpt gr_stack_add(gr_stack *stack, const gr_strip *strip)
{
    const gr_wrap *common = common_wrap(stack->open, strip->wrap);
    if (strip->wide && stack->y < stack->beside_end) {
        stack->y = stack->beside_end;
    }
    for (const gr_wrap *w = stack->open; w != common; w = w->parent) {
        assert(w != NULL); /* `common` is around it, or NULL, where the loop ends */
        stack->y += w->pad_bottom;
    }
    if (strip->wrap != common) {
        stack->y += stack->any ? outermost_opened(strip->wrap, common)->before : 0;
        stack->y += opening_height(strip->wrap, common);
    } else if (stack->any) {
        stack->y += strip->before;
    }
    stack->open = strip->wrap;
    stack->foot = strip->edges == NULL ? 0 : strip->edges->foot.height;
    stack->any = true;
    gr_mpt top = stack->y;
    stack->y += strip->height;
    stack->wide_end = strip->wide ? stack->y : stack->wide_end;
    if (strip->beside != NULL) {
        gr_beside_put(stack, strip, top);
    }
    return top;
}

gr_mpt gr_stack_end(const gr_stack *stack)
{
    gr_mpt end = stack->y + stack->foot;
    for (const gr_wrap *w = stack->open; w != NULL; w = w->parent) {
        end += w->pad_bottom;
    }
    return end;
}

gr_mpt gr_strips_height(const gr_strip *strips, size_t n)
{
    gr_stack stack = {0};
    for (size_t i = 0; i < n; i++) {
        (void)gr_stack_add(&stack, &strips[i]);
    }
    return gr_stack_end(&stack);
}

static void draw_border(gr_layouter *lay, const gr_box_look *look, const gr_mpt box[4],
                        gr_items *out)
{
    gr_mpt half = look->border_width / 2;
    gr_mpt width = box[2] - box[0] - look->border_width,
           height = box[3] - box[1] - look->border_width;
    gr_path_step *steps = GR_NEW_N(lay->arena, gr_path_step, 5);
    steps[0] = (gr_path_step){.op = GR_PATH_MOVE};
    steps[1] = (gr_path_step){.op = GR_PATH_LINE, .x = width};
    steps[2] = (gr_path_step){.op = GR_PATH_LINE, .x = width, .y = height};
    steps[3] = (gr_path_step){.op = GR_PATH_LINE, .y = height};
    steps[4] = (gr_path_step){.op = GR_PATH_CLOSE};
    gr_items_add(lay, out,
                 (gr_item){.kind = GR_ITEM_PATH,
                           .owner = gr_decoration(GR_ARTIFACT_LAYOUT),
                           .x = box[0] + half,
                           .y = box[1] + half,
                           .as.path = {.steps = steps,
                                       .n = 5,
                                       .fill = GR_NO_COLOUR,
                                       .stroke = look->border,
                                       .stroke_width = look->border_width}});
}

/* box: left, top, right, bottom */
void gr_draw_frame(gr_layouter *lay, const gr_box_look *look, const gr_mpt box[4], gr_items *out)
{
    gr_owner owner = gr_decoration(GR_ARTIFACT_LAYOUT);
    gr_mpt width = box[2] - box[0], height = box[3] - box[1];
    if (look->fill != GR_NO_COLOUR) {
        gr_items_add(lay, out, gr_rect_item(owner, box[0], box[1], width, height, look->fill));
    }
    if (look->border != GR_NO_COLOUR && look->border_width > 0) {
        draw_border(lay, look, box, out);
    }
    if (look->bar != GR_NO_COLOUR && look->bar_width > 0) {
        gr_items_add(lay, out,
                     gr_rect_item(owner, box[0], box[1], look->bar_top ? width : look->bar_width,
                                  look->bar_top ? look->bar_width : height, look->bar));
    }
}

typedef struct placing { /* strips on their way to (x, y) of a larger one */
    gr_layouter *lay;
    gr_strip *strips;
    size_t n;
    gr_mpt x, y;
    gr_strip *into;
} placing;

/* A frame ends below the last strip in it, and below the wraps that end there with it. */
static gr_mpt wrap_bottom(const placing *to, size_t from, const gr_wrap *wrap)
{
    gr_mpt bottom = 0;
    for (size_t i = from; i < to->n; i++) {
        const gr_wrap *w = to->strips[i].wrap;
        gr_mpt pads = 0;
        for (; w != NULL && w != wrap; w = w->parent) {
            pads += w->pad_bottom;
        }
        if (w == NULL) {
            break;
        }
        const gr_page_edges *edges = i + 1 == to->n ? to->strips[i].edges : NULL;
        bottom = to->strips[i].y + to->strips[i].height + pads;
        bottom += edges == NULL ? 0 : edges->foot.height;
    }
    return bottom + wrap->pad_bottom;
}

static void open_wrap(const placing *to, size_t at, gr_wrap *wrap, gr_mpt top)
{
    if (wrap->look != NULL) {
        gr_mpt left = to->x + wrap->x + wrap->shift;
        gr_mpt box[4] = {left, to->y + top, left + wrap->width, to->y + wrap_bottom(to, at, wrap)};
        gr_draw_frame(to->lay, wrap->look, box, &to->into->items);
    }
    gr_mpt inside = to->y + top + wrap->pad_top;
    for (size_t i = 0; wrap->placed && i < wrap->again.n; i++) {
        gr_items_add_all(to->lay, &to->into->items, &wrap->again.strips[i].items,
                         to->x + wrap->shift, inside);
        inside += wrap->again.strips[i].height;
    }
    if (wrap->placed && wrap->edges != NULL) {
        gr_items_add_all(to->lay, &to->into->items, &wrap->edges->head.items, to->x + wrap->shift,
                         inside);
    }
    wrap->placed = true;
}

/* The wraps that strip `at` opens, outermost first, so that inner frames lie on outer ones. */
static void open_wraps(const placing *to, size_t at, gr_wrap *wrap, const gr_wrap *top)
{
    if (wrap == top) {
        return;
    }
    open_wraps(to, at, wrap->parent, top);
    const gr_strip *strip = &to->strips[at];
    open_wrap(to, at, wrap, strip->y - opening_height(strip->wrap, wrap->parent));
}

static void place_at(const placing *to, const gr_strip *strip, gr_mpt left, gr_mpt top)
{
    gr_layouter *lay = to->lay;
    gr_items_add_all(lay, &to->into->items, &strip->items, left, top);
    for (size_t i = 0; i < strip->pins.n; i++) {
        gr_pins *pins = &to->into->pins;
        gr_pin *pin = GR_PUSH(lay->passing, pins->pins, pins->n, pins->cap, gr_pin);
        *pin = strip->pins.pins[i];
        pin->x += left;
        pin->y += top;
    }
    gr_notes_add_all(lay, &to->into->notes, &strip->notes);
}

static void place(const placing *to, const gr_strip *strip)
{
    place_at(to, strip, to->x + strip->shift, to->y + strip->y);
    if (strip->beside != NULL) {
        place_at(to, &strip->beside->strip, to->x + strip->beside->x, to->y + strip->beside->y);
    }
}

/* The page ends below this strip. */
static void place_foot(const placing *to, const gr_strip *last)
{
    if (last->edges != NULL) {
        gr_items_add_all(to->lay, &to->into->items, &last->edges->foot.items, to->x + last->shift,
                         to->y + last->y + last->height);
    }
    if (last->wrap != NULL) {
        last->wrap->edges = last->edges;
    }
}

/* What is said again ends where the strips do: below them may stand notes. */
static void place_repeat(const placing *to, const gr_strips *repeat)
{
    const gr_strip *last = &to->strips[to->n - 1];
    for (size_t i = 0; repeat != NULL && i < repeat->n; i++) {
        const gr_strip *line = &repeat->strips[i];
        gr_mpt top = to->strips[0].y + line->y;
        if (top + line->height <= last->y + last->height) {
            gr_items_add_all(to->lay, &to->into->items, &line->items, to->x + to->strips[0].shift,
                             to->y + top);
        }
    }
}

void gr_compose(gr_layouter *lay, gr_strip *strips, size_t n, gr_mpt x, gr_mpt y, gr_strip *into)
{
    placing to = {.lay = lay, .strips = strips, .n = n, .x = x, .y = y, .into = into};
    gr_stack stack = {0};
    for (size_t i = 0; i < n; i++) {
        strips[i].y = gr_stack_add(&stack, &strips[i]);
    }
    const gr_wrap *open = NULL;
    for (size_t i = 0; i < n; i++) {
        if (strips[i].wrap != open) {
            open_wraps(&to, i, strips[i].wrap, common_wrap(open, strips[i].wrap));
            open = strips[i].wrap;
        }
        place(&to, &strips[i]);
    }
    if (n > 0) {
        place_repeat(&to, strips[0].repeat);
        place_foot(&to, &strips[n - 1]);
    }
}
