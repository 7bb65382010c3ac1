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
            plan->kinds[elem->more->headers[h]->index] |= GR_IS_REFERRED;
        }
    }
}

/* Whether each is written: an empty cell keeps its place in the table; of all else, what holds
 * nothing is left out. `numbers` says it until there are numbers. */
static void find_wanted(gr_pdf *pdf)
{
    gr_tag_plan *plan = &pdf->tags.plan;
    for (size_t i = 0; i < plan->n; i++) {
        const gr_elem *elem = plan->elems[i];
        bool cell = elem != NULL && (elem->tag == GR_TAG_TD || elem->tag == GR_TAG_TH);
        bool drawn = gr_tag_content_of(pdf, i).mark != 0;
        plan->numbers[i] = i == 0 || cell || drawn ? 1 : 0;
        plan->kinds[i] = elem != NULL ? (uint8_t)elem->tag : 0;
        plan->has[plan->kinds[i]] = true;
    }
    for (size_t i = plan->n; i-- > 1;) {
        if (plan->elems[i] == NULL) {
            plan->numbers[i] = 0;
            continue;
        }
        uint32_t parent = plan->elems[i]->parent->index;
        plan->numbers[parent] = plan->numbers[parent] > 0 || plan->numbers[i] > 0 ? 1 : 0;
        plan->n_objects += plan->numbers[i];
    }
    plan->n_objects += plan->n > 0 ? 1 : 0; /* the first */
}

uint64_t gr_tag_first_place(const gr_pdf *pdf, const gr_elem *elem)
{
    gr_tag_content own = gr_tag_content_of(pdf, elem->index);
    uint64_t first = own.mark == 0 ? UINT64_MAX : (uint64_t)own.page << 32 | own.mark;
    for (const gr_elem *child = elem->first; child != NULL; child = child->next) {
        uint64_t place = gr_tag_first_place(pdf, child);
        first = place < first ? place : first;
    }
    return first;
}

gr_status gr_tags_plan(gr_pdf *pdf)
{
    gr_tag_plan *plan = &pdf->tags.plan;
    size_t n = pdf->about->n_elems;
    *plan = (gr_tag_plan){
        .elems = GR_NEW_N(pdf->tags.arena, const gr_elem *, n),
        .numbers = GR_NEW_N(pdf->tags.arena, unsigned, n),
        .kinds = GR_NEW_N(pdf->tags.arena, uint8_t, n),
        .n = n,
    };
    GR_TRY(list_elements(pdf, pdf->about->root));
    if (pdf->tags.records.n > n) {
        gr_diag_report(pdf->diag, (gr_loc){0}, GR_CODE_OUTPUT_VERIFY,
                       "content belongs to structure element %zu of %zu", pdf->tags.records.n, n);
        return GR_BUG;
    }
    find_wanted(pdf);
    note_headers(plan);
    return GR_OK;
}

size_t gr_tags_next(const gr_tag_plan *plan, gr_tag kind, size_t from)
{
    while (plan->has[kind] && from < plan->n &&
           ((plan->kinds[from] & ~GR_IS_REFERRED) != (int)kind || plan->numbers[from] == 0)) {
        from++;
    }
    return plan->has[kind] ? from : plan->n;
}

void gr_tags_number(gr_pdf *pdf, unsigned first)
{
    gr_tag_plan *plan = &pdf->tags.plan;
    unsigned next = first;
    for (gr_tag kind = 0; kind < GR_TAG__COUNT; kind++) {
        for (size_t i = gr_tags_next(plan, kind, 0); i < plan->n;
             i = gr_tags_next(plan, kind, i + 1)) {
            plan->numbers[i] = next++;
        }
    }
    pdf->next_number = next;
}

unsigned gr_tag_number(const gr_pdf *pdf, const gr_elem *elem)
{
    return pdf->tags.plan.numbers[elem->index];
}
