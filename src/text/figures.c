/* Owns the short way for figures: amounts are most of the words of a table, each its own, and in
 * nearly all fonts each of their signs stands for itself. Whether it does in a face is found out
 * with HarfBuzz, once a thousand were asked for, as looking costs as much as these: every sign
 * alone, and every three of them in a row. Where any of these is kerned, joined or replaced, all
 * words of the face go the long way. */
#include "text_priv.h"

#include "base/utf8.h"

/* of amounts, dates and shares: U+2212 is the minus, U+00A0 the space that does not break */
static const uint32_t all_signs[] = {'0', '1', '2', '3', '4', '5',  '6',    '7',   '8',
                                     '9', '.', ',', '-', '%', 0xA0, 0x2212, 0x20AC};
enum { N_SIGNS = sizeof(all_signs) / sizeof(all_signs[0]), ASKED_BEFORE = 1000 };

typedef struct sign { /* font units */
    hb_codepoint_t id;
    hb_position_t advance, natural;
} sign;

struct gr_figures {
    unsigned asked; /* so often */
    uint16_t lang;  /* number: fonts may have figures for a language */
    bool known, apart;
    sign signs[N_SIGNS]; /* as all_signs */
};

/* N_SIGNS: it is none of them. */
static size_t place_of(uint32_t wanted)
{
    if (wanted >= '0' && wanted <= '9') {
        return wanted - '0';
    }
    size_t i = 10;
    while (i < N_SIGNS && all_signs[i] != wanted) {
        i++;
    }
    return i;
}

/* What was shaped are its signs as they are alone. */
static bool is_apart(const gr_figures *figures, hb_buffer_t *buffer, gr_str chars)
{
    unsigned n = 0, i = 0;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &n);
    const hb_glyph_position_t *place = hb_buffer_get_glyph_positions(buffer, &n);
    bool apart = true;
    for (size_t at = 0; apart && at < chars.len; i++) {
        size_t from = at;
        const sign *alone = &figures->signs[place_of(gr_utf8_step(chars, &at))];
        apart = i < n && info[i].codepoint == alone->id && info[i].cluster == from &&
                place[i].x_advance == alone->advance && place[i].x_offset == 0 &&
                place[i].y_offset == 0 && alone->id != 0;
    }
    return apart && i == n;
}

static void look_alone(const gr_text *text, const gr_font *font, gr_str lang, gr_figures *figures)
{
    gr_mark mark = gr_arena_mark(text->scratch);
    for (size_t i = 0; i < N_SIGNS; i++) {
        unsigned n = 0;
        gr_buf chars = gr_buf_make(text->scratch, SIZE_MAX);
        gr_utf8_add(&chars, all_signs[i]);
        gr_shape_plain(text, font, lang, gr_buf_view(&chars));
        const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(text->buffer, &n);
        const hb_glyph_position_t *place = hb_buffer_get_glyph_positions(text->buffer, &n);
        if (n == 1) {
            figures->signs[i] = (sign){info->codepoint, place->x_advance,
                                       hb_font_get_glyph_h_advance(font->font, info->codepoint)};
        }
        figures->apart = figures->apart && is_apart(figures, text->buffer, gr_buf_view(&chars));
    }
    gr_arena_rewind(text->scratch, mark);
}

/* Every three of them, with `first` at the front. */
static void look_in_rows(const gr_text *text, const gr_font *font, gr_str lang, size_t first,
                         gr_figures *figures)
{
    gr_mark mark = gr_arena_mark(text->scratch);
    gr_buf row = gr_buf_make(text->scratch, SIZE_MAX);
    for (size_t i = 0; i < (size_t)N_SIGNS * N_SIGNS; i++) {
        gr_utf8_add(&row, all_signs[first]);
        gr_utf8_add(&row, all_signs[i / N_SIGNS]);
        gr_utf8_add(&row, all_signs[i % N_SIGNS]);
    }
    gr_shape_plain(text, font, lang, gr_buf_view(&row));
    figures->apart = is_apart(figures, text->buffer, gr_buf_view(&row));
    gr_arena_rewind(text->scratch, mark);
}

static void look(const gr_text *text, const gr_font *font, gr_str lang, gr_figures *figures)
{
    figures->known = figures->apart = true;
    look_alone(text, font, lang, figures);
    for (size_t first = 0; figures->apart && first < N_SIGNS; first++) {
        look_in_rows(text, font, lang, first, figures);
    }
}

static bool are_figures(gr_str chars)
{
    bool are = chars.len > 1;
    for (size_t at = 0; are && at < chars.len;) {
        are = place_of(gr_utf8_step(chars, &at)) < N_SIGNS;
    }
    return are;
}

static const gr_figures *figures_of(gr_text *text, const gr_word *word)
{
    gr_font *font = &text->fonts[word->face];
    if (font->figures == NULL) {
        font->figures = GR_NEW(text->arena, gr_figures);
        font->figures->lang = word->lang;
    }
    gr_figures *figures = font->figures;
    if (!figures->known && ++figures->asked > ASKED_BEFORE) {
        figures->lang = word->lang;
        look(text, font, text->langs[word->lang], figures);
    }
    return figures->apart && figures->lang == word->lang ? figures : NULL;
}

bool gr_figures_shape(gr_text *text, const gr_word *word, gr_shaped *out)
{
    bool rtl = word->way == GR_WAY_RTL;
    const gr_figures *figures = rtl || !are_figures(word->chars) ? NULL : figures_of(text, word);
    if (figures == NULL) {
        return false;
    }
    int64_t upem = text->fonts[word->face].upem, units = 0;
    gr_run *run = GR_NEW(text->now.arena, gr_run);
    gr_glyph *glyphs = GR_ROOM_N(text->now.arena, gr_glyph, word->chars.len);
    int32_t from = 0;
    size_t n = 0;
    for (size_t at = 0; at < word->chars.len; n++) {
        size_t begin = at;
        const sign *alone = &figures->signs[place_of(gr_utf8_step(word->chars, &at))];
        units += alone->advance;
        int32_t to = gr_per_mille(units, upem);
        glyphs[n] = (gr_glyph){.id = alone->id,
                               .advance = to - from,
                               .natural = gr_per_mille(alone->natural, upem),
                               .cluster = (uint32_t)begin,
                               .cluster_end = (uint32_t)at};
        from = to;
    }
    *run = (gr_run){
        .face = word->face, .chars = word->chars, .glyphs = glyphs, .n = n, .advance = from};
    *out = (gr_shaped){.runs = run, .n = 1, .advance = from};
    return true;
}
