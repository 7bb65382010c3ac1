/* Owns the window of recoded text and the counting of lines and columns in it. libxml2 has no
 * columns and its line is that of the end of a tag; we count from mark to mark, so that asking
 * at every record costs one pass over the bytes and asking never costs nothing per tag. */
#include "base/arena.h"
#include "xml_priv.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

const gr_xml_mark gr_xml_beginning = {.offset = 0, .line = 1, .col = 1};

#define AT_ONCE 16U

/** A bit for each of sixteen bytes that is what is looked for. */
typedef struct found {
    unsigned ends;      /* of lines */
    unsigned continued; /* no byte that a character begins with */
} found;

#if defined(__SSE2__)
static found find_ends(const char *bytes)
{
    __m128i sixteen;
    memcpy(&sixteen, bytes, sizeof sixteen);
    return (found){(unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(sixteen, _mm_set1_epi8('\n'))),
                   (unsigned)_mm_movemask_epi8(_mm_cmplt_epi8(sixteen, _mm_set1_epi8(-64)))};
}

static unsigned find_sign(const char *bytes, char sign)
{
    __m128i sixteen;
    memcpy(&sixteen, bytes, sizeof sixteen);
    return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(sixteen, _mm_set1_epi8(sign)));
}
#else
static found find_ends(const char *bytes)
{
    found all = {0, 0};
    for (unsigned i = 0; i < AT_ONCE; i++) {
        all.ends |= (unsigned)(bytes[i] == '\n') << i;
        all.continued |= (unsigned)(((unsigned char)bytes[i] & 0xC0) == 0x80) << i;
    }
    return all;
}

static unsigned find_sign(const char *bytes, char sign)
{
    unsigned all = 0;
    for (unsigned i = 0; i < AT_ONCE; i++) {
        all |= (unsigned)(bytes[i] == sign) << i;
    }
    return all;
}
#endif

static unsigned count_bits(unsigned bits)
{
    unsigned n = 0;
    for (; bits != 0; bits &= bits - 1) {
        n++;
    }
    return n;
}

/** On by `n` bytes, of which `all` tells; most are letters of one line. */
static void step(gr_xml_mark *mark, found all, unsigned n)
{
    if ((all.ends | all.continued) == 0) {
        mark->col += n;
        return;
    }
    if (all.ends != 0) {
        unsigned behind = 32 - (unsigned)__builtin_clz(all.ends); /* the last end of a line */
        mark->line += count_bits(all.ends);
        mark->col = 1;
        n -= behind;
        all.continued >>= behind;
    }
    mark->col += n - count_bits(all.continued);
}

gr_xml_mark gr_xml_mark_on(gr_xml_mark from, gr_str text, size_t start, size_t offset)
{
    gr_xml_mark mark = from;
    size_t end = offset < start ? 0 : offset - start;
    if (end > text.len) {
        end = text.len;
    }
    size_t at = from.offset < start ? 0 : from.offset - start;
    for (; at + AT_ONCE <= end; at += AT_ONCE) {
        step(&mark, find_ends(text.ptr + at), AT_ONCE);
    }
    if (at < end) {
        char rest[AT_ONCE] = {0};
        unsigned n = (unsigned)(end - at);
        if (end >= AT_ONCE) { /* those before have been counted */
            found all = find_ends(text.ptr + end - AT_ONCE);
            step(&mark, (found){all.ends >> (AT_ONCE - n), all.continued >> (AT_ONCE - n)}, n);
        } else {
            memcpy(rest, text.ptr + at, n);
            step(&mark, find_ends(rest), n);
        }
    }
    mark.offset = offset > from.offset ? offset : from.offset;
    return mark;
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

size_t gr_xml_window_back(const gr_xml_window *window, size_t cursor, char sign)
{
    size_t at = cursor < window->start ? 0 : cursor - window->start;
    if (at > window->len) {
        at = window->len;
    }
    for (; at >= AT_ONCE; at -= AT_ONCE) {
        unsigned all = find_sign(window->ptr + at - AT_ONCE, sign);
        if (all != 0) {
            unsigned behind = 32 - (unsigned)__builtin_clz(all);
            return window->start + at - AT_ONCE + behind - 1;
        }
    }
    while (at > 0 && window->ptr[--at] != sign) {
    }
    return window->start + at;
}
