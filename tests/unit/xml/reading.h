#ifndef GR_TESTS_XML_READING_H
#define GR_TESTS_XML_READING_H
/* What the tests of this room share: bytes in, one line of what was said out. */
#include "base/arena.h"
#include "check.h"
#include "xml/xml.h"

typedef struct reading {
    gr_arena *arena;
    gr_diag *diag;
    uint16_t file;
    gr_buf events; /* (name or )name or its text, in order */
    bool with_places;
} reading;

static inline reading reading_make(void)
{
    gr_arena *arena = gr_arena_new(65536);
    gr_diag *diag = gr_diag_new(arena, 50);
    return (reading){.arena = arena,
                     .diag = diag,
                     .file = gr_diag_add_file(diag, GR_LIT("no such file.xml")),
                     .events = gr_buf_make(arena, 100000000)};
}

static inline void add_place(reading *r, gr_xml_reader *reader)
{
    if (r->with_places) {
        uint32_t line = gr_xml_line(reader);
        gr_loc at = gr_xml_place(reader);
        assert_int_equal(line, at.line);
        gr_buf_addf(&r->events, "@%u:%u ", at.line, at.col);
    }
}

static inline gr_status reading_start(void *user, gr_xml_reader *reader, const gr_xml_start *e)
{
    reading *r = user;
    gr_buf_addf(&r->events, "(" GR_FMT, GR_ARG(e->name));
    for (size_t i = 0; i < e->n_attrs; i++) {
        gr_str ns = e->attrs[i].ns;
        gr_buf_add(&r->events, GR_LIT(" "));
        if (ns.len > 0) {
            gr_buf_addf(&r->events, "{" GR_FMT "}",
                        GR_ARG(gr_str_is(ns, GR_XML_NAMESPACE) ? GR_LIT("xml") : ns));
        }
        gr_buf_addf(&r->events, GR_FMT "=[" GR_FMT "]", GR_ARG(e->attrs[i].name),
                    GR_ARG(e->attrs[i].value));
    }
    add_place(r, reader);
    return GR_OK;
}

static inline gr_status reading_text(void *user, gr_xml_reader *reader, gr_str chars)
{
    reading *r = user;
    (void)reader;
    gr_buf_add(&r->events, chars);
    return GR_OK;
}

static inline gr_status reading_end(void *user, gr_xml_reader *reader, gr_str name)
{
    reading *r = user;
    gr_buf_addf(&r->events, ")" GR_FMT, GR_ARG(name));
    add_place(r, reader);
    return GR_OK;
}

static inline gr_xml_handler reading_handler(reading *r)
{
    return (gr_xml_handler){
        .user = r, .start = reading_start, .text = reading_text, .end = reading_end};
}

static inline gr_status read_with(reading *r, gr_str bytes, const gr_limits *limits)
{
    gr_xml_handler handler = reading_handler(r);
    return gr_xml_read_bytes(bytes, r->file, limits, &handler, r->diag);
}

/** Everything that was said, as it is printed. */
static inline gr_str said(const reading *r)
{
    gr_buf out = gr_buf_make(r->arena, 100000);
    gr_diag_print(r->diag, &out);
    return gr_buf_view(&out);
}

#endif
