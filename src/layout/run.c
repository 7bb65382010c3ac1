#include "layout/layout.h"

/* Owns a run: rounds until page numbers hold, and the pages that come out. */
#include "pages_priv.h"

#define ROUNDS      4
#define BLOCK_BYTES (1 << 18)

static gr_elem *new_root(gr_layouter *lay)
{
    gr_elem above = {0}; /* gr_elem_add wants a parent: NULL means measuring */
    gr_elem *root = gr_elem_add(lay, &above, GR_TAG_DOCUMENT, lay->doc->root);
    root->parent = NULL;
    gr_elem_more *more = gr_elem_own(lay, root);
    more->lang = lay->doc->lang;
    more->title = lay->doc->title;
    return root;
}

static gr_status lay_round(gr_layouter *lay, gr_builder *builder)
{
    lay->n_elems = 0;
    lay->doomed = false;
    lay->root = new_root(lay);
    lay->late = NULL;
    lay->n_late = lay->cap_late = 0;
    lay->next_heading = 0;
    lay->n_tables = 0;
    gr_flow flow = {.builder = builder, .elem = lay->root};
    *builder = (gr_builder){.chapter = GR_NO_HEADING};
    builder->page.arena = lay->arena;
    lay->passing = gr_passing_restart(lay->generations);
    lay->hold = UINT32_MAX;
    builder->master = lay->doc->master != NULL ? lay->doc->master : &lay->house->masters[0];
    builder->first = true;
    GR_TRY(gr_lay_block(lay, lay->doc->root, &flow));
    return gr_builder_end(lay, &flow);
}

static gr_pages *about(gr_layouter *lay, const gr_builder *builder)
{
    gr_pages *pages = GR_NEW(lay->arena, gr_pages);
    const gr_doc *doc = lay->doc;
    *pages = (gr_pages){.n = builder->n,
                        .root = lay->root,
                        .n_elems = lay->n_elems,
                        .text = lay->text,
                        .title = doc->title,
                        .author = doc->author,
                        .subject = doc->subject,
                        .keywords = doc->keywords,
                        .lang = doc->lang,
                        .as_of = doc->as_of,
                        .slides = doc->slides,
                        .life = doc->life,
                        .status = doc->n_life_facts > 0 ? doc->life_facts[0].text : GR_LIT("")};
    return pages;
}

static void keep_pages(gr_layouter *lay, gr_builder *builder, gr_pages *pages)
{
    gr_page *made = GR_NEW_N(lay->arena, gr_page, builder->n);
    for (size_t i = 0; i < builder->n; i++) {
        gr_draw_running(lay, &builder->drafts[i], i, builder->n);
        made[i] = gr_page_of(&builder->drafts[i]);
    }
    pages->pages = made;
    gr_number_elems(pages);
}

static gr_status finish(gr_layouter *lay, gr_builder *builder, gr_pages **out_pages)
{
    GR_TRY(lay->worst);
    gr_pages *pages = about(lay, builder);
    gr_fill_links(lay, builder);
    gr_fill_late_numbers(lay, builder);
    if (lay->sink == NULL) {
        keep_pages(lay, builder, pages);
    } else {
        GR_TRY(gr_sink_end(lay, builder));
    }
    gr_fill_outline(lay, pages);
    gr_give_spots(lay, pages);
    gr_tell_overflow(lay, builder);
    for (size_t i = 0; pages->pages != NULL && i < pages->n; i++) {
        gr_judge_page(lay, &pages->pages[i], i + 1);
    }
    GR_TRY(lay->worst);
    *out_pages = pages;
    return GR_OK;
}

/* One round in an arena of its own. Page numbers that were printed before they were known may be
 * others, and headings may have been met that the contents did not know: then all of it is thrown
 * away and laid out anew. */
static gr_status try_round(gr_layouter *lay, bool last, bool *out_again, gr_pages **out_pages)
{
    gr_builder builder;
    size_t n_headings = lay->n_headings;
    GR_TRY(gr_sink_begin(lay));
    GR_TRY(lay_round(lay, &builder));
    bool holds = !lay->doomed && gr_pages_settled(lay) &&
                 (lay->n_late == 0 || lay->n_headings == n_headings);
    *out_again = !holds && !last;
    if (*out_again) {
        gr_anchors_next_round(lay);
        return GR_OK;
    }
    if (!holds) {
        gr_diag_report_open(lay->diag, lay->doc->root->at, GR_CODE_PAGES_UNSTABLE,
                            "page numbers in the contents or in the text may be one off");
    }
    return finish(lay, &builder, out_pages);
}

static gr_status run_rounds(gr_layouter *lay, gr_pages **out_pages)
{
    bool again = true;
    gr_status status = GR_OK;
    for (unsigned round = 1; again && status == GR_OK; round++) {
        again = false;
        lay->arena = gr_arena_new(BLOCK_BYTES);
        lay->first_round = round == 1;
        status = try_round(lay, round >= ROUNDS, &again, out_pages);
        if (again) {
            gr_arena_free(lay->arena);
        }
    }
    gr_arena_adopt(lay->setup->arena, lay->arena);
    return status;
}

gr_status gr_layout_run(const gr_doc *doc, const gr_layout_setup *setup, gr_pages **out_pages)
{
    gr_arena *keep = gr_arena_new(BLOCK_BYTES), *scratch = gr_arena_new(BLOCK_BYTES);
    gr_arena *trial = gr_arena_new(BLOCK_BYTES), *paras = gr_arena_new(BLOCK_BYTES);
    gr_layouter lay = {.doc = doc,
                       .house = doc->house,
                       .setup = setup,
                       .text = setup->text,
                       .keep = keep,
                       .scratch = scratch,
                       .trial = trial,
                       .paras = paras,
                       .diag = setup->diag,
                       .sink = setup->sink,
                       .generations =
                           gr_passing_new(keep, setup->sink == NULL ? NULL : setup->text),
                       .anchors = gr_anchors_new(keep)};
    lay.last_note = gr_last_note(doc->root);
    gr_gather_headings(&lay);
    gr_status status = run_rounds(&lay, out_pages);
    gr_passing_end(lay.generations);
    gr_arena_free(paras);
    gr_arena_free(trial);
    gr_arena_free(scratch);
    gr_arena_free(keep);
    return status;
}
