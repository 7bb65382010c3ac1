#include "check.h"

#include "text_priv.h"

#include "text/faces.h"

/* The glyphs of a text in one face, ascending, each once. */
static size_t glyphs_of(test_faces *faces, gr_face face, const char *chars, uint32_t *ids)
{
    const gr_shaped *s = gr_text_shape(faces->text, face, GR_LIT("nl"), gr_str_of(chars));
    size_t n = 0;
    for (size_t i = 0; i < s->runs[0].n; i++) {
        uint32_t id = s->runs[0].glyphs[i].id;
        size_t at = 0;
        while (at < n && ids[at] < id) {
            at++;
        }
        if (at < n && ids[at] == id) {
            continue;
        }
        memmove(&ids[at + 1], &ids[at], (n - at) * sizeof(*ids));
        ids[at] = id;
        n++;
    }
    return n;
}

static void holds_the_glyphs_and_little_else(void **state)
{
    (void)state;
    test_faces faces;
    assert_true(open_faces(&faces));
    static const char *const names[] = {"OpenSans", "OpenSans-Bold", "Lato-Regular", "DejaVuSans"};
    for (gr_face face = 0; face < 4; face++) {
        uint32_t ids[64];
        size_t n = glyphs_of(&faces, face, "Begroting 2022 é", ids);
        gr_subset s;
        assert_int_equal(gr_text_subset(faces.text, face, ids, n, faces.arena, faces.diag, &s),
                         GR_OK);
        print_message("face %u: %zu bytes, name " GR_FMT "\n", face, s.program.len, GR_ARG(s.name));
        assert_true(s.program.len > 500 && s.program.len < 12000);
        assert_true(gr_str_starts(s.name, gr_str_of(names[face])));
        assert_int_equal(s.n, n);
        gr_face_file cut = {.family = GR_LIT("Cut"), .path = GR_LIT("cut"), .bytes = s.program};
        hb_blob_t *blob = hb_blob_create(cut.bytes.ptr, (unsigned)cut.bytes.len,
                                         HB_MEMORY_MODE_READONLY, NULL, NULL);
        hb_face_t *again = hb_face_create(blob, 0);
        hb_font_t *font = hb_font_create(again);
        assert_true(hb_face_get_glyph_count(again) > n);
        for (size_t i = 0; i < n; i++) {
            assert_true(s.new_ids[i] > 0 && s.new_ids[i] < hb_face_get_glyph_count(again));
            int64_t units = hb_font_get_glyph_h_advance(font, s.new_ids[i]);
            assert_int_equal(s.widths[i], gr_per_mille(units * 100, hb_face_get_upem(again)));
        }
        hb_font_destroy(font);
        hb_face_destroy(again);
        hb_blob_destroy(blob);
        assert_true(s.bbox[0] < s.bbox[2] && s.bbox[1] < s.bbox[3] && s.ascent > 0 &&
                    s.descent < 0);
        assert_true(s.stem_v > 50 && s.stem_v < 250);
        assert_false(s.italic || s.serif || s.fixed_pitch);
    }
    close_faces(&faces);
}

static void says_what_the_face_is(void **state)
{
    (void)state;
    static const char *const path = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono-Oblique.ttf";
    gr_arena *arena = gr_arena_new(4096);
    gr_diag *diag = gr_diag_new(arena, 10);
    gr_face_file file = {.family = GR_LIT("Mono"), .path = gr_str_of(path)};
    assert_int_equal(gr_file_read(file.path, 10000000, arena, diag, (gr_loc){0}, &file.bytes),
                     GR_OK);
    gr_text *text = NULL;
    assert_int_equal(gr_text_open(&file, 1, GR_LIT(""), diag, &text), GR_OK);
    gr_subset s;
    uint32_t id = 40;
    assert_int_equal(gr_text_subset(text, 0, &id, 1, arena, diag, &s), GR_OK);
    assert_true(s.italic && s.fixed_pitch && !s.serif);
    assert_int_equal(s.italic_angle_tenths, -110);
    id = 4000000;
    assert_int_equal(gr_text_subset(text, 0, &id, 1, arena, diag, &s), GR_BAD_INPUT);
    assert_true(gr_diag_has(diag, GR_CODE_FONT_FORM));
    gr_text_close(text);
    gr_text *dummy = gr_text_dummy();
    assert_int_equal(gr_text_subset(dummy, 0, &id, 1, arena, diag, &s), GR_BUG);
    gr_text_close(dummy);
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holds_the_glyphs_and_little_else),
        cmocka_unit_test(says_what_the_face_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
