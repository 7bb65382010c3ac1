/* The part of a face that one document uses, and the figures a PDF states about it. HarfBuzz cuts
 * the font; hinting, layout tables and names are left out, glyphs are numbered anew. */
#include "text_priv.h"

#include <hb-ot.h>
#include <hb-subset.h>

#include "sfnt.h"

static hb_subset_input_t *wanted_parts(const uint32_t *glyphs, size_t n)
{
    static const hb_tag_t dropped[] = {
        HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'),
        HB_TAG('k', 'e', 'r', 'n'), HB_TAG('n', 'a', 'm', 'e'), HB_TAG('p', 'o', 's', 't'),
        HB_TAG('O', 'S', '/', '2'), HB_TAG('c', 'm', 'a', 'p'), HB_TAG('D', 'S', 'I', 'G'),
        HB_TAG('B', 'A', 'S', 'E'), HB_TAG('S', 'T', 'A', 'T'), HB_TAG('M', 'A', 'T', 'H'),
        HB_TAG('J', 'S', 'T', 'F'), HB_TAG('g', 'a', 's', 'p'), HB_TAG('F', 'F', 'T', 'M'),
        HB_TAG('m', 'e', 't', 'a'), HB_TAG('L', 'T', 'S', 'H'), HB_TAG('V', 'D', 'M', 'X'),
        HB_TAG('h', 'd', 'm', 'x'), HB_TAG('v', 'h', 'e', 'a'), HB_TAG('v', 'm', 't', 'x'),
        HB_TAG('P', 'C', 'L', 'T'), HB_TAG('H', 'V', 'A', 'R'), HB_TAG('M', 'V', 'A', 'R'),
        HB_TAG('a', 'v', 'a', 'r'), HB_TAG('f', 'v', 'a', 'r'), HB_TAG('g', 'v', 'a', 'r'),
    };
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (input == NULL) {
        gr_die_oom(sizeof(gr_subset));
    }
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NOTDEF_OUTLINE | HB_SUBSET_FLAGS_NO_HINTING);
    hb_set_t *drop = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (size_t i = 0; i < sizeof(dropped) / sizeof(dropped[0]); i++) {
        hb_set_add(drop, dropped[i]);
    }
    hb_set_clear(hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG));
    hb_set_t *kept = hb_subset_input_glyph_set(input);
    hb_set_add(kept, 0);
    for (size_t i = 0; i < n; i++) {
        hb_set_add(kept, glyphs[i]);
    }
    return input;
}

static bool copy_program(const gr_font *font, hb_subset_plan_t *plan, gr_arena *arena,
                         gr_subset *out)
{
    hb_face_t *cut = hb_subset_plan_execute_or_fail(plan);
    if (cut == NULL) {
        return false;
    }
    hb_blob_t *blob = font->cff ? hb_face_reference_table(cut, HB_TAG('C', 'F', 'F', ' '))
                                : hb_face_reference_blob(cut);
    unsigned length = 0;
    const char *bytes = hb_blob_get_data(blob, &length);
    bool made = bytes != NULL && length > 0;
    if (made) {
        out->program = gr_str_dup(arena, (gr_str){bytes, length});
    }
    hb_blob_destroy(blob);
    hb_face_destroy(cut);
    return made;
}

static bool copy_numbers(hb_subset_plan_t *plan, const uint32_t *glyphs, size_t n, gr_arena *arena,
                         gr_subset *out)
{
    const hb_map_t *numbers = hb_subset_plan_old_to_new_glyph_mapping(plan);
    uint32_t *old_ids = GR_NEW_N(arena, uint32_t, n + 1);
    uint16_t *new_ids = GR_NEW_N(arena, uint16_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        hb_codepoint_t number = hb_map_get(numbers, glyphs[i]);
        if (number > UINT16_MAX) { /* also HB_MAP_VALUE_INVALID: no glyph of this face */
            return false;
        }
        old_ids[i] = glyphs[i];
        new_ids[i] = (uint16_t)number;
    }
    out->old_ids = old_ids;
    out->new_ids = new_ids;
    out->n = n;
    return !out->cff || gr_cff_cids(out->program, new_ids, n, new_ids);
}

int32_t gr_glyph_width(const gr_text *text, gr_face face, uint32_t glyph)
{
    enum { OF_THE_DUMMY = 50000 };
    if (face >= text->n_fonts || glyph == 0) {
        return glyph == 0 ? 0 : OF_THE_DUMMY;
    }
    const gr_font *font = &text->fonts[face];
    return gr_per_mille((int64_t)hb_font_get_glyph_h_advance(font->font, glyph) * 100, font->upem);
}

