#include "pages_priv.h"

/* Owns pages that leave as they are finished. What is not known then comes at the end: running
 * lines that say how many pages there are, and the pages of the contents as a whole. A round whose
 * pages cannot hold gives none. */

gr_status gr_sink_begin(gr_layouter *lay)
{
    return lay->sink == NULL ? GR_OK : lay->sink->begin(lay->sink->user);
}

static bool has_late_numbers(const gr_builder *builder)
{
    return builder->n_numbers > 0 &&
           builder->numbers[builder->n_numbers - 1].page == builder->n - 1;
}

gr_page gr_page_of(const gr_page_draft *draft)
{
    return (gr_page){.width = draft->master->width,
                     .height = draft->master->height,
                     .items = draft->items.items,
                     .n = draft->items.n,
                     .master = draft->master};
}

/* Running lines are judged where they will stand, also those that are drawn for good at the end. */
static gr_status fill(gr_layouter *lay, gr_page_draft *draft, size_t page, size_t n_pages)
{
    const gr_page_sink *sink = lay->sink;
    size_t n = draft->items.n;
    draft->unlined = n_pages == 0 && gr_running_counts(draft);
    gr_draw_running(lay, draft, page, n_pages > 0 || draft->unlined ? n_pages : page + 1);
    gr_page made = gr_page_of(draft);
    gr_judge_page(lay, &made, page + 1);
    draft->items.n = draft->unlined ? n : draft->items.n;
    draft->gone = true;
    return sink->fill(sink->user, page, draft->items.items, draft->items.n, draft->unlined);
}

gr_status gr_sink_page(gr_layouter *lay, gr_builder *builder, bool *out_gone)
{
    gr_page_draft *draft = &builder->drafts[builder->n - 1];
    if (lay->sink == NULL) {
        return GR_OK;
    }
    if (!lay->doomed) {
        GR_TRY(lay->sink->add(lay->sink->user, draft->master->width, draft->master->height));
        if (has_late_numbers(builder)) {
            return GR_OK;
        }
        GR_TRY(fill(lay, draft, builder->n - 1, 0));
    }
    *out_gone = true;
    builder->page = draft->items;
    builder->page.n = 0;
    draft->items = (gr_items){0};
    return GR_OK;
}

static gr_status add_running(gr_layouter *lay, gr_builder *builder, size_t page)
{
    gr_page_draft lines = builder->drafts[page];
    lines.items = builder->page;
    gr_draw_running(lay, &lines, page, builder->n);
    builder->page = lines.items;
    builder->page.n = 0;
    return lay->sink->running(lay->sink->user, page, lines.items.items, lines.items.n);
}

gr_status gr_sink_end(gr_layouter *lay, gr_builder *builder)
{
    for (size_t i = 0; i < builder->n; i++) {
        gr_page_draft *draft = &builder->drafts[i];
        if (!draft->gone) {
            GR_TRY(fill(lay, draft, i, builder->n));
        } else if (draft->unlined) {
            GR_TRY(add_running(lay, builder, i));
        }
    }
    return GR_OK;
}
