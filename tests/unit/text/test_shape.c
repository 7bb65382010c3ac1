#include "check.h"

#include "base/utf8.h"
#include "text_priv.h"

#include "text/faces.h"

static test_faces faces;

static int open_all(void **state)
{
    (void)state;
    return open_faces(&faces) ? 0 : -1;
}

static int close_all(void **state)
{
    (void)state;
    close_faces(&faces);
    return 0;
}

static void add_run(gr_buf *out, const gr_run *run)
{
    gr_buf_addf(out, "%u[", run->face);
    for (size_t i = 0; i < run->n; i++) {
        const gr_glyph *g = &run->glyphs[i];
        gr_buf_addf(out, "%s" GR_FMT, i > 0 ? "|" : "",
                    GR_ARG(gr_str_sub(run->chars, g->cluster, g->cluster_end - g->cluster)));
    }
    gr_buf_addf(out, "]");
}

typedef struct shape_case {
    const char *chars;
    gr_face face;
    const char *want; /* face[text of glyph|...] of each run */
    uint32_t missing;
} shape_case;

static void cuts_text_by_face_and_cluster(void **state)
{
    (void)state;
    static const shape_case cases[] = {
        {"", 0, "", 0},
        {"Zorg", 0, "0[Z|o|r|g]", 0},
        {"€ 12,50", 0, "0[€| |1|2|,|5|0]", 0},
        {"efficiënt", 2, "2[e|ffi|c|i|ë|n|t]", 0},
        {"ja ✓ nee", 0, "0[j|a| ]3[✓]0[ |n|e|e]", 0},
        {"a\u00A0b\u202Fc\u2007d", 0, "0[a|\u00A0|b|\u202F|c|\u2007|d]", 0},
        {"leer\xC2\xADplan", 0, "0[l|e|e|r\xC2\xAD|p|l|a|n]", 0},
        {"ga\xE2\x80\x91"
         "door",
         0, "0[g|a|\xE2\x80\x91|d|o|o|r]", 0},
        {"\xF0\x9F\x9A\x80", 0, "0[\xF0\x9F\x9A\x80]", 0x1F680},
        {"a\u0323\u0302n", 0, "3[a\u0323\u0302]0[n]", 0},
        {"\u0302", 0, "3[\u0302]", 0},
        {"a\U000E0101", 0, "0[a\U000E0101]", 0},
        {"a\u115F\u3164\uFFA0\uFFF0"
         "b",
         0, "0[a\u115F\u3164\uFFA0\uFFF0|b]", 0},
        {"\u061C\u180E\u2065"
         "c\U000E0020",
         0, "0[]0[c\U000E0020]", 0},
        {"b", 99, "0[b]", 0},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const gr_shaped *s =
            gr_text_shape(faces.text, cases[i].face, GR_LIT("nl"), gr_str_of(cases[i].chars));
        gr_buf got = gr_buf_make(faces.arena, 4096);
        int32_t advance = 0;
        for (size_t r = 0; r < s->n; r++) {
            add_run(&got, &s->runs[r]);
            advance += s->runs[r].advance;
        }
        check_text(cases[i].chars, gr_buf_view(&got), cases[i].want);
        assert_int_equal(s->missing, cases[i].missing);
        assert_int_equal(s->advance, advance);
    }
}

static void advances_add_up_without_drift(void **state)
{
    (void)state;
    gr_buf text = gr_buf_make(faces.arena, 1 << 20);
    for (int i = 0; i < 500; i++) {
        gr_buf_add(&text, GR_LIT("AVTo. kwaliteit "));
    }
    const gr_shaped *s = gr_text_shape(faces.text, 0, GR_LIT("nl"), gr_buf_view(&text));
    int32_t sum = 0;
    for (size_t i = 0; i < s->runs[0].n; i++) {
        sum += s->runs[0].glyphs[i].advance;
    }
    assert_int_equal(sum, s->advance);
    const gr_shaped *once = gr_text_shape(faces.text, 0, GR_LIT("nl"), GR_LIT("AVTo. kwaliteit "));
    int32_t many = once->advance * 500;
    assert_true(s->advance - many < 500 && many - s->advance < 500);
    assert_true(abs(s->advance - many) <= 250 + 500 * 40); /* kerning over the space at most */
}

