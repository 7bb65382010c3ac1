/* The file, in one direction: streams as they come, objects that are no streams together in object
 * streams, and a cross-reference stream at the end (PDF 1.5 and later; PDF/A-2 allows it). A third
 * smaller than libharu's own form, and every byte checked. Nothing is ever patched: what is not
 * known yet is an object of its own, written when it is. */
#include "base/file.h"
#include "pack/pack.h"
#include "pdf_priv.h"

enum { OBJECTS_A_GROUP = 1000, GROUP_BYTES = 256 * 1024, ENTRY_BYTES = 7, ID_BYTES = 16 };
enum { MOST_BYTES = INT32_MAX }; /* places in the file are 32 bits wide */

/* Places of objects: at a byte of the file, or the nth of a group. */
enum { SPOT_FREE, SPOT_BYTE, SPOT_GROUP };

void gr_out_open(gr_pdf *pdf, gr_file *file, gr_buf *bytes)
{
    pdf->out = (gr_out){
        .file = file,
        .bytes = bytes,
        .hash = gr_hashing_new(pdf->arena),
        .packer = gr_packer_new(),
        .spots = gr_blocks_make(pdf->arena, sizeof(gr_spot)),
        .directory = gr_buf_make(pdf->arena, SIZE_MAX / 2),
        .bodies = gr_buf_make(pdf->arena, SIZE_MAX / 2),
        .members = GR_NEW_N(pdf->arena, unsigned, OBJECTS_A_GROUP),
    };
}

void gr_out_close(gr_pdf *pdf)
{
    gr_packer_free(pdf->out.packer);
    pdf->out.packer = NULL;
}

/* What is refused once is refused for good, so that only those who end something need ask. */
static void add(gr_pdf *pdf, gr_str bytes)
{
    gr_out *out = &pdf->out;
    if (out->status != GR_OK) {
        return;
    }
    if (bytes.len > MOST_BYTES - out->position) {
        gr_diag_report_open(pdf->diag, (gr_loc){0}, GR_CODE_OUTPUT_VERIFY,
                            "the PDF would be larger than 2 GB; split the report");
        out->status = GR_OVER_LIMIT;
        return;
    }
    gr_hashing_add(out->hash, bytes);
    out->position += bytes.len;
    if (out->file != NULL) {
        out->status = gr_file_write(out->file, bytes, pdf->diag);
    } else {
        gr_buf_add(out->bytes, bytes);
    }
}

static void add_text(gr_pdf *pdf, const char *before, size_t number, const char *after)
{
    char text[64];
    int n = snprintf(text, sizeof(text), "%s%zu%s", before, number, after);
    add(pdf, (gr_str){text, (size_t)n});
}

void gr_out_begin(gr_pdf *pdf)
{
    add(pdf, GR_LIT("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"));
}

static void note_spot(gr_pdf *pdf, unsigned number, gr_spot spot)
{
    *(gr_spot *)gr_blocks_reach(&pdf->out.spots, number) = spot;
}

void gr_stream_write(gr_pdf *pdf, unsigned number, gr_str entries, gr_str bytes, int level)
{
    note_spot(pdf, number, (gr_spot){.kind = SPOT_BYTE, .at = (uint32_t)pdf->out.position});
    gr_str packed = level > 0 ? gr_packer_deflate(pdf->out.packer, bytes, level) : bytes;
    add_text(pdf, "", number, " 0 obj\n<<");
    add(pdf, entries);
    add_text(pdf, level > 0 ? "/Filter/FlateDecode/Length " : "/Length ", packed.len,
             ">>\nstream\n");
    add(pdf, packed);
    add(pdf, GR_LIT("\nendstream\nendobj\n"));
}

static void end_group(gr_pdf *pdf)
{
    gr_out *out = &pdf->out;
    if (out->n_members == 0) {
        return;
    }
    unsigned number = gr_number_new(pdf);
    for (size_t i = 0; i < out->n_members; i++) {
        note_spot(pdf, out->members[i],
                  (gr_spot){.kind = SPOT_GROUP, .at = number, .nth = (uint16_t)i});
    }
    char entries[96];
    int n = snprintf(entries, sizeof(entries), "/Type/ObjStm/N %zu/First %zu", out->n_members,
                     out->directory.len);
    gr_buf_add(&out->directory, gr_buf_view(&out->bodies));
    gr_stream_write(pdf, number, (gr_str){entries, (size_t)n}, gr_buf_view(&out->directory),
                    GR_PDF_LEVEL);
    out->n_members = 0;
    out->bodies.len = 0;
    out->directory.len = 0;
}

