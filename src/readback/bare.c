/* Owns what of a text is held against another: lines end where a page wants them to. */
#include "base/utf8.h"
#include "readback_priv.h"

void gr_bare_add(gr_str text, gr_buf *out)
{
    for (size_t at = 0; at < text.len;) {
        unsigned char first = (unsigned char)text.ptr[at];
        if (first < 0x80) { /* nearly all */
            if (first > ' ') {
                gr_buf_add_char(out, (char)first);
            }
            at++;
            continue;
        }
        size_t length = 0;
        gr_str rest = gr_str_sub(text, at, SIZE_MAX);
        (void)gr_utf8_step(rest, &length);
        gr_str sign = gr_str_sub(rest, 0, length == 0 ? 1 : length);
        at += sign.len;
        if (!gr_utf8_is_blank(sign)) { /* neither white nor without a shape */
            gr_buf_add(out, sign);
        }
    }
}
