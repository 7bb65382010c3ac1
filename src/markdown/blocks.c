#include "convert.h"

#define MOST_NUMBER 30000 /* of an item, ten times what a list may begin with */

/* Owns blocks of Markdown: headings, paragraphs, lists, quotes, and the refusal of all others. */

size_t gr_md_node_offset(const gr_md_tree *tree, cmark_node *node)
{
    while (cmark_node_get_start_line(node) == 0 && cmark_node_parent(node) != NULL) {
        node = cmark_node_parent(node);
    }
    return gr_md_offset(tree->text, cmark_node_get_start_line(node),
                        cmark_node_get_start_column(node));
}

gr_loc gr_md_node_place(const gr_md_tree *tree, cmark_node *node)
{
    return gr_md_place_at(tree->text, gr_md_node_offset(tree, node));
}

void gr_md_refuse(gr_md_tree *tree, cmark_node *node, const char *advice)
{
    gr_md_fail(tree->text, gr_md_node_place(tree, node), GR_CODE_TEXT_FORM, "%s", advice);
}

bool gr_md_enter(gr_md_tree *tree, cmark_node *node)
{
    if (tree->depth >= tree->text->parse->max_depth) {
        gr_md_fail(tree->text, gr_md_node_place(tree, node), GR_CODE_TEXT_FORM,
                   "nested more than %u deep", tree->text->parse->max_depth);
        return false;
    }
    tree->depth++;
    return true;
}

static gr_tnode *add(gr_md_tree *tree, cmark_node *node, gr_tnode *into, gr_element kind)
{
    return gr_tnode_new(tree->text->parse->arena, into, kind, gr_md_node_place(tree, node));
}

static bool is_paragraph(cmark_node *node)
{
    return node != NULL && cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH;
}

static void convert_block(gr_md_tree *tree, cmark_node *node, gr_tnode *into);

/** Blocks of an item: its first paragraph is the item's own text, as in descriptors. */
static void convert_item(gr_md_tree *tree, cmark_node *node, bool task, gr_tnode *into)
{
    gr_tnode *item = add(tree, node, into, GR_E_ITEM);
    cmark_node *child = cmark_node_first_child(node);
    if (task) {
        gr_md_begin_task(tree, node, item);
    }
    if (is_paragraph(child) && !gr_md_is_picture(child)) {
        gr_md_give_id(tree, child, item);
        gr_md_inlines(tree, child, item);
        child = cmark_node_next(child);
    }
    for (; child != NULL; child = cmark_node_next(child)) {
        convert_block(tree, child, item);
    }
    if (item->first == NULL) {
        gr_md_refuse(tree, node, "an item without words; write them, or take its sign away");
    }
}

static gr_md_list kind_of(const gr_md_tree *tree, cmark_node *node)
{
    int line = cmark_node_get_start_line(node);
    return line > 0 ? tree->text->kinds[line - 1] : GR_MD_PLAIN;
}

static gr_str type_of(const gr_md_tree *tree, cmark_node *node)
{
    if (cmark_node_get_list_type(node) != CMARK_ORDERED_LIST) {
        return GR_LIT("bullet");
    }
    switch (kind_of(tree, node)) {
    case GR_MD_LETTER:
        return GR_LIT("letter");
    case GR_MD_ROMAN:
        return GR_LIT("roman");
    case GR_MD_CAPITAL:
        return GR_LIT("capital");
    case GR_MD_CAPITAL_ROMAN:
        return GR_LIT("capital-roman");
    case GR_MD_PLAIN:
        break;
    }
    return GR_LIT("number");
}

static bool refuse_mixed(gr_md_tree *tree, cmark_node *list)
{
    for (cmark_node *c = cmark_node_first_child(list); c != NULL; c = cmark_node_next(c)) {
        if (kind_of(tree, c) != kind_of(tree, list)) {
            gr_md_refuse(tree, c,
                         "two kinds of list run into one another; indent the inner one, or write a "
                         "paragraph between them");
            return true;
        }
    }
    return false;
}

/** What an item counts: as its letters say, else the digits in the file. */
static unsigned number_of(const gr_md_tree *tree, cmark_node *item)
{
    gr_str all = tree->text->without;
    size_t at = gr_md_node_offset(tree, item);
    unsigned number = 0;
    if (kind_of(tree, item) != GR_MD_PLAIN) {
        return tree->text->numbers[cmark_node_get_start_line(item) - 1];
    }
    for (; at < all.len && all.ptr[at] >= '0' && all.ptr[at] <= '9' && number < MOST_NUMBER; at++) {
        number = 10 * number + (unsigned)(all.ptr[at] - '0');
    }
    return number;
}

/** One after the other; or all the same, for who lets Markdown count. */
static void refuse_gaps(gr_md_tree *tree, cmark_node *list)
{
    cmark_node *first = cmark_node_first_child(list), *item = cmark_node_next(first);
    unsigned start = number_of(tree, first), before = start;
    bool same = item != NULL && number_of(tree, item) == start;
    for (; item != NULL; item = cmark_node_next(item)) {
        unsigned number = number_of(tree, item);
        if (number != (same ? start : before + 1)) {
            gr_md_refuse(tree, item,
                         "its number does not follow the one before it; a list has 1, 2, 3 without "
                         "gaps, or is two lists with a paragraph between them");
            return;
        }
        before = number;
    }
}

