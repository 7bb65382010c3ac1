#include "base/str.h"

/* Owns views of text and the builder. Must not know encodings: everything here is bytes. */
#include <limits.h>

#include "base/arena.h"

#define FIRST_BYTES 64
#define FIRST_TRY   256
#define HASH_FACTOR UINT64_C(0x9E3779B97F4A7C15) /* odd, its bits well spread */

int gr_str_prec(gr_str s)
{
    return s.len > INT_MAX ? INT_MAX : (int)s.len;
}

gr_str gr_str_of(const char *terminated)
{
    if (terminated == NULL) {
        return GR_LIT("");
    }
    return (gr_str){terminated, strlen(terminated)};
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
    return s.len >= suffix.len && memcmp(s.ptr + (s.len - suffix.len), suffix.ptr, suffix.len) == 0;
}

size_t gr_str_white(gr_str s, size_t at)
{
    unsigned char first = at < s.len ? (unsigned char)s.ptr[at] : 'x';
    if (first == ' ' || first == '\t' || first == '\n' || first == '\r') {
        return 1;
    }
    if (first < 0xC2) {
        return 0;
    }
    gr_str next = gr_str_sub(s, at, 3);
    if (gr_str_starts(next, GR_LIT("\xC2\x85"))) { /* U+0085 */
        return 2;
    }
    return gr_str_is(next, "\xE2\x80\xA8") || gr_str_is(next, "\xE2\x80\xA9") ? 3 : 0;
}

/* Bytes of the white space that ends at the end of `s`; 0: none. */
static size_t white_behind(gr_str s)
{
    for (size_t n = 1; n <= 3 && n <= s.len; n++) {
        if (gr_str_white(s, s.len - n) == n) {
            return n;
        }
    }
    return 0;
}

gr_str gr_str_trim(gr_str s)
{
    for (size_t n = gr_str_white(s, 0); n > 0; n = gr_str_white(s, 0)) {
        s = (gr_str){s.ptr + n, s.len - n};
    }
    for (size_t n = white_behind(s); n > 0; n = white_behind(s)) {
        s.len -= n;
    }
    return s;
}

gr_str gr_str_spaced(gr_arena *arena, gr_str s)
{
    gr_buf out = {0};
    for (size_t i = 0, white = 0; i < s.len; i += white == 0 ? 1 : white) {
        white = gr_str_white(s, i);
        if (white > 0 && s.ptr[i] != ' ' && out.arena == NULL) {
            out = gr_buf_make(arena, s.len);
            gr_buf_add(&out, gr_str_sub(s, 0, i));
        }
        if (out.arena != NULL) {
            gr_buf_add_char(&out, white > 0 ? ' ' : s.ptr[i]);
        }
    }
    return out.arena == NULL ? s : gr_buf_view(&out);
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
    *out_part = (gr_str){rest->ptr, len};
    *rest = gr_str_sub(*rest, cut == NULL ? len : len + 1, SIZE_MAX);
    return true;
}

gr_str gr_str_dup(gr_arena *arena, gr_str s)
{
    if (s.len == SIZE_MAX) {
        gr_die_oom(SIZE_MAX);
    }
    char *copy = GR_ROOM_N(arena, char, s.len + 1);
    if (s.len > 0) { /* the empty text may have no bytes at all */
        memcpy(copy, s.ptr, s.len);
    }
    copy[s.len] = '\0';
    return (gr_str){copy, s.len};
}

/** Writes what fits into `room` bytes; the bytes that the text takes, without the terminator. */
GR_PRINTF(3, 0) static size_t format(char *to, size_t room, const char *fmt, va_list args)
{
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(to, room, fmt, again);
    va_end(again);
    return length < 0 ? 0 : (size_t)length;
}

