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
    assert_string_equal(gr_format_names[GR_FORMAT_PLAIN], "plain");
    assert_string_equal(gr_format_names[GR_FORMAT_APPROX_MILLION], "approx-million");
    assert_string_equal(gr_format_names[GR_FORMAT__COUNT - 1], "check");
    check_words(gr_format_names, GR_FORMAT__COUNT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(languages_by_tag),
        cmocka_unit_test(no_word_is_missing),
        cmocka_unit_test(formats_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
