#include "grammar_check.h"

#include "eval/grammar.h"
#include "expander_priv.h"

static void report_grammar_is_whole(void **state)
{
    (void)state;
    check_grammar(&gr_report_grammar);
}

/** Rules and elements.def say the same names, and every element but those of Markdown has a rule.
 */
static void elements_have_rules(void **state)
{
    (void)state;
    const gr_xml_rule *rule = NULL;
    for (size_t i = 0; (rule = gr_xml_rule_at(&gr_report_grammar, i)) != NULL; i++) {
        assert_string_equal(rule->name, gr_element_names[rule->kind]);
    }
    for (size_t e = 0; e < GR_E__COUNT; e++) {
        gr_str name = gr_str_of(gr_element_names[e]);
        bool known = rule_named(&gr_data_grammar, name) != NULL ||
                     rule_named(&gr_report_grammar, name) != NULL;
        assert_true(known == (e != GR_E_HEADING && e != GR_E_RUN));
    }
}

/** What a block says of itself begins with the block. Sections hold blocks and are none of them. */
static void blocks_say_their_own(void **state)
{
    (void)state;
    static const struct {
        gr_element kind;
        const gr_xml_part *part;
    } blocks[] = {
#define GR_BLOCK(ID, element, name) {GR_E_##ID, &gr_grammar_##name},
#include "template/blocks.def"
#undef GR_BLOCK
    };
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++) {
        const gr_xml_part *part = blocks[i].part;
        bool written = blocks[i].kind != GR_E_HEADING;
        assert_true(written == (part->n_rules > 0));
        if (written) {
            assert_int_equal(part->rules[0].kind, blocks[i].kind);
            bool page = blocks[i].kind == GR_E_SECTION || blocks[i].kind == GR_E_SLIDE;
            assert_true((part->group == NULL) == page);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(report_grammar_is_whole),
        cmocka_unit_test(elements_have_rules),
        cmocka_unit_test(blocks_say_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
