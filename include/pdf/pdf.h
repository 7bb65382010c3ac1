#ifndef GR_PDF_PDF_H
#define GR_PDF_PDF_H
/* Pages to a PDF file: PDF 1.7, tagged, PDF/UA-1 and PDF/A-2a, or 3a when it carries files. libharu
 * supplies the object layer; fonts, content, structure, metadata and the writer are ours (see the
 * room's README). */
#include "base/attachment.h"
#include "base/file.h"
#include "layout/pages.h"

typedef struct gr_pdf_options {
    gr_str producer;               /* "griffie 0.1.0" */
    gr_str document_id;            /* "uuid:..."; empty: it bears none */
    const gr_attachment *embedded; /* names differ; with one or more it is PDF/A-3a */
    size_t n_embedded;
} gr_pdf_options;

/** A file that is being written. Pages leave as they are filled: nothing of a page's items is
 * needed afterwards, and of its elements only their number (gr_elem.index) until gr_pdf_finish. */
typedef struct gr_pdf gr_pdf;
/** The file must not be there yet. `text` has the faces of the items. */
GR_MUST_USE gr_status gr_pdf_open(gr_str path, const gr_pdf_options *options, gr_text *text,
                                  gr_diag *diag, gr_pdf **out);
/** A new last page, to be filled before or after others; its index. */
size_t gr_pdf_add_page(gr_pdf *pdf, gr_mpt width, gr_mpt height);
/** All that stands on a page, once. `running`: gr_pdf_fill_running will follow for it. What is
 * refused is refused for good: gr_pdf_discard. */
GR_MUST_USE gr_status gr_pdf_fill_page(gr_pdf *pdf, size_t page, const gr_item *items, size_t n,
                                       bool running);
/** What could not be known when the page was filled (the number of pages): artifacts, no links. */
GR_MUST_USE gr_status gr_pdf_fill_running(gr_pdf *pdf, size_t page, const gr_item *items, size_t n);
/** Pages that are all there. */
GR_MUST_USE gr_status gr_pdf_fill_all(gr_pdf *pdf, const gr_pages *pages);
/** Where internal links lead that were not settled when their page was filled: from then on
 * `as.link.page` of all that were placed is an index of these. */
typedef struct gr_pdf_target {
    uint32_t page;
    gr_mpt y; /* from the head of the page */
} gr_pdf_target;
void gr_pdf_settle_links(gr_pdf *pdf, const gr_pdf_target *targets, size_t n);
typedef struct gr_pdf_counts {
    size_t pages, elements;
} gr_pdf_counts;
/** The structure, bookmarks and what the file says about itself; the file is on the disk then.
 * `about->pages` are not looked at. The file object is gone afterwards, and on failure the file. */
GR_MUST_USE gr_status gr_pdf_finish(gr_pdf *pdf, const gr_pages *about, gr_pdf_counts *out);
void gr_pdf_discard(gr_pdf *pdf); /* closes and removes; NULL is fine */

/** The whole file in `arena`. The same pages give the same bytes. */
GR_MUST_USE gr_status gr_pdf_make(const gr_pages *pages, const gr_pdf_options *options,
                                  gr_arena *arena, gr_diag *diag, gr_str *out_bytes);

/** What a file that was written holds, read back without our writer's help; false when it does not
 * open. */
typedef struct gr_pdf_facts {
    uint32_t pages, elements; /* structure elements */
    const gr_str *embedded;   /* the files in it, unpacked, in the order in which they were given */
    size_t n_embedded;
} gr_pdf_facts;
bool gr_pdf_inspect(gr_str bytes, gr_arena *arena, gr_pdf_facts *out);

/** "libharu 2.3.0": for --version. */
const char *gr_pdf_engine(void);

#endif
