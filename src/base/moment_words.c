#include "moment_priv.h"

/* Owns the words and signs that moments are made of. Must not know how they are put together. */

typedef struct word {
    const char *text; /* lower case */
    gr_moment_token_kind kind;
    uint8_t nr;
} word;

/* Two words that mean one thing ("tot en met") stand before their beginnings. */
static const word words[] = {
    {"tot en met", GR_TOKEN_TO, 0},
    {"t/m", GR_TOKEN_TO, 0},
    {"through", GR_TOKEN_TO, 0},
    {"to", GR_TOKEN_TO, 0},
    {"tot", GR_TOKEN_UP_TO, 0},
    {"until", GR_TOKEN_UP_TO, 0},
    {"vanaf", GR_TOKEN_SINCE, 0},
    {"sinds", GR_TOKEN_SINCE, 0},
    {"since", GR_TOKEN_SINCE, 0},
    {"from", GR_TOKEN_SINCE, 0}, /* "from January to June" as well */
    {"van", GR_TOKEN_OF, 0},
    {"of", GR_TOKEN_OF, 0},
    {"en", GR_TOKEN_AND, 0},
    {"and", GR_TOKEN_AND, 0},
    {"schooljaar", GR_TOKEN_SCHOOL, 0},
    {"school year", GR_TOKEN_SCHOOL, 0},
    {"week", GR_TOKEN_WEEK, 0},
    {"halfjaar", GR_TOKEN_HALF, 0},
    {"half-year", GR_TOKEN_HALF, 0},
    {"helft", GR_TOKEN_HALF, 0},
    {"kwartaal", GR_TOKEN_QUARTER, 0},
    {"quarter", GR_TOKEN_QUARTER, 0},
    {"beginning", GR_TOKEN_PART, 0},
    {"begin", GR_TOKEN_PART, 0},
    {"start", GR_TOKEN_PART, 0},
    {"early", GR_TOKEN_PART, 0},
    {"medio", GR_TOKEN_PART, 1},
    {"midden", GR_TOKEN_PART, 1},
    {"halverwege", GR_TOKEN_PART, 1},
    {"middle", GR_TOKEN_PART, 1},
    {"mid", GR_TOKEN_PART, 1},
    {"half", GR_TOKEN_HALF_WORD, 1}, /* "half juni", "first half of" */
    {"einde", GR_TOKEN_PART, 2},
    {"eind", GR_TOKEN_PART, 2},
    {"end", GR_TOKEN_PART, 2},
    {"late", GR_TOKEN_PART, 2},
    {"eerste", GR_TOKEN_ORDINAL, 1},
    {"tweede", GR_TOKEN_ORDINAL, 2},
    {"derde", GR_TOKEN_ORDINAL, 3},
    {"vierde", GR_TOKEN_ORDINAL, 4},
    {"first", GR_TOKEN_ORDINAL, 1},
    {"second", GR_TOKEN_ORDINAL, 2},
    {"third", GR_TOKEN_ORDINAL, 3},
    {"fourth", GR_TOKEN_ORDINAL, 4},
    {"voorjaar", GR_TOKEN_SEASON, 0},
    {"lente", GR_TOKEN_SEASON, 0},
    {"spring", GR_TOKEN_SEASON, 0},
    {"zomer", GR_TOKEN_SEASON, 1},
    {"summer", GR_TOKEN_SEASON, 1},
    {"najaar", GR_TOKEN_SEASON, 2},
    {"herfst", GR_TOKEN_SEASON, 2},
    {"autumn", GR_TOKEN_SEASON, 2},
    {"winter", GR_TOKEN_SEASON, 3},
};

static const char *const months[][4] = {
    {"januari", "january", "jan", NULL}, {"februari", "february", "feb", NULL},
    {"maart", "march", "mrt", "mar"},    {"april", "apr", NULL, NULL},
    {"mei", "may", NULL, NULL},          {"juni", "june", "jun", NULL},
    {"juli", "july", "jul", NULL},       {"augustus", "august", "aug", NULL},
    {"september", "sept", "sep", NULL},  {"oktober", "october", "okt", "oct"},
    {"november", "nov", NULL, NULL},     {"december", "dec", NULL, NULL},
};

