#include "layout_priv.h"

/* Owns lists: L > LI > Lbl, LBody. A label stands on the baseline of the first line of its item. */

static gr_numbering numbering_of(gr_list_type type)
{
    switch (type) {
    case GR_LIST_BULLET:
        return GR_NUMBERING_DISC;
    case GR_LIST_NUMBER:
        return GR_NUMBERING_DECIMAL;
    case GR_LIST_LETTER:
        return GR_NUMBERING_LETTER;
    case GR_LIST_ROMAN:
        return GR_NUMBERING_ROMAN;
    }
    return GR_NUMBERING_NONE;
}

/* a, b, .. z, aa, ab, ... */
static gr_str letters(gr_arena *arena, unsigned number)
{
    char reversed[8];
    size_t n = 0;
    for (; number > 0 && n < sizeof reversed; number = (number - 1) / 26) {
        reversed[n++] = (char)('a' + (number - 1) % 26);
    }
    gr_buf text = gr_buf_make(arena, 16);
    while (n > 0) {
        gr_buf_add_char(&text, reversed[--n]);
    }
    gr_buf_add_char(&text, '.');
    return gr_buf_view(&text);
}

/* i, ii, iii, iv, ...; beyond 3,999 there are no such numbers. */
static gr_str romans(gr_arena *arena, unsigned number)
{
    static const struct {
        unsigned value;
        const char *sign;
    } signs[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"},
                 {90, "xc"},  {50, "l"},   {40, "xl"}, {10, "x"},   {9, "ix"},
                 {5, "v"},    {4, "iv"},   {1, "i"}};
    gr_buf text = gr_buf_make(arena, 64);
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        for (; number >= signs[i].value && number < 4000; number -= signs[i].value) {
            gr_buf_add(&text, gr_str_of(signs[i].sign));
        }
    }
    gr_buf_add_char(&text, '.');
    return gr_buf_view(&text);
}

static gr_str label_text(const gr_layouter *lay, const gr_node *list, unsigned number)
{
    uint8_t level = list->as.list.level;
    switch (list->as.list.type) {
    case GR_LIST_BULLET:
        return lay->house->bullets[level < 1 ? 0 : level > 3 ? 2 : level - 1];
    case GR_LIST_NUMBER:
        return gr_str_fmt(lay->passing, "%u.", number);
    case GR_LIST_LETTER:
        return letters(lay->passing, number);
    case GR_LIST_ROMAN:
        return romans(lay->passing, number);
    }
    return GR_LIT("");
}

static const gr_style *label_style(const gr_node *item)
{
    return item->first != NULL ? item->first->style : item->style;
}

static unsigned before_first(const gr_node *list)
{
    return list->as.list.start > 1 ? list->as.list.start - 1U : 0;
}

/* At least the indent of the house style; more when the labels are wide ("100."). */
static gr_mpt label_room(gr_layouter *lay, const gr_node *list)
{
    gr_mpt room = lay->house->list_indent;
    unsigned number = before_first(list);
    for (const gr_node *item = list->first; item != NULL; item = item->next) {
        gr_ink ink = gr_style_ink(lay, label_style(item));
        gr_str text = label_text(lay, list, ++number);
        gr_mpt width =
            gr_shaped_width(gr_shape_text(lay, &ink, text, item), ink.size) + ink.size / 2;
        room = width > room ? width : room;
    }
    return room;
}

static void add_label(gr_layouter *lay, const gr_node *item, gr_str text, gr_elem *elem,
                      gr_flow *flow)
{
    gr_ink ink = gr_style_ink(lay, label_style(item));
    gr_owner owner = gr_owned_by(elem);
    if (flow->lead.n == 0) { /* else that of a list around this one */
        flow->lead_born = gr_passing_number(lay->generations);
    }
    gr_mpt x = flow->x + gr_add_shaped(lay, gr_shape_text(lay, &ink, text, item), &ink, owner,
                                       flow->x, 0, &flow->lead);
    (void)gr_add_shaped(lay, gr_shape_text(lay, &ink, GR_LIT(" "), item), &ink, owner, x, 0,
                        &flow->lead);
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

static gr_status lay_item(gr_layouter *lay, const gr_node *item, gr_str label, gr_mpt room,
                          gr_flow *flow)
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

gr_status gr_lay_list(gr_layouter *lay, const gr_node *node, gr_flow *flow)
{
    gr_elem *parent = flow->elem;
    gr_mpt room = label_room(lay, node);
    unsigned number = before_first(node);
    if (node->first == NULL) {
        return GR_OK;
    }
    room = room < flow->width ? room : flow->width / 2;
    flow->elem = gr_elem_add(lay, parent, GR_TAG_L, node);
    flow->elem->numbering = (uint8_t)numbering_of(node->as.list.type);
    for (const gr_node *item = node->first; item != NULL; item = item->next) {
        const gr_node *second = node->first->next;
        bool alone = item == second || (item->next == NULL && item != node->first);
        gr_flow_cost(flow, alone ? GR_COST_FEW : 0); /* one item alone on a page looks lost */
        GR_TRY(lay_item(lay, item, label_text(lay, node, ++number), room, flow));
    }
    flow->elem = parent;
    if (node->as.list.level <= 1) {
        gr_flow_gap(flow, lay->house->styles[GR_STYLE_PARAGRAPH]->space_after);
    }
    return GR_OK;
}
