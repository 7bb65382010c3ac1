/* Owns <style>: rules for elements, classes, ids and their joints ("rect.town"), in lists. What
 * asks for more of a selector is refused, as what it means would not be shown. */
#include "svg_priv.h"

#define WEIGHT_ID    10000u
#define WEIGHT_CLASS 100u
#define MOST_RULES   1000

struct gr_svg_rule {
    gr_str selector, declarations;
    unsigned weight;
    gr_svg_rule *next;
};

/** Without comments, which become spaces. */
static gr_str without_comments(gr_svg *svg, gr_str text)
{
    gr_buf out = gr_buf_make(svg->arena, text.len + 1);
    while (text.len > 0) {
        size_t open = gr_str_find(text, GR_LIT("/*"));
        gr_buf_add(&out, gr_str_sub(text, 0, open));
        text = open == SIZE_MAX ? GR_LIT("") : gr_str_sub(text, open + 2, text.len);
        size_t close = gr_str_find(text, GR_LIT("*/"));
        text = close == SIZE_MAX ? GR_LIT("") : gr_str_sub(text, close + 2, text.len);
        gr_buf_add_char(&out, ' ');
    }
    return gr_buf_view(&out);
}

static bool is_name_sign(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || (unsigned char)c >= 0x80;
}

/** "rect", ".town", "#north", "*" at the front of `rest`; its sign is '\0', '.', '#' or '*'. */
static bool next_part(gr_str *rest, char *sign, gr_str *name)
{
    char c = rest->ptr[0];
    size_t at = c == '.' || c == '#' || c == '*' ? 1 : 0, from = at;
    while (at < rest->len && c != '*' && is_name_sign(rest->ptr[at])) {
        at++;
    }
    *sign = from == 1 ? c : '\0';
    *name = gr_str_sub(*rest, from, at - from);
    *rest = gr_str_sub(*rest, at, rest->len);
    return name->len > 0 || c == '*';
}

static bool weigh(gr_str selector, unsigned *out)
{
    *out = 0;
    if (selector.len == 0) {
        return false;
    }
    while (selector.len > 0) {
        char sign = '\0';
        gr_str name;
        if (!next_part(&selector, &sign, &name)) {
            return false;
        }
        *out += sign == '#' ? WEIGHT_ID : sign == '.' ? WEIGHT_CLASS : sign == '*' ? 0 : 1;
    }
    return true;
}

/** Behind those that weigh as much: what comes later wins. */
static void put_rule(gr_svg *svg, gr_svg_rule *rule)
{
    gr_svg_rule **place = &svg->rules;
    while (*place != NULL && (*place)->weight <= rule->weight) {
        place = &(*place)->next;
    }
    rule->next = *place;
    *place = rule;
}

static bool take_rule(gr_svg *svg, const gr_svg_elem *style, gr_str selectors, gr_str declarations)
{
    gr_str selector;
    while (gr_str_split(&selectors, ',', &selector)) {
        unsigned weight = 0;
        selector = gr_str_trim(selector);
        if (!weigh(selector, &weight)) {
            return gr_svg_fails(svg, style->at,
                                "the rule for '" GR_FMT
                                "' is not understood; a rule is for an element, .class or #id; "
                                "write style= at what it is for",
                                GR_ARG(selector));
        }
        if (++svg->n_rules > MOST_RULES) {
            return gr_svg_fails(svg, style->at,
                                "more than %d rules; write style= at what they are for",
                                MOST_RULES);
        }
        gr_svg_rule *rule = GR_NEW(svg->arena, gr_svg_rule);
        *rule = (gr_svg_rule){.selector = selector, .declarations = declarations, .weight = weight};
        put_rule(svg, rule);
    }
    return true;
}

bool gr_css_read(gr_svg *svg, const gr_svg_elem *style)
{
    gr_str text = gr_str_trim(without_comments(svg, style->text));
    gr_str media = gr_svg_attr_value(style, "media"), type = gr_svg_attr_value(style, "type");
    if ((type.len > 0 && !gr_str_is(type, "text/css")) ||
        (media.len > 0 && !gr_words_hold("all print screen", media))) {
        return gr_svg_fails(svg, style->at,
                            "a <style> that is not for everything: leave out type= "
                            "and media=, or the element");
    }
    while (text.len > 0) {
        size_t open = gr_str_find(text, GR_LIT("{"));
        size_t close = gr_str_find(text, GR_LIT("}"));
        if (text.ptr[0] == '@') {
            return gr_svg_fails(svg, style->at,
                                "'" GR_FMT "': rules that depend on something, or that are "
                                "elsewhere, are not followed; write what holds",
                                GR_ARG(gr_str_sub(text, 0, 24)));
        }
        if (open == SIZE_MAX || close == SIZE_MAX || close < open) {
            return gr_svg_fails(svg, style->at, "a rule without { or } at '" GR_FMT "'",
                                GR_ARG(gr_str_sub(text, 0, 24)));
        }
        if (!take_rule(svg, style, gr_str_sub(text, 0, open),
                       gr_str_trim(gr_str_sub(text, open + 1, close - open - 1)))) {
            return false;
        }
        text = gr_str_trim(gr_str_sub(text, close + 1, text.len));
    }
    return true;
}

bool gr_css_next(gr_declarations *from, gr_str *out_name, gr_str *out_value)
{
    gr_str one = GR_LIT(""), before = from->rest;
    do {
        before = from->rest;
        if (!gr_str_split(&from->rest, ';', &one)) {
            return false;
        }
        one = gr_str_trim(one);
    } while (one.len == 0);
    size_t colon = gr_str_find(one, GR_LIT(":"));
    if (colon == SIZE_MAX) {
        from->rest = before;
        return false;
    }
    *out_name = gr_str_trim(gr_str_sub(one, 0, colon));
    *out_value = gr_str_trim(gr_str_sub(one, colon + 1, one.len));
    return true;
}

static bool has_class(const gr_svg_elem *elem, gr_str name)
{
    gr_str rest = gr_svg_attr_value(elem, "class"), word;
    while (gr_str_split(&rest, ' ', &word)) {
        if (gr_str_eq(word, name)) {
            return true;
        }
    }
    return false;
}

static bool matches(const gr_svg_elem *elem, gr_str selector)
{
    bool all = true;
    while (all && selector.len > 0) {
        char sign = '\0';
        gr_str name;
        (void)next_part(&selector, &sign, &name);
        all = sign == '*'   ? true
              : sign == '.' ? has_class(elem, name)
              : sign == '#' ? gr_str_eq(elem->id, name)
                            : gr_str_is(name, gr_svg_elements[elem->kind].name);
    }
    return all;
}

bool gr_css_match(const gr_svg *svg, const gr_svg_elem *elem, gr_css_visit *visit, void *user)
{
    for (const gr_svg_rule *rule = svg->rules; rule != NULL; rule = rule->next) {
        if (matches(elem, rule->selector) && !visit(user, rule->declarations)) {
            return false;
        }
    }
    return true;
}
