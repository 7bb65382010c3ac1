/* The wording of faults in descriptors: what was found, and what would do. */
#include "tree_faults.h"

#include "base/arena.h"
#include "base/intern.h"
#include "base/utf8.h"

#define MAX_LISTED       8  /* names in "here may stand" */
#define MAX_PARENTS      6  /* names in "it may stand in" */
#define MAX_QUOTED       20 /* characters of stray text  */
#define MAX_VALUE_QUOTED 40 /* characters of a value     */

static gr_str first_chars(gr_str text, size_t n)
{
    size_t at = 0;
    while (n > 0 && at < text.len && text.ptr[at] != '\n' && text.ptr[at] != '\r') {
        (void)gr_utf8_step(text, &at);
        n--;
    }
    return gr_str_sub(text, 0, at);
}

static gr_str listed(gr_xml_checker *check, const gr_str *names, size_t n, size_t most)
{
    gr_buf list = gr_buf_make(check->arena, 2000);
    for (size_t i = 0; i < n && i < most; i++) {
        gr_buf_addf(&list, "%s" GR_FMT, i == 0 ? "" : ", ", GR_ARG(names[i]));
    }
    if (n > most) {
        gr_buf_add(&list, GR_LIT(", ..."));
    }
    return gr_buf_view(&list);
}

static gr_str advice(gr_xml_checker *check, gr_str name, const gr_str *names, size_t n,
                     const char *else_says)
{
    gr_str near = gr_suggest(name, names, n);
    if (near.len > 0) {
        return gr_str_fmt(check->arena, "did you mean '" GR_FMT "'?", GR_ARG(near));
    }
    if (n == 0) {
        return gr_str_fmt(check->arena, "%s nothing", else_says);
    }
    return gr_str_fmt(check->arena, "%s " GR_FMT, else_says,
                      GR_ARG(listed(check, names, n, MAX_LISTED)));
}

/* ---- namespace and root ---- */

static bool is_digits(gr_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
    }
    return text.len > 0;
}

/* The grammar of the same kind in another version: urn:griffie:<kind>:<n>. */
static const gr_xml_grammar *other_version(gr_str ns, const gr_xml_grammar *const *grammars,
                                           size_t n)
{
    for (size_t i = 0; i < n; i++) {
        gr_str own = gr_str_of(grammars[i]->ns);
        size_t stem = own.len;
        while (stem > 0 && own.ptr[stem - 1] != ':') {
            stem--;
        }
        if (stem > 0 && gr_str_starts(own, GR_LIT("urn:griffie:")) &&
            gr_str_starts(ns, gr_str_sub(own, 0, stem)) &&
            is_digits(gr_str_sub(ns, stem, ns.len))) {
            return grammars[i];
        }
    }
    return NULL;
}

static gr_str all_namespaces(gr_xml_checker *check, const gr_xml_grammar *const *grammars, size_t n)
{
    gr_buf list = gr_buf_make(check->arena, 2000);
    for (size_t i = 0; i < n; i++) {
        gr_buf_addf(&list, "%s<%s xmlns=\"%s\">",
                    i == 0       ? ""
                    : i + 1 == n ? " or "
                                 : ", ",
                    grammars[i]->root, grammars[i]->ns);
    }
    return gr_buf_view(&list);
}

void gr_xml_fault_namespace(gr_xml_checker *check, gr_loc at, const gr_xml_start *root,
                            const gr_xml_grammar *const *grammars, size_t n)
{
    const gr_xml_grammar *other = other_version(root->ns, grammars, n);
    gr_str ns = first_chars(root->ns, MAX_VALUE_QUOTED),
           name = first_chars(root->name, MAX_VALUE_QUOTED);
    check->faults++;
    if (other != NULL) {
        gr_diag_report(check->diag, at, GR_CODE_NAMESPACE_UNKNOWN,
                       "'" GR_FMT "'; this griffie reads '%s'; 'griffie migrate' brings an older "
                       "descriptor to it, a newer one needs a newer griffie",
                       GR_ARG(ns), other->ns);
    } else if (ns.len == 0) {
        gr_diag_report(check->diag, at, GR_CODE_NAMESPACE_UNKNOWN,
                       "'" GR_FMT "' has no namespace; it should begin with " GR_FMT, GR_ARG(name),
                       GR_ARG(all_namespaces(check, grammars, n)));
    } else {
        gr_diag_report(check->diag, at, GR_CODE_NAMESPACE_UNKNOWN,
                       "'" GR_FMT "'; it should begin with " GR_FMT, GR_ARG(ns),
                       GR_ARG(all_namespaces(check, grammars, n)));
    }
}

