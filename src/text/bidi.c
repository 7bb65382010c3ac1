/* Owns which parts of a text are read from right to left (Unicode Standard Annex 9, by FriBidi),
 * and in which order the pieces of a line stand. Must not know fonts. */
#include "text_priv.h"

#include <fribidi.h>

#include "base/utf8.h"

/* Scripts that are written from right to left, and the signs that turn, embed or override a
 * direction. */
static bool turns(uint32_t sign)
{
    return (sign >= 0x590 && sign < 0x900) || sign == 0x200F || sign == 0x202B || sign == 0x202E ||
           sign == 0x2067 || (sign >= 0xFB1D && sign < 0xFE00) ||
           (sign >= 0xFE70 && sign < 0xFF00) || (sign >= 0x10800 && sign < 0x11000) ||
           (sign >= 0x1E800 && sign < 0x1F000);
}

bool gr_text_turns(gr_str chars)
{
    for (size_t at = 0; at < chars.len;) {
        if ((unsigned char)chars.ptr[at] < 0xD6) {
            at++;
        } else if (turns(gr_utf8_step(chars, &at))) {
            return true;
        }
    }
    return false;
}

typedef struct signs { /* a paragraph, sign by sign */
    FriBidiChar *chars;
    FriBidiCharType *types;
    FriBidiBracketType *brackets;
    FriBidiLevel *levels;
    FriBidiStrIndex n;
} signs;

static signs signs_of(gr_str chars, gr_arena *arena)
{
    signs s = {.chars = GR_NEW_N(arena, FriBidiChar, chars.len + 1)};
    for (size_t at = 0; at < chars.len && s.n < INT32_MAX - 1;) {
        s.chars[s.n++] = gr_utf8_step(chars, &at);
    }
    s.types = GR_NEW_N(arena, FriBidiCharType, (size_t)s.n + 1);
    s.brackets = GR_NEW_N(arena, FriBidiBracketType, (size_t)s.n + 1);
    s.levels = GR_NEW_N(arena, FriBidiLevel, (size_t)s.n + 1);
    fribidi_get_bidi_types(s.chars, s.n, s.types);
    fribidi_get_bracket_types(s.chars, s.n, s.types, s.brackets);
    return s;
}

static bool is_rtl_language(gr_str lang)
{
    static const char *const tags[] = {"ar", "fa", "he", "ur",  "yi", "ps",
                                       "sd", "ug", "dv", "ckb", "syr"};
    size_t end = gr_str_find(lang, GR_LIT("-"));
    gr_str first = gr_str_sub(lang, 0, end);
    for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
        if (gr_str_is(first, tags[i])) {
            return true;
        }
    }
    return false;
}

/* A name in Arabic letters is an Arabic text; a Dutch sentence that begins with one is not. */
static bool has_only_rtl(const signs *s)
{
    bool found = false;
    for (FriBidiStrIndex i = 0; i < s->n; i++) {
        if (FRIBIDI_IS_LETTER(s->types[i])) {
            if (!FRIBIDI_IS_RTL(s->types[i])) {
                return false;
            }
            found = true;
        }
    }
    return found;
}

const uint8_t *gr_text_levels(gr_str chars, gr_str lang, gr_arena *arena, bool *out_rtl)
{
    uint8_t *levels = GR_NEW_N(arena, uint8_t, chars.len + 1);
    signs s = signs_of(chars, arena);
    *out_rtl = is_rtl_language(lang) || has_only_rtl(&s);
    FriBidiParType base = *out_rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
    if (fribidi_get_par_embedding_levels_ex(s.types, s.brackets, s.n, &base, s.levels) == 0) {
        return levels; /* no memory: its own malloc has ended the process by now */
    }
    size_t at = 0;
    for (FriBidiStrIndex i = 0; i < s.n; i++) {
        size_t from = at;
        (void)gr_utf8_step(chars, &at);
        for (; from < at; from++) {
            levels[from] = (uint8_t)s.levels[i];
        }
    }
    return levels;
}

static void reverse(uint32_t *order, size_t from, size_t to)
{
    while (from + 1 < to) {
        uint32_t first = order[from];
        order[from++] = order[--to];
        order[to] = first;
    }
}

void gr_text_visual_order(const uint8_t *levels, size_t n, uint32_t *out_order)
{
    uint8_t highest = 0;
    for (size_t i = 0; i < n; i++) {
        out_order[i] = (uint32_t)i;
        highest = levels[i] > highest ? levels[i] : highest;
    }
    /* from the highest level down to 1: what stands on it or above turns round */
    for (uint8_t level = highest; level > 0; level--) {
        for (size_t from = 0, to = 0; from < n; from = to + 1) {
            for (to = from; to < n && levels[out_order[to]] >= level; to++) {
            }
            reverse(out_order, from, to);
        }
    }
}
