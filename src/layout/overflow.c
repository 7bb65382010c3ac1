#include "pages_priv.h"
#include "zoom.h"

/* Owns what is said when there is more than fits: a strip higher than a page, text that goes on
 * behind the pages that its master is meant for. */

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
    gr_zoom zoom = gr_zoom_of(lay->master);
    gr_items kept = {0};
    bool words = false;
    for (size_t i = 0; i < strip->items.n; i++) {
        gr_item item = strip->items.items[i];
        if (stays(&item, height)) {
            gr_items_add(lay, &kept, item);
        } else {
            words = words || item.kind == GR_ITEM_TEXT;
        }
    }
    gr_diag_report_open(lay->diag, strip->node == NULL ? (gr_loc){0} : strip->node->at,
                        words ? GR_CODE_WORDS_LOST : GR_CODE_CLIPPED,
                        "%ld pt high where a page has %ld pt; make it smaller or the page higher",
                        (long)(gr_zoomed(strip->height, zoom) / 1000),
                        (long)(gr_zoomed(height, zoom) / 1000));
    lay->worst = words ? GR_BAD_INPUT : lay->worst;
    strip->items = kept;
    strip->height = height;
}

static void tell(gr_layouter *lay, const gr_page_draft *draft, size_t page)
{
    const gr_master *master = draft->master;
    gr_diag_report_open(
        lay->diag, draft->at, GR_CODE_MASTER_FULL,
        "page master '" GR_FMT "' is meant for %u page%s in a row, and this goes on "
        "on page %zu; write it shorter, move it to a section with another master, "
        "or give the master more room (smaller type, other margins) or 'pages'",
        GR_ARG(master->name), (unsigned)master->pages, master->pages == 1 ? "" : "s", page);
}

void gr_tell_overflow(gr_layouter *lay, const gr_builder *builder)
{
    unsigned run = 0;
    for (size_t i = 0; i < builder->n; i++) {
        const gr_page_draft *draft = &builder->drafts[i];
        run = draft->goes_on ? run + 1 : 1;
        if (draft->master->pages > 0 && run == draft->master->pages + 1u) {
            tell(lay, draft, i + 1);
        }
    }
}
