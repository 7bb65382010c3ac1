#include "grammar_check.h"

#include "template/template.h"

static void data_grammar_is_whole(void **state)
{
    (void)state;
    check_grammar(&gr_data_grammar);
    for (size_t i = 0; i < gr_data_grammar.n_rules; i++) {
        const gr_xml_rule *rule = &gr_data_grammar.rules[i];
        assert_string_equal(rule->name, gr_element_names[rule->kind]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(data_grammar_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
