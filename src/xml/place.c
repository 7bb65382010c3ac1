/* Owns the window of recoded text and the counting of lines and columns in it. libxml2 has no
 * columns and its line is that of the end of a tag; we count from mark to mark, so that asking
 * at every record costs one pass over the bytes and asking never costs nothing per tag. */
#include "base/arena.h"
#include "xml_priv.h"

const gr_xml_mark gr_xml_beginning = {.offset = 0, .line = 1, .col = 1};

/** Eight bytes of ASCII and no line end: places are asked for every few bytes, mostly. */
static bool are_letters(const char *eight)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t bytes = 0;
    memcpy(&bytes, eight, sizeof bytes);
    uint64_t ends = bytes ^ (ones * '\n');
    return ((bytes | ((ends - ones) & ~ends)) & (ones << 7)) == 0;
}

gr_xml_mark gr_xml_mark_on(gr_xml_mark from, gr_str text, size_t start, size_t offset)
{
    uint32_t line = from.line;
    uint32_t col = from.col;
    size_t end = offset < start ? 0 : offset - start;
    if (end > text.len) {
        end = text.len;
    }
    size_t at = from.offset < start ? 0 : from.offset - start;
    while (at < end) {
        if (end - at >= sizeof(uint64_t) && are_letters(text.ptr + at)) {
            at += sizeof(uint64_t);
            col += sizeof(uint64_t);
            continue;
        }
        unsigned char c = (unsigned char)text.ptr[at++];
        line += c == '\n';
        col = c == '\n' ? 1 : col + ((c & 0xC0) != 0x80); /* no continuation byte */
    }
    return (gr_xml_mark){offset > from.offset ? offset : from.offset, line, col};
}

gr_xml_window gr_xml_window_make(gr_arena *arena, bool whole)
{
    return (gr_xml_window){.arena = arena,
                           .ptr = GR_NEW_N(arena, char, 1),
                           .cap = 1,
                           .mark = gr_xml_beginning,
                           .whole = whole};
}

char *gr_xml_window_room(gr_xml_window *window, size_t n)
{
    if (window->cap - window->len < n) {
        size_t cap = window->len + n + window->cap / 2;
        char *wider = GR_NEW_N(window->arena, char, cap);
        memcpy(wider, window->ptr, window->len);
        window->ptr = wider;
        window->cap = cap;
    }
    return window->ptr + window->len;
}

void gr_xml_window_drop(gr_xml_window *window, size_t before)
{
    if (window->whole || before <= window->start) {
        return;
    }
    if (before > window->mark.offset) {
        window->mark =
            gr_xml_mark_on(window->mark, gr_xml_window_text(window), window->start, before);
    }
    size_t gone = before - window->start;
    window->len -= gone;
    window->start = before;
    memmove(window->ptr, window->ptr + gone, window->len);
}

gr_str gr_xml_window_text(const gr_xml_window *window)
{
    return (gr_str){window->ptr, window->len};
}

/* Whether one of eight bytes is the sign: with it taken away, one is zero. */
static bool has_sign(const char *eight, char sign)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t bytes = 0;
    memcpy(&bytes, eight, sizeof bytes);
    bytes ^= ones * (unsigned char)sign;
    return ((bytes - ones) & ~bytes & (ones << 7)) != 0;
}

size_t gr_xml_window_back(const gr_xml_window *window, size_t cursor, char sign)
{
    size_t at = cursor < window->start ? 0 : cursor - window->start;
    if (at > window->len) {
        at = window->len;
    }
    while (at >= sizeof(uint64_t) && !has_sign(window->ptr + at - sizeof(uint64_t), sign)) {
        at -= sizeof(uint64_t);
    }
    while (at > 0 && window->ptr[--at] != sign) {
    }
    return window->start + at;
}
