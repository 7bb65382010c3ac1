/* Looking things up in the const tables of a grammar. They are small and read once a run. */
#include "base/arena.h"
#include "xml_priv.h"

#define MAX_GROUPS_DEEP 8 /* a group of groups of ...: guards against one that holds itself */

typedef struct name_list {
    gr_arena *arena;
    gr_str *names;
    size_t n, cap;
} name_list;

static void add_name(name_list *list, gr_str name)
{
    for (size_t i = 0; i < list->n; i++) {
        if (gr_str_eq(list->names[i], name)) {
            return;
        }
    }
    *GR_PUSH(list->arena, list->names, list->n, list->cap, gr_str) = name;
}

static const gr_xml_group *find_group(const gr_xml_grammar *grammar, gr_str name)
{
    for (size_t i = 0; i < grammar->n_groups; i++) {
        const char *own = grammar->groups[i].name;
        if (gr_str_is(name, own[0] == '%' ? own + 1 : own)) {
            return &grammar->groups[i];
        }
    }
    return NULL;
}

static bool is_of_group(const gr_xml_part *part, gr_str group)
{
    return part->group != NULL && gr_str_is(group, part->group);
}

static void add_words(const gr_xml_grammar *grammar, const char *words, unsigned deep,
                      name_list *list)
{
    gr_str rest = gr_str_of(words), word;
    while (deep < MAX_GROUPS_DEEP && gr_str_split(&rest, ' ', &word)) {
        if (word.len == 0) {
            continue;
        }
        if (word.ptr[0] != '%') {
            add_name(list, word);
            continue;
        }
        gr_str name = gr_str_sub(word, 1, word.len);
        const gr_xml_group *group = grammar == NULL ? NULL : find_group(grammar, name);
        if (group != NULL) {
            add_words(grammar, group->members, deep + 1, list);
        }
        for (size_t i = 0; grammar != NULL && i < grammar->n_parts; i++) {
            if (is_of_group(grammar->parts[i], name)) {
                add_name(list, gr_str_of(grammar->parts[i]->rules[0].name));
            }
        }
    }
}

static bool parts_hold(const gr_xml_grammar *grammar, gr_str group, gr_str name)
{
    for (size_t i = 0; i < grammar->n_parts; i++) {
        if (is_of_group(grammar->parts[i], group) &&
            gr_str_is(name, grammar->parts[i]->rules[0].name)) {
            return true;
        }
    }
    return false;
}

static bool words_hold(const gr_xml_grammar *grammar, const char *words, unsigned deep, gr_str name)
{
    gr_str rest = gr_str_of(words), word;
    while (deep < MAX_GROUPS_DEEP && gr_str_split(&rest, ' ', &word)) {
        if (gr_str_eq(word, name)) {
            return true;
        }
        if (word.len < 2 || word.ptr[0] != '%') {
            continue;
        }
        gr_str of = gr_str_sub(word, 1, word.len);
        const gr_xml_group *group = find_group(grammar, of);
        if (parts_hold(grammar, of, name) ||
            (group != NULL && words_hold(grammar, group->members, deep + 1, name))) {
            return true;
        }
    }
    return false;
}

const gr_xml_rule *gr_xml_rule_at(const gr_xml_grammar *grammar, size_t i)
{
    if (i < grammar->n_rules) {
        return &grammar->rules[i];
    }
    i -= grammar->n_rules;
    for (size_t p = 0; p < grammar->n_parts; p++) {
        if (i < grammar->parts[p]->n_rules) {
            return &grammar->parts[p]->rules[i];
        }
        i -= grammar->parts[p]->n_rules;
    }
    return NULL;
}

static const gr_xml_rule *find_rule(const gr_xml_rule *rules, size_t n, gr_str name)
{
    for (size_t i = 0; i < n; i++) {
        if (gr_str_is(name, rules[i].name)) {
            return &rules[i];
        }
    }
    return NULL;
}

const gr_xml_rule *gr_xml_rule_find(const gr_xml_grammar *grammar, gr_str name)
{
    const gr_xml_rule *found = find_rule(grammar->rules, grammar->n_rules, name);
    for (size_t p = 0; found == NULL && p < grammar->n_parts; p++) {
        found = find_rule(grammar->parts[p]->rules, grammar->parts[p]->n_rules, name);
    }
    return found;
}

static const gr_xml_attr_rule *find_in(const gr_xml_attr_rule *attrs, gr_str name)
{
    for (const gr_xml_attr_rule *attr = attrs; attr != NULL && attr->name != NULL; attr++) {
        if (gr_str_is(name, attr->name)) {
            return attr;
        }
    }
    return NULL;
}

const gr_xml_attr_rule *gr_xml_attr_rule_find(const gr_xml_grammar *grammar,
                                              const gr_xml_rule *rule, gr_str name)
{
    const gr_xml_attr_rule *own = find_in(rule->attrs, name);
    own = own != NULL ? own : find_in(grammar->common, name);
    return own != NULL ? own : find_in(rule->attrs, GR_LIT("*"));
}

bool gr_xml_has_attr(const gr_xml_grammar *grammar, gr_str element, gr_str name)
{
    const gr_xml_rule *rule = gr_xml_rule_find(grammar, element);
    return find_in(rule->attrs, name) != NULL || find_in(grammar->common, name) != NULL;
}

bool gr_xml_allows(const gr_xml_grammar *grammar, const gr_xml_rule *rule, gr_str name)
{
    return words_hold(grammar, rule->children, 0, name);
}

size_t gr_xml_allowed(const gr_xml_grammar *grammar, const gr_xml_rule *rule, gr_arena *arena,
                      gr_str **out_names)
{
    name_list list = {.arena = arena};
    add_words(grammar, rule->children, 0, &list);
    *out_names = list.names;
    return list.n;
}

size_t gr_xml_attributes_allowed(const gr_xml_grammar *grammar, const gr_xml_rule *rule,
                                 gr_arena *arena, gr_str **out_names)
{
    name_list list = {.arena = arena};
    const gr_xml_attr_rule *const tables[] = {rule->attrs, grammar->common};
    for (size_t i = 0; i < 2; i++) {
        for (const gr_xml_attr_rule *attr = tables[i]; attr != NULL && attr->name != NULL; attr++) {
            if (strcmp(attr->name, "*") != 0) {
                add_name(&list, gr_str_of(attr->name));
            }
        }
    }
    *out_names = list.names;
    return list.n;
}

size_t gr_xml_words(const char *words, gr_arena *arena, gr_str **out_words)
{
    name_list list = {.arena = arena};
    add_words(NULL, words, 0, &list);
    *out_words = list.names;
    return list.n;
}
