#include "xlsx_text.h"

/* Owns the one escape of spreadsheet text: _xHHHH_ stands for a character there. */

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

static bool is_escape(gr_str text, size_t at)
{
    gr_str rest = gr_str_sub(text, at, 7);
    return rest.len == 7 && gr_str_starts(rest, GR_LIT("_x")) && is_hex(rest.ptr[2]) &&
           is_hex(rest.ptr[3]) && is_hex(rest.ptr[4]) && is_hex(rest.ptr[5]) && rest.ptr[6] == '_';
}

gr_str gr_escaped_text(gr_str text, gr_arena *arena)
{
    if (gr_str_find(text, GR_LIT("_x")) == SIZE_MAX) {
        return text;
    }
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    for (size_t i = 0; i < text.len; i++) {
        gr_buf_add(&out, is_escape(text, i) ? GR_LIT("_x005F_") : gr_str_sub(text, i, 1));
    }
    return gr_buf_view(&out);
}
