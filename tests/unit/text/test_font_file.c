#include "check.h"

#include <hb-ot.h>

#include "base/file.h"
#include "sfnt.h"
#include "text/font_bytes.h"
#include "text/text.h"

#define TINY GR_SOURCE_DIR "/tests/golden/font-kinds/templates/fonts/"
#define CFF  "/usr/share/fonts/opentype/urw-base35/NimbusSans-Regular.otf"

static gr_str read_file(const char *path, gr_arena *arena, gr_diag *diag)
{
    gr_str bytes = GR_LIT("");
    assert_int_equal(gr_file_read(gr_str_of(path), 10000000, arena, diag, (gr_loc){0}, &bytes),
                     GR_OK);
    return bytes;
}

static gr_str first_text(const gr_diag *diag, gr_arena *arena)
{
    gr_diag_row row;
    assert_true(gr_diag_at(diag, 0, arena, &row));
    return row.text;
}

typedef struct choice { /* a file, the face that a style chooses, and what comes of it */
    const char *path;
    int32_t index;
    const char *says; /* part of the refusal; NULL: it opens */
} choice;

static void the_face_of_a_collection_is_chosen(void **state)
{
    (void)state;
    static const choice cases[] = {
        {TINY "good.ttf", -1, NULL},
        {TINY "good.ttf", 0, NULL},
        {TINY "good.ttf", 1, "the file holds one face"},
        {TINY "two.ttc", -1, "0 is 'Tiny One', 1 is 'Tiny Two'"},
        {TINY "two.ttc", 0, NULL},
        {TINY "two.ttc", 1, NULL},
        {TINY "two.ttc", 2, "no face 2 in it"},
        {CFF, -1, NULL},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_arena *arena = gr_arena_new(4096);
        gr_diag *diag = gr_diag_new(arena, 10);
        gr_face_file file = {.family = GR_LIT("Tiny"),
                             .path = gr_str_of(cases[i].path),
                             .bytes = read_file(cases[i].path, arena, diag),
                             .index = cases[i].index};
        gr_text *text = NULL;
        gr_status status = gr_text_open(&file, 1, GR_LIT(""), diag, &text);
        print_message("case %zu\n", i);
        assert_int_equal(status, cases[i].says == NULL ? GR_OK : GR_BAD_INPUT);
        if (cases[i].says != NULL) {
            gr_str told = first_text(diag, arena);
            assert_true(gr_str_find(told, gr_str_of(cases[i].says)) != SIZE_MAX);
        }
        gr_text_close(text);
        gr_arena_free(arena);
    }
}

/* The face that was chosen is the one that is embedded. */
static void a_face_of_a_collection_is_cut(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    gr_diag *diag = gr_diag_new(arena, 10);
    gr_face_file file = {
        .path = GR_LIT("two.ttc"), .bytes = read_file(TINY "two.ttc", arena, diag), .index = 1};
    gr_text *text = NULL;
    assert_int_equal(gr_text_open(&file, 1, GR_LIT(""), diag, &text), GR_OK);
    uint32_t id = 1;
    gr_subset subset;
    assert_int_equal(gr_text_subset(text, 0, &id, 1, arena, diag, &subset), GR_OK);
    assert_true(gr_str_is(subset.name, "TinyTwo"));
    assert_false(subset.cff);
    assert_int_equal(subset.widths[0], 70000);
    gr_text_close(text);
    gr_arena_free(arena);
}

static void cff_is_cut_as_a_bare_program(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(4096);
    gr_diag *diag = gr_diag_new(arena, 10);
    gr_face_file file = {.path = GR_LIT("sans.otf"), .bytes = read_file(CFF, arena, diag)};
    gr_text *text = NULL;
    assert_int_equal(gr_text_open(&file, 1, GR_LIT(""), diag, &text), GR_OK);
    uint32_t ids[] = {36, 37, 70};
    gr_subset s;
    assert_int_equal(gr_text_subset(text, 0, ids, 3, arena, diag, &s), GR_OK);
    assert_true(s.cff && s.program.len > 100 && s.program.len < 5000 && s.program.ptr[0] == 1);
    for (size_t i = 0; i < 3; i++) { /* glyphs with names: their CIDs are their numbers */
        assert_int_equal(s.new_ids[i], i + 1);
        assert_true(s.widths[i] > 10000);
    }
    gr_text_close(text);
    gr_arena_free(arena);
}

/* Header, names "A", a top DICT, no strings, no subroutines; the charset comes last. */
static void cids_are_read_from_the_charset(void **state)
{
    (void)state;
    static const char keyed[] = "\1\0\4\1"
                                "\0\1\1\1\2A"
                                "\0\1\1\1\11"
                                "\x8b\x8b\x8b\x0c\x1e\xa2\x0f\x8b" /* ROS, charset at 23 */
                                "\2\0\x64\0\2\1\x2c\0\0";
    static const uint16_t ids[] = {0, 1, 2, 3, 4};
    static const uint16_t want[] = {0, 100, 101, 102, 300};
    uint16_t cids[5] = {0};
    gr_str cff = {keyed, sizeof(keyed) - 1};
    assert_true(gr_cff_cids(cff, ids, 5, cids));
    assert_memory_equal(cids, want, sizeof(want));
    static const uint16_t beyond[] = {5};
    assert_false(gr_cff_cids(cff, beyond, 1, cids)); /* not in the list */
    cff.len -= 3;
    assert_false(gr_cff_cids(cff, &ids[4], 1, cids)); /* the list is cut */
    assert_false(gr_cff_cids(GR_LIT(""), ids, 1, cids));
}

