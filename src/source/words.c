/* Text for messages, and text of fields made plain. */
#include "base/utf8.h"
#include "source_priv.h"

#define MAX_QUOTED 40U /* code points */

gr_str gr_did_you_mean(gr_str name, const gr_str *candidates, size_t n, gr_arena *arena)
{
    gr_str meant = gr_suggest(name, candidates, n);
    return meant.len == 0 ? GR_LIT("")
                          : gr_str_fmt(arena, "; did you mean '" GR_FMT "'?", GR_ARG(meant));
}

gr_str gr_quoted(gr_str text, gr_arena *arena)
{
    size_t end = 0;
    for (unsigned n = 0; n < MAX_QUOTED && end < text.len; n++) {
        (void)gr_utf8_step(text, &end);
    }
    if (end == text.len) {
        return text;
    }
    return gr_str_fmt(arena, GR_FMT "...", GR_ARG(gr_str_sub(text, 0, end)));
}

#define ONES            UINT64_C(0x0101010101010101)
#define HIGHS           UINT64_C(0x8080808080808080)
#define FIRST_IS_LOWEST (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__)

/** Eight signs at a time, the first one lowest; `*before`: the one before them is a space. */
static bool are_plain(uint64_t eight, bool *before)
{
    uint64_t rest = eight ^ (ONES * ' ');
    uint64_t spaces = ~(((rest & ~HIGHS) + ~HIGHS) | rest) & HIGHS;
    uint64_t behind = spaces << 8 | (*before ? UINT64_C(0x80) : 0);
    *before = spaces >> 63 != 0;
    return ((eight | (eight - ONES * ' ')) & HIGHS) == 0 && (spaces & behind) == 0;
}

/** Up to seven signs as eight, letters behind them; the first one is lowest. */
static uint64_t filled_up(const char *signs, size_t n)
{
    uint64_t number = 0;
    uint32_t first = 0;
    uint32_t last = 0;
    if (n >= sizeof first) {
        memcpy(&first, signs, sizeof first);
        memcpy(&last, signs + n - sizeof last, sizeof last);
        number = first | (uint64_t)last << 8 * (n - sizeof last); /* what both have is the same */
    } else {
        const unsigned char *s = (const unsigned char *)signs;
        number = s[0] | (uint64_t)s[n / 2] << 8 * (n / 2) | (uint64_t)s[n - 1] << 8 * (n - 1);
    }
    return number | (ONES * 'x') << 8 * n;
}

bool gr_is_plain(gr_str text)
{
    bool before = true;
    size_t i = 0;
    if (text.len == 0 || text.ptr[text.len - 1] == ' ') {
        return false;
    }
    for (uint64_t eight; FIRST_IS_LOWEST && text.len - i >= sizeof eight; i += sizeof eight) {
        memcpy(&eight, text.ptr + i, sizeof eight);
        if (!are_plain(eight, &before)) {
            return false;
        }
    }
    if (FIRST_IS_LOWEST) {
        return i == text.len || are_plain(filled_up(text.ptr + i, text.len - i), &before);
    }
    for (; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c < ' ' || c >= 0x80 || (c == ' ' && before)) {
            return false;
        }
        before = c == ' ';
    }
    return true;
}

/** As nearly every value comes: ASCII or letters with accents, a space only between words. */
static bool is_single_spaced(gr_str text)
{
    unsigned char before = ' ';
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c < ' ' || (c == ' ' && before == ' ') || c == 0xC2 || c == 0xE2) {
            return false; /* white space, or what may begin some of Unicode's */
        }
        before = c;
    }
    return text.len > 0 && before != ' ';
}

gr_str gr_single_spaced(char *text, size_t len)
{
    size_t end = 0;
    if (is_single_spaced((gr_str){text, len})) {
        return (gr_str){text, len};
    }
    for (size_t i = 0, white = 0; i < len; i += white == 0 ? 1 : white) {
        unsigned char byte = (unsigned char)text[i];
        white = byte > ' ' && byte < 0x80 ? 0 : gr_str_white((gr_str){text, len}, i);
        if (white == 0) {
            text[end++] = text[i];
        } else if (end > 0 && text[end - 1] != ' ') {
            text[end++] = ' ';
        }
    }
    if (end > 0 && text[end - 1] == ' ') {
        end--;
    }
    return end == 0 ? GR_LIT("") : (gr_str){text, end};
}
