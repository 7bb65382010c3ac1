/* The content of structure elements, noted while pages are made: each marked sequence and each link
 * with its element. Of an element 8 bytes are kept until the tree is known (tag_plan.c).
 *
 * The place of content in the drawing is its page and its mark, not the moment when it came: pages
 * may be filled in another order than that in which they stand. */
#include "pdf_priv.h"

enum {
    MOST_ELEMENTS = 8388607,     /* objects of a file, by PDF/A-2 */
    TAG_BLOCK_BYTES = 512 * 1024 /* so large that the system has them back at once */
};

void gr_tags_open(gr_pdf *pdf)
{
    gr_tags *tags = &pdf->tags;
    tags->arena = gr_arena_new(TAG_BLOCK_BYTES);
    tags->records = gr_blocks_make(tags->arena, sizeof(gr_tag_record));
    tags->several = gr_blocks_make(tags->arena, sizeof(gr_tag_content));
    tags->kids = gr_blocks_make(tags->arena, sizeof(gr_tag_kid));
    tags->owners = gr_blocks_make(tags->arena, sizeof(uint32_t));
    (void)gr_blocks_add(&tags->kids); /* 0 is none */
}

void gr_tags_close(gr_pdf *pdf)
{
    gr_arena_free(pdf->tags.arena);
    pdf->tags.arena = NULL;
}

static gr_tag_kid *kid_at(const gr_pdf *pdf, uint32_t index)
{
    return gr_blocks_at(&pdf->tags.kids, index);
}

static uint64_t place(uint32_t page, uint32_t mark)
{
    return (uint64_t)page << 32 | mark;
}

/* Behind the last that was drawn before it: nearly always the last of all. */
static void put_in_order(gr_pdf *pdf, gr_tag_content *content, uint32_t index)
{
    gr_tag_kid *kid = kid_at(pdf, index);
    uint64_t own = place(kid->page, kid->mark);
    const gr_tag_kid *last = content->last == 0 ? NULL : kid_at(pdf, content->last);
    if (last == NULL || place(last->page, last->mark) < own) {
        *(last == NULL ? &content->more : &kid_at(pdf, content->last)->next) = index;
        content->last = index;
        return;
    }
    uint32_t *at = &content->more;
    while (place(kid_at(pdf, *at)->page, kid_at(pdf, *at)->mark) < own) {
        at = &kid_at(pdf, *at)->next;
    }
    kid->next = *at;
    *at = index;
}

gr_tag_content gr_tag_content_of(const gr_pdf *pdf, size_t index)
{
    if (index >= pdf->tags.records.n) {
        return (gr_tag_content){0};
    }
    const gr_tag_record *record = gr_blocks_at(&pdf->tags.records, index);
    return record->mark == GR_IS_SEVERAL
               ? *(gr_tag_content *)gr_blocks_at(&pdf->tags.several, record->page)
               : (gr_tag_content){.page = record->page, .mark = record->mark};
}

/** Of an element with content: where all of it is noted, now that there is more. */
static gr_tag_content *several_of(gr_pdf *pdf, gr_tag_record *record)
{
    if (record->mark == GR_IS_SEVERAL) {
        return gr_blocks_at(&pdf->tags.several, record->page);
    }
    uint32_t index = (uint32_t)pdf->tags.several.n;
    gr_tag_content *content = gr_blocks_add(&pdf->tags.several);
    *content = (gr_tag_content){.page = record->page, .mark = record->mark};
    *record = (gr_tag_record){.page = index, .mark = GR_IS_SEVERAL};
    return content;
}

static void add_kid(gr_pdf *pdf, const gr_elem *elem, uint32_t page, uint32_t mark)
{
    if (elem->index > MOST_ELEMENTS) {
        return; /* gr_tags_plan finds it */
    }
    gr_tag_record *record = gr_blocks_reach(&pdf->tags.records, elem->index);
    if (record->mark == 0) {
        record->page = page;
        record->mark = mark;
        return;
    }
    gr_tag_content *content = several_of(pdf, record);
    uint32_t index = (uint32_t)pdf->tags.kids.n;
    gr_tag_kid *kid = gr_blocks_add(&pdf->tags.kids);
    *kid = (gr_tag_kid){.page = page, .mark = mark};
    if (place(page, mark) < place(content->page, content->mark)) {
        *kid = (gr_tag_kid){.page = content->page, .mark = content->mark};
        content->page = page;
        content->mark = mark;
    }
    put_in_order(pdf, content, index);
}

uint32_t gr_tags_mark(gr_pdf *pdf, size_t page, const gr_elem *elem)
{
    gr_file_page *sheet = gr_sheet_at(pdf, page);
    if (sheet->n_marks == 0) {
        sheet->marks = (uint32_t)pdf->tags.owners.n;
    }
    uint32_t mark = sheet->n_marks++;
    *(uint32_t *)gr_blocks_add(&pdf->tags.owners) = elem->index;
    add_kid(pdf, elem, (uint32_t)page, 1 + mark);
    return mark;
}

void gr_tags_link(gr_pdf *pdf, size_t page, const gr_elem *elem, size_t link)
{
    add_kid(pdf, elem, (uint32_t)page, GR_IS_LINK + 1 + (uint32_t)link);
}
