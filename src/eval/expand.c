#include "eval/eval.h"

/* Owns the walk over blocks. What each block makes is in blocks/<name>.c; a line in
 * template/blocks.def without a writer does not link. */
#include "expander_priv.h"

static gr_write_fn *const writers[GR_E__COUNT] = {
#define GR_BLOCK(ID, element, name) [GR_E_##ID] = gr_write_##name,
#include "template/blocks.def"
#undef GR_BLOCK
};

static gr_status go_deeper(gr_expander *expander, gr_loc at)
{
    if (expander->depth >= expander->report->limits->nesting) {
        gr_diag_report_open(expander->context->diag, at, GR_CODE_ROWS_TOO_DEEP,
                            "blocks more than %u deep", expander->report->limits->nesting);
        return GR_OVER_LIMIT;
    }
    expander->depth++;
    return GR_OK;
}

/** What an element makes stays with what follows it: each of its blocks, but of those that only
 * hold others the last one. */
static void keep_next(const gr_tnode *node, const gr_node *into, gr_node *before)
{
    bool holds = node->kind == GR_E_EACH || node->kind == GR_E_TEXT || node->kind == GR_E_USE ||
                 node->kind == GR_E_INCLUDE;
    gr_node *made = before == NULL ? into->first : before->next;
    for (; made != NULL; made = made->next) {
        made->keep_next = made->keep_next || !holds || made->next == NULL;
    }
}

static bool may_float(const gr_node *node)
{
    return node->kind == GR_K_TABLE || node->kind == GR_K_CHART || node->kind == GR_K_IMAGE ||
           node->kind == GR_K_BOX;
}

/** Over the margin column too: what may float, as that is what is wider than a text. */
static void let_span(const gr_tnode *node, const gr_node *into, gr_node *before)
{
    bool both = gr_str_is(gr_tnode_value(node, "span"), "both");
    gr_node *made = before == NULL ? into->first : before->next;
    for (; both && made != NULL; made = made->next) {
        made->wide = may_float(made);
    }
}

static void let_float(const gr_tnode *node, const gr_node *into, gr_node *before)
{
    gr_str words = gr_tnode_value(node, "float"), word = words;
    while (gr_str_split(&words, ' ', &word)) {
        gr_node *made = before == NULL ? into->first : before->next;
        for (; made != NULL; made = made->next) {
            made->may_float.here |= may_float(made) && gr_str_is(word, "here");
            made->may_float.next_head |= may_float(made) && gr_str_is(word, "next-head");
            made->may_float.foot |= may_float(made) && gr_str_is(word, "foot");
        }
    }
}

GR_MUST_USE gr_status gr_expand_block(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    if (writers[node->kind] == NULL) {
        return GR_OK; /* parameters and editions stand among blocks; they were read before */
    }
    if (!gr_cell_takes(expander, node)) {
        return GR_OK;
    }
    GR_TRY(go_deeper(expander, node->at));
    gr_node *before = into->last;
    gr_status status = gr_expander_repeat(expander, node, into, writers[node->kind]);
    if (gr_tnode_flag(node, "keep-next", false)) {
        keep_next(node, into, before);
    }
    let_float(node, into, before);
    let_span(node, into, before);
    expander->depth--;
    return status;
}

GR_MUST_USE gr_status gr_expand_blocks(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    for (const gr_tnode *child = node->first; child != NULL; child = child->next) {
        GR_TRY(gr_expand_block(expander, child, into));
    }
    return GR_OK;
}

GR_MUST_USE gr_status gr_expand_kind(gr_expander *expander, const gr_tnode *node, gr_element kind,
                                     gr_node *into, gr_write_fn *write)
{
    for (const gr_tnode *child = node->first; child != NULL; child = child->next) {
        if (child->kind == kind) {
            GR_TRY(gr_expander_repeat(expander, child, into, write));
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

GR_MUST_USE gr_status gr_expand_parts(gr_expander *expander, const gr_tnode *node, gr_element kind,
                                      gr_node *into, gr_write_fn *write)
{
    const gr_tnode *part = node->first;
    while (part != NULL && part->kind != kind) {
        part = part->next;
    }
    if (part == NULL) {
        gr_diag_report_open(expander->context->diag, node->at, GR_CODE_WORDS_ABSENT,
                            "<%s> without <%s>; write one, or leave it out",
                            gr_element_names[node->kind], gr_element_names[kind]);
        expander->failed = true;
    }
    return gr_expand_kind(expander, node, kind, into, write);
}

GR_MUST_USE gr_status gr_expand_mixed(gr_expander *expander, const gr_tnode *node, gr_node *into,
                                      gr_style_id style)
{
    const gr_tnode *child = node->first;
    while (child != NULL) {
        if (!gr_element_is_inline(child->kind)) {
            GR_TRY(gr_expand_block(expander, child, into));
            child = child->next;
            continue;
        }
        const gr_tnode *end = end_of_text(child);
        if (!all_blank(child, end)) {
            gr_node *paragraph = NULL;
            GR_TRY(gr_expander_add_styled(expander, into, GR_K_PARAGRAPH, child->at, style,
                                          &paragraph));
            GR_TRY(gr_write_inlines(expander, child, end, paragraph));
        }
        child = end;
    }
    return GR_OK;
}
