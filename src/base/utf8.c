#include "base/utf8.h"

/* Owns the byte form of Unicode text. Of characters it knows ranges only. */
#include "base/arena.h"

#define REPLACEMENT     UINT32_C(0xFFFD)
#define LAST_CODE_POINT UINT32_C(0x10FFFF)

typedef struct lead {
    unsigned length; /* bytes of the sequence; 0 when this byte starts none */
    uint32_t bits;   /* what the first byte gives */
    uint32_t least;  /* smaller code points in this length are overlong */
} lead;

static lead lead_of(unsigned char byte)
{
    if (byte < 0x80) {
        return (lead){1, byte, 0};
    }
    if (byte >= 0xC2 && byte <= 0xDF) {
        return (lead){2, byte & 0x1FU, 0x80};
    }
    if ((byte & 0xF0U) == 0xE0) {
        return (lead){3, byte & 0x0FU, 0x800};
    }
    if (byte >= 0xF0 && byte <= 0xF4) {
        return (lead){4, byte & 0x07U, 0x10000};
    }
    return (lead){0, 0, 0};
}

static bool is_scalar(uint32_t code_point)
{
    return code_point <= LAST_CODE_POINT && (code_point < 0xD800 || code_point > 0xDFFF);
}

/** Length of the valid sequence at the start of `s` (not empty); 0 when there is none. */
static unsigned decode(gr_str s, uint32_t *out_code_point)
{
    lead first = lead_of((unsigned char)s.ptr[0]);
    if (first.length == 0 || first.length > s.len) {
        return 0;
    }
    uint32_t code_point = first.bits;
    for (unsigned i = 1; i < first.length; i++) {
        unsigned char byte = (unsigned char)s.ptr[i];
        if ((byte & 0xC0U) != 0x80) {
            return 0;
        }
        code_point = (code_point << 6) | (byte & 0x3FU);
    }
    if (code_point < first.least || !is_scalar(code_point)) {
        return 0;
    }
    *out_code_point = code_point;
    return first.length;
}

/* Bytes of ASCII from `at` on, by eights: most of any text. */
static size_t ascii_run(gr_str s, size_t at)
{
    const uint64_t high = UINT64_C(0x8080808080808080);
    size_t end = at;
    for (uint64_t eight = 0; s.len - end >= sizeof eight; end += sizeof eight) {
        memcpy(&eight, s.ptr + end, sizeof eight);
        if ((eight & high) != 0) {
            break;
        }
    }
    return end - at;
}

size_t gr_utf8_valid(gr_str s)
{
    size_t at = ascii_run(s, 0);
    while (at < s.len) {
        uint32_t ignored = 0;
        unsigned length = decode(gr_str_sub(s, at, SIZE_MAX), &ignored);
        if (length == 0) {
            break;
        }
        at += length;
        at += length > 1 ? ascii_run(s, at) : 0;
    }
    return at;
}

uint32_t gr_utf8_step(gr_str s, size_t *at)
{
    uint32_t code_point = REPLACEMENT;
    unsigned length = decode(gr_str_sub(s, *at, SIZE_MAX), &code_point);
    *at += length == 0 ? 1 : length;
    return code_point;
}

size_t gr_utf8_count(gr_str s)
{
    size_t count = 0;
    for (size_t at = 0; at < s.len; count++) {
        (void)gr_utf8_step(s, &at);
    }
    return count;
}

static char continuation(uint32_t bits)
{
    return (char)(unsigned char)(0x80U | (bits & 0x3FU));
}

void gr_utf8_add(gr_buf *buf, uint32_t code_point)
{
    uint32_t c = is_scalar(code_point) ? code_point : REPLACEMENT;
    char bytes[4];
    size_t n = 0;
    if (c < 0x80) {
        bytes[n++] = (char)c;
    } else if (c < 0x800) {
        bytes[n++] = (char)(unsigned char)(0xC0U | (c >> 6));
    } else if (c < 0x10000) {
        bytes[n++] = (char)(unsigned char)(0xE0U | (c >> 12));
        bytes[n++] = continuation(c >> 6);
    } else {
        bytes[n++] = (char)(unsigned char)(0xF0U | (c >> 18));
        bytes[n++] = continuation(c >> 12);
        bytes[n++] = continuation(c >> 6);
    }
    if (c >= 0x80) {
        bytes[n++] = continuation(c);
    }
    gr_buf_add(buf, (gr_str){bytes, n});
}

static bool is_private(uint32_t c)
{
    return (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xF0000 && c <= 0xFFFFD) || c >= 0x100000;
}

size_t gr_utf8_find_private(gr_str s)
{
    size_t at = 0;
    while (at < s.len) {
        size_t start = at;
        if (is_private(gr_utf8_step(s, &at))) {
            return start;
        }
    }
    return SIZE_MAX;
}

