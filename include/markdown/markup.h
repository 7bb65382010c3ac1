#ifndef GR_MARKDOWN_MARKUP_H
#define GR_MARKDOWN_MARKUP_H
/* Texts that stand in data, as the nodes that Markdown files become. Braces mean nothing in them;
 * what a writer of data cannot decide (images, ids, scripts) is refused. */
#include "template/template.h"

typedef struct gr_markup {
    gr_str text;
    gr_text_form form;
    gr_loc at; /* of the record: faults are told there */
} gr_markup;

typedef struct gr_markup_unknown { /* elements that texts do not know; their words are kept */
    gr_arena *arena;               /* of the names */
    size_t n;
    gr_str *names; /* each once, in order of appearance */
    size_t n_names, cap_names;
} gr_markup_unknown;

/** Into a GR_E_EACH without `of`, as gr_markdown_parse. MARKUP_REFUSED for what may not stand
 * there; all faults are told before it returns GR_BAD_INPUT. */
GR_MUST_USE gr_status gr_markup_parse(const gr_markup *markup, const gr_parse *parse,
                                      gr_markup_unknown *unknown, gr_tnode **out_blocks);

#endif
