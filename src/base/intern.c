#include "base/intern.h"

/* Owns a list of texts and a hash index over it (open addressing, at most half full), and the
 * guess what a misspelled name meant. Must not know what the texts stand for. */
#include "base/arena.h"
#include "base/utf8.h"

#define FIRST_SLOTS 16

typedef struct slot { /* the hash beside the number: a text is only looked at when it may be the one
                       */
    uint32_t hash;
    uint32_t held; /* 0: free, else index into texts plus one */
} slot;

struct gr_intern {
    gr_arena *arena;
    gr_str *texts;
    size_t count, cap;
    slot *slots;
    size_t n_slots; /* a power of two */
};

gr_intern *gr_intern_new(gr_arena *arena)
{
    gr_intern *in = GR_NEW(arena, gr_intern);
    in->arena = arena;
    in->n_slots = FIRST_SLOTS;
    in->slots = GR_NEW_N(arena, slot, FIRST_SLOTS);
    return in;
}

static uint32_t hash_of(gr_str text)
{
    uint64_t hash = gr_str_hash(text);
    return (uint32_t)(hash ^ hash >> 32);
}

/** The slot that holds `text`, or the free one where it belongs. */
static slot *slot_of(const gr_intern *in, gr_str text, uint32_t hash)
{
    size_t at = hash & (in->n_slots - 1);
    while (in->slots[at].held != 0 &&
           !(in->slots[at].hash == hash && gr_str_eq(in->texts[in->slots[at].held - 1], text))) {
        at = (at + 1) & (in->n_slots - 1);
    }
    return &in->slots[at];
}

static void widen_index(gr_intern *in)
{
    const slot *before = in->slots;
    size_t n_before = in->n_slots;
    in->n_slots *= 2;
    in->slots = GR_NEW_N(in->arena, slot, in->n_slots);
    for (size_t i = 0; i < n_before; i++) {
        size_t at = before[i].hash & (in->n_slots - 1);
        while (before[i].held != 0 && in->slots[at].held != 0) {
            at = (at + 1) & (in->n_slots - 1);
        }
        if (before[i].held != 0) {
            in->slots[at] = before[i];
        }
    }
}

uint32_t gr_intern_add(gr_intern *in, gr_str text)
{
    uint32_t hash = hash_of(text);
    slot *its = slot_of(in, text, hash);
    if (its->held != 0) {
        return its->held - 1;
    }
    if (in->count >= UINT32_MAX - 1) {
        gr_die_oom(SIZE_MAX);
    }
    if ((in->count + 1) * 2 > in->n_slots) {
        widen_index(in);
        its = slot_of(in, text, hash);
    }
    *GR_PUSH(in->arena, in->texts, in->count, in->cap, gr_str) = gr_str_dup(in->arena, text);
    *its = (slot){hash, (uint32_t)in->count};
    return (uint32_t)in->count - 1;
}

bool gr_intern_find(const gr_intern *in, gr_str text, uint32_t *out)
{
    uint32_t held = slot_of(in, text, hash_of(text))->held;
    if (held == 0) {
        return false;
    }
    *out = held - 1;
    return true;
}

gr_str gr_intern_text(const gr_intern *in, uint32_t id)
{
    return in->texts[id];
}

uint32_t gr_intern_count(const gr_intern *in)
{
    return (uint32_t)in->count;
}

/* Suggestions: the distance between two words is the number of letters to insert, drop, replace or
 * swap with a neighbour. Row i of the table holds the distances of the first i letters of one word
 * to every beginning of the other; a swap looks two rows back, so three rows are enough. */
#define LONGEST_WORD 64

typedef struct word {
    uint32_t letters[LONGEST_WORD];
    unsigned length;
} word;

/** False when the text is too long to be worth a guess. */
static bool spell(gr_str text, word *out)
{
    out->length = 0;
    for (size_t at = 0; at < text.len;) {
        if (out->length == LONGEST_WORD) {
            return false;
        }
        out->letters[out->length++] = gr_utf8_step(text, &at);
    }
    return true;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static bool are_swapped(const word *a, unsigned i, const word *b, unsigned j)
{
    return i > 1 && j > 1 && a->letters[i - 1] == b->letters[j - 2] &&
           a->letters[i - 2] == b->letters[j - 1];
}

static unsigned distance(const word *a, const word *b)
{
    unsigned rows[3][LONGEST_WORD + 1] = {0};
    for (unsigned j = 0; j <= b->length; j++) {
        rows[0][j] = j;
    }
    for (unsigned i = 1; i <= a->length; i++) {
        unsigned *row = rows[i % 3];
        const unsigned *above = rows[(i + 2) % 3];
        const unsigned *two_above = rows[(i + 1) % 3];
        row[0] = i;
        for (unsigned j = 1; j <= b->length; j++) {
            unsigned replaced = above[j - 1] + (a->letters[i - 1] != b->letters[j - 1]);
            row[j] = least(replaced, least(above[j], row[j - 1]) + 1);
            if (are_swapped(a, i, b, j)) {
                row[j] = least(row[j], two_above[j - 2] + 1);
            }
        }
    }
    return rows[a->length % 3][b->length];
}

gr_str gr_suggest(gr_str name, const gr_str *candidates, size_t n)
{
    gr_str best = GR_LIT("");
    word wanted;
    if (!spell(name, &wanted) || wanted.length < 2) {
        return best; /* one letter is one edit away from every other */
    }
    unsigned allowed = wanted.length < 3 ? 1 : wanted.length / 3;
    for (size_t i = 0; i < n; i++) {
        word other;
        if (!spell(candidates[i], &other)) {
            continue;
        }
        unsigned edits = distance(&wanted, &other);
        if (edits <= allowed) {
            best = candidates[i];
            if (edits == 0) {
                break;
            }
            allowed = edits - 1; /* only a nearer one may replace it */
        }
    }
    return best;
}
