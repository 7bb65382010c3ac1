#ifndef GR_XML_TREE_PRIV_H
#define GR_XML_TREE_PRIV_H
/* What a tree keeps besides its elements: the text, to find places again. */
#include "xml/tree.h"

struct gr_xml_tree {
    gr_str text; /* recoded to UTF-8 */
    uint16_t file;
    uint32_t *line_starts; /* offset of the first byte of each line */
    size_t n_lines, lines_cap;
};
void gr_xml_tree_index(gr_xml_tree *tree, gr_arena *arena);

#endif
