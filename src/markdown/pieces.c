#include "markdown_priv.h"

/* Owns the way back: text as cmark gives it becomes a pattern, each stand-in its figure again. */
#include "base/utf8.h"

gr_md_pieces gr_md_pieces_make(gr_md_text *text)
{
    return (gr_md_pieces){.text = text, .fixed = gr_buf_make(text->parse->arena, SIZE_MAX / 4)};
}

static void close_fixed(gr_md_pieces *p)
{
    if (p->fixed.len > 0) {
        *GR_PUSH(p->text->parse->arena, p->pieces, p->n, p->cap, gr_piece) = (gr_piece){
            .text = gr_str_dup(p->text->parse->arena, gr_buf_view(&p->fixed)), .at = p->fixed_at};
        p->fixed.len = 0;
    }
}

static void add_plain(gr_md_pieces *p, gr_str chars, gr_loc at, bool squeeze)
{
    bool space = squeeze && gr_str_white(chars, 0) > 0;
    bool after_space = p->fixed.len > 0 && p->fixed.ptr[p->fixed.len - 1] == ' ';
    if (p->fixed.len == 0) {
        p->fixed_at = at;
    }
    if (!space) {
        gr_buf_add(&p->fixed, chars);
    } else if (!after_space) {
        gr_buf_add_char(&p->fixed, ' ');
    }
}

/** Stars and underlines that begin nothing, from what stood in for them. */
static gr_str mark_of(gr_str sign)
{
    bool star = gr_str_is(sign, GR_MD_STAR) || gr_str_is(sign, "\x11"); /* GR_MD_STAR_ENTITY */
    bool line = gr_str_is(sign, GR_MD_LINE) || gr_str_is(sign, "\x12"); /* GR_MD_LINE_ENTITY */
    return star ? GR_LIT("*") : line ? GR_LIT("_") : sign;
}

void gr_md_pieces_add(gr_md_pieces *p, gr_str chars, gr_loc at, bool squeeze)
{
    size_t from = 0;
    if (p->n == 0 && p->fixed.len == 0) {
        p->at = at;
    }
    while (from < chars.len) {
        size_t to = from;
        uint32_t c = gr_utf8_step(chars, &to);
        uint32_t figure = c - GR_FIRST_STAND_IN; /* wraps, and is then too large */
        if (figure < p->text->n_figures) {
            close_fixed(p);
            *GR_PUSH(p->text->parse->arena, p->pieces, p->n, p->cap, gr_piece) =
                p->text->figures[figure];
        } else {
            gr_str sign = gr_str_sub(chars, from, to - from);
            add_plain(p, mark_of(sign), at, squeeze);
        }
        from = to;
    }
}

const gr_pattern *gr_md_pieces_pattern(gr_md_pieces *p)
{
    close_fixed(p);
    if (p->n == 0) {
        return NULL;
    }
    gr_pattern *pattern = GR_NEW(p->text->parse->arena, gr_pattern);
    *pattern = (gr_pattern){p->pieces, p->n, GR_LIT(""), p->at};
    *p = gr_md_pieces_make(p->text);
    return pattern;
}
