/* Which words are the form of a language tag. */
#include "check.h"

#include "template_read.h"

typedef struct tag_case {
    const char *tag;
    bool fits;
} tag_case;

static const tag_case cases[] = {
    {"nl", true},
    {"nl-NL", true},
    {"en-GB", true},
    {"zh-Hant-TW", true},
    {"es-419", true},
    {"sl-rozaj", true},
    {"de-CH-1996", true},
    {"zh-yue", true},
    {"en-x-eigen", true},
    {"fry", true},
    {"nl-u-ca-islamic", true},
    {"de-a-extend-x-own", true},
    {"", false},
    {"n", false},
    {"dutch", false},
    {"nl_NL", false},
    {"nl-", false},
    {"-nl", false},
    {"nl--NL", false},
    {"nl-NL-BE", false},
    {"nl-Nederland1", false},
    {"12", false},
    {"nl-N\xC3\x8B", false},
    {"en-x", false},
    {"zh-TW-Hant", false},
    {"nl NL", false},
    {"nl-4ab", false},
};

static void tags(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        print_message("case %s\n", cases[i].tag);
        assert_int_equal(gr_is_language_tag(gr_str_of(cases[i].tag)), cases[i].fits);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(tags)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
