#include "markdown_priv.h"

/* Owns lists that are numbered with letters: a. b. c. or i. ii. iii., in capitals too. CommonMark
 * knows digits only and would set them as one paragraph. Before cmark reads a text, each such mark
 * becomes digits of the same width, so that all places stay; which kind a line was, and what it
 * counts, stands in tables beside it. A list has a second item: "A. Jansen" alone stays text. One
 * that does not begin at a or i goes on from a list before it. */

typedef struct mark {     /* at the beginning of a line; width 0: there is none */
    size_t at;            /* of its first letter */
    size_t indent, width; /* indent: in its quotation, if it stands in one */
    size_t quotes;        /* quotations that the line stands in */
    char sign;            /* . or ) */
    bool capital;
} mark;

typedef struct ended { /* a list, and what would go on with it */
    gr_md_list kind;
    size_t indent, quotes;
    char sign;
    unsigned next;
} ended;

typedef struct letters { /* the text at work */
    gr_md_text *text;
    char *bytes; /* what cmark will see */
    const gr_line_starts *lines;
    gr_md_list *kinds; /* by line */
    uint16_t *numbers; /* by line: what an item counts */
    ended *ended;
    size_t n_ended, cap_ended;
} letters;

static gr_str line_of(const letters *l, size_t nr)
{
    size_t from = l->lines->starts[nr];
    size_t to = nr + 1 < l->lines->n ? l->lines->starts[nr + 1] : l->lines->bytes.len;
    return (gr_str){l->bytes + from, to - from};
}

/** Where the words of a line begin behind the signs of quotations, "> > ". */
static size_t behind_quotes(gr_str line, size_t *out_quotes)
{
    size_t begin = 0;
    *out_quotes = 0;
    for (size_t at = 0; at < line.len && at < begin + 4; at++) {
        if (line.ptr[at] == '>') {
            begin = at + 1 < line.len && line.ptr[at + 1] == ' ' ? at + 2 : at + 1;
            at = begin - 1;
            ++*out_quotes;
        } else if (line.ptr[at] != ' ') {
            break;
        }
    }
    return begin;
}

static mark mark_of(const letters *l, size_t nr)
{
    mark m = {0};
    gr_str line = l->text->fenced[nr] ? GR_LIT("") : line_of(l, nr);
    size_t begin = behind_quotes(line, &m.quotes);
    line = gr_str_sub(line, begin, SIZE_MAX);
    while (m.indent < line.len && line.ptr[m.indent] == ' ') {
        m.indent++;
    }
    size_t at = m.indent, width = 0;
    m.capital = at < line.len && line.ptr[at] >= 'A' && line.ptr[at] <= 'Z';
    char first = m.capital ? 'A' : 'a', last = m.capital ? 'Z' : 'z';
    while (at + width < line.len && line.ptr[at + width] >= first && line.ptr[at + width] <= last) {
        width++;
    }
    bool ends = at + width + 1 < line.len &&
                (line.ptr[at + width] == '.' || line.ptr[at + width] == ')') &&
                gr_str_white(line, at + width + 1) > 0;
    if (width > 0 && ends) {
        m.at = l->lines->starts[nr] + begin + at;
        m.width = width;
        m.sign = line.ptr[at + width];
    }
    return m;
}

/* ---- what a mark counts ---- */

static unsigned roman_digit(char c)
{
    char small = (char)(c | 0x20);
    return small == 'i' ? 1 : small == 'v' ? 5 : small == 'x' ? 10 : small == 'l' ? 50 : 0;
}

unsigned gr_md_roman(gr_str text)
{
    unsigned value = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned here = roman_digit(text.ptr[i]);
        unsigned next = i + 1 < text.len ? roman_digit(text.ptr[i + 1]) : 0;
        if (here == 0) {
            return 0;
        }
        value = here < next ? value - here : value + here;
    }
    return value;
}

static unsigned value_of(const letters *l, const mark *m, gr_md_list kind)
{
    gr_str text = {l->bytes + m->at, m->width};
    if (kind == GR_MD_ROMAN || kind == GR_MD_CAPITAL_ROMAN) {
        return gr_md_roman(text);
    }
    return m->width == 1 ? (unsigned)(text.ptr[0] - (m->capital ? 'A' : 'a')) + 1 : 0;
}

