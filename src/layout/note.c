#include "layout_priv.h"

/* Owns footnotes: NOTE > Lbl, P, laid out at the measure of the page when their mark is met. Where
 * they stand is the builder's affair. */

/* Names that no descriptor can give, as they hold a control character. */
uint32_t gr_note_anchor(gr_layouter *lay, const gr_node *note)
{
    return gr_anchor_id(lay,
                        gr_str_fmt(lay->scratch, "\001note-%u", (unsigned)note->as.note.number));
}

/* A note is read behind the text that calls it, so where both share a parent the text needs an
 * element of its own. */
bool gr_calls_note(const gr_node *node)
{
    for (const gr_node *child = node->first; child != NULL; child = child->next) {
        bool calls = child->kind == GR_K_NOTE && child->as.note.first == NULL;
        if (calls || gr_calls_note(child)) {
            return true;
        }
    }
    return false;
}

uint32_t gr_last_note(const gr_node *node)
{
    uint32_t last = node->kind == GR_K_NOTE ? node->as.note.number : 0;
    for (const gr_node *child = node->first; child != NULL; child = child->next) {
        uint32_t inner = gr_last_note(child);
        last = last > inner ? last : inner;
    }
    return last;
}

/* Wide enough for the last note that is known; rows that are pulled may hold later ones. */
static gr_mpt label_width(gr_layouter *lay, const gr_ink *ink, const gr_node *node)
{
    uint32_t own = node->as.note.number;
    uint32_t most = own > lay->last_note ? own : lay->last_note;
    gr_buf signs = gr_buf_make(lay->passing, SIZE_MAX);
    gr_buf_add(&signs, GR_LIT("000")); /* two digits and white as wide as one */
    for (; most >= 100; most /= 10) {
        gr_buf_add(&signs, GR_LIT("0"));
    }
    return gr_shaped_width(gr_shape_text(lay, ink, gr_buf_view(&signs), node), ink->size);
}

/* `elem` holds the label; the node is one of its own style and lives no longer than the strips. */
static void add_label(gr_layouter *lay, const gr_node *node, const gr_elem *elem, gr_flow *flow)
{
    gr_ink ink = gr_style_ink(lay, node->style);
    gr_str number = gr_str_fmt(lay->passing, "%u", (unsigned)node->as.note.number);
    gr_owner owner = gr_owned_by(elem);
    flow->lead_born = gr_passing_number(lay->generations);
    (void)gr_add_shaped(lay, gr_shape_text(lay, &ink, number, node), &ink, owner, flow->x, 0,
                        &flow->lead);
    const gr_shaped *space = gr_shape_text(lay, &ink, GR_LIT(" "), node);
    gr_mpt indent = label_width(lay, &ink, node);
    (void)gr_add_shaped(lay, space, &ink, owner,
                        flow->x + indent - gr_shaped_width(space, ink.size), 0, &flow->lead);
    flow->x += indent;
    flow->width -= indent;
}

const gr_note_body *gr_note_make(gr_layouter *lay, const gr_node *note, gr_elem *parent)
{
    gr_node *styled = GR_NEW(lay->passing, gr_node);
    *styled = *note;
    styled->style = lay->house->styles[GR_STYLE_NOTE];
    gr_elem *elem = gr_elem_add(lay, parent, GR_TAG_NOTE, note);
    gr_elem_own(lay, elem)->id = gr_str_fmt(lay->arena, "note-%u", (unsigned)note->as.note.number);
    gr_flow flow = gr_flow_apart(&(gr_flow){.height = lay->body.height}, lay->body.width, elem);
    gr_flow_pin(lay, &flow, (gr_pin){.kind = GR_PIN_ANCHOR, .id = gr_note_anchor(lay, note)});
    if (note->anchor.len > 0) {
        gr_flow_pin(lay, &flow,
                    (gr_pin){.kind = GR_PIN_ANCHOR, .id = gr_anchor_id(lay, note->anchor)});
    }
    add_label(lay, styled, gr_elem_add(lay, elem, GR_TAG_LBL, note), &flow);
    gr_para_spec spec = {.node = styled,
                         .style = styled->style,
                         .text = GR_LIT(""),
                         .elem = gr_elem_add(lay, elem, GR_TAG_P, note),
                         .colour = GR_NO_COLOUR};
    if (gr_lay_para(lay, &flow, spec) != GR_OK) {
        lay->worst = GR_BUG; /* a flow without builder only collects: it cannot fail */
    }
    gr_note_body *body = GR_NEW(lay->passing, gr_note_body);
    if (flow.list.n > 0) {
        flow.list.strips[0].before = 0;
    }
    *body = (gr_note_body){.strips = flow.list.strips,
                           .n = flow.list.n,
                           .height = gr_strips_height(flow.list.strips, flow.list.n)};
    return body;
}
