#ifndef GR_MARKDOWN_CONVERT_H
#define GR_MARKDOWN_CONVERT_H
/* cmark's tree to ours: what blocks, inlines and footnotes share. */
#include "late_cmark.h"

#include "markdown_priv.h"

typedef struct gr_md_note {
    cmark_node *definition;
    bool referred;
} gr_md_note;

typedef struct gr_md_tree {
    gr_md_text *text;
    gr_md_note *notes; /* in cmark's order: reference "2" is the second */
    size_t n_notes;
    unsigned depth;
    bool in_note, in_link;
} gr_md_tree;

size_t gr_md_node_offset(const gr_md_tree *tree, cmark_node *node); /* in what cmark saw */
gr_loc gr_md_node_place(const gr_md_tree *tree, cmark_node *node);
/** TEXT_FORM, with what would do instead. */
void gr_md_refuse(gr_md_tree *tree, cmark_node *node, const char *advice);
/** One level down: false (reported) when nested too deep. Leave with depth--. */
bool gr_md_enter(gr_md_tree *tree, cmark_node *node);

void gr_md_blocks(gr_md_tree *tree, cmark_node *parent, gr_tnode *into);  /* blocks.c */
void gr_md_inlines(gr_md_tree *tree, cmark_node *parent, gr_tnode *into); /* inlines.c */
/** Words and figures of `parent` as a pattern attribute; what else stands there is refused. */
void gr_md_add_plain(gr_md_tree *tree, cmark_node *parent, gr_tnode *node, const char *name,
                     const char *advice);
void gr_md_add_plain_between(gr_md_tree *tree, cmark_node *first, cmark_node *end, gr_tnode *node,
                             const char *name, const char *advice);
/** From `first` up to `end`, NULL: all that follow. */
void gr_md_inlines_between(gr_md_tree *tree, cmark_node *first, cmark_node *end, gr_tnode *into);
/* definitions.c */
bool gr_md_is_definition(gr_md_tree *tree, cmark_node *paragraph);
void gr_md_definition(gr_md_tree *tree, cmark_node *paragraph, gr_tnode *into);
/** As its author wrote it. */
gr_str gr_md_pattern_text(gr_md_tree *tree, const gr_pattern *pattern);
/* attributions.c */
/** The text of a quotation that begins the line with who it is from; NULL: none does. */
cmark_node *gr_md_attribution(const gr_md_tree *tree, cmark_node *quote);
/** All of a paragraph is that line: the quotation has it. */
bool gr_md_is_attribution(const gr_md_tree *tree, cmark_node *paragraph);
void gr_md_words(gr_md_tree *tree, cmark_node *paragraph, gr_tnode *into); /* all but that line */
/** Says of the quotation who it is from; when its words are converted, as the mark is taken away.
 */
void gr_md_attribute(gr_md_tree *tree, cmark_node *quote, gr_tnode *made);
/* tables.c */
bool gr_md_is_table(cmark_node *node);
bool gr_md_is_caption(cmark_node *paragraph); /* of the table above it */
void gr_md_table(gr_md_tree *tree, cmark_node *node, gr_tnode *into);
/* pictures.c */
bool gr_md_is_picture(cmark_node *paragraph);
void gr_md_picture(gr_md_tree *tree, cmark_node *paragraph, gr_tnode *into);
/* fences.c */
void gr_md_code(gr_md_tree *tree, cmark_node *node, gr_tnode *into);
void gr_md_code_block(gr_md_tree *tree, cmark_node *node, gr_tnode *into);
/* ids.c */
/** The id that a block ends with, for `node`. */
void gr_md_give_id(gr_md_tree *tree, cmark_node *block, gr_tnode *node);
/* tasks.c */
bool gr_md_is_tasks(gr_md_tree *tree, cmark_node *list); /* false too for one that is refused */
/** Takes the sign of a task away from the words of an item. */
void gr_md_begin_task(gr_md_tree *tree, cmark_node *item, gr_tnode *made);
/* slips.c */
void gr_md_text_slips(gr_md_tree *tree, cmark_node *node);
/* notes.c */
void gr_md_find_notes(gr_md_tree *tree, cmark_node *document);
void gr_md_note_at(gr_md_tree *tree, cmark_node *reference, gr_tnode *into);

#endif
