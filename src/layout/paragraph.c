#include "heads.h"

/* Owns paragraphs and headings in a flow: indents, keeps between lines, the rule below. */

#define OPENING_LINES \
    4 /* of text, or as much of something else, stand below a heading on its page */

static int32_t cost_before_line(const gr_style *style, const gr_lines *lines, size_t i)
{
    if (i == 0) {
        return 0;
    }
    size_t orphans = style->orphans > 2 ? style->orphans : 2;
    size_t widows = style->widows > 2 ? style->widows : 2;
    if (style->keep_together || i < orphans || lines->n - i < widows) {
        return GR_BREAK_NEVER;
    }
    return lines->lines[i - 1].hyphenated ? GR_COST_LINE + GR_COST_ROW : GR_COST_LINE;
}

gr_status gr_push_lines(gr_layouter *lay, gr_flow *flow, const gr_node *node, const gr_style *style,
                        const gr_lines *lines)
{
    for (size_t i = 0; i < lines->n; i++) {
        const gr_line *line = &lines->lines[i];
        gr_strip strip = {.height = lines->leading,
                          .baseline = lines->baseline,
                          .node = node,
                          .items = line->items,
                          .notes = line->notes,
                          .penalty = cost_before_line(style, lines, i)};
        if (i + 1 == lines->n && style->rule_below != GR_NO_COLOUR && style->rule_width > 0) {
            strip.height += style->rule_gap + style->rule_width;
            gr_mpt y = strip.height - style->rule_width / 2;
            gr_items_add(lay, &strip.items,
                         gr_rule_item(gr_decoration(GR_ARTIFACT_LAYOUT), flow->x, y,
                                      flow->x + flow->width, y, style->rule_width,
                                      style->rule_below));
        }
        GR_TRY(gr_flow_push(lay, flow, strip));
    }
    return GR_OK;
}

/* The last words of a part: a single line of them is not stranded on the next page. */
static bool ends_part(const gr_node *node)
{
    const gr_node *next = node->next;
    return node->kind == GR_K_PARAGRAPH && node->parent != NULL && node->parent->first != node &&
           (next == NULL || next->kind == GR_K_SECTION || next->kind == GR_K_HEADING);
}

gr_status gr_lay_para(gr_layouter *lay, gr_flow *flow, gr_para_spec spec)
{
    const gr_style *style = spec.style;
    gr_mark mark = gr_arena_mark(lay->paras);
    gr_para *para = gr_para_make(lay, &spec);
    gr_mpt indent = style->indent < flow->width ? style->indent : 0;
    const gr_measure measure = {.x = flow->x + indent,
                                .width = flow->width - indent,
                                .first = style->first_indent,
                                .align = style->align};
    gr_lines *lines = gr_para_lines(lay, para, &measure);
    gr_arena_rewind(lay->paras, mark);
    if (lines->n == 0) {
        return GR_OK;
    }
    gr_flow_gap(flow, style->space_before);
    if (lines->n == 1 && ends_part(spec.node)) {
        gr_flow_cost(flow, GR_COST_SPLIT);
    }
    GR_TRY(gr_push_lines(lay, flow, spec.node, style, lines));
    gr_flow_gap(flow, style->space_after);
    gr_flow_cost(flow, style->keep_next ? GR_BREAK_NEVER : 0);
    return GR_OK;
}

gr_status gr_lay_parts(gr_layouter *lay, const gr_node *node, gr_kind kind, gr_tag tag,
                       gr_flow *flow)
{
    bool first = true;
    for (const gr_node *part = node->first; part != NULL; part = part->next) {
        if (part->kind == kind) {
            if (!first) { /* remarks under a table are read with it, all of them */
                gr_flow_cost(flow, GR_BREAK_NEVER);
            }
            first = false;
            gr_elem *outer = gr_elem_add(lay, flow->elem, tag, part), *elem = outer;
            if (tag == GR_TAG_CAPTION && gr_calls_note(part)) {
                elem = gr_elem_add(lay, outer, GR_TAG_P, part);
            }
            GR_TRY(
                gr_lay_para(lay, flow,
                            (gr_para_spec){.node = part,
                                           .style = part->style,
                                           .elem = elem,
                                           .note_elem = tag == GR_TAG_CAPTION ? outer : flow->elem,
                                           .text = GR_LIT(""),
                                           .colour = GR_NO_COLOUR}));
        }
    }
    return GR_OK;
}

/* Quotation marks and brackets close a text; what it says ends before them. */
static gr_str unclosed(gr_str text)
{
    static const char *const closing[] = {
        "\xE2\x80\x9D", "\xE2\x80\x99", "\xC2\xBB", "\"", "'", ")"};
    for (size_t i = 0; i < sizeof closing / sizeof closing[0];) {
        gr_str sign = gr_str_of(closing[i]);
        bool ends = gr_str_ends(text, sign);
        text = ends ? gr_str_trim(gr_str_sub(text, 0, text.len - sign.len)) : text;
        i = ends ? 0 : i + 1;
    }
    return text;
}

