#include "grammar_check.h"

#include "template/template.h"

static void grammars_are_whole(void **state)
{
    (void)state;
    check_grammar(&gr_data_grammar);
    check_grammar(&gr_report_grammar);
}

static void check_names(const gr_xml_grammar *grammar)
{
    for (size_t i = 0; i < grammar->n_rules; i++) {
        assert_string_equal(grammar->rules[i].name, gr_element_names[grammar->rules[i].kind]);
    }
}

/** Rules and elements.def say the same names, and every element but those of Markdown has a rule.
 */
static void elements_have_rules(void **state)
{
    (void)state;
    check_names(&gr_data_grammar);
    check_names(&gr_report_grammar);
    for (size_t e = 0; e < GR_E__COUNT; e++) {
        gr_str name = gr_str_of(gr_element_names[e]);
        bool known = rule_named(&gr_data_grammar, name) != NULL ||
                     rule_named(&gr_report_grammar, name) != NULL;
        assert_true(known == (e != GR_E_HEADING && e != GR_E_RUN));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grammars_are_whole),
        cmocka_unit_test(elements_have_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
