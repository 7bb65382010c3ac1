/* Faces: opening font files, choosing a face, its metrics, which face has a sign. A font is only
 * ever parsed by HarfBuzz, which checks every table it reads. */
#include "text_priv.h"

#include <fribidi.h>
#include <hb-ot.h>

#include "base/utf8.h"

enum { TEXT_BLOCK_BYTES = 64 * 1024 };

gr_text *gr_text_make(void)
{
    gr_arena *arena = gr_arena_new(TEXT_BLOCK_BYTES);
    gr_text *text = GR_NEW(arena, gr_text);
    text->arena = arena;
    text->buffer = hb_buffer_create();
    return text;
}

void gr_text_close(gr_text *text)
{
    if (text == NULL) {
        return;
    }
    for (size_t i = 0; i < text->n_fonts; i++) {
        hb_font_destroy(text->fonts[i].font);
        hb_face_destroy(text->fonts[i].face);
        hb_blob_destroy(text->fonts[i].blob);
    }
    gr_patterns_close(text);
    hb_buffer_destroy(text->buffer);
    gr_arena_free(text->arena);
}

int32_t gr_per_mille(int64_t units, int64_t upem)
{
    int64_t doubled = 2 * units * 1000 + upem;
    int64_t quotient = doubled / (2 * upem);
    return (int32_t)(doubled % (2 * upem) < 0 ? quotient - 1 : quotient);
}

static bool has_table(hb_face_t *face, hb_tag_t tag)
{
    hb_blob_t *table = hb_face_reference_table(face, tag);
    bool found = hb_blob_get_length(table) > 0;
    hb_blob_destroy(table);
    return found;
}

static int32_t measure(const gr_font *font, hb_ot_metrics_tag_t tag, int32_t otherwise)
{
    hb_position_t units = 0;
    return hb_ot_metrics_get_position(font->font, tag, &units) && units != 0
               ? gr_per_mille(units, font->upem)
               : otherwise;
}

static gr_metrics measure_face(const gr_font *font)
{
    gr_metrics m = {
        .ascent = measure(font, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, 800),
        .descent = measure(font, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER, -200),
    };
    m.cap_height = measure(font, HB_OT_METRICS_TAG_CAP_HEIGHT, m.ascent * 7 / 10);
    m.x_height = measure(font, HB_OT_METRICS_TAG_X_HEIGHT, m.ascent / 2);
    return m;
}

static gr_status refuse(const gr_face_file *file, gr_diag *diag, const char *why)
{
    gr_diag_report(diag, file->at, GR_CODE_FONT_FORM, GR_FMT ": %s", GR_ARG(file->path), why);
    return GR_BAD_INPUT;
}

static gr_status open_font(const gr_face_file *file, gr_diag *diag, gr_font *font)
{
    font->file = *file;
    unsigned length = file->bytes.len > UINT32_MAX ? 0 : (unsigned)file->bytes.len;
    font->blob = hb_blob_create(file->bytes.ptr, length, HB_MEMORY_MODE_READONLY, NULL, NULL);
    font->face = hb_face_create(font->blob, 0);
    font->font = hb_font_create(font->face);
    font->upem = hb_face_get_upem(font->face);
    if (hb_face_get_glyph_count(font->face) == 0 || font->upem == 0) {
        return refuse(file, diag, "no glyphs in it; give a TrueType file (.ttf)");
    }
    if (!has_table(font->face, HB_TAG('g', 'l', 'y', 'f'))) {
        return refuse(file, diag, "no TrueType outlines; give the .ttf of this font, not the .otf");
    }
    font->metrics = measure_face(font);
    return GR_OK;
}

gr_status gr_text_open(const gr_face_file *files, size_t n, gr_str hyphen_folder, gr_diag *diag,
                       gr_text **out)
{
    gr_text *text = gr_text_make();
    text->hyphen_folder = gr_str_dup(text->arena, hyphen_folder);
    text->fonts = GR_NEW_N(text->arena, gr_font, n);
    gr_status status = GR_OK;
    for (size_t i = 0; i < n && i < UINT16_MAX; i++) {
        gr_status opened = open_font(&files[i], diag, &text->fonts[i]);
        text->n_fonts = i + 1;
        status = status == GR_OK ? opened : status;
    }
    if (n == 0) {
        gr_diag_report(diag, (gr_loc){0}, GR_CODE_FONT_FORM,
                       "no font at all; a style must name one");
        status = GR_BAD_INPUT;
    }
    if (status != GR_OK) {
        gr_text_close(text);
        return status;
    }
    *out = text;
    return GR_OK;
}

