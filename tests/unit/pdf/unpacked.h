#ifndef GR_TESTS_PDF_UNPACKED_H
#define GR_TESTS_PDF_UNPACKED_H
/* The sample as a file, and all that stands in a file as text. */
#include "inspect_priv.h"
#include "pdf/sample.h"

static inline gr_str emitted(sample *s)
{
    static const gr_pdf_options options = {.producer = {"griffie 0.1.0", 13}};
    gr_str bytes = GR_LIT("");
    assert_int_equal(gr_pdf_make(&s->pages, &options, s->arena, s->faces.diag, &bytes), GR_OK);
    return bytes;
}

/* The streams of a file one after another, unpacked, and what stands between them. */
static inline gr_str unpacked(gr_arena *arena, gr_str bytes)
{
    gr_buf out = gr_buf_make(arena, 100000000);
    for (size_t at = 0; at < bytes.len; at++) {
        gr_indirect object;
        bool begins =
            at > 0 && bytes.ptr[at - 1] == '\n' && bytes.ptr[at] >= '0' && bytes.ptr[at] <= '9';
        gr_str stream;
        if (begins && gr_object_at(bytes, at, &object)) {
            gr_buf_add(&out, object.dict);
            gr_buf_add_char(&out, '\n');
            gr_buf_add(&out, gr_unpack(arena, &object, 10000000, &stream) ? stream : object.stream);
            gr_buf_add_char(&out, '\n');
        }
    }
    return gr_buf_view(&out);
}

#endif
