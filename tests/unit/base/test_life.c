#include "check.h"

#include "base/life.h"

static void words_and_back(void **state)
{
    (void)state;
    for (int status = GR_LIFE_NONE + 1; status < GR_LIFE__COUNT; status++) {
        gr_life_status got = GR_LIFE_NONE;
        assert_true(gr_life_parse(gr_str_of(gr_life_words[status]), &got));
        assert_int_equal(got, status);
    }
}

static void what_is_no_status(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "none", "Concept", "vastgesteld", "adopted "};
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        gr_life_status got = GR_LIFE_ADOPTED;
        print_message("case %zu: %s\n", i, bad[i]);
        assert_false(gr_life_parse(gr_str_of(bad[i]), &got));
        assert_int_equal(got, GR_LIFE_ADOPTED);
    }
}

static void a_concept_is_not_released(void **state)
{
    (void)state;
    static const bool want[GR_LIFE__COUNT] = {
        [GR_LIFE_OFFERED] = true, [GR_LIFE_ADOPTED] = true, [GR_LIFE_CORRECTED] = true};
    for (int status = GR_LIFE_NONE; status < GR_LIFE__COUNT; status++) {
        gr_life life = {.status = (gr_life_status)status};
        assert_int_equal(gr_life_is_released(&life), want[status]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(words_and_back),
                                       cmocka_unit_test(what_is_no_status),
                                       cmocka_unit_test(a_concept_is_not_released)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
