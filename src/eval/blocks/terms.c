#include "../words_priv.h"
#include "base/arena.h"
#include "template/report_rows.h"

/* What abbreviations and terms mean. It prints nothing where it stands: word_marks.c explains them
 * where they are used, and a <glossary> lists them. */

static const gr_xml_attr_rule terms_attrs[] = {
    EXPR("if", "they count when yes"),
    FLAG("write-out", "no: full words are not printed at the first use"),
    CHOICE("unknown", "warn ignore", "ignore: capitals that nobody explains are no finding"),
    LAST,
};
static const gr_xml_attr_rule abbreviation_attrs[] = {
    EXPR("if", "it counts when yes"),
    REPEATED,
    PATTERN_NEEDED("short", "as it is written"),
    PATTERN("also", "other ways of writing it, with | between"),
    PATTERN("full", "what it stands for"),
    PATTERN("meaning", "what that is, for the list"),
    FLAG("write-out", "no: its full words are not printed at the first use"),
    FLAG("known", "yes: everybody knows it, so that it is not explained"),
    LAST,
};
static const gr_xml_attr_rule term_attrs[] = {
    EXPR("if", "it counts when yes"),
    REPEATED,
    PATTERN_NEEDED("name", "as it is written"),
    PATTERN("also", "other ways of writing it, with | between"),
    PATTERN_NEEDED("meaning", "what it is"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"terms", GR_E_TERMS, GR_XML_ELEMENTS, "abbreviation term", terms_attrs,
     "what abbreviations and terms mean"},
    {"abbreviation", GR_E_ABBREVIATION, GR_XML_EMPTY, NULL, abbreviation_attrs,
     "an abbreviation and what it stands for"},
    {"term", GR_E_TERM, GR_XML_EMPTY, NULL, term_attrs, "a term and what it means"},
};
const gr_xml_part gr_grammar_terms = {rules, N_OF(rules), "block"};

static gr_status refuse(gr_expander *expander, gr_loc at, const char *why)
{
    gr_diag_report_open(expander->context->diag, at, GR_CODE_ABBREVIATION_FORM, "%s", why);
    expander->failed = true;
    return GR_OK;
}

static const gr_explained *find_form(const gr_glossary *words, gr_str form)
{
    for (size_t i = 0; i < words->n; i++) {
        for (size_t f = 0; f < words->words[i].n_forms; f++) {
            if (gr_str_eq(words->words[i].forms[f].text, form)) {
                return &words->words[i];
            }
        }
    }
    return NULL;
}

static bool same_word(const gr_explained *a, const gr_explained *b)
{
    return a->term == b->term && a->known == b->known && gr_str_eq(a->full, b->full) &&
           gr_str_eq(a->meaning, b->meaning);
}

/* Said twice in the same words it counts once, so that a shared list may hold it too. */
static gr_status keep(gr_expander *expander, gr_explained word)
{
    gr_glossary *words = expander->words;
    for (size_t f = 0; f < word.n_forms; f++) {
        const gr_explained *other = find_form(words, word.forms[f].text);
        if (other != NULL && same_word(other, &word)) {
            return GR_OK;
        }
        if (other != NULL) {
            gr_diag_report_halves(expander->context->diag, word.at, GR_CODE_ABBREVIATION_TWICE,
                                  GR_LIT(""), "'" GR_FMT "'; take out one of both",
                                  GR_ARG(word.forms[f].text));
            gr_diag_note(expander->context->diag, other->at, "the other one");
            expander->failed = true;
            return GR_OK;
        }
    }
    *GR_PUSH(expander->doc->arena, words->words, words->n, words->cap, gr_explained) = word;
    words->explains = words->explains || (!word.term && expander->terms_told);
    return GR_OK;
}

static gr_str text_of(gr_expander *expander, const gr_tnode *node, const char *attr)
{
    return gr_str_trim(gr_expander_text(expander, node, attr));
}

static gr_status write_abbreviation(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    (void)into;
    gr_explained word = {.at = node->at,
                         .known = gr_tnode_flag(node, "known", false),
                         .full = text_of(expander, node, "full"),
                         .meaning = text_of(expander, node, "meaning")};
    gr_str name = text_of(expander, node, "short");
    bool outer = gr_tnode_flag(node->parent, "write-out", true);
    word.write_out = gr_tnode_flag(node, "write-out", outer) && !word.known;
    if (name.len == 0 || gr_str_find(name, GR_LIT(",")) != SIZE_MAX) {
        return refuse(expander, gr_tnode_place(node, "short"),
                      name.len == 0 ? "short= is empty here; write the abbreviation"
                                    : "one <abbreviation> is one abbreviation; write each apart");
    }
    if (word.known == (word.full.len > 0)) {
        return refuse(expander, gr_tnode_place(node, word.known ? "known" : "short"),
                      word.known ? "what everybody knows is not explained; leave out full= or "
                                   "known="
                                 : "it does not say what it stands for; give full=, or "
                                   "known=\"yes\" when everybody knows it");
    }
    word.n_forms = gr_word_forms(expander->doc->arena, name, text_of(expander, node, "also"), false,
                                 &word.forms);
    return keep(expander, word);
}

static gr_status write_term(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    (void)into;
    gr_explained word = {.at = node->at,
                         .term = true,
                         .full = GR_LIT(""),
                         .meaning = text_of(expander, node, "meaning")};
    gr_str name = text_of(expander, node, "name");
    if (name.len == 0 || word.meaning.len == 0) {
        return refuse(expander, gr_tnode_place(node, name.len == 0 ? "name" : "meaning"),
                      "it is empty here; write it, or leave the term out with if=");
    }
    word.n_forms = gr_word_forms(expander->doc->arena, name, text_of(expander, node, "also"), true,
                                 &word.forms);
    return keep(expander, word);
}

gr_status gr_write_terms(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    expander->terms_told = !gr_str_is(gr_tnode_value(node, "unknown"), "ignore");
    if (node->first == NULL) {
        return gr_expand_parts(expander, node, GR_E_ABBREVIATION, into, write_abbreviation);
    }
    GR_TRY(gr_expand_kind(expander, node, GR_E_ABBREVIATION, into, write_abbreviation));
    return gr_expand_kind(expander, node, GR_E_TERM, into, write_term);
}
