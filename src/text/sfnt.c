/* The file around a font (OpenType specification, chapter "Organization of an OpenType Font"): what
 * kind of file it is, the faces of a collection, the list of tables, and whether each table is
 * there whole: inside the file, and as its checksum says. Knows no table's content. Numbers are
 * big-endian. */
#include "sfnt.h"

enum {
    HEADER = 12,    /* bytes before the list of tables */
    ENTRY = 16,     /* bytes of one line of it: tag, checksum, offset, length */
    ADJUSTMENT = 8, /* of table head: the checksum of the whole file, which its own leaves out */
    MOST_FACES = 65535,
};

uint16_t gr_sfnt_u16(gr_str bytes, size_t at)
{
    if (bytes.len < 2 || at > bytes.len - 2) {
        return 0;
    }
    const unsigned char *p = (const unsigned char *)bytes.ptr + at;
    return (uint16_t)((unsigned)p[0] << 8 | (unsigned)p[1]);
}

int16_t gr_sfnt_i16(gr_str bytes, size_t at)
{
    return (int16_t)gr_sfnt_u16(bytes, at);
}

uint32_t gr_sfnt_u32(gr_str bytes, size_t at)
{
    if (bytes.len < 4 || at > bytes.len - 4) {
        return 0;
    }
    return (uint32_t)gr_sfnt_u16(bytes, at) << 16 | gr_sfnt_u16(bytes, at + 2);
}

bool gr_sfnt_is_collection(gr_str bytes)
{
    return gr_str_starts(bytes, GR_LIT("ttcf"));
}

uint32_t gr_sfnt_faces(gr_str bytes)
{
    if (!gr_sfnt_is_collection(bytes)) {
        return 1;
    }
    uint32_t n = gr_sfnt_u32(bytes, 8);
    return n > MOST_FACES || HEADER + 4 * (size_t)n > bytes.len ? 0 : n;
}

/* Where the list of tables of a face begins. */
static size_t list_of(gr_str bytes, uint32_t face)
{
    return gr_sfnt_is_collection(bytes) ? gr_sfnt_u32(bytes, HEADER + 4 * (size_t)face) : 0;
}

static bool is_sfnt(gr_str bytes, size_t list)
{
    uint32_t version = gr_sfnt_u32(bytes, list);
    return version == 0x00010000 || version == 0x4F54544F /* OTTO */ ||
           version == 0x74727565 /* true */;
}

gr_str gr_sfnt_table(gr_str bytes, uint32_t face, const char *tag)
{
    size_t list = list_of(bytes, face);
    size_t n = gr_sfnt_u16(bytes, list + 4);
    for (size_t i = 0; i < n; i++) {
        size_t entry = list + HEADER + ENTRY * i;
        if (gr_str_eq(gr_str_sub(bytes, entry, 4), gr_str_of(tag))) {
            return gr_str_sub(bytes, gr_sfnt_u32(bytes, entry + 8), gr_sfnt_u32(bytes, entry + 12));
        }
    }
    return GR_LIT("");
}

/* The sum of a table's 32-bit words, the last one filled up with zeros. */
static uint32_t sum_of(gr_str table, bool head)
{
    uint32_t sum = 0;
    size_t at = 0;
    for (; at + 4 <= table.len; at += 4) {
        sum += head && at == ADJUSTMENT ? 0 : gr_sfnt_u32(table, at);
    }
    for (unsigned shift = 24; at < table.len; at++, shift -= 8) {
        sum += (uint32_t)(unsigned char)table.ptr[at] << shift;
    }
    return sum;
}

static gr_str check_entry(gr_str bytes, size_t entry, gr_arena *arena)
{
    gr_str tag = gr_str_sub(bytes, entry, 4);
    size_t offset = gr_sfnt_u32(bytes, entry + 8);
    size_t length = gr_sfnt_u32(bytes, entry + 12);
    for (size_t i = 0; i < tag.len; i++) {
        if (tag.ptr[i] < ' ' || tag.ptr[i] > '~') {
            return GR_LIT("its list of tables is damaged; take the file anew from its maker");
        }
    }
    if (offset > bytes.len || length > bytes.len - offset) {
        return gr_str_fmt(arena,
                          "the file ends before its table '" GR_FMT "' does (%zu bytes, %zu "
                          "wanted); copy it anew, it is not whole",
                          GR_ARG(tag), bytes.len, offset + length);
    }
    gr_str table = gr_str_sub(bytes, offset, length);
    if (sum_of(table, gr_str_is(tag, "head")) != gr_sfnt_u32(bytes, entry + 4)) {
        return gr_str_fmt(arena,
                          "table '" GR_FMT "' is not what its checksum says: the file is damaged; "
                          "take it anew from its maker",
                          GR_ARG(tag));
    }
    return GR_LIT("");
}

static gr_str check_face(gr_str bytes, uint32_t face, gr_arena *arena)
{
    size_t list = list_of(bytes, face);
    size_t n = gr_sfnt_u16(bytes, list + 4);
    if (!is_sfnt(bytes, list) || n == 0 || list + HEADER + ENTRY * n > bytes.len) {
        return GR_LIT("its list of tables is damaged; take the file anew from its maker");
    }
    gr_str fault = GR_LIT("");
    for (size_t i = 0; i < n && fault.len == 0; i++) {
        fault = check_entry(bytes, list + HEADER + ENTRY * i, arena);
    }
    return fault;
}

/* What a file is that is no font of this kind, as far as its first bytes tell. */
static gr_str other_kind(gr_str bytes)
{
    static const struct {
        const char *begins, *fault;
    } kinds[] = {
        {"wOFF", "a font for web pages (WOFF); give the .ttf or .otf that it was made from"},
        {"wOF2", "a font for web pages (WOFF 2); give the .ttf or .otf that it was made from"},
        {"%!", "a Type 1 font; give the OpenType version (.otf or .ttf)"},
        {"\x80\x01", "a Type 1 font; give the OpenType version (.otf or .ttf)"},
        {"STARTFONT", "a font of dots (BDF); give one with outlines (.ttf or .otf)"},
        {"version https://git-lfs",
         "a pointer of Git LFS, not the font; fetch the file itself (git lfs pull)"},
    };
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (gr_str_starts(bytes, gr_str_of(kinds[i].begins))) {
            return gr_str_of(kinds[i].fault);
        }
    }
    return bytes.len < HEADER ? GR_LIT("too short for a font; copy it anew, it is not whole")
                              : GR_LIT("not a font file; give a .ttf, .otf or .ttc file");
}

gr_str gr_sfnt_fault(gr_str bytes, uint32_t face, gr_arena *arena)
{
    if (!gr_sfnt_is_collection(bytes)) {
        return is_sfnt(bytes, 0) && bytes.len >= HEADER ? check_face(bytes, 0, arena)
                                                        : other_kind(bytes);
    }
    if (gr_sfnt_faces(bytes) == 0) {
        return GR_LIT("a collection without a whole list of faces; copy it anew");
    }
    return check_face(bytes, face, arena);
}
