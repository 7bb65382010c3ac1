#include "../words_priv.h"
#include "base/arena.h"
#include "template/report_rows.h"

/* The list of abbreviations and terms that are used. Which these are is known when all is written:
 * word_lists.c. */

static const gr_xml_attr_rule glossary_attrs[] = {
    COMMON,
    KEPT,
    CHOICE("list", "all abbreviations terms", "what is listed"),
    FLAG("pages", "yes: and the page where it is used first"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"glossary", GR_E_GLOSSARY, GR_XML_EMPTY, NULL, glossary_attrs,
     "the abbreviations and terms that are used"},
};
const gr_xml_part gr_grammar_glossary = {rules, N_OF(rules), "block"};

gr_status gr_write_glossary(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_glossary *words = expander->words;
    gr_node *list = NULL;
    bool short_ones = gr_str_is(gr_tnode_value(node, "list"), "abbreviations");
    GR_TRY(gr_open_terms(expander, node, short_ones ? GR_LIST_LINES : GR_LIST_TERMS, into, &list));
    gr_expander_leave(expander, gr_expander_enter(expander, node, list));
    *GR_PUSH(expander->doc->arena, words->lists, words->n_lists, words->cap_lists,
             gr_glossary_list) = (gr_glossary_list){node, list};
    return GR_OK;
}
