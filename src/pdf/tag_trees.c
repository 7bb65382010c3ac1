/* The two search trees of the structure: from a page's marked sequences and from annotations back
 * to their elements, and from ids to elements. */
#include "pdf_priv.h"

enum { KEYS_A_LEAF = 128 };

static void add_parent_entry(gr_pdf *pdf, size_t key, gr_buf *out)
{
    gr_buf_addf(out, "%zu", key);
    if (key >= pdf->pages->n) {
        const gr_elem *elem = pdf->tags.annotations[key - pdf->pages->n];
        gr_add_reference(out, gr_tag_object(pdf, elem)->number);
        gr_buf_add_char(out, ' ');
        return;
    }
    const gr_page_marks *marks = &pdf->tags.pages[key];
    gr_buf_add_char(out, '[');
    for (size_t i = 0; i < marks->n; i++) {
        gr_add_reference(out, gr_tag_object(pdf, marks->owners[i])->number);
    }
    gr_buf_add_char(out, ']');
}

static const gr_object *parent_leaf(gr_pdf *pdf, size_t from, size_t to)
{
    gr_buf body = gr_buf_make(pdf->arena, SIZE_MAX / 2);
    gr_buf_addf(&body, "/Limits[%zu %zu]/Nums[", from, to - 1);
    for (size_t key = from; key < to; key++) {
        add_parent_entry(pdf, key, &body);
    }
    gr_buf_add_char(&body, ']');
    gr_object *leaf = gr_object_new(pdf);
    leaf->body = gr_buf_view(&body);
    return leaf;
}

gr_object *gr_parent_tree(gr_pdf *pdf)
{
    size_t n = pdf->pages->n + pdf->tags.n_annotations;
    gr_buf body = gr_buf_make(pdf->arena, SIZE_MAX / 2);
    gr_buf_add(&body, GR_LIT("/Kids["));
    for (size_t from = 0; from < n; from += KEYS_A_LEAF) {
        size_t to = n - from < KEYS_A_LEAF ? n : from + KEYS_A_LEAF;
        gr_add_reference(&body, parent_leaf(pdf, from, to)->number);
    }
    gr_buf_add_char(&body, ']');
    gr_object *tree = gr_object_new(pdf);
    tree->body = gr_buf_view(&body);
    return tree;
}

/* A note must have an id, a head needs one when cells refer to it; where layout gave none, its
 * number serves. */
gr_str gr_tag_id(const gr_pdf *pdf, const gr_tag_record *record)
{
    if (record->elem->id.len > 0) {
        return record->elem->id;
    }
    if (record->elem->tag == GR_TAG_NOTE || record->referred_to) {
        return gr_str_fmt(pdf->arena, "#%u", record->elem->index);
    }
    return GR_LIT("");
}

typedef struct name {
    gr_str id;
    unsigned number;
} name;

static int by_id(const void *a, const void *b)
{
    const name *x = a;
    const name *y = b;
    int order = gr_str_cmp(x->id, y->id);
    return order != 0 ? order : (x->number > y->number) - (x->number < y->number);
}

gr_object *gr_id_tree(gr_pdf *pdf)
{
    name *names = GR_NEW_N(pdf->arena, name, pdf->pages->n_elems);
    size_t n = 0;
    for (size_t i = 0; i < pdf->pages->n_elems; i++) {
        const gr_tag_record *record = &pdf->tags.records[i];
        if (record->object != NULL && gr_tag_id(pdf, record).len > 0) {
            names[n++] = (name){.id = gr_tag_id(pdf, record), .number = record->object->number};
        }
    }
    if (n == 0) {
        return NULL;
    }
    qsort(names, n, sizeof(*names), by_id);
    gr_buf body = gr_buf_make(pdf->arena, SIZE_MAX / 2);
    gr_buf_add(&body, GR_LIT("/Names["));
    for (size_t i = 0; i < n; i++) {
        gr_add_literal(&body, names[i].id);
        gr_add_reference(&body, names[i].number);
        gr_buf_add_char(&body, ' ');
    }
    gr_buf_add_char(&body, ']');
    gr_object *tree = gr_object_new(pdf);
    tree->body = gr_buf_view(&body);
    return tree;
}
