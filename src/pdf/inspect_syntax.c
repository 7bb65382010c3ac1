/* PDF syntax for reading back; see inspect.c. Nothing here recurses: nesting is counted. */
#include "inspect_priv.h"

#include "pack/pack.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool is_delimiter(char c)
{
    return is_space(c) || strchr("()<>[]{}/%", c) != NULL;
}

static void skip_space(gr_str s, size_t *at)
{
    while (*at < s.len && is_space(s.ptr[*at])) {
        (*at)++;
    }
}

bool gr_number_at(gr_str s, size_t *at, size_t *out)
{
    enum { MOST_DIGITS = 18 };
    skip_space(s, at);
    size_t value = 0;
    size_t digits = 0;
    while (*at < s.len && s.ptr[*at] >= '0' && s.ptr[*at] <= '9' && digits < MOST_DIGITS) {
        value = value * 10 + (size_t)(s.ptr[*at] - '0');
        (*at)++;
        digits++;
    }
    *out = value;
    return digits > 0;
}

static bool word_at(gr_str s, size_t *at, gr_str word)
{
    skip_space(s, at);
    if (!gr_str_starts(gr_str_sub(s, *at, word.len), word)) {
        return false;
    }
    *at += word.len;
    return true;
}

bool gr_reference_at(gr_str s, size_t *at, size_t *out)
{
    size_t generation = 0;
    return gr_number_at(s, at, out) && gr_number_at(s, at, &generation) &&
           word_at(s, at, GR_LIT("R"));
}

static size_t end_of_literal(gr_str s, size_t at)
{
    size_t open = 0;
    for (; at < s.len; at++) {
        if (s.ptr[at] == '\\') {
            at++;
        } else if (s.ptr[at] == '(') {
            open++;
        } else if (s.ptr[at] == ')' && --open == 0) {
            return at + 1;
        }
    }
    return s.len;
}

static bool doubled(gr_str s, size_t at, char c)
{
    return at + 1 < s.len && s.ptr[at] == c && s.ptr[at + 1] == c;
}

/* Behind the token that begins at `at`; *depth counts the arrays and dictionaries that are open. */
static size_t end_of_token(gr_str s, size_t at, size_t *depth)
{
    if (doubled(s, at, '<')) {
        (*depth)++;
        return at + 2;
    }
    if (doubled(s, at, '>')) {
        *depth -= *depth > 0 ? 1 : 0;
        return at + 2;
    }
    switch (s.ptr[at]) {
    case '[':
        (*depth)++;
        return at + 1;
    case ']':
        *depth -= *depth > 0 ? 1 : 0;
        return at + 1;
    case '(':
        return end_of_literal(s, at);
    case '<':
        while (at < s.len && s.ptr[at] != '>') {
            at++;
        }
        return at < s.len ? at + 1 : at;
    default:
        at++;
        while (at < s.len && !is_delimiter(s.ptr[at])) {
            at++;
        }
        return at;
    }
}

/* Behind the value that begins at `at`: one token, or all up to its closing bracket. */
static size_t end_of_value(gr_str s, size_t at)
{
    size_t depth = 0;
    do {
        skip_space(s, &at);
        if (at < s.len) {
            at = end_of_token(s, at, &depth);
        }
    } while (depth > 0 && at < s.len);
    return at;
}

/* A value of a dictionary goes up to the next key: "12 0 R" is three tokens. */
static size_t end_of_entry(gr_str s, size_t at)
{
    at = end_of_value(s, at);
    for (;;) {
        size_t next = at;
        skip_space(s, &next);
        if (next >= s.len || s.ptr[next] == '/' || s.ptr[next] == '>') {
            return at;
        }
        at = end_of_value(s, next);
    }
}

gr_str gr_entry(gr_str dict, gr_str key)
{
    size_t at = 2; /* behind << */
    while (at < dict.len) {
        skip_space(dict, &at);
        if (at >= dict.len || dict.ptr[at] != '/') {
            break;
        }
        size_t depth = 0;
        size_t name = at + 1;
        size_t end = end_of_token(dict, at, &depth);
        at = end;
        skip_space(dict, &at);
        size_t from = at;
        at = at < dict.len ? end_of_entry(dict, at) : at;
        if (gr_str_eq(gr_str_sub(dict, name, end - name), key)) {
            return gr_str_sub(dict, from, at - from);
        }
    }
    return GR_LIT("");
}

bool gr_entry_is(gr_str dict, gr_str key, gr_str value)
{
    return gr_str_eq(gr_entry(dict, key), value);
}

bool gr_entry_number(gr_str dict, gr_str key, size_t *out)
{
    size_t at = 0;
    gr_str value = gr_entry(dict, key);
    return gr_number_at(value, &at, out) && at == value.len;
}

bool gr_entry_reference(gr_str dict, gr_str key, size_t *out)
{
    size_t at = 0;
    gr_str value = gr_entry(dict, key);
    return gr_reference_at(value, &at, out) && at == value.len;
}

/* The length is in the dictionary itself or, for pages, in an object; then the end is looked for.
 */
static bool stream_at(gr_str bytes, size_t at, gr_indirect *out)
{
    size_t length = 0;
    at += at < bytes.len && bytes.ptr[at] == '\r' ? 1 : 0;
    if (at >= bytes.len || bytes.ptr[at] != '\n') {
        return false;
    }
    at++;
    if (!gr_entry_number(out->dict, GR_LIT("Length"), &length)) {
        length = gr_str_find(gr_str_sub(bytes, at, bytes.len - at), GR_LIT("\nendstream"));
    }
    if (length > bytes.len - at) {
        return false;
    }
    out->stream = gr_str_sub(bytes, at, length);
    out->has_stream = true;
    at += length;
    return word_at(bytes, &at, GR_LIT("endstream")) && word_at(bytes, &at, GR_LIT("endobj"));
}

bool gr_object_at(gr_str bytes, size_t at, gr_indirect *out)
{
    size_t generation = 0;
    *out = (gr_indirect){.stream = GR_LIT("")};
    if (at >= bytes.len || !gr_number_at(bytes, &at, &out->number) ||
        !gr_number_at(bytes, &at, &generation) || !word_at(bytes, &at, GR_LIT("obj"))) {
        return false;
    }
    skip_space(bytes, &at);
    if (!doubled(bytes, at, '<')) {
        return false;
    }
    size_t end = end_of_value(bytes, at);
    out->dict = gr_str_sub(bytes, at, end - at);
    if (word_at(bytes, &end, GR_LIT("stream"))) {
        return stream_at(bytes, end, out);
    }
    return word_at(bytes, &end, GR_LIT("endobj"));
}

bool gr_unpack(gr_arena *arena, const gr_indirect *object, size_t max_bytes, gr_str *out)
{
    return object->has_stream &&
           gr_entry_is(object->dict, GR_LIT("Filter"), GR_LIT("/FlateDecode")) &&
           gr_inflate(arena, object->stream, max_bytes, out);
}