gr_buf *gr_value_begin(gr_pdf *pdf, unsigned number)
{
    gr_out *out = &pdf->out;
    gr_add_number(&out->directory, number);
    gr_buf_add_char(&out->directory, ' ');
    gr_add_number(&out->directory, out->bodies.len);
    gr_buf_add_char(&out->directory, ' ');
    out->members[out->n_members++] = number;
    return &out->bodies;
}

void gr_value_end(gr_pdf *pdf)
{
    gr_buf_add_char(&pdf->out.bodies, '\n');
    if (pdf->out.n_members == OBJECTS_A_GROUP || pdf->out.bodies.len >= GROUP_BYTES) {
        end_group(pdf);
    }
}

void gr_object_write(gr_pdf *pdf, unsigned number, gr_str body)
{
    gr_buf *to = gr_value_begin(pdf, number);
    gr_buf_add(to, GR_LIT("<<"));
    gr_buf_add(to, body);
    gr_buf_add(to, GR_LIT(">>"));
    gr_value_end(pdf);
}

unsigned gr_object_new(gr_pdf *pdf, gr_str body)
{
    unsigned number = gr_number_new(pdf);
    gr_object_write(pdf, number, body);
    return number;
}

unsigned gr_stream_new(gr_pdf *pdf, gr_str entries, gr_str bytes, int level)
{
    unsigned number = gr_number_new(pdf);
    gr_stream_write(pdf, number, entries, bytes, level);
    return number;
}

/* The table of places, each row as its difference from the row above (PNG filter "up"): nearly all
 * zeros. */
static gr_str rows_of_places(gr_pdf *pdf, size_t n)
{
    enum { ROW = 1 + ENTRY_BYTES, UP = 2 };
    char *rows = GR_NEW_N(pdf->work, char, n *ROW);
    uint8_t above[ENTRY_BYTES] = {0};
    for (size_t i = 0; i < n; i++) {
        gr_spot s = *(gr_spot *)gr_blocks_reach(&pdf->out.spots, i);
        s.nth = s.kind == SPOT_FREE ? UINT16_MAX : s.nth; /* never to be used again */
        const uint8_t row[ENTRY_BYTES] = {
            s.kind,        (uint8_t)(s.at >> 24), (uint8_t)(s.at >> 16), (uint8_t)(s.at >> 8),
            (uint8_t)s.at, (uint8_t)(s.nth >> 8), (uint8_t)s.nth,
        };
        rows[i * ROW] = UP;
        for (size_t b = 0; b < ENTRY_BYTES; b++) {
            rows[i * ROW + 1 + b] = (char)(uint8_t)(row[b] - above[b]);
        }
        memcpy(above, row, sizeof(above));
    }
    return (gr_str){rows, n * ROW};
}

/* The identity of the file is what is in it. */
static void add_id(gr_buf *out, const gr_hashing *content)
{
    gr_sha256 hash = gr_hashing_end(content);
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

gr_status gr_out_end(gr_pdf *pdf, unsigned catalogue, unsigned info)
{
    end_group(pdf);
    uint64_t start = pdf->out.position;
    unsigned number = gr_number_new(pdf);
    note_spot(pdf, number, (gr_spot){.kind = SPOT_BYTE, .at = (uint32_t)start});
    size_t n = (size_t)number + 1;
    GR_TRY(gr_objects_check(pdf, number)); /* with the groups */
    gr_buf entries = gr_buf_make(pdf->work, 4096);
    gr_buf_addf(&entries, "/Type/XRef/Size %zu/W[1 4 2]/Root %u 0 R/Info %u 0 R", n, catalogue,
                info);
    add_id(&entries, pdf->out.hash);
    gr_buf_addf(&entries, "/DecodeParms<</Predictor 12/Columns %d>>", ENTRY_BYTES);
    gr_stream_write(pdf, number, gr_buf_view(&entries), rows_of_places(pdf, n), GR_PDF_LEVEL);
    add_text(pdf, "startxref\n", start, "\n%%EOF\n");
    return pdf->out.status;
}
