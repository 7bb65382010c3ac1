/* Keys of several fields as one text. */
#include "dataset/key.h"

#include "base/arena.h"

static bool is_special(char c)
{
    return c == '/' || c == '\\';
}

void gr_key_escape(gr_buf *key, size_t from)
{
    size_t n = 0;
    size_t end = key->len;
    for (size_t i = from; i < end; i++) {
        n += is_special(key->ptr[i]);
    }
    for (size_t i = 0; i < n; i++) {
        gr_buf_add_char(key, '\\');
    }
    if (n == 0 || key->full) {
        return;
    }
    for (size_t to = key->len; end > from;) {
        char c = key->ptr[--end];
        key->ptr[--to] = c;
        if (is_special(c)) {
            key->ptr[--to] = '\\';
        }
    }
}

bool gr_key_split(gr_str *rest, gr_arena *arena, gr_str *out_part)
{
    size_t at = 0;
    size_t n = 0;
    if (rest->len == 0) {
        return false;
    }
    char *part = gr_arena_alloc(arena, rest->len, 1, 1);
    while (at < rest->len && rest->ptr[at] != '/') {
        at += rest->ptr[at] == '\\' && at + 1 < rest->len;
        part[n++] = rest->ptr[at++];
    }
    *out_part = (gr_str){part, n};
    *rest = gr_str_sub(*rest, at + 1, SIZE_MAX);
    return true;
}
