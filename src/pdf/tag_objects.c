/* Structure elements as objects: written one by one, kind by kind, into the group at hand. */
#include "pdf_priv.h"

/* Two entries that begin with a digit need a space between them; the first needs one behind /K. */
static void add_space(gr_buf *out)
{
    char last = out->ptr[out->len - 1];
    if (last != '[' && last != '>') {
        gr_buf_add_char(out, ' ');
    }
}

static void add_page(const gr_pdf *pdf, uint32_t page, gr_buf *out)
{
    gr_buf_add(out, GR_LIT("/Pg"));
    gr_add_reference(out, gr_sheet_at(pdf, page)->number);
}

/* `page`: what the element's /Pg says. */
static void add_kid(const gr_pdf *pdf, gr_tag_kid kid, uint32_t page, gr_buf *out)
{
    if (kid.mark >= GR_IS_LINK) {
        const gr_pdf_link *link = gr_blocks_at(&pdf->links, kid.mark - GR_IS_LINK - 1);
        gr_buf_add(out, GR_LIT("<</Type/OBJR/Obj"));
        gr_add_reference(out, link->number);
        if (kid.page != page) {
            add_page(pdf, kid.page, out);
        }
        gr_buf_add(out, GR_LIT(">>"));
    } else if (kid.page != page) {
        gr_buf_add(out, GR_LIT("<</Type/MCR"));
        add_page(pdf, kid.page, out);
        gr_buf_add(out, GR_LIT("/MCID "));
        gr_add_number(out, kid.mark - 1);
        gr_buf_add(out, GR_LIT(">>"));
    } else {
        add_space(out);
        gr_add_number(out, kid.mark - 1);
    }
}

typedef struct kids { /* an element's own content, in the order of drawing */
    gr_tag_kid at;    /* mark 0: none is left */
    const gr_pdf *pdf;
} kids;

static uint64_t next_place(const kids *own)
{
    return own->at.mark == 0 ? UINT64_MAX : (uint64_t)own->at.page << 32 | own->at.mark;
}

static void go_on(kids *own)
{
    own->at = own->at.next == 0 ? (gr_tag_kid){0}
                                : *(gr_tag_kid *)gr_blocks_at(&own->pdf->tags.kids, own->at.next);
}

/* All it holds, in reading order; the number of entries. */
static size_t add_entries(const gr_pdf *pdf, size_t index, uint32_t page, gr_buf *out)
{
    const gr_tag_plan *plan = &pdf->tags.plan;
    const gr_tag_content content = gr_tag_content_of(pdf, index);
    kids own = {.pdf = pdf,
                .at = {.page = content.page, .mark = content.mark, .next = content.more}};
    size_t n = 0;
    for (const gr_elem *child = plan->elems[index]->first; child != NULL; child = child->next) {
        uint64_t order = own.at.mark == 0 ? UINT64_MAX : gr_tag_first_place(pdf, child);
        for (; order != UINT64_MAX && next_place(&own) < order; go_on(&own), n++) {
            add_kid(pdf, own.at, page, out);
        }
        if (plan->numbers[child->index] > 0) {
            add_space(out);
            gr_add_number(out, plan->numbers[child->index]);
            gr_buf_add(out, GR_LIT(" 0 R"));
            n++;
        }
    }
    for (; own.at.mark != 0; go_on(&own), n++) {
        add_kid(pdf, own.at, page, out);
    }
    return n;
}

/* One entry stands without brackets, none is left out. */
static void add_kids(gr_pdf *pdf, size_t index, uint32_t page, gr_buf *out)
{
    gr_buf *list = &pdf->entries;
    list->len = 0;
    gr_buf_add_char(list, '[');
    size_t n = add_entries(pdf, index, page, list);
    if (n == 1) {
        gr_str only = gr_str_sub(gr_buf_view(list), 1, list->len - 1);
        gr_buf_add(out, only.ptr[0] == '<' ? GR_LIT("/K") : GR_LIT("/K "));
        gr_buf_add(out, only);
    } else if (n > 1) {
        gr_buf_add(out, GR_LIT("/K"));
        gr_buf_add(out, gr_buf_view(list));
        gr_buf_add_char(out, ']');
    }
}

static void add_text_entry(gr_buf *out, const char *key, gr_str text)
{
    if (text.len > 0) {
        gr_buf_add(out, gr_str_of(key));
        gr_add_text(out, text);
    }
}

static void add_words(const gr_elem *elem, gr_str id, gr_buf *out)
{
    if (id.len > 0) {
        gr_buf_add(out, GR_LIT("/ID"));
        gr_add_literal(out, id);
    }
    add_text_entry(out, "/Alt", elem->more->alt);
    add_text_entry(out, "/ActualText", elem->more->actual);
    add_text_entry(out, "/E", elem->more->expansion);
    add_text_entry(out, "/T", elem->more->title);
    if (elem->more->lang.len > 0) {
        gr_buf_add(out, GR_LIT("/Lang"));
        gr_add_literal(out, elem->more->lang);
    }
}

static void write_element(gr_pdf *pdf, unsigned root, size_t index)
{
    const gr_tag_plan *plan = &pdf->tags.plan;
    const gr_elem *elem = plan->elems[index];
    bool drawn = gr_tag_content_of(pdf, index).mark != 0;
    uint64_t first = drawn || elem->has_bbox ? gr_tag_first_place(pdf, elem) : UINT64_MAX;
    uint32_t page = (uint32_t)(first >> 32);
    gr_buf *out = gr_value_begin(pdf, plan->numbers[index]);
    gr_buf_add(out, GR_LIT("<</S/"));
    gr_buf_add(out, gr_str_of(gr_tag_names[elem->tag]));
    gr_buf_add(out, GR_LIT("/P"));
    gr_add_reference(out, elem->parent == NULL ? root : plan->numbers[elem->parent->index]);
    /* what has no content of its own needs none, but a box is on a page */
    if (first != UINT64_MAX) {
        add_page(pdf, page, out);
    }
    add_words(elem, gr_tag_id(pdf, index), out);
    gr_add_attributes(pdf, index, out);
    add_kids(pdf, index, page, out);
    gr_buf_add(out, GR_LIT(">>"));
    gr_value_end(pdf);
}

void gr_tags_write(gr_pdf *pdf, unsigned root)
{
    const gr_tag_plan *plan = &pdf->tags.plan;
    gr_mark before = gr_arena_mark(pdf->work);
    for (gr_tag kind = 0; kind < GR_TAG__COUNT; kind++) {
        for (size_t i = gr_tags_next(plan, kind, 0); i < plan->n;
             i = gr_tags_next(plan, kind, i + 1)) {
            write_element(pdf, root, i);
            gr_arena_rewind(pdf->work, before);
        }
    }
}