/* Numbers of each length before the place of the charset, and that place in three lengths. */
static void numbers_of_a_dictionary_are_passed_over(void **state)
{
    (void)state;
    enum { CHARSET = 120, DICT = 15 };
    static const gr_str reals[] = {
        {"", 0},
        {"\x1e\xe2\xa2\x5f\x0c\x07", 6}, /* -2.25 */
        {"\x1e\x12\xff\x0c\x07", 5},     /* 12, padded */
        {"\x1e\xf0\x0c\x07", 4},
        {"\x1c\xff\x0f\xfb\x0f\x1d\1\x0f\2\3\x0c\x07", 12}, /* with bytes like operators */
    };
    static const gr_str places[] = {{"\xf7\x0c", 2}, {"\x1c\0\x78", 3}, {"\x1d\0\0\0\x78", 5}};
    static const uint16_t ids[] = {0, 1, 2, 3};
    static const uint16_t want[] = {0, 500, 501, 7};
    for (size_t i = 0; i < sizeof(reals) / sizeof(reals[0]); i++) {
        for (size_t j = 0; j < sizeof(places) / sizeof(places[0]); j++) {
            char bytes[CHARSET + 7] = "\1\0\4\1\0\1\1\1\2A\0\1\1\1";
            const gr_str parts[] = {reals[i], {"\x8b\x8b\x8b\x0c\x1e", 5}, places[j], {"\x0f", 1}};
            size_t at = DICT;
            for (size_t k = 0; k < 4; k++) {
                memcpy(bytes + at, parts[k].ptr, parts[k].len);
                at += parts[k].len;
            }
            bytes[DICT - 1] = (char)(at - DICT + 1);
            memcpy(bytes + CHARSET, "\1\1\xf4\1\0\7\0", 7);
            uint16_t cids[4] = {0};
            print_message("real %zu, place %zu\n", i, j);
            assert_true(gr_cff_cids((gr_str){bytes, sizeof(bytes)}, ids, 4, cids));
            assert_memory_equal(cids, want, sizeof(want));
        }
    }
}

typedef struct change { /* one number of a table, and the refusal that it brings */
    const char *tag;
    size_t at;
    unsigned char value[2];
    const char *says;
} change;

static void tables_that_do_not_hold_together_are_refused(void **state)
{
    (void)state;
    static const change cases[] = {
        {"head", 12, {0, 0}, "table 'head' is not one"},
        {"head", 18, {0, 1}, "table 'head' says impossible things"},
        {"head", 18, {0xFF, 0xFF}, "table 'head' says impossible things"},
        {"maxp", 4, {0, 0}, "table 'maxp' counts no glyphs"},
        {"maxp", 4, {0, 9}, "table 'hmtx' has not the width"},
        {"hhea", 34, {0, 3}, "table 'hhea' counts other glyphs"},
        {"hhea", 34, {0, 0}, "table 'hhea' counts other glyphs"},
        {"loca", 10, {0x7F, 0}, "table 'loca' points outside"},
        {"OS/2", 8, {0, 2}, "forbids embedding"},
        {"OS/2", 8, {1, 4}, "forbids subsets"},
        {"OS/2", 8, {0, 6}, NULL}, /* of two levels the more lenient one */
        {"OS/2", 4, {0xFF, 0xFF}, NULL},
    };
    gr_arena *arena = gr_arena_new(4096);
    gr_diag *diag = gr_diag_new(arena, 10);
    gr_str good = read_file(TINY "good.ttf", arena, diag);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char *bytes = GR_NEW_N(arena, char, good.len);
        memcpy(bytes, good.ptr, good.len);
        gr_str table = gr_sfnt_table((gr_str){bytes, good.len}, 0, cases[i].tag);
        memcpy(bytes + (table.ptr - bytes) + cases[i].at, cases[i].value, 2);
        gr_diag *told = gr_diag_new(arena, 10);
        gr_face_file file = {.path = GR_LIT("stuk"), .bytes = {bytes, good.len}};
        gr_text *text = NULL;
        print_message("case %zu\n", i);
        assert_int_equal(gr_text_open(&file, 1, GR_LIT(""), told, &text), GR_BAD_INPUT);
        assert_true(gr_str_find(first_text(told, arena), GR_LIT("checksum")) != SIZE_MAX);
        mend_checksums(bytes, good.len);
        told = gr_diag_new(arena, 10);
        gr_status status = gr_text_open(&file, 1, GR_LIT(""), told, &text);
        assert_int_equal(status, cases[i].says == NULL ? GR_OK : GR_BAD_INPUT);
        if (cases[i].says != NULL) {
            assert_true(gr_str_find(first_text(told, arena), gr_str_of(cases[i].says)) != SIZE_MAX);
        } else {
            gr_subset subset;
            uint32_t id = 1;
            assert_int_equal(gr_text_subset(text, 0, &id, 1, arena, told, &subset), GR_OK);
            assert_true(subset.stem_v < 300);
            gr_text_close(text);
        }
    }
    gr_arena_free(arena);
}

