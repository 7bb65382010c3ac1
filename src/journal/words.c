/* Owns which words two texts have in common. Must not know where texts come from. Words are parted
 * by spaces, so that a figure with its unit, which has none, is one. */
#include "base/arena.h"
#include "base/intern.h"
#include "published.h"

static number_list number_words(gr_str text, gr_intern *numbers, gr_arena *scratch)
{
    uint32_t *list = GR_NEW_N(scratch, uint32_t, text.len / 2 + 1);
    size_t n = 0;
    gr_str word = GR_LIT("");
    while (gr_str_split(&text, ' ', &word)) {
        if (word.len > 0) {
            list[n++] = gr_intern_add(numbers, word);
        }
    }
    return (number_list){list, n};
}

unsigned gr_words_alike(gr_str a, gr_str b, gr_arena *scratch)
{
    gr_intern *numbers = gr_intern_new(scratch);
    number_list words_a = number_words(a, numbers, scratch);
    number_list words_b = number_words(b, numbers, scratch);
    size_t *twin = GR_NEW_N(scratch, size_t, words_a.n);
    size_t common = 0;
    gr_common_sequence(words_a, words_b, scratch, twin);
    for (size_t i = 0; i < words_a.n; i++) {
        common += twin[i] != PUBLISHED_NONE ? 1 : 0;
    }
    size_t all = words_a.n + words_b.n;
    return all == 0 ? 1000 : (unsigned)(2000 * common / all);
}

void gr_words_kept(gr_str of, gr_str other, gr_arena *arena, bool **out, size_t *out_n)
{
    gr_arena *scratch = gr_arena_new((size_t)64 * 1024);
    gr_intern *numbers = gr_intern_new(scratch);
    number_list words = number_words(of, numbers, scratch);
    number_list others = number_words(other, numbers, scratch);
    size_t *twin = GR_NEW_N(scratch, size_t, words.n);
    gr_common_sequence(words, others, scratch, twin);
    *out = GR_NEW_N(arena, bool, words.n);
    *out_n = words.n;
    for (size_t i = 0; i < words.n; i++) {
        (*out)[i] = twin[i] != PUBLISHED_NONE;
    }
    gr_arena_free(scratch);
}
