/* Where words may be divided: Liang's patterns as libhyphen reads them. Debian's Dutch patterns are
 * ISO-8859-1, so the word is converted, not the file; a position is counted in characters and told
 * in bytes. Patterns are loaded on first use and kept: it takes 9 ms. So is what they say of a
 * word: a report says few words often. */
#include "text_priv.h"

#include "base/file.h"
#include "base/utf8.h"

enum { LEAST_LETTERS = 2, LONGEST_WORD = 200 };

typedef struct letters {              /* one stretch of letters, as the patterns want them */
    char bytes[4 * LONGEST_WORD + 1]; /* in the patterns' encoding, lower case */
    size_t n_bytes, n;
    size_t starts[LONGEST_WORD + 1]; /* byte in the word where each letter begins */
    size_t places[LONGEST_WORD + 1]; /* ... and in bytes */
    bool small; /* has a lower-case letter: words of capitals are names and stay whole */
} letters;

static HyphenDict *load_first(const gr_text *text, const gr_str *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        gr_str path = gr_path_join(text->arena, text->hyphen_folder, names[i]);
        if (gr_file_exists(path)) {
            return hnj_hyphen_load(gr_str_dup(text->arena, path).ptr);
        }
    }
    return NULL;
}

static gr_str upper(gr_arena *arena, gr_str s)
{
    char *chars = GR_NEW_N(arena, char, s.len + 1);
    for (size_t i = 0; i < s.len; i++) {
        chars[i] = (char)(s.ptr[i] >= 'a' && s.ptr[i] <= 'z' ? s.ptr[i] - 32 : s.ptr[i]);
    }
    return (gr_str){chars, s.len};
}

static gr_str file_name(gr_arena *arena, gr_str language, gr_str region)
{
    return gr_str_fmt(arena, "hyph_" GR_FMT "%s" GR_FMT ".dic", GR_ARG(language),
                      region.len > 0 ? "_" : "", GR_ARG(region));
}

/* nl-BE: hyph_nl_BE.dic, then hyph_nl_NL.dic, hyph_nl.dic; English is that of Great Britain. */
static HyphenDict *load(const gr_text *text, gr_str lang)
{
    gr_str rest = lang;
    gr_str language = GR_LIT("");
    gr_str region = GR_LIT("");
    if (!gr_str_split(&rest, '-', &language) || text->hyphen_folder.len == 0) {
        return NULL;
    }
    (void)gr_str_split(&rest, '-', &region);
    gr_str home = gr_str_is(language, "en") ? GR_LIT("GB") : upper(text->arena, language);
    const gr_str names[] = {
        file_name(text->arena, language, upper(text->arena, region)),
        file_name(text->arena, language, home),
        file_name(text->arena, language, GR_LIT("")),
    };
    return load_first(text, names, sizeof(names) / sizeof(names[0]));
}

static HyphenDict *patterns_of(gr_text *text, gr_str lang)
{
    for (size_t i = 0; i < text->n_patterns; i++) {
        if (gr_str_eq(text->patterns[i].lang, lang)) {
            return text->patterns[i].dict;
        }
    }
    gr_patterns *made =
        GR_PUSH(text->arena, text->patterns, text->n_patterns, text->cap_patterns, gr_patterns);
    *made = (gr_patterns){.lang = gr_str_dup(text->arena, lang), .dict = load(text, lang)};
    return made->dict;
}

void gr_patterns_close(gr_text *text)
{
    for (size_t i = 0; i < text->n_patterns; i++) {
        if (text->patterns[i].dict != NULL) {
            hnj_hyphen_free(text->patterns[i].dict);
        }
    }
}

/* The lower-case letter of a sign of Latin-1, 0 when it is no letter there. */
static uint32_t small_letter(uint32_t sign)
{
    if ((sign >= 'A' && sign <= 'Z') || (sign >= 0xC0 && sign <= 0xDE && sign != 0xD7)) {
        return sign + 32;
    }
    bool letter = (sign >= 'a' && sign <= 'z') || (sign >= 0xDF && sign <= 0xFF && sign != 0xF7);
    return letter ? sign : 0;
}

static void add_letter(letters *to, uint32_t small, bool utf8)
{
    if (utf8 && small > 0x7F) {
        to->bytes[to->n_bytes++] = (char)(0xC0 | (small >> 6));
        to->bytes[to->n_bytes++] = (char)(0x80 | (small & 0x3F));
    } else {
        to->bytes[to->n_bytes++] = (char)small;
    }
}

/* Gathers letters from *at on and leaves *at behind them; none: skips the sign that is not one. */
static void gather(gr_str word, size_t *at, bool utf8, letters *out)
{
    out->n = 0;
    out->n_bytes = 0;
    out->small = false;
    while (*at < word.len && out->n < LONGEST_WORD) {
        size_t next = *at;
        uint32_t sign = gr_utf8_step(word, &next);
        uint32_t small = small_letter(sign);
        if (small == 0 && out->n > 0) {
            break;
        }
        if (small != 0) {
            out->small = out->small || small == sign;
            out->starts[out->n] = *at;
            out->places[out->n++] = out->n_bytes;
            add_letter(out, small, utf8);
        }
        *at = next;
        if (small == 0) {
            break;
        }
    }
    out->bytes[out->n_bytes] = '\0';
    out->starts[out->n] = *at;
    out->places[out->n] = out->n_bytes;
}