gr_face gr_text_face(const gr_text *text, gr_str family, bool bold, bool italic)
{
    size_t best = 0;
    int best_score = 0;
    for (size_t i = 0; i < text->n_fonts; i++) {
        const gr_face_file *file = &text->fonts[i].file;
        if (!gr_str_eq(file->family, family)) {
            continue;
        }
        /* the wrong weight is seen sooner than the wrong slant */
        int score = 1 + (file->bold == bold ? 2 : 0) + (file->italic == italic ? 1 : 0);
        if (score > best_score) {
            best = i;
            best_score = score;
        }
    }
    return (gr_face)best;
}

gr_metrics gr_face_metrics(const gr_text *text, gr_face face)
{
    if (face >= text->n_fonts) { /* the dummy */
        return (gr_metrics){.ascent = 750, .descent = -250, .cap_height = 700, .x_height = 500};
    }
    return text->fonts[face].metrics;
}

/* Default_Ignorable_Code_Point of Unicode 15 (DerivedCoreProperties.txt). */
bool gr_sign_is_invisible(uint32_t sign)
{
    static const struct {
        uint32_t from, to;
    } ranges[] = {
        {0xAD, 0xAD},       {0x34F, 0x34F},   {0x61C, 0x61C},     {0x115F, 0x1160},
        {0x17B4, 0x17B5},   {0x180B, 0x180F}, {0x200B, 0x200F},   {0x202A, 0x202E},
        {0x2060, 0x206F},   {0x3164, 0x3164}, {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},
        {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFF8}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A},
        {0xE0000, 0xE0FFF},
    };
    for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]) && ranges[i].from <= sign; i++) {
        if (sign <= ranges[i].to) {
            return true;
        }
    }
    return false;
}

static bool is_space(uint32_t sign)
{
    return sign < 0x20 || sign == 0xA0 || (sign >= 0x2000 && sign <= 0x200A) || sign == 0x202F ||
           sign == 0x205F || sign == 0x3000;
}

static bool has_sign(const gr_font *font, uint32_t sign)
{
    hb_codepoint_t id = 0;
    return hb_font_get_nominal_glyph(font->font, sign, &id) != 0;
}

uint32_t gr_sign_stand_in(const gr_font *font, uint32_t sign)
{
    if (sign < 0x20) {
        return ' ';
    }
    /* HarfBuzz drops the invisible signs but these: Hangul fillers, and what is reserved for more
     */
    if (sign == 0x115F || sign == 0x1160 || sign == 0x3164 || sign == 0xFFA0 ||
        (gr_sign_is_invisible(sign) && !has_sign(font, sign))) {
        return 0x200B;
    }
    if ((sign == 0x2010 || sign == 0x2011) && !has_sign(font, sign)) {
        return has_sign(font, 0x2010) ? 0x2010 : '-';
    }
    return sign;
}

/* HarfBuzz gives every space it finds no glyph for the space glyph in the right width: that of a
 * digit for U+2007, half a space for U+202F. */
static bool shows(const gr_font *font, uint32_t sign)
{
    return gr_sign_is_invisible(sign) || has_sign(font, gr_sign_stand_in(font, sign)) ||
           (is_space(sign) && has_sign(font, ' '));
}

static bool shows_all(const gr_font *font, gr_str signs, uint32_t *out_lacking)
{
    for (size_t at = 0; at < signs.len;) {
        uint32_t sign = gr_utf8_step(signs, &at);
        if (!shows(font, sign)) {
            *out_lacking = sign;
            return false;
        }
    }
    return true;
}

gr_face gr_face_for(const gr_text *text, gr_face face, gr_str signs, uint32_t *out_lacking)
{
    uint32_t lacking = 0;
    *out_lacking = 0;
    if (shows_all(&text->fonts[face], signs, out_lacking)) {
        return face;
    }
    const gr_face_file *wanted = &text->fonts[face].file;
    size_t best = text->n_fonts;
    int best_score = 0;
    for (size_t i = 0; i < text->n_fonts; i++) {
        const gr_face_file *file = &text->fonts[i].file;
        int score =
            1 + (file->bold == wanted->bold ? 2 : 0) + (file->italic == wanted->italic ? 1 : 0);
        if (file->fallback && score > best_score && shows_all(&text->fonts[i], signs, &lacking)) {
            best = i;
            best_score = score;
        }
    }
    if (best == text->n_fonts) {
        return face;
    }
    *out_lacking = 0;
    return (gr_face)best;
}

const char *gr_text_engine(void)
{
    return "HarfBuzz " HB_VERSION_STRING ", FriBidi " FRIBIDI_VERSION;
}
