#include "base/intern.h"

/* Owns a list of texts and a hash index over it (open addressing, at most half full), and the
 * guess what a misspelled name meant. Must not know what the texts stand for.
 *
 * As long as each text comes behind the one before it (shorter first, then by bytes: numbers that
 * count up, codes of one length), it is a new one and needs no index: so come the keys of most
 * exports. The index is made when something is looked for, or when one comes out of order. */
#include "base/arena.h"
#include "base/utf8.h"

#define FIRST_SLOTS 16
#define MOST_LISTED 12 /* names in a message */

typedef struct slot {
    const char *chars; /* of its text; how many of them stands before them: one look is enough */
    uint32_t held;     /* 0: free, else index into texts plus one */
    uint32_t hash;     /* half of its text's: others are told apart without looking at them */
} slot;

struct gr_intern {
    gr_arena *arena;
    gr_str *texts;
    size_t count, cap;
    slot *slots;    /* NULL: all came in order, and nothing was looked for yet; or `rests` */
    size_t n_slots; /* a power of two */
    bool rests;     /* the index was dropped: texts need not be in order */
};

gr_intern *gr_intern_new(gr_arena *arena)
{
    gr_intern *in = GR_NEW(arena, gr_intern);
    in->arena = arena;
    return in;
}

typedef uint32_t length; /* as it stands before the letters of a kept text */

static bool holds(const slot *at, gr_str text, uint32_t hash)
{
    length len = 0;
    if (at->hash != hash) {
        return false;
    }
    memcpy(&len, at->chars - sizeof(len), sizeof(len));
    return text.len == len && memcmp(at->chars, text.ptr, len) == 0;
}

/** The slot that holds `text`, or the free one where it belongs. */
static slot *slot_of(const gr_intern *in, gr_str text, uint64_t hash)
{
    size_t at = (size_t)hash & (in->n_slots - 1);
    while (in->slots[at].held != 0 && !holds(&in->slots[at], text, (uint32_t)(hash >> 32))) {
        at = (at + 1) & (in->n_slots - 1);
    }
    return &in->slots[at];
}

static slot taken(const gr_intern *in, uint32_t id, uint64_t hash)
{
    return (slot){in->texts[id].ptr, id + 1, (uint32_t)(hash >> 32)};
}

static void drop_index(gr_intern *in)
{
    gr_arena_discard(in->slots, in->n_slots * sizeof(slot));
    in->slots = NULL;
    in->n_slots = 0;
}

static void make_index(gr_intern *in, size_t n_slots)
{
    drop_index(in);
    in->rests = false;
    in->n_slots = n_slots;
    in->slots = GR_NEW_N(in->arena, slot, n_slots);
    for (uint32_t i = 0; i < in->count; i++) {
        uint64_t hash = gr_str_hash(in->texts[i]);
        *slot_of(in, in->texts[i], hash) = taken(in, i, hash);
    }
}

/** Twice as many slots as there are texts, and one more text, at the least. */
static void demand_index(gr_intern *in)
{
    size_t n = in->slots == NULL ? FIRST_SLOTS : in->n_slots;
    while ((in->count + 1) * 2 > n) {
        n *= 2;
    }
    if (in->slots == NULL || n > in->n_slots) {
        make_index(in, n);
    }
}

static bool comes_behind(const gr_intern *in, gr_str text)
{
    if (in->count == 0) {
        return true;
    }
    gr_str last = in->texts[in->count - 1];
    return text.len > last.len || (text.len == last.len && gr_str_cmp(text, last) > 0);
}

static uint32_t append(gr_intern *in, gr_str text)
{
    if (in->count >= UINT32_MAX - 1 || text.len >= UINT32_MAX - sizeof(length) - 1) {
        gr_die_oom(SIZE_MAX);
    }
    length len = (length)text.len;
    char *chars = GR_ROOM_N(in->arena, char, sizeof(len) + text.len + 1);
    memcpy(chars, &len, sizeof(len));
    memcpy(chars + sizeof(len), text.ptr, text.len);
    chars[sizeof(len) + text.len] = '\0';
    gr_str *had = in->texts;
    size_t n = in->count;
    *GR_PUSH(in->arena, in->texts, in->count, in->cap, gr_str) =
        (gr_str){chars + sizeof(len), text.len};
    if (in->texts != had) {
        gr_arena_discard(had, n * sizeof(gr_str));
    }
    return (uint32_t)in->count - 1;
}

/** The first slot where it may be; NULL: there are none. */
static const slot *first_slot(const gr_intern *in, uint64_t hash)
{
    return in->slots == NULL ? NULL : &in->slots[(size_t)hash & (in->n_slots - 1)];
}

void gr_intern_fetch_slot(const gr_intern *in, uint64_t hash)
{
    GR_FETCH(first_slot(in, hash));
}

void gr_intern_fetch_text(const gr_intern *in, uint64_t hash)
{
    const slot *first = first_slot(in, hash);
    if (first != NULL && first->held != 0) {
        GR_FETCH(first->chars);
    }
}

uint32_t gr_intern_add(gr_intern *in, gr_str text)
{
    return gr_intern_add_hashed(in, text, in->slots == NULL ? 0 : gr_str_hash(text));
}

uint32_t gr_intern_add_hashed(gr_intern *in, gr_str text, uint64_t hash)
{
    if (in->slots == NULL) {
        if (!in->rests && comes_behind(in, text)) {
            return append(in, text);
        }
        hash = gr_str_hash(text);
    }
    demand_index(in);
    slot *place = slot_of(in, text, hash);
    if (place->held == 0) {
        *place = taken(in, append(in, text), hash);
    }
    return place->held - 1;
}

void gr_intern_rest(gr_intern *in)
{
    in->rests = in->rests || in->slots != NULL;
    drop_index(in);
}

bool gr_intern_find(gr_intern *in, gr_str text, uint32_t *out)
{
    demand_index(in);
    uint32_t held = slot_of(in, text, gr_str_hash(text))->held;
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

/** Of ASCII letters, which names are made of. */
static bool same_but_capitals(gr_str a, gr_str b)
{
    bool same = a.len == b.len;
    for (size_t i = 0; same && i < a.len; i++) {
        unsigned char x = (unsigned char)a.ptr[i], y = (unsigned char)b.ptr[i];
        unsigned char small = x | 0x20U;
        same = x == y || (small == (y | 0x20U) && small >= 'a' && small <= 'z');
    }
    return same;
}

gr_str gr_suggest(gr_str name, const gr_str *candidates, size_t n)
{
    gr_str best = GR_LIT("");
    word wanted;
    for (size_t i = 0; i < n; i++) {
        if (same_but_capitals(name, candidates[i])) {
            return candidates[i]; /* nearer than any other letter would be */
        }
    }
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

gr_str gr_advice(gr_arena *arena, gr_str name, const gr_str *candidates, size_t n)
{
    gr_str meant = gr_suggest(name, candidates, n);
    if (meant.len > 0) {
        return gr_str_fmt(arena, "; did you mean '" GR_FMT "'?", GR_ARG(meant));
    }
    if (n == 0 || n > MOST_LISTED) {
        return GR_LIT("");
    }
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_buf_add(&out, GR_LIT("; there is "));
    for (size_t i = 0; i < n; i++) {
        gr_buf_add(&out, gr_str_of(i == 0 ? "" : i + 1 == n ? " and " : ", "));
        gr_buf_add(&out, candidates[i]);
    }
    return gr_buf_view(&out);
}
