#include "base/packed.h"

/* Owns the form of packed numbers and texts. */
#include <string.h>

void gr_pack_number(gr_buf *out, uint64_t number)
{
    char bytes[sizeof(number)];
    memcpy(bytes, &number, sizeof(number));
    gr_buf_add(out, (gr_str){bytes, sizeof(bytes)});
}

void gr_pack_text(gr_buf *out, gr_str text)
{
    gr_pack_number(out, text.len);
    gr_buf_add(out, text);
}

bool gr_unpack_number(gr_str *rest, uint64_t *out)
{
    if (rest->len < sizeof(*out)) {
        return false;
    }
    memcpy(out, rest->ptr, sizeof(*out));
    *rest = gr_str_sub(*rest, sizeof(*out), SIZE_MAX);
    return true;
}

bool gr_unpack_text(gr_str *rest, gr_str *out)
{
    gr_str body = *rest;
    uint64_t len = 0;
    if (!gr_unpack_number(&body, &len) || len > body.len) {
        return false;
    }
    *out = gr_str_sub(body, 0, (size_t)len);
    *rest = gr_str_sub(body, (size_t)len, SIZE_MAX);
    return true;
}