/* ---- lists ---- */

static bool is_blank(gr_str line)
{
    return gr_str_trim(line).len == 0;
}

/** The line from `nr` on that goes on with the list of `like`: a mark at the same place; SIZE_MAX:
 * the list has ended. Deeper lines and lines of the same paragraph belong to the item before. */
static size_t next_mark(const letters *l, size_t nr, const mark *like, mark *out)
{
    bool after_blank = false;
    for (; nr < l->lines->n; nr++) {
        size_t quotes = 0;
        gr_str line = line_of(l, nr);
        line = gr_str_sub(line, behind_quotes(line, &quotes), SIZE_MAX);
        *out = mark_of(l, nr);
        if (quotes < like->quotes && is_blank(line)) {
            break; /* the quotation has ended */
        }
        if (is_blank(line)) {
            after_blank = true;
            continue;
        }
        if (out->width > 0 && out->quotes == like->quotes && out->indent == like->indent &&
            out->sign == like->sign && out->capital == like->capital) {
            return nr;
        }
        size_t indent = 0;
        while (line.ptr[indent] == ' ') {
            indent++;
        }
        if (after_blank && indent <= like->indent) {
            break;
        }
    }
    return SIZE_MAX;
}

/** Digits of the same width, and the other sign behind them, so that numbers beside them are
 * another list. */
static void turn(letters *l, size_t nr, const mark *m, gr_md_list kind)
{
    memset(l->bytes + m->at, '0', m->width);
    l->bytes[m->at + m->width - 1] = '1';
    l->bytes[m->at + m->width] = m->sign == '.' ? ')' : '.';
    l->kinds[nr] = kind;
}

static gr_loc place_of(const letters *l, const mark *m)
{
    return gr_md_place_at(l->text, m->at);
}

static void refuse_gap(letters *l, const mark *m)
{
    gr_md_fail(
        l->text, place_of(l, m), GR_CODE_TEXT_FORM,
        "'%.*s%c' does not follow the letter before it; a list has a, b, c without gaps, or is "
        "two lists with a paragraph between them; when this is no item, write a backslash "
        "before the sign: %.*s\\%c",
        (int)m->width, l->bytes + m->at, m->sign, (int)m->width, l->bytes + m->at, m->sign);
}

/** `like` and what follows it, from line `nr` on. */
static void turn_list(letters *l, size_t nr, mark m, gr_md_list kind)
{
    mark like = m;
    unsigned wanted = value_of(l, &m, kind);
    for (; nr != SIZE_MAX; wanted++) {
        if (value_of(l, &m, kind) != wanted) {
            refuse_gap(l, &m);
            return;
        }
        l->numbers[nr] = (uint16_t)wanted;
        like = m;
        turn(l, nr, &m, kind);
        nr = next_mark(l, nr + 1, &like, &m);
    }
    *GR_PUSH(l->text->parse->arena, l->ended, l->n_ended, l->cap_ended, ended) =
        (ended){kind, like.indent, like.quotes, like.sign, wanted};
}

static bool follows(const letters *l, const mark *m, const mark *second, gr_md_list kind)
{
    unsigned first = value_of(l, m, kind);
    return first > 0 && value_of(l, second, kind) == first + 1;
}

/** The kind of the list that `m` goes on with: the last one with numbers of its kind at its place;
 * PLAIN: it does not. */
static gr_md_list goes_on_with(const letters *l, const mark *m)
{
    for (size_t i = l->n_ended; i > 0; i--) {
        const ended *e = &l->ended[i - 1];
        bool capital = e->kind == GR_MD_CAPITAL || e->kind == GR_MD_CAPITAL_ROMAN;
        if (e->indent == m->indent && e->quotes == m->quotes && e->sign == m->sign &&
            capital == m->capital) {
            return value_of(l, m, e->kind) == e->next ? e->kind : GR_MD_PLAIN;
        }
    }
    return GR_MD_PLAIN;
}

/** The kind of list that begins at line `nr`; PLAIN: none does. One that begins at a or i has a
 *  second item, one that begins elsewhere the very next. */
