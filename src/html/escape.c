#include "html_priv.h"

#include "base/utf8.h"

/* Owns how foreign text gets into markup. All text that is not a literal of this room passes here;
 * names of councils and messages about broken exports may hold anything. */

#define REPLACEMENT 0xFFFD

/* Control characters and noncharacters, which HTML calls parse errors. */
static bool is_forbidden(uint32_t c)
{
    bool white = c == '\t' || c == '\n';
    bool nothing = (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
    return (c < 0x20 && !white) || (c >= 0x7F && c <= 0x9F) || nothing;
}

void gr_html_add_text(gr_buf *out, gr_str text)
{
    for (size_t at = 0; at < text.len;) {
        uint32_t c = gr_utf8_step(text, &at);
        if (c == '&') {
            gr_buf_add(out, GR_LIT("&amp;"));
        } else if (c == '<') {
            gr_buf_add(out, GR_LIT("&lt;"));
        } else if (c == '>') {
            gr_buf_add(out, GR_LIT("&gt;"));
        } else if (c == '"') {
            gr_buf_add(out, GR_LIT("&quot;"));
        } else {
            gr_utf8_add(out, is_forbidden(c) ? REPLACEMENT : c);
        }
    }
}

static bool stands_in_path(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~' || c == '/';
}

void gr_html_add_href(gr_buf *out, gr_str path)
{
    if (path.len > 0 && path.ptr[0] == '/') { /* else "//name" would be another machine */
        gr_buf_add_char(out, '.');
    }
    for (size_t i = 0; i < path.len; i++) {
        unsigned char c = (unsigned char)path.ptr[i];
        if (stands_in_path(c)) {
            gr_buf_add_char(out, (char)c);
        } else {
            gr_buf_addf(out, "%%%02X", c);
        }
    }
}

void gr_html_add(gr_buf *out, const char *markup)
{
    gr_buf_add(out, gr_str_of(markup));
}
