#ifndef GR_MARKUP_PRIV_H
#define GR_MARKUP_PRIV_H
/* What the files on texts in data share. */
#include "markdown/markup.h"

gr_tnode *gr_markup_run(const gr_parse *parse, gr_tnode *into, gr_str text, gr_loc at);
/** HTML and XHTML into `root`. */
GR_MUST_USE gr_status gr_markup_html(const gr_markup *markup, const gr_parse *parse,
                                     gr_markup_unknown *unknown, gr_tnode *root);

#endif