static gr_md_list kind_at(const letters *l, size_t nr, const mark *m)
{
    mark second = {0};
    gr_md_list letter = m->capital ? GR_MD_CAPITAL : GR_MD_LETTER;
    gr_md_list roman = m->capital ? GR_MD_CAPITAL_ROMAN : GR_MD_ROMAN;
    gr_md_list before = goes_on_with(l, m);
    if (before != GR_MD_PLAIN) {
        return before;
    }
    if (next_mark(l, nr + 1, m, &second) == SIZE_MAX) {
        return GR_MD_PLAIN;
    }
    if (m->width == 1 && value_of(l, m, letter) == 1) {
        return value_of(l, &second, letter) > 1 ? letter : GR_MD_PLAIN;
    }
    bool first = value_of(l, m, roman) == 1 && value_of(l, &second, roman) > 1;
    if (first || (m->width > 1 && follows(l, m, &second, roman))) {
        return roman;
    }
    if (follows(l, m, &second, letter)) {
        return letter;
    }
    return follows(l, m, &second, roman) ? roman : GR_MD_PLAIN;
}

/** A list that begins in the middle; false: it begins at its beginning, or goes on. */
static bool refuse_middle(letters *l, const mark *m, gr_md_list kind)
{
    static const char *const begins[] = {[GR_MD_LETTER] = "a",
                                         [GR_MD_ROMAN] = "i",
                                         [GR_MD_CAPITAL] = "A",
                                         [GR_MD_CAPITAL_ROMAN] = "I"};
    if (value_of(l, m, kind) == 1 || goes_on_with(l, m) == kind) {
        return false;
    }
    gr_md_fail(
        l->text, place_of(l, m), GR_CODE_TEXT_FORM,
        "a list that begins at '%.*s%c' and goes on from no list above it; begin at %s%c, or "
        "when these are no items, write a backslash before the sign: %.*s\\%c",
        (int)m->width, l->bytes + m->at, m->sign, begins[kind], m->sign, (int)m->width,
        l->bytes + m->at, m->sign);
    return true;
}

/** A line of its own that would go on with the list above it, were its letter the next one. Names
 * begin with a capital (D. Jansen), so small letters only. */
static bool is_slip_of_next(const letters *l, size_t nr, const mark *m)
{
    bool alone = nr == 0 || is_blank(line_of(l, nr - 1));
    for (size_t i = l->n_ended; m->width == 1 && !m->capital && alone && i > 0; i--) {
        const ended *e = &l->ended[i - 1];
        if (e->kind == GR_MD_LETTER && e->indent == m->indent && e->quotes == m->quotes &&
            e->sign == m->sign) {
            unsigned value = value_of(l, m, e->kind);
            return value == e->next + 1 || value + 1 == e->next;
        }
    }
    return false;
}

/** All lines that go on with it are left as they are: one message for one list. */
static void pass_over(letters *l, size_t nr, mark m)
{
    while (nr != SIZE_MAX) {
        mark like = m;
        l->kinds[nr] = GR_MD_LETTER;
        nr = next_mark(l, nr + 1, &like, &m);
    }
}

void gr_md_letters(gr_md_text *text)
{
    gr_arena *arena = text->parse->arena;
    letters l = {.text = text,
                 .bytes = GR_NEW_N(arena, char, text->without.len + 1),
                 .lines = &text->cut_lines,
                 .kinds = GR_NEW_N(arena, gr_md_list, text->cut_lines.n + 1),
                 .numbers = GR_NEW_N(arena, uint16_t, text->cut_lines.n + 1)};
    memcpy(l.bytes, text->without.ptr, text->without.len);
    for (size_t nr = 0; nr < l.lines->n; nr++) {
        mark m = mark_of(&l, nr);
        gr_md_list kind =
            m.width == 0 || l.kinds[nr] != GR_MD_PLAIN ? GR_MD_PLAIN : kind_at(&l, nr, &m);
        if (kind == GR_MD_PLAIN) {
            if (l.kinds[nr] == GR_MD_PLAIN && is_slip_of_next(&l, nr, &m)) {
                refuse_gap(&l, &m);
            }
            continue;
        }
        if (refuse_middle(&l, &m, kind)) {
            pass_over(&l, nr, m);
        } else {
            turn_list(&l, nr, m, kind);
        }
    }
    text->without.ptr = l.bytes;
    text->cut_lines.bytes.ptr = l.bytes;
    text->kinds = l.kinds;
    text->numbers = l.numbers;
}
