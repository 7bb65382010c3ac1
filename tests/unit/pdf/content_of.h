#ifndef GR_TESTS_PDF_CONTENT_OF_H
#define GR_TESTS_PDF_CONTENT_OF_H
/* The operators of one page of the sample, and the file that they were written for. */
#include "pdf/sample.h"
#include "pdf_priv.h"

/* A file to be written into `bytes`, and its pages. */
static inline gr_pdf *opened(sample *s, gr_buf *bytes)
{
    static const gr_pdf_options options = {.producer = {"griffie 0.1.0", 13}};
    *bytes = gr_buf_make(s->arena, 100000000);
    gr_pdf *pdf = NULL;
    assert_int_equal(gr_pdf_open_bytes(bytes, &options, s->faces.text, s->faces.diag, &pdf), GR_OK);
    for (size_t i = 0; i < s->pages.n; i++) {
        (void)gr_pdf_add_page(pdf, s->pages.pages[i].width, s->pages.pages[i].height);
    }
    return pdf;
}

static inline gr_str content_of(gr_pdf *pdf, const gr_pages *pages, size_t page)
{
    gr_buf out = gr_buf_make(pdf->arena, 1000000);
    gr_content content;
    gr_content_begin(&content, pdf, page, &out);
    for (size_t i = 0; i < pages->pages[page].n; i++) {
        gr_content_add(&content, &pages->pages[page].items[i]);
    }
    gr_content_end(&content);
    gr_buf_add_char(&out, '\0');
    return gr_buf_view(&out);
}

#endif
