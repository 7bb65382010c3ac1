#include "check.h"

#include <limits.h>

#include "base/arena.h"

static int start(void **state)
{
    *state = gr_arena_new(1024);
    return 0;
}

static int end(void **state)
{
    gr_arena_free(*state);
    return 0;
}

static void comparisons(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        int order;
        bool starts, ends;
        size_t found;
    } cases[] = {
        {"", "", 0, true, true, 0},
        {"abc", "", 1, true, true, 0},
        {"", "abc", -1, false, false, SIZE_MAX},
        {"abc", "abc", 0, true, true, 0},
        {"abc", "ab", 1, true, false, 0},
        {"abc", "bc", -1, false, true, 1},
        {"aab", "ab", -1, false, true, 1},
        {"aaab", "aab", -1, false, true, 1},
        {"abcabd", "abd", -1, false, true, 3},
        {"abc", "abd", -1, false, false, SIZE_MAX},
        {"\xC3\xA9", "z", 1, false, false, SIZE_MAX}, /* bytes, not letters */
        {"x.y.z", ".", 1, false, false, 1},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        print_message("case %zu: %s | %s\n", i, cases[i].a, cases[i].b);
        gr_str a = gr_str_of(cases[i].a);
        gr_str b = gr_str_of(cases[i].b);
        assert_int_equal(gr_str_cmp(a, b), cases[i].order);
        assert_int_equal(gr_str_cmp(b, a), -cases[i].order);
        assert_int_equal(gr_str_eq(a, b), cases[i].order == 0);
        assert_int_equal(gr_str_starts(a, b), cases[i].starts);
        assert_int_equal(gr_str_ends(a, b), cases[i].ends);
        assert_int_equal(gr_str_find(a, b), cases[i].found);
    }
    assert_int_equal(gr_str_of(NULL).len, 0);
    assert_non_null(gr_str_of(NULL).ptr);
}

static void parts_of_text(void **state)
{
    (void)state;
    gr_str s = GR_LIT("abcdef");
    check_text("middle", gr_str_sub(s, 2, 3), "cde");
    check_text("clamped length", gr_str_sub(s, 4, 100), "ef");
    check_text("clamped start", gr_str_sub(s, 100, 2), "");
    check_text("trim", gr_str_trim(GR_LIT(" \t\r\n a b \n")), "a b");
    check_text("trim all", gr_str_trim(GR_LIT(" \t ")), "");
    check_text("trim of Unicode's line ends",
               gr_str_trim(GR_LIT("\xE2\x80\xA8"
                                  "a\xE2\x80\xA9"
                                  "b\xC2\x85")),
               "a\xE2\x80\xA9"
               "b");
    check_text("no trim of other space",
               gr_str_trim(GR_LIT("\xC2\xA0"
                                  "a")),
               "\xC2\xA0"
               "a");
    assert_int_equal(gr_str_prec(s), 6);
    assert_int_equal(gr_str_prec((gr_str){"", SIZE_MAX}), INT_MAX);
}

