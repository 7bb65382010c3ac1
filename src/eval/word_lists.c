#include "eval/eval.h"

/* Owns what a <glossary> lists: the words that its edition uses, and those that explain them, in
 * the order of the language. */
#include "base/arena.h"
#include "words_priv.h"

gr_glossary *gr_words_new(gr_arena *arena)
{
    return GR_NEW(arena, gr_glossary);
}

static gr_str explanation(gr_arena *arena, const gr_explained *word)
{
    return word->full.len == 0 ? word->meaning
           : word->meaning.len == 0
               ? word->full
               : gr_str_fmt(arena, GR_FMT ": " GR_FMT, GR_ARG(word->full), GR_ARG(word->meaning));
}

/* What a list says uses words too: these are listed as well. */
static void close_uses(gr_glossary *words, gr_arena *arena)
{
    bool more = true;
    while (more) {
        more = false;
        for (size_t i = 0; i < words->n; i++) {
            const gr_explained *says = &words->words[i];
            gr_str text = says->used && !says->known ? explanation(arena, says) : GR_LIT("");
            for (size_t k = 0; k < words->n; k++) {
                gr_explained *word = &words->words[k];
                for (size_t f = 0; f < word->n_forms && !word->used; f++) {
                    word->used = gr_word_in(text, word->forms[f]);
                    more = more || word->used;
                }
            }
        }
    }
}

static bool takes(const gr_tnode *node, const gr_explained *word)
{
    gr_str list = gr_tnode_value(node, "list");
    bool kind = list.len == 0 || gr_str_is(list, "all") ||
                gr_str_is(list, word->term ? "terms" : "abbreviations");
    return word->used && !word->known && kind;
}

static gr_status add_page(gr_expander *expander, const gr_explained *word, gr_node *into)
{
    gr_node *page = NULL;
    if (word->first == NULL) {
        return GR_OK;
    }
    if (word->first->anchor.len == 0) { /* no id of a descriptor has such a sign */
        word->first->anchor =
            gr_str_fmt(expander->doc->arena, "w'" GR_FMT, GR_ARG(word->forms[0].text));
    }
    gr_str label = gr_label_text(expander->report->house, "page-short");
    gr_str lead = gr_str_fmt(expander->arena, " (" GR_FMT "\xc2\xa0", GR_ARG(label));
    GR_TRY(gr_expander_add_text(expander, into, lead, into->at));
    GR_TRY(gr_expander_add(expander, into, GR_K_PAGE_REF, into->at, &page));
    page->as.page_ref.to = word->first->anchor;
    return gr_expander_add_text(expander, into, GR_LIT(")"), into->at);
}

static gr_status add_item(gr_expander *expander, const gr_glossary_list *of,
                          const gr_explained *word)
{
    gr_node *item = NULL, *paragraph = NULL, *span = NULL;
    gr_style_id style = gr_list_style(of->list);
    gr_loc at = word->at;
    GR_TRY(gr_expander_add_styled(expander, of->list, GR_K_ITEM, at, style, &item));
    GR_TRY(gr_expander_add_styled(expander, item, GR_K_PARAGRAPH, at, style, &paragraph));
    GR_TRY(gr_expander_add(expander, paragraph, GR_K_SPAN, at, &span));
    span->as.span.bold = true;
    GR_TRY(gr_expander_add_text(expander, span, word->forms[0].text, at));
    GR_TRY(gr_expander_add_styled(expander, item, GR_K_PARAGRAPH, at, style, &paragraph));
    gr_str says = explanation(expander->arena, word);
    GR_TRY(gr_expander_add_text(expander, paragraph, says, at));
    GR_TRY(gr_words_mark(expander, paragraph, true));
    return gr_tnode_flag(of->node, "pages", false) ? add_page(expander, word, paragraph) : GR_OK;
}

/* A list of nothing says so: it may stand below a heading. */
static gr_status say_none(gr_expander *expander, const gr_glossary_list *of)
{
    gr_node *item = NULL, *paragraph = NULL;
    gr_style_id style = gr_list_style(of->list);
    gr_loc at = of->node->at;
    of->list->as.list.type = GR_LIST_TERMS;
    GR_TRY(gr_expander_add_styled(expander, of->list, GR_K_ITEM, at, style, &item));
    GR_TRY(gr_expander_add_styled(expander, item, GR_K_PARAGRAPH, at, style,
                                  &paragraph)); /* no term */
    GR_TRY(gr_expander_add_styled(expander, item, GR_K_PARAGRAPH, at, style, &paragraph));
    gr_str words = gr_label_text(expander->report->house, "glossary-none");
    return gr_expander_add_text(expander, paragraph, words, at);
}

static gr_status fill(gr_expander *expander, const gr_glossary_list *of)
{
    const gr_glossary *words = expander->words;
    gr_value *keys = GR_NEW_N(expander->arena, gr_value, words->n + 1);
    const gr_explained **taken = GR_NEW_N(expander->arena, const gr_explained *, words->n + 1);
    uint32_t *order = GR_NEW_N(expander->arena, uint32_t, words->n + 1), n = 0;
    for (size_t i = 0; i < words->n; i++) {
        if (takes(of->node, &words->words[i])) {
            keys[n] = (gr_value){.type = GR_T_TEXT, .as.text = words->words[i].forms[0].text};
            taken[n++] = &words->words[i];
        }
    }
    if (n == 0) {
        return say_none(expander, of);
    }
    expander->context->at = of->node->at;
    GR_TRY(gr_keys_order(expander->context, keys, n, order));
    for (uint32_t i = 0; i < n; i++) {
        GR_TRY(add_item(expander, of, taken[order[i]]));
    }
    return GR_OK;
}

gr_status gr_words_list(gr_expander *expander)
{
    gr_glossary *words = expander->words;
    close_uses(words, expander->arena);
    for (size_t i = 0; i < words->n_lists; i++) {
        GR_TRY(fill(expander, &words->lists[i]));
    }
    return GR_OK;
}

gr_status gr_words_finish(gr_expander *expander)
{
    gr_glossary *words = expander->words;
    if (!expander->report->has_terms) {
        for (size_t i = 0; i < words->n_lists; i++) {
            gr_diag_report_open(expander->context->diag, words->lists[i].node->at,
                                GR_CODE_GLOSSARY_EMPTY,
                                "no <terms> says what words mean; write <terms><abbreviation "
                                "short=... full=.../></terms> in the report or in a fragment");
            expander->failed = true;
        }
        return GR_OK;
    }
    GR_TRY(gr_words_mark(expander, expander->doc->root, false));
    return gr_words_list(expander);
}
