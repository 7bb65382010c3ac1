/* Where words may be divided: by Liang's patterns, in dictionaries of libhyphen. Debian's Dutch
 * ones are ISO-8859-1, so the word is converted, not the file; a position is counted in characters
 * and told in bytes. Patterns are loaded on first use and kept. So is what they say of a word: a
 * report says few words often. */
#include "text_priv.h"

#include "base/file.h"
#include "base/utf8.h"

enum {
    LEAST_LETTERS = 2,
    LONGEST_WORD = 200,
    MOST_BYTES = 64 * 1024 * 1024, /* of a dictionary */
    MOST_DIVISIONS = 8192,         /* words whose divisions are kept */
    DIVISION_BLOCK = 16 * 1024
};

typedef struct letters {              /* one stretch of letters, as the patterns want them */
    char bytes[4 * LONGEST_WORD + 1]; /* in the patterns' encoding, lower case */
    size_t n_bytes, n;
    size_t starts[LONGEST_WORD + 1]; /* byte in the word where each letter begins */
    size_t places[LONGEST_WORD + 1]; /* ... and in bytes */
    bool small; /* has a lower-case letter: words of capitals are names and stay whole */
} letters;

/* Of the first of these files that is there. */
static void load_first(const gr_text *text, const gr_str *names, size_t n, gr_patterns *out)
{
    for (size_t i = 0; i < n; i++) {
        gr_str path = gr_path_join(text->arena, text->hyphen_folder, names[i]);
        if (gr_file_exists(path)) {
            gr_str bytes = GR_LIT("");
            gr_diag *unheard = gr_diag_new(text->arena, 1);
            if (gr_file_read(path, MOST_BYTES, text->arena, unheard, (gr_loc){0}, &bytes) ==
                GR_OK) {
                out->liang = gr_liang_read(bytes, text->arena);
            }
            if (out->liang == NULL) {
                out->dict = hnj_hyphen_load(gr_str_dup(text->arena, path).ptr);
            }
            return;
        }
    }
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
static void load(const gr_text *text, gr_str lang, gr_patterns *out)
{
    gr_str rest = lang;
    gr_str language = GR_LIT("");
    gr_str region = GR_LIT("");
    if (!gr_str_split(&rest, '-', &language) || text->hyphen_folder.len == 0) {
        return;
    }
    (void)gr_str_split(&rest, '-', &region);
    gr_str home = gr_str_is(language, "en") ? GR_LIT("GB") : upper(text->arena, language);
    const gr_str names[] = {
        file_name(text->arena, language, upper(text->arena, region)),
        file_name(text->arena, language, home),
        file_name(text->arena, language, GR_LIT("")),
    };
    load_first(text, names, sizeof(names) / sizeof(names[0]), out);
}

static const gr_patterns *patterns_of(gr_text *text, gr_str lang)
{
    for (size_t i = 0; i < text->n_patterns; i++) {
        if (gr_str_eq(text->patterns[i]->lang, lang)) {
            return text->patterns[i];
        }
    }
    gr_patterns *made = GR_NEW(text->arena, gr_patterns);
    made->lang = gr_str_dup(text->arena, lang);
    load(text, lang, made);
    if (made->liang != NULL) {
        made->facts = gr_liang_facts_of(made->liang);
    } else if (made->dict != NULL) {
        made->facts = (gr_liang_facts){made->dict->utf8 != 0, made->dict->lhmin, made->dict->rhmin};
    }
    *GR_PUSH(text->arena, text->patterns, text->n_patterns, text->cap_patterns, gr_patterns *) =
        made;
    return made;
}

void gr_patterns_close(gr_text *text)
{
    for (size_t i = 0; i < text->n_patterns; i++) {
        if (text->patterns[i]->dict != NULL) {
            hnj_hyphen_free(text->patterns[i]->dict);
        }
    }
    gr_arena_free(text->division_arena);
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

/* Marks the letters behind which the word may be divided: odd ones. A division that changes the
 * spelling is none. */
static bool mark_with_library(HyphenDict *dict, const letters *part, char *marks)
{
    char **spellings = NULL;
    int *places = NULL;
    int *cuts = NULL;
    bool marked = hnj_hyphen_hyphenate2(dict, part->bytes, (int)part->n_bytes, marks, NULL,
                                        &spellings, &places, &cuts) == 0;
    for (size_t i = 0; marked && spellings != NULL && i < part->n; i++) {
        marks[i] = spellings[i] == NULL ? marks[i] : '0';
    }
    free_spellings(spellings, places, cuts, part->n_bytes);
    return marked;
}

static void mark_plain(gr_liang *liang, const letters *part, char *marks)
{
    char behind[4 * LONGEST_WORD + 1]; /* each byte */
    gr_liang_mark(liang, (gr_str){part->bytes, part->n_bytes}, behind);
    for (size_t i = 0; i < part->n; i++) {
        marks[i] = behind[part->places[i + 1] - 1];
    }
}

/* Adds the positions inside one stretch of letters. */
static size_t divide(const gr_patterns *patterns, const letters *part, size_t *positions, size_t n)
{
    char marks[4 * LONGEST_WORD + 8] = {0};
    size_t from = 0; /* letter */
    size_t before = letters_at(patterns->facts.least_before);
    size_t after = letters_at(patterns->facts.least_behind);
    if (patterns->liang != NULL) {
        mark_plain(patterns->liang, part, marks);
    } else if (!mark_with_library(patterns->dict, part, marks)) {
        return n;
    }
    for (size_t i = before - 1; i + 1 + after <= part->n; i++) {
        if ((marks[i] & 1) != 0 && has_vowel(part, from, i + 1) &&
            has_vowel(part, i + 1, part->n)) {
            positions[n++] = part->starts[i + 1];
            from = i + 1;
        }
    }
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
    while (all[at].patterns != NULL &&
           !(all[at].hash == wanted->hash && all[at].patterns == wanted->patterns &&
             gr_str_eq(all[at].word, wanted->word))) {
        at = (at + 1) & (cap - 1);
    }
    return &all[at];
}

/* Nobody points into it: positions are copied. Full, it begins anew. */
static void grow_divisions(gr_text *text)
{
    if (text->n_divisions >= MOST_DIVISIONS) {
        gr_arena_free(text->division_arena);
        text->division_arena = NULL;
        text->n_divisions = text->cap_divisions = 0;
    }
    if (text->n_divisions * 3 < text->cap_divisions * 2) {
        return;
    }
    if (text->division_arena == NULL) {
        text->division_arena = gr_arena_new(DIVISION_BLOCK);
    }
    size_t cap = text->cap_divisions == 0 ? 1024 : text->cap_divisions * 2;
    gr_division *all = GR_NEW_N(text->division_arena, gr_division, cap);
    for (size_t i = 0; i < text->cap_divisions; i++) {
        if (text->divisions[i].patterns != NULL) {
            *find_division(all, cap, &text->divisions[i]) = text->divisions[i];
        }
    }
    text->divisions = all;
    text->cap_divisions = cap;
}

static size_t divide_word(const gr_patterns *patterns, gr_str word, size_t *positions)
{
    size_t n = 0;
    letters part;
    for (size_t at = 0; at < word.len;) {
        gather(word, &at, patterns->facts.utf8, &part);
        if (part.n > LEAST_LETTERS + LEAST_LETTERS && part.small) {
            n = divide(patterns, &part, positions, n);
        }
    }
    return n;
}

static void keep(gr_text *text, gr_division *place, gr_division made)
{
    size_t *positions = GR_NEW_N(text->division_arena, size_t, made.n + 1);
    memcpy(positions, made.positions, made.n * sizeof(*positions));
    made.positions = positions;
    made.word = gr_str_dup(text->division_arena, made.word);
    *place = made;
    text->n_divisions++;
}

size_t gr_text_hyphenate(gr_text *text, gr_str lang, gr_str word, gr_arena *arena,
                         size_t **out_positions)
{
    *out_positions = NULL;
    const gr_patterns *patterns = is_code(word) ? NULL : patterns_of(text, lang);
    if (patterns == NULL || (patterns->liang == NULL && patterns->dict == NULL)) {
        return 0;
    }
    grow_divisions(text);
    gr_division wanted = {.hash = gr_str_hash(word), .patterns = patterns, .word = word};
    gr_division *known = find_division(text->divisions, text->cap_divisions, &wanted);
    if (known->patterns == NULL) {
        size_t *positions = GR_NEW_N(arena, size_t, word.len + 1);
        wanted.n = divide_word(patterns, word, positions);
        wanted.positions = positions;
        keep(text, known, wanted);
        *out_positions = positions;
        return wanted.n;
    }
    *out_positions = GR_NEW_N(arena, size_t, known->n + 1);
    memcpy(*out_positions, known->positions, known->n * sizeof(**out_positions));
    return known->n;
}
