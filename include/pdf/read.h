#ifndef GR_PDF_READ_H
#define GR_PDF_READ_H
/* The text of a file that we wrote, read back glyph by glyph with its place on the page. Shares
 * nothing with the writer. */
#include "base/arena.h"
#include "base/value.h"

typedef struct gr_pdf_glyph {
    uint32_t page; /* from 1 */
    gr_mpt x, y;   /* where it begins, on its base line; from the left and from the top */
    bool placed;   /* false: it stands on that line, further on than is known */
    gr_str chars;  /* good until all is read */
} gr_pdf_glyph;
typedef void gr_pdf_glyph_fn(void *user, const gr_pdf_glyph *glyph);
/** Asked of each page in turn, from 1, and once more behind the last one; what is on a page that is
 *  not wanted is not read. */
typedef bool gr_pdf_wants_fn(void *user, uint32_t page);

/** Calls `take` for each glyph of what a page says, page by page, as it is drawn: not for lines
 * above and below, marks behind the text, and text that runs up the page. False when the file does
 * not open, or when something in it is not as we write it. */
GR_MUST_USE bool gr_pdf_read_text(gr_str bytes, gr_pdf_wants_fn *wants, gr_pdf_glyph_fn *take,
                                  void *user);

#endif
