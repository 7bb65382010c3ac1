/* The objects of one embedded font: Type0 over a subset, its descriptor, widths, and the two maps,
 * code to glyph and code to characters. Over TrueType outlines a code is the CID (Identity-H) and
 * CIDToGIDMap leads to the glyph. A bare CFF program has no such map (ISO 32000-1, 9.7.4.2): there
 * an encoding of our own leads from codes to CIDs, as two codes may share a glyph. */
#include "base/utf8.h"
#include "pack/pack.h"
#include "pdf_priv.h"

enum { FONT_LEVEL = 9, MAP_ENTRIES = 100 /* of one bfchar block, by the CMap format */ };

static int by_number(const void *a, const void *b)
{
    const uint32_t *x = a;
    const uint32_t *y = b;
    return (*x > *y) - (*x < *y);
}

/* The glyphs of all codes, ascending, each once, without .notdef. */
static size_t used_glyphs(gr_pdf *pdf, const gr_pdf_font *font, uint32_t **out)
{
    uint32_t *ids = GR_NEW_N(pdf->work, uint32_t, font->n_codes);
    size_t n = 0;
    for (size_t code = 1; code < font->n_codes; code++) {
        ids[n++] = font->codes[code].glyph;
    }
    qsort(ids, n, sizeof(*ids), by_number);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (ids[i] != 0 && (kept == 0 || ids[kept - 1] != ids[i])) {
            ids[kept++] = ids[i];
        }
    }
    *out = ids;
    return kept;
}

/* Position of a glyph in the subset's lists; n when it is .notdef. */
static size_t place_in(const gr_subset *subset, uint32_t glyph)
{
    const uint32_t *found =
        subset->n == 0 ? NULL
                       : bsearch(&glyph, subset->old_ids, subset->n, sizeof(glyph), by_number);
    return found == NULL ? subset->n : (size_t)(found - subset->old_ids);
}

/* A code without characters of its own still needs a value that is text: a space of no width. */
static void add_characters(gr_buf *out, gr_str chars)
{
    size_t before = out->len;
    bool shown = gr_str_is(chars, "\u00AD"); /* a hyphen at the end of a line */
    for (size_t at = 0; at < chars.len;) {
        size_t from = at;
        uint32_t sign = gr_utf8_step(chars, &at);
        bool ignorable = sign == 0xAD || sign == 0x200B || sign == 0x2060 || sign == 0xFEFF;
        if (shown || !ignorable) {
            gr_add_utf16(out, sign < 0x20 ? GR_LIT(" ") : gr_str_sub(chars, from, at - from));
        }
    }
    if (out->len == before) {
        gr_buf_add(out, GR_LIT("200B"));
    }
}

