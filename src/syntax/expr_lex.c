#include "syntax_priv.h"

/* Owns the letters of the descriptor language: where a token begins and ends, and what people write
 * by habit from elsewhere ("1,5", ==, double quotes) with advice. Must not know the grammar. */
#include <stdarg.h>

#include "base/date.h"
#include "base/utf8.h"

#define SAID_BYTES 40 /* of a token quoted in a message */

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char char_at(gr_str text, size_t at)
{
    return at < text.len ? text.ptr[at] : '\0';
}

size_t gr_letter_bytes(gr_str text, size_t at)
{
    if (at >= text.len) {
        return 0;
    }
    if ((unsigned char)text.ptr[at] < 0x80) {
        return is_ascii_letter(text.ptr[at]) ? 1 : 0;
    }
    size_t end = at;
    uint32_t c = gr_utf8_step(text, &end);
    bool latin = c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7; /* without × and ÷ */
    return latin ? end - at : 0;
}

gr_loc gr_lex_loc(const gr_parser *parser, size_t offset)
{
    return parser->place.place(parser->place.user, offset);
}

gr_loc gr_place_plain(const void *start, size_t offset)
{
    gr_loc at = *(const gr_loc *)start;
    at.col += (uint32_t)offset;
    return at;
}

void gr_lex_fail(gr_parser *parser, size_t offset, const char *fmt, ...)
{
    if (parser->failed) {
        return;
    }
    parser->failed = true;
    va_list args;
    va_start(args, fmt);
    gr_str detail = gr_str_vfmt(parser->with->arena, fmt, args);
    va_end(args);
    gr_diag_report(parser->with->diag, gr_lex_loc(parser, offset), GR_CODE_EXPR_SYNTAX, GR_FMT,
                   GR_ARG(detail));
}

gr_str gr_lex_text(const gr_parser *parser, gr_lexeme token)
{
    return gr_str_sub(parser->text, token.from, token.to - token.from);
}

bool gr_lex_word(const gr_parser *parser, const char *word)
{
    return parser->token.kind == GR_TOKEN_NAME &&
           gr_str_is(gr_lex_text(parser, parser->token), word);
}

gr_str gr_lex_said(const gr_parser *parser)
{
    if (parser->token.kind == GR_TOKEN_END) {
        return GR_LIT("the end");
    }
    gr_str text = gr_lex_text(parser, parser->token);
    if (text.len > SAID_BYTES) {
        text = gr_str_sub(text, 0, gr_utf8_valid(gr_str_sub(text, 0, SAID_BYTES)));
        return gr_str_fmt(parser->with->arena, "'" GR_FMT "...'", GR_ARG(text));
    }
    return gr_str_fmt(parser->with->arena, "'" GR_FMT "'", GR_ARG(text));
}

static size_t skip_space(gr_str text, size_t at)
{
    while (at < text.len && is_space(text.ptr[at])) {
        at++;
    }
    return at;
}

static size_t skip_digits(gr_str text, size_t at)
{
    while (is_digit(char_at(text, at))) {
        at++;
    }
    return at;
}

static void make_token(gr_parser *parser, gr_token_kind kind, size_t to)
{
    parser->token.kind = kind;
    parser->token.to = to;
}

/* ---- numbers and dates ---- */

/** End of what has this shape (d: a digit) and begins at `from`, or 0. Shape alone decides:
 * 2022-13-41 is a wrong date, 2022-Q5 a wrong period. */
static size_t shape_end(gr_str text, size_t from, const char *shape)
{
    size_t at = from;
    for (; *shape != '\0'; shape++, at++) {
        char c = char_at(text, at);
        if (*shape == 'd' ? !is_digit(c) : c != *shape) {
            return 0;
        }
    }
    return is_digit(char_at(text, at)) || gr_letter_bytes(text, at) > 0 ? 0 : at;
}

/** 2025-Q1, 2025-03, 2024-2025; or 0. */
static size_t period_end(gr_str text, size_t from)
{
    static const char *const shapes[] = {"dddd-Qd", "dddd-dd", "dddd-dddd"};
    size_t end = 0;
    for (size_t i = 0; end == 0 && i < sizeof shapes / sizeof shapes[0]; i++) {
        end = shape_end(text, from, shapes[i]);
    }
    return end;
}

static void lex_period(gr_parser *parser, size_t end)
{
    gr_period period;
    make_token(parser, GR_TOKEN_PERIOD, end);
    gr_str text = gr_lex_text(parser, parser->token);
    if (!gr_period_parse(text, &period)) {
        gr_lex_fail(parser, parser->token.from,
                    "'" GR_FMT "' is no quarter, month or school year; to subtract, write spaces "
                    "around '-'",
                    GR_ARG(text));
    }
}

static void lex_date(gr_parser *parser, size_t end)
{
    make_token(parser, GR_TOKEN_DATE, end);
    gr_day day = 0;
    gr_str text = gr_lex_text(parser, parser->token);
    if (!gr_date_parse(text, &day)) {
        gr_lex_fail(parser, parser->token.from, "'" GR_FMT "' is not a day of the calendar",
                    GR_ARG(text));
    }
}

