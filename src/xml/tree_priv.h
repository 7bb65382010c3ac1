#ifndef GR_XML_TREE_PRIV_H
#define GR_XML_TREE_PRIV_H
/* What a tree keeps besides its elements: the text, to find places again. */
#include "xml/tree.h"
#include "xml_priv.h"

#define GR_XML_STOP_BYTES \
    256 /* a place is asked for at every figure of a text: none may cost its length */

/* Where the bytes of the text last asked for are, at every so many of them. */
typedef struct gr_xml_stops {
    uint32_t raw; /* of that text */
    gr_xml_raw_walk *walks;
    size_t n, most;
} gr_xml_stops;

struct gr_xml_tree {
    gr_str text; /* recoded to UTF-8 */
    uint16_t file;
    uint32_t *line_starts; /* offset of the first byte of each line */
    size_t n_lines, lines_cap;
    uint32_t *chars_before; /* of every so many bytes of `text` */
    gr_xml_stops *stops;
};
void gr_xml_tree_index(gr_xml_tree *tree, gr_arena *arena);

#endif
