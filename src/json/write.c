#include "json/write.h"

/* Owns how JSON looks: escapes, marks between members, line ends. Must not know what it is about.
 */
#include <assert.h>

#include "base/utf8.h"

/* --- signs --- */

/** No part of an escape; signs that steer a terminal begin with one of three bytes. */
static bool is_plain(char c)
{
    unsigned char byte = (unsigned char)c;
    return c != '"' && c != '\\' && byte >= 0x20 && byte != 0x7F && byte != 0xC2 && byte != 0xD8 &&
           byte != 0xE2;
}

static void add_escaped(gr_buf *out, char c)
{
    if (c == '"' || c == '\\') {
        gr_buf_add_char(out, '\\');
        gr_buf_add_char(out, c);
    } else {
        gr_buf_addf(out, "\\u%04x", (unsigned)(unsigned char)c);
    }
}

/** Of a sign that is no ASCII, from text.ptr[*at] on. What would steer a terminal is written as an
 *  escape, which means the same. */
static void add_sign(gr_buf *out, gr_str text, size_t *at)
{
    size_t from = *at;
    uint32_t sign = gr_utf8_step(text, at);
    if (gr_sign_steers(sign)) {
        gr_buf_addf(out, "\\u%04x", (unsigned)sign);
    } else {
        gr_buf_add(out, gr_str_sub(text, from, *at - from));
    }
}

static void add_quoted(gr_buf *out, gr_str text)
{
    gr_buf_add_char(out, '"');
    for (size_t at = 0; at < text.len;) {
        size_t from = at;
        while (at < text.len && is_plain(text.ptr[at])) {
            at++;
        }
        gr_buf_add(out, gr_str_sub(text, from, at - from));
        if (at < text.len && (unsigned char)text.ptr[at] >= 0x80) {
            add_sign(out, text, &at);
        } else if (at < text.len) {
            add_escaped(out, text.ptr[at++]);
        }
    }
    gr_buf_add_char(out, '"');
}

static bool has_lines(gr_json_layout layout)
{
    return layout == GR_JSON_LINES || layout == GR_JSON_INDENTED;
}

static void add_line_end(gr_buf *out, unsigned indent)
{
    static const char blank[] = "\n                                ";
    unsigned most = sizeof(blank) - 2;
    gr_buf_add(out, (gr_str){blank, 1 + (indent < most ? indent : most)});
    for (unsigned i = most; i < indent; i++) {
        gr_buf_add_char(out, ' ');
    }
}

/* --- the stack --- */

static gr_json_level *innermost(gr_json *json)
{
    return json->depth == 0 ? NULL : &json->levels[json->depth - 1];
}

static bool add_gap(gr_json *json)
{
    bool given = json->gap != NULL;
    if (given) {
        gr_buf_add(json->out, gr_str_of(json->gap));
        json->gap = NULL;
    }
    return given;
}

/** What waits goes on its way once it is `least` bytes long. */
static void give(const gr_json *json, size_t least)
{
    if (json->take != NULL && json->out->len >= least) {
        json->take(json->user, gr_buf_view(json->out));
        json->out->len = 0;
    }
}

/** What stands before a member: the mark behind the one before it, and its name. */
static void begin_member(gr_json *json, const char *name)
{
    gr_json_level *level = innermost(json);
    give(json, GR_JSON_PIECE);
    assert((name != NULL) == (level != NULL && level->closes == '}'));
    if (level == NULL) {
        return;
    }
    if (!add_gap(json)) {
        gr_buf_add(json->out, level->any ? GR_LIT(",") : GR_LIT(""));
        if (has_lines(level->layout)) {
            add_line_end(json->out, level->indent);
        } else if (level->any || level->layout == GR_JSON_ROOMY) {
            gr_buf_add_char(json->out, ' ');
        }
    }
    level->any = true;
    if (name != NULL) {
        add_quoted(json->out, gr_str_of(name));
        gr_buf_add(json->out, GR_LIT(": "));
    }
}

static void open_level(gr_json *json, const char *name, gr_json_layout layout, char closes)
{
    begin_member(json, name);
    const gr_json_level *outer = innermost(json);
    unsigned indent = outer == NULL ? 0 : outer->indent;
    assert(json->depth < GR_JSON_DEPTH);
    json->levels[json->depth++] = (gr_json_level){
        .layout = layout,
        .closes = closes,
        .indent = layout == GR_JSON_INDENTED ? indent + 2 : indent,
    };
    gr_buf_add_char(json->out, closes == '}' ? '{' : '[');
}

/* --- the contract --- */

gr_json gr_json_make(gr_buf *out)
{
    return (gr_json){.out = out};
}

gr_json gr_json_make_pieces(gr_buf *out, void (*take)(void *user, gr_str piece), void *user)
{
    return (gr_json){.out = out, .take = take, .user = user};
}

void gr_json_object(gr_json *json, const char *name, gr_json_layout layout)
{
    open_level(json, name, layout, '}');
}

void gr_json_array(gr_json *json, const char *name, gr_json_layout layout)
{
    open_level(json, name, layout, ']');
}

void gr_json_close(gr_json *json)
{
    assert(json->depth > 0);
    const gr_json_level *level = &json->levels[--json->depth];
    bool given = add_gap(json);
    const gr_json_level *outer = innermost(json);
    if (!given && has_lines(level->layout)) {
        add_line_end(json->out, outer == NULL ? 0 : outer->indent);
    } else if (!given && level->layout == GR_JSON_ROOMY) {
        gr_buf_add_char(json->out, ' ');
    }
    gr_buf_add_char(json->out, level->closes);
}

void gr_json_text(gr_json *json, const char *name, gr_str text)
{
    begin_member(json, name);
    add_quoted(json->out, text);
}

void gr_json_number(gr_json *json, const char *name, int64_t number)
{
    begin_member(json, name);
    gr_buf_addf(json->out, "%lld", (long long)number);
}

void gr_json_flag(gr_json *json, const char *name, bool yes)
{
    begin_member(json, name);
    gr_buf_add(json->out, yes ? GR_LIT("true") : GR_LIT("false"));
}

void gr_json_null(gr_json *json, const char *name)
{
    begin_member(json, name);
    gr_buf_add(json->out, GR_LIT("null"));
}

void gr_json_raw(gr_json *json, const char *name, gr_str value)
{
    begin_member(json, name);
    gr_buf_add(json->out, value);
}

void gr_json_gap(gr_json *json, const char *gap)
{
    json->gap = gap;
}

void gr_json_end(gr_json *json)
{
    while (json->depth > 0) {
        gr_json_close(json);
    }
    gr_buf_add_char(json->out, '\n');
    give(json, 1);
}
