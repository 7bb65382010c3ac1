/* Text to glyphs; words.c keeps them. A text is cut where the direction changes, and into stretches
 * that one face can show; each is shaped by HarfBuzz.
 *
 * HarfBuzz counts in font units. Advances leave as whole 1/1000 em, each the difference of two
 * rounded positions, so that no rounding error grows along a run. */
#include "text_priv.h"

#include "base/utf8.h"

typedef struct stretch { /* bytes [from, to) of a text in one face */
    gr_face face;
    size_t from, to;
} stretch;

static bool is_mark(uint32_t sign)
{
    hb_unicode_general_category_t category =
        hb_unicode_general_category(hb_unicode_funcs_get_default(), sign);
    return category == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK ||
           category == HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK ||
           category == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK;
}

/* A sign with its marks; a mark in another face than its letter would not be placed. */
static gr_str next_signs(gr_str chars, size_t from)
{
    size_t end = from;
    (void)gr_utf8_step(chars, &end);
    for (size_t at = end; at < chars.len; end = at) {
        uint32_t sign = gr_utf8_step(chars, &at);
        if (!gr_sign_is_invisible(sign) && !is_mark(sign)) {
            break;
        }
    }
    return gr_str_sub(chars, from, end - from);
}

static stretch next_stretch(const gr_text *text, gr_face face, gr_str chars, size_t from,
                            uint32_t *missing)
{
    stretch piece = {.face = face, .from = from, .to = from};
    while (piece.to < chars.len) {
        gr_str signs = next_signs(chars, piece.to);
        uint32_t lacking = 0;
        gr_face shown_in = gr_face_for(text, face, signs, &lacking);
        if (piece.to > from && shown_in != piece.face) {
            break;
        }
        *missing = *missing == 0 ? lacking : *missing;
        piece.face = shown_in;
        piece.to += signs.len;
    }
    return piece;
}

static void fill_buffer(hb_buffer_t *buffer, const gr_font *font, gr_str lang, gr_str chars,
                        bool rtl)
{
    hb_buffer_clear_contents(buffer);
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_BOT | HB_BUFFER_FLAG_EOT |
                                    HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES |
                                    HB_BUFFER_FLAG_DO_NOT_INSERT_DOTTED_CIRCLE);
    for (size_t at = 0; at < chars.len;) {
        size_t from = at;
        uint32_t sign = gr_utf8_step(chars, &at);
        hb_buffer_add(buffer, gr_sign_stand_in(font, sign), (unsigned)from);
    }
    hb_buffer_set_direction(buffer, rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_language(buffer, hb_language_from_string(lang.ptr, gr_str_prec(lang)));
    hb_buffer_guess_segment_properties(buffer);
    if (hb_buffer_get_script(buffer) == HB_SCRIPT_INVALID) {
        hb_buffer_set_script(buffer, HB_SCRIPT_LATIN); /* figures and signs only */
    }
}

/* Into text->buffer. */
static void shape_chars(const gr_text *text, const gr_font *font, gr_str lang, gr_str chars,
                        bool rtl)
{
    /* Figures of one width: amounts stand in columns. Kerning and ligatures are on by themselves.
     */
    static const hb_feature_t features[] = {
        {.tag = HB_TAG('t', 'n', 'u', 'm'), .value = 1, .start = 0, .end = (unsigned)-1},
    };
    fill_buffer(text->buffer, font, lang, chars, rtl);
    hb_shape(font->font, text->buffer, features, sizeof(features) / sizeof(features[0]));
}

/* Where the characters of glyph i end: at the next cluster, else at the end of the text. From right
 * to left the next one stands before it. */
static uint32_t cluster_end(const hb_glyph_info_t *info, unsigned n, unsigned i, const gr_run *run)
{
    for (unsigned j = i; run->rtl && j > 0; j--) {
        if (info[j - 1].cluster > info[i].cluster) {
            return info[j - 1].cluster;
        }
    }
    for (unsigned j = i + 1; !run->rtl && j < n; j++) {
        if (info[j].cluster > info[i].cluster) {
            return info[j].cluster;
        }
    }
    return (uint32_t)run->chars.len;
}

/* A figure space stands in for a digit, so it is as wide as one, whatever the font thinks (Open
 * Sans). */
static int64_t units_of(const gr_font *font, gr_str chars, const hb_glyph_info_t *info,
                        const hb_glyph_position_t *place)
{
    size_t at = info->cluster;
    hb_codepoint_t zero = 0;
    bool figure_space = gr_utf8_step(chars, &at) == 0x2007;
    return figure_space && hb_font_get_nominal_glyph(font->font, '0', &zero)
               ? hb_font_get_glyph_h_advance(font->font, zero)
               : place->x_advance;
}

