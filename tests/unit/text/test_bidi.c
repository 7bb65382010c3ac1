#include "check.h"

#include "base/arena.h"
#include "text/text.h"

/* Levels and visual order of whole paragraphs, as Unicode Standard Annex 9 has them. */
static void levels_of_paragraphs(void **state)
{
    (void)state;
    static const struct {
        const char *lang, *text, *levels; /* of each sign */
        bool rtl;
    } cases[] = {
        {"nl", "ab 12", "00000", false},
        {"nl", "a אב b", "001100", false},
        {"nl", "אב!", "111", true}, /* only such letters: the whole is */
        {"nl", "a אב 12!", "00111220", false},
        {"he", "a אב!", "21111", true}, /* its language is */
        {"nl", "123", "000", false},
    };
    gr_arena *arena = gr_arena_new(1024);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        bool rtl = !cases[i].rtl;
        gr_str text = gr_str_of(cases[i].text);
        const uint8_t *levels = gr_text_levels(text, gr_str_of(cases[i].lang), arena, &rtl);
        gr_buf got = gr_buf_make(arena, 100);
        for (size_t at = 0; at < text.len; at++) {
            if (((unsigned char)text.ptr[at] & 0xC0) != 0x80) {
                gr_buf_addf(&got, "%u", (unsigned)levels[at]);
            }
        }
        check_text(cases[i].text, gr_buf_view(&got), cases[i].levels);
        assert_int_equal(rtl, cases[i].rtl);
    }
    gr_arena_free(arena);
}

static void order_of_pieces(void **state)
{
    (void)state;
    static const struct {
        uint8_t levels[6];
        size_t n;
        const char *order;
    } cases[] = {
        {{0}, 0, ""},
        {{0, 0, 0}, 3, "012"},
        {{0, 1, 1, 0}, 4, "0213"},
        {{1, 1, 2, 2, 1}, 5, "42310"},
        {{0, 1, 2, 1, 0, 1}, 6, "032145"},
        {{2, 1, 0}, 3, "102"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        uint32_t order[6];
        char got[8] = "";
        gr_text_visual_order(cases[i].levels, cases[i].n, order);
        for (size_t k = 0; k < cases[i].n; k++) {
            got[k] = (char)('0' + order[k]);
        }
        check_text("order", gr_str_of(got), cases[i].order);
    }
}

static void what_turns(void **state)
{
    (void)state;
    assert_false(gr_text_turns(GR_LIT("één € – ✓ Ωж 漢")));
    assert_true(gr_text_turns(GR_LIT("a ש")));
    assert_true(gr_text_turns(GR_LIT("م")));
    assert_true(gr_text_turns(GR_LIT("\xE2\x80\xAE"
                                     "abc"))); /* an override */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(levels_of_paragraphs),
        cmocka_unit_test(order_of_pieces),
        cmocka_unit_test(what_turns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
