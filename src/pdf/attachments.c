/* Files within the file: each an embedded stream with what readers are told of it (ISO 32000-1,
 * 7.11), associated with the document as a whole (ISO 19005-3, 6.8). Nobody looks into them. */
#include "pdf_priv.h"

enum { FILE_LEVEL = 9 };

static const char *const relations[GR_RELATIONSHIP__COUNT] = {
#define GR_RELATIONSHIP(ID, name, pdf, about) pdf,
#include "base/relationships.def"
#undef GR_RELATIONSHIP
};

/** PDF and workbooks are packed already. */
static int level_of(const gr_attachment *file)
{
    return gr_str_starts(file->bytes, GR_LIT("PK")) || gr_str_starts(file->bytes, GR_LIT("%PDF"))
               ? 0
               : FILE_LEVEL;
}

/** "application/pdf" as a name. */
static void add_media(gr_buf *out, const char *media)
{
    gr_buf_add_char(out, '/');
    for (const char *c = media; *c != '\0'; c++) {
        gr_buf_addf(out, *c == '/' ? "#2F" : "%c", *c);
    }
}

static unsigned embed(gr_pdf *pdf, const gr_attachment *file)
{
    gr_buf entries = gr_buf_make(pdf->work, SIZE_MAX / 2);
    gr_buf_add(&entries, GR_LIT("/Type/EmbeddedFile/Subtype"));
    add_media(&entries, file->media);
    gr_buf_addf(&entries, "/Params<</Size %zu/CheckSum", file->bytes.len);
    gr_add_md5(&entries, file->bytes);
    gr_buf_add(&entries, GR_LIT("/ModDate"));
    gr_add_date(&entries, &pdf->about->as_of, false);
    gr_buf_add(&entries, GR_LIT(">>"));
    return gr_stream_new(pdf, gr_buf_view(&entries), file->bytes, level_of(file));
}

/** /F is for readers that know no Unicode. */
static void add_plain_name(gr_buf *out, gr_str name)
{
    gr_buf plain = gr_buf_make(out->arena, SIZE_MAX / 2);
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.ptr[i];
        if (c < 0x80) {
            gr_buf_add_char(&plain, (char)c);
        } else if (c >= 0xC0) { /* once a letter */
            gr_buf_add_char(&plain, '_');
        }
    }
    gr_add_literal(out, gr_buf_view(&plain));
}

static unsigned describe(gr_pdf *pdf, const gr_attachment *file)
{
    unsigned stream = embed(pdf, file);
    gr_buf body = gr_buf_make(pdf->work, SIZE_MAX / 2);
    gr_buf_add(&body, GR_LIT("/Type/Filespec/F"));
    add_plain_name(&body, file->name);
    gr_buf_add(&body, GR_LIT("/UF"));
    gr_add_text(&body, file->name);
    gr_buf_add(&body, GR_LIT("/Desc"));
    gr_add_text(&body, file->title);
    gr_buf_addf(&body, "/AFRelationship/%s/EF<</F %u 0 R/UF %u 0 R>>",
                relations[file->relationship], stream, stream);
    return gr_object_new(pdf, gr_buf_view(&body));
}

typedef struct named { /* an entry of the name tree */
    gr_str key;        /* as it is spelled: hexadecimal digits sort as the bytes do */
    unsigned number;
} named;

static int by_key(const void *left, const void *right)
{
    return gr_str_cmp(((const named *)left)->key, ((const named *)right)->key);
}

static unsigned name_tree(gr_pdf *pdf, const unsigned *specs)
{
    const gr_pdf_options *options = &pdf->options;
    named *names = GR_NEW_N(pdf->work, named, options->n_embedded);
    for (size_t i = 0; i < options->n_embedded; i++) {
        gr_buf key = gr_buf_make(pdf->work, SIZE_MAX / 2);
        gr_add_text(&key, options->embedded[i].name);
        names[i] = (named){gr_buf_view(&key), specs[i]};
    }
    qsort(names, options->n_embedded, sizeof(names[0]), by_key);
    gr_buf body = gr_buf_make(pdf->work, SIZE_MAX / 2);
    gr_buf_add(&body, GR_LIT("/EmbeddedFiles<</Names["));
    for (size_t i = 0; i < options->n_embedded; i++) {
        gr_buf_add(&body, names[i].key);
        gr_add_reference(&body, names[i].number);
    }
    gr_buf_add(&body, GR_LIT("]>>"));
    return gr_object_new(pdf, gr_buf_view(&body));
}

void gr_attachments_add(gr_pdf *pdf)
{
    const gr_pdf_options *options = &pdf->options;
    if (options->n_embedded == 0) {
        return;
    }
    unsigned *specs = GR_NEW_N(pdf->work, unsigned, options->n_embedded);
    for (size_t i = 0; i < options->n_embedded; i++) {
        specs[i] = describe(pdf, &options->embedded[i]);
    }
    gr_pdf_catalogue_add(pdf, "Names", name_tree(pdf, specs));
    gr_pdf_catalogue_list(pdf, "AF", specs, options->n_embedded);
}
