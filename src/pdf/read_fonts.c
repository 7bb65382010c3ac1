/* Owns what the codes of a font say, and how far each moves the pen. */
#include "base/utf8.h"
#include "read_priv.h"

enum { MOST_MAP = 1 << 24 };

static int digit_of(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

/** "<00480065>": its digits as 16-bit units; how many. */
static bool units_at(gr_str s, size_t *at, uint16_t *units, size_t most, size_t *out_n)
{
    size_t open = gr_str_find(gr_str_sub(s, *at, SIZE_MAX), GR_LIT("<"));
    size_t i = *at + open + 1;
    size_t digits = 0;
    if (open == SIZE_MAX) {
        return false;
    }
    *out_n = 0;
    for (; i < s.len && s.ptr[i] != '>'; i++, digits++) {
        int digit = digit_of(s.ptr[i]);
        if (digit < 0 || digits / 4 >= most) {
            return false;
        }
        uint16_t before = digits % 4 == 0 ? 0 : units[digits / 4];
        units[digits / 4] = (uint16_t)(16u * before + (unsigned)digit);
    }
    *at = i + 1;
    *out_n = digits / 4;
    return i < s.len && digits % 4 == 0;
}

const gr_read_glyph *gr_read_glyph_of(const gr_read_font *font, uint16_t code)
{
    static const gr_read_glyph unknown = {{"", 0}, -1};
    const gr_read_glyph *chunk = font->chunks[code / GR_READ_CHUNK];
    return chunk == NULL ? &unknown : &chunk[code % GR_READ_CHUNK];
}

/** Subsets have few codes, one behind the other: there is room for those that are met. */
static gr_read_glyph *glyph_at(gr_read_font *font, uint16_t code, gr_arena *arena)
{
    gr_read_glyph **chunk = &font->chunks[code / GR_READ_CHUNK];
    if (*chunk == NULL) {
        *chunk = GR_NEW_N(arena, gr_read_glyph, GR_READ_CHUNK);
        for (size_t i = 0; i < GR_READ_CHUNK; i++) {
            (*chunk)[i] = (gr_read_glyph){GR_LIT(""), -1};
        }
    }
    return &(*chunk)[code % GR_READ_CHUNK];
}

static gr_str text_of(const uint16_t *units, size_t n, gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    for (size_t i = 0; i < n; i++) {
        bool pair = units[i] >= 0xD800 && units[i] < 0xDC00 && i + 1 < n;
        uint32_t sign =
            pair ? 0x10000u + ((units[i] - 0xD800u) << 10) + (units[i + 1] - 0xDC00u) : units[i];
        i += pair ? 1 : 0;
        gr_utf8_add(&out, sign);
    }
    return gr_buf_view(&out);
}

/** "84 beginbfchar <0001><004D> ... endbfchar": as often as it comes. */
static bool read_map(gr_read_file *file, gr_str map, gr_read_font *font)
{
    static const char begins[] = "beginbfchar";
    size_t at = gr_str_find(map, gr_str_of(begins));
    while (at != SIZE_MAX) {
        gr_str rest = gr_str_sub(map, at + strlen(begins), SIZE_MAX);
        gr_str part = gr_str_sub(rest, 0, gr_str_find(rest, GR_LIT("endbfchar")));
        uint16_t code[1], units[64];
        size_t n = 0;
        size_t i = 0;
        while (units_at(part, &i, code, 1, &n)) {
            if (n != 1 || !units_at(part, &i, units, 64, &n)) {
                return false;
            }
            glyph_at(font, code[0], file->arena)->text = text_of(units, n, file->arena);
        }
        map = gr_str_sub(rest, part.len, SIZE_MAX);
        at = gr_str_find(map, gr_str_of(begins));
    }
    return true;
}

/** "[1[928.5 567 ...] 7[...]]" */
static bool read_widths(gr_str array, gr_read_font *font, gr_arena *arena)
{
    size_t at = 1;
    size_t code = 0;
    while (gr_number_at(array, &at, &code)) {
        int64_t width = 0;
        while (at < array.len && array.ptr[at] != '[') {
            at++;
        }
        at++;
        while (gr_thousandths_at(array, &at, &width)) {
            if (code >= GR_READ_CODES || width > INT32_MAX) {
                return false;
            }
            glyph_at(font, (uint16_t)code++, arena)->width = (int32_t)(width / 10);
        }
        while (at < array.len && array.ptr[at] != ']') {
            at++;
        }
        at++;
    }
    return true;
}

bool gr_read_font_of(gr_read_file *file, size_t number, gr_read_font *out)
{
    gr_indirect font, map, descendant;
    size_t to_unicode = 0, below = 0, at = 1;
    gr_str bytes = GR_LIT("");
    *out = (gr_read_font){.number = number};
    if (!gr_read_object(file, number, &font) ||
        !gr_entry_reference(font.dict, GR_LIT("ToUnicode"), &to_unicode) ||
        !gr_read_object(file, to_unicode, &map) ||
        !gr_unpack(file->arena, &map, MOST_MAP, &bytes) || !read_map(file, bytes, out)) {
        return false;
    }
    gr_str descendants = gr_read_entry(file, font.dict, GR_LIT("DescendantFonts"));
    if (!gr_reference_at(descendants, &at, &below) || !gr_read_object(file, below, &descendant)) {
        return false;
    }
    bool by_code = gr_entry_is(font.dict, GR_LIT("Encoding"), GR_LIT("/Identity-H"));
    return !by_code ||
           read_widths(gr_read_entry(file, descendant.dict, GR_LIT("W")), out, file->arena);
}
