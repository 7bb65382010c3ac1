/* Numbers come from libharu's table of objects, so its own (page tree, catalogue, bookmarks) and
 * ours share one sequence. Of ours libharu knows no more than that the number is taken: an object
 * of its own would cost six times the memory, and would live until the end. */
#include <hpdf.h>
#include <hpdf_objects.h>

#include "pdf_priv.h"

unsigned long gr_sink_add(struct _HPDF_Stream_Rec *sink, gr_str bytes)
{
    /* libharu reads only, but does not say so */
    union {
        const char *ours;
        HPDF_BYTE *theirs;
    } ptr = {.ours = bytes.ptr};
    return bytes.len == 0 ? HPDF_OK : HPDF_Stream_Write(sink, ptr.theirs, (HPDF_UINT)bytes.len);
}

unsigned gr_raw_number(const void *object)
{
    return ((const HPDF_Obj_Header *)object)->obj_id & 0x00FFFFFF;
}

void gr_number_take(gr_pdf *pdf, unsigned number)
{
    HPDF_XrefEntry entry = HPDF_Xref_GetEntry(pdf->doc->xref, number);
    if (entry != NULL) {
        HPDF_Obj_ForceFree(pdf->doc->mmgr, entry->obj);
        entry->obj = NULL; /* HPDF_Xref_Free passes it over */
    }
}

unsigned gr_number_new(gr_pdf *pdf)
{
    if (pdf->next_number > 0) {
        return pdf->next_number++;
    }
    HPDF_Null taken = HPDF_Null_New(pdf->doc->mmgr);
    if (taken == NULL) {
        gr_die_oom(sizeof(*taken));
    }
    if (HPDF_Xref_Add(pdf->doc->xref, taken) != HPDF_OK) {
        return 0; /* libharu keeps the error; gr_document_check tells */
    }
    unsigned number = gr_raw_number(taken);
    gr_number_take(pdf, number);
    return number;
}

static HPDF_STATUS take_bytes(HPDF_Stream sink, const HPDF_BYTE *bytes, HPDF_UINT n)
{
    gr_buf_add(sink->attr, (gr_str){(const char *)bytes, n});
    return HPDF_OK;
}

void gr_raw_write(gr_pdf *pdf, unsigned number, void *object)
{
    HPDF_Stream_Rec sink = {
        .sig_bytes = HPDF_STREAM_SIG_BYTES,
        .type = HPDF_STREAM_CALLBACK,
        .mmgr = pdf->doc->mmgr,
        .error = &pdf->doc->error,
        .write_fn = take_bytes,
        .attr = gr_value_begin(pdf, number),
    };
    HPDF_Obj_WriteValue(object, &sink, NULL); /* an error stays in doc->error */
    gr_value_end(pdf);
}

/* Pages have left already: they hold nothing but their place in the page tree. */
void gr_rest_write(gr_pdf *pdf)
{
    HPDF_Xref table = pdf->doc->xref;
    for (HPDF_UINT i = 1; i < table->entries->count; i++) {
        HPDF_XrefEntry entry = HPDF_Xref_GetEntry(table, i);
        const HPDF_Obj_Header *header = entry->obj;
        if (header != NULL && header->obj_class != (HPDF_OCLASS_DICT | HPDF_OSUBCLASS_PAGE)) {
            gr_raw_write(pdf, i, entry->obj);
        }
    }
}

void gr_add_md5(gr_buf *out, gr_str bytes)
{
    enum { DIGEST = 16 };
    union { /* libharu reads only, but does not say so */
        const char *ours;
        const HPDF_BYTE *theirs;
    } ptr = {.ours = bytes.ptr};
    struct HPDF_MD5Context md5;
    HPDF_BYTE digest[DIGEST];
    HPDF_MD5Init(&md5);
    HPDF_MD5Update(&md5, ptr.theirs, (HPDF_UINT32)bytes.len);
    HPDF_MD5Final(digest, &md5);
    gr_buf_add_char(out, '<');
    for (size_t i = 0; i < DIGEST; i++) {
        gr_buf_addf(out, "%02X", digest[i]);
    }
    gr_buf_add_char(out, '>');
}
