#include "layout_priv.h"

/* Owns the table of contents: TOC > TOCI > Reference > Link, one TOC per level. Lines do not depend
 * on page numbers, which come when all pages are made. */

#define LEADER_GAP 500 /* at both ends of the dots, 1/1000 of the size */

typedef struct toc {
    gr_layouter *lay;
    const gr_node *node;
    gr_flow *flow;
    gr_elem *levels[GR_HEADING_LEVELS +
                    1]; /* open TOC of each level; levels[0]: where the outermost goes */
    uint8_t depth;      /* of the innermost open one */
    gr_mpt page_width;  /* kept free at the right of every line */
} toc;

static uint8_t in_range(uint8_t level)
{
    return level < 1 ? 1 : level > GR_HEADING_LEVELS ? GR_HEADING_LEVELS : level;
}

static const gr_style *style_of(const gr_layouter *lay, uint8_t level)
{
    return lay->house->styles[GR_STYLE_CONTENTS_1 + in_range(level) - 1];
}

/* TOC elements nest as the headings do. */
static gr_elem *toc_for(toc *t, uint8_t level)
{
    level = in_range(level);
    while (t->depth < level) {
        gr_elem *above = t->levels[t->depth];
        t->depth++;
        t->levels[t->depth] = gr_elem_add(t->lay, above, GR_TAG_TOC, t->node);
    }
    t->depth = level;
    return t->levels[level];
}

/* Dots stand under each other from line to line, as all are counted from the right edge. */
static void add_leader(const toc *t, const gr_ink *ink, gr_mpt from, gr_mpt to, gr_mpt y,
                       gr_items *out)
{
    const gr_shaped *dot = gr_shape_text(t->lay, ink, GR_LIT(" ."), t->node);
    gr_mpt step = gr_shaped_width(dot, ink->size);
    gr_mpt gap = gr_text_length(LEADER_GAP, ink->size);
    gr_mpt n = step > 0 ? (to - from - 2 * gap) / step : 0;
    if (n < 2) {
        return;
    }
    gr_buf dots = gr_buf_make(t->lay->scratch, SIZE_MAX);
    for (gr_mpt i = 0; i < n; i++) {
        gr_buf_add(&dots, GR_LIT(" ."));
    }
    const gr_shaped *shaped = gr_shape_text(t->lay, ink, gr_buf_view(&dots), t->node);
    (void)gr_add_shaped(t->lay, shaped, ink, gr_decoration(GR_ARTIFACT_LAYOUT),
                        to - gap - gr_shaped_width(shaped, ink->size), y, out);
}

typedef struct entry_line { /* what an entry's last line gets at its right */
    const gr_style *style;
    const gr_link_to *link;
    gr_mpt start; /* of that line, from the indent: a number hangs before it */
} entry_line;

static void add_page(const toc *t, const entry_line *e, const gr_lines *lines)
{
    gr_line *last = &lines->lines[lines->n - 1];
    gr_ink ink = gr_style_ink(t->lay, e->style);
    const gr_shaped *space = gr_shape_text(t->lay, &ink, GR_LIT(" "), t->node);
    gr_mpt right = t->flow->x + t->flow->width;
    gr_mpt text_end = t->flow->x + e->style->indent + e->start + last->width;
    gr_owner owner = gr_owned_by(e->link->elem);
    add_leader(t, &ink, text_end, right - t->page_width, lines->baseline, &last->items);
    (void)gr_add_shaped(t->lay, space, &ink, owner, text_end, lines->baseline, &last->items);
    gr_item number = gr_late_number(t->lay, e->link->anchor, e->style, owner);
    number.x = right;
    number.y = lines->baseline;
    gr_items_add(t->lay, &last->items, number);
}

static void add_areas(const toc *t, const entry_line *e, const gr_lines *lines)
{
    const gr_mpt box[4] = {t->flow->x + e->style->indent, 0, t->flow->x + t->flow->width,
                           lines->leading};
    for (size_t i = 0; i < lines->n; i++) {
        gr_items_add(t->lay, &lines->lines[i].items, gr_link_item(e->link, box));
    }
}

static gr_status lay_entry(toc *t, const gr_heading_entry *heading)
{
    gr_layouter *lay = t->lay;
    const gr_style *style = style_of(lay, heading->level);
    gr_elem *item = gr_elem_add(lay, toc_for(t, heading->level), GR_TAG_TOCI, t->node);
    gr_elem *reference = gr_elem_add(lay, item, GR_TAG_REFERENCE, t->node);
    gr_link_to *link = GR_NEW(lay->passing, gr_link_to);
    *link = (gr_link_to){.elem = gr_elem_add(lay, reference, GR_TAG_LINK, t->node),
                         .uri = GR_LIT(""),
                         .anchor = heading->anchor,
                         .lined = true,
                         .contents = gr_str_dup(lay->arena, heading->title)};
    gr_str lead = heading->number.len == 0
                      ? heading->number
                      : gr_str_fmt(lay->passing, GR_FMT "\xC2\xA0 ", GR_ARG(heading->number));
    gr_node *text = gr_node_new(lay->passing, NULL, GR_K_PARAGRAPH, t->node->at);
    gr_node *chars = gr_node_new(lay->passing, NULL, GR_K_TEXT, t->node->at);
    chars->as.text.chars = heading->text;
    text->first = text->last = chars;
    gr_mark mark = gr_arena_mark(lay->paras);
    gr_para *para = gr_para_make(lay, &(gr_para_spec){.node = text,
                                                      .text = lead,
                                                      .style = style,
                                                      .elem = link->elem,
                                                      .hang_text = lead.len > 0,
                                                      .link = link,
                                                      .colour = GR_NO_COLOUR});
    const gr_measure measure = {.x = t->flow->x + style->indent,
                                .width = t->flow->width - style->indent,
                                .last = t->page_width,
                                .align = GR_ALIGN_LEFT};
    gr_lines *lines = gr_para_lines(lay, para, &measure);
    gr_mpt start = lines->n > 1 ? para->hang : 0;
    gr_arena_rewind(lay->paras, mark);
    if (lines->n > 0) {
        entry_line e = {.style = style, .link = link, .start = start};
        add_page(t, &e, lines);
        add_areas(t, &e, lines);
    }
    gr_flow_gap(t->flow, style->space_before);
    GR_TRY(gr_push_lines(lay, t->flow, t->node, style, lines));
    gr_flow_gap(t->flow, style->space_after);
    gr_flow_cost(t->flow, style->keep_next ? GR_BREAK_NEVER : 0);
    return GR_OK;
}

