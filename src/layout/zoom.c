#include "zoom.h"

/* Owns how what was laid out is enlarged: every length of every kind of item. Lengths are rounded
 * to the nearest, alike in both directions. */

gr_zoom gr_zoom_of(const gr_master *master)
{
    return (gr_zoom){.by = master->zoom == 0 ? GR_ZOOM_NONE : master->zoom, .of = GR_ZOOM_NONE};
}

gr_mpt gr_zoomed(gr_mpt length, gr_zoom zoom)
{
    int64_t half = length < 0 ? -zoom.of / 2 : zoom.of / 2;
    return zoom.by == zoom.of ? length : (gr_mpt)((length * zoom.by + half) / zoom.of);
}

gr_mpt gr_unzoomed(gr_mpt length, gr_zoom zoom)
{
    return gr_zoomed(length, (gr_zoom){.by = zoom.of, .of = zoom.by});
}

/* Steps are shared by the items of a drawing, so they are copied. */
static const gr_path_step *zoomed_steps(gr_layouter *lay, const gr_item *item, gr_zoom zoom)
{
    gr_path_step *steps = GR_NEW_N(lay->arena, gr_path_step, item->as.path.n);
    for (size_t i = 0; i < item->as.path.n; i++) {
        gr_path_step step = item->as.path.steps[i];
        step.x = gr_zoomed(step.x, zoom);
        step.y = gr_zoomed(step.y, zoom);
        step.x1 = gr_zoomed(step.x1, zoom);
        step.y1 = gr_zoomed(step.y1, zoom);
        step.x2 = gr_zoomed(step.x2, zoom);
        step.y2 = gr_zoomed(step.y2, zoom);
        steps[i] = step;
    }
    return steps;
}

static void zoom_item(gr_layouter *lay, gr_item *item, gr_zoom zoom)
{
    item->x = gr_zoomed(item->x, zoom);
    item->y = gr_zoomed(item->y, zoom);
    switch (item->kind) {
    case GR_ITEM_TEXT:
        item->as.text.size = gr_zoomed(item->as.text.size, zoom);
        break;
    case GR_ITEM_RULE:
        item->as.rule.x2 = gr_zoomed(item->as.rule.x2, zoom);
        item->as.rule.y2 = gr_zoomed(item->as.rule.y2, zoom);
        item->as.rule.width = gr_zoomed(item->as.rule.width, zoom);
        break;
    case GR_ITEM_RECT:
        item->as.rect.width = gr_zoomed(item->as.rect.width, zoom);
        item->as.rect.height = gr_zoomed(item->as.rect.height, zoom);
        break;
    case GR_ITEM_PATH:
        item->as.path.steps = zoomed_steps(lay, item, zoom);
        item->as.path.stroke_width = gr_zoomed(item->as.path.stroke_width, zoom);
        break;
    case GR_ITEM_IMAGE:
        item->as.image.width = gr_zoomed(item->as.image.width, zoom);
        item->as.image.height = gr_zoomed(item->as.image.height, zoom);
        break;
    case GR_ITEM_LINK:
        item->as.link.width = gr_zoomed(item->as.link.width, zoom);
        item->as.link.height = gr_zoomed(item->as.link.height, zoom);
        break;
    }
}

void gr_zoom_placed(gr_layouter *lay, gr_strip *placed, size_t from, gr_zoom zoom)
{
    if (zoom.by == zoom.of) {
        return;
    }
    for (size_t i = from; i < placed->items.n; i++) {
        zoom_item(lay, &placed->items.items[i], zoom);
    }
    for (size_t i = 0; i < placed->pins.n; i++) {
        gr_pin *pin = &placed->pins.pins[i];
        pin->x = gr_zoomed(pin->x, zoom);
        pin->y = gr_zoomed(pin->y, zoom);
        for (size_t side = 0; pin->kind == GR_PIN_FIGURE && side < 4; side++) {
            pin->bbox[side] = gr_zoomed(pin->bbox[side], zoom);
        }
    }
}
