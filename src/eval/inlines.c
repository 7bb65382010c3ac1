#include "eval/eval.h"

/* Owns text and inline elements. White space in a descriptor is layout of the descriptor: runs of
 * it become one space, none stands at either end of a paragraph. Values are never touched. */
#include "base/arena.h"
#include "expander_priv.h"

typedef struct text_line { /* what the next piece of text must know of the one before it */
    gr_expander *expander;
    bool spaced;       /* a space stands at the end, or nothing yet */
    gr_node *trailing; /* the TEXT that ends in that space, or NULL */
} text_line;

bool gr_code_lacks_style(gr_expander *expander, gr_loc at)
{
    const gr_house_style *house = expander->report->house;
    if (house->styles[GR_STYLE_CODE] != NULL) {
        return false;
    }
    gr_diag_report_open(expander->context->diag, at, GR_CODE_CODE_STYLE,
                        "'" GR_FMT "' has no text style for code; give it <text-style "
                        "name=\"code\" family=...> and a <font> of letters of one width",
                        GR_ARG(house->id));
    expander->failed = true;
    return true;
}

bool gr_element_is_inline(gr_element kind)
{
    return kind == GR_E_RUN || kind == GR_E_B || kind == GR_E_I || kind == GR_E_CODE ||
           kind == GR_E_A || kind == GR_E_NOTE || kind == GR_E_BR || kind == GR_E_PAGE_OF ||
           kind == GR_E_REF || kind == GR_E_SPAN || kind == GR_E_NOTEREF;
}

bool gr_tnode_is_blank(const gr_tnode *node)
{
    if (node->kind != GR_E_RUN || node->run->n > 1 ||
        (node->run->n == 1 && node->run->pieces[0].expr != NULL)) {
        return false;
    }
    return node->run->n == 0 || gr_str_trim(node->run->pieces[0].text).len == 0;
}

static gr_str collapse(text_line *line, gr_str text)
{
    gr_buf out = gr_buf_make(line->expander->arena, SIZE_MAX);
    for (size_t i = 0, white = 0; i < text.len; i += white == 0 ? 1 : white) {
        white = gr_str_white(text, i);
        if (white == 0 || !line->spaced) {
            gr_buf_add_char(&out, white > 0 ? ' ' : text.ptr[i]);
        }
        line->spaced = white > 0;
    }
    return gr_buf_view(&out);
}

static gr_status write_fixed(text_line *line, gr_node *into, gr_str text, gr_loc at)
{
    bool spaced = line->spaced;
    gr_str chars = collapse(line, text);
    if (chars.len == 0) {
        line->spaced = spaced || line->spaced;
        return GR_OK;
    }
    GR_TRY(gr_expander_add_text(line->expander, into, chars, at));
    line->trailing = line->spaced ? into->last : NULL;
    return GR_OK;
}

static gr_status write_run(text_line *line, const gr_tnode *node, gr_node *into)
{
    const gr_bound_pattern *pattern = node->run_bound;
    for (size_t i = 0; i < pattern->n; i++) {
        const gr_bound_piece *piece = &pattern->pieces[i];
        if (piece->bound == NULL) {
            GR_TRY(write_fixed(line, into, piece->text, node->at));
            continue;
        }
        gr_bound_pattern one = {piece, 1};
        GR_TRY(gr_expander_pattern(line->expander, into, &one, piece->at));
        line->spaced = false;
        line->trailing = NULL;
    }
    return GR_OK;
}

static gr_status write_siblings(text_line *line, const gr_tnode *first, const gr_tnode *end,
                                gr_node *into);

static gr_status write_span(text_line *line, const gr_tnode *node, gr_node *into)
{
    gr_node *span = NULL;
    GR_TRY(gr_expander_add(line->expander, into, GR_K_SPAN, node->at, &span));
    span->as.span.bold = node->kind == GR_E_B;
    span->as.span.italic = node->kind == GR_E_I;
    span->as.span.code = node->kind == GR_E_CODE;
    if (span->as.span.code && gr_code_lacks_style(line->expander, node->at)) {
        return GR_OK;
    }
    span->as.span.lang = gr_tnode_value(node, "lang"); /* empty on b and i */
    return write_siblings(line, node->first, NULL, span);
}

