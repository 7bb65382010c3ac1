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
    const gr_attachment *embedded; /* names differ; with one or more it is PDF/A-3a */
    size_t n_embedded;
} gr_pdf_options;
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
