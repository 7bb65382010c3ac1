#include "chart_priv.h"

/* Owns names that take several lines. A line ends at a space; a word that is wider than a whole
 * line is broken at a hyphen or a stroke of its own, where its language hyphenates it, and at last
 * between two letters: nothing is ever left out. */

#define MOST_SPARED  32   /* bytes of the last three letters, with their marks */
#define MOST_ON_LINE 2000 /* bytes: no line has so many, and a hostile word has a million */

typedef struct wrapping {
    const gr_plot *plot;
    gr_mpt width;
    bool bold;
    gr_wrapped out;
} wrapping;

static gr_mpt width_of(const wrapping *w, gr_str text, bool hyphen)
{
    const gr_chart_space *space = w->plot->space;
    gr_str dash = GR_LIT("-");
    return (text.len == 0 ? 0 : space->measure(space->user, text, w->bold)) +
           (hyphen ? space->measure(space->user, dash, w->bold) : 0);
}

static void add_line(wrapping *w, gr_str line, bool hyphen)
{
    gr_wrapped *out = &w->out;
    size_t n = out->n, cap = out->cap;
    *GR_PUSH(w->plot->arena, out->lines, out->n, out->cap, gr_str) = line;
    *GR_PUSH(w->plot->arena, out->hyphens, n, cap, bool) = hyphen;
    gr_mpt wide = width_of(w, line, hyphen);
    out->width = wide > out->width ? wide : out->width;
}

/** Length of the most words from the start of `text` that fit; 0 when not even the first does. */
static size_t words_that_fit(const wrapping *w, gr_str text)
{
    size_t fits = 0;
    for (size_t at = 1; at <= text.len; at++) {
        if (at < text.len && text.ptr[at] != ' ') {
            continue;
        }
        if (at > MOST_ON_LINE || width_of(w, gr_str_sub(text, 0, at), false) > w->width) {
            break;
        }
        fits = at;
    }
    return fits;
}

static size_t first_word(gr_str text)
{
    size_t at = 0;
    while (at < text.len && text.ptr[at] != ' ') {
        at++;
    }
    return at;
}

/** Behind the last hyphen or stroke of the word's own that ends a piece that fits; 0: none. */
static size_t own_break(const wrapping *w, gr_str word)
{
    for (size_t at = word.len < MOST_ON_LINE ? word.len : MOST_ON_LINE; at > 2; at--) {
        bool sign = word.ptr[at - 2] == '-' || word.ptr[at - 2] == '/';
        if (sign && width_of(w, gr_str_sub(word, 0, at - 1), false) <= w->width) {
            return at - 1;
        }
    }
    return 0;
}

static size_t hyphenation(const wrapping *w, gr_str word)
{
    const gr_chart_space *space = w->plot->space;
    size_t *places = NULL;
    bool may = space->hyphenate != NULL && word.len <= MOST_ON_LINE;
    size_t n = may ? space->hyphenate(space->user, word, &places) : 0;
    while (n > 0 && width_of(w, gr_str_sub(word, 0, places[n - 1]), true) > w->width) {
        n--;
    }
    return n > 0 ? places[n - 1] : 0;
}

/** Marks above and below letters, joiners and selectors: they stay with what is before them. */
static bool is_joined(gr_str text, size_t at)
{
    unsigned char a = (unsigned char)text.ptr[at];
    unsigned char b = at + 1 < text.len ? (unsigned char)text.ptr[at + 1] : 0;
    unsigned char c = at + 2 < text.len ? (unsigned char)text.ptr[at + 2] : 0;
    return (a & 0xC0) == 0x80 || a == 0xCC || (a == 0xCD && b < 0xB0) || (a == 0xD6 && b >= 0x91) ||
           (a == 0xD7 && b < 0x88) || (a == 0xD9 && b >= 0x8B && b < 0xA0) ||
           (a == 0xE2 && b == 0x80 && c == 0x8D) || (a == 0xEF && b == 0xB8 && c < 0x90);
}

static size_t next_letter(gr_str text, size_t at)
{
    for (at++; at < text.len && is_joined(text, at); at++) {
    }
    return at;
}

/** The end of a word keeps three letters together, where the piece before it can spare them. */
static size_t leave_letters(gr_str word, size_t at)
{
    size_t ends[4] = {0}; /* of the last letters, the oldest first */
    if (word.len - at > MOST_SPARED) {
        return at;
    }
    for (size_t end = next_letter(word, 0);; end = next_letter(word, end)) {
        ends[0] = ends[1];
        ends[1] = ends[2];
        ends[2] = ends[3];
        ends[3] = end;
        if (end >= word.len) {
            break;
        }
    }
    return at < word.len && at > ends[0] && ends[0] > at / 2 ? ends[0] : at;
}

/** Letters that fit, one at least. */
static size_t letters_that_fit(const wrapping *w, gr_str word)
{
    size_t low = next_letter(word, 0), high = word.len;
    if (high > MOST_ON_LINE) {
        high = next_letter(word, MOST_ON_LINE);
    }
    while (low < high) {
        size_t middle = low + (high - low + 1) / 2;
        while (middle < high && is_joined(word, middle)) {
            middle++;
        }
        if (width_of(w, gr_str_sub(word, 0, middle), false) <= w->width) {
            low = middle;
            continue;
        }
        high = middle - 1;
        while (high > low && is_joined(word, high)) {
            high--;
        }
    }
    return low;
}

/** A piece of a word that is wider than a line becomes a line. */
static size_t break_word(wrapping *w, gr_str word)
{
    size_t len = own_break(w, word);
    bool hyphen = len == 0;
    len = hyphen ? hyphenation(w, word) : len;
    if (len == 0) {
        hyphen = false;
        len = leave_letters(word, letters_that_fit(w, word));
    }
    w->out.broken = w->out.broken || len < word.len;
    add_line(w, gr_str_sub(word, 0, len), hyphen);
    return len;
}

static gr_wrapped wrap(wrapping *w, gr_str text)
{
    gr_str rest = gr_str_trim(text);
    while (rest.len > 0) {
        size_t len = words_that_fit(w, rest);
        if (len > 0) {
            add_line(w, gr_str_sub(rest, 0, len), false);
        } else {
            len = break_word(w, gr_str_sub(rest, 0, first_word(rest)));
        }
        rest = gr_str_trim(gr_str_sub(rest, len, SIZE_MAX));
    }
    return w->out;
}

gr_wrapped gr_plot_wrap(const gr_plot *plot, gr_str text, gr_mpt width)
{
    wrapping w = {.plot = plot, .width = width};
    return wrap(&w, text);
}

gr_wrapped gr_plot_wrap_bold(const gr_plot *plot, gr_str text, gr_mpt width)
{
    wrapping w = {.plot = plot, .width = width, .bold = true};
    return wrap(&w, text);
}

gr_mpt gr_wrapped_height(const gr_plot *plot, const gr_wrapped *lines)
{
    int64_t height = (int64_t)plot->space->label_leading * (int64_t)lines->n;
    return height > GR_MOST_LABEL ? GR_MOST_LABEL : (gr_mpt)height;
}

void gr_plot_lines(gr_plot *plot, const gr_wrapped *lines, gr_text_spot spot)
{
    gr_mpt leading = plot->space->label_leading;
    gr_mpt first = spot.y + gr_plot_middle(plot) - leading * (gr_mpt)(lines->n - 1) / 2;
    for (size_t i = 0; i < lines->n; i++) {
        spot.y = first + leading * (gr_mpt)i;
        gr_pen_piece(&plot->pen, lines->lines[i], spot, lines->hyphens[i], false);
    }
}
