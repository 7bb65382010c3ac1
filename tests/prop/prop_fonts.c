/* Damaged fonts: bytes of a small font are changed at random, half of the time with checksums that
 * are right again, so that the damage reaches what reads the tables. Whatever then opens is shaped,
 * drawn and cut: it may come out odd, but within bounds (the sanitizers look on in the preset
 * `dev`), and every refusal says why. */
#include "base/diag.h"
#include "base/file.h"
#include "seeded.h"
#include "text/font_bytes.h"
#include "text/text.h"

#define ROUNDS      50
#define ROUNDS_LONG 4000

static void use_font(gr_text *text, gr_arena *arena, gr_diag *diag)
{
    const gr_shaped *shaped =
        gr_text_shape(text, 0, GR_LIT("nl"), GR_LIT("AVA één office € 1.234,56 שלום ABC"));
    uint32_t ids[64] = {0};
    size_t n = 0;
    for (uint32_t id = 1; id < 40; id++) { /* some of them will not exist */
        ids[n++] = id;
    }
    gr_subset subset;
    gr_status status = gr_text_subset(text, 0, ids, n, arena, diag, &subset);
    assert_true(status == GR_OK || gr_diag_count(diag, GR_ERROR) > 0);
    gr_path_step *steps = NULL;
    for (size_t i = 0; i < shaped->n; i++) {
        for (size_t j = 0; j < shaped->runs[i].n; j++) {
            (void)gr_glyph_outline(text, shaped->runs[i].face, shaped->runs[i].glyphs[j].id, arena,
                                   &steps);
        }
    }
    gr_metrics m = gr_face_metrics(text, 0);
    assert_true(m.ascent >= -INT16_MAX * 64 && m.ascent <= INT16_MAX * 64);
}

/* Changes one to eight bytes; most often in the list of tables or the first part of one. */
static void damage(char *bytes, size_t length, uint64_t *state)
{
    size_t n = 1 + next_random(state) % 8;
    size_t tables = (unsigned)(unsigned char)bytes[4] << 8 | (unsigned char)bytes[5];
    for (size_t i = 0; i < n; i++) {
        size_t at = next_random(state) % length;
        if (tables > 0 && next_random(state) % 4 != 0) {
            size_t entry = 12 + 16 * (next_random(state) % tables);
            size_t start = entry + 16 <= length ? font_u32(bytes, entry + 8) : 0;
            at = start < length ? start + next_random(state) % 64 : entry;
        }
        if (at < length) {
            bytes[at] = (char)next_random(state);
        }
    }
}

static void try_font(const char *path)
{
    gr_arena *arena = gr_arena_new(65536);
    gr_diag *diag = gr_diag_new(arena, 50);
    gr_str good = GR_LIT("");
    assert_int_equal(gr_file_read(gr_str_of(path), 10000000, arena, diag, (gr_loc){0}, &good),
                     GR_OK);
    char *bytes = GR_NEW_N(arena, char, good.len);
    uint64_t state = seed_of_run();
    size_t opened = 0, rounds = is_long_tier() ? ROUNDS_LONG : ROUNDS;
    for (size_t round = 0; round < rounds; round++) {
        gr_arena *own = gr_arena_new(65536);
        gr_diag *told = gr_diag_new(own, 50);
        memcpy(bytes, good.ptr, good.len);
        damage(bytes, good.len, &state);
        if (next_random(&state) % 2 == 0) {
            mend_checksums(bytes, good.len);
        }
        gr_face_file file = {.family = GR_LIT("Stuk"),
                             .path = gr_str_of(path),
                             .bytes = {bytes, good.len - next_random(&state) % 3},
                             .index = -1};
        gr_text *text = NULL;
        if (gr_text_open(&file, 1, GR_LIT(""), told, &text) == GR_OK) {
            opened++;
            use_font(text, own, told);
            gr_text_close(text);
        } else {
            assert_true(gr_diag_has(told, GR_CODE_FONT_FORM) ||
                        gr_diag_has(told, GR_CODE_FONT_LICENCE));
        }
        gr_arena_free(own);
    }
    print_message("%s: %zu of %zu opened\n", path, opened, rounds);
    gr_arena_free(arena);
}

static void truetype_fonts(void **state)
{
    (void)state;
    try_font(GR_SOURCE_DIR "/tests/golden/font-kinds/templates/fonts/good.ttf");
    try_font("/usr/share/fonts/truetype/open-sans/OpenSans-Light.ttf");
}

static void cff_fonts(void **state)
{
    (void)state;
    try_font("/usr/share/fonts/opentype/urw-base35/NimbusSansNarrow-Regular.otf");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(truetype_fonts),
        cmocka_unit_test(cff_fonts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