void gr_xml_fault_root(gr_xml_checker *check, gr_loc at, gr_str name)
{
    check->faults++;
    gr_diag_report(check->diag, at, GR_CODE_ELEMENT_UNKNOWN,
                   "'" GR_FMT "' as outermost element; with this namespace it must be '%s'",
                   GR_ARG(first_chars(name, MAX_VALUE_QUOTED)), check->grammar->root);
}

/* ---- elements, attributes, text ---- */

/* The elements that may hold `name`, when it is known at all. */
static gr_str homes(gr_xml_checker *check, gr_str name)
{
    gr_str *parents = NULL;
    size_t n = 0, cap = 0;
    const gr_xml_rule *rule;
    for (size_t i = 0; (rule = gr_xml_rule_at(check->grammar, i)) != NULL; i++) {
        if (gr_xml_allows(check->grammar, rule, name)) {
            *GR_PUSH(check->arena, parents, n, cap, gr_str) = gr_str_of(rule->name);
        }
    }
    return listed(check, parents, n, MAX_PARENTS);
}

void gr_xml_fault_element(gr_xml_checker *check, const gr_xml_elem *parent, gr_loc at, gr_str name,
                          bool same_ns)
{
    gr_str *allowed = NULL, home = same_ns ? homes(check, name) : GR_LIT("");
    gr_str quoted = first_chars(name, MAX_VALUE_QUOTED);
    size_t n = gr_xml_allowed(check->grammar, parent->rule, check->arena, &allowed);
    check->faults++;
    if (!same_ns) {
        gr_diag_report(check->diag, at, GR_CODE_ELEMENT_UNKNOWN,
                       "'" GR_FMT "' is of another namespace than '" GR_FMT "'", GR_ARG(quoted),
                       GR_ARG(parent->name));
    } else if (home.len > 0) {
        gr_diag_report(check->diag, at, GR_CODE_ELEMENT_PLACE,
                       "'" GR_FMT "' is known, but not allowed in '" GR_FMT
                       "'; it may stand in " GR_FMT "; here may stand: " GR_FMT,
                       GR_ARG(quoted), GR_ARG(parent->name), GR_ARG(home),
                       GR_ARG(n == 0 ? GR_LIT("nothing") : listed(check, allowed, n, MAX_LISTED)));
    } else {
        gr_diag_report(check->diag, at, GR_CODE_ELEMENT_UNKNOWN,
                       "'" GR_FMT "' in '" GR_FMT "'; " GR_FMT, GR_ARG(quoted),
                       GR_ARG(parent->name),
                       GR_ARG(advice(check, name, allowed, n, "here may stand:")));
    }
}

/* The elements that may carry attribute `name`, when it is known at all. */
static gr_str carriers(gr_xml_checker *check, gr_str name)
{
    gr_str *elements = NULL;
    size_t n = 0, cap = 0;
    const gr_xml_rule *rule;
    for (size_t i = 0; (rule = gr_xml_rule_at(check->grammar, i)) != NULL; i++) {
        for (const gr_xml_attr_rule *attr = rule->attrs; attr != NULL && attr->name != NULL;
             attr++) {
            if (gr_str_is(name, attr->name)) {
                *GR_PUSH(check->arena, elements, n, cap, gr_str) = gr_str_of(rule->name);
            }
        }
    }
    return listed(check, elements, n, MAX_PARENTS);
}

