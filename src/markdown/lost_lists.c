#include "markdown_priv.h"

/* Owns lists that neither cmark nor letters.c takes for one: numbers that Markdown does not have
 * (aa. ab., I. II., 1a. 1b., a.one b.two), and letters behind the sign of another item or of a
 * quotation in an item (- a. one). CommonMark sets such lines as one paragraph; here they are
 * refused. Runs after letters.c, so each letter that is still there heads no list. */

enum { LONGEST_MARK = 8 };

typedef struct heading_of_line { /* what a line begins with */
    gr_str mark;                 /* letters and digits before the sign; empty: there is none */
    size_t at;                   /* of the mark in the line */
    char sign;                   /* . or ) */
    bool tight;                  /* no white space behind the sign */
    bool item;                   /* the sign of an item stands before it */
} heading_of_line;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/** Bytes of the sign of an item at `at` with the space behind it, 0: there is none. */
static size_t item_sign(gr_str line, size_t at)
{
    size_t n = at;
    while (n < line.len && is_digit(line.ptr[n])) {
        n++;
    }
    bool sign = n < line.len && (n > at ? line.ptr[n] == '.' || line.ptr[n] == ')'
                                        : strchr("-*+", line.ptr[n]) != NULL);
    return sign && n + 1 < line.len && line.ptr[n + 1] == ' ' ? n + 2 - at : 0;
}

static heading_of_line heading_at(gr_str line)
{
    heading_of_line h = {0};
    for (size_t n = 1; n > 0; h.at += n) {
        n = h.at < line.len && (line.ptr[h.at] == ' ' || line.ptr[h.at] == '>') ? 1 : 0;
        if (n == 0) {
            n = item_sign(line, h.at);
            h.item = h.item || n > 0;
        }
    }
    size_t end = h.at;
    while (end < line.len && (is_digit(line.ptr[end]) || is_letter(line.ptr[end]))) {
        end++;
    }
    bool ends = end > h.at && end - h.at <= LONGEST_MARK && end + 1 < line.len &&
                (line.ptr[end] == '.' || line.ptr[end] == ')');
    if (ends) {
        h.mark = gr_str_sub(line, h.at, end - h.at);
        h.sign = line.ptr[end];
        h.tight = gr_str_white(line, end + 1) == 0;
    }
    return h;
}

/** Roman digits of one case in small letters; false: it has another sign, or two cases. */
static bool in_small(gr_str mark, char *small)
{
    for (size_t i = 0; i < mark.len; i++) {
        if (!is_letter(mark.ptr[i]) || ((mark.ptr[i] ^ mark.ptr[0]) & 0x20) != 0) {
            return false;
        }
        small[i] = (char)(mark.ptr[i] | 0x20);
    }
    return true;
}

/** "II" behind "I". */
static bool next_roman(gr_str a, gr_str b)
{
    char first[LONGEST_MARK], second[LONGEST_MARK];
    if (((a.ptr[0] ^ b.ptr[0]) & 0x20) != 0 || !in_small(a, first) || !in_small(b, second)) {
        return false;
    }
    unsigned value = gr_md_roman((gr_str){first, a.len});
    return value > 0 && gr_md_roman((gr_str){second, b.len}) == value + 1;
}

/** All but the last sign are the same, and the last is the next one: aa ab, 1a 1b, a1 a2, a b. */
static bool next_last(gr_str a, gr_str b)
{
    if (a.len != b.len || memcmp(a.ptr, b.ptr, a.len - 1) != 0) {
        return false;
    }
    char last = a.ptr[a.len - 1];
    bool whole = true; /* 19. 20. are cmark's, and 1999. 2000. years */
    for (size_t i = 0; i < a.len; i++) {
        whole = whole && is_digit(a.ptr[i]);
    }
    return !whole && b.ptr[b.len - 1] == last + 1;
}

static bool goes_on(const heading_of_line *a, const heading_of_line *b)
{
    if (a->mark.len == 0 || b->mark.len == 0 || a->sign != b->sign || a->tight != b->tight ||
        b->item) { /* an item of its own: nothing is lost but the list of letters */
        return false;
    }
    bool letter = is_letter(a->mark.ptr[0]) || is_letter(a->mark.ptr[a->mark.len - 1]);
    bool next = next_last(a->mark, b->mark) || next_roman(a->mark, b->mark);
    return letter && next && (!a->tight || a->mark.len == 1);
}

static gr_str line_at(const gr_line_starts *lines, size_t nr)
{
    size_t from = lines->starts[nr];
    size_t to = nr + 1 < lines->n ? lines->starts[nr + 1] : lines->bytes.len;
    return gr_str_sub(lines->bytes, from, to - from);
}

static const char *advice_of(const heading_of_line *h)
{
    if (h->tight) {
        return "lines that begin as items do; write a space behind the sign: 'a. one'";
    }
    if (h->item && !is_digit(h->mark.ptr[0])) {
        return "a list with letters in the line of another sign; begin it on the next line, "
               "indented as the words of this one";
    }
    return "lines that begin as items do; lists are numbered 1. 2. 3., a. b. c. or i. ii. iii.; "
           "when this is no item, write a backslash before the sign";
}

void gr_md_lost_lists(gr_md_text *text)
{
    const gr_line_starts *lines = &text->cut_lines;
    bool within = false; /* the list at hand was refused */
    for (size_t nr = 0; nr + 1 < lines->n; nr++) {
        heading_of_line here = heading_at(line_at(lines, nr));
        heading_of_line next = heading_at(line_at(lines, nr + 1));
        bool lost = !text->fenced[nr] && goes_on(&here, &next);
        if (lost && !within) {
            gr_md_fail(text, gr_md_place_at(text, lines->starts[nr] + here.at), GR_CODE_TEXT_FORM,
                       "%s", advice_of(&here));
        }
        within = lost;
    }
}
