#include "base/packed.h"

/* Owns the form of packed numbers and texts. */
#define NUMBER_BYTES ((size_t)8) /* the lowest first, on any machine: shards share files */

void gr_pack_number(gr_buf *out, uint64_t number)
{
    char bytes[NUMBER_BYTES];
    for (size_t i = 0; i < NUMBER_BYTES; i++) {
        bytes[i] = (char)(unsigned char)(number >> (8 * i));
    }
    gr_buf_add(out, (gr_str){bytes, sizeof(bytes)});
}

void gr_pack_text(gr_buf *out, gr_str text)
{
    gr_pack_number(out, text.len);
    gr_buf_add(out, text);
}

bool gr_unpack_number(gr_str *rest, uint64_t *out)
{
    uint64_t number = 0;
    if (rest->len < NUMBER_BYTES) {
        return false;
    }
    for (size_t i = 0; i < NUMBER_BYTES; i++) {
        number |= (uint64_t)(unsigned char)rest->ptr[i] << (8 * i);
    }
    *out = number;
    *rest = gr_str_sub(*rest, NUMBER_BYTES, SIZE_MAX);
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
