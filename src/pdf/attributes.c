/* Attributes of structure elements: tables, lists, figures. */
#include "pdf_priv.h"

static bool is_cell(const gr_elem *elem)
{
    return elem->tag == GR_TAG_TH || elem->tag == GR_TAG_TD;
}

static void add_headers(const gr_pdf *pdf, const gr_elem *elem, gr_buf *out)
{
    if (elem->more->n_headers == 0) {
        return;
    }
    gr_buf_add(out, GR_LIT("/Headers["));
    for (size_t i = 0; i < elem->more->n_headers; i++) {
        gr_add_literal(out, gr_tag_id(pdf, elem->more->headers[i]->index));
    }
    gr_buf_add_char(out, ']');
}

static void add_cell(const gr_pdf *pdf, const gr_elem *elem, gr_buf *out)
{
    gr_buf_add(out, GR_LIT("/A<</O/Table"));
    if (elem->tag == GR_TAG_TH && elem->scope != GR_SCOPE_NONE) {
        gr_buf_add(out,
                   elem->scope == GR_SCOPE_ROW ? GR_LIT("/Scope/Row") : GR_LIT("/Scope/Column"));
    }
    if (elem->colspan > 1) {
        gr_buf_addf(out, "/ColSpan %u", elem->colspan);
    }
    if (elem->rowspan > 1) {
        gr_buf_addf(out, "/RowSpan %u", elem->rowspan);
    }
    add_headers(pdf, elem, out);
    gr_buf_add(out, GR_LIT(">>"));
}

static void add_numbering(const gr_elem *elem, gr_buf *out)
{
    static const char *const names[] = {
        [GR_NUMBERING_NONE] = NULL, /* what stands before its items is no number */
        [GR_NUMBERING_DISC] = "Disc",
        [GR_NUMBERING_DECIMAL] = "Decimal",
        [GR_NUMBERING_LETTER] = "LowerAlpha",
        [GR_NUMBERING_ROMAN] = "LowerRoman",
        [GR_NUMBERING_CAPITAL] = "UpperAlpha",
        [GR_NUMBERING_CAPITAL_ROMAN] = "UpperRoman",
    };
    if (names[elem->numbering] != NULL) {
        gr_buf_addf(out, "/A<</O/List/ListNumbering/%s>>", names[elem->numbering]);
    }
}

static void add_box(const gr_pdf *pdf, size_t index, gr_buf *out)
{
    const gr_elem *elem = pdf->tags.plan.elems[index];
    const gr_mpt *box = elem->more->bbox; /* left, top, right, bottom */
    uint64_t first = gr_tag_first_place(pdf, elem);
    size_t page = first == UINT64_MAX ? 0 : (size_t)(first >> 32);
    const gr_mpt corners[4] = {box[0], gr_from_foot(pdf, page, box[3]), box[2],
                               gr_from_foot(pdf, page, box[1])};
    gr_buf_add(out, GR_LIT("/A<</O/Layout/Placement/Block/BBox["));
    for (size_t i = 0; i < 4; i++) {
        if (i > 0) {
            gr_buf_add_char(out, ' ');
        }
        gr_add_length(out, corners[i]);
    }
    gr_buf_add(out, GR_LIT("]>>"));
}

void gr_add_attributes(const gr_pdf *pdf, size_t index, gr_buf *out)
{
    const gr_elem *elem = pdf->tags.plan.elems[index];
    bool scoped = elem->tag == GR_TAG_TH && elem->scope != GR_SCOPE_NONE;
    if (is_cell(elem) &&
        (scoped || elem->colspan > 1 || elem->rowspan > 1 || elem->more->n_headers > 0)) {
        add_cell(pdf, elem, out);
    } else if (elem->tag == GR_TAG_L) {
        add_numbering(elem, out);
    } else if (elem->has_bbox && pdf->sheets.n > 0) {
        add_box(pdf, index, out);
    }
}
