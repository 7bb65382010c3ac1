/* Numbers as people and other programs write them, made plain: "(€ 1.234,50)" is -1234.50. What a
 * notation does not declare is not read, and what could be read in two ways is not either. */
#include "notation_priv.h"

#define GROUP   3              /* digits between two marks of thousands */
#define MAX_POW 40             /* of an exponent: beyond it no number fits anyhow */
#define MINUS   "\xE2\x88\x92" /* U+2212; as good as a hyphen */

/* ---- what stands around the digits ---- */

static bool take(gr_str *rest, gr_str sign, bool front)
{
    if (sign.len == 0 || !(front ? gr_str_starts(*rest, sign) : gr_str_ends(*rest, sign))) {
        return false;
    }
    *rest = gr_str_trim(gr_str_sub(*rest, front ? sign.len : 0, rest->len - sign.len));
    return true;
}

static bool take_minus(gr_str *rest, bool front)
{
    return take(rest, GR_LIT("-"), front) || take(rest, GR_LIT(MINUS), front);
}

static bool take_parentheses(gr_str *rest)
{
    if (!gr_str_starts(*rest, GR_LIT("(")) || !gr_str_ends(*rest, GR_LIT(")"))) {
        return false;
    }
    *rest = gr_str_trim(gr_str_sub(*rest, 1, rest->len - 2));
    return true;
}

bool gr_notation_minus(gr_minus kind, gr_str *rest)
{
    return kind == GR_MINUS_PARENTHESES ? take_parentheses(rest)
                                        : take_minus(rest, kind == GR_MINUS_LEADING);
}

/** The longest of the signs, so that "euro" is not read as "eur" and an o. */
static bool take_currency(const gr_number_form *notation, gr_str *rest)
{
    for (int front = 1; front >= 0; front--) {
        gr_str best = GR_LIT("");
        for (size_t i = 0; i < notation->n_currency; i++) {
            gr_str sign = notation->currency[i];
            bool fits = front == 1 ? gr_str_starts(*rest, sign) : gr_str_ends(*rest, sign);
            best = fits && sign.len > best.len ? sign : best;
        }
        if (take(rest, best, front == 1)) {
            return true;
        }
    }
    return false;
}

void gr_notation_strip(const gr_number_form *notation, gr_type type, gr_str text, gr_bare *out)
{
    bool currency = type == GR_T_MONEY;
    bool percent =
        notation->percent != GR_PERCENT_NONE && (type == GR_T_DECIMAL || type == GR_T_RATIO);
    bool more = true;
    *out = (gr_bare){.digits = text};
    while (more) { /* each sign once, in any order */
        more = false;
        if (currency && !out->currency && take_currency(notation, &out->digits)) {
            out->currency = more = true;
        }
        if (!out->minus && gr_notation_minus(notation->minus, &out->digits)) {
            out->minus = more = true;
        }
        if (percent && !out->percent && take(&out->digits, GR_LIT("%"), false)) {
            out->percent = more = true;
        }
    }
}

/* ---- the digits themselves ---- */

static size_t digits_from(gr_str text, size_t at)
{
    size_t n = 0;
    while (at + n < text.len && text.ptr[at + n] >= '0' && text.ptr[at + n] <= '9') {
        n++;
    }
    return n;
}

/** "1.234.567": marks everywhere or nowhere; "0.123" is likely a decimal, so it is no number. */
static bool take_whole(char group, gr_str text, size_t *at, gr_buf *digits)
{
    size_t n = digits_from(text, 0);
    bool grouped = group != '\0' && n < text.len && text.ptr[n] == group;
    gr_buf_add(digits, gr_str_sub(text, 0, n));
    *at = n;
    if (n == 0 || (grouped && (n > GROUP || text.ptr[0] == '0'))) {
        return false;
    }
    while (grouped && *at < text.len && text.ptr[*at] == group) {
        if (digits_from(text, *at + 1) != GROUP) {
            return false;
        }
        gr_buf_add(digits, gr_str_sub(text, *at + 1, GROUP));
        *at += 1 + GROUP;
    }
    return true;
}

/** "E-3", "e+12"; true with the power when the rest of the text is one. */
static bool take_power(gr_str text, size_t at, int *out)
{
    bool minus = at + 1 < text.len && text.ptr[at + 1] == '-';
    bool sign = minus || (at + 1 < text.len && text.ptr[at + 1] == '+');
    size_t from = at + (sign ? 2 : 1);
    size_t n = digits_from(text, from);
    if ((text.ptr[at] != 'e' && text.ptr[at] != 'E') || n == 0 || from + n != text.len) {
        return false;
    }
    int power = 0;
    for (size_t i = from; i < text.len; i++) {
        power = power * 10 + (text.ptr[i] - '0');
        if (power > MAX_POW) {
            return false;
        }
    }
    *out = minus ? -power : power;
    return true;
}