static const char *const weekdays[][2] = {
    {"maandag", "monday"},     {"dinsdag", "tuesday"}, {"woensdag", "wednesday"},
    {"donderdag", "thursday"}, {"vrijdag", "friday"},  {"zaterdag", "saturday"},
    {"zondag", "sunday"},
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/** The first byte of a letter such as é; spaces and dashes begin with C2 or E2. */
static bool is_accented(unsigned char c)
{
    return c >= 0xC3 && c != 0xE2;
}

static bool is_letter(char c)
{
    return (lower(c) >= 'a' && lower(c) <= 'z') || is_accented((unsigned char)c);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char char_at(gr_str text, size_t at)
{
    return at < text.len ? text.ptr[at] : ' ';
}

/** `wanted` at `at`, whatever its case, and no letter behind it; its bytes, or 0. */
static size_t word_at(gr_str text, size_t at, const char *wanted)
{
    size_t n = 0;
    while (wanted[n] != '\0') {
        if (lower(char_at(text, at + n)) != wanted[n]) {
            return 0;
        }
        n++;
    }
    return is_letter(char_at(text, at + n)) || is_digit(char_at(text, at + n)) ? 0 : n;
}

static size_t find_word(gr_str text, size_t at, gr_moment_token *out)
{
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t n = word_at(text, at, words[i].text);
        if (n > 0) {
            *out = (gr_moment_token){words[i].kind, words[i].nr};
            return n;
        }
    }
    return 0;
}

/** "aug", "aug.": the dot of what was shortened belongs to it. */
static size_t find_month(gr_str text, size_t at, gr_moment_token *out)
{
    for (int32_t i = 0; i < 12; i++) {
        for (size_t k = 0; k < 4 && months[i][k] != NULL; k++) {
            size_t n = word_at(text, at, months[i][k]);
            if (n > 0) {
                *out = (gr_moment_token){GR_TOKEN_MONTH, i + 1};
                return n + (char_at(text, at + n) == '.' ? 1 : 0);
            }
        }
    }
    return 0;
}

static size_t find_weekday(gr_str text, size_t at, gr_moment_token *out)
{
    for (int32_t i = 0; i < 7; i++) {
        for (size_t k = 0; k < 2; k++) {
            size_t n = word_at(text, at, weekdays[i][k]);
            if (n > 0) {
                *out = (gr_moment_token){GR_TOKEN_WEEKDAY, i + 1};
                return n;
            }
        }
    }
    return 0;
}

/** "Q3", "K3", "H2" */
static size_t find_lettered(gr_str text, size_t at, gr_moment_token *out)
{
    char letter = lower(char_at(text, at));
    int32_t nr = char_at(text, at + 1) - '0';
    bool quarter = letter == 'q' || letter == 'k', half = letter == 'h';
    if (nr < 1 || nr > (half ? 2 : 4) || !(quarter || half) || is_digit(char_at(text, at + 2)) ||
        is_letter(char_at(text, at + 2))) {
        return 0;
    }
    *out = (gr_moment_token){quarter ? GR_TOKEN_QUARTER : GR_TOKEN_HALF, nr};
    return 2;
}

/** What digits begin with a meaning of their own: 2024-07-01, 1-7-2024, 2024-07, 2024-Q3. */
static size_t find_written(gr_str text, size_t at, gr_moment_token *out)
{
    size_t end = at, hyphens = 0;
    while (is_digit(char_at(text, end)) || char_at(text, end) == '-' || char_at(text, end) == 'Q') {
        hyphens += char_at(text, end++) == '-' ? 1 : 0;
    }
    gr_str part = gr_str_sub(text, at, end - at);
    gr_day day;
    gr_period period;
    if (is_letter(char_at(text, end))) {
        return 0;
    }
    if (part.len == 10 && gr_date_parse(part, &day)) {
        *out = (gr_moment_token){GR_TOKEN_DAY, day};
        return part.len;
    }
    if (part.len == 7 && gr_period_parse(part, &period)) {
        *out = (gr_moment_token){GR_TOKEN_PERIOD, period.year * 100 + period.nr +
                                                      (period.kind == GR_PERIOD_QUARTER ? 20 : 0)};
        return part.len;
    }
    if (hyphens == 2 && gr_moment_day_first(part, out) == 0) { /* two dashes: meant as a day */
        *out = (gr_moment_token){GR_TOKEN_DAY, GR_MOMENT_NO_SUCH_DAY};
    }
    return hyphens == 2 ? part.len : 0;
}

/** 2024, 22, 1e, 2nd; a number of three digits is none of ours. */
static size_t find_number(gr_str text, size_t at, gr_moment_token *out)
{
    static const char *const ends[] = {"e", "ste", "de", "st", "nd", "rd", "th"};
    size_t n = 0;
    int32_t number = 0;
    while (n < 5 && is_digit(char_at(text, at + n))) {
        number = number * 10 + (char_at(text, at + n++) - '0');
    }
    if (n == 4 && number >= GR_YEAR_FIRST && !is_letter(char_at(text, at + n))) {
        *out = (gr_moment_token){GR_TOKEN_YEAR, number};
        return n;
    }
    if (n == 0 || n > 2) {
        return 0;
    }
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        size_t end = word_at(text, at + n, ends[i]);
        if (end > 0) {
            *out = (gr_moment_token){GR_TOKEN_ORDINAL, number};
            return n + end;
        }
    }
    *out = (gr_moment_token){GR_TOKEN_NUMBER, number};
    return is_letter(char_at(text, at + n)) ? 0 : n;
}

