#include "layout_priv.h"

/* Owns lists whose items begin with words: L > LI > Lbl, LBody. Where the words of all items are
 * short they stand in a column of their own, on the base line of what they go with; else a term
 * stands above what explains it, and a long label above its value, which stays in its column. */

#define LEAST_VALUE 12 /* sizes of the letters: a narrower column is none */

typedef struct term_columns {
    gr_mpt words; /* width of the first; 0: there is one column */
    gr_mpt inset; /* of what stands beside or below the words */
} term_columns;

static gr_para_spec spec_of(const gr_node *term, gr_elem *elem)
{
    return (gr_para_spec){.node = term,
                          .style = term->style,
                          .elem = elem,
                          .text = GR_LIT(""),
                          .colour = GR_NO_COLOUR};
}

static gr_mpt width_of(gr_layouter *lay, const gr_node *term)
{
    gr_mark mark = gr_arena_mark(lay->paras);
    gr_para_spec spec = spec_of(term, NULL);
    gr_mpt width = gr_para_widths(gr_para_make(lay, &spec)).pref;
    gr_arena_rewind(lay->paras, mark);
    return width;
}

/* Terms may take a third of the width, and all or none fit; labels two fifths. */
static term_columns columns_of(gr_layouter *lay, const gr_node *list, gr_mpt width)
{
    bool labels = list->as.list.type == GR_LIST_LINES;
    gr_mpt most = labels ? width / 5 * 2 : width / 3, widest = 0, size = 0;
    bool fits = true;
    for (const gr_node *item = list->first; item != NULL; item = item->next) {
        gr_mpt own = width_of(lay, item->first);
        fits = fits && (labels || own <= most);
        widest = own <= most && own > widest ? own : widest;
        size = item->first->style->size > size ? item->first->style->size : size;
    }
    if (fits && widest > 0 && width - widest - size >= LEAST_VALUE * size) {
        return (term_columns){.words = widest, .inset = widest + size};
    }
    gr_mpt inset = lay->house->list_indent < width / 4 ? lay->house->list_indent : 0;
    return (term_columns){.inset = inset};
}

/* On the base line of the first line beside it. */
static void lead_with(gr_layouter *lay, const gr_node *term, gr_elem *elem, gr_mpt room,
                      gr_flow *flow)
{
    gr_mark mark = gr_arena_mark(lay->paras);
    gr_para_spec spec = spec_of(term, elem);
    const gr_measure measure = {.x = flow->x, .width = room, .align = GR_ALIGN_LEFT};
    const gr_lines *lines = gr_para_lines(lay, gr_para_make(lay, &spec), &measure);
    gr_arena_rewind(lay->paras, mark);
    gr_ink ink = gr_style_ink(lay, term->style);
    if (flow->lead.n == 0) {
        flow->lead_born = gr_passing_number(lay->generations);
    }
    for (size_t i = 0; i < lines->n; i++) {
        gr_items_add_all(lay, &flow->lead, &lines->lines[i].items, 0, -lines->baseline);
        (void)gr_add_shaped(lay, gr_shape_text(lay, &ink, GR_LIT(" "), term), &ink,
                            gr_owned_by(elem), flow->x + lines->lines[i].width, 0, &flow->lead);
    }
}

static gr_status stack_words(gr_layouter *lay, const gr_node *term, gr_elem *elem, gr_flow *flow)
{
    GR_TRY(gr_lay_para(lay, flow, spec_of(term, elem)));
    flow->gap = 0; /* they belong together */
    gr_flow_cost(flow, GR_BREAK_NEVER);
    return GR_OK;
}

static gr_status lay_term(gr_layouter *lay, const gr_node *item, term_columns columns,
                          gr_flow *flow)
{
    gr_elem *list = flow->elem;
    gr_elem *elem = gr_elem_add(lay, list, GR_TAG_LI, item);
    const gr_node *term = item->first;
    bool words = term->first != NULL, beside = words && width_of(lay, term) <= columns.words;
    gr_flow_pin_anchor(lay, item, flow);
    gr_elem *label = words ? gr_elem_add(lay, elem, GR_TAG_LBL, term) : NULL;
    if (beside) {
        gr_flow_gap(flow, term->style->space_before);
        lead_with(lay, term, label, columns.inset, flow);
    } else if (words) {
        GR_TRY(stack_words(lay, term, label, flow));
    }
    flow->elem = gr_elem_add(lay, elem, GR_TAG_LBODY, item);
    flow->x += columns.inset;
    flow->width -= columns.inset;
    for (const gr_node *child = term->next; child != NULL; child = child->next) {
        GR_TRY(gr_lay_block(lay, child, flow));
    }
    flow->x -= columns.inset;
    flow->width += columns.inset;
    flow->elem = list;
    return GR_OK;
}

gr_status gr_lay_terms(gr_layouter *lay, const gr_node *node, gr_flow *flow)
{
    gr_elem *parent = flow->elem;
    term_columns columns = columns_of(lay, node, flow->width);
    flow->elem = gr_elem_add(lay, parent, GR_TAG_L, node);
    for (const gr_node *item = node->first; item != NULL; item = item->next) {
        bool second = item == node->first->next;
        gr_flow_cost(flow, second || (item->next == NULL && item != node->first) ? GR_COST_FEW : 0);
        GR_TRY(lay_term(lay, item, columns, flow));
    }
    flow->elem = parent;
    gr_flow_gap(flow, lay->house->styles[GR_STYLE_PARAGRAPH]->space_after);
    return GR_OK;
}
