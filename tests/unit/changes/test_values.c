#include "changes/changes.h"
#include "check.h"

static const struct {
    const char *name, *text, *type, *want; /* want NULL: no number and no date */
} cases[] = {
    {"money", "1234.50 EUR", "money", "1234.50 EUR"},
    {"money below zero", "-0.05 EUR", "money", "-0.05 EUR"},
    {"money without cents", "1234 JPY", "money", "1234 JPY"},
    {"money without a currency", "1234.50", "money", NULL},
    {"money of too many places", "1.12345678 EUR", "money", NULL},
    {"whole number", "42", "integer", "42"},
    {"decimal", "30.3", "decimal", "30.3"},
    {"date", "2022-12-31", "date", "2022-12-31"},
    {"text that reads as a number", "42", "text", NULL},
    {"missing", "(missing)", "missing", NULL},
    {"no date", "2022-13-31", "date", NULL},
    {"nothing", "", "", NULL},
};

static void test_values(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_value value = {.type = GR_T_NONE};
        gr_str type = gr_str_of(cases[i].type);
        if (gr_str_is(type, "integer")) { /* as the type is called */
            type = gr_str_of(gr_type_name(GR_T_INT));
        }
        gr_buf back = gr_buf_make(arena, SIZE_MAX);
        bool read = gr_changes_value(gr_str_of(cases[i].text), type, arena, &value);
        if (read) {
            assert_non_null(value.origin);
            gr_value_add(&value, &back);
        }
        check_text(cases[i].name, read ? gr_buf_view(&back) : GR_LIT("none"),
                   cases[i].want == NULL ? "none" : cases[i].want);
    }
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_values)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
