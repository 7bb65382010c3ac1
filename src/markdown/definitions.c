#include "convert.h"

/* Owns terms that a text explains: a line with the term, and under it what it means, each on a line
 * that begins with ": ". Paragraphs of this form under each other are one list. */

static bool is_break(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    return type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK;
}

static bool explains(cmark_node *text)
{
    return text != NULL && cmark_node_get_type(text) == CMARK_NODE_TEXT &&
           gr_str_starts(gr_str_of(cmark_node_get_literal(text)), GR_LIT(": "));
}

/** The end of the line before the next ": " from `node` on, NULL: there is none. */
static cmark_node *next_mark(const gr_md_tree *tree, cmark_node *node)
{
    while (node != NULL) {
        cmark_node *behind = is_break(node) ? cmark_node_next(node) : NULL;
        bool signs =
            explains(behind) && tree->text->without.ptr[gr_md_node_offset(tree, behind)] == ':';
        if (signs) {
            return node;
        }
        node = cmark_node_next(node);
    }
    return NULL;
}

bool gr_md_is_definition(gr_md_tree *tree, cmark_node *paragraph)
{
    return next_mark(tree, cmark_node_first_child(paragraph)) != NULL;
}

/** The list that the paragraph above began; NULL: it is no definition. */
static gr_tnode *list_above(const gr_md_tree *tree, cmark_node *paragraph, const gr_tnode *into)
{
    gr_tnode *list = into->last;
    cmark_node *above = cmark_node_previous(paragraph);
    if (list == NULL || list->kind != GR_E_DEFINITIONS || above == NULL) {
        return NULL;
    }
    gr_loc at = gr_md_node_place(tree, above), last = list->last->at;
    return at.line == last.line && at.col == last.col ? list : NULL;
}

/** Words behind the mark at `cut` up to the next one; that is what comes back. */
static cmark_node *convert_words(gr_md_tree *tree, cmark_node *cut, gr_tnode *into)
{
    cmark_node *text = cmark_node_next(cut), *end = next_mark(tree, text);
    gr_str words = gr_str_sub(gr_str_of(cmark_node_get_literal(text)), 2, SIZE_MAX);
    (void)cmark_node_set_literal(text, gr_str_dup(tree->text->parse->arena, words).ptr);
    gr_md_inlines_between(tree, text, end, into);
    return end;
}

void gr_md_definition(gr_md_tree *tree, cmark_node *paragraph, gr_tnode *into)
{
    gr_arena *arena = tree->text->parse->arena;
    gr_loc at = gr_md_node_place(tree, paragraph);
    gr_tnode *list = list_above(tree, paragraph, into);
    list = list == NULL ? gr_tnode_new(arena, into, GR_E_DEFINITIONS, at) : list;
    gr_tnode *definition = gr_tnode_new(arena, list, GR_E_DEFINITION, at);
    cmark_node *first = cmark_node_first_child(paragraph), *cut = next_mark(tree, first);
    bool several = next_mark(tree, cmark_node_next(cut)) != NULL;
    gr_md_give_id(tree, paragraph, definition);
    gr_md_add_plain_between(tree, first, cut, definition, "term",
                            "a term has words and figures only; take the rest out");
    while (cut != NULL) {
        gr_loc words = gr_md_node_place(tree, cmark_node_next(cut));
        cut = convert_words(tree, cut,
                            several ? gr_tnode_new(arena, definition, GR_E_P, words) : definition);
    }
}
