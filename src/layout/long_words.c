#include "layout_priv.h"

/* Owns the last resort: text without a legal line end that is wider than its line is cut between
 * glyphs, so that nothing ever leaves its space. It is reported, as it is never pretty. A figure is
 * never cut: 1.234.5 and 67 are two numbers. One that does not fit is an error. */

#define COST_EMERGENCY 5000

typedef struct splitter {
    gr_layouter *lay;
    gr_para *para; /* receives the items */
    gr_mpt width;
    bool cut;
} splitter;

static void add(splitter *to, gr_break_item item, gr_token token)
{
    gr_para *para = to->para;
    size_t n = para->n;
    *GR_PUSH(to->lay->paras, para->tokens, n, para->cap_tokens, gr_token) = token;
    *GR_PUSH(to->lay->paras, para->items, para->n, para->cap_items, gr_break_item) = item;
}

static void add_cut(splitter *to)
{
    add(to, (gr_break_item){.kind = GR_BREAK_PENALTY, .penalty = COST_EMERGENCY}, (gr_token){0});
    to->cut = true;
}

/* Takes what is read first off the token: one glyph with its marks, which have the same cluster. */
static gr_token take_glyph(gr_token *rest, int32_t *out_advance)
{
    const gr_glyph *glyphs = rest->run->glyphs + rest->first;
    bool rtl = rest->run->rtl;
    uint32_t n = 0;
    *out_advance = 0;
    uint32_t cluster = glyphs[rtl ? rest->n - 1 : 0].cluster;
    while (n < rest->n && glyphs[rtl ? rest->n - 1 - n : n].cluster == cluster) {
        *out_advance += glyphs[rtl ? rest->n - 1 - n : n].advance;
        n++;
    }
    gr_token piece = *rest;
    piece.first = rtl ? rest->first + rest->n - n : rest->first;
    piece.n = n;
    rest->first += rtl ? 0 : n;
    rest->n -= n;
    return piece;
}

static void add_glyphs(splitter *to, gr_token token)
{
    while (token.n > 0) {
        int32_t advance = 0;
        gr_token piece = take_glyph(&token, &advance);
        add(to,
            (gr_break_item){.kind = GR_BREAK_BOX,
                            .width = gr_text_length(advance, piece.ink->size)},
            piece);
        if (token.n > 0) {
            add_cut(to);
        }
    }
}

static bool is_break(const gr_break_item *item)
{
    return item->kind == GR_BREAK_GLUE ||
           (item->kind == GR_BREAK_PENALTY && item->penalty < GR_BREAK_NEVER);
}

/* Items from `from` up to the next legal line end; their width with the hyphen there. */
static size_t chain_end(const gr_para *para, size_t from, int64_t *out_width)
{
    *out_width = 0;
    size_t i = from;
    for (; i < para->n && !is_break(&para->items[i]); i++) {
        *out_width += para->items[i].kind == GR_BREAK_BOX ? para->items[i].width : 0;
    }
    *out_width += i < para->n && para->items[i].hyphen ? para->items[i].width : 0;
    return i;
}

static void add_chain(splitter *to, const gr_para *from, size_t first, size_t end)
{
    bool hyphen = end < from->n && from->items[end].hyphen;
    for (size_t i = first; i < end; i++) {
        bool inside = i > first && from->tokens[i].figure && from->tokens[i - 1].figure;
        if (i > first && from->items[i].kind == GR_BREAK_BOX && !inside) {
            add_cut(to);
        }
        if (from->tokens[i].figure) {
            add(to, from->items[i], from->tokens[i]);
            continue;
        }
        gr_mpt behind = hyphen && i + 1 == end ? from->items[end].width : 0;
        if (from->items[i].kind == GR_BREAK_BOX && from->items[i].width + behind > to->width) {
            add_glyphs(to, from->tokens[i]);
        } else {
            add(to, from->items[i], from->tokens[i]);
        }
    }
}

/* What is wider than the line parts at its gaps first. */
static void part_wide(gr_para *para, gr_mpt width)
{
    int64_t chain = 0;
    for (size_t i = 0, end = 0; i < para->n; i = end + 1) {
        end = chain_end(para, i, &chain);
        if (chain > width) {
            gr_part_joined(para, i, end);
        }
    }
}

static bool any_wide(const gr_para *para, gr_mpt width)
{
    int64_t chain = 0;
    for (size_t i = 0; i < para->n; i = chain_end(para, i, &chain) + 1) {
        (void)chain_end(para, i, &chain);
        if (chain > width) {
            return true;
        }
    }
    return false;
}

/* Of a cell its table: one place for all figures that are as wide. */
static gr_loc place_of(const gr_node *node)
{
    const gr_node *at = node;
    while (at->parent != NULL && at->kind != GR_K_TABLE) {
        at = at->parent;
    }
    return at->kind == GR_K_TABLE ? at->at : node->at;
}

/* The widest figure, said once a paragraph. */
static bool report_figures(gr_layouter *lay, const gr_para *para, gr_mpt width)
{
    gr_mpt wanted = gr_para_widths(para).figure;
    if (wanted <= width) {
        return false;
    }
    gr_diag_report_open(
        lay->diag, place_of(para->node), GR_CODE_FIGURE_WIDE,
        "a figure of %ld.%ld pt has %ld.%ld pt and is never cut; turn the page "
        "(a landscape master), show fewer columns or fewer digits (as thousands), or "
        "take a look or style with smaller type",
        (long)(wanted / 1000), (long)(wanted % 1000 / 100), (long)(width / 1000),
        (long)(width % 1000 / 100));
    lay->worst = GR_BAD_INPUT;
    return true;
}

void gr_split_wide(gr_layouter *lay, gr_para *para, gr_mpt width)
{
    part_wide(para, width);
    if (!any_wide(para, width)) {
        return;
    }
    gr_para whole = *para;
    para->items = NULL;
    para->tokens = NULL;
    para->n = para->cap_items = para->cap_tokens = 0;
    splitter to = {.lay = lay, .para = para, .width = width};
    for (size_t i = 0; i < whole.n;) {
        int64_t chain = 0;
        size_t end = chain_end(&whole, i, &chain);
        if (chain > width) {
            add_chain(&to, &whole, i, end);
        } else {
            for (size_t j = i; j < end; j++) {
                add(&to, whole.items[j], whole.tokens[j]);
            }
        }
        if (end < whole.n) {
            add(&to, whole.items[end], whole.tokens[end]);
        }
        i = end + 1;
    }
    bool told = report_figures(lay, para, width); /* the same lack of room */
    bool code = para->node->parent != NULL && para->node->parent->kind == GR_K_CODE;
    if (to.cut && !code && !told) { /* where code goes on, a hook says so */
        gr_diag_report_open(lay->diag, para->node->at, GR_CODE_TOO_WIDE,
                            "a word was cut to fit %ld pt; give it more room or write it shorter",
                            (long)(width / 1000));
    }
}
