#include "convert.h"

/* Owns ids that a text gives, {#name}: the last thing in a heading, a paragraph or an item. */

/** Nothing stands behind it in its block but white space, or the line below a heading. */
static bool ends_block(gr_str rest)
{
    rest = gr_str_trim(rest);
    for (size_t i = 0; i < rest.len; i++) {
        if (rest.ptr[i] != rest.ptr[0] || (rest.ptr[i] != '=' && rest.ptr[i] != '-')) {
            return false;
        }
    }
    return true;
}

void gr_md_give_id(gr_md_tree *tree, cmark_node *block, gr_tnode *node)
{
    gr_md_text *text = tree->text;
    size_t from = gr_md_node_offset(tree, block);
    size_t line = (size_t)cmark_node_get_end_line(block); /* from 1, so that of the one below it */
    size_t end = line < text->cut_lines.n ? text->cut_lines.starts[line] : text->without.len;
    for (size_t i = 0; i < text->n_ids; i++) {
        gr_md_id *id = &text->ids[i];
        if (id->used || id->at < from || id->at > end ||
            !ends_block(gr_str_sub(text->without, id->at, end - id->at))) {
            continue;
        }
        id->used = true;
        gr_tattr *attr = gr_tnode_add_attr(text->parse->arena, node, GR_LIT("id"), id->name,
                                           id->place, GR_XML_A_PATTERN);
        gr_md_pieces pieces = gr_md_pieces_make(text);
        gr_md_pieces_add(&pieces, id->name, id->place, false);
        attr->as.pattern = gr_md_pieces_pattern(&pieces);
        return;
    }
}

void gr_md_check_ids(gr_md_text *text)
{
    for (size_t i = 0; i < text->n_ids; i++) {
        if (!text->ids[i].used) {
            gr_md_fail(
                text, text->ids[i].place, GR_CODE_TEXT_FORM,
                "an id that names nothing; {#" GR_FMT
                "} stands once, at the end of a heading, a paragraph, a quotation or an item "
                "of a list",
                GR_ARG(text->ids[i].name));
        }
    }
}
