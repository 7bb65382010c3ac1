/* Objects whose bytes are ours, in libharu's table of objects. libharu writes << and >>; between
 * them it calls us. This costs a sixth of the memory of a dictionary of names and numbers, and lets
 * numbers be spelled exactly. */
#include <hpdf.h>
#include <hpdf_objects.h>

#include "pack/pack.h"
#include "pdf_priv.h"

enum { PAGE_LEVEL = 6 };

unsigned long gr_sink_add(struct _HPDF_Stream_Rec *sink, gr_str bytes)
{
    /* libharu reads only, but does not say so */
    union {
        const char *ours;
        HPDF_BYTE *theirs;
    } ptr = {.ours = bytes.ptr};
    return bytes.len == 0 ? HPDF_OK : HPDF_Stream_Write(sink, ptr.theirs, (HPDF_UINT)bytes.len);
}

static HPDF_STATUS write_body(HPDF_Dict raw, HPDF_Stream sink)
{
    gr_object *object = raw->attr;
    object->sink = sink;
    return gr_sink_add(sink, object->body);
}

static HPDF_STATUS write_stream(HPDF_Dict raw)
{
    gr_object *object = raw->attr;
    HPDF_STATUS status = gr_sink_add(object->sink, GR_LIT("\nstream\n"));
    if (status == HPDF_OK) {
        status = gr_sink_add(object->sink, object->stream);
    }
    return status == HPDF_OK ? gr_sink_add(object->sink, GR_LIT("\nendstream")) : status;
}

gr_object *gr_object_new(gr_pdf *pdf)
{
    gr_object *object = GR_NEW(pdf->arena, gr_object);
    object->body = GR_LIT("");
    object->stream = GR_LIT("");
    HPDF_Dict raw = HPDF_Dict_New(pdf->doc->mmgr);
    if (raw == NULL) {
        gr_die_oom(sizeof(*raw));
    }
    if (HPDF_Xref_Add(pdf->doc->xref, raw) != HPDF_OK) {
        return object; /* libharu keeps the error; gr_document_check tells */
    }
    raw->attr = object;
    raw->write_fn = write_body;
    object->raw = raw;
    object->number = raw->header.obj_id & 0x00FFFFFF;
    return object;
}

gr_object *gr_stream_new(gr_pdf *pdf, gr_str entries, gr_str bytes, int level)
{
    gr_object *object = gr_object_new(pdf);
    object->stream = level > 0 ? gr_deflate(pdf->arena, bytes, level) : bytes;
    object->has_stream = true;
    object->body = gr_str_fmt(pdf->arena, GR_FMT "%s/Length %zu", GR_ARG(entries),
                              level > 0 ? "/Filter/FlateDecode" : "", object->stream.len);
    if (object->raw != NULL) {
        object->raw->after_write_fn = write_stream;
    }
    return object;
}

void gr_stream_take_over(gr_pdf *pdf, struct _HPDF_Dict_Rec *raw, gr_str bytes)
{
    gr_object *object = GR_NEW(pdf->arena, gr_object);
    object->stream = gr_deflate(pdf->arena, bytes, PAGE_LEVEL);
    object->has_stream = true;
    object->body = GR_LIT("/Filter/FlateDecode");
    object->raw = raw;
    HPDF_Stream_Free(raw->stream);
    raw->stream = NULL;
    raw->attr = object;
    raw->write_fn = write_body;
    raw->after_write_fn = write_stream;
    HPDF_Number length = HPDF_Dict_GetItem(raw, "Length", HPDF_OCLASS_NUMBER);
    HPDF_Number_SetValue(length, (HPDF_INT32)object->stream.len);
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

bool gr_object_is_stream(const struct _HPDF_Dict_Rec *raw)
{
    return raw->stream != NULL || raw->after_write_fn != NULL;
}
