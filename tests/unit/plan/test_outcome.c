/* Outcomes: each has a word of its own, and is told in one way, with a warning or without. */
#include "check.h"

#include "plan/outcome.h"

static void words_lead_back(void **state)
{
    (void)state;
    for (int i = 0; i < GR_EDITION__COUNT; i++) {
        gr_edition_outcome found = GR_EDITION__COUNT;
        assert_true(gr_edition_find(gr_edition_word((gr_edition_outcome)i), &found));
        assert_int_equal(found, i);
    }
    gr_edition_outcome untouched = GR_EDITION_MADE;
    assert_false(gr_edition_find(GR_LIT(""), &untouched));
    assert_false(gr_edition_find(GR_LIT("warned"), &untouched)); /* told, never an outcome */
    assert_int_equal(untouched, GR_EDITION_MADE);
}

static void each_is_told_in_one_way(void **state)
{
    (void)state;
    static const struct {
        gr_edition_outcome outcome;
        const char *told, *warned;
    } cases[] = {
        {GR_EDITION_PLANNED, "failed", "failed"},
        {GR_EDITION_STAGED, "failed", "failed"},
        {GR_EDITION_PUBLISHED, "published", "warned"},
        {GR_EDITION_UNCHANGED, "unchanged", "warned"},
        {GR_EDITION_MADE, "failed", "failed"},
        {GR_EDITION_FAILED, "failed", "failed"},
        {GR_EDITION_BLOCKED, "blocked", "blocked"},
        {GR_EDITION_REFUSED, "refused", "refused"},
        {GR_EDITION_DIFFERS, "warned", "warned"},
    };
    assert_int_equal(sizeof(cases) / sizeof(cases[0]), GR_EDITION__COUNT);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *name = cases[i].told;
        check_text(name, gr_edition_status_word(gr_status_of_outcome(cases[i].outcome, false)),
                   cases[i].told);
        check_text(name, gr_edition_status_word(gr_status_of_outcome(cases[i].outcome, true)),
                   cases[i].warned);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_lead_back),
        cmocka_unit_test(each_is_told_in_one_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