/** Habits from elsewhere that would silently mean something else: 1,5 and 1.000. */
static void refuse_habits(gr_parser *parser, size_t point, size_t end)
{
    gr_str text = parser->text;
    gr_str number = gr_str_sub(text, parser->token.from, end - parser->token.from);
    if (char_at(text, end) == ',' && is_digit(char_at(text, end + 1))) {
        gr_str rest = gr_str_sub(text, end + 1, skip_digits(text, end + 1) - end - 1);
        gr_lex_fail(parser, parser->token.from,
                    "write " GR_FMT "." GR_FMT " (or a space behind the comma between arguments)",
                    GR_ARG(number), GR_ARG(rest));
    } else if (end - point == 4 && memcmp(text.ptr + point, ".000", 4) == 0) {
        gr_str whole = gr_str_sub(number, 0, number.len - 4);
        gr_lex_fail(parser, parser->token.from,
                    "write " GR_FMT "000 for thousands (a point is the decimal mark), or " GR_FMT,
                    GR_ARG(whole), GR_ARG(whole));
    } else if (char_at(text, end) == '-' && is_digit(char_at(text, end + 1))) {
        gr_lex_fail(parser, end,
                    "write spaces around '-' to subtract; periods are 2022, 2022-Q3, 2022-03 "
                    "and 2021-2022");
    } else if (char_at(text, end) == '.' && is_digit(char_at(text, end + 1))) {
        gr_lex_fail(parser, parser->token.from,
                    "write numbers without separators of thousands: 1700000");
    } else if (gr_letter_bytes(text, end) > 0) {
        gr_lex_fail(parser, end, "a name can't follow a number at once; put an operator between");
    }
}

static void lex_number(gr_parser *parser)
{
    gr_str text = parser->text;
    size_t end = shape_end(text, parser->token.from, "dddd-dd-dd");
    if (end > 0) {
        lex_date(parser, end);
        return;
    }
    end = period_end(text, parser->token.from);
    if (end > 0) {
        lex_period(parser, end);
        return;
    }
    size_t point = skip_digits(text, parser->token.from);
    end = point;
    if (char_at(text, point) == '.' && is_digit(char_at(text, point + 1))) {
        end = skip_digits(text, point + 1);
    }
    make_token(parser, end > point ? GR_TOKEN_DECIMAL : GR_TOKEN_INT, end);
    refuse_habits(parser, point, end);
}

/* ---- names and phrases ---- */

/** A hyphen belongs to a name only directly between letters, so that `year-1` is a sum and
 *  `approx-million` a name. */
static size_t name_end(gr_str text, size_t at)
{
    size_t letter = 0; /* bytes of the letter just passed; 0 when it was none */
    while (at < text.len) {
        size_t bytes = gr_letter_bytes(text, at);
        bool hyphen = text.ptr[at] == '-' && letter > 0 && gr_letter_bytes(text, at + 1) > 0;
        bool other = is_digit(text.ptr[at]) || text.ptr[at] == '_';
        if (bytes == 0 && !hyphen && !other) {
            break;
        }
        letter = bytes;
        at += bytes > 0 ? bytes : 1;
    }
    return at;
}

size_t gr_name_bytes(gr_str text, size_t at)
{
    return name_end(text, at) - at;
}

/** End of `phrase` when it stands at `at`, word by word with any white space between; else 0. */
static size_t phrase_end(gr_str text, size_t at, gr_str phrase)
{
    gr_str word = GR_LIT("");
    size_t end = at;
    while (gr_str_split(&phrase, ' ', &word)) {
        at = skip_space(text, end);
        if (!gr_str_starts(gr_str_sub(text, at, SIZE_MAX), word)) {
            return 0;
        }
        end = at + word.len;
        if (name_end(text, at) != end) {
            return 0;
        }
    }
    return end;
}

bool gr_lex_phrase(gr_parser *parser, gr_str *out_phrase)
{
    const gr_phrases *phrases = parser->with->phrases;
    if (parser->token.kind != GR_TOKEN_NAME || phrases == NULL) {
        return false;
    }
    size_t longest = 0;
    for (size_t i = 0; i < phrases->n; i++) {
        size_t end = phrase_end(parser->text, parser->token.from, phrases->phrases[i]);
        if (end > longest) {
            longest = end;
            *out_phrase = phrases->phrases[i];
        }
    }
    if (longest > 0) {
        parser->token.to = longest;
        gr_lex_next(parser);
    }
    return longest > 0;
}

/* ---- texts ---- */

static void lex_text(gr_parser *parser)
{
    gr_str text = parser->text;
    size_t at = parser->token.from + 1;
    while (at < text.len && (text.ptr[at] != '\'' || char_at(text, at + 1) == '\'')) {
        at += text.ptr[at] == '\'' ? 2 : 1;
    }
    if (at >= text.len) {
        make_token(parser, GR_TOKEN_BAD, text.len);
        gr_lex_fail(parser, parser->token.from,
                    "text without its closing quote; a quote inside is written ''");
        return;
    }
    make_token(parser, GR_TOKEN_TEXT, at + 1);
}

/* ---- signs ---- */

