#include "convert.h"

/* Owns what stands inside a paragraph: text with figures, emphasis, links, breaks. */

static gr_str literal_of(cmark_node *node)
{
    return gr_str_of(cmark_node_get_literal(node));
}

/** Ends the run of text being gathered: a node of its own under `into`. */
static void close_run(gr_md_tree *tree, gr_md_pieces *pieces, gr_tnode *into)
{
    gr_loc at = pieces->at;
    const gr_pattern *pattern = gr_md_pieces_pattern(pieces);
    if (pattern != NULL) {
        gr_tnode_new(tree->text->parse->arena, into, GR_E_RUN, at)->run = pattern;
    }
}

/** A reference whose footnote is not there stays as text with cmark; here it is an error. */
static void check_reference(gr_md_tree *tree, cmark_node *node, gr_str chars)
{
    size_t at = gr_str_find(chars, GR_LIT("[^"));
    if (at == SIZE_MAX) {
        return;
    }
    gr_str rest = gr_str_sub(chars, at, SIZE_MAX);
    size_t end = gr_str_find(rest, GR_LIT("]"));
    if (end == SIZE_MAX) {
        return;
    }
    gr_str label = gr_str_sub(rest, 0, end + 1);
    size_t from = gr_md_node_offset(tree, node);
    size_t hit = gr_str_find(gr_str_sub(tree->text->without, from, SIZE_MAX), label);
    gr_md_fail(tree->text, gr_md_place_at(tree->text, hit == SIZE_MAX ? from : from + hit),
               GR_CODE_TEXT_FORM,
               "footnote " GR_FMT " has no text; write " GR_FMT ": ... on a line of its own",
               GR_ARG(label), GR_ARG(label));
}

static const gr_pattern *address_pattern(gr_md_tree *tree, cmark_node *node, gr_str address)
{
    gr_md_pieces pieces = gr_md_pieces_make(tree->text);
    gr_md_pieces_add(&pieces, address, gr_md_node_place(tree, node), false);
    return gr_md_pieces_pattern(&pieces);
}

gr_str gr_md_pattern_text(gr_md_tree *tree, const gr_pattern *pattern)
{
    gr_buf out = gr_buf_make(tree->text->parse->arena, SIZE_MAX / 4);
    for (size_t i = 0; pattern != NULL && i < pattern->n; i++) {
        const gr_piece *piece = &pattern->pieces[i];
        gr_buf_add(&out, piece->text);
        if (piece->expr != NULL) {
            gr_buf_addf(&out, "{" GR_FMT "}", GR_ARG(piece->expr->source));
        }
    }
    return gr_buf_view(&out);
}

/** Begins as addresses on the web do, or with a figure. */
static bool goes_to_web(gr_str url, const gr_pattern *pattern)
{
    return pattern != NULL &&
           (pattern->pieces[0].expr != NULL || gr_str_starts(url, GR_LIT("https://")) ||
            gr_str_starts(url, GR_LIT("http://")) || gr_str_starts(url, GR_LIT("mailto:")));
}

/** [](#id "both page"): how a block is referred to; false: a title, or no such words. */
static bool give_manner(gr_md_tree *tree, gr_str words, gr_tnode *ref)
{
    static const char *const shows[] = {"name", "number", "title", "both"};
    gr_arena *arena = tree->text->parse->arena;
    gr_str rest = words, word;
    while (gr_str_split(&rest, ' ', &word)) {
        bool known = gr_str_is(word, "page");
        if (known) {
            (void)gr_tnode_add_attr(arena, ref, GR_LIT("page"), GR_LIT("yes"), ref->at,
                                    GR_XML_A_FLAG);
        }
        for (size_t i = 0; i < sizeof shows / sizeof shows[0] && !known; i++) {
            known = gr_str_is(word, shows[i]);
            if (known && gr_tnode_attr(ref, "show") == NULL) {
                (void)gr_tnode_add_attr(arena, ref, GR_LIT("show"), gr_str_of(shows[i]), ref->at,
                                        GR_XML_A_CHOICE);
            }
        }
        if (!known) {
            return false;
        }
    }
    return true;
}

static void check_title(gr_md_tree *tree, cmark_node *node, gr_tnode *link)
{
    gr_str title = gr_str_of(cmark_node_get_title(node));
    if (title.len == 0) {
        return;
    }
    if (link->kind != GR_E_REF) {
        gr_md_refuse(tree, node, "a link with a title; leave the title out");
    } else if (!give_manner(tree, title, link)) {
        gr_md_refuse(tree, node,
                     "behind #id may stand name, number, title or both, and page: "
                     "[](#id \"both page\")");
    }
}

static void convert_link(gr_md_tree *tree, cmark_node *node, gr_tnode *into)
{
    gr_str url = gr_str_of(cmark_node_get_url(node));
    bool block = gr_str_starts(url, GR_LIT("#"));
    const gr_pattern *pattern =
        address_pattern(tree, node, gr_str_sub(url, block ? 1 : 0, SIZE_MAX));
    gr_tnode *link =
        gr_tnode_new(tree->text->parse->arena, into, GR_E_A, gr_md_node_place(tree, node));
    if (pattern == NULL || (!block && !goes_to_web(url, pattern))) {
        gr_md_refuse(tree, node,
                     "a link goes to https://..., http://..., mailto:... or to a block: #id");
        return;
    }
    gr_tattr *attr =
        gr_tnode_add_attr(tree->text->parse->arena, link, block ? GR_LIT("to") : GR_LIT("href"),
                          gr_md_pattern_text(tree, pattern), link->at, GR_XML_A_PATTERN);
    attr->as.pattern = pattern;
    tree->in_link = true;
    gr_md_inlines(tree, node, link);
    tree->in_link = false;
    if (link->first == NULL && block) {
        link->kind = GR_E_REF; /* [](#id): its number or title */
    } else if (link->first == NULL) {
        gr_md_refuse(tree, node, "a link without words; write [words](address)");
    }
    check_title(tree, node, link);
}