static void begin_elsewhere(gr_md_tree *tree, cmark_node *node, gr_tnode *list)
{
    unsigned start = number_of(tree, cmark_node_first_child(node));
    if (start == 0 || start > MOST_NUMBER / 10) {
        gr_md_refuse(tree, node, "a list begins at 1 to 3000; for a year or a code write 2022\\.");
    } else if (start > 1) {
        (void)gr_tnode_add_attr(tree->text->parse->arena, list, GR_LIT("start"),
                                gr_str_fmt(tree->text->parse->arena, "%u", start), list->at,
                                GR_XML_A_INT);
    }
}

static void convert_list(gr_md_tree *tree, cmark_node *node, gr_tnode *into)
{
    bool numbered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    bool tasks = gr_md_is_tasks(tree, node);
    gr_tnode *list = add(tree, node, into, GR_E_LIST);
    (void)gr_tnode_add_attr(tree->text->parse->arena, list, GR_LIT("type"),
                            tasks ? GR_LIT("check") : type_of(tree, node), list->at,
                            GR_XML_A_CHOICE);
    if (numbered && !refuse_mixed(tree, node)) {
        refuse_gaps(tree, node);
        begin_elsewhere(tree, node, list);
    }
    for (cmark_node *c = cmark_node_first_child(node); c != NULL; c = cmark_node_next(c)) {
        convert_item(tree, c, tasks, list);
    }
}

static void convert_quote(gr_md_tree *tree, cmark_node *node, gr_tnode *into)
{
    gr_tnode *quote = add(tree, node, into, GR_E_QUOTE);
    cmark_node *child = cmark_node_first_child(node);
    if (is_paragraph(child) && cmark_node_next(child) == NULL && !gr_md_is_picture(child)) {
        gr_md_give_id(tree, child, quote);
        gr_md_words(tree, child, quote);
    } else {
        gr_md_blocks(tree, node, quote);
    }
    gr_md_attribute(tree, node, quote);
    if (quote->first == NULL) {
        gr_md_refuse(tree, node, "a quotation without words; write them, or take the > away");
    }
}

static void convert_heading(gr_md_tree *tree, cmark_node *node, gr_tnode *into)
{
    gr_tnode *heading = add(tree, node, into, GR_E_HEADING);
    heading->level = (uint8_t)cmark_node_get_heading_level(node);
    gr_md_give_id(tree, node, heading);
    gr_md_inlines(tree, node, heading);
    if (heading->first == NULL) {
        gr_md_refuse(tree, node, "a heading without words");
    }
}

/** What people see in other Markdown and try here. */
static void refuse_block(gr_md_tree *tree, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_HTML_BLOCK) {
        gr_md_refuse(tree, node, "HTML, comments too; use Markdown, or < as &lt;");
    } else if (type == CMARK_NODE_THEMATIC_BREAK) {
        gr_md_refuse(tree, node, "a rule; use a heading, or <page-break/> in the report");
    } else {
        gr_md_refuse(tree, node, "a form that documents do not know; use paragraphs and lists");
    }
}

static void convert_paragraph(gr_md_tree *tree, cmark_node *node, gr_tnode *into)
{
    if (gr_md_is_picture(node)) {
        gr_md_picture(tree, node, into);
    } else if (gr_md_is_caption(node) || gr_md_is_attribution(tree, node)) {
        return; /* it went with its table, its quotation */
    } else if (gr_md_is_definition(tree, node)) {
        gr_md_definition(tree, node, into);
    } else {
        gr_tnode *paragraph = add(tree, node, into, GR_E_P);
        gr_md_give_id(tree, node, paragraph);
        gr_md_words(tree, node, paragraph);
    }
}

static void convert_known(gr_md_tree *tree, cmark_node *node, gr_tnode *into)
{
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_PARAGRAPH) {
        convert_paragraph(tree, node, into);
    } else if (gr_md_is_table(node)) {
        gr_md_table(tree, node, into);
    } else if (type == CMARK_NODE_CODE_BLOCK) {
        gr_md_code_block(tree, node, into);
    } else if (type == CMARK_NODE_HEADING) {
        convert_heading(tree, node, into);
    } else if (type == CMARK_NODE_LIST) {
        convert_list(tree, node, into);
    } else if (type == CMARK_NODE_BLOCK_QUOTE) {
        convert_quote(tree, node, into);
    } else if (type != CMARK_NODE_FOOTNOTE_DEFINITION) { /* those come back at their references */
        refuse_block(tree, node);
    }
}

static void convert_block(gr_md_tree *tree, cmark_node *node, gr_tnode *into)
{
    if (gr_md_enter(tree, node)) {
        convert_known(tree, node, into);
        tree->depth--;
    }
}

void gr_md_blocks(gr_md_tree *tree, cmark_node *parent, gr_tnode *into)
{
    for (cmark_node *c = cmark_node_first_child(parent); c != NULL; c = cmark_node_next(c)) {
        convert_block(tree, c, into);
    }
}
