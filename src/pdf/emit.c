/* Pages to a file, step by step. A first walk over all text finds the glyphs, so fonts are embedded
 * before the pages that use them are written. */
#include "pdf_priv.h"

enum { WORK_BLOCK_BYTES = 256 * 1024 };

static gr_status emit_page(gr_pdf *pdf, size_t index, gr_buf *scratch)
{
    const gr_page *page = &pdf->pages->pages[index];
    gr_content content;
    scratch->len = 0;
    gr_content_begin(&content, pdf, index, scratch);
    for (size_t i = 0; i < page->n; i++) {
        gr_content_add(&content, &page->items[i]);
    }
    gr_content_end(&content);
    gr_page_fill(pdf, index, gr_buf_view(scratch), gr_links_make(pdf, index));
    return gr_document_check(pdf, gr_str_fmt(pdf->arena, "page %zu", index + 1));
}

static void fill_resources(gr_pdf *pdf)
{
    gr_buf body = gr_buf_make(pdf->arena, SIZE_MAX / 2);
    gr_buf_add(&body, GR_LIT("/Font<<"));
    for (size_t i = 0; i < pdf->n_fonts; i++) {
        if (pdf->fonts[i] != NULL) {
            gr_buf_addf(&body, "/F%zu %u 0 R", i, pdf->fonts[i]->object->number);
        }
    }
    gr_buf_add(&body, GR_LIT(">>"));
    if (pdf->n_images + pdf->n_forms > 0) {
        gr_buf_add(&body, GR_LIT("/XObject<<"));
        for (size_t i = 0; i < pdf->n_images; i++) {
            gr_buf_addf(&body, "/I%zu %u 0 R", i, pdf->images[i].object->number);
        }
        for (size_t i = 0; i < pdf->n_forms; i++) {
            gr_buf_addf(&body, "/X%zu %u 0 R", i, pdf->forms[i].object->number);
        }
        gr_buf_add(&body, GR_LIT(">>"));
    }
    pdf->resources->body = gr_buf_view(&body);
}

static gr_status emit(gr_pdf *pdf, gr_buf *out)
{
    GR_TRY(gr_document_open(pdf));
    GR_TRY(gr_tags_open(pdf));
    gr_fonts_collect(pdf);
    GR_TRY(gr_fonts_embed(pdf));
    gr_buf scratch = gr_buf_make(pdf->arena, SIZE_MAX / 2);
    for (size_t i = 0; i < pdf->pages->n; i++) {
        GR_TRY(emit_page(pdf, i, &scratch));
    }
    fill_resources(pdf);
    gr_tags_finish(pdf);
    gr_add_outline(pdf);
    gr_attachments_add(pdf);
    gr_metadata_add(pdf);
    GR_TRY(gr_document_check(pdf, GR_LIT("the end")));
    gr_pdf_save(pdf, out);
    return gr_document_check(pdf, GR_LIT("writing"));
}

gr_status gr_pdf_make(const gr_pages *pages, const gr_pdf_options *options, gr_arena *arena,
                      gr_diag *diag, gr_str *out_bytes)
{
    enum { MOST_BYTES = INT32_MAX }; /* places in the file are 32 bits wide */
    gr_pdf pdf = {.pages = pages, .options = options, .diag = diag};
    pdf.arena = gr_arena_new(WORK_BLOCK_BYTES);
    gr_buf out = gr_buf_make(arena, MOST_BYTES);
    gr_status status = emit(&pdf, &out);
    if (status == GR_OK && out.full) {
        gr_diag_report_open(diag, (gr_loc){0}, GR_CODE_OUTPUT_VERIFY,
                            "the PDF would be larger than 2 GB; split the report");
        status = GR_OVER_LIMIT;
    }
    gr_document_close(&pdf);
    gr_arena_free(pdf.arena);
    if (status == GR_OK) {
        *out_bytes = gr_buf_view(&out);
    }
    return status;
}
