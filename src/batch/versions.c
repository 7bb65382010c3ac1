#include "batch/batch.h"

/* Owns what --version says. Each room names the library that lives in it; libhyphen does not say
 * which it is. */
#include "image/image.h"
#include "journal/journal.h"
#include "language/language.h"
#include "markdown/markdown.h"
#include "pack/pack.h"
#include "pack/unpack.h"
#include "pdf/pdf.h"
#include "process/guard.h"
#include "text/text.h"
#include "xlsx/xlsx.h"
#include "xml/xml.h"

#ifdef __clang__
#define COMPILER __VERSION__ /* begins with the name, perhaps after that of a distribution */
#else
#define COMPILER "gcc " __VERSION__
#endif

void gr_batch_versions(gr_buf *out)
{
    const char *const engines[] = {
        gr_xml_engine(),        gr_markdown_engine(), gr_text_engine(), gr_image_png_engine(),
        gr_image_jpeg_engine(), gr_deflate_engine(),  gr_hash_engine(), gr_zip_engine(),
        gr_unpack_engine(),     gr_pdf_engine(),      gr_xlsx_engine(), gr_journal_engine(),
        gr_language_engine(),
    };
    gr_buf_addf(out, "griffie %s\nbuilt with %s (%s)\n", GR_VERSION, COMPILER, GR_BUILD);
    for (size_t i = 0; i < sizeof(engines) / sizeof(engines[0]); i++) {
        gr_buf_addf(out, "%s\n", engines[i]);
    }
    gr_guard_engine_add(out);
    gr_buf_add_char(out, '\n');
}
