/* The longest common subsequence against a table filled in full, on every pair of small lists and
 * on random longer ones; and lists that have little in common end in time. */
#include "base/arena.h"
#include "check.h"
#include "published.h"

#define LETTERS 3
#define SMALL   4 /* letters in a list of the exhaustive test */

/** Length by the textbook table, of (n_a + 1) * (n_b + 1) numbers. */
static size_t length_by_table(number_list a, number_list b, gr_arena *scratch)
{
    size_t width = b.n + 1;
    size_t *table = GR_NEW_N(scratch, size_t, (a.n + 1) * width);
    for (size_t i = 1; i <= a.n; i++) {
        for (size_t j = 1; j <= b.n; j++) {
            size_t up = table[(i - 1) * width + j];
            size_t left = table[i * width + j - 1];
            size_t both = table[(i - 1) * width + j - 1] + 1;
            table[i * width + j] = a.at[i - 1] == b.at[j - 1] ? both : up > left ? up : left;
        }
    }
    return table[a.n * width + b.n];
}

/** Length of the sequence found, after checking that it is one. */
static size_t length_found(number_list a, number_list b, gr_arena *scratch)
{
    size_t *twin = GR_NEW_N(scratch, size_t, a.n);
    gr_common_sequence(a, b, scratch, twin);
    size_t length = 0;
    size_t next = 0;
    for (size_t i = 0; i < a.n; i++) {
        if (twin[i] != PUBLISHED_NONE) {
            assert_true(twin[i] >= next && twin[i] < b.n);
            assert_int_equal(a.at[i], b.at[twin[i]]);
            next = twin[i] + 1;
            length++;
        }
    }
    return length;
}

static void is_longest(number_list a, number_list b, gr_arena *scratch)
{
    gr_mark mark = gr_arena_mark(scratch);
    assert_int_equal(length_found(a, b, scratch), length_by_table(a, b, scratch));
    gr_arena_rewind(scratch, mark);
}

/** The nr-th list of letters: nr counts the lists of each length in turn. */
static number_list small_list(unsigned nr, uint32_t letters[SMALL])
{
    size_t n = 0;
    unsigned of_length = 1;
    while (nr >= of_length) {
        nr -= of_length;
        of_length *= LETTERS;
        n++;
    }
    for (size_t i = 0; i < n; i++) {
        letters[i] = nr % LETTERS;
        nr /= LETTERS;
    }
    return (number_list){letters, n};
}

static void every_small_pair(void **state)
{
    (void)state;
    gr_arena *scratch = gr_arena_new(65536);
    const unsigned lists = 1 + 3 + 9 + 27 + 81;
    uint32_t a[SMALL];
    uint32_t b[SMALL];
    for (unsigned i = 0; i < lists; i++) {
        for (unsigned j = 0; j < lists; j++) {
            is_longest(small_list(i, a), small_list(j, b), scratch);
        }
    }
    gr_arena_free(scratch);
}

static uint32_t next_number(uint32_t *state)
{
    *state = *state * 1664525U + 1013904223U;
    return *state >> 8;
}

static number_list random_list(gr_arena *arena, uint32_t *state, size_t n, uint32_t letters)
{
    uint32_t *at = GR_NEW_N(arena, uint32_t, n);
    for (size_t i = 0; i < n; i++) {
        at[i] = next_number(state) % letters;
    }
    return (number_list){at, n};
}

static void random_pairs(void **state)
{
    (void)state;
    gr_arena *scratch = gr_arena_new(65536);
    uint32_t seed = 1;
    for (unsigned i = 0; i < 300; i++) {
        gr_mark mark = gr_arena_mark(scratch);
        uint32_t letters = 1 + next_number(&seed) % 40;
        number_list a = random_list(scratch, &seed, next_number(&seed) % 60, letters);
        number_list b = random_list(scratch, &seed, next_number(&seed) % 60, letters);
        is_longest(a, b, scratch);
        gr_arena_rewind(scratch, mark);
    }
    gr_arena_free(scratch);
}

static number_list counting(gr_arena *arena, size_t n, uint32_t from)
{
    uint32_t *at = GR_NEW_N(arena, uint32_t, n);
    for (size_t i = 0; i < n; i++) {
        at[i] = from + (uint32_t)i;
    }
    return (number_list){at, n};
}

/** b: the first `n` of a, something else, the rest of a. */
static number_list with_chapter(gr_arena *arena, number_list a, size_t n, number_list chapter)
{
    uint32_t *at = GR_NEW_N(arena, uint32_t, a.n + chapter.n);
    memcpy(at, a.at, n * sizeof(*at));
    memcpy(at + n, chapter.at, chapter.n * sizeof(*at));
    memcpy(at + n + chapter.n, a.at + n, (a.n - n) * sizeof(*at));
    return (number_list){at, a.n + chapter.n};
}

static void a_chapter_comes_in_between(void **state)
{
    (void)state;
    gr_arena *scratch = gr_arena_new(65536);
    number_list a = counting(scratch, 9000, 0);
    uint32_t *other = GR_NEW_N(scratch, uint32_t, 9000);
    memcpy(other, a.at, 9000 * sizeof(*other));
    other[8999] = 77777; /* so that the ends do not help */
    number_list b =
        with_chapter(scratch, (number_list){other, 9000}, 4000, counting(scratch, 1500, 50000));
    assert_int_equal(length_found(a, b, scratch), 8999);
    assert_int_equal(length_found(b, a, scratch), 8999);
    gr_arena_free(scratch);
}

/* Beyond STEPS_MOST it need not be the longest, but it is a sequence, and it ends. */
static void long_and_unlike(void **state)
{
    (void)state;
    gr_arena *scratch = gr_arena_new(65536);
    uint32_t seed = 7;
    number_list head = random_list(scratch, &seed, 5000, 300000);
    number_list other_head = random_list(scratch, &seed, 4000, 300000);
    number_list tail = counting(scratch, 5000, 2000000);
    number_list a = with_chapter(scratch, head, head.n, tail);
    number_list b = with_chapter(scratch, other_head, other_head.n, tail);
    assert_true(length_found(a, b, scratch) >= tail.n);
    assert_true(length_found(head, other_head, scratch) > 0);
    number_list none = {NULL, 0};
    assert_int_equal(length_found(head, none, scratch), 0);
    assert_int_equal(length_found(none, none, scratch), 0);
    gr_arena_free(scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_small_pair),
        cmocka_unit_test(random_pairs),
        cmocka_unit_test(a_chapter_comes_in_between),
        cmocka_unit_test(long_and_unlike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
