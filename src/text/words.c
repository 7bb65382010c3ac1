/* Owns the cache of shaped words: each piece of text is shaped once, by face, language, characters
 * and direction, as long as it is used. A report says few words often, but every amount is a word
 * of its own: words come in generations. When one has GR_MOST_WORDS the next begins; a word of the
 * one before that is asked for is copied into it, and older ones are only what somebody may still
 * point to: they go when gr_text_release or gr_text_settle says that nobody does. */
#include "text_priv.h"

enum { FIRST_SLOTS = 1024, BLOCK_BYTES = 32 * 1024 };

static gr_word *find(const gr_word_cache *words, const gr_word *wanted)
{
    size_t at = wanted->hash & (words->cap - 1);
    gr_word *slots = words->slots;
    while (slots[at].shaped != NULL &&
           !(slots[at].hash == wanted->hash && slots[at].face == wanted->face &&
             slots[at].way == wanted->way && slots[at].lang == wanted->lang &&
             gr_str_eq(slots[at].chars, wanted->chars))) {
        at = (at + 1) & (words->cap - 1);
    }
    return &slots[at];
}

static gr_word_cache begin(uint32_t number, size_t cap)
{
    gr_word_cache words = {.arena = gr_arena_new(BLOCK_BYTES), .cap = cap, .number = number};
    words.slots = GR_NEW_N(words.arena, gr_word, cap);
    return words;
}

static void grow(gr_word_cache *words)
{
    gr_word_cache larger = *words;
    larger.cap = words->cap * 2;
    larger.slots = GR_NEW_N(larger.arena, gr_word, larger.cap);
    for (size_t i = 0; i < words->cap; i++) {
        if (words->slots[i].shaped != NULL) {
            *find(&larger, &words->slots[i]) = words->slots[i];
        }
    }
    *words = larger;
}

static void make_room(gr_text *text)
{
    if (text->now.n >= GR_MOST_WORDS) {
        if (text->before.arena != NULL) {
            *GR_PUSH(text->arena, text->old, text->n_old, text->cap_old, gr_word_cache) =
                text->before;
        }
        text->before = text->now;
        text->now = begin(text->before.number + 1, text->before.cap);
    } else if (text->now.n * 3 >= text->now.cap * 2) {
        grow(&text->now);
    }
}

/* All that a word needs, in the generation at hand; `chars` is there already. */
static const gr_shaped *copied(const gr_text *text, const gr_word *of, gr_str chars)
{
    gr_shaped *shaped = GR_NEW(text->now.arena, gr_shaped);
    gr_run *runs = GR_ROOM_N(text->now.arena, gr_run, of->shaped->n);
    for (size_t i = 0; i < of->shaped->n; i++) {
        const gr_run *run = &of->shaped->runs[i];
        gr_glyph *glyphs = GR_ROOM_N(text->now.arena, gr_glyph, run->n);
        if (run->n > 0) {
            memcpy(glyphs, run->glyphs, run->n * sizeof(*glyphs));
        }
        runs[i] = *run;
        runs[i].glyphs = glyphs;
        runs[i].chars.ptr = chars.ptr + (run->chars.ptr - of->chars.ptr);
    }
    *shaped = *of->shaped;
    shaped->runs = runs;
    return shaped;
}

static uint16_t number_of(gr_text *text, gr_str lang)
{
    for (size_t i = 0; i < text->n_langs; i++) {
        if (gr_str_eq(text->langs[i], lang)) {
            return (uint16_t)i;
        }
    }
    if (text->n_langs > UINT16_MAX) {
        return 0; /* no document has so many */
    }
    *GR_PUSH(text->arena, text->langs, text->n_langs, text->cap_langs, gr_str) =
        gr_str_dup(text->arena, lang);
    return (uint16_t)(text->n_langs - 1);
}

static const gr_shaped *shape_once(gr_text *text, gr_str lang, gr_word wanted)
{
    wanted.lang = number_of(text, lang);
    wanted.face = wanted.face < text->n_fonts ? wanted.face : 0;
    wanted.hash = gr_str_hash(wanted.chars) * 31 + wanted.lang * UINT64_C(0x2545F491) +
                  wanted.face + wanted.way * UINT64_C(0x9E3779B97F4A7C15);
    gr_word *word = find(&text->now, &wanted);
    if (word->shaped == NULL) {
        make_room(text);
        word = find(&text->now, &wanted);
        const gr_word *known = text->before.arena == NULL ? NULL : find(&text->before, &wanted);
        wanted.chars = gr_str_dup(text->now.arena, wanted.chars);
        wanted.shaped = known != NULL && known->shaped != NULL ? copied(text, known, wanted.chars)
                        : text->n_fonts == 0                   ? gr_dummy_shape(text, wanted.chars)
                                                               : gr_shape_word(text, &wanted);
        *word = wanted;
        text->now.n++;
    }
    return word->shaped;
}

const gr_shaped *gr_text_shape(gr_text *text, gr_face face, gr_str lang, gr_str chars)
{
    return shape_once(text, lang, (gr_word){.chars = chars, .face = face});
}

const gr_shaped *gr_text_shape_as(gr_text *text, gr_face face, gr_str lang, gr_str chars, bool rtl)
{
    return shape_once(
        text, lang, (gr_word){.chars = chars, .face = face, .way = rtl ? GR_WAY_RTL : GR_WAY_LTR});
}

void gr_words_open(gr_text *text)
{
    text->now = begin(1, FIRST_SLOTS);
    text->scratch = gr_arena_new(BLOCK_BYTES);
}

uint32_t gr_text_generation(const gr_text *text)
{
    return text->now.number;
}

void gr_text_release(gr_text *text, uint32_t from, uint32_t to)
{
    size_t kept = 0;
    for (size_t i = 0; i < text->n_old; i++) {
        if (text->old[i].number >= from && text->old[i].number < to) {
            gr_arena_free(text->old[i].arena);
        } else {
            text->old[kept++] = text->old[i];
        }
    }
    text->n_old = kept;
}

size_t gr_text_bytes(const gr_text *text)
{
    size_t bytes = gr_arena_bytes(text->now.arena);
    bytes += text->before.arena == NULL ? 0 : gr_arena_bytes(text->before.arena);
    for (size_t i = 0; i < text->n_old; i++) {
        bytes += gr_arena_bytes(text->old[i].arena);
    }
    return bytes;
}

void gr_text_settle(gr_text *text)
{
    if (text != NULL) {
        gr_text_release(text, 0, UINT32_MAX);
    }
}

void gr_words_close(gr_text *text)
{
    gr_text_settle(text);
    gr_arena_free(text->before.arena);
    gr_arena_free(text->now.arena);
    gr_arena_free(text->scratch);
}
