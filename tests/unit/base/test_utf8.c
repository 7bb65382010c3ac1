#include "check.h"

#include "base/arena.h"
#include "base/utf8.h"

static void validity(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t valid, code_points;
    } cases[] = {
        {"", 0, 0},
        {"abc", 3, 3},
        {"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", 9, 3},
        {"\xF4\x8F\xBF\xBF", 4, 1},      /* U+10FFFF, the last */
        {"\xEE\x80\x80", 3, 1},          /* U+E000, after the surrogates */
        {"a\x80", 1, 2},                 /* continuation alone */
        {"a\xC3", 1, 2},                 /* cut off */
        {"a\xE2\x82", 1, 3},             /* cut off */
        {"a\xC0\xAF", 1, 3},             /* overlong in two bytes */
        {"a\xE0\x80\xAF", 1, 4},         /* overlong in three */
        {"a\xF0\x80\x80\xAF", 1, 5},     /* overlong in four */
        {"a\xED\xA0\x80", 1, 4},         /* surrogate */
        {"a\xF4\x90\x80\x80", 1, 5},     /* above U+10FFFF */
        {"a\xF8\x88\x80\x80\x80", 1, 6}, /* five bytes */
        {"a\xC3(", 1, 3},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        print_message("case %zu\n", i);
        gr_str s = gr_str_of(cases[i].text);
        assert_int_equal(gr_utf8_valid(s), cases[i].valid);
        assert_int_equal(gr_utf8_count(s), cases[i].code_points);
    }
}

/* ASCII is gone over by eights: what is wrong is found wherever it stands among them. */
static void what_is_wrong_is_found_at_every_place(void **state)
{
    (void)state;
    char text[41];
    for (size_t at = 0; at + 3 < sizeof text - 1; at++) {
        memset(text, 'a', sizeof text - 1);
        memcpy(text + at, "\xE2\x82\xAC", 3); /* a good one */
        gr_str s = {text, sizeof text - 1};
        assert_int_equal(gr_utf8_valid(s), s.len);
        text[at + 2] = 'a';
        assert_int_equal(gr_utf8_valid(s), at);
        text[at] = text[at + 1] = 'a';
        text[s.len - 1] = '\xFF';
        assert_int_equal(gr_utf8_valid(s), s.len - 1);
    }
}

static void every_code_point_survives_a_round_trip(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    for (uint32_t c = 0; c <= 0x110010; c += c < 0x900 ? 1 : 13) {
        gr_mark mark = gr_arena_mark(arena);
        gr_buf buf = gr_buf_make(arena, 8);
        gr_utf8_add(&buf, c);
        gr_str s = gr_buf_view(&buf);
        bool is_scalar = c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
        size_t at = 0;
        assert_int_equal(gr_utf8_valid(s), s.len);
        assert_int_equal(gr_utf8_step(s, &at), is_scalar ? c : 0xFFFD);
        assert_int_equal(at, s.len);
        gr_arena_rewind(arena, mark);
    }
    gr_arena_free(arena);
}

static void private_use_is_found(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t at;
    } cases[] = {
        {"", SIZE_MAX},
        {"abc \xE2\x82\xAC", SIZE_MAX},
        {"ab\xEE\x80\x80", 2},      /* U+E000  */
        {"\xEF\xA3\xBF", 0},        /* U+F8FF  */
        {"\xEF\xA4\x80", SIZE_MAX}, /* U+F900  */
        {"a\xF3\xB0\x80\x80", 1},   /* U+F0000 */
        {"a\xF4\x80\x80\x80", 1},   /* U+100000 */
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        print_message("case %zu\n", i);
        assert_int_equal(gr_utf8_find_private(gr_str_of(cases[i].text)), cases[i].at);
    }
}

