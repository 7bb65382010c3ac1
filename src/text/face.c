/* Faces: opening font files, choosing a face, its metrics, which face has a sign. A font is only
 * ever parsed by HarfBuzz, which checks every table it reads. */
#include "text_priv.h"

#include <fribidi.h>
#include <hb-ot.h>

#include "base/utf8.h"
#include "sfnt.h"

enum { TEXT_BLOCK_BYTES = 64 * 1024 };

gr_text *gr_text_make(void)
{
    gr_arena *arena = gr_arena_new(TEXT_BLOCK_BYTES);
    gr_text *text = GR_NEW(arena, gr_text);
    text->arena = arena;
    text->buffer = hb_buffer_create();
    gr_words_open(text);
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
    gr_words_close(text);
    hb_buffer_destroy(text->buffer);
    gr_arena_free(text->arena);
}

int32_t gr_per_mille(int64_t units, int64_t upem)
{
    int64_t doubled = 2 * units * 1000 + upem;
    int64_t quotient = doubled / (2 * upem);
    return (int32_t)(doubled % (2 * upem) < 0 ? quotient - 1 : quotient);
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

static gr_status refuse(const gr_face_file *file, gr_diag *diag, gr_code code, gr_str why)
{
    gr_diag_report(diag, file->at, code, "'" GR_FMT "': " GR_FMT, GR_ARG(file->path), GR_ARG(why));
    return GR_BAD_INPUT;
}

/* What each face of a collection calls itself, with its number. */
static gr_str list_faces(hb_blob_t *blob, uint32_t n, gr_arena *arena)
{
    enum { MOST_LISTED = 12 };
    gr_buf list = gr_buf_make(arena, SIZE_MAX / 2);
    for (uint32_t i = 0; i < n && i < MOST_LISTED; i++) {
        char name[96] = {0};
        unsigned size = sizeof(name);
        hb_face_t *face = hb_face_create(blob, i);
        hb_ot_name_get_utf8(face, HB_OT_NAME_ID_FULL_NAME, HB_LANGUAGE_INVALID, &size, name);
        hb_face_destroy(face);
        gr_buf_addf(&list, "%s%u is '%s'", i > 0 ? ", " : "", (unsigned)i, name);
    }
    return gr_str_fmt(arena, GR_FMT "%s", GR_ARG(gr_buf_view(&list)),
                      n > MOST_LISTED ? ", and so on" : "");
}

/* Which face is meant; the reason why that cannot be told, or empty. */
static gr_str choose_face(const gr_face_file *file, hb_blob_t *blob, gr_arena *arena,
                          uint32_t *out_index)
{
    uint32_t n = gr_sfnt_faces(file->bytes);
    *out_index = file->index < 0 ? 0 : (uint32_t)file->index;
    if (n == 0) {
        return GR_LIT(""); /* what is wrong with the file is said next */
    }
    if (file->index < 0 && n > 1) {
        return gr_str_fmt(arena, "a collection of %u faces; say which one with 'index': " GR_FMT,
                          (unsigned)n, GR_ARG(list_faces(blob, n, arena)));
    }
    if (*out_index >= n) {
        return gr_str_fmt(arena, "no face %u in it; " GR_FMT, (unsigned)*out_index,
                          GR_ARG(n == 1 ? GR_LIT("the file holds one face: leave 'index' out")
                                        : list_faces(blob, n, arena)));
    }
    return GR_LIT("");
}

/* What HarfBuzz can make of it: a letter that Unicode knows, and a shape. */
static gr_str check_read(const gr_font *font)
{
    hb_set_t *letters = hb_set_create();
    hb_face_collect_unicodes(font->face, letters);
    hb_codepoint_t letter = HB_SET_VALUE_INVALID, glyph = 0;
    bool any = false, shape = false;
    while (!shape && hb_set_next(letters, &letter)) {
        hb_glyph_extents_t extents = {0};
        any = any || hb_font_get_nominal_glyph(font->font, letter, &glyph) != 0;
        shape = hb_font_get_nominal_glyph(font->font, letter, &glyph) != 0 &&
                hb_font_get_glyph_extents(font->font, glyph, &extents) != 0 && extents.width != 0;
    }
    hb_set_destroy(letters);
    if (!any) {
        return GR_LIT("it says of no glyph which letter it is (no Unicode table 'cmap'); give a "
                      "font for text");
    }
    return shape ? GR_LIT("")
                 : GR_LIT("its outlines cannot be read: the font is damaged; take it anew from "
                          "its maker");
}

static gr_status open_font(const gr_face_file *file, gr_arena *arena, gr_diag *diag, gr_font *font)
{
    font->file = *file;
    unsigned length = file->bytes.len > UINT32_MAX ? 0 : (unsigned)file->bytes.len;
    font->blob = hb_blob_create(file->bytes.ptr, length, HB_MEMORY_MODE_READONLY, NULL, NULL);
    uint32_t index = 0;
    gr_str fault = choose_face(file, font->blob, arena, &index);
    fault = fault.len == 0 ? gr_sfnt_fault(file->bytes, index, arena) : fault;
    fault = fault.len == 0 ? gr_font_fault(file->bytes, index, arena) : fault;
    font->face = hb_face_create(font->blob, index);
    font->font = hb_font_create(font->face);
    font->upem = hb_face_get_upem(font->face);
    font->cff = gr_sfnt_table(file->bytes, index, "glyf").len == 0;
    fault = fault.len == 0 ? check_read(font) : fault;
    if (fault.len > 0) {
        return refuse(file, diag, GR_CODE_FONT_FORM, fault);
    }
    fault = gr_font_licence_fault(file->bytes, index);
    if (fault.len > 0) {
        return refuse(file, diag, GR_CODE_FONT_LICENCE, fault);
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
        gr_status opened = open_font(&files[i], text->arena, diag, &text->fonts[i]);
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

bool gr_face_is_bold(const gr_text *text, gr_face face)
{
    return face < text->n_fonts && text->fonts[face].file.bold;
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
