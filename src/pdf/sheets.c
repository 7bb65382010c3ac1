/* Pages of the file. libharu has the page tree and gives each page its numbers; a page is *added*
 * where it stands among the others and *filled* when it is finished: its content is packed and
 * written, its dictionary goes into the group at hand, and both are freed. What stays of it is a
 * place in the tree. */
#include <hpdf.h>
#include <hpdf_objects.h>
#include <hpdf_pages.h>

#include "pdf_priv.h"

gr_file_page *gr_sheet_at(const gr_pdf *pdf, size_t page)
{
    return gr_blocks_at(&pdf->sheets, page);
}

gr_mpt gr_from_foot(const gr_pdf *pdf, size_t page, gr_mpt y)
{
    return gr_sheet_at(pdf, page)->height - y;
}

void gr_sheet_add(gr_pdf *pdf, gr_mpt width, gr_mpt height)
{
    gr_file_page *sheet = gr_blocks_add(&pdf->sheets);
    *sheet = (gr_file_page){.width = width, .height = height};
    HPDF_Page raw = HPDF_AddPage(pdf->doc);
    if (raw == NULL) {
        return; /* libharu keeps the error; gr_document_check tells */
    }
    sheet->raw = raw;
    sheet->number = gr_raw_number(raw);
}

/* What libharu does not spell of a page hangs at the page while it is written. */
static HPDF_STATUS write_entries(HPDF_Dict raw, HPDF_Stream sink)
{
    const gr_pdf *pdf = raw->error->user_data;
    return gr_sink_add(sink, gr_buf_view(&pdf->entries));
}

static void spell_entries(gr_pdf *pdf, const gr_file_page *sheet, size_t page, unsigned content,
                          gr_str annotations)
{
    gr_buf *out = &pdf->entries;
    out->len = 0;
    gr_buf_add(out, GR_LIT("/MediaBox[0 0 "));
    gr_add_length(out, sheet->width);
    gr_buf_add_char(out, ' ');
    gr_add_length(out, sheet->height);
    gr_buf_addf(out, "]/Tabs/S/StructParents %zu/Resources %u 0 R", page, pdf->resources);
    if (sheet->running > 0) {
        gr_buf_addf(out, "/Contents[%u 0 R %u 0 R]", content, sheet->running);
    } else {
        gr_buf_addf(out, "/Contents %u 0 R", content);
    }
    if (annotations.len > 0) {
        gr_buf_addf(out, "/Annots[" GR_FMT "]", GR_ARG(annotations));
    }
}

/* Of the dictionary only the number is needed from now on. */
static void empty(HPDF_Page raw)
{
    HPDF_Dict_RemoveElement(raw, "Parent");
    raw->write_fn = NULL;
    HPDF_PageAttr attr = raw->attr;
    HPDF_GState_Free(raw->mmgr, attr->gstate);
    attr->gstate = NULL;
}

void gr_sheet_fill(gr_pdf *pdf, size_t page, gr_str content, gr_str annotations, bool running)
{
    gr_file_page *sheet = gr_sheet_at(pdf, page);
    HPDF_Page raw = sheet->raw;
    HPDF_Dict stream = raw == NULL ? NULL : HPDF_Dict_GetItem(raw, "Contents", HPDF_OCLASS_DICT);
    HPDF_Number length =
        stream == NULL ? NULL : HPDF_Dict_GetItem(stream, "Length", HPDF_OCLASS_NUMBER);
    if (length == NULL) {
        return; /* libharu has kept an error */
    }
    unsigned number = gr_raw_number(stream);
    unsigned spare = gr_raw_number(length); /* our streams say their length themselves */
    sheet->running = running ? spare : 0;
    sheet->filled = !running;
    HPDF_Dict_RemoveElement(raw, "Contents");
    HPDF_Dict_RemoveElement(raw, "Resources");
    HPDF_Dict_RemoveElement(raw, "MediaBox");
    gr_number_take(pdf, number);
    gr_number_take(pdf, spare);
    gr_stream_write(pdf, number, GR_LIT(""), content, GR_PDF_LEVEL);
    spell_entries(pdf, sheet, page, number, annotations);
    raw->write_fn = write_entries;
    gr_raw_write(pdf, sheet->number, raw);
    empty(raw);
}
