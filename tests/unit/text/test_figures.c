/* Figures that are shaped sign by sign are those that HarfBuzz makes. */
#include "check.h"

#include "faces.h"
#include "text_priv.h"

static void same(const gr_shaped *short_way, const gr_shaped *long_way)
{
    assert_int_equal(short_way->n, long_way->n);
    assert_int_equal(short_way->advance, long_way->advance);
    assert_int_equal(short_way->missing, long_way->missing);
    for (size_t r = 0; r < long_way->n; r++) {
        const gr_run *left = &short_way->runs[r], *right = &long_way->runs[r];
        assert_int_equal(left->n, right->n);
        assert_int_equal(left->face, right->face);
        assert_int_equal(left->rtl, right->rtl);
        assert_int_equal(left->advance, right->advance);
        assert_int_equal(left->x, right->x);
        assert_memory_equal(left->glyphs, right->glyphs, right->n * sizeof(*right->glyphs));
    }
}

static void the_short_way_ends_where_the_long_one_does(void **state)
{
    test_faces both[2]; /* the second never has enough of them to look */
    uint32_t seed = 3;
    size_t shortened = 0;
    (void)state;
    assert_true(open_faces(&both[0]));
    for (unsigned i = 0; i < 4 * 1100; i++) { /* enough of them to look */
        char word[16];
        (void)snprintf(word, sizeof(word), "%u", 100 + i / 4);
        (void)gr_text_shape(both[0].text, (gr_face)(i % 4), GR_LIT("nl"), gr_str_of(word));
    }
    for (unsigned i = 0; i < 1200; i++) {
        static const char *const signs[] = {
            "0",           "1", "2", "3", "4", "5", "6",        "7",
            "8",           "9", ".", ",", "-", "%", "\xC2\xA0", "\xE2\x88\x92",
            "\xE2\x82\xAC"};
        char word[64] = {0};
        size_t n = 0;
        for (size_t left = 2 + i % 12; left > 0; left--) {
            seed = seed * 1664525U + 1013904223U;
            const char *sign = signs[(seed >> 16) % (sizeof(signs) / sizeof(signs[0]))];
            memcpy(word + n, sign, strlen(sign));
            n += strlen(sign);
        }
        if (i % 50 == 0) {
            if (i > 0) {
                close_faces(&both[1]);
            }
            assert_true(open_faces(&both[1]));
        }
        gr_face face = (gr_face)(i % 4);
        same(gr_text_shape(both[0].text, face, GR_LIT("nl"), gr_str_of(word)),
             gr_text_shape(both[1].text, face, GR_LIT("nl"), gr_str_of(word)));
        gr_shaped out;
        gr_word asked = {.chars = gr_str_of(word), .face = face};
        shortened += gr_figures_shape(both[0].text, &asked, &out) ? 1 : 0;
    }
    assert_true(shortened > 300); /* in Debian's Open Sans, at least */
    close_faces(&both[0]);
    close_faces(&both[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_short_way_ends_where_the_long_one_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