bool gr_notation_digits(const gr_number_form *notation, gr_str text, gr_arena *arena,
                        gr_digits *out)
{
    gr_buf digits = gr_buf_make(arena, SIZE_MAX);
    size_t at = 0;
    size_t places = 0;
    int power = 0;
    if (!take_whole(notation->group, text, &at, &digits)) {
        return false;
    }
    bool grouped = gr_buf_view(&digits).len != at;
    if (at < text.len && text.ptr[at] == notation->decimal) {
        places = digits_from(text, at + 1);
        if (places == 0) {
            return false;
        }
        gr_buf_add(&digits, gr_str_sub(text, at + 1, places));
        at += 1 + places;
    }
    if (at < text.len && (!notation->exponent || grouped || !take_power(text, at, &power))) {
        return false;
    }
    *out = (gr_digits){gr_buf_view(&digits), (int)places - power, power != 0};
    return places <= INT16_MAX; /* longer than any number that fits */
}

/** Digits with their mark put `places` from the end, zeros beyond `most` places left out. */
static gr_str plain_number(const gr_digits *number, bool minus, size_t most, gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_str digits = number->digits;
    int places = number->places;
    while (places > (int)most && digits.len > 1 && digits.ptr[digits.len - 1] == '0') {
        digits.len--;
        places--;
    }
    gr_buf_add(&out, minus ? GR_LIT("-") : GR_LIT(""));
    for (int i = (int)digits.len; i <= places; i++) { /* 0.005: zeros before its digits */
        gr_buf_add_char(&out, '0');
        if (i == (int)digits.len && places > 0) {
            gr_buf_add_char(&out, '.');
        }
    }
    for (size_t i = 0; i < digits.len; i++) {
        if (places > 0 && (int)digits.len > places && i == digits.len - (size_t)places) {
            gr_buf_add_char(&out, '.');
        }
        gr_buf_add_char(&out, digits.ptr[i]);
    }
    for (int i = places; i < 0; i++) {
        gr_buf_add_char(&out, '0');
    }
    return gr_buf_view(&out);
}

gr_str gr_notation_spaces(gr_str text, gr_arena *arena)
{
    static const gr_str spaces[] = {
        {"\xC2\xA0", 2}, {"\xE2\x80\xAF", 3}, {"\xE2\x80\x87", 3}, {"\xE2\x80\x89", 3}};
    for (size_t i = 0; i < sizeof spaces / sizeof spaces[0]; i++) {
        size_t at = gr_str_find(text, spaces[i]);
        if (at == SIZE_MAX) {
            continue;
        }
        gr_buf out = gr_buf_make(arena, SIZE_MAX);
        for (; at != SIZE_MAX; at = gr_str_find(text, spaces[i])) {
            gr_buf_add(&out, gr_str_sub(text, 0, at));
            gr_buf_add_char(&out, ' ');
            text = gr_str_sub(text, at + spaces[i].len, SIZE_MAX);
        }
        gr_buf_add(&out, text);
        text = gr_buf_view(&out);
    }
    return text;
}

bool gr_notation_plain(const gr_number_form *notation, gr_type type, gr_str text, gr_arena *arena,
                       gr_plain *out)
{
    gr_bare bare;
    gr_digits number;
    if (type == GR_T_RATIO && gr_str_find(text, GR_LIT("/")) != SIZE_MAX) {
        *out = (gr_plain){text, '.', true}; /* 25/31: whole numbers, without marks */
        return true;
    }
    gr_notation_strip(notation, type, gr_notation_spaces(text, arena), &bare);
    bool may_percent = type == GR_T_DECIMAL || type == GR_T_RATIO;
    if (!gr_notation_digits(notation, bare.digits, arena, &number) ||
        (may_percent && bare.percent != (notation->percent != GR_PERCENT_NONE))) {
        return false;
    }
    if (notation->binary) {
        gr_binary_round(&number, arena);
    }
    if (bare.percent && notation->percent == GR_PERCENT_SHARE) {
        number.places += 2;
    }
    *out = (gr_plain){plain_number(&number, bare.minus, GR_DEC_MAX_SCALE, arena), '.',
                      !number.moved && !bare.percent};
    return true;
}