gr_str gr_str_vfmt(gr_arena *arena, const char *fmt, va_list args)
{
    char first[FIRST_TRY]; /* most texts are short, and formatted once */
    size_t len = format(first, sizeof(first), fmt, args);
    if (len < sizeof(first)) {
        return gr_str_dup(arena, (gr_str){first, len});
    }
    char *text = GR_ROOM_N(arena, char, len + 1);
    (void)format(text, len + 1, fmt, args);
    return (gr_str){text, len};
}

gr_str gr_str_fmt(gr_arena *arena, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    gr_str text = gr_str_vfmt(arena, fmt, args);
    va_end(args);
    return text;
}

uint32_t gr_str_stamp(uint32_t stamp, gr_str s)
{
    uint32_t hash = stamp == 0 ? UINT32_C(2166136261) : stamp;
    for (size_t i = 0; i < s.len; i++) {
        hash = (hash ^ (unsigned char)s.ptr[i]) * UINT32_C(16777619);
    }
    return hash;
}

static uint64_t mixed(uint64_t hash, uint64_t bytes)
{
    hash = (hash ^ bytes) * HASH_FACTOR;
    return hash ^ hash >> 29;
}

/** The last `n` bytes, fewer than eight, as one number; read where there are so many at once. */
static uint64_t last_bytes(gr_str s, size_t n)
{
    const unsigned char *from = (const unsigned char *)s.ptr + s.len - n;
    uint64_t number = 0;
    uint32_t first = 0;
    uint32_t last = 0;
    if (n >= sizeof(first)) {
        memcpy(&first, from, sizeof(first));
        memcpy(&last, from + n - sizeof(last), sizeof(last));
        number = first | (uint64_t)last << 8 * (n - sizeof(last)); /* what both have is the same */
    } else if (n > 0) {
        size_t middle = n / 2;
        number =
            from[0] | (uint64_t)from[middle] << 8 * middle | (uint64_t)from[n - 1] << 8 * (n - 1);
    }
    return number;
}

uint64_t gr_str_hash(gr_str s)
{
    uint64_t hash = mixed(s.len, HASH_FACTOR);
    uint64_t bytes = 0;
    size_t at = 0;
    for (; s.len - at >= sizeof(bytes); at += sizeof(bytes)) {
        memcpy(&bytes, s.ptr + at, sizeof(bytes));
        hash = mixed(hash, bytes);
    }
    hash = mixed(hash, last_bytes(s, s.len - at));
    return hash ^ hash >> 32;
}

gr_buf gr_buf_make(gr_arena *arena, size_t max_bytes)
{
    return (gr_buf){.arena = arena, .max_bytes = max_bytes};
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
    buf->ptr = gr_arena_resize(buf->arena, buf->ptr, buf->cap, cap);
    buf->cap = cap;
    return true;
}

void gr_buf_add(gr_buf *buf, gr_str s)
{
    if (reserve(buf, s.len)) {
        memcpy(buf->ptr + buf->len, s.ptr, s.len);
        buf->len += s.len;
        buf->ptr[buf->len] = '\0';
    }
}

void gr_buf_add_char(gr_buf *buf, char c)
{
    bool room = buf->len + 1 < buf->cap && buf->len < buf->max_bytes && !buf->full;
    if (room || reserve(buf, 1)) {
        buf->ptr[buf->len++] = c;
        buf->ptr[buf->len] = '\0';
    }
}

void gr_buf_addf(gr_buf *buf, const char *fmt, ...)
{
    if (buf->cap == 0 && !reserve(buf, 0)) {
        return;
    }
    va_list args;
    va_start(args, fmt);
    size_t room = buf->cap - buf->len;
    size_t len = format(buf->ptr + buf->len, room, fmt, args);
    if (!reserve(buf, len)) {
        buf->ptr[buf->len] = '\0';
    } else {
        if (len >= room) {
            (void)format(buf->ptr + buf->len, len + 1, fmt, args);
        }
        buf->len += len;
    }
    va_end(args);
}

gr_str gr_buf_view(const gr_buf *buf)
{
    if (buf->ptr == NULL) {
        return GR_LIT("");
    }
    return (gr_str){buf->ptr, buf->len};
}
