/* Names of files against the patterns of a <match>. */
#include <stdio.h>

#include "check.h"
#include "files_priv.h"

typedef struct pattern_case {
    const char *patterns, *name;
    bool fits;
} pattern_case;
static const pattern_case cases[] = {
    {"*.xml", "a.xml", true},
    {"*.xml", "A.XML", true},
    {"*.XML", "a.xml", true},
    {"*.xml", ".xml", true},
    {"*.xml", "a.xml.bak", false},
    {"*.xml", "sub/a.xml", false},
    {"*.xaf | *.xml", "a.xml", true},
    {"*.xaf|*.xml", "a.xaf", true},
    {"*.xaf | *.xml", "a.gml", false},
    {"sub/*.xml", "sub/a.xml", true},
    {"sub/*.xml", "a.xml", false},
    {"sub/*.xml", "sub/b/a.xml", false},
    {"**/*.xml", "a.xml", true},
    {"**/*.xml", "b/c/a.xml", true},
    {"**.xml", "b/c/a.xml", true},
    {"b/**/a.xml", "b/c/d/a.xml", true},
    {"**/x*.xml", "a/xb/x.xml", true},
    {"**/x*y*.xml", "a/xb/x.xml", false},
    {"**/x*y*.xml", "x/y/xay1.xml", true},
    {"kas ?.xml", "kas 1.xml", true},
    {"kas ?.xml", "kas 12.xml", false},
    {"a?b.xml", "a/b.xml", false},
    {"a*b*c", "abbc", true},
    {"a*b*c", "abbcd", false},
    {"*", "", true},
    {"?", "", false},
    {"**", "a/b", true},
    {"begroting.xml", "Begroting.xml", true},
};

static void names_fit_patterns(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        bool fits = gr_file_fits(gr_str_of(cases[i].patterns), gr_str_of(cases[i].name));
        if (fits != cases[i].fits) {
            fail_msg("case %zu: '%s' and '%s'", i, cases[i].patterns, cases[i].name);
        }
    }
}

/** Many stars against a long name end in time: each tries again what only the last two took. */
static void many_stars_end(void **state)
{
    (void)state;
    char name[4000];
    memset(name, 'a', sizeof(name));
    assert_false(
        gr_file_fits(GR_LIT("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b"), (gr_str){name, sizeof(name)}));
    assert_false(
        gr_file_fits(GR_LIT("**a**a**a**a**a**a**a**a**a**a*b"), (gr_str){name, sizeof(name)}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_fit_patterns),
                                       cmocka_unit_test(many_stars_end)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
