/* Link annotations: an area of a page that leads to an address or to another page. */
#include "pdf_priv.h"

/* An address is ASCII in the file; other bytes are written as %XX. */
static void add_address(gr_buf *out, gr_str address)
{
    gr_buf ascii = gr_buf_make(out->arena, SIZE_MAX / 2);
    for (size_t i = 0; i < address.len; i++) {
        unsigned char c = (unsigned char)address.ptr[i];
        if (c > ' ' && c < 0x7F) {
            gr_buf_add_char(&ascii, (char)c);
        } else {
            gr_buf_addf(&ascii, "%%%02X", c);
        }
    }
    gr_add_literal(out, gr_buf_view(&ascii));
}

static void add_target(gr_pdf *pdf, const gr_item *link, gr_buf *out)
{
    if (link->as.link.uri.len > 0) {
        gr_buf_add(out, GR_LIT("/A<</S/URI/URI"));
        add_address(out, link->as.link.uri);
        gr_buf_add(out, GR_LIT(">>"));
    } else if (link->as.link.page < pdf->pages->n) {
        const gr_page *page = &pdf->pages->pages[link->as.link.page];
        gr_buf_addf(out, "/Dest[%u 0 R/XYZ null ", pdf->sheets[link->as.link.page].number);
        gr_add_length(out, gr_from_bottom(page, link->as.link.to_y));
        gr_buf_add(out, GR_LIT(" null]"));
    }
}

static void add_area(const gr_page *page, const gr_item *link, gr_buf *out)
{
    const gr_mpt sides[4] = {link->x, gr_from_bottom(page, link->y + link->as.link.height),
                             link->x + link->as.link.width, gr_from_bottom(page, link->y)};
    gr_buf_add(out, GR_LIT("/Rect["));
    for (size_t i = 0; i < 4; i++) {
        if (i > 0) {
            gr_buf_add_char(out, ' ');
        }
        gr_add_length(out, sides[i]);
    }
    gr_buf_add_char(out, ']');
}

static unsigned make_link(gr_pdf *pdf, size_t page, const gr_item *link)
{
    gr_object *annotation = gr_object_new(pdf);
    size_t key = gr_tags_annotation(pdf, page, link->owner.elem, annotation);
    gr_buf body = gr_buf_make(pdf->arena, SIZE_MAX / 2);
    gr_buf_addf(&body, "/Type/Annot/Subtype/Link/F 4/Border[0 0 0]/P %u 0 R/StructParent %zu",
                pdf->sheets[page].number, key);
    add_area(&pdf->pages->pages[page], link, &body);
    gr_buf_add(&body, GR_LIT("/Contents"));
    gr_add_text(&body, link->as.link.contents.len > 0 ? link->as.link.contents : link->as.link.uri);
    add_target(pdf, link, &body);
    annotation->body = gr_buf_view(&body);
    return annotation->number;
}

gr_str gr_links_make(gr_pdf *pdf, size_t page)
{
    gr_buf list = gr_buf_make(pdf->arena, SIZE_MAX / 2);
    for (size_t i = 0; i < pdf->pages->pages[page].n; i++) {
        const gr_item *item = &pdf->pages->pages[page].items[i];
        /* outside the structure (in a running head) a link may not be: nobody could reach it */
        if (item->kind == GR_ITEM_LINK && item->owner.elem != NULL) {
            gr_add_reference(&list, make_link(pdf, page, item));
        }
    }
    return gr_buf_view(&list);
}
