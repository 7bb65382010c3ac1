/* A font as it is embedded: each glyph that a code stands for is in it, under one number. */
#include "check.h"

#include "inspect_priv.h"
#include "pdf/content_of.h"

/** The stream that leads from codes to the glyphs of the subset: the only one that has no type, is
 *  no program and no text. */
static gr_str glyph_map_of(gr_arena *arena, gr_str bytes)
{
    gr_str map = GR_LIT("");
    for (size_t at = 1; at < bytes.len; at++) {
        gr_indirect object;
        gr_str stream;
        if (bytes.ptr[at - 1] != '\n' || bytes.ptr[at] < '0' || bytes.ptr[at] > '9' ||
            !gr_object_at(bytes, at, &object) || !object.has_stream ||
            gr_entry(object.dict, GR_LIT("Type")).len > 0 ||
            gr_entry(object.dict, GR_LIT("Length1")).len > 0 ||
            !gr_unpack(arena, &object, 1000000, &stream) || gr_str_starts(stream, GR_LIT("/"))) {
            continue;
        }
        assert_int_equal(map.len, 0);
        map = gr_str_dup(arena, stream);
    }
    return map;
}

static unsigned id_at(gr_str map, size_t code)
{
    return (unsigned)(unsigned char)map.ptr[2 * code] << 8 | (unsigned char)map.ptr[2 * code + 1];
}

/** Two codes have one number when they have one glyph, and only .notdef has 0. */
static void check_map(const gr_pdf_font *font, gr_str map)
{
    assert_int_equal(map.len, 2 * font->n_codes);
    for (size_t code = 0; code < font->n_codes; code++) {
        uint32_t glyph = font->codes[code].glyph;
        assert_int_equal(id_at(map, code) == 0, glyph == 0);
        for (size_t other = 0; other < code; other++) {
            assert_int_equal(id_at(map, other) == id_at(map, code),
                             font->codes[other].glyph == glyph);
        }
    }
}

static void no_glyph_is_lost(void **state)
{
    (void)state;
    static const char *const words[] = {
        "A", "AB", "BA", "AVATAR", "Begroting 2022 \u00e9", "een-twee\u00adtwee", "\U0001F9FF A",
    };
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        for (gr_face face = 0; face < 4; face++) {
            sample *s = malloc(sizeof(*s));
            gr_buf bytes;
            assert_true(make_sample(s));
            s->page = 0;
            s->sheets[0].n = 0;
            put(s, gr_owned_by(s->pages.root), face, 10000, words[i]);
            gr_pdf *pdf = opened(s, &bytes);
            (void)content_of(pdf, &s->pages, 0);
            for (size_t f = 0; f < pdf->n_fonts; f++) {
                size_t from = bytes.len;
                if (pdf->fonts[f] == NULL) {
                    continue;
                }
                assert_int_equal(gr_font_embed(pdf, pdf->fonts[f]), GR_OK);
                gr_str written = gr_str_sub(gr_buf_view(&bytes), from, SIZE_MAX);
                check_map(pdf->fonts[f], glyph_map_of(s->arena, written));
            }
            gr_pdf_discard(pdf);
            drop_sample(s);
            free(s);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_glyph_is_lost)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
