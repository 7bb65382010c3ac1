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

static bool is_of_entity(unsigned char c)
{
    return begins_name(c) || (c >= '0' && c <= '9') || c == '#' || c == '-' || c == '.';
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
    } else if (is_of_entity(c)) {
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
#define AT_ONCE 64U

typedef struct marks { /* a bit for each of the bytes that is this sign */
    uint64_t quotes, lt, gt;
    uint64_t others; /* an apostrophe or '&' */
} marks;

#if defined(__SSE2__)
static uint64_t equal_in(__m128i sixteen, char sign)
{
    return (uint64_t)(unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(sixteen, _mm_set1_epi8(sign)));
}

static marks marks_in(const char *bytes)
{
    marks all = {0};
    for (unsigned i = 0; i < AT_ONCE; i += 16) {
        __m128i sixteen;
        memcpy(&sixteen, bytes + i, sizeof sixteen);
        all.quotes |= equal_in(sixteen, '"') << i;
        all.lt |= equal_in(sixteen, '<') << i;
        all.gt |= equal_in(sixteen, '>') << i;
        all.others |= equal_in(_mm_or_si128(sixteen, _mm_set1_epi8(1)), '\'') << i; /* & is ' */
    }
    return all;
}
#else
static marks marks_in(const char *bytes)
{
    marks all = {0};
    for (unsigned i = 0; i < AT_ONCE; i++) {
        all.quotes |= (uint64_t)(bytes[i] == '"') << i;
        all.lt |= (uint64_t)(bytes[i] == '<') << i;
        all.gt |= (uint64_t)(bytes[i] == '>') << i;
        all.others |= (uint64_t)(bytes[i] == '\'' || bytes[i] == '&') << i;
    }
    return all;
}
#endif

/** Those from `at` on; not behind the text. */
static marks find_marks(gr_str text, size_t at)
{
    char rest[AT_ONCE] = {0};
    if (text.len - at >= AT_ONCE) {
        return marks_in(text.ptr + at);
    }
    memcpy(rest, text.ptr + at, text.len - at);
    return marks_in(rest);
}

/** Each bit says whether an odd number of bits is set up to it. */
static uint64_t odd_so_far(uint64_t bits)
{
    for (unsigned by = 1; by < 64; by *= 2) {
        bits ^= bits << by;
    }
    return bits;
}

static unsigned count_bits(uint64_t bits)
{
    bits -= bits >> 1 & UINT64_C(0x5555555555555555);
    bits = (bits & UINT64_C(0x3333333333333333)) + (bits >> 2 & UINT64_C(0x3333333333333333));
    return (unsigned)(((bits + (bits >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F)) *
                          UINT64_C(0x0101010101010101) >>
                      56);
}

/** "&amp;" */
static bool is_entity(gr_str text, size_t at)
{
    size_t end = at + 1;
    while (end < text.len && is_of_entity((unsigned char)text.ptr[end])) {
        end++;
    }
    return end < text.len && text.ptr[end] == ';' && end > at + 1;
}

/** Outside quotes an apostrophe in a tag, and '&' in a text, are looked at by themselves. */
static bool others_are_ordinary(gr_str text, size_t from, uint64_t others, uint64_t in_tag)
{
    for (; others != 0; others &= others - 1) {
        unsigned i = (unsigned)__builtin_ctzll(others);
        bool tag = (in_tag >> i & 1) != 0;
        if (text.ptr[from + i] == '\'' ? tag : !tag && !is_entity(text, from + i)) {
            return false;
        }
    }
    return true;
}

static bool all_begin_tags(gr_str text, size_t from, uint64_t lt)
{
    for (; lt != 0; lt &= lt - 1) {
        unsigned char next = (unsigned char)text.ptr[from + (unsigned)__builtin_ctzll(lt) + 1];
        if (next != '/' && !begins_name(next)) {
            return false;
        }
    }
    return true;
}

/** AT_ONCE bytes from `i` on, more follow, as nearly all come: tags whose values have double
 * quotes, and texts without any. False, and nothing was done: one has to look closer. */
static bool follow_block(gr_xml_guard *guard, gr_str text, size_t i, size_t offset,
                         const marks *all)
{
    const gr_limits *limits = guard->limits;
    bool was_tag = guard->state != GR_XML_IN_TEXT, was_quote = guard->state == GR_XML_IN_DOUBLE;
    uint64_t in_quote = 0;
    unsigned n_quotes = 0;
    if (all->quotes != 0 || was_quote) {
        in_quote = odd_so_far(all->quotes) ^ (was_quote ? UINT64_MAX : 0);
        n_quotes = count_bits(all->quotes);
    }
    uint64_t gt = all->gt & ~in_quote;
    uint64_t in_tag = odd_so_far(all->lt | gt) ^ (was_tag ? UINT64_MAX : 0);
    if (guard->state == GR_XML_IN_SINGLE || (all->lt & (in_quote | ~in_tag)) != 0 ||
        (gt & in_tag) != 0 || (all->quotes & ~in_tag) != 0 || limits->tag_bytes < AT_ONCE ||
        (was_tag ? guard->attributes : 0) + n_quotes > limits->xml_attributes ||
        (was_tag && offset + i + AT_ONCE - guard->tag_at > limits->tag_bytes) ||
        !others_are_ordinary(text, i, all->others & ~in_quote, in_tag) ||
        !all_begin_tags(text, i, all->lt)) {
        return false;
    }
    if (all->lt != 0) {
        unsigned last = 63 - (unsigned)__builtin_clzll(all->lt);
        guard->tag_at = offset + i + last;
        guard->matched = 0;
        guard->attributes = (count_bits(all->quotes >> last) + 1) / 2;
    } else if (was_tag) {
        guard->attributes += (n_quotes + (was_quote ? 0 : 1)) / 2;
    }
    guard->state = in_quote >> 63 != 0 ? GR_XML_IN_DOUBLE
                   : in_tag >> 63 != 0 ? GR_XML_IN_TAG
                                       : GR_XML_IN_TEXT;
    return true;
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
        marks all = find_marks(text, i);
        if (text.len - i > AT_ONCE && follow_block(guard, text, i, offset, &all)) {
            continue;
        }
        uint64_t left = all.quotes | all.lt | all.gt | all.others;
        for (; left != 0; left &= left - 1) {
            size_t at = i + (size_t)__builtin_ctzll(left);
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
