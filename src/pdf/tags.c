/* The structure tree of the file. Layout says what elements there are; while pages are drawn, each
 * marked sequence and each annotation is noted with its element; at the end elements that hold
 * nothing are left out and the others are written.
 *
 * What an element holds stands in reading order: its children in the order layout gave them, its
 * own content put between them by the moment it was drawn (text, a link, text again). */
#include "pdf_priv.h"

static gr_tag_record *record_of(gr_pdf *pdf, const gr_elem *elem)
{
    return &pdf->tags.records[elem->index];
}

static gr_status number_elements(gr_pdf *pdf, const gr_elem *elem)
{
    if (elem->index >= pdf->pages->n_elems || record_of(pdf, elem)->elem != NULL) {
        gr_diag_report(pdf->diag, (gr_loc){0}, GR_CODE_OUTPUT_VERIFY,
                       "structure element %u of %zu has the number of another", elem->index,
                       pdf->pages->n_elems);
        return GR_BUG;
    }
    record_of(pdf, elem)->elem = elem;
    for (const gr_elem *child = elem->first; child != NULL; child = child->next) {
        GR_TRY(number_elements(pdf, child));
    }
    return GR_OK;
}

gr_status gr_tags_open(gr_pdf *pdf)
{
    const gr_pages *pages = pdf->pages;
    pdf->tags.records = GR_NEW_N(pdf->arena, gr_tag_record, pages->n_elems);
    pdf->tags.pages = GR_NEW_N(pdf->arena, gr_page_marks, pages->n);
    pdf->tags.root = gr_object_new(pdf);
    GR_TRY(number_elements(pdf, pages->root));
    for (size_t i = 0; i < pages->n_elems; i++) {
        const gr_elem *elem = pdf->tags.records[i].elem;
        for (size_t h = 0; elem != NULL && h < elem->n_headers; h++) {
            record_of(pdf, elem->headers[h])->referred_to = true;
        }
    }
    return GR_OK;
}

static gr_tag_kid *add_kid(gr_pdf *pdf, size_t page, const gr_elem *elem)
{
    gr_tag_record *record = record_of(pdf, elem);
    gr_tag_kid *kid =
        GR_PUSH(pdf->arena, record->kids, record->n_kids, record->cap_kids, gr_tag_kid);
    *kid = (gr_tag_kid){.order = pdf->tags.order++, .page = (uint32_t)page};
    return kid;
}

uint32_t gr_tags_mark(gr_pdf *pdf, size_t page, const gr_elem *elem)
{
    gr_page_marks *marks = &pdf->tags.pages[page];
    uint32_t mark = (uint32_t)marks->n;
    *GR_PUSH(pdf->arena, marks->owners, marks->n, marks->cap, const gr_elem *) = elem;
    add_kid(pdf, page, elem)->mark = mark;
    return mark;
}

size_t gr_tags_annotation(gr_pdf *pdf, size_t page, const gr_elem *elem,
                          const gr_object *annotation)
{
    gr_tags *tags = &pdf->tags;
    *GR_PUSH(pdf->arena, tags->annotations, tags->n_annotations, tags->cap_annotations,
             const gr_elem *) = elem;
    add_kid(pdf, page, elem)->annotation = annotation;
    return pdf->pages->n + tags->n_annotations - 1; /* behind the keys of the pages */
}

const gr_object *gr_tag_object(const gr_pdf *pdf, const gr_elem *elem)
{
    return pdf->tags.records[elem->index].object;
}

/* What comes first: its own content or that of a child. */
static void note_first(gr_tag_record *record, uint64_t order, uint32_t page)
{
    if (order < record->order) {
        record->order = order;
        record->page = page;
    }
}

/* An empty cell keeps its place in the table; of all else, what holds nothing is left out. */
static void find_wanted(gr_pdf *pdf, const gr_elem *elem)
{
    gr_tag_record *record = record_of(pdf, elem);
    record->order = UINT64_MAX;
    record->wanted = record->n_kids > 0 || elem->tag == GR_TAG_TD || elem->tag == GR_TAG_TH ||
                     elem->parent == NULL;
    if (record->n_kids > 0) {
        note_first(record, record->kids[0].order, record->kids[0].page);
    }
    for (const gr_elem *child = elem->first; child != NULL; child = child->next) {
        find_wanted(pdf, child);
        const gr_tag_record *below = record_of(pdf, child);
        record->wanted = record->wanted || below->wanted;
        note_first(record, below->order, below->page);
    }
}

/* Elements of a kind are numbered one after another: they look alike, so the file packs better. */
static void make_objects(gr_pdf *pdf)
{
    for (gr_tag tag = 0; tag < GR_TAG__COUNT; tag++) {
        for (size_t i = 0; i < pdf->pages->n_elems; i++) {
            gr_tag_record *record = &pdf->tags.records[i];
            if (record->wanted && record->elem->tag == tag) {
                record->object = gr_object_new(pdf);
            }
        }
    }
}

/* Two entries that begin with a digit need a space between them. */
static void add_space(gr_buf *out)
{
    char last = out->ptr[out->len - 1];
    if (last != '[' && last != '>') {
        gr_buf_add_char(out, ' ');
    }
}

