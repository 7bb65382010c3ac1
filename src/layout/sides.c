#include "layout_priv.h"

/* Owns blocks side by side that are not equally wide. When they fit on what is left of a page, or
 * take less than half of one, they are one strip. Longer ones go on over the page end together,
 * each where it was; where one would be too narrow to read they stand under each other. */

#define LEAST_SIGNS 5 /* of the width of their size, in the narrowest */
#define MOST_WHOLE  2 /* up to half a page they are kept whole */
#define LEAST_PART  5 /* they are not begun in less than a fifth of the page */
#define SIDES_MOST  8

typedef struct side {
    gr_flow flow;
    gr_strip *strips; /* what is not placed yet */
    size_t n;
    gr_mpt x;
} side;
typedef struct sides {
    side items[SIDES_MOST];
    size_t n;
} sides;

static int64_t parts_of(const gr_node *box)
{
    return box->as.box.parts > 0 ? box->as.box.parts : 1;
}

/** Width of one part of what is left beside the gaps; 0: the narrowest would be too narrow. */
static gr_mpt part_width(const gr_layouter *lay, const gr_node *node, gr_mpt width)
{
    int64_t all = 0, least = INT64_MAX, gaps = -1;
    for (const gr_node *box = node->first; box != NULL; box = box->next, gaps++) {
        all += parts_of(box);
        least = parts_of(box) < least ? parts_of(box) : least;
    }
    int64_t one = (width - gaps * lay->master->column_gap) / all;
    int64_t needed = LEAST_SIGNS * (int64_t)lay->house->styles[GR_STYLE_PARAGRAPH]->size;
    return one > 0 && one * least >= needed ? (gr_mpt)one : 0;
}

static gr_status lay_all(gr_layouter *lay, const gr_node *node, gr_flow *flow, gr_mpt part,
                         sides *all)
{
    gr_mpt x = 0;
    for (const gr_node *box = node->first; box != NULL && all->n < SIDES_MOST; box = box->next) {
        side *s = &all->items[all->n++];
        gr_mpt width = (gr_mpt)(part * parts_of(box));
        width = box->next == NULL ? flow->width - x : width;
        *s = (side){.flow = gr_flow_apart(flow, width, flow->elem), .x = x};
        GR_TRY(gr_lay_block(lay, box, &s->flow));
        s->strips = s->flow.list.strips;
        s->n = s->flow.list.n;
        x += width + lay->master->column_gap;
    }
    return GR_OK;
}

static gr_mpt highest(const sides *all)
{
    gr_mpt most = 0;
    for (size_t i = 0; i < all->n; i++) {
        gr_mpt height = gr_strips_height(all->items[i].strips, all->items[i].n);
        most = height > most ? height : most;
    }
    return most;
}

/** Frames beside each other end together. */
static void level(gr_layouter *lay, sides *all, gr_mpt height)
{
    for (size_t i = 0; i < all->n; i++) {
        gr_strips *list = &all->items[i].flow.list;
        gr_mpt lacks = height - gr_strips_height(list->strips, list->n);
        gr_wrap *frame = list->n > 0 ? list->strips[list->n - 1].wrap : NULL;
        while (frame != NULL && frame->parent != NULL) {
            frame = frame->parent;
        }
        if (frame != NULL && frame->look != NULL && lacks > 0) {
            *GR_PUSH(lay->passing, list->strips, list->n, list->cap, gr_strip) =
                (gr_strip){.height = lacks, .wrap = frame};
            all->items[i].strips = list->strips;
            all->items[i].n = list->n;
        }
    }
}

/** As much of each as fits in `room`, as one strip. */
static gr_status push_part(gr_layouter *lay, sides *all, gr_mpt room, const gr_node *node,
                           gr_flow *flow)
{
    gr_strip strip = {.node = node};
    for (size_t i = 0; i < all->n; i++) {
        side *s = &all->items[i];
        size_t n = gr_strips_fitting(s->strips, s->n, room);
        if (n == 0) {
            continue;
        }
        gr_mpt height = gr_strips_height(s->strips, n);
        strip.baseline = strip.baseline == 0 ? s->strips[0].baseline : strip.baseline;
        strip.height = height > strip.height ? height : strip.height;
        gr_compose(lay, s->strips, n, flow->x + s->x, 0, &strip);
        s->strips += n;
        s->n -= n;
    }
    return gr_flow_push(lay, flow, strip);
}

static bool is_done(const sides *all)
{
    size_t left = 0;
    for (size_t i = 0; i < all->n; i++) {
        left += all->items[i].n;
    }
    return left == 0;
}

static gr_status place(gr_layouter *lay, sides *all, const gr_node *node, gr_flow *flow)
{
    gr_mpt height = highest(all), room = gr_flow_room(lay, flow) - flow->gap;
    if (height <= room || height <= flow->height / MOST_WHOLE) {
        level(lay, all, height);
        room = height;
    }
    while (!is_done(all)) {
        room = room < flow->height / LEAST_PART && room < height ? flow->height : room;
        GR_TRY(push_part(lay, all, room, node, flow));
        room = flow->height;
    }
    return GR_OK;
}

static gr_status stand_under(gr_layouter *lay, const gr_node *node, gr_flow *flow)
{
    gr_diag_report_open(lay->diag, node->at, GR_CODE_MADE_SMALLER,
                        "the narrowest of what stands side by side has no room for %d letters: "
                        "they stand under each other; make it wider, or put fewer side by side",
                        LEAST_SIGNS);
    return gr_lay_children(lay, node, flow);
}

gr_status gr_lay_sides(gr_layouter *lay, const gr_node *node, gr_flow *flow)
{
    sides all = {.n = 0};
    gr_mpt part = part_width(lay, node, flow->width);
    if (part == 0) {
        return stand_under(lay, node, flow);
    }
    gr_flow_display(lay, flow);
    GR_TRY(lay_all(lay, node, flow, part, &all));
    GR_TRY(place(lay, &all, node, flow));
    gr_flow_display(lay, flow);
    return GR_OK;
}
