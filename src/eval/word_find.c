#include "eval/eval.h"

/* Owns when letters of a text are a word that somebody explains: whole, and no part of an address.
 */
#include "base/arena.h"
#include "words_priv.h"

enum { LEAST_CAPITALS = 2, MOST_CAPITALS = 6 };

/* Letters and figures of any script; signs, quotation marks and spaces of all widths are none. */
static bool is_letter(uint32_t sign)
{
    bool ascii = (sign >= '0' && sign <= '9') || (sign >= 'A' && sign <= 'Z') ||
                 (sign >= 'a' && sign <= 'z');
    bool latin = sign >= 0xc0 && sign < 0x2000 && sign != 0xd7 && sign != 0xf7;
    return ascii || latin || sign >= 0x2c00;
}

static uint32_t sign_behind(gr_str text, size_t at)
{
    return at < text.len ? gr_utf8_step(text, &at) : ' ';
}

static uint32_t sign_before(gr_str text, size_t at)
{
    if (at == 0) {
        return ' ';
    }
    at--;
    while (at > 0 && ((unsigned char)text.ptr[at] & 0xc0) == 0x80) {
        at--;
    }
    return gr_utf8_step(text, &at);
}

static bool is_apostrophe(uint32_t sign)
{
    return sign == '\'' || sign == 0x2019;
}

static bool is_hyphen(uint32_t sign)
{
    return sign == '-' || sign == 0x2010 || sign == 0x2011;
}

/* "uwv.nl", "info@UWV", "pad_UWV" */
static bool in_address(gr_str text, size_t from, size_t to)
{
    uint32_t before = sign_before(text, from), behind = sign_behind(text, to);
    bool point_behind = behind == '.' && is_letter(sign_behind(text, to + 1));
    bool point_before = before == '.' && is_letter(sign_before(text, from - 1));
    return point_behind || point_before || before == '@' || behind == '@' || before == '_' ||
           behind == '_';
}

static bool same_letters(gr_str text, size_t at, gr_word_form form)
{
    if (form.text.len == 0 || form.text.len > text.len - at) {
        return false;
    }
    char there = text.ptr[at], first = form.text.ptr[0];
    bool small = first >= 'a' && first <= 'z';
    return (there == first || (form.folds && small && (there | 0x20) == first)) &&
           gr_str_eq(gr_str_sub(text, at + 1, form.text.len - 1),
                     gr_str_sub(form.text, 1, SIZE_MAX));
}

bool gr_word_at(gr_str text, size_t at, gr_word_form form, bool *out_attached)
{
    if (!same_letters(text, at, form)) {
        return false;
    }
    size_t end = at + form.text.len;
    uint32_t before = sign_before(text, at), behind = sign_behind(text, end);
    if (is_letter(before) || is_letter(behind) || in_address(text, at, end)) {
        return false;
    }
    bool ends_so =
        is_apostrophe(behind) && is_letter(sign_behind(text, end + (behind > 127 ? 3 : 1)));
    *out_attached = is_hyphen(before) || is_hyphen(behind) || ends_so;
    return true;
}

bool gr_word_in(gr_str text, gr_word_form form)
{
    bool attached = false;
    for (size_t i = 0; i + form.text.len <= text.len; i++) {
        if (gr_word_at(text, i, form, &attached)) {
            return true;
        }
    }
    return false;
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* "II" and "XIV" are numbers. */
static bool is_number(gr_str word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (word.ptr[i] != 'I' && word.ptr[i] != 'V' && word.ptr[i] != 'X') {
            return false;
        }
    }
    return true;
}

/* Words in capitals beside each other are loud, not short. */
static bool is_loud(gr_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] >= 'a' && text.ptr[i] <= 'z') {
            return false;
        }
    }
    return gr_str_find(gr_str_trim(text), GR_LIT(" ")) != SIZE_MAX;
}

bool gr_word_capitals(gr_str text, size_t *at, gr_str *out)
{
    if (is_loud(text)) {
        return false;
    }
    while (*at < text.len) {
        size_t from = *at, to = from;
        while (to < text.len && is_capital(text.ptr[to])) {
            to++;
        }
        *at = to == from ? to + 1 : to;
        gr_str word = gr_str_sub(text, from, to - from);
        bool attached = false;
        if (word.len >= LEAST_CAPITALS && word.len <= MOST_CAPITALS && !is_number(word) &&
            gr_word_at(text, from, (gr_word_form){.text = word}, &attached)) {
            *out = word;
            return true;
        }
    }
    return false;
}

size_t gr_word_forms(gr_arena *arena, gr_str main, gr_str also, bool folds, gr_word_form **out)
{
    size_t n = 2;
    for (size_t i = 0; i < also.len; i++) {
        n += also.ptr[i] == '|' ? 1 : 0;
    }
    gr_word_form *forms = GR_NEW_N(arena, gr_word_form, n);
    gr_str part = gr_str_trim(main);
    n = 0;
    do {
        part = gr_str_trim(part);
        if (part.len > 0) {
            forms[n++] = (gr_word_form){part, folds};
        }
    } while (gr_str_split(&also, '|', &part));
    *out = forms;
    return n;
}
