/* Link annotations: areas of a page that lead to an address or to another page. An area has its
 * number and its key when its page is filled; it is written at the end, when it is known where it
 * leads. */
#include "pdf_priv.h"

/* An address is ASCII in the file; other bytes are written as %XX. */
static void add_address(gr_pdf *pdf, gr_buf *out, gr_str address)
{
    gr_buf ascii = gr_buf_make(pdf->work, SIZE_MAX / 2);
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

static void add_target(gr_pdf *pdf, const gr_pdf_link *link, gr_buf *out)
{
    if (link->uri.len > 0) {
        gr_buf_add(out, GR_LIT("/A<</S/URI/URI"));
        add_address(pdf, out, link->uri);
        gr_buf_add(out, GR_LIT(">>"));
    } else if (link->to.page < pdf->sheets.n) {
        gr_buf_addf(out, "/Dest[%u 0 R/XYZ null ", gr_sheet_at(pdf, link->to.page)->number);
        gr_add_length(out, gr_from_foot(pdf, link->to.page, link->to.y));
        gr_buf_add(out, GR_LIT(" null]"));
    }
}

static unsigned note_link(gr_pdf *pdf, size_t page, const gr_item *item)
{
    size_t index = pdf->links.n;
    gr_pdf_link *link = gr_blocks_add(&pdf->links);
    gr_str contents = item->as.link.contents.len > 0 ? item->as.link.contents : item->as.link.uri;
    *link = (gr_pdf_link){
        .number = gr_number_new(pdf),
        .page = (uint32_t)page,
        .elem = item->owner.elem->index,
        .sides = {item->x, gr_from_foot(pdf, page, item->y + item->as.link.height),
                  item->x + item->as.link.width, gr_from_foot(pdf, page, item->y)},
        .to = {.page = item->as.link.page, .y = item->as.link.to_y},
        .uri = gr_str_dup(pdf->arena, item->as.link.uri),
        .contents = gr_str_dup(pdf->arena, contents),
    };
    gr_tags_link(pdf, page, item->owner.elem, index);
    return link->number;
}

gr_str gr_links_note(gr_pdf *pdf, size_t page, const gr_item *items, size_t n)
{
    gr_buf list = gr_buf_make(pdf->work, SIZE_MAX / 2);
    for (size_t i = 0; i < n; i++) {
        /* outside the structure (in a running head) a link may not be: nobody could reach it */
        if (items[i].kind == GR_ITEM_LINK && items[i].owner.elem != NULL) {
            gr_add_reference(&list, note_link(pdf, page, &items[i]));
        }
    }
    return gr_buf_view(&list);
}

static void write_link(gr_pdf *pdf, size_t index)
{
    const gr_pdf_link *link = gr_blocks_at(&pdf->links, index);
    gr_buf *out = gr_value_begin(pdf, link->number);
    gr_buf_addf(out, "<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/P %u 0 R/StructParent %zu",
                gr_sheet_at(pdf, link->page)->number, pdf->sheets.n + index);
    gr_buf_add(out, GR_LIT("/Rect["));
    for (size_t i = 0; i < 4; i++) {
        if (i > 0) {
            gr_buf_add_char(out, ' ');
        }
        gr_add_length(out, link->sides[i]);
    }
    gr_buf_add(out, GR_LIT("]/Contents"));
    gr_add_text(out, link->contents);
    add_target(pdf, link, out);
    gr_buf_add(out, GR_LIT(">>"));
    gr_value_end(pdf);
}

void gr_pdf_settle_links(gr_pdf *pdf, const gr_pdf_target *targets, size_t n)
{
    for (size_t i = 0; i < pdf->links.n; i++) {
        gr_pdf_link *link = gr_blocks_at(&pdf->links, i);
        /* what is nowhere leads nowhere: layout has reported it */
        link->to = link->to.page < n ? targets[link->to.page]
                                     : (gr_pdf_target){.page = (uint32_t)pdf->sheets.n};
    }
}

void gr_links_write(gr_pdf *pdf)
{
    gr_mark before = gr_arena_mark(pdf->work);
    for (size_t i = 0; i < pdf->links.n; i++) {
        write_link(pdf, i);
        gr_arena_rewind(pdf->work, before);
    }
}
