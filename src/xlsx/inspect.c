#include "inspect.h"

/* Owns the reading of a written sheet, piece by piece: a large one is never held. It reads only
 * what our own library writes, and refuses what is not well-formed or of a form it does not know;
 * what it holds is counted, and whatever says how many it holds is held to that. */
#include <string.h>

#include "base/num.h"
#include "base/utf8.h"

#define TOKEN_MOST ((size_t)1024 * 1024) /* bytes of a text or tag: a cell's text has 393,204 */
#define DEPTH_MAX  32
#define NAME_MOST  48

typedef struct level { /* an open element */
    char name[NAME_MOST];
    size_t len;
    int64_t promised, held; /* elements in it; promised -1: it does not say */
} level;

struct gr_sheet_scan {
    gr_buf rest; /* what was not yet a whole token */
    level open[DEPTH_MAX];
    unsigned depth;
    bool begun, ended, damaged;
    bool numeric; /* the cell we are in */
    gr_xlsx_facts found;
};

gr_sheet_scan *gr_sheet_scan_new(gr_arena *arena)
{
    gr_sheet_scan *scan = GR_NEW(arena, gr_sheet_scan);
    scan->rest = gr_buf_make(arena, SIZE_MAX);
    return scan;
}

/** Names of one letter are those of millions: no call for each. */
static bool is_letter(gr_str name, char letter)
{
    return name.len == 1 && name.ptr[0] == letter;
}

/* --- what a text may hold --- */

/** An entity that XML has by itself, or a number; from its '&'. */
static bool is_entity(gr_str from)
{
    static const char *const known[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (gr_str_starts(from, gr_str_of(known[i]))) {
            return true;
        }
    }
    return false;
}

static bool is_sound_text(gr_str text)
{
    unsigned char all = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        all |= c;
        bool control = c < 0x20 && c != '\n' && c != '\t' && c != '\r';
        if (control || c == '<' || (c == '&' && !is_entity(gr_str_sub(text, i, 6)))) {
            return false;
        }
    }
    return all < 0x80 || gr_utf8_valid(text) == text.len;
}

/** Digits and what goes between them; not NAN, not INF. */
static bool is_number(gr_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool digit = c >= '0' && c <= '9';
        if (!digit && c != '.' && c != '-' && c != '+' && c != 'E' && c != 'e') {
            return false;
        }
    }
    return text.len > 0;
}

/* --- elements --- */

typedef struct attribute {
    gr_str name, value;
} attribute;

/** The next of a tag's attributes; false at the end, and at what is none (`*sound` false). */
static bool next_attribute(gr_str *rest, attribute *out, bool *sound)
{
    if (rest->len == 0) {
        return false;
    }
    const char *equals = memchr(rest->ptr, '=', rest->len);
    size_t name = equals == NULL ? 0 : (size_t)(equals - rest->ptr);
    *sound = name > 1 && rest->ptr[0] == ' ' && name + 1 < rest->len && equals[1] == '"';
    const char *end = *sound ? memchr(equals + 2, '"', rest->len - name - 2) : NULL;
    *sound = end != NULL;
    if (!*sound) {
        return false;
    }
    out->name = (gr_str){rest->ptr + 1, name - 1};
    out->value = (gr_str){equals + 2, (size_t)(end - equals) - 2};
    *rest = gr_str_sub(*rest, (size_t)(end - rest->ptr) + 1, SIZE_MAX);
    *sound = is_sound_text(out->value);
    return *sound;
}

static void note_type(gr_sheet_scan *scan, gr_str type)
{
    scan->numeric = gr_str_is(type, "n");
    scan->found.strings += gr_str_is(type, "s") ? 1 : 0;
    scan->found.inlined += gr_str_is(type, "inlineStr") ? 1 : 0;
}

static bool read_attributes(gr_sheet_scan *scan, gr_str rest, bool cell, int64_t *promised)
{
    attribute found;
    bool sound = true;
    while (next_attribute(&rest, &found, &sound)) {
        if (cell && is_letter(found.name, 't')) {
            note_type(scan, found.value);
        } else if (found.name.len == strlen("count") && gr_str_is(found.name, "count") &&
                   !gr_int_parse(found.value, promised)) {
            return false;
        }
    }
    return sound;
}

static bool open_element(gr_sheet_scan *scan, gr_str name, gr_str attributes, bool empty)
{
    if (scan->depth == DEPTH_MAX || name.len == 0 || name.len > NAME_MOST || scan->ended ||
        (scan->depth == 0 && !gr_str_is(name, "worksheet"))) {
        return false;
    }
    bool cell = is_letter(name, 'c');
    scan->numeric = cell || scan->numeric; /* until it says otherwise */
    scan->found.cells += cell ? 1 : 0;
    scan->found.formulas += is_letter(name, 'f') ? 1 : 0;
    if (scan->depth > 0) {
        scan->open[scan->depth - 1].held++;
    }
    level *made = &scan->open[scan->depth];
    made->len = name.len;
    made->held = 0;
    made->promised = -1;
    memcpy(made->name, name.ptr, name.len);
    scan->depth++;
    if (!read_attributes(scan, attributes, cell, &made->promised)) {
        return false;
    }
    scan->depth -= empty ? 1 : 0;
    return !empty || made->promised <= 0;
}