static void refuse_inline(gr_md_tree *tree, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_HTML_INLINE) {
        gr_md_refuse(tree, node, "HTML; use Markdown (**bold**, *italic*), or < as &lt;");
    } else if (type == CMARK_NODE_IMAGE) {
        gr_md_refuse(tree, node,
                     "a picture within a text; write it as a paragraph of its own, with a blank "
                     "line above and below it");
    } else {
        gr_md_refuse(tree, node, "a form that documents do not know (~~struck out~~?)");
    }
}

static void convert_span(gr_md_tree *tree, cmark_node *node, gr_tnode *into)
{
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_EMPH || type == CMARK_NODE_STRONG) {
        gr_element kind = type == CMARK_NODE_EMPH ? GR_E_I : GR_E_B;
        gr_tnode *span =
            gr_tnode_new(tree->text->parse->arena, into, kind, gr_md_node_place(tree, node));
        gr_md_inlines(tree, node, span);
    } else if (type == CMARK_NODE_LINK) {
        convert_link(tree, node, into);
    } else if (type == CMARK_NODE_FOOTNOTE_REFERENCE) {
        gr_md_note_at(tree, node, into);
    } else if (type == CMARK_NODE_CODE) {
        gr_md_code(tree, node, into);
    } else if (type == CMARK_NODE_LINEBREAK) {
        (void)gr_tnode_new(tree->text->parse->arena, into, GR_E_BR, gr_md_node_place(tree, node));
    } else {
        refuse_inline(tree, node);
    }
}

/** Text and soft breaks are gathered into one run; everything else ends it. */
static bool gathered(gr_md_tree *tree, cmark_node *node, gr_md_pieces *pieces)
{
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_SOFTBREAK) {
        gr_md_pieces_add(pieces, GR_LIT(" "), gr_md_node_place(tree, node), true);
        return true;
    }
    if (type != CMARK_NODE_TEXT) {
        return false;
    }
    check_reference(tree, node, literal_of(node));
    gr_md_text_slips(tree, node);
    gr_md_pieces_add(pieces, literal_of(node), gr_md_node_place(tree, node), true);
    return true;
}

static void convert_all(gr_md_tree *tree, cmark_node *first, cmark_node *end, gr_tnode *into)
{
    gr_md_pieces pieces = gr_md_pieces_make(tree->text);
    for (cmark_node *c = first; c != end; c = cmark_node_next(c)) {
        if (!gathered(tree, c, &pieces)) {
            close_run(tree, &pieces, into);
            convert_span(tree, c, into);
        }
    }
    close_run(tree, &pieces, into);
}

static bool gather_plain(gr_md_tree *tree, cmark_node *first, cmark_node *end, gr_md_pieces *pieces)
{
    bool plain = true;
    for (cmark_node *c = first; c != end; c = cmark_node_next(c)) {
        cmark_node_type type = cmark_node_get_type(c);
        bool stressed = type == CMARK_NODE_EMPH || type == CMARK_NODE_STRONG;
        plain = plain && (stressed ? gather_plain(tree, cmark_node_first_child(c), NULL, pieces)
                                   : gathered(tree, c, pieces));
    }
    return plain;
}

void gr_md_add_plain_between(gr_md_tree *tree, cmark_node *first, cmark_node *end, gr_tnode *node,
                             const char *name, const char *advice)
{
    gr_md_pieces pieces = gr_md_pieces_make(tree->text);
    if (first == NULL) {
        return;
    }
    if (!gather_plain(tree, first, end, &pieces)) {
        gr_md_refuse(tree, first, advice);
    }
    const gr_pattern *pattern = gr_md_pieces_pattern(&pieces);
    if (pattern != NULL) {
        gr_tnode_add_attr(tree->text->parse->arena, node, gr_str_of(name),
                          gr_md_pattern_text(tree, pattern), gr_md_node_place(tree, first),
                          GR_XML_A_PATTERN)
            ->as.pattern = pattern;
    }
}

void gr_md_add_plain(gr_md_tree *tree, cmark_node *parent, gr_tnode *node, const char *name,
                     const char *advice)
{
    gr_md_add_plain_between(tree, cmark_node_first_child(parent), NULL, node, name, advice);
}

void gr_md_inlines_between(gr_md_tree *tree, cmark_node *first, cmark_node *end, gr_tnode *into)
{
    if (first != NULL && gr_md_enter(tree, first)) {
        convert_all(tree, first, end, into);
        tree->depth--;
    }
}

void gr_md_inlines(gr_md_tree *tree, cmark_node *parent, gr_tnode *into)
{
    gr_md_inlines_between(tree, cmark_node_first_child(parent), NULL, into);
}
