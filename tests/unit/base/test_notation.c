#include "check.h"

#include "base/notation.h"
#include "base/utf8.h"

#define N_OF(table) (sizeof(table) / sizeof((table)[0]))

static void languages_by_tag(void **state)
{
    (void)state;
    static const struct {
        const char *tag, *found;
    } cases[] = {
        {"nl", "nl"}, {"nl-NL", "nl"}, {"nl-BE", "nl"}, {"en", "en"}, {"en-GB", "en"},
        {"", NULL},   {"n", NULL},     {"nld", NULL},   {"fr", NULL}, {"-nl", NULL},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        print_message("case %zu: %s\n", i, cases[i].tag);
        const gr_language *language = gr_language_find(gr_str_of(cases[i].tag));
        assert_int_equal(language == NULL, cases[i].found == NULL);
        if (language != NULL) {
            assert_string_equal(language->tag, cases[i].found);
        }
    }
}

static void check_words(const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        gr_str word = gr_str_of(words[i]);
        assert_true(word.len > 0);
        assert_int_equal(gr_utf8_valid(word), word.len);
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(words[i], words[j]);
        }
    }
}

static void no_word_is_missing(void **state)
{
    (void)state;
    static const char *const tags[] = {"nl", "en"};
    for (size_t i = 0; i < N_OF(tags); i++) {
        const gr_language *l = gr_language_find(gr_str_of(tags[i]));
        const char *const single[] = {l->approx, l->million,  l->yes,
                                      l->no,     l->and_word, l->ordinal_suffix};
        check_words(l->months, N_OF(l->months));
        check_words(l->weekdays, N_OF(l->weekdays));
        check_words(l->quarters, N_OF(l->quarters));
        check_words(l->number_words, N_OF(l->number_words));
        check_words(single, N_OF(single));
    }
    const gr_language *dutch = gr_language_find(GR_LIT("nl"));
    assert_string_equal(dutch->months[5], "juni");
    assert_string_equal(dutch->weekdays[0], "maandag");
    assert_string_equal(dutch->number_words[11], "elf");
    assert_string_equal(dutch->number_words[20], "twintig");
}

static void formats_have_names(void **state)
{
    (void)state;
    assert_string_equal(gr_format_facts[GR_FORMAT_PLAIN].name, "plain");
    assert_string_equal(gr_format_facts[GR_FORMAT_APPROX_MILLION].name, "approx-million");
    assert_string_equal(gr_format_facts[GR_FORMAT__COUNT - 1].name, "check");
    const char *names[GR_FORMAT__COUNT];
    for (size_t i = 0; i < GR_FORMAT__COUNT; i++) {
        names[i] = gr_format_facts[i].name;
        assert_int_not_equal(gr_format_facts[i].fits, 0);
    }
    check_words(names, GR_FORMAT__COUNT);
}

static void decimals_shown_are_those_of_the_value(void **state)
{
    (void)state;
    static const struct {
        gr_format format;
        int want;
    } cases[] = {
        {{GR_FORMAT_EURO, GR_PLACES_OWN}, 0},
        {{GR_FORMAT_CENTS, GR_PLACES_OWN}, 2},
        {{GR_FORMAT_NUMBER, 1}, 1},
        {{GR_FORMAT_NUMBER, GR_PLACES_OWN}, -1},
        {{GR_FORMAT_PERCENT, 1}, 3},
        {{GR_FORMAT_POINTS, 1}, 1},
        {{GR_FORMAT_MILLION, 2}, -1},
        {{GR_FORMAT_DATE, GR_PLACES_OWN}, -1},
        {{GR_FORMAT_PERCENT, GR_PLACES_OWN}, -1},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        assert_int_equal(gr_format_decimals(cases[i].format), cases[i].want);
    }
}

static void a_format_fits_what_its_line_says(void **state)
{
    (void)state;
    assert_true(gr_format_fits(GR_FORMAT_PLAIN, GR_T_TEXT));
    assert_true(gr_format_fits(GR_FORMAT_EURO, GR_T_MONEY));
    assert_false(gr_format_fits(GR_FORMAT_EURO, GR_T_INT));
    assert_true(gr_format_fits(GR_FORMAT_PERCENT, GR_T_RATIO));
    assert_false(gr_format_fits(GR_FORMAT_PERCENT, GR_T_MONEY));
    assert_false(gr_format_fits(GR_FORMAT_WORDS, GR_T_DECIMAL));
    assert_true(gr_format_fits(GR_FORMAT_CHECK, GR_T_BOOL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(languages_by_tag),
        cmocka_unit_test(no_word_is_missing),
        cmocka_unit_test(formats_have_names),
        cmocka_unit_test(decimals_shown_are_those_of_the_value),
        cmocka_unit_test(a_format_fits_what_its_line_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
