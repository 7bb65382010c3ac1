/* The file, written from libharu's table of objects: objects that are no streams go together into
 * object streams, and a cross-reference stream ends the file (PDF 1.5 and later; PDF/A-2 allows
 * it). A third smaller than libharu's own form, in one buffer, and every byte checked by whoever
 * writes the buffer. The groups are large, as alike objects pack best together. */
#include <hpdf.h>
#include <hpdf_objects.h>

#include "pack/pack.h"
#include "pdf_priv.h"

enum { OBJECTS_A_GROUP = 1000, ENTRY_BYTES = 7, SAVE_LEVEL = 6, ID_BYTES = 16 };

typedef struct place { /* where an object is: at a byte of the file, or the nth of a group */
    uint8_t kind;      /* 0 free, 1 byte, 2 group */
    uint32_t at;
    uint16_t nth;
} place;

typedef struct writer {
    gr_pdf *pdf;
    gr_buf *out;
    place *places;
    size_t n; /* objects, the free one 0 included */
    gr_buf group, directory;
    size_t *members; /* of the group */
    size_t n_members;
} writer;

static HPDF_STATUS take_bytes(HPDF_Stream sink, const HPDF_BYTE *bytes, HPDF_UINT n)
{
    gr_buf_add(sink->attr, (gr_str){(const char *)bytes, n});
    return HPDF_OK;
}

static void write_value(writer *w, void *object, gr_buf *to)
{
    HPDF_Stream_Rec sink = {
        .sig_bytes = HPDF_STREAM_SIG_BYTES,
        .type = HPDF_STREAM_CALLBACK,
        .mmgr = w->pdf->doc->mmgr,
        .error = &w->pdf->doc->error,
        .write_fn = take_bytes,
        .attr = to,
    };
    HPDF_Obj_WriteValue(object, &sink, NULL); /* an error stays in doc->error */
}

static bool is_stream(void *object)
{
    const HPDF_Obj_Header *header = object;
    return (header->obj_class & HPDF_OCLASS_ANY) == HPDF_OCLASS_DICT && gr_object_is_stream(object);
}

static void begin_object(writer *w, size_t number)
{
    w->places[number] = (place){.kind = 1, .at = (uint32_t)w->out->len};
    gr_buf_addf(w->out, "%zu 0 obj\n", number);
}

static void add_stream(writer *w, const char *entries, gr_str packed)
{
    gr_buf_addf(w->out, "<<%s/Filter/FlateDecode/Length %zu>>\nstream\n", entries, packed.len);
    gr_buf_add(w->out, packed);
    gr_buf_add(w->out, GR_LIT("\nendstream\nendobj\n"));
}

static void flush_group(writer *w)
{
    if (w->n_members == 0) {
        return;
    }
    size_t number = w->n++;
    for (size_t i = 0; i < w->n_members; i++) {
        w->places[w->members[i]] = (place){.kind = 2, .at = (uint32_t)number, .nth = (uint16_t)i};
    }
    gr_str entries =
        gr_str_fmt(w->pdf->arena, "/Type/ObjStm/N %zu/First %zu", w->n_members, w->directory.len);
    gr_buf_add(&w->directory, gr_buf_view(&w->group));
    begin_object(w, number);
    add_stream(w, entries.ptr, gr_deflate(w->pdf->arena, gr_buf_view(&w->directory), SAVE_LEVEL));
    w->n_members = 0;
    w->group.len = 0;
    w->directory.len = 0;
}

static void add_object(writer *w, size_t number, void *object)
{
    if (is_stream(object)) {
        begin_object(w, number);
        write_value(w, object, w->out);
        gr_buf_add(w->out, GR_LIT("\nendobj\n"));
        return;
    }
    gr_buf_addf(&w->directory, "%zu %zu ", number, w->group.len);
    write_value(w, object, &w->group);
    gr_buf_add_char(&w->group, '\n');
    w->members[w->n_members++] = number;
    if (w->n_members == OBJECTS_A_GROUP) {
        flush_group(w);
    }
}

/* The table of places, each row as its difference from the row above: nearly all zeros. */
static gr_str packed_places(writer *w)
{
    gr_buf rows = gr_buf_make(w->pdf->arena, SIZE_MAX / 2);
    uint8_t above[ENTRY_BYTES] = {0};
    for (size_t i = 0; i < w->n; i++) {
        const place *p = &w->places[i];
        const uint8_t row[ENTRY_BYTES] = {
            p->kind,        (uint8_t)(p->at >> 24), (uint8_t)(p->at >> 16), (uint8_t)(p->at >> 8),
            (uint8_t)p->at, (uint8_t)(p->nth >> 8), (uint8_t)p->nth,
        };
        gr_buf_add_char(&rows, 2); /* PNG filter "up" */
        for (size_t b = 0; b < ENTRY_BYTES; b++) {
            gr_buf_add_char(&rows, (char)(uint8_t)(row[b] - above[b]));
        }
        memcpy(above, row, sizeof(above));
    }
    return gr_deflate(w->pdf->arena, gr_buf_view(&rows), SAVE_LEVEL);
}

/* The identity of the file is what is in it. */
static void add_id(gr_buf *out, gr_str content)
{
    gr_sha256 hash = gr_sha256_of(content);
    gr_buf_addf(out, "/ID[");
    for (int twice = 0; twice < 2; twice++) {
        gr_buf_add_char(out, '<');
        for (size_t i = 0; i < ID_BYTES; i++) {
            gr_buf_addf(out, "%02X", hash.bytes[i]);
        }
        gr_buf_add_char(out, '>');
    }
    gr_buf_add_char(out, ']');
}

static unsigned number_of(HPDF_Dict dict)
{
    return dict->header.obj_id & 0x00FFFFFF;
}

static void add_cross_references(writer *w)
{
    gr_str content = gr_buf_view(w->out);
    size_t start = w->out->len;
    size_t number = w->n++;
    begin_object(w, number);
    gr_buf entries = gr_buf_make(w->pdf->arena, 4096);
    gr_buf_addf(&entries, "/Type/XRef/Size %zu/W[1 4 2]/Root %u 0 R/Info %u 0 R", w->n,
                number_of(w->pdf->doc->catalog), number_of(w->pdf->doc->info));
    add_id(&entries, content);
    gr_buf_addf(&entries, "/DecodeParms<</Predictor 12/Columns %d>>", ENTRY_BYTES);
    gr_buf_add_char(&entries, '\0');
    add_stream(w, entries.ptr, packed_places(w));
    gr_buf_addf(w->out, "startxref\n%zu\n%%%%EOF\n", start);
}

void gr_pdf_save(gr_pdf *pdf, gr_buf *out)
{
    HPDF_Xref table = pdf->doc->xref;
    size_t n = table->entries->count;
    writer w = {
        .pdf = pdf,
        .out = out,
        .places = GR_NEW_N(pdf->arena, place, n + n / OBJECTS_A_GROUP + 3),
        .n = n,
        .members = GR_NEW_N(pdf->arena, size_t, OBJECTS_A_GROUP),
        .group = gr_buf_make(pdf->arena, SIZE_MAX / 2),
        .directory = gr_buf_make(pdf->arena, SIZE_MAX / 2),
    };
    w.places[0].nth = UINT16_MAX;
    gr_buf_add(out, GR_LIT("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"));
    for (size_t i = 1; i < n; i++) {
        add_object(&w, i, HPDF_Xref_GetEntry(table, (HPDF_UINT)i)->obj);
    }
    flush_group(&w);
    add_cross_references(&w);
}