static gr_status lay_title(gr_layouter *lay, const gr_node *node, gr_flow *flow)
{
    gr_node *blank = gr_node_new(lay->passing, NULL, GR_K_PARAGRAPH, node->at);
    const gr_style *style = lay->house->styles[GR_STYLE_CONTENTS_TITLE];
    blank->style = style;
    if (node->as.contents.title.len == 0) {
        return GR_OK;
    }
    GR_TRY(gr_lay_para(lay, flow,
                       (gr_para_spec){.node = blank,
                                      .style = style,
                                      .text = node->as.contents.title,
                                      .elem = gr_elem_add(lay, flow->elem, GR_TAG_H1, node),
                                      .colour = GR_NO_COLOUR}));
    gr_flow_cost(flow, GR_BREAK_NEVER);
    return GR_OK;
}

static gr_mpt widest_page(gr_layouter *lay, const gr_node *node)
{
    gr_mpt widest = 0;
    for (uint8_t level = 1; level <= GR_HEADING_LEVELS; level++) {
        gr_ink ink = gr_style_ink(lay, style_of(lay, level));
        gr_mpt width = gr_shaped_width(gr_shape_text(lay, &ink, GR_LIT("000"), node), ink.size);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static gr_status lay_headings(toc *t)
{
    gr_layouter *lay = t->lay;
    uint8_t depth = t->node->as.contents.depth;
    depth = depth > 0 ? depth : GR_HEADING_LEVELS;
    GR_TRY(lay_title(lay, t->node, t->flow));
    for (size_t i = 0; i < lay->n_headings; i++) {
        if (lay->headings[i].listed && lay->headings[i].level <= depth) {
            GR_TRY(lay_entry(t, &lay->headings[i]));
            bool deeper =
                i + 1 < lay->n_headings && lay->headings[i + 1].level > lay->headings[i].level;
            gr_flow_cost(t->flow, deeper ? GR_COST_FEW : 0);
        }
    }
    return GR_OK;
}

/* The caption with a number of what belongs in the list; NULL: it does not. */
static const gr_node *listed_caption(const gr_node *node, gr_listing list)
{
    bool figure = node->kind == GR_K_CHART || node->kind == GR_K_IMAGE;
    if (list == GR_LISTS_TABLES ? node->kind != GR_K_TABLE : !figure) {
        return NULL;
    }
    const gr_node *part = node->first;
    while (part != NULL && part->kind != GR_K_CAPTION) {
        part = part->next;
    }
    return part == NULL || part->as.caption.number == 0 ? NULL : part;
}

/* "Tabel 3: " stands first in a caption; here its number hangs before the words. */
static gr_status lay_caption(toc *t, const gr_node *of, const gr_node *caption)
{
    gr_layouter *lay = t->lay;
    const gr_node words = {.kind = GR_K_CAPTION, .first = caption->first->next};
    gr_str lead = gr_str_trim(caption->first->as.text.chars);
    gr_str text = gr_utf8_searchable(lay->passing, gr_node_text(&words, lay->passing));
    gr_heading_entry entry = {.node = of,
                              .title = gr_node_text(caption, lay->passing),
                              .number = gr_str_sub(lead, 0, lead.len - 1),
                              .text = gr_str_trim(text),
                              .level = 1,
                              .anchor = gr_anchor_id(lay, of->anchor)};
    return lay_entry(t, &entry);
}

/* Without a title when there is nothing to list. */
static gr_status lay_captions(toc *t)
{
    const gr_node *root = t->lay->doc->root;
    bool titled = false;
    for (const gr_node *node = root; node != NULL; node = gr_node_after(node, root)) {
        const gr_node *caption = listed_caption(node, t->node->as.contents.list);
        if (caption != NULL && !titled) { /* it stands below another list, mostly */
            gr_flow_gap(t->flow, t->lay->house->styles[GR_STYLE_CONTENTS_TITLE]->leading);
            GR_TRY(lay_title(t->lay, t->node, t->flow));
        }
        if (caption != NULL) {
            GR_TRY(lay_caption(t, node, caption));
            titled = true;
        }
    }
    return GR_OK;
}

gr_status gr_lay_contents(gr_layouter *lay, const gr_node *node, gr_flow *flow)
{
    toc t = {.lay = lay,
             .node = node,
             .flow = flow,
             .levels = {flow->elem},
             .page_width = widest_page(lay, node)};
    return node->as.contents.list == GR_LISTS_HEADINGS ? lay_headings(&t) : lay_captions(&t);
}
