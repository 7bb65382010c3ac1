/* What a CFF program calls its glyphs (Adobe Technical Note 5176, The Compact Font Format). A PDF
 * names the glyphs of CFF by CID. In a font whose glyphs have names the CID is the number of the
 * glyph; a CID-keyed one (most fonts for Chinese, Japanese, Korean) has a list of its own, the
 * charset, which has to be read. */
#include "sfnt.h"

enum { OP_CHARSET = 15, OP_ROS = 0x0C00 | 30, ISO_ADOBE_TO_EXPERT = 3 };

typedef struct pieces { /* a list of pieces of bytes */
    size_t first, end;  /* bytes of the first piece; the byte behind the whole list */
} pieces;

static unsigned u8(gr_str cff, size_t at)
{
    return at < cff.len ? (unsigned char)cff.ptr[at] : 0;
}

/* offset `i` of an INDEX whose offsets have `size` bytes */
static size_t offset_of(gr_str cff, size_t at, unsigned size, size_t i)
{
    size_t value = 0;
    for (unsigned j = 0; j < size; j++) {
        value = value << 8 | u8(cff, at + 3 + i * size + j);
    }
    return value;
}

static pieces read_index(gr_str cff, size_t at)
{
    size_t n = gr_sfnt_u16(cff, at);
    unsigned size = u8(cff, at + 2);
    if (n == 0 || size == 0 || size > 4) {
        return (pieces){at + 2, at + 2};
    }
    size_t data = at + 2 + (n + 1) * size; /* one byte before the first piece */
    return (pieces){data + offset_of(cff, at, size, 0), data + offset_of(cff, at, size, n)};
}

/* A number or a nibble-coded real, skipped but for whole numbers. Returns the byte behind it. */
static size_t read_operand(gr_str cff, size_t at, int64_t *out)
{
    unsigned b = u8(cff, at);
    *out = 0;
    if (b == 28) {
        *out = gr_sfnt_i16(cff, at + 1);
        return at + 3;
    }
    if (b == 29) {
        *out = gr_sfnt_u32(cff, at + 1);
        return at + 5;
    }
    if (b == 30) {
        for (at++; at < cff.len && (u8(cff, at) & 0xF) != 0xF && u8(cff, at) >> 4 != 0xF;) {
            at++;
        }
        return at + 1;
    }
    if (b >= 247) {
        *out = b < 251 ? ((int64_t)b - 247) * 256 + u8(cff, at + 1) + 108
                       : -((int64_t)b - 251) * 256 - u8(cff, at + 1) - 108;
        return at + 2;
    }
    *out = (int64_t)b - 139;
    return at + 1;
}

typedef struct top_dict {
    bool cid_keyed;
    int64_t charset; /* byte; below 3 one that the format knows by number */
} top_dict;

static top_dict read_top(gr_str cff, pieces top)
{
    top_dict dict = {0};
    int64_t last = 0;
    for (size_t at = top.first; at < top.end && at < cff.len;) {
        unsigned b = u8(cff, at);
        if (b > 21) {
            at = read_operand(cff, at, &last);
            continue;
        }
        unsigned operator= b == 12 ? 0x0C00 | u8(cff, at + 1) : b;
        dict.cid_keyed = dict.cid_keyed || operator== OP_ROS;
        dict.charset = operator== OP_CHARSET ? last : dict.charset;
        at += b == 12 ? 2 : 1;
    }
    return dict;
}

/* The CID of one glyph, from a charset: a list (format 0), or ranges with one or two bytes for
 * their length. */
static bool cid_of(gr_str cff, size_t charset, uint16_t id, uint16_t *out)
{
    unsigned format = u8(cff, charset);
    size_t at = charset + 1;
    if (id == 0) {
        *out = 0;
        return true;
    }
    if (format == 0) {
        *out = gr_sfnt_u16(cff, at + 2 * ((size_t)id - 1));
        return at + 2 * (size_t)id <= cff.len;
    }
    for (size_t glyph = 1; format <= 2 && at + 2 + format <= cff.len; at += 2 + format) {
        size_t more = format == 1 ? u8(cff, at + 2) : gr_sfnt_u16(cff, at + 2);
        if (id <= glyph + more) {
            *out = (uint16_t)(gr_sfnt_u16(cff, at) + (id - glyph));
            return true;
        }
        glyph += more + 1;
    }
    return false;
}

bool gr_cff_cids(gr_str cff, const uint16_t *ids, size_t n, uint16_t *out_cids)
{
    pieces names = read_index(cff, u8(cff, 2));
    top_dict top = read_top(cff, read_index(cff, names.end));
    bool listed = top.cid_keyed && top.charset >= ISO_ADOBE_TO_EXPERT;
    bool found = cff.len > 4 && u8(cff, 0) == 1;
    for (size_t i = 0; i < n && found; i++) {
        out_cids[i] = ids[i];
        if (listed) {
            found = cid_of(cff, (size_t)top.charset, ids[i], &out_cids[i]);
        }
    }
    return found;
}