static unsigned character_map(gr_pdf *pdf, const gr_pdf_font *font)
{
    gr_buf map = gr_buf_make(pdf->work, SIZE_MAX / 2);
    gr_buf_addf(&map, "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                      "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
                      "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
                      "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
    for (size_t from = 1; from < font->n_codes; from += MAP_ENTRIES) {
        size_t left = font->n_codes - from;
        size_t n = left < MAP_ENTRIES ? left : MAP_ENTRIES;
        gr_buf_addf(&map, "%zu beginbfchar\n", n);
        for (size_t code = from; code < from + n; code++) {
            gr_buf_addf(&map, "<%04zX><", code);
            add_characters(&map, font->codes[code].chars);
            gr_buf_addf(&map, ">\n");
        }
        gr_buf_addf(&map, "endbfchar\n");
    }
    gr_buf_addf(&map, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
    return gr_stream_new(pdf, GR_LIT(""), gr_buf_view(&map), FONT_LEVEL);
}

static unsigned glyph_map(gr_pdf *pdf, const gr_pdf_font *font, const gr_subset *subset)
{
    gr_buf map = gr_buf_make(pdf->work, SIZE_MAX / 2);
    for (size_t code = 0; code < font->n_codes; code++) {
        size_t at = place_in(subset, font->codes[code].glyph);
        unsigned id = at < subset->n ? subset->new_ids[at] : 0;
        gr_buf_add_char(&map, (char)(id >> 8));
        gr_buf_add_char(&map, (char)(id & 0xFF));
    }
    return gr_stream_new(pdf, GR_LIT(""), gr_buf_view(&map), FONT_LEVEL);
}

/* Code to CID, for CFF. */
static unsigned encoding(gr_pdf *pdf, const gr_pdf_font *font, const gr_subset *subset)
{
    gr_buf map = gr_buf_make(pdf->work, SIZE_MAX / 2);
    gr_buf_addf(&map, "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                      "/CIDSystemInfo 3 dict dup begin/Registry(Adobe)def/Ordering(Identity)def"
                      "/Supplement 0 def end def\n/CMapName/Griffie-Codes def\n/CMapType 1 def\n"
                      "/WMode 0 def\n1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
    for (size_t from = 1; from < font->n_codes; from += MAP_ENTRIES) {
        size_t left = font->n_codes - from;
        size_t n = left < MAP_ENTRIES ? left : MAP_ENTRIES;
        gr_buf_addf(&map, "%zu begincidchar\n", n);
        for (size_t code = from; code < from + n; code++) {
            size_t at = place_in(subset, font->codes[code].glyph);
            gr_buf_addf(&map, "<%04zX>%u\n", code, at < subset->n ? subset->new_ids[at] : 0u);
        }
        gr_buf_addf(&map, "endcidchar\n");
    }
    gr_buf_addf(&map, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
    return gr_stream_new(pdf,
                         GR_LIT("/Type/CMap/CMapName/Griffie-Codes/WMode 0/CIDSystemInfo<<"
                                "/Registry(Adobe)/Ordering(Identity)/Supplement 0>>"),
                         gr_buf_view(&map), FONT_LEVEL);
}

/* ABCDEF+Name: the tag tells subsets apart and comes from the subset itself. */
static gr_str tagged_name(gr_pdf *pdf, const gr_subset *subset)
{
    gr_sha256 hash = gr_sha256_of(subset->program);
    char tag[6];
    for (size_t i = 0; i < sizeof(tag); i++) {
        tag[i] = (char)('A' + hash.bytes[i] % 26);
    }
    gr_str letters = {tag, sizeof(tag)};
    return gr_str_fmt(pdf->work, GR_FMT "+" GR_FMT, GR_ARG(letters), GR_ARG(subset->name));
}

static unsigned descriptor(gr_pdf *pdf, const gr_subset *subset, gr_str name)
{
    enum { FIXED_PITCH = 1, SERIF = 2, NONSYMBOLIC = 32, ITALIC = 64 };
    gr_str length = subset->cff ? GR_LIT("/Subtype/CIDFontType0C")
                                : gr_str_fmt(pdf->work, "/Length1 %zu", subset->program.len);
    unsigned program = gr_stream_new(pdf, length, subset->program, FONT_LEVEL);
    unsigned flags = NONSYMBOLIC | (subset->fixed_pitch ? FIXED_PITCH : 0u) |
                     (subset->serif ? SERIF : 0u) | (subset->italic ? ITALIC : 0u);
    gr_buf body = gr_buf_make(pdf->work, SIZE_MAX / 2);
    gr_buf_addf(&body, "/Type/FontDescriptor/FontName/" GR_FMT "/Flags %u/FontBBox[%d %d %d %d]",
                GR_ARG(name), flags, subset->bbox[0], subset->bbox[1], subset->bbox[2],
                subset->bbox[3]);
    gr_buf_addf(&body, "/ItalicAngle ");
    gr_add_length(&body, (int64_t)subset->italic_angle_tenths * 100);
    gr_buf_addf(&body, "/Ascent %d/Descent %d/CapHeight %d/StemV %d/FontFile%d %u 0 R",
                subset->ascent, subset->descent, subset->cap_height, subset->stem_v,
                subset->cff ? 3 : 2, program);
    return gr_object_new(pdf, gr_buf_view(&body));
}

/* By code where that is the CID, else glyph by glyph. */
static void add_widths(const gr_pdf_font *font, const gr_subset *subset, gr_buf *out)
{
    gr_buf_addf(out, subset->cff ? "/W[" : "/W[1[");
    for (size_t i = 0; subset->cff && i < subset->n; i++) {
        gr_buf_addf(out, "%u[", subset->new_ids[i]);
        gr_add_length(out, (int64_t)subset->widths[i] * 10);
        gr_buf_add_char(out, ']');
    }
    for (size_t code = 1; !subset->cff && code < font->n_codes; code++) {
        if (code > 1) {
            gr_buf_add_char(out, ' ');
        }
        gr_add_length(out, (int64_t)font->codes[code].width * 10);
    }
    gr_buf_addf(out, subset->cff ? "]" : "]]");
}

static unsigned descendant(gr_pdf *pdf, const gr_pdf_font *font, const gr_subset *subset,
                           gr_str name)
{
    unsigned about = descriptor(pdf, subset, name);
    gr_buf body = gr_buf_make(pdf->work, SIZE_MAX / 2);
    gr_buf_addf(&body,
                "/Type/Font/Subtype/CIDFontType%d/BaseFont/" GR_FMT
                "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                "/FontDescriptor %u 0 R",
                subset->cff ? 0 : 2, GR_ARG(name), about);
    if (!subset->cff) {
        gr_buf_addf(&body, "/CIDToGIDMap %u 0 R", glyph_map(pdf, font, subset));
    }
    add_widths(font, subset, &body);
    return gr_object_new(pdf, gr_buf_view(&body));
}

gr_status gr_font_embed(gr_pdf *pdf, const gr_pdf_font *font)
{
    uint32_t *glyphs = NULL;
    size_t n = used_glyphs(pdf, font, &glyphs);
    gr_subset subset;
    GR_TRY(gr_text_subset(pdf->text, font->face, glyphs, n, pdf->work, pdf->diag, &subset));
    gr_str name = tagged_name(pdf, &subset);
    unsigned below = descendant(pdf, font, &subset, name);
    unsigned characters = character_map(pdf, font);
    gr_str codes = subset.cff ? gr_str_fmt(pdf->work, " %u 0 R", encoding(pdf, font, &subset))
                              : GR_LIT("/Identity-H");
    /* the name of a Type 0 font over CFF is that of its descendant and its encoding together */
    gr_str body = gr_str_fmt(pdf->work,
                             "/Type/Font/Subtype/Type0/BaseFont/" GR_FMT "%s/Encoding" GR_FMT
                             "/DescendantFonts[%u 0 R]/ToUnicode %u 0 R",
                             GR_ARG(name), subset.cff ? "-Griffie-Codes" : "", GR_ARG(codes), below,
                             characters);
    gr_object_write(pdf, font->number, body);
    return GR_OK;
}
