/* Owns where figures stand in print. A figure may be cut over lines and pages: what counts is the
 * box around all of it that stands on its first page. */
#include "spots.h"

#define LETTER_RISES 800 /* of 1000: a box of text reaches so far over its base line ... */
#define LETTER_FALLS 220 /* ... and so far below */

static void widen(gr_figure_spot *spot, const gr_figure_spot *by)
{
    if (spot->page == 0) {
        *spot = *by;
    } else if (spot->page == by->page) {
        spot->left = by->left < spot->left ? by->left : spot->left;
        spot->top = by->top < spot->top ? by->top : spot->top;
        spot->right = by->right > spot->right ? by->right : spot->right;
        spot->bottom = by->bottom > spot->bottom ? by->bottom : spot->bottom;
    } else { /* pages may come late: those that wait for numbers of others */
        *spot = by->page < spot->page ? *by : *spot;
        spot->more = true;
    }
}

static gr_mpt width_of(const gr_item *item)
{
    int32_t advance = 0;
    for (size_t i = 0; i < item->as.text.n; i++) {
        advance += item->as.text.run->glyphs[item->as.text.first + i].advance;
    }
    return gr_text_length(advance, item->as.text.size);
}

static void note_text(gr_figure_spot *spots, size_t page, const gr_item *item)
{
    const gr_figure_spot box = {.page = (uint32_t)page + 1,
                                .left = item->x,
                                .top = item->y - gr_text_length(LETTER_RISES, item->as.text.size),
                                .right = item->x + width_of(item),
                                .bottom =
                                    item->y + gr_text_length(LETTER_FALLS, item->as.text.size)};
    widen(&spots[item->as.text.shows->nr - 1], &box);
}

/** A point of a chart stands somewhere in its drawing. */
static void note_points(gr_figure_spot *spots, const gr_figure *points, size_t n,
                        const gr_figure_spot *box)
{
    for (size_t i = 0; points != NULL && i < n; i++) {
        if (points[i].nr > 0) {
            spots[points[i].nr - 1] = *box;
        }
    }
}

static void note_chart(gr_figure_spot *spots, size_t page, const gr_elem *elem)
{
    const gr_chart *chart = elem->node->as.chart.spec;
    const gr_mpt *bbox = elem->more->bbox;
    const gr_figure_spot box = {
        (uint32_t)page + 1, bbox[0], bbox[1], bbox[2], bbox[3], true, false};
    for (size_t i = 0; i < chart->n_series; i++) {
        note_points(spots, chart->series[i].points, chart->n_categories, &box);
    }
    note_points(spots, chart->totals, chart->n_categories, &box);
}

static void note_strip(gr_figure_spot *spots, size_t page, const gr_elem *elem)
{
    const gr_mpt *bbox = elem->more->bbox;
    const gr_figure_spot box = {
        (uint32_t)page + 1, bbox[0], bbox[1], bbox[2], bbox[3], true, false};
    note_points(spots, elem->node->as.strip.figures, elem->node->as.strip.n_figures, &box);
}

void gr_spots_note(gr_figure_spot *spots, size_t page, const gr_item *items, size_t n)
{
    const gr_elem *last = NULL;
    for (size_t i = 0; i < n; i++) {
        const gr_item *item = &items[i];
        const gr_elem *elem = item->owner.elem;
        if (item->kind == GR_ITEM_TEXT && item->as.text.shows != NULL &&
            item->as.text.shows->nr > 0 && elem != NULL) {
            note_text(spots, page, item);
        } else if (elem != last && elem != NULL && elem->has_bbox && elem->node != NULL &&
                   elem->node->kind == GR_K_CHART) {
            note_chart(spots, page, elem);
        } else if (elem != last && elem != NULL && elem->has_bbox && elem->node != NULL &&
                   elem->node->kind == GR_K_STRIP) {
            note_strip(spots, page, elem);
        }
        last = elem;
    }
}
