/* The root of the structure and its two search trees: from a page's marked sequences and from links
 * back to their elements, and from ids to elements. */
#include "pdf_priv.h"

enum { KEYS_A_LEAF = 128 };

static size_t count_keys(const gr_pdf *pdf)
{
    return pdf->sheets.n + pdf->links.n; /* pages first, then links */
}

static void add_entry(gr_pdf *pdf, size_t key, gr_buf *out)
{
    const unsigned *numbers = pdf->tags.plan.numbers;
    gr_add_number(out, key);
    if (key >= pdf->sheets.n) {
        const gr_pdf_link *link = gr_blocks_at(&pdf->links, key - pdf->sheets.n);
        gr_add_reference(out, numbers[link->elem]);
        gr_buf_add_char(out, ' ');
        return;
    }
    const gr_file_page *sheet = gr_sheet_at(pdf, key);
    gr_buf_add_char(out, '[');
    for (size_t i = 0; i < sheet->n_marks; i++) {
        const uint32_t *owner = gr_blocks_at(&pdf->tags.owners, sheet->marks + i);
        gr_add_reference(out, numbers[*owner]);
    }
    gr_buf_add_char(out, ']');
}

static void write_leaf(gr_pdf *pdf, unsigned number, size_t from, size_t to)
{
    gr_buf *out = gr_value_begin(pdf, number);
    gr_buf_addf(out, "<</Limits[%zu %zu]/Nums[", from, to - 1);
    for (size_t key = from; key < to; key++) {
        add_entry(pdf, key, out);
    }
    gr_buf_add(out, GR_LIT("]>>"));
    gr_value_end(pdf);
}

static void write_parents(gr_pdf *pdf, const gr_tag_numbers *numbers)
{
    gr_buf *out = gr_value_begin(pdf, numbers->parents);
    gr_buf_add(out, GR_LIT("<</Kids["));
    for (size_t i = 0; i < numbers->n_leaves; i++) {
        gr_add_reference(out, numbers->leaves[i]);
    }
    gr_buf_add(out, GR_LIT("]>>"));
    gr_value_end(pdf);
    size_t n = count_keys(pdf);
    for (size_t i = 0; i < numbers->n_leaves; i++) {
        size_t from = i * KEYS_A_LEAF, left = n - from;
        write_leaf(pdf, numbers->leaves[i], from, from + (left < KEYS_A_LEAF ? left : KEYS_A_LEAF));
    }
}

/* A note must have an id, a head needs one when cells refer to it; where layout gave none, its
 * number serves. */
gr_str gr_tag_id(const gr_pdf *pdf, size_t index)
{
    const gr_tag_plan *plan = &pdf->tags.plan;
    const gr_elem *elem = plan->elems[index];
    if (elem->more->id.len > 0) {
        return elem->more->id;
    }
    if (elem->tag == GR_TAG_NOTE || (plan->kinds[index] & GR_IS_REFERRED) != 0) {
        return gr_str_fmt(pdf->work, "#%zu", index);
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

/* Those that are written and have an id; `to` NULL: only how many. */
static size_t list_names(const gr_pdf *pdf, name *to)
{
    const gr_tag_plan *plan = &pdf->tags.plan;
    size_t n = 0;
    for (size_t i = 0; i < plan->n; i++) {
        gr_str id = plan->numbers[i] == 0 ? GR_LIT("") : gr_tag_id(pdf, i);
        if (id.len > 0 && to != NULL) {
            to[n] = (name){.id = id, .number = plan->numbers[i]};
        }
        n += id.len > 0 ? 1 : 0;
    }
    return n;
}

static void write_names(gr_pdf *pdf, unsigned number)
{
    size_t n = list_names(pdf, NULL);
    name *names = GR_NEW_N(pdf->work, name, n);
    (void)list_names(pdf, names);
    qsort(names, n, sizeof(*names), by_id);
    gr_buf *out = gr_value_begin(pdf, number);
    gr_buf_add(out, GR_LIT("<</Names["));
    for (size_t i = 0; i < n; i++) {
        gr_add_literal(out, names[i].id);
        gr_add_reference(out, names[i].number);
        gr_buf_add_char(out, ' ');
    }
    gr_buf_add(out, GR_LIT("]>>"));
    gr_value_end(pdf);
}

gr_tag_numbers gr_tag_trees_take(gr_pdf *pdf)
{
    gr_tag_numbers numbers = {.root = gr_number_new(pdf), .parents = gr_number_new(pdf)};
    numbers.n_leaves = (count_keys(pdf) + KEYS_A_LEAF - 1) / KEYS_A_LEAF;
    numbers.leaves = GR_NEW_N(pdf->arena, unsigned, numbers.n_leaves);
    for (size_t i = 0; i < numbers.n_leaves; i++) {
        numbers.leaves[i] = gr_number_new(pdf);
    }
    numbers.names = list_names(pdf, NULL) > 0 ? gr_number_new(pdf) : 0;
    return numbers;
}

void gr_tag_trees_write(gr_pdf *pdf, const gr_tag_numbers *numbers)
{
    gr_buf *out = gr_value_begin(pdf, numbers->root);
    gr_buf_addf(out, "<</Type/StructTreeRoot/K %u 0 R/ParentTree %u 0 R/ParentTreeNextKey %zu",
                gr_tag_number(pdf, pdf->about->root), numbers->parents, count_keys(pdf));
    if (numbers->names > 0) {
        gr_buf_addf(out, "/IDTree %u 0 R", numbers->names);
    }
    gr_buf_add(out, GR_LIT(">>"));
    gr_value_end(pdf);
    write_parents(pdf, numbers);
    if (numbers->names > 0) {
        write_names(pdf, numbers->names);
    }
}
