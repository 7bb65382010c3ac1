#include "passing.h"

/* Owns memory that goes with the pages: lines, the strips that are made of them, what belongs to a
 * table until it ends. It comes in generations, each an arena of its own. A generation that was
 * begun later is freed later, and none while a strip that waits, or somebody who lays a block out,
 * is as old. Words that were shaped go in the same way: what was taken in a generation has none
 * that was shaped before it began. */
#include "base/arena.h"

#if defined(__SANITIZE_ADDRESS__)
#define GENERATION_BYTES 1 /* each block its own: what is used too late is found */
#else
#define GENERATION_BYTES (1 << 17)
#endif
#define BLOCK_BYTES (1 << 15)

typedef struct generation {
    gr_arena *arena;
    uint32_t words; /* generation of words at hand when it began; UINT32_MAX: it has its own */
    uint32_t until; /* who is no younger than this may point into it; OPEN: everybody */
} generation;
#define OPEN UINT32_MAX

struct gr_passing {
    gr_arena *keep; /* of the list itself */
    generation *generations;
    size_t n, cap;
    uint32_t number; /* of the one at hand, from 1 */
    gr_arena *now;
    gr_text *text;
    uint32_t first_words; /* older ones may belong to others */
};

static uint32_t words_now(const gr_passing *passing)
{
    return passing->text == NULL ? 0 : gr_text_generation(passing->text);
}

static gr_arena *add(gr_passing *passing, uint32_t words, uint32_t until)
{
    gr_arena *arena = gr_arena_new(BLOCK_BYTES);
    *GR_PUSH(passing->keep, passing->generations, passing->n, passing->cap, generation) =
        (generation){.arena = arena, .words = words, .until = until};
    return arena;
}

gr_passing *gr_passing_new(gr_arena *keep, gr_text *text)
{
    gr_passing *passing = GR_NEW(keep, gr_passing);
    *passing = (gr_passing){
        .keep = keep, .text = text, .first_words = text == NULL ? 0 : gr_text_generation(text) + 1};
    return passing;
}

gr_arena *gr_passing_restart(gr_passing *passing)
{
    gr_passing_end(passing);
    passing->number = 1;
    passing->now = add(passing, words_now(passing), passing->number);
    return passing->now;
}

gr_arena *gr_passing_begin(gr_passing *passing)
{
    if (gr_arena_bytes(passing->now) >= GENERATION_BYTES) {
        passing->number++;
        passing->now = add(passing, words_now(passing), passing->number);
    }
    return passing->now;
}

uint32_t gr_passing_number(const gr_passing *passing)
{
    return passing->number;
}

gr_arena *gr_passing_apart(gr_passing *passing)
{
    return add(passing, UINT32_MAX, OPEN);
}

void gr_passing_close(gr_passing *passing, const gr_arena *apart)
{
    for (size_t i = 0; i < passing->n; i++) {
        if (passing->generations[i].arena == apart) {
            passing->generations[i].until = passing->number;
        }
    }
}

size_t gr_passing_bytes(const gr_passing *passing)
{
    size_t bytes = 0;
    for (size_t i = 0; i < passing->n; i++) {
        bytes += gr_arena_bytes(passing->generations[i].arena);
    }
    return bytes;
}

uint32_t gr_passing_words(const gr_passing *passing)
{
    uint32_t oldest = UINT32_MAX;
    for (size_t i = 0; i < passing->n; i++) {
        uint32_t words = passing->generations[i].words;
        oldest = words < oldest ? words : oldest;
    }
    return oldest;
}

void gr_passing_free(gr_passing *passing, uint32_t oldest, uint32_t words)
{
    size_t kept = 0;
    oldest = oldest < passing->number ? oldest : passing->number;
    for (size_t i = 0; i < passing->n; i++) {
        if (passing->generations[i].until < oldest) {
            gr_arena_free(passing->generations[i].arena);
        } else {
            passing->generations[kept++] = passing->generations[i];
        }
    }
    passing->n = kept;
    if (passing->text != NULL) {
        uint32_t left = gr_passing_words(passing);
        gr_text_release(passing->text, passing->first_words, left < words ? left : words);
    }
}

void gr_passing_end(gr_passing *passing)
{
    for (size_t i = 0; i < passing->n; i++) {
        gr_arena_free(passing->generations[i].arena);
    }
    passing->n = 0;
}