/** A copy of a file in which the number at a place of a table is another one. */
static gr_str with_number(gr_arena *arena, gr_str file, const char *tag, size_t at, uint32_t value)
{
    char *bytes = GR_NEW_N(arena, char, file.len);
    memcpy(bytes, file.ptr, file.len);
    gr_str table = gr_sfnt_table((gr_str){bytes, file.len}, 0, tag);
    assert_true(table.len >= at + 4);
    font_write_u32(bytes, (size_t)(table.ptr - bytes) + at, value);
    mend_checksums(bytes, file.len);
    return (gr_str){bytes, file.len};
}

/** Its axes are named, the first eight of them; without an axis it is a font as any other. */
static void axes_are_named(void **state)
{
    (void)state;
    enum { AXES = 8, ENTRY = 20 /* bytes; stands behind the number of axes */ };
    static const struct {
        uint32_t axes;
        const char *names; /* NULL: no fault */
    } cases[] = {
        {0, NULL},
        {1, "font (wght), of"},
        {2, "font (wght, ), of"},
        {8, "font (wght, , , , , , , ), of"},
        {9, "font (wght, , , , , , , ), of"},
        {0xFFFF, "font (wght, , , , , , , ), of"},
    };
    gr_arena *arena = gr_arena_new(4096);
    gr_diag *diag = gr_diag_new(arena, 10);
    gr_str variable = read_file(TINY "variable.ttf", arena, diag);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_str file = with_number(arena, variable, "fvar", AXES, cases[i].axes << 16 | ENTRY);
        gr_str fault = gr_font_fault(file, 0, arena);
        print_message("%u axes: " GR_FMT "\n", (unsigned)cases[i].axes, GR_ARG(fault));
        assert_int_equal(fault.len == 0, cases[i].names == NULL);
        assert_true(cases[i].names == NULL ||
                    gr_str_find(fault, gr_str_of(cases[i].names)) != SIZE_MAX);
    }
    gr_arena_free(arena);
}

static void the_angle_has_a_fraction(void **state)
{
    (void)state;
    enum { ANGLE = 4 };
    static const struct {
        uint32_t angle; /* 16.16 */
        int32_t tenths;
    } cases[] = {
        {0, 0}, {0xFFF58000, -105}, {0xFFF50000, -110}, {0x000C8000, 125}, {0x0000FFFF, 9}};
    gr_arena *arena = gr_arena_new(4096);
    gr_diag *diag = gr_diag_new(arena, 10);
    gr_str good = read_file(TINY "good.ttf", arena, diag);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_face_file file = {.path = GR_LIT("schuin"),
                             .bytes = with_number(arena, good, "post", ANGLE, cases[i].angle)};
        gr_text *text = NULL;
        gr_subset subset;
        uint32_t id = 1;
        assert_int_equal(gr_text_open(&file, 1, GR_LIT(""), diag, &text), GR_OK);
        assert_int_equal(gr_text_subset(text, 0, &id, 1, arena, diag, &subset), GR_OK);
        assert_int_equal(subset.italic_angle_tenths, cases[i].tenths);
        assert_int_equal(subset.italic, cases[i].tenths != 0);
        gr_text_close(text);
    }
    gr_arena_free(arena);
}

/** Of a file that ends too early is read what there is; what is not there is 0. */
static void nothing_is_read_behind_the_end(void **state)
{
    (void)state;
    static const char bytes[] = "\x01\x02\x03\x04\x05\x06\x07\x08";
    for (size_t n = 0; n <= 4; n++) {
        for (size_t at = 0; at <= 6; at++) {
            gr_str part = {bytes, n};
            assert_int_equal(gr_sfnt_u16(part, at), at + 2 <= n ? 0x102 + 0x101 * at : 0);
            assert_int_equal(gr_sfnt_i16(part, at), at + 2 <= n ? 0x102 + 0x101 * at : 0);
            assert_int_equal(gr_sfnt_u32(part, at), at + 4 <= n ? 0x1020304 : 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_face_of_a_collection_is_chosen),
        cmocka_unit_test(a_face_of_a_collection_is_cut),
        cmocka_unit_test(cff_is_cut_as_a_bare_program),
        cmocka_unit_test(cids_are_read_from_the_charset),
        cmocka_unit_test(numbers_of_a_dictionary_are_passed_over),
        cmocka_unit_test(axes_are_named),
        cmocka_unit_test(the_angle_has_a_fraction),
        cmocka_unit_test(tables_that_do_not_hold_together_are_refused),
        cmocka_unit_test(nothing_is_read_behind_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
