/* Owns what of a text is held against another: lines end where a page wants them to. */
#include "base/utf8.h"
#include "readback_priv.h"

static bool is_kept(uint32_t sign)
{
    return sign > ' ' && sign != 0xA0 && sign != 0xAD && !(sign >= 0x2000 && sign <= 0x200F) &&
           sign != 0x202F && sign != 0x2060;
}

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
        uint32_t sign = gr_utf8_step(gr_str_sub(text, at, SIZE_MAX), &length);
        at += length == 0 ? 1 : length;
        if (is_kept(sign)) {
            gr_utf8_add(out, sign);
        }
    }
}
