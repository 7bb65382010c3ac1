/* Owns the little of XML that a workbook needs: elements cut out of what passes, attributes,
 * entities. */
#include "base/arena.h"
#include "base/num.h"
#include "base/utf8.h"
#include "sheets_priv.h"

void gr_pieces_clear(gr_pieces *pieces)
{
    pieces->buf.len = 0;
    pieces->at = 0;
}

void gr_pieces_add(gr_pieces *pieces, gr_str piece)
{
    if (pieces->at > 0) {
        pieces->buf.len -= pieces->at;
        memmove(pieces->buf.ptr, pieces->buf.ptr + pieces->at, pieces->buf.len);
        pieces->at = 0;
    }
    gr_buf_add(&pieces->buf, piece);
}

/** Where an element `open` begins: "<c " and "<c>", not "<cols>"; SIZE_MAX: nowhere. What may be
 * the beginning of one stays behind *out_done. */
static size_t find_open(gr_str text, const char *open, size_t *out_done)
{
    size_t len = strlen(open);
    for (size_t at = 0; at < text.len;) {
        const char *found = memchr(text.ptr + at, '<', text.len - at);
        if (found == NULL) {
            break;
        }
        at = (size_t)(found - text.ptr);
        if (at + len >= text.len) {
            *out_done = at;
            return SIZE_MAX;
        }
        if (memcmp(found, open, len) == 0 && strchr(" \t\r\n/>", found[len]) != NULL) {
            *out_done = at;
            return at;
        }
        at++;
    }
    *out_done = text.len;
    return SIZE_MAX;
}

/** Behind the element that `text` begins with; SIZE_MAX: its end is not there yet. */
static size_t element_end(gr_str text, const char *close)
{
    const char *end = memchr(text.ptr, '>', text.len);
    size_t at = end == NULL ? SIZE_MAX : (size_t)(end - text.ptr);
    if (end == NULL || end[-1] == '/') {
        return end == NULL ? SIZE_MAX : at + 1;
    }
    size_t last = gr_str_find(gr_str_sub(text, at, SIZE_MAX), gr_str_of(close));
    return last == SIZE_MAX ? SIZE_MAX : at + last + strlen(close);
}

bool gr_pieces_cut(gr_pieces *pieces, const char *open, const char *close, gr_str *out)
{
    gr_str rest = gr_str_sub(gr_buf_view(&pieces->buf), pieces->at, SIZE_MAX);
    size_t done = 0;
    size_t start = find_open(rest, open, &done);
    pieces->at += done;
    if (start == SIZE_MAX) {
        return false;
    }
    gr_str from = gr_str_sub(rest, start, SIZE_MAX);
    size_t end = element_end(from, close);
    if (end == SIZE_MAX) {
        return false;
    }
    *out = gr_str_sub(from, 0, end);
    pieces->at += end;
    return true;
}

bool gr_cut_element(gr_str *rest, const char *open, const char *close, gr_str *out)
{
    size_t done = 0;
    size_t start = find_open(*rest, open, &done);
    gr_str from = start == SIZE_MAX ? GR_LIT("") : gr_str_sub(*rest, start, SIZE_MAX);
    size_t end = from.len == 0 ? SIZE_MAX : element_end(from, close);
    if (end == SIZE_MAX) {
        return false;
    }
    *out = gr_str_sub(from, 0, end);
    *rest = gr_str_sub(from, end, SIZE_MAX);
    return true;
}

gr_str gr_cell_attribute(gr_str element, const char *name)
{
    size_t len = strlen(name);
    gr_str inside = gr_str_sub(element, 0, gr_str_find(element, GR_LIT(">")));
    for (size_t at = 0; at + len + 3 < inside.len; at++) {
        const char *from = inside.ptr + at + 1;
        if (inside.ptr[at] == ' ' && memcmp(from, name, len) == 0 && from[len] == '=' &&
            from[len + 1] == '"') {
            gr_str value = gr_str_sub(inside, at + 1 + len + 2, SIZE_MAX);
            return gr_str_sub(value, 0, gr_str_find(value, GR_LIT("\"")));
        }
    }
    return GR_LIT("");
}

/** "&#233;", "&#xE9;" from its '&': how many bytes it takes; 0: it is none. */
static size_t add_numbered(gr_str from, gr_buf *out)
{
    size_t end = gr_str_find(gr_str_sub(from, 0, 12), GR_LIT(";"));
    bool hex = from.len > 3 && (from.ptr[2] == 'x' || from.ptr[2] == 'X');
    uint32_t sign = 0;
    if (end == SIZE_MAX || !gr_str_starts(from, GR_LIT("&#"))) {
        return 0;
    }
    for (size_t i = hex ? 3 : 2; i < end; i++) {
        char c = from.ptr[i];
        int digit = c >= '0' && c <= '9'          ? c - '0'
                    : hex && c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : hex && c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                  : -1;
        if (digit < 0 || sign > 0x10FFFF) {
            return 0;
        }
        sign = sign * (hex ? 16 : 10) + (uint32_t)digit;
    }
    if (sign == 0 || sign > 0x10FFFF || (sign >= 0xD800 && sign <= 0xDFFF)) {
        return 0;
    }
    gr_utf8_add(out, sign);
    return end + 1;
}

gr_str gr_plain_text(gr_str text, gr_arena *arena)
{
    static const struct {
        const char *name, *sign;
    } names[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}};
    if (memchr(text.ptr, '&', text.len) == NULL) {
        return text;
    }
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    for (size_t at = 0; at < text.len;) {
        gr_str rest = gr_str_sub(text, at, SIZE_MAX);
        size_t k = 0;
        while (k < 5 && !gr_str_starts(rest, gr_str_of(names[k].name))) {
            k++;
        }
        size_t numbered = k < 5 ? 0 : add_numbered(rest, &out);
        if (numbered == 0) {
            gr_buf_add(&out, k < 5 ? gr_str_of(names[k].sign) : gr_str_sub(text, at, 1));
        }
        at += numbered > 0 ? numbered : k < 5 ? strlen(names[k].name) : 1;
    }
    return gr_buf_view(&out);
}
