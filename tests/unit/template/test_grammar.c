#include "check.h"

#include "template/style_read.h"
#include "template/template.h"

static const gr_xml_grammar *const grammars[] = {&gr_data_grammar, &gr_report_grammar,
                                                 &gr_style_grammar};
#define N_GRAMMARS (sizeof grammars / sizeof grammars[0])

static const gr_xml_rule *rule_named(const gr_xml_grammar *grammar, gr_str name)
{
    for (size_t i = 0; i < grammar->n_rules; i++) {
        if (gr_str_is(name, grammar->rules[i].name)) {
            return &grammar->rules[i];
        }
    }
    return NULL;
}

static const char *group_members(const gr_xml_grammar *grammar, gr_str name)
{
    for (size_t i = 0; i < grammar->n_groups; i++) {
        if (gr_str_is(name, grammar->groups[i].name)) {
            return grammar->groups[i].members;
        }
    }
    return NULL;
}

/** Every name of an element in `words` has a rule, every %group a list of such names. */
static void check_words(const gr_xml_grammar *grammar, const char *words)
{
    gr_str rest = gr_str_of(words);
    gr_str word = GR_LIT("");
    while (gr_str_split(&rest, ' ', &word)) {
        bool group = gr_str_starts(word, GR_LIT("%"));
        const char *members =
            group ? group_members(grammar, gr_str_sub(word, 1, SIZE_MAX)) : "none";
        if ((!group && rule_named(grammar, word) == NULL) || members == NULL) {
            fail_msg("%s: no rule for " GR_FMT, grammar->ns, GR_ARG(word));
        }
    }
}

static void children_have_rules(void **state)
{
    (void)state;
    for (size_t g = 0; g < N_GRAMMARS; g++) {
        assert_non_null(rule_named(grammars[g], gr_str_of(grammars[g]->root)));
        for (size_t i = 0; i < grammars[g]->n_rules; i++) {
            const gr_xml_rule *rule = &grammars[g]->rules[i];
            bool holds = rule->content == GR_XML_ELEMENTS || rule->content == GR_XML_MIXED;
            assert_true(holds == (rule->children != NULL));
            check_words(grammars[g], rule->children);
        }
        for (size_t i = 0; i < grammars[g]->n_groups; i++) {
            check_words(grammars[g], grammars[g]->groups[i].members);
        }
    }
}

/** A name twice in one table would give one meaning to two attributes. */
static void names_once(void **state)
{
    (void)state;
    for (size_t g = 0; g < N_GRAMMARS; g++) {
        for (size_t i = 0; i < grammars[g]->n_rules; i++) {
            const gr_xml_rule *rule = &grammars[g]->rules[i];
            assert_ptr_equal(rule_named(grammars[g], gr_str_of(rule->name)), rule);
            const gr_xml_attr_rule *attrs = rule->attrs;
            for (size_t a = 0; attrs != NULL && attrs[a].name != NULL; a++) {
                for (size_t b = 0; b < a; b++) {
                    if (gr_str_is(gr_str_of(attrs[a].name), attrs[b].name)) {
                        fail_msg("%s: '%s' has '%s' twice", grammars[g]->ns, rule->name,
                                 attrs[a].name);
                    }
                }
                bool chosen = attrs[a].kind == GR_XML_A_CHOICE || attrs[a].kind == GR_XML_A_WORDS;
                assert_true(chosen == (attrs[a].choices != NULL));
                assert_non_null(attrs[a].about);
            }
        }
    }
}

/** Rules and elements.def say the same names, and every element but those of Markdown has a rule.
 */
static void elements_have_rules(void **state)
{
    (void)state;
    for (size_t g = 0; g < 2; g++) {
        for (size_t i = 0; i < grammars[g]->n_rules; i++) {
            const gr_xml_rule *rule = &grammars[g]->rules[i];
            assert_string_equal(rule->name, gr_element_names[rule->kind]);
        }
    }
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
        cmocka_unit_test(children_have_rules),
        cmocka_unit_test(names_once),
        cmocka_unit_test(elements_have_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
