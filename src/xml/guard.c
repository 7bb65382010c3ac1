/* Follows the markup just far enough to refuse what libxml2 must not be shown: document type
 * declarations, tags beyond the limits (its check for duplicate attributes is quadratic), and a
 * '<' or '&' that begins nothing: libxml2 would wait for its '>' or ';' to the end of the file and
 * then call the file incomplete. It need not be right
 * about text that is not well-formed: libxml2 stops there. */
#include "xml_priv.h"

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

/* Bytes that end a run in which nothing changes, a bit for each state that has such runs. */
#define IN_TEXT   1
#define IN_TAG    2
#define IN_SINGLE 4
#define IN_DOUBLE 8
static const unsigned char ends_run[256] = {
    ['<'] = IN_TEXT | IN_TAG | IN_SINGLE | IN_DOUBLE,
    ['&'] = IN_TEXT,
    ['>'] = IN_TAG,
    ['\''] = IN_TAG | IN_SINGLE,
    ['"'] = IN_TAG | IN_DOUBLE,
};

/* How many bytes from the first on change nothing; the one after them is followed by itself. */
static size_t idle_run(const gr_xml_guard *guard, gr_str text, size_t offset)
{
    unsigned state = guard->state == GR_XML_IN_TEXT     ? IN_TEXT
                     : guard->state == GR_XML_IN_TAG    ? IN_TAG
                     : guard->state == GR_XML_IN_SINGLE ? IN_SINGLE
                     : guard->state == GR_XML_IN_DOUBLE ? IN_DOUBLE
                                                        : 0;
    size_t most = text.len, n = 0;
    if (state == 0) {
        return 0;
    }
    if (state != IN_TEXT) { /* the byte with which a tag is too long is not passed over */
        size_t room = guard->limits->tag_bytes + 1 - (offset - guard->tag_at);
        most = most < room ? most : room;
    }
    while (n < most && (ends_run[(unsigned char)text.ptr[n]] & state) == 0) {
        n++;
    }
    return n;
}

gr_xml_verdict gr_xml_guard_follow(gr_xml_guard *guard, gr_str text, size_t offset)
{
    for (size_t i = 0; guard->verdict == GR_XML_FINE; i++) {
        i += idle_run(guard, gr_str_sub(text, i, text.len), offset + i);
        if (i >= text.len) {
            break;
        }
        guard->verdict = follow_byte(guard, (unsigned char)text.ptr[i], offset + i);
    }
    return guard->verdict;
}
