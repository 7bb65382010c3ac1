#include "layout_priv.h"

/* Owns the active areas over text, and their underline: colour is not the only sign of a link. */

gr_item gr_link_item(const gr_link_to *to, const gr_mpt box[4])
{
    gr_str none = GR_LIT("");
    /* of an internal link `page` holds the anchor until all pages are known */
    return (gr_item){.kind = GR_ITEM_LINK,
                     .owner = gr_owned_by(to->elem),
                     .x = box[0],
                     .y = box[1],
                     .as.link = {.width = box[2] - box[0],
                                 .height = box[3] - box[1],
                                 .uri = to->uri.len > 0 ? to->uri : none,
                                 .page = to->anchor,
                                 .contents = to->contents}};
}

void gr_add_link(gr_layouter *lay, const gr_ink *ink, const gr_mpt box[4], gr_mpt baseline,
                 gr_items *out)
{
    const gr_link_to *to = ink->link;
    if (to->lined) {
        return;
    }
    if (!to->plain) {
        gr_mpt y = baseline + gr_text_length(130, ink->size);
        gr_items_add(lay, out,
                     gr_rule_item(gr_decoration(GR_ARTIFACT_LAYOUT), box[0], y, box[2], y,
                                  gr_text_length(50, ink->size), ink->colour));
    }
    gr_items_add(lay, out, gr_link_item(to, box));
}