static const struct sign {
    const char *text; /* longer ones first */
    gr_token_kind kind;
    const char *advice; /* of BAD ones */
} signs[] = {
    {"==", GR_TOKEN_BAD, "write = to compare"},
    {"!=", GR_TOKEN_NE, NULL},
    {"<>", GR_TOKEN_BAD, "write != for 'is not'"},
    {"<=", GR_TOKEN_LE, NULL},
    {">=", GR_TOKEN_GE, NULL},
    {"=>", GR_TOKEN_BAD, "write >="},
    {"=<", GR_TOKEN_BAD, "write <="},
    {"&&", GR_TOKEN_BAD, "write 'and'"},
    {"||", GR_TOKEN_BAD, "write 'or'"},
    {"=", GR_TOKEN_EQ, NULL},
    {"<", GR_TOKEN_LT, NULL},
    {">", GR_TOKEN_GT, NULL},
    {"+", GR_TOKEN_PLUS, NULL},
    {"-", GR_TOKEN_MINUS, NULL},
    {"*", GR_TOKEN_STAR, NULL},
    {"/", GR_TOKEN_SLASH, NULL},
    {"(", GR_TOKEN_OPEN, NULL},
    {")", GR_TOKEN_CLOSE, NULL},
    {".", GR_TOKEN_DOT, NULL},
    {",", GR_TOKEN_COMMA, NULL},
    {"$", GR_TOKEN_DOLLAR, NULL},
    {"!", GR_TOKEN_BAD, "write 'not'"},
    {"\"", GR_TOKEN_BAD, "texts stand between single quotes: 'text'"},
    {"\xE2\x80\x98", GR_TOKEN_BAD, "texts stand between straight quotes: 'text'"},
    {"\xE2\x80\x99", GR_TOKEN_BAD, "texts stand between straight quotes: 'text'"},
    {"\xE2\x80\x9C", GR_TOKEN_BAD, "texts stand between straight single quotes: 'text'"},
    {"\xE2\x80\x9D", GR_TOKEN_BAD, "texts stand between straight single quotes: 'text'"},
    {"\xE2\x80\x93", GR_TOKEN_BAD, "write the minus sign as a hyphen: -"},
    {"\xE2\x88\x92", GR_TOKEN_BAD, "write the minus sign as a hyphen: -"},
    {"\xC3\x97", GR_TOKEN_BAD, "write * to multiply"},
    {"\xC3\xB7", GR_TOKEN_BAD, "write / to divide: a / b"},
    {"\xC2\xA0", GR_TOKEN_BAD, "this is a no-break space; write a plain space"},
    {"%", GR_TOKEN_BAD, "write a ratio (0.05 for five percent) and 'as percent' to show it"},
    {";", GR_TOKEN_BAD, "arguments are separated by commas"},
};

static void lex_sign(gr_parser *parser)
{
    gr_str rest = gr_str_sub(parser->text, parser->token.from, SIZE_MAX);
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        gr_str text = gr_str_of(signs[i].text);
        if (!gr_str_starts(rest, text)) {
            continue;
        }
        make_token(parser, signs[i].kind, parser->token.from + text.len);
        if (signs[i].advice != NULL) {
            gr_lex_fail(parser, parser->token.from, "%s", signs[i].advice);
        }
        return;
    }
    size_t end = parser->token.from;
    uint32_t c = gr_utf8_step(parser->text, &end);
    make_token(parser, GR_TOKEN_BAD, end);
    gr_str sign = gr_lex_text(parser, parser->token);
    if (c < 0x20 || c == 0x7F || c == 0xFFFD) {
        gr_lex_fail(parser, parser->token.from, "a character that has no place here");
    } else if (c == '{' || c == '}') {
        gr_lex_fail(parser, parser->token.from,
                    "'" GR_FMT "': braces are for figures in words; here stands an expression, "
                    "which is written without them: value=\"m.name\"",
                    GR_ARG(sign));
    } else {
        gr_lex_fail(parser, parser->token.from, "'" GR_FMT "' has no meaning here", GR_ARG(sign));
    }
}

void gr_lex_next(gr_parser *parser)
{
    parser->last_to = parser->token.to;
    size_t from = skip_space(parser->text, parser->token.to);
    parser->token = (gr_lexeme){GR_TOKEN_END, from, from};
    if (from >= parser->text.len) {
        /* the end is said where the text ends, not behind white space nobody sees */
        parser->token.from = parser->token.to = parser->last_to;
        return;
    }
    if (is_digit(parser->text.ptr[from])) {
        lex_number(parser);
    } else if (parser->text.ptr[from] == '\'') {
        lex_text(parser);
    } else if (gr_letter_bytes(parser->text, from) > 0 || parser->text.ptr[from] == '_') {
        make_token(parser, GR_TOKEN_NAME, name_end(parser->text, from));
    } else {
        lex_sign(parser);
    }
    if (parser->failed) {
        parser->token.kind = GR_TOKEN_BAD;
    }
}

void gr_lex_start(gr_parser *parser)
{
    parser->token = (gr_lexeme){GR_TOKEN_END, 0, 0};
    gr_lex_next(parser);
}
