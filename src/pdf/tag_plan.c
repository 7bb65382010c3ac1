/* Which structure elements are written, in which order, and under which numbers. The tree is known
 * and all content is noted. An element's number is larger than its parent's, so all walks are
 * loops.
 *
 * What an element holds stands in reading order: its children in the order layout gave them, its
 * own content put between them by where it was drawn (text, a link, text again). */
#include "pdf_priv.h"

static gr_status refuse(gr_pdf *pdf, const gr_elem *elem)
{
    gr_diag_report(pdf->diag, (gr_loc){0}, GR_CODE_OUTPUT_VERIFY,
                   "structure element %u of %zu has the number of another", elem->index,
                   pdf->tags.plan.n);
    return GR_BUG;
}

static gr_status list_elements(gr_pdf *pdf, const gr_elem *elem)
{
    gr_tag_plan *plan = &pdf->tags.plan;
    bool behind = elem->parent == NULL ? elem->index == 0 : elem->index > elem->parent->index;
    if (!behind || elem->index >= plan->n || plan->elems[elem->index] != NULL) {
        return refuse(pdf, elem);
    }
    plan->elems[elem->index] = elem;
    for (const gr_elem *child = elem->first; child != NULL; child = child->next) {
        GR_TRY(list_elements(pdf, child));
    }
    return GR_OK;
}

static void note_headers(gr_tag_plan *plan)
{
    for (size_t i = 0; i < plan->n; i++) {
        const gr_elem *elem = plan->elems[i];
        for (size_t h = 0; elem != NULL && h < elem->more->n_headers; h++) {
            plan->referred[elem->more->headers[h]->index] = 1;
        }
    }
}

/* Where each begins in the drawing, its children included, and whether it is written: an empty cell
 * keeps its place in the table; of all else, what holds nothing is left out. `numbers` says it
 * until there are numbers. */
static void find_wanted(gr_pdf *pdf)
{
    gr_tag_plan *plan = &pdf->tags.plan;
    for (size_t i = 0; i < plan->n; i++) {
        const gr_tag_record *record = gr_blocks_reach(&pdf->tags.records, i);
        const gr_elem *elem = plan->elems[i];
        bool cell = elem != NULL && (elem->tag == GR_TAG_TD || elem->tag == GR_TAG_TH);
        plan->orders[i] =
            record->mark == 0 ? UINT64_MAX : (uint64_t)record->page << 32 | record->mark;
        plan->numbers[i] = i == 0 || cell || record->mark != 0 ? 1 : 0;
    }
    for (size_t i = plan->n; i-- > 1;) {
        if (plan->elems[i] == NULL) {
            plan->numbers[i] = 0;
            continue;
        }
        uint32_t parent = plan->elems[i]->parent->index;
        plan->numbers[parent] = plan->numbers[parent] > 0 || plan->numbers[i] > 0 ? 1 : 0;
        plan->orders[parent] =
            plan->orders[i] < plan->orders[parent] ? plan->orders[i] : plan->orders[parent];
    }
}

/* Elements of a kind follow one another: they look alike, so the file packs better. */
static void put_in_sequence(gr_tag_plan *plan)
{
    size_t starts[GR_TAG__COUNT + 1] = {0};
    for (size_t i = 0; i < plan->n; i++) {
        if (plan->numbers[i] > 0) {
            starts[plan->elems[i]->tag + 1]++;
            plan->n_objects++;
        }
    }
    for (size_t tag = 1; tag <= GR_TAG__COUNT; tag++) {
        starts[tag] += starts[tag - 1];
    }
    for (size_t i = 0; i < plan->n; i++) {
        if (plan->numbers[i] > 0) {
            plan->sequence[starts[plan->elems[i]->tag]++] = (uint32_t)i;
        }
    }
}

gr_status gr_tags_plan(gr_pdf *pdf)
{
    gr_tag_plan *plan = &pdf->tags.plan;
    size_t n = pdf->about->n_elems;
    *plan = (gr_tag_plan){
        .elems = GR_NEW_N(pdf->tags.arena, const gr_elem *, n),
        .orders = GR_NEW_N(pdf->tags.arena, uint64_t, n),
        .numbers = GR_NEW_N(pdf->tags.arena, unsigned, n),
        .sequence = GR_NEW_N(pdf->tags.arena, uint32_t, n),
        .referred = GR_NEW_N(pdf->tags.arena, uint8_t, n),
        .n = n,
    };
    GR_TRY(list_elements(pdf, pdf->about->root));
    if (pdf->tags.records.n > n) {
        gr_diag_report(pdf->diag, (gr_loc){0}, GR_CODE_OUTPUT_VERIFY,
                       "content belongs to structure element %zu of %zu", pdf->tags.records.n, n);
        return GR_BUG;
    }
    note_headers(plan);
    find_wanted(pdf);
    put_in_sequence(plan);
    return GR_OK;
}

void gr_tags_number(gr_pdf *pdf, unsigned first)
{
    gr_tag_plan *plan = &pdf->tags.plan;
    for (size_t i = 0; i < plan->n_objects; i++) {
        plan->numbers[plan->sequence[i]] = first + (unsigned)i;
    }
    pdf->next_number = first + (unsigned)plan->n_objects;
}

unsigned gr_tag_number(const gr_pdf *pdf, const gr_elem *elem)
{
    return pdf->tags.plan.numbers[elem->index];
}
