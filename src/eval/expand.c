#include "eval/eval.h"

/* Owns the walk over blocks. What each block makes is in blocks/<name>.c; a line in
 * template/blocks.def without a writer does not link. */
#include "author_priv.h"

static gr_write_fn *const writers[GR_E__COUNT] = {
#define GR_BLOCK(ID, element, name) [GR_E_##ID] = gr_write_##name,
#include "template/blocks.def"
#undef GR_BLOCK
};

static gr_status go_deeper(gr_author *author, gr_loc at)
{
    if (author->depth >= author->report->limits->nesting) {
        gr_diag_report_open(author->machine->diag, at, GR_CODE_ROWS_TOO_DEEP,
                            "blocks more than %u deep", author->report->limits->nesting);
        return GR_OVER_LIMIT;
    }
    author->depth++;
    return GR_OK;
}

GR_MUST_USE gr_status gr_expand_block(gr_author *author, const gr_tnode *node, gr_node *into)
{
    if (writers[node->kind] == NULL) {
        return GR_OK; /* parameters and editions stand among blocks; they were read before */
    }
    GR_TRY(go_deeper(author, node->at));
    gr_status status = gr_author_repeat(author, node, into, writers[node->kind]);
    author->depth--;
    return status;
}

GR_MUST_USE gr_status gr_expand_blocks(gr_author *author, const gr_tnode *node, gr_node *into)
{
    for (const gr_tnode *child = node->first; child != NULL; child = child->next) {
        GR_TRY(gr_expand_block(author, child, into));
    }
    return GR_OK;
}

GR_MUST_USE gr_status gr_expand_kind(gr_author *author, const gr_tnode *node, gr_element kind,
                                     gr_node *into, gr_write_fn *write)
{
    for (const gr_tnode *child = node->first; child != NULL; child = child->next) {
        if (child->kind == kind) {
            GR_TRY(gr_author_repeat(author, child, into, write));
        }
    }
    return GR_OK;
}

/** The first sibling from `node` on that is a block. */
static const gr_tnode *end_of_text(const gr_tnode *node)
{
    while (node != NULL && gr_element_is_inline(node->kind)) {
        node = node->next;
    }
    return node;
}

static bool all_blank(const gr_tnode *first, const gr_tnode *end)
{
    while (first != end && gr_tnode_is_blank(first)) {
        first = first->next;
    }
    return first == end;
}

GR_MUST_USE gr_status gr_expand_parts(gr_author *author, const gr_tnode *node, gr_element kind,
                                      gr_node *into, gr_write_fn *write)
{
    const gr_tnode *part = node->first;
    while (part != NULL && part->kind != kind) {
        part = part->next;
    }
    if (part == NULL) {
        gr_diag_report_open(author->machine->diag, node->at, GR_CODE_WORDS_ABSENT,
                            "<%s> without <%s>; write one, or leave it out",
                            gr_element_names[node->kind], gr_element_names[kind]);
        author->failed = true;
    }
    return gr_expand_kind(author, node, kind, into, write);
}

GR_MUST_USE gr_status gr_expand_mixed(gr_author *author, const gr_tnode *node, gr_node *into,
                                      gr_style_id style)
{
    const gr_tnode *child = node->first;
    while (child != NULL) {
        if (!gr_element_is_inline(child->kind)) {
            GR_TRY(gr_expand_block(author, child, into));
            child = child->next;
            continue;
        }
        const gr_tnode *end = end_of_text(child);
        if (!all_blank(child, end)) {
            gr_node *paragraph = NULL;
            GR_TRY(
                gr_author_add_styled(author, into, GR_K_PARAGRAPH, child->at, style, &paragraph));
            GR_TRY(gr_write_inlines(author, child, end, paragraph));
        }
        child = end;
    }
    return GR_OK;
}