void gr_xml_fault_attribute(gr_xml_checker *check, const gr_xml_elem *elem, gr_loc at,
                            const gr_xml_raw_attr *raw)
{
    gr_str *allowed = NULL, home = raw->prefix.len > 0 ? raw->prefix : carriers(check, raw->name);
    size_t n = gr_xml_attributes_allowed(check->grammar, elem->rule, check->arena, &allowed);
    check->faults++;
    if (home.len > 0 && raw->prefix.len == 0) {
        gr_diag_report(check->diag, at, GR_CODE_ATTRIBUTE_PLACE,
                       "'" GR_FMT "' is known, but not allowed on '" GR_FMT
                       "'; it may stand on " GR_FMT "; this may carry: " GR_FMT,
                       GR_ARG(raw->name), GR_ARG(elem->name), GR_ARG(home),
                       GR_ARG(n == 0 ? GR_LIT("nothing") : listed(check, allowed, n, MAX_LISTED)));
        return;
    }
    gr_diag_report(check->diag, at, GR_CODE_ATTRIBUTE_UNKNOWN,
                   "'" GR_FMT "%s" GR_FMT "' on '" GR_FMT "'; " GR_FMT, GR_ARG(raw->prefix),
                   raw->prefix.len > 0 ? ":" : "", GR_ARG(first_chars(raw->name, MAX_VALUE_QUOTED)),
                   GR_ARG(elem->name),
                   GR_ARG(advice(check, raw->name, allowed, n, "it may carry:")));
}

void gr_xml_fault_text(gr_xml_checker *check, const gr_xml_elem *elem, gr_loc at, gr_str text)
{
    gr_str trimmed = gr_str_trim(text), quoted = first_chars(trimmed, MAX_QUOTED);
    const char *rest = quoted.len < trimmed.len ? "..." : "";
    check->faults++;
    if (elem->rule->content == GR_XML_EMPTY) {
        gr_diag_report(check->diag, at, GR_CODE_TEXT_STRAY,
                       "'" GR_FMT "%s' in '" GR_FMT "', which must be empty; remove it",
                       GR_ARG(quoted), rest, GR_ARG(elem->name));
    } else {
        gr_diag_report(check->diag, at, GR_CODE_TEXT_STRAY,
                       "'" GR_FMT "%s' in '" GR_FMT "'; put it in an element or remove it",
                       GR_ARG(quoted), rest, GR_ARG(elem->name));
    }
}

void gr_xml_check_value(gr_xml_checker *check, const gr_xml_attr_rule *rule, gr_loc at,
                        gr_str value)
{
    gr_str accepted = GR_LIT("");
    if (gr_xml_value_fits(rule, value, check->arena, &accepted)) {
        return;
    }
    gr_str quoted = first_chars(value, MAX_VALUE_QUOTED);
    check->faults++;
    gr_diag_report(check->diag, at, GR_CODE_ATTRIBUTE_VALUE, "%s=\"" GR_FMT "%s\"; " GR_FMT,
                   rule->name, GR_ARG(quoted), quoted.len < value.len ? "..." : "",
                   GR_ARG(accepted));
}

void gr_xml_check_required(gr_xml_checker *check, const gr_xml_elem *elem)
{
    const gr_xml_attr_rule *const tables[] = {elem->rule->attrs, check->grammar->common};
    for (size_t i = 0; i < 2; i++) {
        for (const gr_xml_attr_rule *rule = tables[i]; rule != NULL && rule->name != NULL; rule++) {
            if (rule->required && gr_xml_find(elem, rule->name) == NULL) {
                check->faults++;
                gr_diag_report(check->diag, elem->at, GR_CODE_ATTRIBUTE_MISSING,
                               "'%s' on '" GR_FMT "'; add %s=\"...\"%s%s", rule->name,
                               GR_ARG(elem->name), rule->name, rule->about != NULL ? ": " : "",
                               rule->about != NULL ? rule->about : "");
            }
        }
    }
}