static void copy_widths(const gr_text *text, gr_face face, gr_arena *arena, gr_subset *out)
{
    int32_t *widths = GR_NEW_N(arena, int32_t, out->n + 1);
    for (size_t i = 0; i < out->n; i++) {
        widths[i] = gr_glyph_width(text, face, out->old_ids[i]);
    }
    out->widths = widths;
}

typedef struct tables { /* of the whole face */
    gr_str head, post, os2;
} tables;

static void describe(const gr_font *font, const tables *raw, gr_subset *out)
{
    enum { BOLDEST = 1000 };
    for (unsigned i = 0; i < 4; i++) { /* head: xMin yMin xMax yMax */
        out->bbox[i] = gr_per_mille(gr_sfnt_i16(raw->head, 36 + 2 * i), font->upem);
    }
    out->ascent = font->metrics.ascent;
    out->descent = font->metrics.descent;
    out->cap_height = font->metrics.cap_height;
    /* post.italicAngle is 16.16 */
    out->italic_angle_tenths =
        gr_sfnt_i16(raw->post, 4) * 10 + gr_sfnt_u16(raw->post, 6) * 10 / 65536;
    out->fixed_pitch = (gr_sfnt_u16(raw->post, 12) | gr_sfnt_u16(raw->post, 14)) != 0;
    int32_t weight = gr_sfnt_u16(raw->os2, 4);
    weight = weight > BOLDEST ? BOLDEST : weight; /* what a damaged font says may be anything */
    out->stem_v = 50 + weight * weight / 4225;    /* the usual guess: fonts do not say */
    uint16_t panose = gr_sfnt_u16(raw->os2, 32);  /* family kind, serif style */
    out->serif = panose >> 8 == 2 && (panose & 0xFF) >= 2 && (panose & 0xFF) <= 10;
    out->italic = out->italic_angle_tenths != 0 || (gr_sfnt_u16(raw->os2, 62) & 1) != 0;
}

static void describe_from_tables(const gr_font *font, gr_subset *out)
{
    uint32_t index = hb_face_get_index(font->face);
    tables raw = {
        .head = gr_sfnt_table(font->file.bytes, index, "head"),
        .post = gr_sfnt_table(font->file.bytes, index, "post"),
        .os2 = gr_sfnt_table(font->file.bytes, index, "OS/2"),
    };
    describe(font, &raw, out);
}

/* PostScript names are printable ASCII without delimiters; what is not is dropped. */
static gr_str postscript_name(const gr_font *font, gr_arena *arena)
{
    char raw[128] = {0};
    unsigned size = sizeof(raw);
    hb_ot_name_get_utf8(font->face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, raw);
    gr_buf name = gr_buf_make(arena, 64);
    for (size_t i = 0; i < sizeof(raw) && raw[i] != '\0'; i++) {
        if (raw[i] > ' ' && raw[i] < 0x7F && strchr("()<>[]{}/%#", raw[i]) == NULL) {
            gr_buf_add_char(&name, raw[i]);
        }
    }
    return name.len > 0 ? gr_buf_view(&name) : GR_LIT("Font");
}

gr_status gr_text_subset(const gr_text *text, gr_face face, const uint32_t *glyphs, size_t n,
                         gr_arena *arena, gr_diag *diag, gr_subset *out)
{
    if (face >= text->n_fonts) {
        gr_diag_report(diag, (gr_loc){0}, GR_CODE_FONT_FORM, "the dummy face cannot be embedded");
        return GR_BUG;
    }
    const gr_font *font = &text->fonts[face];
    hb_subset_input_t *input = wanted_parts(glyphs, n);
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(font->face, input);
    gr_subset made = {.cff = font->cff};
    bool cut = plan != NULL && copy_program(font, plan, arena, &made) &&
               copy_numbers(plan, glyphs, n, arena, &made);
    hb_subset_plan_destroy(plan);
    hb_subset_input_destroy(input);
    if (!cut) {
        gr_diag_report(diag, font->file.at, GR_CODE_FONT_FORM,
                       GR_FMT ": no subset of it could be made; another copy of the font may do",
                       GR_ARG(font->file.path));
        return GR_BAD_INPUT;
    }
    made.name = postscript_name(font, arena);
    copy_widths(text, face, arena, &made);
    describe_from_tables(font, &made);
    *out = made;
    return GR_OK;
}
