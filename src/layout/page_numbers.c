#include "pages_priv.h"

/* Owns page numbers that are printed before they are known: those of the contents. What stands
 * around such a number does not depend on it, so its place is kept in the line, and it is put there
 * when all pages are made. */

#define UNKNOWN_PAGE "00" /* of a heading that came out nowhere */

/* Its place is an item of text without a run; `first` says which number it is. */
gr_item gr_late_number(gr_layouter *lay, uint32_t anchor, const gr_style *style, gr_owner owner)
{
    *GR_PUSH(lay->arena, lay->late, lay->n_late, lay->cap_late, gr_late_page) =
        (gr_late_page){.anchor = anchor, .style = style};
    return (gr_item){
        .kind = GR_ITEM_TEXT,
        .owner = owner,
        .as.text = {.first = lay->n_late - 1, .size = style->size, .actual = GR_LIT("")}};
}

bool gr_is_late_number(const gr_item *item)
{
    return item->kind == GR_ITEM_TEXT && item->as.text.run == NULL;
}

/* The number ends where its place is. What it has beside its first run, if digits come from several
 * fonts, is drawn last of the page. */
static void fill(gr_layouter *lay, gr_items *items, size_t at)
{
    const gr_item place = items->items[at];
    const gr_late_page *late = &lay->late[place.as.text.first];
    gr_ink ink = gr_style_ink(lay, late->style);
    ink.size = place.as.text.size; /* the page may be enlarged */
    const gr_page_spot *spot = gr_anchor_spot(lay, late->anchor);
    gr_str number = spot->found ? gr_str_fmt(lay->passing, "%lu", (unsigned long)spot->page + 1)
                                : GR_LIT(UNKNOWN_PAGE);
    const gr_shaped *shaped = gr_shape_text(lay, &ink, number, lay->doc->root);
    gr_items runs = {0};
    gr_mpt width = gr_shaped_width(shaped, ink.size);
    (void)gr_add_shaped(lay, shaped, &ink, place.owner, place.x - width, place.y, &runs);
    for (size_t i = 0; i < runs.n; i++) {
        if (i == 0) {
            items->items[at] = runs.items[0];
        } else {
            gr_items_add(lay, items, runs.items[i]);
        }
    }
}

void gr_fill_late_numbers(gr_layouter *lay, gr_builder *builder)
{
    for (size_t i = 0; i < builder->n_numbers; i++) {
        const gr_item_place *at = &builder->numbers[i];
        fill(lay, &builder->drafts[at->page].items, at->item);
    }
}
