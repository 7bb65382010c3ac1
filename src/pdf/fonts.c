/* Codes of text. A code stands for a glyph together with the characters it shows, so that a
 * ligature is copied as its letters, and a space glyph as the kind of space that was meant. Codes
 * are given at their first use, with the width that the face says; what of a face is embedded is
 * known when all pages have left. */
#include "base/utf8.h"
#include "pdf_priv.h"

/* Byte where the nth character of `chars` begins. */
static size_t character_at(gr_str chars, size_t n)
{
    size_t at = 0;
    while (n > 0 && at < chars.len) {
        (void)gr_utf8_step(chars, &at);
        n--;
    }
    return at;
}

/* A cluster of several glyphs (a letter and its marks): the last glyphs have one character each,
 * the first has the rest, so the text comes out whole. */
static gr_str share_of(gr_str chars, size_t nth, size_t n_glyphs)
{
    size_t count = gr_utf8_count(chars);
    size_t head = count > n_glyphs ? count - n_glyphs + 1 : 1;
    size_t from = nth == 0 ? 0 : character_at(chars, head + nth - 1);
    size_t to = character_at(chars, head + nth);
    return gr_str_sub(chars, from, to - from);
}

/* Characters of glyph i of the item's run. A single glyph that stands for something else (a hyphen
 * that is not in the text) has that as its characters. */
static gr_str chars_of(const gr_item *item, size_t i)
{
    if (item->as.text.n == 1 && item->as.text.actual.len > 0) {
        return item->as.text.actual;
    }
    const gr_run *run = item->as.text.run;
    const gr_glyph *glyph = &run->glyphs[i];
    size_t first = i;
    size_t end = i + 1;
    while (first > 0 && run->glyphs[first - 1].cluster == glyph->cluster) {
        first--;
    }
    while (end < run->n && run->glyphs[end].cluster == glyph->cluster) {
        end++;
    }
    gr_str chars = gr_str_sub(run->chars, glyph->cluster, glyph->cluster_end - glyph->cluster);
    return end - first == 1 ? chars : share_of(chars, i - first, end - first);
}

static size_t slot_of(const gr_pdf_font *font, uint32_t glyph, gr_str chars)
{
    size_t at =
        (size_t)(gr_str_hash(chars) + glyph * UINT64_C(0x9E3779B97F4A7C15)) & (font->cap_slots - 1);
    while (font->slots[at] != 0) {
        const gr_cid *code = &font->codes[font->slots[at]];
        if (code->glyph == glyph && gr_str_eq(code->chars, chars)) {
            break;
        }
        at = (at + 1) & (font->cap_slots - 1);
    }
    return at;
}

static void grow_slots(gr_pdf *pdf, gr_pdf_font *font)
{
    if (font->n_codes * 2 < font->cap_slots) {
        return;
    }
    font->cap_slots = font->cap_slots == 0 ? 512 : font->cap_slots * 2;
    font->slots = GR_NEW_N(pdf->arena, uint32_t, font->cap_slots);
    for (uint32_t code = 1; code < font->n_codes; code++) {
        font->slots[slot_of(font, font->codes[code].glyph, font->codes[code].chars)] = code;
    }
}

/* Pages leave long before the font does: what a code stands for is kept apart from the text. */
static void add_code(gr_pdf *pdf, gr_pdf_font *font, size_t slot, uint32_t glyph, gr_str chars)
{
    if (font->n_codes > UINT16_MAX) {
        return; /* .notdef; a document of so many signs does not exist */
    }
    font->slots[slot] = (uint32_t)font->n_codes;
    *GR_PUSH(pdf->arena, font->codes, font->n_codes, font->cap_codes, gr_cid) =
        (gr_cid){.glyph = glyph,
                 .width = gr_glyph_width(pdf->text, font->face, glyph),
                 .chars = gr_str_dup(pdf->arena, chars)};
}

uint32_t gr_font_code(gr_pdf *pdf, gr_pdf_font *font, const gr_item *item, size_t i)
{
    gr_str chars = chars_of(item, i);
    uint32_t glyph = item->as.text.run->glyphs[i].id;
    uint32_t *newest = &font->newest[glyph % 256];
    const gr_cid *usual = &font->codes[*newest]; /* a letter stands for itself, nearly always */
    if (*newest != 0 && usual->glyph == glyph && gr_str_eq(usual->chars, chars)) {
        return *newest;
    }
    grow_slots(pdf, font);
    size_t slot = slot_of(font, glyph, chars);
    if (font->slots[slot] == 0) {
        add_code(pdf, font, slot, glyph, chars);
    }
    *newest = font->slots[slot];
    return *newest;
}

gr_pdf_font *gr_font_of(gr_pdf *pdf, gr_face face)
{
    if (face >= pdf->n_fonts) {
        gr_pdf_font **fonts = GR_NEW_N(pdf->arena, gr_pdf_font *, face + 1u);
        for (size_t i = 0; i < pdf->n_fonts; i++) {
            fonts[i] = pdf->fonts[i];
        }
        pdf->fonts = fonts;
        pdf->n_fonts = face + 1u;
    }
    if (pdf->fonts[face] == NULL) {
        gr_pdf_font *made = GR_NEW(pdf->arena, gr_pdf_font);
        made->face = face;
        made->number = gr_number_new(pdf);
        *GR_PUSH(pdf->arena, made->codes, made->n_codes, made->cap_codes, gr_cid) =
            (gr_cid){.chars = GR_LIT("")};
        pdf->fonts[face] = made;
    }
    return pdf->fonts[face];
}

gr_status gr_fonts_embed(gr_pdf *pdf)
{
    for (size_t i = 0; i < pdf->n_fonts; i++) {
        if (pdf->fonts[i] != NULL) {
            GR_TRY(gr_font_embed(pdf, pdf->fonts[i]));
        }
    }
    return GR_OK;
}