static int32_t advance_of(gr_face face, const char *chars)
{
    return gr_text_shape(faces.text, face, GR_LIT("nl"), gr_str_of(chars))->advance;
}

static void kerning_and_figures(void **state)
{
    (void)state;
    for (gr_face face = 0; face < 3; face++) {
        assert_true(advance_of(face, "AV") < advance_of(face, "A") + advance_of(face, "V"));
        for (char digit[2] = "1"; digit[0] <= '9'; digit[0]++) {
            assert_int_equal(advance_of(face, digit), advance_of(face, "0"));
        }
        assert_int_equal(advance_of(face, "1111"), advance_of(face, "8888"));
        assert_int_equal(advance_of(face, "\xE2\x80\x87"), advance_of(face, "0"));
        assert_int_equal(advance_of(face, "\xC2\xA0"), advance_of(face, " "));
        assert_int_equal(advance_of(face, "a\xC2\xAD"), advance_of(face, "a"));
        assert_true(advance_of(face, "\xE2\x80\xAF") > 0);
    }
}

static void the_same_word_is_shaped_once(void **state)
{
    (void)state;
    for (int i = 0; i < 3000; i++) {
        gr_str word = gr_str_fmt(faces.arena, "woord%d", i);
        const gr_shaped *first = gr_text_shape(faces.text, 1, GR_LIT("nl"), word);
        assert_ptr_equal(first, gr_text_shape(faces.text, 1, GR_LIT("nl"), word));
        assert_ptr_not_equal(first, gr_text_shape(faces.text, 1, GR_LIT("en"), word));
    }
}

static void faces_are_found_or_the_nearest(void **state)
{
    (void)state;
    assert_int_equal(gr_text_face(faces.text, GR_LIT("Open Sans"), false, false), 0);
    assert_int_equal(gr_text_face(faces.text, GR_LIT("Open Sans"), true, false), 1);
    assert_int_equal(gr_text_face(faces.text, GR_LIT("Open Sans"), true, true), 1);
    assert_int_equal(gr_text_face(faces.text, GR_LIT("Open Sans"), false, true), 0);
    assert_int_equal(gr_text_face(faces.text, GR_LIT("Lato"), true, false), 2);
    assert_int_equal(gr_text_face(faces.text, GR_LIT("Elders"), true, false), 0);
    gr_metrics m = gr_face_metrics(faces.text, 0);
    assert_int_equal(m.ascent, 1069);
    assert_int_equal(m.descent, -293);
    assert_true(m.x_height < m.cap_height && m.cap_height < m.ascent);
}

typedef struct bad_font {
    const char *name, *path;
    size_t keep; /* bytes; 0: all */
} bad_font;

static void refuses_what_is_no_truetype_font(void **state)
{
    (void)state;
    static const bad_font cases[] = {
        {"text", GR_SOURCE_DIR "/CMakeLists.txt", 0},
        {"cut", "/usr/share/fonts/truetype/lato/Lato-Regular.ttf", 300},
        {"four bytes", "/usr/share/fonts/truetype/lato/Lato-Regular.ttf", 4},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_diag *diag = gr_diag_new(faces.arena, 50);
        gr_face_file file = {.family = GR_LIT("Stuk"), .path = gr_str_of(cases[i].path)};
        assert_int_equal(
            gr_file_read(file.path, 10000000, faces.arena, diag, (gr_loc){0}, &file.bytes), GR_OK);
        file.bytes.len = cases[i].keep > 0 ? cases[i].keep : file.bytes.len;
        gr_text *text = NULL;
        print_message("case %s\n", cases[i].name);
        assert_int_equal(gr_text_open(&file, 1, GR_LIT(""), diag, &text), GR_BAD_INPUT);
        assert_null(text);
        assert_true(gr_diag_has(diag, GR_CODE_FONT_FORM));
    }
    gr_diag *diag = gr_diag_new(faces.arena, 50);
    gr_text *text = NULL;
    assert_int_equal(gr_text_open(NULL, 0, GR_LIT(""), diag, &text), GR_BAD_INPUT);
}

