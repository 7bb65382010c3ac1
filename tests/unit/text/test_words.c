/* The cache of shaped words: what is kept, for how long, and that a copy is the same. */
#include "check.h"

#include "faces.h"
#include "text_priv.h"

enum { MANY = GR_MOST_WORDS, MANY_DIVISIONS = 4096 };

static void shape_numbers(gr_text *text, size_t from, size_t to)
{
    gr_arena *arena = gr_arena_new(256);
    for (size_t i = from; i < to; i++) {
        gr_mark mark = gr_arena_mark(arena);
        (void)gr_text_shape(text, 0, GR_LIT("nl"), gr_str_fmt(arena, "%zu", i));
        gr_arena_rewind(arena, mark);
    }
    gr_arena_free(arena);
}

static void words_of_two_generations_are_kept(void **state)
{
    (void)state;
    gr_text *text = gr_text_dummy();
    const gr_shaped *word = gr_text_shape(text, 0, GR_LIT("nl"), GR_LIT("woord"));
    shape_numbers(text, 0, MANY / 2);
    assert_ptr_equal(gr_text_shape(text, 0, GR_LIT("nl"), GR_LIT("woord")), word);
    shape_numbers(text, 0, MANY + 10); /* the next one begins */
    const gr_shaped *again = gr_text_shape(text, 0, GR_LIT("nl"), GR_LIT("woord"));
    assert_ptr_not_equal(again, word);
    assert_int_equal(again->advance, 2500);
    shape_numbers(text, 2 * MANY, 3 * MANY + 10);
    assert_int_equal(text->n_old, 1);
    assert_int_equal(word->runs[0].n, 5); /* still there for who holds it */
    gr_text_settle(text);
    assert_int_equal(text->n_old, 0);
    assert_int_equal(again->runs[0].n, 5); /* of the one before */
    gr_text_close(text);
}

static void words_go_when_their_generation_is_released(void **state)
{
    (void)state;
    gr_text *text = gr_text_dummy();
    assert_int_equal(gr_text_generation(text), 1);
    shape_numbers(text, 0, 6 * MANY);
    assert_int_equal(gr_text_generation(text), 6);
    assert_int_equal(text->n_old, 4);
    gr_text_release(text, 2, 4);
    assert_int_equal(text->n_old, 2);
    assert_int_equal(text->old[0].number, 1); /* of somebody else */
    assert_int_equal(text->old[1].number, 4);
    gr_text_release(text, 2, UINT32_MAX);
    assert_int_equal(text->n_old, 1);
    const gr_shaped *last = gr_text_shape(text, 0, GR_LIT("nl"), GR_LIT("1"));
    assert_int_equal(last->runs[0].n, 1); /* the last two are looked in */
    gr_text_close(text);
}

static void memory_does_not_grow_with_what_was_shaped(void **state)
{
    (void)state;
    gr_text *text = gr_text_dummy();
    size_t most = 0;
    for (size_t edition = 0; edition < 12; edition++) {
        shape_numbers(text, edition * MANY, (edition + 1) * MANY);
        gr_text_settle(text);
        size_t bytes = gr_arena_bytes(text->arena) + gr_arena_bytes(text->now.arena) +
                       (text->before.arena == NULL ? 0 : gr_arena_bytes(text->before.arena));
        assert_true(edition < 3 || bytes <= most + 65536);
        most = bytes > most ? bytes : most;
    }
    gr_text_close(text);
}

static void a_copy_is_the_same(void **state)
{
    /* one run, two faces, both directions */
    static const char *const words[] = {"AV-fi", "a\xE2\x98\x83z", "x\xD7\x90\xD7\x91y", ""};
    enum { N = sizeof(words) / sizeof(words[0]) };
    const gr_shaped *first[N];
    test_faces faces;
    (void)state;
    assert_true(open_faces(&faces));
    for (size_t i = 0; i < N; i++) {
        first[i] = gr_text_shape(faces.text, 0, GR_LIT("nl"), gr_str_of(words[i]));
    }
    shape_numbers(faces.text, 0, MANY);
    for (size_t i = 0; i < N; i++) {
        const gr_shaped *copy = gr_text_shape(faces.text, 0, GR_LIT("nl"), gr_str_of(words[i]));
        assert_ptr_not_equal(copy, first[i]);
        assert_int_equal(copy->n, first[i]->n);
        assert_int_equal(copy->advance, first[i]->advance);
        assert_int_equal(copy->missing, first[i]->missing);
        for (size_t r = 0; r < copy->n; r++) {
            const gr_run *run = &copy->runs[r], *of = &first[i]->runs[r];
            assert_ptr_not_equal(run->chars.ptr, of->chars.ptr);
            check_text(words[i], run->chars, gr_str_dup(faces.arena, of->chars).ptr);
            assert_int_equal(run->n, of->n);
            assert_int_equal(run->face, of->face);
            assert_int_equal(run->x, of->x);
            assert_int_equal(run->rtl, of->rtl);
            assert_memory_equal(run->glyphs, of->glyphs, of->n * sizeof(*of->glyphs));
        }
    }
    close_faces(&faces);
}

static void divisions_are_those_of_before_when_they_begin_anew(void **state)
{
    test_faces faces;
    (void)state;
    assert_true(open_faces(&faces));
    for (int round = 0; round < 2; round++) {
        size_t *at = NULL;
        assert_int_equal(
            gr_text_hyphenate(faces.text, GR_LIT("nl"), GR_LIT("woordenboek"), faces.arena, &at),
            2);
        assert_int_equal(at[0], 4);
        assert_int_equal(at[1], 7);
        for (size_t i = 0; i < 3 * MANY_DIVISIONS; i++) {
            char word[8] = {(char)('a' + i % 26),
                            (char)('a' + i / 26 % 26),
                            'e',
                            (char)('a' + i / 676 % 26),
                            'a',
                            0};
            (void)gr_text_hyphenate(faces.text, GR_LIT("nl"), gr_str_of(word), faces.arena, &at);
        }
        assert_true(faces.text->n_divisions <= 2 * MANY_DIVISIONS);
    }
    close_faces(&faces);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_of_two_generations_are_kept),
        cmocka_unit_test(words_go_when_their_generation_is_released),
        cmocka_unit_test(memory_does_not_grow_with_what_was_shaped),
        cmocka_unit_test(a_copy_is_the_same),
        cmocka_unit_test(divisions_are_those_of_before_when_they_begin_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