static void copy_glyphs(const gr_text *text, const gr_font *font, gr_run *run)
{
    unsigned n = 0;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(text->buffer, &n);
    const hb_glyph_position_t *place = hb_buffer_get_glyph_positions(text->buffer, &n);
    gr_glyph *glyphs = GR_NEW_N(text->now.arena, gr_glyph, n);
    int64_t units = 0;
    for (unsigned i = 0; i < n; i++) {
        int32_t from = gr_per_mille(units, font->upem);
        units += units_of(font, run->chars, &info[i], &place[i]);
        glyphs[i] = (gr_glyph){
            .id = info[i].codepoint,
            .advance = gr_per_mille(units, font->upem) - from,
            .natural = gr_per_mille(hb_font_get_glyph_h_advance(font->font, info[i].codepoint),
                                    font->upem),
            .x_offset = gr_per_mille(place[i].x_offset, font->upem),
            .y_offset = gr_per_mille(place[i].y_offset, font->upem),
            .cluster = info[i].cluster,
            .cluster_end = cluster_end(info, n, i, run),
        };
    }
    run->glyphs = glyphs;
    run->n = n;
    run->advance = gr_per_mille(units, font->upem);
}

void gr_shape_plain(const gr_text *text, const gr_font *font, gr_str lang, gr_str chars)
{
    shape_chars(text, font, lang, chars, false);
}

static void shape_stretch(gr_text *text, gr_str lang, gr_str chars, stretch piece, bool rtl,
                          gr_run *run)
{
    const gr_font *font = &text->fonts[piece.face];
    run->face = piece.face;
    run->rtl = rtl;
    run->chars = gr_str_sub(chars, piece.from, piece.to - piece.from);
    shape_chars(text, font, lang, run->chars, rtl);
    copy_glyphs(text, font, run);
}

typedef struct shaping { /* a text on its way; runs come as they are read */
    gr_text *text;
    gr_str lang, chars;
    gr_face face;
    gr_run *runs;
    size_t n, cap;
    uint8_t *levels; /* of the runs */
    size_t cap_levels;
    uint32_t missing;
} shaping;

/* Bytes [from, to), all of one level. */
static void shape_level(shaping *s, size_t from, size_t to, uint8_t level)
{
    gr_str chars = gr_str_sub(s->chars, 0, to);
    for (size_t at = from; at < to;) {
        stretch piece = next_stretch(s->text, s->face, chars, at, &s->missing);
        size_t n = s->n;
        *GR_PUSH(s->text->scratch, s->levels, n, s->cap_levels, uint8_t) = level;
        gr_run *run = GR_PUSH(s->text->scratch, s->runs, s->n, s->cap, gr_run);
        shape_stretch(s->text, s->lang, chars, piece, level % 2 == 1, run);
        at = piece.to;
    }
}

static void shape_levels(shaping *s)
{
    bool rtl = false;
    const uint8_t *levels = gr_text_levels(s->chars, s->lang, s->text->scratch, &rtl);
    for (size_t from = 0, to = 0; from < s->chars.len; from = to) {
        for (to = from; to < s->chars.len && levels[to] == levels[from]; to++) {
        }
        shape_level(s, from, to, levels[from]);
    }
}

/* Gives each run its place; the whole advance. */
static int32_t line_up(const shaping *s)
{
    uint32_t *order = GR_NEW_N(s->text->scratch, uint32_t, s->n);
    gr_text_visual_order(s->levels, s->n, order);
    int32_t x = 0;
    for (size_t i = 0; i < s->n; i++) {
        s->runs[order[i]].x = x;
        x += s->runs[order[i]].advance;
    }
    return x;
}

const gr_shaped *gr_shape_word(gr_text *text, const gr_word *word)
{
    gr_mark mark = gr_arena_mark(text->scratch);
    gr_shaped *shaped = GR_NEW(text->now.arena, gr_shaped);
    if (gr_figures_shape(text, word, shaped)) {
        return shaped;
    }
    shaping s = {
        .text = text, .lang = text->langs[word->lang], .chars = word->chars, .face = word->face};
    if (word->way == GR_WAY_AS_READ && gr_text_turns(word->chars)) {
        shape_levels(&s);
    } else {
        shape_level(&s, 0, word->chars.len, word->way == GR_WAY_RTL ? 1 : 0);
    }
    shaped->advance = line_up(&s);
    gr_run *runs = GR_ROOM_N(text->now.arena, gr_run, s.n);
    if (s.n > 0) {
        memcpy(runs, s.runs, s.n * sizeof(*runs));
    }
    shaped->runs = runs;
    shaped->n = s.n;
    shaped->missing = s.missing;
    gr_arena_rewind(text->scratch, mark);
    return shaped;
}

gr_mpt gr_text_length(int32_t advance, gr_mpt size)
{
    int64_t product = (int64_t)advance * size + 500;
    int64_t quotient = product / 1000;
    return (gr_mpt)(product % 1000 < 0 ? quotient - 1 : quotient);
}