static void add_kid_entry(gr_pdf *pdf, const gr_tag_record *record, const gr_tag_kid *kid,
                          gr_buf *out)
{
    unsigned sheet = pdf->sheets[kid->page].number;
    bool elsewhere = kid->page != record->page; /* than the element's /Pg says */
    if (kid->annotation != NULL) {
        gr_buf_addf(out, "<</Type/OBJR/Obj %u 0 R", kid->annotation->number);
        if (elsewhere) {
            gr_buf_addf(out, "/Pg %u 0 R", sheet);
        }
        gr_buf_add(out, GR_LIT(">>"));
    } else if (elsewhere) {
        gr_buf_addf(out, "<</Type/MCR/Pg %u 0 R/MCID %u>>", sheet, kid->mark);
    } else {
        add_space(out);
        gr_buf_addf(out, "%u", kid->mark);
    }
}

/* All it holds, in reading order; the number of entries. */
static size_t add_entries(gr_pdf *pdf, const gr_tag_record *record, gr_buf *out)
{
    size_t next = 0;
    size_t children = 0;
    for (const gr_elem *child = record->elem->first; child != NULL; child = child->next) {
        const gr_tag_record *below = record_of(pdf, child);
        for (; next < record->n_kids && below->order != UINT64_MAX &&
               record->kids[next].order < below->order;
             next++) {
            add_kid_entry(pdf, record, &record->kids[next], out);
        }
        if (below->object != NULL) {
            add_space(out);
            gr_buf_addf(out, "%u 0 R", below->object->number);
            children++;
        }
    }
    for (; next < record->n_kids; next++) {
        add_kid_entry(pdf, record, &record->kids[next], out);
    }
    return children + record->n_kids;
}

/* One entry stands without brackets, none is left out. */
static void add_kids(gr_pdf *pdf, const gr_tag_record *record, gr_buf *out)
{
    gr_buf entries = gr_buf_make(pdf->arena, SIZE_MAX / 2);
    gr_buf_add_char(&entries, '[');
    size_t n = add_entries(pdf, record, &entries);
    gr_str list = gr_buf_view(&entries);
    if (n == 1) {
        bool digit = list.ptr[1] != '<';
        gr_buf_addf(out, "/K%s" GR_FMT, digit ? " " : "",
                    GR_ARG(gr_str_sub(list, 1, list.len - 1)));
    } else if (n > 1) {
        gr_buf_addf(out, "/K" GR_FMT "]", GR_ARG(list));
    }
}

static void add_text_entry(gr_buf *out, const char *key, gr_str text)
{
    if (text.len > 0) {
        gr_buf_addf(out, "%s", key);
        gr_add_text(out, text);
    }
}

static void fill_element(gr_pdf *pdf, const gr_tag_record *record)
{
    const gr_elem *elem = record->elem;
    unsigned parent = elem->parent == NULL ? pdf->tags.root->number
                                           : record_of(pdf, elem->parent)->object->number;
    gr_buf body = gr_buf_make(pdf->arena, SIZE_MAX / 2);
    gr_buf_addf(&body, "/S/%s/P %u 0 R", gr_tag_names[elem->tag], parent);
    /* what has no content of its own needs none, but a box is on a page */
    if (record->n_kids > 0 || (elem->has_bbox && record->order != UINT64_MAX)) {
        gr_buf_addf(&body, "/Pg %u 0 R", pdf->sheets[record->page].number);
    }
    gr_str id = gr_tag_id(pdf, record);
    if (id.len > 0) {
        gr_buf_add(&body, GR_LIT("/ID"));
        gr_add_literal(&body, id);
    }
    add_text_entry(&body, "/Alt", elem->alt);
    add_text_entry(&body, "/ActualText", elem->actual);
    add_text_entry(&body, "/T", elem->title);
    if (elem->lang.len > 0) {
        gr_buf_add(&body, GR_LIT("/Lang"));
        gr_add_literal(&body, elem->lang);
    }
    gr_add_attributes(pdf, record, &body);
    add_kids(pdf, record, &body);
    record->object->body = gr_buf_view(&body);
}

void gr_tags_finish(gr_pdf *pdf)
{
    const gr_pages *pages = pdf->pages;
    find_wanted(pdf, pages->root);
    make_objects(pdf);
    for (size_t i = 0; i < pages->n_elems; i++) {
        if (pdf->tags.records[i].object != NULL) {
            fill_element(pdf, &pdf->tags.records[i]);
        }
    }
    const gr_object *parents = gr_parent_tree(pdf);
    const gr_object *ids = gr_id_tree(pdf);
    gr_buf body = gr_buf_make(pdf->arena, SIZE_MAX / 2);
    gr_buf_addf(&body, "/Type/StructTreeRoot/K %u 0 R/ParentTree %u 0 R/ParentTreeNextKey %zu",
                record_of(pdf, pages->root)->object->number, parents->number,
                pages->n + pdf->tags.n_annotations);
    if (ids != NULL) {
        gr_buf_addf(&body, "/IDTree %u 0 R", ids->number);
    }
    pdf->tags.root->body = gr_buf_view(&body);
    gr_pdf_catalogue_add(pdf, "StructTreeRoot", pdf->tags.root);
}