static bool close_element(gr_sheet_scan *scan, gr_str name)
{
    if (scan->depth == 0) {
        return false;
    }
    const level *closed = &scan->open[--scan->depth];
    scan->ended = scan->depth == 0;
    return gr_str_eq(name, (gr_str){closed->name, closed->len}) &&
           (closed->promised < 0 || closed->promised == closed->held);
}

/* --- tokens --- */

static bool is_in_value(const gr_sheet_scan *scan)
{
    const level *in = scan->depth == 0 ? NULL : &scan->open[scan->depth - 1];
    return in != NULL && is_letter((gr_str){in->name, in->len}, 'v');
}

static bool read_text(gr_sheet_scan *scan, gr_str text)
{
    if (scan->depth == 0) {
        return gr_str_trim(text).len == 0;
    }
    return is_sound_text(text);
}

/** The value of a number is there, and one. */
static bool read_value(gr_sheet_scan *scan, gr_str text, bool closing)
{
    if (!scan->numeric || !is_in_value(scan)) {
        return true;
    }
    scan->found.numbers++;
    return closing && is_number(text);
}

/** `inside`: what stands between its angles. */
static bool read_tag(gr_sheet_scan *scan, gr_str text, gr_str inside)
{
    bool closing = inside.len > 0 && inside.ptr[0] == '/';
    if (inside.len > 0 && inside.ptr[0] == '?') {
        bool first = !scan->begun && text.len == 0 && gr_str_ends(inside, GR_LIT("?"));
        scan->begun = true;
        return first;
    }
    scan->begun = true;
    if (!read_text(scan, text) || !read_value(scan, text, closing)) {
        return false;
    }
    if (closing) {
        return close_element(scan, gr_str_sub(inside, 1, SIZE_MAX));
    }
    bool empty = inside.len > 0 && inside.ptr[inside.len - 1] == '/';
    gr_str rest = gr_str_sub(inside, 0, inside.len - (empty ? 1 : 0));
    const char *space = memchr(rest.ptr, ' ', rest.len);
    gr_str name = gr_str_sub(rest, 0, space == NULL ? SIZE_MAX : (size_t)(space - rest.ptr));
    return open_element(scan, name, gr_str_sub(rest, name.len, SIZE_MAX), empty);
}

/** End of a tag: the '>' outside quotes, from `from` on; NULL when it is not there yet. */
static const char *tag_end(const char *from, const char *end)
{
    bool quoted = false;
    for (const char *at = from; at < end; at++) {
        if (*at == '"') {
            quoted = !quoted;
        } else if (*at == '>' && !quoted) {
            return at;
        }
    }
    return NULL;
}

/** Reads whole tokens, a text and the tag behind it; returns how many bytes those are. */
static size_t read_tokens(gr_sheet_scan *scan, gr_str bytes)
{
    size_t done = 0;
    while (!scan->damaged) {
        const char *from = bytes.ptr + done, *end = bytes.ptr + bytes.len;
        const char *start = done < bytes.len ? memchr(from, '<', bytes.len - done) : NULL;
        const char *close = start == NULL ? NULL : tag_end(start + 1, end);
        if (close == NULL) {
            break;
        }
        gr_str text = {from, (size_t)(start - from)};
        gr_str inside = {start + 1, (size_t)(close - start) - 1};
        scan->damaged = !read_tag(scan, text, inside);
        done = (size_t)(close - bytes.ptr) + 1;
    }
    return done;
}

void gr_sheet_scan_add(gr_sheet_scan *scan, gr_str piece)
{
    bool held = scan->rest.len > 0;
    if (held) {
        gr_buf_add(&scan->rest, piece);
    }
    gr_str bytes = held ? gr_buf_view(&scan->rest) : piece;
    size_t done = read_tokens(scan, bytes);
    gr_str left = gr_str_sub(bytes, done, SIZE_MAX);
    scan->damaged = scan->damaged || left.len > TOKEN_MOST;
    if (scan->damaged) {
        scan->rest.len = 0;
    } else if (held) {
        memmove(scan->rest.ptr, left.ptr, left.len);
        scan->rest.len = left.len;
    } else {
        gr_buf_add(&scan->rest, left);
    }
}

bool gr_sheet_scan_end(gr_sheet_scan *scan, gr_xlsx_facts *facts)
{
    if (scan->damaged || !scan->ended || gr_str_trim(gr_buf_view(&scan->rest)).len > 0) {
        return false;
    }
    facts->sheets++;
    facts->cells += scan->found.cells;
    facts->formulas += scan->found.formulas;
    facts->numbers += scan->found.numbers;
    facts->strings += scan->found.strings;
    facts->inlined += scan->found.inlined;
    return true;
}
