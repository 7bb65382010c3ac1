#ifndef GR_MARKDOWN_MARKDOWN_H
#define GR_MARKDOWN_MARKDOWN_H
/* Markdown texts to the same nodes as descriptors (template/template.h). `{...}` is cut out before
 * cmark-gfm sees the text, a private-use character stands in, and it comes back as a figure with
 * its own place in the text file. The first paragraph of an item, and the only one of a quote, is
 * the text of that node itself, as in descriptors; a footnote is a NOTE where it is referred to. */
#include "template/template.h"

/** Parses `bytes`, which begin at `start` (a line of a file that `diag` knows), into a GR_E_EACH
 * node without `of` that holds blocks. Private-use characters (TEXT_PRIVATE) and forms that are not
 * allowed (TEXT_FORM: HTML) are errors; all are reported before it returns
 * GR_BAD_INPUT. */
GR_MUST_USE gr_status gr_markdown_parse(gr_str bytes, gr_loc start, const gr_parse *parse,
                                        gr_tnode **out_blocks);

typedef struct gr_md_part { /* of a file that holds several texts: from a line '::: part m12' */
    gr_str name;
    gr_loc at;    /* that line */
    gr_str bytes; /* what stands below it, up to the next such line */
    gr_loc start; /* where that begins, for gr_markdown_parse */
} gr_md_part;
/** The parts of a file; none when it is one text. Lines that begin no part although they look so,
 *  words above the first part and a name that comes twice are reported (TEXT_PART_FORM,
 *  TEXT_PART_TWICE). */
GR_MUST_USE gr_status gr_markdown_parts(gr_str bytes, uint16_t file, const gr_parse *parse,
                                        gr_md_part **out_parts, size_t *out_n);

/** "cmark-gfm 0.29.0.gfm.6": for --version. */
const char *gr_markdown_engine(void);

#endif