gr_str gr_utf8_shorten(gr_arena *arena, gr_str s, size_t max_bytes)
{
    size_t cut = max_bytes;
    if (s.len <= max_bytes) {
        return s;
    }
    while (cut > 0 && ((unsigned char)s.ptr[cut] & 0xc0) == 0x80) {
        cut--;
    }
    return gr_str_fmt(arena, GR_FMT "…", GR_ARG(gr_str_sub(s, 0, cut)));
}

/* Default_Ignorable_Code_Point of Unicode 15 (DerivedCoreProperties.txt). */
bool gr_sign_is_invisible(uint32_t sign)
{
    static const struct {
        uint32_t from, to;
    } ranges[] = {
        {0xAD, 0xAD},       {0x34F, 0x34F},   {0x61C, 0x61C},     {0x115F, 0x1160},
        {0x17B4, 0x17B5},   {0x180B, 0x180F}, {0x200B, 0x200F},   {0x202A, 0x202E},
        {0x2060, 0x206F},   {0x3164, 0x3164}, {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},
        {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFF8}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A},
        {0xE0000, 0xE0FFF},
    };
    for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]) && ranges[i].from <= sign; i++) {
        if (sign <= ranges[i].to) {
            return true;
        }
    }
    return false;
}

bool gr_sign_steers(uint32_t sign)
{
    return sign < 0x20 || (sign >= 0x7F && sign < 0xA0) || sign == 0x061C || sign == 0x200E ||
           sign == 0x200F || (sign >= 0x2028 && sign <= 0x202E) ||
           (sign >= 0x2066 && sign <= 0x2069);
}

bool gr_utf8_steers(gr_str s)
{
    for (size_t at = 0; at < s.len;) {
        if (gr_sign_steers(gr_utf8_step(s, &at))) {
            return true;
        }
    }
    return false;
}

gr_str gr_utf8_harmless(gr_arena *arena, gr_str s)
{
    if (!gr_utf8_steers(s)) {
        return s;
    }
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    for (size_t at = 0; at < s.len;) {
        uint32_t sign = gr_utf8_step(s, &at);
        gr_utf8_add(&out, gr_sign_steers(sign) ? ' ' : sign);
    }
    return gr_buf_view(&out);
}

/* What stands for a sign where nobody sees it: 1 nothing, 2 a space, 0 itself. */
static int unseen(uint32_t sign)
{
    if (sign == 0xAD || sign == 0x200B || sign == 0x2060 || sign == 0xFEFF) {
        return 1;
    }
    bool space = sign == '\t' || sign == '\r' || sign == 0x85 || sign == 0x2028 || sign == 0x2029;
    return space ? 2 : 0;
}

/** Some byte in it may begin a sign that nobody sees: nearly no text has one. */
static bool may_have_unseen(gr_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c == '\t' || c == '\r') {
            return true;
        }
        unsigned char next = c >= 0xC2 && i + 1 < s.len ? (unsigned char)s.ptr[i + 1] : 0;
        if ((c == 0xC2 && (next == 0xAD || next == 0x85)) ||
            (c == 0xE2 && (next == 0x80 || next == 0x81)) || (c == 0xEF && next == 0xBB)) {
            return true;
        }
    }
    return false;
}

gr_str gr_utf8_searchable(gr_arena *arena, gr_str s)
{
    if (!may_have_unseen(s)) {
        return s;
    }
    gr_buf out = {0};
    for (size_t at = 0; at < s.len;) {
        size_t from = at;
        int kind = unseen(gr_utf8_step(s, &at));
        if (kind != 0 && out.arena == NULL) {
            out = gr_buf_make(arena, s.len);
            gr_buf_add(&out, gr_str_sub(s, 0, from));
        }
        if (kind == 2) {
            gr_buf_add_char(&out, ' ');
        } else if (kind == 0 && out.arena != NULL) {
            gr_buf_add(&out, gr_str_sub(s, from, at - from));
        }
    }
    return out.arena == NULL ? s : gr_buf_view(&out);
}

static bool is_white(uint32_t sign)
{
    return sign <= ' ' || (sign >= 0x7F && sign <= 0xA0) || sign == 0x1680 ||
           (sign >= 0x2000 && sign <= 0x200A) || sign == 0x2028 || sign == 0x2029 ||
           sign == 0x202F || sign == 0x205F || sign == 0x3000;
}

bool gr_utf8_is_blank(gr_str s)
{
    for (size_t at = 0; at < s.len;) {
        uint32_t sign = gr_utf8_step(s, &at);
        if (!is_white(sign) && !gr_sign_is_invisible(sign)) {
            return false;
        }
    }
    return true;
}
