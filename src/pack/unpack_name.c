/* Names of packed files and of what is in them. */
#include "pack/unpack.h"

static bool ends_in(gr_str name, gr_str end)
{
    gr_str tail = name.len > end.len ? gr_str_sub(name, name.len - end.len, SIZE_MAX) : GR_LIT("");
    bool same = tail.len == end.len;
    for (size_t i = 0; same && i < end.len; i++) {
        same = (tail.ptr[i] | 0x20) == (end.ptr[i] | 0x20);
    }
    return same;
}

bool gr_unpack_is_zip(gr_str name)
{
    return ends_in(name, GR_LIT(".zip"));
}

bool gr_unpack_is_gzip(gr_str name)
{
    return ends_in(name, GR_LIT(".gz"));
}

bool gr_unpack_split(gr_str path, gr_str *out_file, gr_str *out_member)
{
    for (size_t at = gr_str_find(path, GR_LIT("/")), from = 0; at != SIZE_MAX;) {
        gr_str file = gr_str_sub(path, 0, from + at);
        if (gr_unpack_is_zip(file)) {
            *out_file = file;
            *out_member = gr_str_sub(path, file.len + 1, SIZE_MAX);
            return out_member->len > 0;
        }
        from += at + 1;
        at = gr_str_find(gr_str_sub(path, from, SIZE_MAX), GR_LIT("/"));
    }
    *out_file = path;
    *out_member = GR_LIT("");
    return gr_unpack_is_gzip(path);
}
