#include "json/json.h"

/* Owns how text looks in JSON. Must not know what it is about. */
static void add_char(gr_buf *out, char c)
{
    if (c == '"' || c == '\\') {
        gr_buf_add_char(out, '\\');
        gr_buf_add_char(out, c);
    } else if ((unsigned char)c < 0x20) {
        gr_buf_addf(out, "\\u%04x", (unsigned)(unsigned char)c);
    } else {
        gr_buf_add_char(out, c);
    }
}

void gr_json_add(gr_buf *out, gr_str text)
{
    gr_buf_add_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        add_char(out, text.ptr[i]);
    }
    gr_buf_add_char(out, '"');
}

void gr_json_add_named(gr_buf *out, const char *name, gr_str text)
{
    gr_json_add(out, gr_str_of(name));
    gr_buf_add(out, GR_LIT(": "));
    gr_json_add(out, text);
}
