#include "migrate_priv.h"

/* Owns how an expression stands in a file: entities and quotes around it, words in it. Must not
 * know what is rewritten. */
#include "base/arena.h"

#define ENTITY_MOST 10 /* bytes of one, with & and ; */

/** The character that an entity at `at` stands for, and its bytes; 0: it is none of XML's own. */
static char entity_at(gr_str bytes, size_t at, size_t *out_len)
{
    static const struct {
        const char *name;
        char sign;
    } known[] = {{"&lt;", '<'},    {"&gt;", '>'},    {"&amp;", '&'},
                 {"&quot;", '"'},  {"&apos;", '\''}, {"&#39;", '\''},
                 {"&#x27;", '\''}, {"&#60;", '<'},   {"&#62;", '>'}};
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        gr_str name = gr_str_of(known[i].name);
        if (gr_str_starts(gr_str_sub(bytes, at, ENTITY_MOST), name)) {
            *out_len = name.len;
            return known[i].sign;
        }
    }
    return 0;
}

gr_spelled gr_spell(const gr_rewriting *at, size_t from, size_t to, bool xml, char quote)
{
    size_t *places = GR_NEW_N(at->arena, size_t, to - from + 1);
    char *text = GR_NEW_N(at->arena, char, to - from + 1);
    size_t n = 0;
    while (from < to) {
        size_t len = 1;
        char sign = xml && at->bytes.ptr[from] == '&' ? entity_at(at->bytes, from, &len) : 0;
        places[n] = from;
        text[n++] = sign != 0 ? sign : at->bytes.ptr[from];
        from += sign != 0 ? len : 1;
    }
    places[n] = to;
    return (gr_spelled){.text = {text, n}, .from = places, .xml = xml, .quote = quote};
}

gr_str gr_spell_quoted(const gr_rewriting *at, const gr_spelled *in, const char *text)
{
    const char *mark = in->quote == '\'' ? "&apos;" : "'";
    return gr_str_fmt(at->arena, "%s%s%s", mark, text, mark);
}

/* --- words --- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/** Letters of other scripts count: their bytes are above 0x7f. */
static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static size_t end_of_name(gr_str text, size_t at, size_t to)
{
    while (at < to) {
        char c = text.ptr[at];
        bool joins = c == '-' && at + 1 < to && is_letter(text.ptr[at + 1]) && at > 0 &&
                     is_letter(text.ptr[at - 1]);
        if (!is_letter(c) && !is_digit(c) && !joins) {
            break;
        }
        at++;
    }
    return at;
}

static size_t end_of_number(gr_str text, size_t at, size_t to)
{
    while (at < to && (is_digit(text.ptr[at]) ||
                       (text.ptr[at] == '.' && at + 1 < to && is_digit(text.ptr[at + 1])))) {
        at++;
    }
    return at;
}

/** Behind the quote that closes; two in a row are one quote of the text. */
static size_t end_of_text(gr_str text, size_t at, size_t to)
{
    for (at++; at < to; at++) {
        if (text.ptr[at] == '\'' && (at + 1 == to || text.ptr[at + 1] != '\'')) {
            return at + 1;
        }
        at += text.ptr[at] == '\'' ? 1 : 0;
    }
    return to;
}

static gr_expr_word word_at(gr_str text, size_t at, size_t to)
{
    char c = text.ptr[at];
    if (is_letter(c)) {
        return (gr_expr_word){GR_WORD_NAME, at, end_of_name(text, at, to)};
    }
    if (is_digit(c)) {
        return (gr_expr_word){GR_WORD_NUMBER, at, end_of_number(text, at, to)};
    }
    if (c == '\'') {
        return (gr_expr_word){GR_WORD_TEXT, at, end_of_text(text, at, to)};
    }
    bool two = at + 1 < to && text.ptr[at + 1] == '=' && strchr("!<>", c) != NULL;
    return (gr_expr_word){GR_WORD_SIGN, at, at + (two ? 2 : 1)};
}

const gr_expr_word *gr_words_of(const gr_spelled *in, size_t from, size_t to, gr_arena *arena,
                                size_t *out_n)
{
    gr_expr_word *words = NULL;
    size_t n = 0;
    size_t cap = 0;
    while (from < to) {
        if (strchr(" \t\r\n", in->text.ptr[from]) != NULL) {
            from++;
            continue;
        }
        gr_expr_word word = word_at(in->text, from, to);
        *GR_PUSH(arena, words, n, cap, gr_expr_word) = word;
        from = word.to;
    }
    *GR_PUSH(arena, words, n, cap, gr_expr_word) = (gr_expr_word){GR_WORD_END, to, to};
    *out_n = n;
    return words;
}

bool gr_word_is(const gr_spelled *in, const gr_expr_word *word, const char *text)
{
    return word->kind != GR_WORD_END &&
           gr_str_is(gr_str_sub(in->text, word->from, word->to - word->from), text);
}

size_t gr_words_behind(const gr_spelled *in, const gr_expr_word *words, size_t n, size_t open)
{
    size_t depth = 0;
    for (size_t i = open; i < n; i++) {
        if (gr_word_is(in, &words[i], "(")) {
            depth++;
        } else if (gr_word_is(in, &words[i], ")") && --depth == 0) {
            return i + 1;
        }
    }
    return n;
}