static void shortened_between_characters(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(256);
    gr_str text = GR_LIT("a€b");
    check_text("fits", gr_utf8_shorten(arena, text, 5), "a€b");
    check_text("behind a character", gr_utf8_shorten(arena, text, 4), "a€…");
    check_text("within a character", gr_utf8_shorten(arena, text, 3), "a…");
    check_text("nothing fits", gr_utf8_shorten(arena, text, 0), "…");
    gr_arena_free(arena);
}

/** A text with the sign in its middle, as it is searched. */
static gr_str searched(gr_arena *arena, uint32_t sign)
{
    gr_buf text = gr_buf_make(arena, SIZE_MAX);
    gr_buf_add_char(&text, 'x');
    gr_utf8_add(&text, sign);
    gr_buf_add_char(&text, 'y');
    return gr_utf8_searchable(arena, gr_buf_view(&text));
}

static void without_what_hides_words(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(256);
    gr_str plain = GR_LIT("Een naam\nin twee\xE2\x80\x8D regels"); /* joiners stay */
    static const uint32_t gone[] = {0xAD, 0x200B, 0x2060, 0xFEFF},
                          spaces[] = {9, 13, 0x85, 0x2028, 0x2029};
    static const uint32_t stay[] = {'a',    10,     0xA0,   0xAC,   0xE9,  0x200A,
                                    0x200C, 0x2014, 0x20AC, 0x2061, 0xFEFE};
    for (size_t i = 0; i < sizeof gone / sizeof gone[0]; i++) {
        check_text("gone", searched(arena, gone[i]), "xy");
    }
    for (size_t i = 0; i < sizeof spaces / sizeof spaces[0]; i++) {
        check_text("space", searched(arena, spaces[i]), "x y");
    }
    for (size_t i = 0; i < sizeof stay / sizeof stay[0]; i++) {
        assert_int_equal(gr_utf8_count(searched(arena, stay[i])), 3);
    }
    assert_ptr_equal(gr_utf8_searchable(arena, plain).ptr, plain.ptr);
    check_text("hidden",
               gr_utf8_searchable(arena, GR_LIT("be\xC2\xADgro\xE2\x80\x8Bting\xEF\xBB\xBF")),
               "begroting");
    check_text("separators",
               gr_utf8_searchable(arena, GR_LIT("a\xE2\x80\xA8"
                                                "b\xC2\x85"
                                                "c\td")),
               "a b c d");
    gr_arena_free(arena);
}

/** What is no more than white and invisible: the first and last of each range, and the signs beside
 *  them. */
static void blank_is_what_shows_nothing(void **state)
{
    (void)state;
    static const char *const blank[] = {
        "",       " ",      "\t\n",   "\x7F",   "\xC2\x80", "\xC2\x9F",
        "\u00A0", "\u00AD", "\u1680", "\u2000", "\u200A",   "\u200B",
        "\u2028", "\u2029", "\u202F", "\u205F", "\u3000",   " \uFEFF\u00A0",
    };
    static const char *const shown[] = {
        "!",      "~",      "\u00A1", "\u00AC", "\u167F", "\u1681", "\u1FFF",  "\u2010",
        "\u2027", "\u2030", "\u205E", "\u2FFF", "\u3001", " a ",    "\u00A0.",
    };
    for (size_t i = 0; i < sizeof(blank) / sizeof(blank[0]); i++) {
        print_message("blank %zu\n", i);
        assert_true(gr_utf8_is_blank(gr_str_of(blank[i])));
    }
    for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++) {
        print_message("shown %zu\n", i);
        assert_false(gr_utf8_is_blank(gr_str_of(shown[i])));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(validity),
        cmocka_unit_test(what_is_wrong_is_found_at_every_place),
        cmocka_unit_test(every_code_point_survives_a_round_trip),
        cmocka_unit_test(shortened_between_characters),
        cmocka_unit_test(private_use_is_found),
        cmocka_unit_test(without_what_hides_words),
        cmocka_unit_test(blank_is_what_shows_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
