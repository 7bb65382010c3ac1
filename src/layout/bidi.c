#include "layout_priv.h"

/* Owns paragraphs that are read in both directions. Their words were shaped one by one; only the
 * whole paragraph tells which way figures and signs between them go. Each token gets the level of
 * its text, and one that lies on several is cut and shaped again. Must not know lines: a line puts
 * its tokens in order when it is set. */

typedef struct turning {
    gr_layouter *lay;
    const gr_para *from;
    gr_para *to;
    const uint8_t *levels; /* of the text of all tokens, a byte each */
    size_t at;             /* of the token at work */
} turning;

static bool has_rtl(const gr_para *para)
{
    for (size_t i = 0; i < para->n; i++) {
        if (para->tokens[i].run != NULL && para->tokens[i].run->rtl) {
            return true;
        }
    }
    return false;
}

/* What a token says: the characters of its glyphs, which stand side by side in its run. */
static gr_str text_of(const gr_break_item *item, const gr_token *token)
{
    if (token->run == NULL || token->n == 0 || item->kind == GR_BREAK_PENALTY) {
        return GR_LIT("");
    }
    size_t from = SIZE_MAX, to = 0;
    for (uint32_t i = token->first; i < token->first + token->n; i++) {
        const gr_glyph *glyph = &token->run->glyphs[i];
        from = glyph->cluster < from ? glyph->cluster : from;
        to = glyph->cluster_end > to ? glyph->cluster_end : to;
    }
    return gr_str_sub(token->run->chars, from, to - from);
}

static void push(turning *t, gr_break_item item, gr_token token)
{
    gr_para *para = t->to;
    size_t n = para->n;
    *GR_PUSH(t->lay->paras, para->tokens, n, para->cap_tokens, gr_token) = token;
    *GR_PUSH(t->lay->paras, para->items, para->n, para->cap_items, gr_break_item) = item;
}

static void push_level(turning *t, const gr_token *token, gr_str text, uint8_t level)
{
    const gr_ink *ink = token->ink;
    const gr_shaped *shaped =
        gr_text_shape_as(t->lay->text, ink->face, ink->lang, text, level % 2 == 1);
    for (size_t i = 0; i < shaped->n; i++) {
        const gr_run *run = &shaped->runs[i];
        gr_token piece = {.ink = ink,
                          .run = run,
                          .n = (uint32_t)run->n,
                          .shows = token->shows,
                          .figure = token->figure,
                          .gap = token->gap,
                          .level = level};
        push(
            t,
            (gr_break_item){.kind = GR_BREAK_BOX, .width = gr_text_length(run->advance, ink->size)},
            piece);
    }
}

static void turn_token(turning *t, size_t i)
{
    gr_break_item item = t->from->items[i];
    gr_token token = t->from->tokens[i];
    gr_str text = text_of(&item, &token);
    const uint8_t *levels = t->levels + t->at;
    size_t to = 0;
    for (; to < text.len && levels[to] == levels[0]; to++) {
    }
    token.level = levels[0];
    t->at += text.len;
    if (to == text.len &&
        (item.kind != GR_BREAK_BOX || token.run == NULL || token.level % 2 == token.run->rtl)) {
        push(t, item, token);
        return;
    }
    for (size_t from = 0; from < text.len; from = to) {
        for (to = from; to < text.len && levels[to] == levels[from]; to++) {
        }
        push_level(t, &token, gr_str_sub(text, from, to - from), levels[from]);
    }
}

void gr_para_turn(gr_layouter *lay, gr_para *para)
{
    if (!has_rtl(para)) {
        return;
    }
    gr_arena *scratch = gr_arena_new(1);
    gr_buf text = gr_buf_make(scratch, SIZE_MAX);
    for (size_t i = 0; i < para->n; i++) {
        gr_buf_add(&text, text_of(&para->items[i], &para->tokens[i]));
    }
    gr_para whole = *para;
    turning t = {.lay = lay, .from = &whole, .to = para};
    t.levels = gr_text_levels(gr_buf_view(&text), lay->doc->lang, scratch, &para->rtl);
    para->turns = true;
    para->items = NULL;
    para->tokens = NULL;
    para->n = para->cap_items = para->cap_tokens = 0;
    for (size_t i = 0; i < whole.n; i++) {
        turn_token(&t, i);
    }
    gr_arena_free(scratch);
}