static gr_status write_link(text_line *line, const gr_tnode *node, gr_node *into)
{
    gr_node *link = NULL;
    GR_TRY(gr_expander_add(line->expander, into, GR_K_LINK, node->at, &link));
    link->at = gr_tnode_place(node, "to");
    link->as.link.uri = gr_expander_text(line->expander, node, "href");
    link->as.link.to = gr_expander_text(line->expander, node, "to");
    if (gr_tnode_attr(node, "href") != NULL) {
        gr_check_address(line->expander, gr_tnode_place(node, "href"), link->as.link.uri);
    }
    GR_TRY(write_siblings(line, node->first, NULL, link));
    gr_check_link_text(line->expander, node, link);
    return GR_OK;
}

static gr_status write_page_of(text_line *line, const gr_tnode *node, gr_node *into)
{
    gr_node *ref = NULL;
    GR_TRY(gr_expander_add(line->expander, into, GR_K_PAGE_REF, gr_tnode_place(node, "to"), &ref));
    ref->as.page_ref.to = gr_expander_text(line->expander, node, "to");
    line->spaced = false;
    line->trailing = NULL;
    return GR_OK;
}

static gr_status write_ref(text_line *line, const gr_tnode *node, gr_node *into)
{
    line->spaced = false;
    line->trailing = NULL;
    return gr_write_ref(line->expander, node, into);
}

static gr_status write_break(text_line *line, const gr_tnode *node, gr_node *into)
{
    line->spaced = true;
    line->trailing = NULL;
    return gr_expander_add(line->expander, into, GR_K_LINE_BREAK, node->at, NULL);
}

static gr_status write_inline(text_line *line, const gr_tnode *node, gr_node *into)
{
    if (node->kind == GR_E_RUN) {
        return write_run(line, node, into);
    }
    if (node->kind == GR_E_A) {
        return write_link(line, node, into);
    }
    if (node->kind == GR_E_NOTE) { /* the line goes on as if it were not there */
        bool passes = false;
        GR_TRY(gr_expander_passes(line->expander, node, &passes));
        return passes ? gr_write_note(line->expander, node, into) : GR_OK;
    }
    if (node->kind == GR_E_NOTEREF) {
        return gr_write_note_again(line->expander, node, into);
    }
    if (node->kind == GR_E_PAGE_OF) {
        return write_page_of(line, node, into);
    }
    if (node->kind == GR_E_REF) {
        return write_ref(line, node, into);
    }
    return node->kind == GR_E_BR ? write_break(line, node, into) : write_span(line, node, into);
}

static gr_status write_siblings(text_line *line, const gr_tnode *first, const gr_tnode *end,
                                gr_node *into)
{
    for (const gr_tnode *node = first; node != end && node != NULL; node = node->next) {
        if (gr_element_is_inline(node->kind)) {
            GR_TRY(write_inline(line, node, into));
        }
    }
    return GR_OK;
}

GR_MUST_USE gr_status gr_write_inlines(gr_expander *expander, const gr_tnode *first,
                                       const gr_tnode *end, gr_node *into)
{
    text_line line = {.expander = expander, .spaced = true};
    GR_TRY(write_siblings(&line, first, end, into));
    if (line.spaced && line.trailing != NULL) {
        line.trailing->as.text.chars.len--;
    }
    return GR_OK;
}

GR_MUST_USE gr_status gr_write_paragraph_of(gr_expander *expander, const gr_tnode *node,
                                            gr_node *into, gr_style_id style)
{
    gr_node *paragraph = NULL;
    GR_TRY(gr_expander_add_styled(expander, into, GR_K_PARAGRAPH, node->at, style, &paragraph));
    return gr_write_inlines(expander, node->first, NULL, paragraph);
}

GR_MUST_USE gr_status gr_write_attr_paragraph(gr_expander *expander, const gr_tnode *node,
                                              const char *attr, gr_node *into, gr_style_id style)
{
    gr_node *paragraph = NULL;
    if (gr_tnode_attr(node, attr) == NULL) {
        return GR_OK;
    }
    GR_TRY(gr_expander_add_styled(expander, into, GR_K_PARAGRAPH, gr_tnode_place(node, attr), style,
                                  &paragraph));
    GR_TRY(gr_expander_attr(expander, paragraph, node, attr));
    gr_drop_if_blank(expander, into, paragraph);
    return GR_OK;
}