static size_t find_sign(gr_str text, size_t at, gr_moment_token *out)
{
    static const struct {
        const char *sign;
        gr_moment_token_kind kind;
    } signs[] = {{"-", GR_TOKEN_DASH},
                 {"\xe2\x80\x93", GR_TOKEN_DASH}, /* en dash */
                 {"/", GR_TOKEN_SLASH},
                 {"&", GR_TOKEN_AND},
                 {",", GR_TOKEN_COMMA}};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        gr_str sign = gr_str_of(signs[i].sign);
        if (gr_str_starts(gr_str_sub(text, at, SIZE_MAX), sign)) {
            *out = (gr_moment_token){signs[i].kind, 0};
            return sign.len;
        }
    }
    return 0;
}

typedef size_t find_fn(gr_str text, size_t at, gr_moment_token *out);

static size_t find_any(gr_str text, size_t at, gr_moment_token *out)
{
    static find_fn *const ways[] = {find_word,    find_month,  find_weekday, find_lettered,
                                    find_written, find_number, find_sign};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        size_t n = ways[i](text, at, out);
        if (n > 0) {
            return n;
        }
    }
    return 0;
}

/** White space, and spaces with a width of their own: figures are printed with them. */
static size_t blank_at(gr_str text, size_t at)
{
    gr_str rest = gr_str_sub(text, at, SIZE_MAX);
    size_t white = gr_str_white(text, at);
    return white > 0                                     ? white
           : gr_str_starts(rest, GR_LIT("\xc2\xa0"))     ? 2
           : gr_str_starts(rest, GR_LIT("\xe2\x80\xaf")) ? 3
                                                         : 0;
}

bool gr_moment_tokens(gr_str text, gr_moment_token *out, size_t *out_n)
{
    size_t n = 0;
    for (size_t at = 0; at < text.len;) {
        size_t blank = blank_at(text, at);
        if (blank > 0) {
            at += blank;
            continue;
        }
        size_t bytes = n < GR_MOMENT_TOKENS - 1 ? find_any(text, at, &out[n]) : 0;
        if (bytes == 0) {
            return false;
        }
        at += bytes;
        n++;
    }
    out[n] = (gr_moment_token){GR_TOKEN_END, 0};
    *out_n = n;
    return n > 0;
}
