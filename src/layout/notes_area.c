#include "pages_priv.h"

/* Owns the foot of a region, where notes stand under a short rule, and the clipping of what is
 * higher than a page. */

#define RULE_WIDTH 500 /* 1/1000 pt */
#define RULE_PART  4   /* the rule takes a quarter of the measure */

static const gr_style *note_style(const gr_layouter *lay)
{
    return lay->house->styles[GR_STYLE_NOTE];
}

/* Half a line above the rule and half a line below it. */
gr_mpt gr_notes_gap(const gr_layouter *lay)
{
    return note_style(lay)->leading;
}

static size_t count_fitting(const gr_strips *lines, gr_mpt height)
{
    size_t n = 0;
    for (; n < lines->n && gr_strips_height(lines->strips, n + 1) <= height; n++) {
    }
    return n;
}

static void draw_rule(gr_layouter *lay, gr_region region, gr_mpt y, gr_items *out)
{
    gr_items_add(lay, out,
                 gr_rule_item(gr_decoration(GR_ARTIFACT_LAYOUT), region.x, y,
                              region.x + region.width / RULE_PART, y, RULE_WIDTH,
                              note_style(lay)->colour));
}

void gr_place_notes(gr_layouter *lay, gr_strips *lines, gr_region region, gr_mpt free_height,
                    gr_strip *into)
{
    if (lines->n == 0) {
        return;
    }
    size_t n = count_fitting(lines, free_height - gr_notes_gap(lay));
    if (n == 0 && free_height < region.height) {
        return; /* another region will have room */
    }
    n = n == 0 ? 1 : n;
    gr_mpt top = region.y + region.height - gr_strips_height(lines->strips, n);
    draw_rule(lay, region, top - gr_notes_gap(lay) / 2, &into->items);
    gr_compose(lay, lines->strips, n, region.x, top, into);
    lines->strips += n;
    lines->n -= n;
    lines->cap -= n;
}

static bool stays(gr_item *item, gr_mpt height)
{
    if (item->kind == GR_ITEM_RECT) {
        gr_mpt most = height - item->y;
        item->as.rect.height = item->as.rect.height < most ? item->as.rect.height : most;
        return most > 0;
    }
    gr_mpt bottom = item->y;
    if (item->kind == GR_ITEM_IMAGE) {
        bottom += item->as.image.height;
    } else if (item->kind == GR_ITEM_RULE && item->as.rule.y2 > bottom) {
        bottom = item->as.rule.y2;
    }
    return bottom <= height;
}

void gr_clip(gr_layouter *lay, gr_strip *strip, gr_mpt height)
{
    gr_items kept = {0};
    for (size_t i = 0; i < strip->items.n; i++) {
        gr_item item = strip->items.items[i];
        if (stays(&item, height)) {
            gr_items_add(lay, &kept, item);
        }
    }
    gr_diag_report_open(lay->diag, strip->node == NULL ? (gr_loc){0} : strip->node->at,
                        GR_CODE_CLIPPED,
                        "%ld pt high where a page has %ld pt; make it smaller or the page higher",
                        (long)(strip->height / 1000), (long)(height / 1000));
    strip->items = kept;
    strip->height = height;
}
