/* Follows the markup just far enough to refuse what libxml2 must not be shown: document type
 * declarations, tags beyond the limits (its check for duplicate attributes is quadratic), and a
 * '<' or '&' that begins nothing: libxml2 would wait for its '>' or ';' to the end of the file and
 * then call the file incomplete. It need not be right
 * about text that is not well-formed: libxml2 stops there. */
#include "xml_priv.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

static gr_xml_verdict stop(gr_xml_guard *guard, gr_xml_verdict verdict, size_t at)
{
    guard->verdict = verdict;
    guard->stop_at = at;
    return verdict;
}

static bool begins_name(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || c >= 0x80;
}

static gr_xml_verdict after_lt(gr_xml_guard *guard, unsigned char c, size_t at)
{
    if (c == '!') {
        guard->state = GR_XML_AFTER_BANG;
    } else if (c == '?') {
        guard->state = GR_XML_IN_INSTRUCTION;
    } else if (c == '/' || begins_name(c)) {
        guard->state = GR_XML_IN_TAG;
        guard->attributes = 0;
    } else {
        return stop(guard, GR_XML_TAG_BARE, at);
    }
    return GR_XML_FINE;
}

static gr_xml_verdict after_bang(gr_xml_guard *guard, unsigned char c, size_t at)
{
    if (c == 'D' || c == 'd') {
        return stop(guard, GR_XML_DOCTYPE, at);
    }
    if (c != '-' && c != '[') {
        return stop(guard, GR_XML_TAG_BARE, at);
    }
    guard->state = c == '-' ? GR_XML_AFTER_DASH : GR_XML_AFTER_BRACKET;
    return GR_XML_FINE;
}

static gr_xml_verdict after_dash(gr_xml_guard *guard, unsigned char c, size_t at)
{
    guard->state = GR_XML_IN_COMMENT;
    return c == '-' ? GR_XML_FINE : stop(guard, GR_XML_TAG_BARE, at);
}

static gr_xml_verdict after_bracket(gr_xml_guard *guard, unsigned char c, size_t at)
{
    static const char word[] = "CDATA[";
    if (c != (unsigned char)word[guard->matched]) {
        return stop(guard, GR_XML_TAG_BARE, at);
    }
    if (word[++guard->matched] == '\0') {
        guard->state = GR_XML_IN_CDATA;
        guard->matched = 0;
    }
    return GR_XML_FINE;
}

static gr_xml_verdict after_ampersand(gr_xml_guard *guard, unsigned char c, size_t at)
{
    if (c == ';' && guard->matched > 0) {
        guard->state = GR_XML_IN_TEXT;
    } else if (begins_name(c) || (c >= '0' && c <= '9') || c == '#' || c == '-' || c == '.') {
        guard->matched++;
    } else {
        return stop(guard, GR_XML_AMPERSAND, at);
    }
    return GR_XML_FINE;
}

static gr_xml_verdict in_tag(gr_xml_guard *guard, unsigned char c, size_t at)
{
    if (at - guard->tag_at > guard->limits->tag_bytes) {
        return stop(guard, GR_XML_TAG_LONG, at);
    }
    if (c == '<') {
        return stop(guard, GR_XML_TAG_OPEN, at);
    }
    if (guard->state == GR_XML_IN_SINGLE || guard->state == GR_XML_IN_DOUBLE) {
        if (c == (guard->state == GR_XML_IN_SINGLE ? '\'' : '"')) {
            guard->state = GR_XML_IN_TAG;
        }
    } else if (c == '>') {
        guard->state = GR_XML_IN_TEXT;
    } else if (c == '\'' || c == '"') {
        guard->state = c == '"' ? GR_XML_IN_DOUBLE : GR_XML_IN_SINGLE;
        if (++guard->attributes > guard->limits->xml_attributes) {
            return stop(guard, GR_XML_ATTRIBUTES_MANY, at);
        }
    }
    return GR_XML_FINE;
}

/* "-->", "]]>" and "?>" end with '>' after at least `needed` of `repeated` in a row. */
static void until_end(gr_xml_guard *guard, unsigned char c, unsigned char repeated, unsigned needed)
{
    if (c == repeated) {
        guard->matched++;
    } else if (c == '>' && guard->matched >= needed) {
        guard->state = GR_XML_IN_TEXT;
    } else {
        guard->matched = 0;
    }
}

static gr_xml_verdict follow_byte(gr_xml_guard *guard, unsigned char c, size_t at)
{
    switch (guard->state) {
    case GR_XML_IN_TEXT:
        guard->tag_at = at;
        guard->matched = 0;
        guard->state = c == '<'   ? GR_XML_AFTER_LT
                       : c == '&' ? GR_XML_AFTER_AMPERSAND
                                  : GR_XML_IN_TEXT;
        return GR_XML_FINE;
    case GR_XML_AFTER_AMPERSAND:
        return after_ampersand(guard, c, at);
    case GR_XML_AFTER_LT:
        return after_lt(guard, c, at);
    case GR_XML_AFTER_BANG:
        return after_bang(guard, c, at);
    case GR_XML_AFTER_DASH:
        return after_dash(guard, c, at);
    case GR_XML_AFTER_BRACKET:
        return after_bracket(guard, c, at);
    case GR_XML_IN_COMMENT:
        until_end(guard, c, '-', 2);
        return GR_XML_FINE;
    case GR_XML_IN_CDATA:
        until_end(guard, c, ']', 2);
        return GR_XML_FINE;
    case GR_XML_IN_INSTRUCTION:
        until_end(guard, c, '?', 1);
        return GR_XML_FINE;
    case GR_XML_IN_TAG:
    case GR_XML_IN_SINGLE:
    case GR_XML_IN_DOUBLE:
        return in_tag(guard, c, at);
    }
    return GR_XML_FINE;
}

