#include "convert.h"

/* Owns lists of tasks: "- [ ] to do", "- [x] done". Each item has its sign, or none has. */

typedef enum task { TASK_NOT, TASK_OPEN, TASK_DONE, TASK_ODD } task; /* ODD: meant, and not so */

static cmark_node *first_text(cmark_node *item)
{
    cmark_node *paragraph = cmark_node_first_child(item);
    bool words = paragraph != NULL && cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH;
    cmark_node *text = words ? cmark_node_first_child(paragraph) : NULL;
    return text != NULL && cmark_node_get_type(text) == CMARK_NODE_TEXT ? text : NULL;
}

/** What its words begin with; a backslash before the bracket makes it text. */
static task task_of(const gr_md_tree *tree, cmark_node *item)
{
    cmark_node *text = first_text(item);
    gr_str chars = text == NULL ? GR_LIT("") : gr_str_of(cmark_node_get_literal(text));
    size_t from = gr_md_node_offset(tree, text == NULL ? item : text);
    if (!gr_str_starts(chars, GR_LIT("[")) || tree->text->without.ptr[from] != '[') {
        return TASK_NOT;
    }
    if (gr_str_starts(chars, GR_LIT("[ ] "))) {
        return TASK_OPEN;
    }
    if (gr_str_starts(chars, GR_LIT("[x] ")) || gr_str_starts(chars, GR_LIT("[X] "))) {
        return TASK_DONE;
    }
    static const char *const odd[] = {"[ ]", "[x]", "[X]", "[] ", "[-] ", "[v] ", "[V] ", "[*] "};
    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        if (gr_str_starts(chars, gr_str_of(odd[i]))) {
            return TASK_ODD;
        }
    }
    return TASK_NOT;
}

static bool refuse(gr_md_tree *tree, cmark_node *item, const char *advice)
{
    gr_md_refuse(tree, item, advice);
    return false;
}

bool gr_md_is_tasks(gr_md_tree *tree, cmark_node *list)
{
    cmark_node *first = cmark_node_first_child(list);
    bool tasks = false;
    for (cmark_node *c = first; c != NULL; c = cmark_node_next(c)) {
        task here = task_of(tree, c);
        if (here == TASK_ODD) {
            return refuse(tree, c,
                          "a task is written '- [ ] words' when it is to be done, '- [x] words' "
                          "when it is done; for the signs themselves write \\[");
        }
        tasks = tasks || here != TASK_NOT;
    }
    for (cmark_node *c = first; tasks && c != NULL; c = cmark_node_next(c)) {
        if (task_of(tree, c) == TASK_NOT) {
            return refuse(tree, c,
                          "an item without [ ] or [x] in a list of tasks; give it one, or make it "
                          "a list of its own, with a paragraph between them");
        }
    }
    if (tasks && cmark_node_get_list_type(list) == CMARK_ORDERED_LIST) {
        return refuse(tree, first, "a list of tasks has no numbers; write - [ ] and - [x]");
    }
    return tasks;
}

void gr_md_begin_task(gr_md_tree *tree, cmark_node *item, gr_tnode *made)
{
    const gr_md_text *text = tree->text;
    cmark_node *words = first_text(item);
    bool done = task_of(tree, item) == TASK_DONE;
    gr_str chars = gr_str_of(cmark_node_get_literal(words));
    gr_str rest = gr_str_dup(text->parse->arena, gr_str_trim(gr_str_sub(chars, 4, SIZE_MAX)));
    const gr_expr *yes = NULL;
    (void)cmark_node_set_literal(words, rest.ptr);
    gr_text_place place = {gr_lines_place, &text->lines};
    if (done && gr_expr_parse(text->parse, GR_LIT("yes"), place, &yes, NULL, NULL) == GR_OK) {
        gr_tnode_add_attr(text->parse->arena, made, GR_LIT("done"), GR_LIT("yes"), made->at,
                          GR_XML_A_EXPR)
            ->as.expr = yes;
    }
}
