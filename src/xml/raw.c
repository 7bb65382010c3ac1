/* Tags and texts as they stand in the file: libxml2 gives values without their places, so we find
 * them again. Only ever called on what libxml2 has found to be well-formed. */
#include "xml_priv.h"

static bool is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t skip_white(gr_str text, size_t at)
{
    while (at < text.len && is_white(text.ptr[at])) {
        at++;
    }
    return at;
}

static size_t name_end(gr_str text, size_t at)
{
    while (at < text.len && !is_white(text.ptr[at]) && memchr("=/>", text.ptr[at], 3) == NULL) {
        at++;
    }
    return at;
}

size_t gr_xml_raw_name_end(gr_str text, size_t tag_at)
{
    return name_end(text, tag_at + 1);
}

static size_t value_end(gr_str text, size_t value_at)
{
    const char *quote = memchr(text.ptr + value_at, text.ptr[value_at - 1], text.len - value_at);
    return quote == NULL ? text.len : (size_t)(quote - text.ptr);
}

bool gr_xml_raw_next(gr_str text, size_t *at, gr_xml_raw_attr *out)
{
    size_t from = skip_white(text, *at), to = name_end(text, from);
    if (from == to) { /* '>' or '/' */
        return false;
    }
    gr_str name = gr_str_sub(text, from, to - from);
    size_t colon = gr_str_find(name, GR_LIT(":"));
    out->prefix = gr_str_sub(name, 0, colon == SIZE_MAX ? 0 : colon);
    out->name = colon == SIZE_MAX ? name : gr_str_sub(name, colon + 1, name.len);
    size_t equals = skip_white(text, to);
    out->value_at = skip_white(text, equals + 1) + 1;
    if (out->value_at > text.len) {
        return false;
    }
    *at = value_end(text, out->value_at) + 1;
    return true;
}

size_t gr_xml_raw_tag_end(gr_str text, size_t tag_at)
{
    size_t at = gr_xml_raw_name_end(text, tag_at + 1); /* a '/' before the name is stepped over */
    gr_xml_raw_attr attr;
    while (gr_xml_raw_next(text, &at, &attr)) {
    }
    const char *close = at < text.len ? memchr(text.ptr + at, '>', text.len - at) : NULL;
    return close == NULL ? text.len : (size_t)(close - text.ptr) + 1;
}

typedef gr_xml_raw_walk walk;

static bool stands(const walk *w, gr_str what)
{
    return gr_str_starts(gr_str_sub(w->text, w->at, what.len), what);
}

static void skip_past(walk *w, gr_str end)
{
    size_t found = gr_str_find(gr_str_sub(w->text, w->at, w->text.len), end);
    w->at = found == SIZE_MAX ? w->text.len : w->at + found + end.len;
}

/* Steps over comments, instructions and the brackets of CDATA, which are no part of the text. */
static void skip_markup(walk *w)
{
    for (;;) {
        if (w->in_cdata && stands(w, GR_LIT("]]>"))) {
            w->in_cdata = false;
            w->at += 3;
        } else if (w->in_cdata) {
            return;
        } else if (stands(w, GR_LIT("<![CDATA["))) {
            w->in_cdata = true;
            w->at += 9;
        } else if (stands(w, GR_LIT("<!--"))) {
            w->at += 4;
            skip_past(w, GR_LIT("-->"));
        } else if (stands(w, GR_LIT("<?"))) {
            skip_past(w, GR_LIT("?>"));
        } else {
            return;
        }
    }
}

/* UTF-8 length of what &...; at `w` stands for. */
static size_t reference_length(const walk *w)
{
    if (!stands(w, GR_LIT("&#"))) {
        return 1; /* the five of XML are ASCII */
    }
    bool hex = stands(w, GR_LIT("&#x"));
    uint32_t c = 0;
    for (size_t i = w->at + (hex ? 3 : 2); i < w->text.len && w->text.ptr[i] != ';' && c < 0x110000;
         i++) {
        char d = w->text.ptr[i];
        c = c * (hex ? 16 : 10) + (uint32_t)(d <= '9' ? d - '0' : (d | 0x20) - 'a' + 10);
    }
    return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
}

gr_xml_raw_walk gr_xml_raw_begin(gr_str text, size_t raw)
{
    walk w = {.text = text, .at = raw};
    skip_markup(&w);
    return w;
}

void gr_xml_raw_go(gr_xml_raw_walk *w, size_t offset)
{
    while (w->passed < offset && w->at < w->text.len) {
        if (!w->in_cdata && w->text.ptr[w->at] == '&') {
            size_t length = reference_length(w);
            if (w->passed + length > offset) { /* in the middle of it: where it begins */
                return;
            }
            w->passed += length;
            skip_past(w, GR_LIT(";"));
        } else {
            w->at += stands(w, GR_LIT("\r\n")) ? 2 : 1;
            w->passed++;
        }
        skip_markup(w);
    }
}

size_t gr_xml_raw_step(gr_str text, size_t raw, size_t offset)
{
    walk w = gr_xml_raw_begin(text, raw);
    gr_xml_raw_go(&w, offset);
    return w.at;
}
