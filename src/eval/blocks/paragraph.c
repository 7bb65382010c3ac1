#include "author_priv.h"

/* Running text. */
gr_status gr_write_paragraph(gr_author *author, const gr_tnode *node, gr_node *into)
{
    gr_node *paragraph = NULL;
    GR_TRY(gr_author_add_styled(author, into, GR_K_PARAGRAPH, node->at, GR_STYLE_PARAGRAPH,
                                &paragraph));
    if (into->kind == GR_K_BOX) {
        paragraph->style = gr_author_style(author, GR_STYLE_BOX_TEXT);
    } else if (into->kind == GR_K_ITEM) {
        paragraph->style = into->style;
    }
    gr_figure_place place = gr_author_enter(author, node, paragraph);
    GR_TRY(gr_write_inlines(author, node->first, NULL, paragraph));
    gr_author_leave(author, place);
    return GR_OK;
}
