#include "base/str.h"

/* Owns views of text and the builder. Must not know encodings: everything here is bytes. */
#include <limits.h>

#include "base/arena.h"

#define FIRST_BYTES 64
#define FNV_OFFSET UINT64_C(14695981039346656037)
#define FNV_PRIME UINT64_C(1099511628211)

int gr_str_prec(gr_str s)
{
    return s.len > INT_MAX ? INT_MAX : (int)s.len;
}

gr_str gr_str_of(const char *terminated)
{
    if (terminated == NULL) {
        return GR_LIT("");
    }
    return (gr_str){ terminated, strlen(terminated) };
}

bool gr_str_eq(gr_str a, gr_str b)
{
    return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

bool gr_str_is(gr_str a, const char *terminated)
{
    return gr_str_eq(a, gr_str_of(terminated));
}

int gr_str_cmp(gr_str a, gr_str b)
{
    int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
    if (order != 0) {
        return order < 0 ? -1 : 1;
    }
    return (a.len > b.len) - (a.len < b.len);
}

bool gr_str_starts(gr_str s, gr_str prefix)
{
    return s.len >= prefix.len && memcmp(s.ptr, prefix.ptr, prefix.len) == 0;
}

bool gr_str_ends(gr_str s, gr_str suffix)
{
    return s.len >= suffix.len &&
           memcmp(s.ptr + (s.len - suffix.len), suffix.ptr, suffix.len) == 0;
}

gr_str gr_str_sub(gr_str s, size_t from, size_t len)
{
    size_t start = from < s.len ? from : s.len;
    size_t left = s.len - start;
    return (gr_str){ s.ptr + start, len < left ? len : left };
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

gr_str gr_str_trim(gr_str s)
{
    while (s.len > 0 && is_space(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    while (s.len > 0 && is_space(s.ptr[s.len - 1])) {
        s.len--;
    }
    return s;
}

size_t gr_str_find(gr_str s, gr_str needle)
{
    if (needle.len == 0) {
        return 0;
    }
    size_t at = 0;
    while (needle.len <= s.len - at) {
        const char *hit = memchr(s.ptr + at, needle.ptr[0], s.len - at - needle.len + 1);
        if (hit == NULL) {
            break;
        }
        at = (size_t)(hit - s.ptr);
        if (memcmp(hit, needle.ptr, needle.len) == 0) {
            return at;
        }
        at++;
    }
    return SIZE_MAX;
}

bool gr_str_split(gr_str *rest, char separator, gr_str *out_part)
{
    if (rest->len == 0) {
        return false;
    }
    const char *cut = memchr(rest->ptr, separator, rest->len);
    size_t len = cut == NULL ? rest->len : (size_t)(cut - rest->ptr);
    *out_part = (gr_str){ rest->ptr, len };
    *rest = gr_str_sub(*rest, cut == NULL ? len : len + 1, SIZE_MAX);
    return true;
}

gr_str gr_str_dup(gr_arena *arena, gr_str s)
{
    if (s.len == SIZE_MAX) {
        gr_die_oom(SIZE_MAX);
    }
    char *copy = GR_NEW_N(arena, char, s.len + 1);
    memcpy(copy, s.ptr, s.len);
    return (gr_str){ copy, s.len };
}

/** Bytes the text will take, without the terminator. */
GR_PRINTF(1, 0) static size_t text_length(const char *fmt, va_list args)
{
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    return length < 0 ? 0 : (size_t)length;
}

gr_str gr_str_vfmt(gr_arena *arena, const char *fmt, va_list args)
{
    size_t len = text_length(fmt, args);
    char *text = GR_NEW_N(arena, char, len + 1);
    (void)vsnprintf(text, len + 1, fmt, args);
    return (gr_str){ text, len };
}

gr_str gr_str_fmt(gr_arena *arena, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    gr_str text = gr_str_vfmt(arena, fmt, args);
    va_end(args);
    return text;
}

uint64_t gr_str_hash(gr_str s)
{
    uint64_t hash = FNV_OFFSET;
    for (size_t i = 0; i < s.len; i++) {
        hash = (hash ^ (unsigned char)s.ptr[i]) * FNV_PRIME;
    }
    return hash;
}

gr_buf gr_buf_make(gr_arena *arena, size_t max_bytes)
{
    return (gr_buf){ .arena = arena, .max_bytes = max_bytes };
}

/** Makes room for `more` bytes and a terminator; false when that would pass max_bytes. */
static bool reserve(gr_buf *buf, size_t more)
{
    if (buf->full || more > buf->max_bytes - buf->len || more >= SIZE_MAX / 2 - buf->len) {
        buf->full = true;
        return false;
    }
    size_t wanted = buf->len + more + 1;
    if (wanted <= buf->cap) {
        return true;
    }
    size_t cap = buf->cap < FIRST_BYTES / 2 ? FIRST_BYTES : buf->cap * 2;
    cap = cap < wanted ? wanted : cap;
    char *larger = GR_NEW_N(buf->arena, char, cap);
    if (buf->len > 0) {
        memcpy(larger, buf->ptr, buf->len);
    }
    buf->ptr = larger;
    buf->cap = cap;
    return true;
}

void gr_buf_add(gr_buf *buf, gr_str s)
{
    if (reserve(buf, s.len)) {
        memcpy(buf->ptr + buf->len, s.ptr, s.len);
        buf->len += s.len;
    }
}

void gr_buf_add_char(gr_buf *buf, char c)
{
    gr_buf_add(buf, (gr_str){ &c, 1 });
}

void gr_buf_addf(gr_buf *buf, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    size_t len = text_length(fmt, args);
    if (reserve(buf, len)) {
        (void)vsnprintf(buf->ptr + buf->len, len + 1, fmt, args);
        buf->len += len;
    }
    va_end(args);
}

gr_str gr_buf_view(const gr_buf *buf)
{
    if (buf->ptr == NULL) {
        return GR_LIT("");
    }
    return (gr_str){ buf->ptr, buf->len };
}
