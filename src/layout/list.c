#include "layout_priv.h"

/* Owns lists: L > LI > Lbl, LBody. A label stands on the baseline of the first line of its item. */

static gr_numbering numbering_of(gr_list_type type)
{
    switch (type) {
    case GR_LIST_BULLET:
        return GR_NUMBERING_DISC;
    case GR_LIST_NUMBER:
    case GR_LIST_CIRCLED:
        return GR_NUMBERING_DECIMAL;
    case GR_LIST_LETTER:
        return GR_NUMBERING_LETTER;
    case GR_LIST_ROMAN:
        return GR_NUMBERING_ROMAN;
    case GR_LIST_CAPITAL:
        return GR_NUMBERING_CAPITAL;
    case GR_LIST_CAPITAL_ROMAN:
        return GR_NUMBERING_CAPITAL_ROMAN;
    case GR_LIST_CHECK:
    case GR_LIST_TERMS:
    case GR_LIST_LINES:
        break;
    }
    return GR_NUMBERING_NONE;
}

static const gr_style *label_style(const gr_node *item)
{
    return item->first != NULL ? item->first->style : item->style;
}

typedef struct placed_label { /* on its way before an item */
    gr_item_label says;
    gr_mpt width, left; /* left: of the edge of the list */
} placed_label;

static placed_label label_of(gr_layouter *lay, const gr_node *item, unsigned number)
{
    gr_ink ink = gr_style_ink(lay, label_style(item));
    gr_item_label says = gr_list_label(lay->house, item, number, lay->passing);
    return (placed_label){.says = says,
                          .width =
                              gr_shaped_width(gr_shape_text(lay, &ink, says.text, item), ink.size)};
}

typedef struct label_margin { /* left of the words of a list */
    gr_mpt room;   /* at least the indent of the house style; more for wide labels ("100.") */
    gr_mpt widest; /* of its labels */
} label_margin;

static label_margin margin_of(gr_layouter *lay, const gr_node *list)
{
    label_margin m = {.room = lay->house->list_indent};
    unsigned number = gr_list_first(list);
    for (const gr_node *item = list->first; item != NULL; item = item->next) {
        gr_mpt width = label_of(lay, item, number++).width;
        gr_mpt room = width + gr_style_ink(lay, label_style(item)).size / 2;
        m.widest = width > m.widest ? width : m.widest;
        m.room = room > m.room ? room : m.room;
    }
    return m;
}

gr_mpt gr_list_room(gr_layouter *lay, const gr_node *list)
{
    return margin_of(lay, list).room;
}

/* Signs for which something else is read out, as a SPAN in the label. */
static gr_elem *spoken_elem(gr_layouter *lay, const gr_node *item, gr_str spoken, gr_elem *elem)
{
    if (spoken.len == 0 || elem == NULL) {
        return elem;
    }
    gr_elem *span = gr_elem_add(lay, elem, GR_TAG_SPAN, item);
    gr_elem_own(lay, span)->actual = gr_str_dup(lay->arena, spoken);
    return span;
}

static void add_label(gr_layouter *lay, const gr_node *item, const placed_label *label,
                      gr_elem *elem, gr_flow *flow)
{
    gr_ink ink = gr_style_ink(lay, label_style(item));
    gr_owner says = gr_owned_by(spoken_elem(lay, item, label->says.spoken, elem));
    if (flow->lead.n == 0) { /* else that of a list around this one */
        flow->lead_born = gr_passing_number(lay->generations);
    }
    gr_mpt x = flow->x + label->left;
    x += gr_add_shaped(lay, gr_shape_text(lay, &ink, label->says.text, item), &ink, says, x, 0,
                       &flow->lead);
    (void)gr_add_shaped(lay, gr_shape_text(lay, &ink, GR_LIT(" "), item), &ink, gr_owned_by(elem),
                        x, 0, &flow->lead);
}

/* A label that no strip took: its item is empty. */
static gr_status push_lone_label(gr_layouter *lay, const gr_node *item, gr_flow *flow)
{
    if (flow->lead.n == 0) {
        return GR_OK;
    }
    const gr_style *style = label_style(item);
    return gr_flow_push(lay, flow,
                        (gr_strip){.height = style->leading,
                                   .node = item,
                                   .baseline = gr_style_baseline(lay, style)});
}

static gr_status lay_item(gr_layouter *lay, const gr_node *item, const placed_label *label,
                          gr_mpt room, gr_flow *flow)
{
    gr_elem *list = flow->elem;
    gr_elem *elem = gr_elem_add(lay, list, GR_TAG_LI, item);
    gr_flow_pin_anchor(lay, item, flow);
    add_label(lay, item, label, gr_elem_add(lay, elem, GR_TAG_LBL, item), flow);
    flow->elem = gr_elem_add(lay, elem, GR_TAG_LBODY, item);
    flow->x += room;
    flow->width -= room;
    GR_TRY(gr_lay_children(lay, item, flow));
    GR_TRY(push_lone_label(lay, item, flow));
    flow->x -= room;
    flow->width += room;
    flow->elem = list;
    return GR_OK;
}

/* Numbers end under each other: " 9." above "10.". */
static placed_label place_label(gr_layouter *lay, const gr_node *item, unsigned number,
                                gr_mpt widest)
{
    placed_label label = label_of(lay, item, number);
    label.left = widest - label.width;
    return label;
}

gr_status gr_lay_list(gr_layouter *lay, const gr_node *node, gr_flow *flow)
{
    if (node->first == NULL) {
        return GR_OK;
    }
    if (gr_list_has_words(node)) {
        return gr_lay_terms(lay, node, flow);
    }
    gr_elem *parent = flow->elem;
    label_margin margin = margin_of(lay, node);
    unsigned number = gr_list_first(node);
    gr_mpt room = margin.room < flow->width ? margin.room : flow->width / 2;
    flow->elem = gr_elem_add(lay, parent, GR_TAG_L, node);
    flow->elem->numbering = (uint8_t)numbering_of(node->as.list.type);
    for (const gr_node *item = node->first; item != NULL; item = item->next) {
        const gr_node *second = node->first->next;
        bool alone = item == second || (item->next == NULL && item != node->first);
        gr_flow_cost(flow, alone ? GR_COST_FEW : 0); /* one item alone on a page looks lost */
        placed_label label = place_label(lay, item, number++, margin.widest);
        GR_TRY(lay_item(lay, item, &label, room, flow));
    }
    flow->elem = parent;
    if (node->as.list.level <= 1) {
        gr_flow_gap(flow, lay->house->styles[GR_STYLE_PARAGRAPH]->space_after);
    }
    return GR_OK;
}