/* Of ordinary markup only a few signs matter: a quote, '<', '>' and '&'. They are looked for in
 * many bytes at once, and what each does is decided without a guess what comes next. */
#define AT_ONCE 64

#if defined(__SSE2__)
/** A bit for each of sixteen bytes. */
static uint64_t marks_in(const char *bytes)
{
    __m128i sixteen;
    memcpy(&sixteen, bytes, sizeof sixteen);
    __m128i apos_or_amp = _mm_or_si128(sixteen, _mm_set1_epi8(1)); /* & is ' but for one bit */
    __m128i lt_or_gt = _mm_or_si128(sixteen, _mm_set1_epi8(2));    /* and < is > */
    __m128i found = _mm_or_si128(_mm_cmpeq_epi8(sixteen, _mm_set1_epi8('"')),
                                 _mm_or_si128(_mm_cmpeq_epi8(apos_or_amp, _mm_set1_epi8('\'')),
                                              _mm_cmpeq_epi8(lt_or_gt, _mm_set1_epi8('>'))));
    return (uint64_t)(unsigned)_mm_movemask_epi8(found);
}
#else
static uint64_t marks_in(const char *bytes)
{
    uint64_t marks = 0;
    for (unsigned i = 0; i < 16; i++) {
        char c = bytes[i];
        bool is_mark = c == '"' || c == '\'' || c == '&' || c == '<' || c == '>';
        marks |= (uint64_t)is_mark << i;
    }
    return marks;
}
#endif

/** A bit for each of the bytes from `at` on that matters; not behind the text. */
static uint64_t find_marks(gr_str text, size_t at)
{
    char rest[AT_ONCE] = {0};
    const char *from = text.ptr + at;
    if (text.len - at < AT_ONCE) {
        memcpy(rest, from, text.len - at);
        from = rest;
    }
    return marks_in(from) | marks_in(from + 16) << 16 | marks_in(from + 32) << 32 |
           marks_in(from + 48) << 48;
}

/** What the sign at `i`, one that matters, does in ordinary markup; false: one has to look closer.
 */
static bool follow_mark(gr_xml_guard *guard, gr_str text, size_t i, size_t offset)
{
    unsigned char c = (unsigned char)text.ptr[i];
    unsigned char quote = guard->state == GR_XML_IN_DOUBLE ? '"' : '\'';
    if (guard->state == GR_XML_IN_TEXT) {
        unsigned char next = c == '<' && i + 1 < text.len ? (unsigned char)text.ptr[i + 1] : ' ';
        bool begins = next == '/' || begins_name(next);
        if (begins) {
            guard->tag_at = offset + i;
            guard->matched = guard->attributes = 0;
            guard->state = GR_XML_IN_TAG;
        }
        return begins || (c != '<' && c != '&');
    }
    if (c == '<' || offset + i - guard->tag_at > guard->limits->tag_bytes) {
        return false;
    }
    if (guard->state != GR_XML_IN_TAG) {
        guard->state = c == quote ? GR_XML_IN_TAG : guard->state;
        return true;
    }
    if (c == '>') {
        guard->state = GR_XML_IN_TEXT;
    } else if (c != '&') {
        if (guard->attributes >= guard->limits->xml_attributes) {
            return false;
        }
        guard->attributes++;
        guard->state = c == '"' ? GR_XML_IN_DOUBLE : GR_XML_IN_SINGLE;
    }
    return true;
}

static bool is_ordinary(const gr_xml_guard *guard)
{
    return guard->state == GR_XML_IN_TEXT || guard->state == GR_XML_IN_TAG ||
           guard->state == GR_XML_IN_SINGLE || guard->state == GR_XML_IN_DOUBLE;
}

/** As far as the markup is ordinary; where one has to look closer, or the end. */
static size_t follow_ordinary(gr_xml_guard *guard, gr_str text, size_t i, size_t offset)
{
    for (; i < text.len; i += AT_ONCE) {
        for (uint64_t marks = find_marks(text, i); marks != 0; marks &= marks - 1) {
            size_t at = i + (size_t)__builtin_ctzll(marks);
            if (!follow_mark(guard, text, at, offset)) {
                return at;
            }
        }
    }
    return text.len;
}

static bool is_too_long(const gr_xml_guard *guard, size_t end)
{
    return guard->state != GR_XML_IN_TEXT && is_ordinary(guard) &&
           end > guard->tag_at + guard->limits->tag_bytes + 1;
}

gr_xml_verdict gr_xml_guard_follow(gr_xml_guard *guard, gr_str text, size_t offset)
{
    for (size_t i = 0; guard->verdict == GR_XML_FINE && i < text.len; i++) {
        i = is_ordinary(guard) ? follow_ordinary(guard, text, i, offset) : i;
        if (i < text.len) {
            guard->verdict = follow_byte(guard, (unsigned char)text.ptr[i], offset + i);
        }
    }
    if (guard->verdict == GR_XML_FINE && is_too_long(guard, offset + text.len)) {
        guard->verdict = stop(guard, GR_XML_TAG_LONG, guard->tag_at + guard->limits->tag_bytes + 1);
    }
    return guard->verdict;
}
