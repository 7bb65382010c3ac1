#include "layout_priv.h"

/* Owns blocks of code: each line of the code a paragraph. A line that is too long goes on below it,
 * further to the right and behind a hook, so that nobody takes it for two. */

#define HANG 2 /* sizes of the letters */

/* The hook before a line that goes on: down, and to the right. */
static void add_hook(gr_layouter *lay, gr_line *line, const gr_style *style, const gr_mpt at[2])
{
    gr_owner owner = gr_decoration(GR_ARTIFACT_LAYOUT);
    gr_mpt left = at[0] + style->size / 2, top = at[1] - style->size * 3 / 5;
    gr_mpt right = at[0] + style->size * 7 / 5, foot = at[1] - style->size / 4;
    gr_mpt width = style->size / 16;
    gr_items_add(lay, &line->items,
                 gr_rule_item(owner, left, top, left, foot, width, style->colour));
    gr_items_add(lay, &line->items,
                 gr_rule_item(owner, left, foot, right, foot, width, style->colour));
}

static gr_lines *lines_of(gr_layouter *lay, const gr_node *node, gr_elem *elem,
                          const gr_measure *measure)
{
    gr_mark mark = gr_arena_mark(lay->paras);
    gr_para_spec spec = {.node = node,
                         .style = node->style,
                         .elem = elem,
                         .text = GR_LIT(""),
                         .colour = GR_NO_COLOUR};
    gr_para *para = gr_para_make(lay, &spec);
    para->hang = HANG * node->style->size;
    gr_lines *lines = gr_para_lines(lay, para, measure);
    gr_arena_rewind(lay->paras, mark);
    return lines;
}

static gr_status lay_line(gr_layouter *lay, const gr_node *node, gr_flow *flow)
{
    const gr_style *style = node->style;
    if (node->first == NULL) {
        return gr_flow_push(lay, flow, (gr_strip){.height = style->leading, .node = node});
    }
    gr_elem *paragraph = gr_elem_add(lay, flow->elem, GR_TAG_P, node);
    gr_elem *code = gr_elem_add(lay, paragraph, GR_TAG_CODE, node);
    gr_mpt indent = style->indent < flow->width ? style->indent : 0;
    const gr_measure measure = {
        .x = flow->x + indent, .width = flow->width - indent, .align = GR_ALIGN_LEFT};
    gr_lines *lines = lines_of(lay, node, code, &measure);
    for (size_t i = 1; i < lines->n; i++) {
        const gr_mpt at[2] = {measure.x, lines->baseline};
        add_hook(lay, &lines->lines[i], style, at);
    }
    return gr_push_lines(lay, flow, node, style, lines);
}

gr_status gr_lay_code(gr_layouter *lay, const gr_node *node, gr_flow *flow)
{
    gr_elem *parent = flow->elem;
    flow->elem = gr_elem_add(lay, parent, GR_TAG_DIV, node);
    gr_flow_gap(flow, node->style->space_before);
    for (const gr_node *line = node->first; line != NULL; line = line->next) {
        bool edge = line == node->first->next || line->next == NULL;
        bool first = line == node->first;
        gr_flow_cost(flow, first ? 0 : edge ? GR_BREAK_NEVER : GR_COST_LINE);
        GR_TRY(lay_line(lay, line, flow));
    }
    gr_flow_gap(flow, node->style->space_after);
    flow->elem = parent;
    return GR_OK;
}