/* The last character of what a paragraph says, notes left out; 0: nothing. */
static char last_sign(const gr_node *node)
{
    char last = 0;
    for (const gr_node *child = node->first; child != NULL; child = child->next) {
        gr_str text = child->kind == GR_K_TEXT     ? child->as.text.chars
                      : child->kind == GR_K_FIGURE ? child->as.figure.figure->text
                                                   : GR_LIT("");
        text = unclosed(gr_str_trim(text));
        char own = text.len > 0                                           ? text.ptr[text.len - 1]
                   : child->kind == GR_K_NOTE || child->kind == GR_K_TEXT ? 0
                                                                          : last_sign(child);
        last = own != 0 ? own : last;
    }
    return last;
}

/* "See table 3", right above it. */
static bool names(const gr_node *node, gr_str anchor)
{
    for (const gr_node *n = node->first; anchor.len > 0 && n != NULL; n = gr_node_after(n, node)) {
        if (n->kind == GR_K_LINK && gr_str_eq(n->as.link.to, anchor)) {
            return true;
        }
    }
    return false;
}

static bool is_display(const gr_node *node)
{
    return node->kind == GR_K_TABLE || node->kind == GR_K_CHART || node->kind == GR_K_IMAGE ||
           node->kind == GR_K_GRID;
}

/* What it would cost to end the page below it. "... the following:" stays with what it announces,
 * as words that name the figure below them do, and an item of a list with the list in it; what
 * stands right above a figure most likely tells of it. */
static int32_t cost_below(const gr_node *node)
{
    const gr_node *next = node->next;
    bool item = node->parent != NULL && node->parent->kind == GR_K_ITEM;
    if (last_sign(node) == ':' || (item && next != NULL && next->kind == GR_K_LIST) ||
        (next != NULL && names(node, next->anchor))) {
        return GR_BREAK_NEVER;
    }
    return next != NULL && is_display(next) ? GR_COST_FEW : 0;
}

static gr_tag tag_of(uint8_t level)
{
    return (gr_tag)(GR_TAG_H1 + (level < 1                   ? 0
                                 : level > GR_HEADING_LEVELS ? GR_HEADING_LEVELS - 1
                                                             : level - 1));
}

gr_elem *gr_paragraph_elem(gr_layouter *lay, const gr_node *node, gr_elem *parent)
{
    uint8_t head = node->as.paragraph.head;
    return node->first == NULL ? NULL
                               : gr_elem_add(lay, parent, head > 0 ? tag_of(head) : GR_TAG_P, node);
}

gr_status gr_lay_paragraph(gr_layouter *lay, const gr_node *node, gr_flow *flow)
{
    return gr_lay_paragraph_as(lay, node, gr_paragraph_elem(lay, node, flow->elem), flow);
}

gr_status gr_lay_paragraph_as(gr_layouter *lay, const gr_node *node, gr_elem *elem, gr_flow *flow)
{
    GR_TRY(gr_lay_para(lay, flow,
                       (gr_para_spec){.node = node,
                                      .style = node->style,
                                      .elem = elem,
                                      .note_elem = flow->elem,
                                      .text = GR_LIT(""),
                                      .colour = GR_NO_COLOUR}));
    gr_flow_cost(flow, cost_below(node));
    return GR_OK;
}

gr_status gr_lay_heading(gr_layouter *lay, const gr_node *node, gr_flow *flow)
{
    gr_heading_entry *entry = gr_heading_find(lay, node);
    uint8_t level = node->as.heading.level;
    gr_elem *elem = gr_elem_add(lay, flow->elem, tag_of(level), node);
    entry->elem = elem;
    gr_flow_pin(lay, flow, (gr_pin){.kind = GR_PIN_ANCHOR, .id = entry->anchor});
    if (level == 1) {
        gr_flow_pin(lay, flow,
                    (gr_pin){.kind = GR_PIN_CHAPTER, .id = (uint32_t)(entry - lay->headings)});
    }
    gr_str number = node->as.heading.number;
    gr_str lead =
        number.len == 0 ? number : gr_str_fmt(lay->passing, GR_FMT "\xC2\xA0 ", GR_ARG(number));
    GR_TRY(gr_lay_para(lay, flow,
                       (gr_para_spec){.node = node,
                                      .style = node->style,
                                      .elem = elem,
                                      .note_elem = flow->elem,
                                      .text = lead,
                                      .hang_text = number.len > 0,
                                      .colour = GR_NO_COLOUR}));
    gr_flow_cost(flow, GR_BREAK_NEVER); /* a heading never ends a page, whatever its style says */
    flow->opening = OPENING_LINES * lay->house->styles[GR_STYLE_PARAGRAPH]->leading;
    return GR_OK;
}
