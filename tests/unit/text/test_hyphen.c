#include "check.h"

#include "text_priv.h"

#include "text/faces.h"

typedef struct hyphen_case {
    const char *lang, *word, *want;
} hyphen_case;

static void divides_words(void **state)
{
    (void)state;
    static const hyphen_case cases[] = {
        {"nl", "samenwerkingsverband", "sa-men-wer-kings-ver-band"},
        {"nl-NL", "Onderwijs", "On-der-wijs"},
        {"nl-BE", "onderwijs", "on-der-wijs"},
        {"nl", "coördinatie", "co-ör-di-na-tie"},
        {"nl", "(begeleiding),", "(be-ge-lei-ding),"},
        {"nl", "gemeÀnte", "ge-meÀn-te"}, /* the first letter of Latin-1 behind ASCII */
        {"nl", "gemeànte", "ge-meàn-te"},
        {"nl", "coÞrdinatie", "coÞr-di-na-tie"}, /* the last capital there */
        {"nl", "onderÞewijs", "on-derÞe-wijs"},
        {"nl", "co×rdinatie", "co×rdi-na-tie"}, /* no letters: a word begins behind them */
        {"nl", "co÷rdinatie", "co÷rdi-na-tie"},
        {"nl", "leer-werktraject", "leer-werk-tra-ject"},
        {"nl", "gemeente", "ge-meen-te"},
        {"nl", "oma", "oma"},
        {"nl", "2022begroting", "2022begroting"},
        {"nl", "bijlage@school.nl", "bijlage@school.nl"},
        {"nl", "VERORDENING", "VERORDENING"},
        {"nl", "", ""},
        {"nl", "Ελλάδα", "Ελλάδα"},
        {"en-GB", "education", "edu-ca-tion"},
        {"en", "responsibility", "re-spons-ib-il-ity"},
        {"xx", "education", "education"},
        {"", "education", "education"},
        {"../nl", "onderwijs", "onderwijs"},
    };
    test_faces faces;
    assert_true(open_faces(&faces));
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        size_t *at = NULL;
        gr_str word = gr_str_of(cases[i].word);
        size_t n = gr_text_hyphenate(faces.text, gr_str_of(cases[i].lang), word, faces.arena, &at);
        gr_buf got = gr_buf_make(faces.arena, 4096);
        size_t from = 0;
        for (size_t k = 0; k < n; k++) {
            assert_true(at[k] > from && at[k] < word.len);
            gr_buf_add(&got, gr_str_sub(word, from, at[k] - from));
            gr_buf_add_char(&got, '-');
            from = at[k];
        }
        gr_buf_add(&got, gr_str_sub(word, from, word.len - from));
        check_text(cases[i].word, gr_buf_view(&got), cases[i].want);
    }
    close_faces(&faces);
}

/* Asked again it says the same, of each word in each language, after the table has grown. */
static void says_the_same_again(void **state)
{
    (void)state;
    test_faces faces;
    assert_true(open_faces(&faces));
    size_t first[2][1500];
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < 1500; i++) {
            size_t sum = 0;
            const char langs[2][3] = {"nl", "en"};
            for (int l = 0; l < 2; l++) {
                gr_str word = gr_str_fmt(faces.arena, "%c%c%cresponsibility", (char)('a' + i % 15),
                                         (char)('a' + i / 15 % 10), (char)('a' + i / 150));
                size_t *at = NULL;
                size_t n =
                    gr_text_hyphenate(faces.text, gr_str_of(langs[l]), word, faces.arena, &at);
                for (size_t k = 0; k < n; k++) {
                    sum = sum * 31 + at[k];
                }
                sum = sum * 7 + n;
            }
            first[round][i] = sum;
        }
    }
    assert_memory_equal(first[0], first[1], sizeof(first[0]));
    close_faces(&faces);
}

static void a_word_of_a_megabyte_is_divided_too(void **state)
{
    (void)state;
    test_faces faces;
    assert_true(open_faces(&faces));
    gr_buf word = gr_buf_make(faces.arena, 1 << 20);
    for (int i = 0; i < 50000; i++) {
        gr_buf_add(&word, GR_LIT("onderwijs"));
    }
    size_t *at = NULL;
    size_t n = gr_text_hyphenate(faces.text, GR_LIT("nl"), gr_buf_view(&word), faces.arena, &at);
    assert_true(n > 100000);
    for (size_t i = 1; i < n; i++) {
        assert_true(at[i] > at[i - 1]);
    }
    close_faces(&faces);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(divides_words),
        cmocka_unit_test(says_the_same_again),
        cmocka_unit_test(a_word_of_a_megabyte_is_divided_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