static void splits(void **state)
{
    static const struct {
        const char *text, *parts; /* each part in angle brackets */
    } cases[] = {
        {"", ""}, {"a", "<a>"}, {"a,b", "<a><b>"}, {"a,,b,", "<a><><b>"}, {",", "<>"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_buf got = gr_buf_make(*state, 100);
        gr_str rest = gr_str_of(cases[i].text);
        gr_str part = GR_LIT("");
        while (gr_str_split(&rest, ',', &part)) {
            gr_buf_addf(&got, "<" GR_FMT ">", GR_ARG(part));
        }
        check_text(cases[i].text, gr_buf_view(&got), cases[i].parts);
    }
}

static void copies_end_in_a_nul(void **state)
{
    gr_str copy = gr_str_dup(*state, gr_str_sub(GR_LIT("abcdef"), 0, 3));
    assert_int_equal(copy.ptr[3], '\0');
    check_text("copy", copy, "abc");
    gr_str made = gr_str_fmt(*state, "%s-%d", "x", 12);
    check_text("made", made, "x-12");
    assert_int_equal(made.ptr[made.len], '\0');
}

/** Every letter and the length have a part in it. */
static void hash_tells_texts_apart(void **state)
{
    (void)state;
    char text[] = "seventeen letters";
    uint64_t whole = gr_str_hash(gr_str_of(text));
    assert_true(whole == gr_str_hash(GR_LIT("seventeen letters")));
    for (size_t i = 0; text[i] != '\0'; i++) {
        assert_true(gr_str_hash((gr_str){text, i}) != whole);
        text[i] ^= 1;
        assert_true(gr_str_hash(gr_str_of(text)) != whole);
        text[i] ^= 1;
    }
    assert_true(gr_str_hash((gr_str){"\0", 1}) != gr_str_hash(GR_LIT("")));
}

/** Of all lengths around the room that a text or a builder has at first. */
static void formatted_in_full(void **state)
{
    char letters[1200];
    memset(letters, 'x', sizeof(letters));
    for (size_t n = 0; n < sizeof(letters); n++) {
        gr_buf buf = gr_buf_make(*state, n < 700 ? n + 1 : SIZE_MAX);
        gr_str part = {letters, n};
        gr_str text = gr_str_fmt(*state, GR_FMT "%d", GR_ARG(part), 7);
        gr_buf_addf(&buf, GR_FMT "%d", GR_ARG(part), 7);
        assert_int_equal(text.len, n + 1);
        assert_int_equal(text.ptr[n], '7');
        assert_int_equal(text.ptr[n + 1], '\0');
        assert_true(gr_str_eq(gr_buf_view(&buf), text));
        gr_buf_addf(&buf, "%d", 8);
        assert_int_equal(gr_buf_view(&buf).len, n < 700 ? n + 1 : n + 2);
        assert_int_equal(buf.full, n < 700);
    }
}

static void builder_grows(void **state)
{
    gr_buf buf = gr_buf_make(*state, SIZE_MAX);
    check_text("empty", gr_buf_view(&buf), "");
    for (int i = 0; i < 500; i++) {
        gr_buf_add_char(&buf, 'x');
        gr_buf_add(&buf, GR_LIT("yz"));
        gr_buf_addf(&buf, "%d", i % 10);
    }
    gr_str view = gr_buf_view(&buf);
    assert_int_equal(view.len, 2000);
    assert_false(buf.full);
    check_text("end", gr_str_sub(view, 1996, 4), "xyz9");
}

static void white_space(void **state)
{
    static const struct {
        const char *text, *spaced;
    } cases[] = {
        {"a b", "a b"},
        {"a\tb\r\n", "a b  "},
        {"1\xE2\x80\xA8"
         "2\xE2\x80\xA9"
         "3\xC2\x85"
         "4",
         "1 2 3 4"},
        {"\xE2\x80\xA7\xE2\x80\xAA\xC2\x84", "\xE2\x80\xA7\xE2\x80\xAA\xC2\x84"},
        {"5\xC2\xA0km\xE2\x80\x89h", "5\xC2\xA0km\xE2\x80\x89h"}, /* of their own width */
        {"\xE2\x80", "\xE2\x80"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        check_text(cases[i].text, gr_str_spaced(*state, gr_str_of(cases[i].text)), cases[i].spaced);
    }
    assert_int_equal(gr_str_white(GR_LIT("ab"), 2), 0);
}

/* Around the room that a first try has. */
static void texts_of_any_length_are_formatted(void **state)
{
    char text[1200];
    memset(text, 'x', sizeof(text));
    gr_buf all = gr_buf_make(*state, SIZE_MAX);
    size_t sum = 0;
    for (int n = 0; n < 1200; n += n < 50 || (n > 250 && n < 260) ? 1 : 7) {
        gr_str made = gr_str_fmt(*state, "<%.*s>", n, text);
        gr_buf_addf(&all, "<%.*s>", n, text);
        sum += (size_t)n + 2;
        assert_int_equal(made.len, n + 2);
        assert_int_equal(made.ptr[made.len], '\0');
        assert_int_equal(made.ptr[made.len - 1], '>');
        assert_int_equal(all.len, sum);
        assert_int_equal(all.ptr[all.len - 1], '>');
    }
    assert_int_equal(strlen(all.ptr), sum);
}

static void builder_stops_at_its_limit(void **state)
{
    gr_buf buf = gr_buf_make(*state, 5);
    gr_buf_add(&buf, GR_LIT("abcde"));
    assert_false(buf.full);
    gr_buf_add_char(&buf, 'f');
    assert_true(buf.full);
    gr_buf_addf(&buf, "%s", "");
    check_text("whole appends only", gr_buf_view(&buf), "abcde");
    gr_buf other = gr_buf_make(*state, 5);
    gr_buf_addf(&other, "%d", 123456);
    gr_buf_add(&other, GR_LIT("a"));
    assert_true(other.full);
    check_text("nothing after it was full", gr_buf_view(&other), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comparisons),
        cmocka_unit_test(parts_of_text),
        cmocka_unit_test_setup_teardown(splits, start, end),
        cmocka_unit_test_setup_teardown(copies_end_in_a_nul, start, end),
        cmocka_unit_test(hash_tells_texts_apart),
        cmocka_unit_test_setup_teardown(formatted_in_full, start, end),
        cmocka_unit_test_setup_teardown(white_space, start, end),
        cmocka_unit_test_setup_teardown(builder_grows, start, end),
        cmocka_unit_test_setup_teardown(texts_of_any_length_are_formatted, start, end),
        cmocka_unit_test_setup_teardown(builder_stops_at_its_limit, start, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
