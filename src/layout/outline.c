#include "pages_priv.h"

/* Owns what has a page number: anchors, headings, the outline, and whether the numbers that were
 * printed in this round are those that were found. */
#include "base/intern.h"

#define UNKNOWN_PAGE "00" /* as wide as most page numbers, so that one more round is enough */

struct gr_anchors {
    gr_intern *names;
    gr_page_spot *known; /* of the last round */
    gr_page_spot *found; /* of this one */
    size_t n, cap_known, cap_found;
};

struct gr_anchors *gr_anchors_new(gr_arena *arena)
{
    struct gr_anchors *anchors = GR_NEW(arena, struct gr_anchors);
    anchors->names = gr_intern_new(arena);
    return anchors;
}

uint32_t gr_anchor_id(gr_layouter *lay, gr_str name)
{
    struct gr_anchors *anchors = lay->anchors;
    uint32_t id = gr_intern_add(anchors->names, name);
    while (anchors->n < gr_intern_count(anchors->names)) {
        size_t n = anchors->n;
        *GR_PUSH(lay->keep, anchors->known, n, anchors->cap_known, gr_page_spot) =
            (gr_page_spot){0};
        *GR_PUSH(lay->keep, anchors->found, anchors->n, anchors->cap_found, gr_page_spot) =
            (gr_page_spot){0};
    }
    return id;
}

void gr_anchor_found(gr_layouter *lay, uint32_t id, uint32_t page, gr_mpt y)
{
    gr_page_spot *place = &lay->anchors->found[id];
    if (!place->found) {
        *place = (gr_page_spot){.found = true, .page = page, .y = y};
    }
}

gr_str gr_anchor_page(gr_layouter *lay, uint32_t id)
{
    const gr_page_spot *place = &lay->anchors->found[id];
    if (!place->found) {
        lay->anchors->known[id].asked = true;
        place = &lay->anchors->known[id];
        lay->doomed = lay->doomed || (lay->first_round && lay->sink != NULL);
    }
    return place->found ? gr_str_fmt(lay->passing, "%lu", (unsigned long)place->page + 1)
                        : GR_LIT(UNKNOWN_PAGE);
}

const gr_page_spot *gr_anchor_spot(const gr_layouter *lay, uint32_t id)
{
    return &lay->anchors->found[id];
}

bool gr_pages_settled(const gr_layouter *lay)
{
    const struct gr_anchors *anchors = lay->anchors;
    for (size_t i = 0; i < anchors->n; i++) {
        bool same = anchors->known[i].page == anchors->found[i].page &&
                    anchors->known[i].found == anchors->found[i].found;
        if (anchors->known[i].asked && !same) {
            return false;
        }
    }
    return true;
}

void gr_anchors_next_round(gr_layouter *lay)
{
    struct gr_anchors *anchors = lay->anchors;
    for (size_t i = 0; i < anchors->n; i++) {
        anchors->known[i] = anchors->found[i];
        anchors->found[i] = (gr_page_spot){0};
    }
}

/** What a link leads to exists, but nothing of it came out: a block of no words at the end. */
static void report_lost(gr_layouter *lay, const gr_link_place *link)
{
    const gr_elem *from = link->elem;
    gr_str id = gr_intern_text(lay->anchors->names, link->spot);
    gr_diag_report(lay->diag, from != NULL ? from->node->at : lay->doc->root->at, GR_CODE_LINK_LOST,
                   "nothing of '" GR_FMT "' is on any page; give it words, or take the link away",
                   GR_ARG(id));
    lay->worst = GR_BAD_INPUT;
}

void gr_fill_links(gr_layouter *lay, gr_builder *builder)
{
    for (size_t i = 0; i < builder->n_links; i++) {
        const gr_link_place *at = &builder->links[i];
        const gr_page_spot *to = &lay->anchors->found[at->spot];
        if (!to->found) {
            report_lost(lay, at);
        }
        if (lay->sink == NULL) {
            gr_item *item = &builder->drafts[at->page].items.items[at->item];
            item->as.link.page = to->page;
            item->as.link.to_y = to->y;
        }
    }
}

/* A title on one line: each run of white space is one space. */
static gr_str folded(gr_layouter *lay, gr_str text)
{
    gr_buf out = gr_buf_make(lay->keep, SIZE_MAX);
    for (size_t i = 0, white = 0; i < text.len; i += white == 0 ? 1 : white) {
        white = gr_str_white(text, i);
        if (white == 0 || (out.len > 0 && out.ptr[out.len - 1] != ' ')) {
            gr_buf_add_char(&out, white > 0 ? ' ' : text.ptr[i]);
        }
    }
    return gr_str_trim(gr_utf8_searchable(lay->keep, gr_buf_view(&out)));
}

static void add_heading(gr_layouter *lay, const gr_node *node)
{
    gr_str text = folded(lay, gr_node_text(node, lay->keep));
    gr_str number = node->as.heading.number;
    gr_str title = number.len == 0
                       ? text
                       : gr_str_fmt(lay->keep, GR_FMT " " GR_FMT, GR_ARG(number), GR_ARG(text));
    gr_str name = gr_str_fmt(lay->scratch, "\001heading-%zu", lay->n_headings);
    *GR_PUSH(lay->keep, lay->headings, lay->n_headings, lay->cap_headings, gr_heading_entry) =
        (gr_heading_entry){.node = node,
                           .title = title,
                           .number = number,
                           .text = text,
                           .level = node->as.heading.level,
                           .listed = node->as.heading.listed,
                           .anchor = gr_anchor_id(lay, name)};
}

static void gather(gr_layouter *lay, const gr_node *node)
{
    if (node->kind == GR_K_HEADING) {
        add_heading(lay, node);
        return;
    }
    for (const gr_node *child = node->first; child != NULL; child = child->next) {
        if (gr_kinds[child->kind].holds == GR_HOLDS_BLOCKS || child->kind == GR_K_HEADING ||
            child->kind == GR_K_LIST) {
            gather(lay, child);
        }
    }
}

void gr_gather_headings(gr_layouter *lay)
{
    gather(lay, lay->doc->root);
}

gr_heading_entry *gr_heading_find(gr_layouter *lay, const gr_node *node)
{
    for (size_t i = 0; i < lay->n_headings; i++) {
        size_t at = (lay->next_heading + i) % lay->n_headings;
        if (lay->headings[at].node == node) {
            lay->next_heading = at + 1;
            return &lay->headings[at];
        }
    }
    add_heading(lay, node); /* in a place where the walk does not look */
    return &lay->headings[lay->n_headings - 1];
}

void gr_give_spots(gr_layouter *lay, gr_pages *pages)
{
    size_t n = lay->anchors->n;
    gr_page_spot *spots = GR_NEW_N(lay->arena, gr_page_spot, n + 1);
    if (n > 0) {
        memcpy(spots, lay->anchors->found, n * sizeof spots[0]);
    }
    pages->spots = spots;
    pages->n_spots = n;
}

void gr_fill_outline(gr_layouter *lay, gr_pages *pages)
{
    gr_outline *outline = GR_NEW_N(lay->arena, gr_outline, lay->n_headings + 1);
    for (size_t i = 0; i < lay->n_headings; i++) {
        const gr_heading_entry *entry = &lay->headings[i];
        const gr_page_spot *place = &lay->anchors->found[entry->anchor];
        if (entry->listed && place->found) {
            outline[pages->n_outline++] =
                (gr_outline){.title = gr_str_dup(lay->arena, entry->title),
                             .level = entry->level,
                             .page = place->page,
                             .y = place->y,
                             .elem = entry->elem};
        }
    }
    pages->outline = outline;
}