static void damaged_fonts_do_no_harm(void **state)
{
    (void)state;
    gr_str good = GR_LIT("");
    assert_int_equal(gr_file_read(GR_LIT("/usr/share/fonts/truetype/lato/Lato-Regular.ttf"),
                                  10000000, faces.arena, faces.diag, (gr_loc){0}, &good),
                     GR_OK);
    gr_str copy = gr_str_dup(faces.arena, good);
    char *bytes = GR_NEW_N(faces.arena, char, copy.len);
    uint32_t seed = 11;
    for (int round = 0; round < 30; round++) {
        memcpy(bytes, good.ptr, good.len);
        for (int flip = 0; flip < 40; flip++) {
            seed = seed * 1664525u + 1013904223u;
            bytes[seed % (flip < 30 ? 2000 : good.len)] ^= (char)(1 << (seed >> 29));
        }
        gr_diag *diag = gr_diag_new(faces.arena, 50);
        gr_face_file file = {
            .family = GR_LIT("Stuk"), .path = GR_LIT("stuk"), .bytes = {bytes, good.len}};
        gr_text *text = NULL;
        if (gr_text_open(&file, 1, GR_LIT(""), diag, &text) == GR_OK) {
            const gr_shaped *s = gr_text_shape(text, 0, GR_LIT("nl"), GR_LIT("AVé office"));
            uint32_t ids[2] = {1, 2};
            gr_subset subset;
            gr_status status = gr_text_subset(text, 0, ids, 2, faces.arena, diag, &subset);
            assert_true(s->n > 0 && (status == GR_OK || gr_diag_count(diag, GR_ERROR) > 0));
        }
        gr_text_close(text);
    }
}

static void the_dummy_counts_half_ems(void **state)
{
    (void)state;
    gr_text *text = gr_text_dummy();
    const gr_shaped *s = gr_text_shape(text, 0, GR_LIT("nl"), GR_LIT("één\xC2\xAD!"));
    assert_int_equal(s->advance, 2000);
    assert_int_equal(s->runs[0].n, 4);
    assert_int_equal(s->runs[0].glyphs[1].cluster, 2);
    assert_int_equal(s->missing, 0);
    assert_int_equal(gr_text_shape(text, 0, GR_LIT("nl"), GR_LIT(""))->advance, 0);
    assert_int_equal(gr_text_face(text, GR_LIT("x"), true, true), 0);
    assert_int_equal(gr_face_metrics(text, 0).ascent, 750);
    gr_text_close(text);
    gr_text_close(NULL);
}

static void lengths_round_half_up(void **state)
{
    (void)state;
    assert_int_equal(gr_text_length(500, 10000), 5000);
    assert_int_equal(gr_text_length(1, 500), 1);
    assert_int_equal(gr_text_length(1, 499), 0);
    assert_int_equal(gr_text_length(-1, 500), 0);
    assert_int_equal(gr_text_length(-1, 501), -1);
    assert_int_equal(gr_text_length(2000000000, 1000), 2000000000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cuts_text_by_face_and_cluster),
        cmocka_unit_test(advances_add_up_without_drift),
        cmocka_unit_test(kerning_and_figures),
        cmocka_unit_test(the_same_word_is_shaped_once),
        cmocka_unit_test(faces_are_found_or_the_nearest),
        cmocka_unit_test(refuses_what_is_no_truetype_font),
        cmocka_unit_test(damaged_fonts_do_no_harm),
        cmocka_unit_test(the_dummy_counts_half_ems),
        cmocka_unit_test(lengths_round_half_up),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
