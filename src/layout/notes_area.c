#include "pages_priv.h"

/* Owns the foot of a region, where notes stand under a short rule. */

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
    lines->n -= n;
    memmove(lines->strips, lines->strips + n, lines->n * sizeof lines->strips[0]);
}
