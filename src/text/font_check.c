/* Whether the tables of a face hold together, so that what HarfBuzz reads is what the font means:
 * HarfBuzz leaves a table out that does not, and letters would vanish without a word. And what
 * the font says of its licence (OpenType specification, tables head, maxp, hhea, hmtx, loca, fvar,
 * OS/2). */
#include "sfnt.h"

typedef struct face_tables {
    gr_str head, maxp, hhea, hmtx, loca, glyf, cff, fvar;
    gr_arena *arena;
} face_tables;

static gr_str damaged(const face_tables *t, const char *tag, const char *how)
{
    return gr_str_fmt(t->arena, "table '%s' %s: the font is damaged; take it anew from its maker",
                      tag, how);
}

static gr_str check_head(const face_tables *t)
{
    enum { LENGTH = 54, MAGIC_AT = 12, UPEM_AT = 18, FORM_AT = 50 };
    uint16_t upem = gr_sfnt_u16(t->head, UPEM_AT);
    if (t->head.len < LENGTH || gr_sfnt_u32(t->head, MAGIC_AT) != 0x5F0F3CF5) {
        return damaged(t, "head", t->head.len == 0 ? "is missing" : "is not one");
    }
    if (upem < 16 || upem > 16384 || gr_sfnt_u16(t->head, FORM_AT) > 1) {
        return damaged(t, "head", "says impossible things");
    }
    return GR_LIT("");
}

static gr_str check_widths(const face_tables *t)
{
    enum { HHEA_LENGTH = 36, COUNT_AT = 34 };
    size_t n = gr_sfnt_u16(t->maxp, 4);
    size_t wide = gr_sfnt_u16(t->hhea, COUNT_AT);
    if (t->maxp.len < 6 || n == 0) {
        return damaged(t, "maxp", t->maxp.len == 0 ? "is missing" : "counts no glyphs");
    }
    if (t->hhea.len < HHEA_LENGTH || wide == 0 || wide > n) {
        return damaged(t, "hhea",
                       t->hhea.len == 0 ? "is missing" : "counts other glyphs than there are");
    }
    if (t->hmtx.len < 4 * wide + 2 * (n - wide)) {
        return damaged(t, "hmtx", "has not the width of each glyph");
    }
    return GR_LIT("");
}

static size_t outline_at(const face_tables *t, size_t glyph)
{
    bool wide = gr_sfnt_u16(t->head, 50) == 1;
    return wide ? gr_sfnt_u32(t->loca, 4 * glyph) : 2 * (size_t)gr_sfnt_u16(t->loca, 2 * glyph);
}

static gr_str check_outlines(const face_tables *t)
{
    size_t n = gr_sfnt_u16(t->maxp, 4);
    size_t entry = gr_sfnt_u16(t->head, 50) == 1 ? 4 : 2;
    if (t->loca.len < (n + 1) * entry) {
        return damaged(t, "loca", "has not the place of each glyph");
    }
    for (size_t i = 0; i < n; i++) {
        if (outline_at(t, i) > outline_at(t, i + 1) || outline_at(t, i + 1) > t->glyf.len) {
            return damaged(t, "loca", "points outside the outlines");
        }
    }
    return GR_LIT("");
}

static gr_str check_variable(const face_tables *t)
{
    enum { AXIS_LENGTH = 20, MOST_NAMED = 8 };
    size_t at = gr_sfnt_u16(t->fvar, 4);
    size_t n = gr_sfnt_u16(t->fvar, 8);
    gr_buf axes = gr_buf_make(t->arena, SIZE_MAX / 2);
    for (size_t i = 0; i < n && i < MOST_NAMED; i++) {
        gr_str tag = gr_str_sub(t->fvar, at + AXIS_LENGTH * i, 4);
        gr_buf_addf(&axes, "%s", i > 0 ? ", " : "");
        for (size_t j = 0; j < tag.len; j++) {
            gr_buf_add_char(&axes, tag.ptr[j] > ' ' && tag.ptr[j] <= '~' ? tag.ptr[j] : '?');
        }
    }
    return gr_str_fmt(t->arena,
                      "a variable font (" GR_FMT "), of which only one face would be seen; give "
                      "the file of one weight (many makers have them in a folder 'static')",
                      GR_ARG(gr_buf_view(&axes)));
}

static gr_str without_outlines(gr_str bytes, uint32_t face)
{
    static const char *const pictures[] = {"CBDT", "sbix", "EBDT", "SVG "};
    for (size_t i = 0; i < sizeof(pictures) / sizeof(pictures[0]); i++) {
        if (gr_sfnt_table(bytes, face, pictures[i]).len > 0) {
            return GR_LIT("pictures of letters, no outlines; give a font with outlines");
        }
    }
    return GR_LIT("no outlines in it; give a TrueType or OpenType file (.ttf, .otf)");
}

gr_str gr_font_fault(gr_str bytes, uint32_t face, gr_arena *arena)
{
    face_tables t = {.head = gr_sfnt_table(bytes, face, "head"),
                     .maxp = gr_sfnt_table(bytes, face, "maxp"),
                     .hhea = gr_sfnt_table(bytes, face, "hhea"),
                     .hmtx = gr_sfnt_table(bytes, face, "hmtx"),
                     .loca = gr_sfnt_table(bytes, face, "loca"),
                     .glyf = gr_sfnt_table(bytes, face, "glyf"),
                     .cff = gr_sfnt_table(bytes, face, "CFF "),
                     .fvar = gr_sfnt_table(bytes, face, "fvar"),
                     .arena = arena};
    if (t.fvar.len > 0 && gr_sfnt_u16(t.fvar, 8) > 0) {
        return check_variable(&t);
    }
    if (t.glyf.len == 0 && t.cff.len == 0) {
        return without_outlines(bytes, face);
    }
    gr_str fault = check_head(&t);
    fault = fault.len == 0 ? check_widths(&t) : fault;
    return fault.len == 0 && t.glyf.len > 0 ? check_outlines(&t) : fault;
}

/* OS/2.fsType. Of several levels the most lenient holds (fonts older than version 3 give
 * several). */
gr_str gr_font_licence_fault(gr_str bytes, uint32_t face)
{
    enum { RESTRICTED = 0x2, PREVIEW = 0x4, EDITABLE = 0x8, WHOLE = 0x100, DOTS = 0x200 };
    uint16_t says = gr_sfnt_u16(gr_sfnt_table(bytes, face, "OS/2"), 8);
    if ((says & RESTRICTED) != 0 && (says & (PREVIEW | EDITABLE)) == 0) {
        return GR_LIT("its licence forbids embedding (fsType 0x0002), and every document embeds "
                      "its fonts; take another font, or ask its maker for one that may be");
    }
    if ((says & WHOLE) != 0) {
        return GR_LIT("its licence forbids subsets (fsType 0x0100), and every document embeds only "
                      "the letters it uses; take another font, or ask its maker for one that may "
                      "be");
    }
    if ((says & DOTS) != 0) {
        return GR_LIT("its licence allows pictures of its letters only (fsType 0x0200), no "
                      "outlines; take another font, or ask its maker for one that may be embedded");
    }
    return GR_LIT("");
}
