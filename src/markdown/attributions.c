#include "convert.h"

/* Owns the last line of a quotation when it says who it is from: "-- who". Several such lines under
 * each other are what people say to each other, and so are words. */

static bool is_paragraph(cmark_node *node)
{
    return node != NULL && cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH;
}

static bool is_break(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    return type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK;
}

/** Bytes of the mark that a text begins with, its space included; 0: none. */
static size_t mark_of(const gr_md_tree *tree, cmark_node *text)
{
    static const char *const marks[] = {"-- ", "\xE2\x80\x94 "};
    if (cmark_node_get_type(text) != CMARK_NODE_TEXT) {
        return 0;
    }
    gr_str chars = gr_str_of(cmark_node_get_literal(text));
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        gr_str mark = gr_str_of(marks[i]);
        bool signs = tree->text->without.ptr[gr_md_node_offset(tree, text)] == mark.ptr[0];
        if (signs && gr_str_starts(chars, mark)) { /* else a backslash stands before it */
            return mark.len;
        }
    }
    return 0;
}

static cmark_node *last_of(cmark_node *quote)
{
    cmark_node *last = NULL;
    for (cmark_node *c = cmark_node_first_child(quote); c != NULL; c = cmark_node_next(c)) {
        last = c;
    }
    return last;
}

cmark_node *gr_md_attribution(const gr_md_tree *tree, cmark_node *quote)
{
    cmark_node *paragraph = last_of(quote), *found = NULL;
    bool begins = true;
    unsigned n = 0;
    if (!is_paragraph(paragraph)) {
        return NULL;
    }
    for (cmark_node *c = cmark_node_first_child(paragraph); c != NULL; c = cmark_node_next(c)) {
        bool marked = begins && mark_of(tree, c) > 0;
        found = marked ? c : found;
        n += marked ? 1 : 0;
        begins = is_break(c);
    }
    bool alone =
        found == cmark_node_first_child(paragraph) && paragraph == cmark_node_first_child(quote);
    return n == 1 && !alone ? found : NULL;
}

/** Of the quotation that ends with this paragraph. */
static cmark_node *attribution_in(const gr_md_tree *tree, cmark_node *paragraph)
{
    cmark_node *quote = cmark_node_parent(paragraph);
    bool ends = quote != NULL && cmark_node_get_type(quote) == CMARK_NODE_BLOCK_QUOTE &&
                cmark_node_next(paragraph) == NULL;
    return ends ? gr_md_attribution(tree, quote) : NULL;
}

bool gr_md_is_attribution(const gr_md_tree *tree, cmark_node *paragraph)
{
    cmark_node *by = attribution_in(tree, paragraph);
    return by != NULL && by == cmark_node_first_child(paragraph);
}

void gr_md_words(gr_md_tree *tree, cmark_node *paragraph, gr_tnode *into)
{
    cmark_node *by = attribution_in(tree, paragraph);
    gr_md_inlines_between(tree, cmark_node_first_child(paragraph),
                          by == NULL ? NULL : cmark_node_previous(by), into);
}

void gr_md_attribute(gr_md_tree *tree, cmark_node *quote, gr_tnode *made)
{
    cmark_node *by = gr_md_attribution(tree, quote);
    if (by == NULL) {
        return;
    }
    gr_str words = gr_str_of(cmark_node_get_literal(by));
    words = gr_str_sub(words, mark_of(tree, by), SIZE_MAX);
    if (gr_md_is_attribution(tree, last_of(quote))) {
        gr_md_give_id(tree, last_of(quote), made);
    }
    (void)cmark_node_set_literal(by, gr_str_dup(tree->text->parse->arena, words).ptr);
    gr_md_add_plain_between(tree, by, NULL, made, "who",
                            "who says it is words and figures only; take the rest out");
}
