#include "convert.h"

/* Owns pictures of texts: ![what it shows](images/map.png "caption"), alone in a paragraph. The
 * file stands below the input folder, as in a descriptor. */

bool gr_md_is_picture(cmark_node *paragraph)
{
    cmark_node *only = cmark_node_first_child(paragraph);
    return only != NULL && cmark_node_next(only) == NULL &&
           cmark_node_get_type(only) == CMARK_NODE_IMAGE;
}

static void add_pattern(gr_md_tree *tree, gr_tnode *node, const char *name, gr_str text,
                        gr_xml_attr_kind kind)
{
    gr_md_pieces pieces = gr_md_pieces_make(tree->text);
    gr_md_pieces_add(&pieces, text, node->at, false);
    const gr_pattern *pattern = gr_md_pieces_pattern(&pieces);
    if (pattern != NULL) {
        gr_tnode_add_attr(tree->text->parse->arena, node, gr_str_of(name),
                          gr_md_pattern_text(tree, pattern), node->at, kind)
            ->as.pattern = pattern;
    }
}

static bool is_elsewhere(gr_str file)
{
    return gr_str_find(file, GR_LIT("://")) != SIZE_MAX || gr_str_starts(file, GR_LIT("/")) ||
           gr_str_starts(file, GR_LIT("#")) || gr_str_starts(file, GR_LIT("data:"));
}

void gr_md_picture(gr_md_tree *tree, cmark_node *paragraph, gr_tnode *into)
{
    cmark_node *node = cmark_node_first_child(paragraph);
    gr_str file = gr_str_of(cmark_node_get_url(node));
    gr_str caption = gr_str_of(cmark_node_get_title(node));
    if (file.len == 0 || is_elsewhere(file)) {
        gr_md_refuse(
            tree, node,
            "a picture is a file below the input folder: ![what it shows](images/map.png)");
        return;
    }
    gr_tnode *image =
        gr_tnode_new(tree->text->parse->arena, into, GR_E_IMAGE, gr_md_node_place(tree, node));
    gr_md_give_id(tree, paragraph, image);
    add_pattern(tree, image, "file", file, GR_XML_A_PATH);
    if (cmark_node_first_child(node) == NULL) {
        gr_md_refuse(tree, node,
                     "a picture without words; say what it shows between the brackets: "
                     "![what it shows](images/map.png)");
    }
    gr_md_add_plain(tree, node, image, "alt",
                    "what a picture shows is said in words and figures only; take the rest out");
    add_pattern(tree, image, "caption", caption, GR_XML_A_PATTERN);
}
