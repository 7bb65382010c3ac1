#include "layout_priv.h"

/* Owns at which spaces no line ends: those within a figure, and those in text between a figure and
 * what it is a figure of. Such a space is a box: it is not stretched in justified text either. What
 * is said and copied stays a plain space. Where all of it is wider than its line, gr_split_wide
 * makes those that are a `gap` spaces again. */

/* Words that a number follows; as they are written within a sentence. */
static const char *const before_numbers[] = {"art.", "artikel", "nr.", "p.", "blz.", "\xC2\xA7"};

static bool is_digit(uint32_t sign)
{
    return sign >= '0' && sign <= '9';
}

/* What belongs to the digits beside it: currencies, percent and per mille, signs, ~ and < > =. */
static bool is_numeric(uint32_t sign)
{
    bool currency =
        sign == '$' || (sign >= 0xA2 && sign <= 0xA5) || (sign >= 0x20A0 && sign <= 0x20CF);
    bool ascii = sign != 0 && sign < 0x80 && strchr("%+-~<>=", (int)sign) != NULL;
    return is_digit(sign) || currency || ascii || sign == 0xB1 || sign == 0x2030 ||
           sign == 0x2212 || sign == 0x2264 || sign == 0x2265;
}

static uint32_t first_sign(gr_str word)
{
    size_t at = 0;
    return word.len > 0 ? gr_utf8_step(word, &at) : 0;
}

static uint32_t last_sign(gr_str word)
{
    uint32_t sign = 0;
    for (size_t at = word.len > 4 ? word.len - 4 : 0; at < word.len;) {
        bool inside = ((unsigned char)word.ptr[at] & 0xC0) == 0x80;
        if (inside) {
            at++;
        } else {
            sign = gr_utf8_step(word, &at);
        }
    }
    return sign;
}

/* Brackets and quotation marks open a text; what it says begins behind them. */
static gr_str unopened(gr_str word)
{
    static const char *const opening[] = {
        "(", "[", "\"", "'", "\xE2\x80\x9C", "\xE2\x80\x98", "\xE2\x80\x9E", "\xC2\xAB"};
    for (size_t i = 0; i < sizeof opening / sizeof opening[0];) {
        gr_str sign = gr_str_of(opening[i]);
        bool begins = gr_str_starts(word, sign);
        word = begins ? gr_str_sub(word, sign.len, word.len - sign.len) : word;
        i = begins ? 0 : i + 1;
    }
    return word;
}

static bool wants_number(gr_str word)
{
    uint32_t sign = first_sign(word);
    if (is_numeric(sign) && !is_digit(sign)) {
        size_t at = 0;
        (void)gr_utf8_step(word, &at);
        return at == word.len && sign >= 0xA2; /* a currency by itself */
    }
    for (size_t i = 0; i < sizeof before_numbers / sizeof before_numbers[0]; i++) {
        gr_str known = gr_str_of(before_numbers[i]);
        bool capital = word.len == known.len && (word.ptr[0] | 0x20) == known.ptr[0] &&
                       memcmp(word.ptr + 1, known.ptr + 1, known.len - 1) == 0;
        if (gr_str_eq(word, known) || capital) {
            return true;
        }
    }
    return false;
}

static bool is_capital(char sign)
{
    return sign >= 'A' && sign <= 'Z';
}

/* "A." and "J.H.": no name begins a line without them. */
static bool is_initials(gr_str word)
{
    for (size_t i = 0; i + 1 < word.len; i += 2) {
        if (!is_capital(word.ptr[i]) || word.ptr[i + 1] != '.') {
            return false;
        }
    }
    return word.len > 0 && word.len % 2 == 0;
}

static bool joins_text(gr_str left, gr_str right)
{
    size_t at = 0;
    uint32_t next = right.len > 0 ? gr_utf8_step(right, &at) : 0;
    if (next == '%' || next == 0x2030) {
        return is_digit(last_sign(left));
    }
    gr_str word = unopened(left);
    bool negative =
        (next == '-' || next == 0x2212) && at < right.len && is_digit((unsigned char)right.ptr[at]);
    return ((is_digit(next) || negative) && wants_number(word)) ||
           (right.len > 0 && is_capital(right.ptr[0]) && is_initials(word));
}

void gr_join_space(gr_writer *writer, gr_str word)
{
    gr_para *para = writer->para;
    bool figure = writer->figure && writer->begun;
    if (para->n == 0 || para->items[para->n - 1].kind != GR_BREAK_GLUE ||
        !(figure || joins_text(writer->last_word, word))) {
        return;
    }
    gr_break_item *item = &para->items[para->n - 1];
    gr_token *token = &para->tokens[para->n - 1];
    *item = (gr_break_item){.kind = GR_BREAK_BOX, .width = item->width};
    token->figure = figure;
    token->gap =
        !figure || !is_numeric(last_sign(writer->last_word)) || !is_numeric(first_sign(word));
}

void gr_part_joined(gr_para *para, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        gr_break_item *item = &para->items[i];
        if (para->tokens[i].gap) {
            *item = (gr_break_item){.kind = GR_BREAK_GLUE,
                                    .width = item->width,
                                    .stretch = item->width / 2,
                                    .shrink = item->width / 3};
            para->tokens[i].gap = para->tokens[i].figure = false;
        }
    }
}