static void free_spellings(char **spellings, int *places, int *cuts, size_t n)
{
    for (size_t i = 0; spellings != NULL && i < n; i++) {
        free(spellings[i]);
    }
    free(spellings);
    free(places);
    free(cuts);
}

/* What has no vowel is no syllable: the patterns alone divide werk-t-ra-ject. Letters behind ASCII
 * are nearly all accented vowels. */
static bool has_vowel(const letters *part, size_t from, size_t to)
{
    for (size_t i = part->places[from]; i < part->places[to]; i++) {
        if ((unsigned char)part->bytes[i] > 0x7F || strchr("aeiouy", part->bytes[i]) != NULL) {
            return true;
        }
    }
    return false;
}

/* What the patterns ask for to stand at an end of a word: 3 in English, nothing in Dutch. */
static size_t letters_at(int asked)
{
    return asked > LEAST_LETTERS ? (size_t)asked : LEAST_LETTERS;
}

/* Adds the positions inside one stretch of letters. A division that changes the spelling is
 * skipped. */
static size_t divide(HyphenDict *dict, const letters *part, size_t *positions, size_t n)
{
    char marks[4 * LONGEST_WORD + 8] = {0};
    char **spellings = NULL;
    int *places = NULL;
    int *cuts = NULL;
    if (hnj_hyphen_hyphenate2(dict, part->bytes, (int)part->n_bytes, marks, NULL, &spellings,
                              &places, &cuts) == 0) {
        size_t from = 0; /* letter */
        size_t before = letters_at(dict->lhmin), after = letters_at(dict->rhmin);
        for (size_t i = before - 1; i + 1 + after <= part->n; i++) {
            bool respelled = spellings != NULL && spellings[i] != NULL;
            if ((marks[i] & 1) != 0 && !respelled && has_vowel(part, from, i + 1) &&
                has_vowel(part, i + 1, part->n)) {
                positions[n++] = part->starts[i + 1];
                from = i + 1;
            }
        }
    }
    free_spellings(spellings, places, cuts, part->n_bytes);
    return n;
}

/* Addresses, numbers and codes are copied by readers: never divided. */
static bool is_code(gr_str word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (strchr("0123456789@/_\\=", word.ptr[i]) != NULL) {
            return true;
        }
    }
    return false;
}

static gr_division *find_division(gr_division *all, size_t cap, const gr_division *wanted)
{
    size_t at = wanted->hash & (cap - 1);
    while (all[at].dict != NULL && !(all[at].hash == wanted->hash && all[at].dict == wanted->dict &&
                                     gr_str_eq(all[at].word, wanted->word))) {
        at = (at + 1) & (cap - 1);
    }
    return &all[at];
}

static void grow_divisions(gr_text *text)
{
    if (text->n_divisions * 3 < text->cap_divisions * 2) {
        return;
    }
    size_t cap = text->cap_divisions == 0 ? 1024 : text->cap_divisions * 2;
    gr_division *all = GR_NEW_N(text->arena, gr_division, cap);
    for (size_t i = 0; i < text->cap_divisions; i++) {
        if (text->divisions[i].dict != NULL) {
            *find_division(all, cap, &text->divisions[i]) = text->divisions[i];
        }
    }
    text->divisions = all;
    text->cap_divisions = cap;
}

static size_t divide_word(HyphenDict *dict, gr_str word, size_t *positions)
{
    size_t n = 0;
    letters part;
    for (size_t at = 0; at < word.len;) {
        gather(word, &at, dict->utf8 != 0, &part);
        if (part.n > LEAST_LETTERS + LEAST_LETTERS && part.small) {
            n = divide(dict, &part, positions, n);
        }
    }
    return n;
}

static void keep(gr_text *text, gr_division *place, gr_division made)
{
    size_t *positions = GR_NEW_N(text->arena, size_t, made.n + 1);
    memcpy(positions, made.positions, made.n * sizeof(*positions));
    made.positions = positions;
    made.word = gr_str_dup(text->arena, made.word);
    *place = made;
    text->n_divisions++;
}

size_t gr_text_hyphenate(gr_text *text, gr_str lang, gr_str word, gr_arena *arena,
                         size_t **out_positions)
{
    *out_positions = NULL;
    HyphenDict *dict = is_code(word) ? NULL : patterns_of(text, lang);
    if (dict == NULL) {
        return 0;
    }
    grow_divisions(text);
    gr_division wanted = {.hash = gr_str_hash(word), .dict = dict, .word = word};
    gr_division *known = find_division(text->divisions, text->cap_divisions, &wanted);
    if (known->dict == NULL) {
        size_t *positions = GR_NEW_N(arena, size_t, word.len + 1);
        wanted.n = divide_word(dict, word, positions);
        wanted.positions = positions;
        keep(text, known, wanted);
        *out_positions = positions;
        return wanted.n;
    }
    *out_positions = GR_NEW_N(arena, size_t, known->n + 1);
    memcpy(*out_positions, known->positions, known->n * sizeof(**out_positions));
    return known->n;
}
