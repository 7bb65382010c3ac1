#ifndef GR_TESTS_GRAMMAR_CHECK_H
#define GR_TESTS_GRAMMAR_CHECK_H
/* What every table of a grammar must be. */
#include "check.h"
#include "xml/grammar.h"

static inline const gr_xml_rule *rule_named(const gr_xml_grammar *grammar, gr_str name)
{
    const gr_xml_rule *rule = NULL;
    for (size_t i = 0; (rule = gr_xml_rule_at(grammar, i)) != NULL; i++) {
        if (gr_str_is(name, rule->name)) {
            break;
        }
    }
    return rule;
}

static inline const char *group_members(const gr_xml_grammar *grammar, gr_str name)
{
    for (size_t i = 0; i < grammar->n_groups; i++) {
        if (gr_str_is(name, grammar->groups[i].name)) {
            return grammar->groups[i].members;
        }
    }
    for (size_t p = 0; p < grammar->n_parts; p++) {
        if (grammar->parts[p]->group != NULL && gr_str_is(name, grammar->parts[p]->group)) {
            return grammar->parts[p]->rules[0].name;
        }
    }
    return NULL;
}

/** Every name of an element in `words` has a rule, every %group a list of such names. */
static inline void check_words(const gr_xml_grammar *grammar, const char *words)
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

static inline void check_children(const gr_xml_grammar *grammar)
{
    assert_non_null(rule_named(grammar, gr_str_of(grammar->root)));
    const gr_xml_rule *rule = NULL;
    for (size_t i = 0; (rule = gr_xml_rule_at(grammar, i)) != NULL; i++) {
        bool holds = rule->content == GR_XML_ELEMENTS || rule->content == GR_XML_MIXED;
        assert_true(holds == (rule->children != NULL));
        check_words(grammar, rule->children);
    }
    for (size_t i = 0; i < grammar->n_groups; i++) {
        check_words(grammar, grammar->groups[i].members);
    }
}

/** A name twice in one table would give one meaning to two attributes. */
static inline void check_attrs_once(const gr_xml_grammar *grammar, const gr_xml_rule *rule)
{
    const gr_xml_attr_rule *attrs = rule->attrs;
    for (size_t a = 0; attrs != NULL && attrs[a].name != NULL; a++) {
        for (size_t b = 0; b < a; b++) {
            if (gr_str_is(gr_str_of(attrs[a].name), attrs[b].name)) {
                fail_msg("%s: '%s' has '%s' twice", grammar->ns, rule->name, attrs[a].name);
            }
        }
        bool chosen = attrs[a].kind == GR_XML_A_CHOICE || attrs[a].kind == GR_XML_A_WORDS;
        assert_true(chosen == (attrs[a].choices != NULL));
        assert_non_null(attrs[a].about);
    }
}

static inline void check_grammar(const gr_xml_grammar *grammar)
{
    check_children(grammar);
    const gr_xml_rule *rule = NULL;
    for (size_t i = 0; (rule = gr_xml_rule_at(grammar, i)) != NULL; i++) {
        assert_ptr_equal(rule_named(grammar, gr_str_of(rule->name)), rule);
        check_attrs_once(grammar, rule);
    }
}

#endif
