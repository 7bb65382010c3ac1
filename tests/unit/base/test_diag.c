#include "check.h"

#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"

#define N_OF(table) (sizeof(table) / sizeof((table)[0]))

static int start(void **state)
{
    *state = gr_arena_new(4096);
    return 0;
}

static int end(void **state)
{
    gr_arena_free(*state);
    return 0;
}

static gr_str print(gr_arena *arena, const gr_diag *diag)
{
    gr_buf out = gr_buf_make(arena, 100000);
    gr_diag_print(diag, &out);
    return gr_buf_view(&out);
}

static void every_code_is_complete(void **state)
{
    (void)state;
    for (size_t i = 0; i < GR_CODE__COUNT; i++) {
        gr_str text = gr_str_of(gr_codes[i].text);
        assert_true(text.len > 0 && !gr_str_ends(text, GR_LIT(".")));
        assert_int_equal(strlen(gr_codes[i].tag), 4);
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(gr_codes[i].tag, gr_codes[j].tag);
        }
    }
    assert_string_equal(gr_codes[GR_CODE_FIELD_UNKNOWN].tag, "T204");
}

static void files_have_numbers(void **state)
{
    gr_diag *diag = gr_diag_new(*state, 50);
    assert_int_equal(gr_diag_add_file(diag, GR_LIT("a.xml")), 1);
    assert_int_equal(gr_diag_add_file(diag, GR_LIT("b.xml")), 2);
    assert_int_equal(gr_diag_add_file(diag, GR_LIT("a.xml")), 1);
    check_text("by number", gr_diag_file(diag, 2), "b.xml");
    check_text("no file", gr_diag_file(diag, 0), "");
    check_text("no such file", gr_diag_file(diag, 3), "");
    for (int i = 2; i < UINT16_MAX; i++) {
        assert_int_equal(gr_diag_add_file(diag, gr_str_fmt(*state, "%d", i)), i + 1);
    }
    assert_int_equal(gr_diag_add_file(diag, GR_LIT("one too many")), 0);
    assert_int_equal(gr_diag_add_file(diag, GR_LIT("b.xml")), 2);
}

/** What another process is told prints as it would have here. */
static void packed_and_unpacked_is_the_same(void **state)
{
    gr_diag *here = gr_diag_new(*state, 2);
    gr_diag *there = gr_diag_new(*state, 50);
    gr_buf bytes = gr_buf_make(*state, SIZE_MAX);
    gr_loc at = {.file = gr_diag_add_file(here, GR_LIT("a.xml")), .line = 3, .col = 7};
    gr_diag_report(here, at, GR_CODE_FIELD_UNKNOWN, "'totl'");
    gr_diag_note(here, (gr_loc){0}, "a note");
    gr_diag_report(here, (gr_loc){0}, GR_CODE_USAGE, "one");
    gr_diag_report(here, (gr_loc){0}, GR_CODE_USAGE, "one too many");
    gr_diag_pack(here, &bytes);
    (void)gr_diag_add_file(there, GR_LIT("other.xml"));
    gr_str rest = gr_buf_view(&bytes);
    assert_true(gr_diag_unpack(&rest, there));
    assert_int_equal(rest.len, 0);
    check_text("printed", print(*state, there), gr_str_dup(*state, print(*state, here)).ptr);
    assert_int_equal(gr_diag_count(there, GR_ERROR), 3);
    for (size_t cut = 0; cut < bytes.len; cut++) {
        gr_str part = gr_str_sub(gr_buf_view(&bytes), 0, cut);
        assert_false(gr_diag_unpack(&part, gr_diag_new(*state, 50)));
    }
}

/** What may be read of report `nr` by everybody, "place text". */
static const char *open_part(gr_arena *arena, const gr_diag *diag, size_t nr)
{
    gr_diag_row row = {0};
    assert_true(gr_diag_at(diag, nr, arena, &row));
    return gr_str_fmt(arena, GR_FMT " " GR_FMT, GR_ARG(row.open_place), GR_ARG(row.open_text)).ptr;
}

static void figures_are_not_for_everybody(void **state)
{
    static const char *const wanted[] = {
        " value does not fit its type", "r.xml:3:7 table without column titles: two of them",
        "r.xml:3:7 control failed: totals agree", "r.xml:3:7 sum cannot be worked out",
        "r.xml:3:7 control failed: only words"};
    gr_diag *first = gr_diag_new(*state, 50);
    gr_diag *merged = gr_diag_new(*state, 50);
    gr_diag *unpacked = gr_diag_new(*state, 50);
    gr_loc at = {.file = gr_diag_add_file(first, GR_LIT("r.xml")), .line = 3, .col = 7};
    gr_diag_report(first, at, GR_CODE_VALUE_TYPE, "'%d'", 7770011);
    gr_diag_note(first, at, "record 7770011");
    gr_diag_report_open(first, at, GR_CODE_HEADS_ABSENT, "%s of them", "two");
    gr_diag_report_halves(first, at, GR_CODE_CHECK_FAILED, GR_LIT("totals agree"), "'a' is %d",
                          7770011);
    gr_diag_report_halves(first, at, GR_CODE_ARITHMETIC, GR_LIT(""), "%d / 0", 7770011);
    gr_diag_report_halves(first, at, GR_CODE_CHECK_FAILED, GR_LIT("only words"), "%s", "");
    (void)gr_diag_add_file(merged, GR_LIT("other.xml"));
    gr_diag_merge(merged, first, GR_LIT("in 7770011"));
    gr_buf bytes = gr_buf_make(*state, SIZE_MAX);
    gr_diag_pack(merged, &bytes);
    gr_str rest = gr_buf_view(&bytes);
    assert_true(gr_diag_unpack(&rest, unpacked));
    const gr_diag *const lists[] = {first, merged, unpacked};
    for (size_t i = 0; i < N_OF(lists); i++) {
        for (size_t nr = 0; nr < N_OF(wanted); nr++) {
            const char *got = open_part(*state, lists[i], nr);
            assert_string_equal(got, wanted[nr]);
        }
    }
}

static void levels_are_told_and_not_searched_for(void **state)
{
    gr_diag *diag = gr_diag_new(*state, 50);
    uint16_t a = gr_diag_add_file(diag, GR_LIT("no/of error: b.xml")); /* as bad as its code says */
    gr_diag_report(diag, (gr_loc){a, 1, 1}, GR_CODE_CLIPPED, "error: x");
    gr_diag_note(diag, (gr_loc){0}, "nothing was published");
    gr_diag_report(diag, (gr_loc){0}, GR_CODE_USAGE, "y");
    static const struct {
        gr_print_form form;
        size_t most, left;
        const char *wanted;
    } cases[] = {
        {GR_PRINT_JOURNAL, SIZE_MAX, 0,
         "<3>griffie: error: wrong invocation: y [C001]\n"
         "<4>no/of error: b.xml:1:1: warning: does not fit and was clipped: error: x [L102]\n"
         "<4>  note: nothing was published\n"},
        {GR_PRINT_COLOURED, SIZE_MAX, 0,
         "griffie:\033[1;31m error: \033[0mwrong invocation: y [C001]\n"
         "no/of error: b.xml:1:1:\033[1;33m warning: \033[0m"
         "does not fit and was clipped: error: x [L102]\n"
         "  note: nothing was published\n"},
        {GR_PRINT_PLAIN, 4, 1, "griffie: error: wrong invocation: y [C001]\n"},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        gr_buf out = gr_buf_make(*state, SIZE_MAX);
        assert_int_equal(gr_diag_print_as(diag, cases[i].form, cases[i].most, &out), cases[i].left);
        check_text("in its form", gr_buf_view(&out), cases[i].wanted);
    }
}

static void sorted_by_place_and_stable(void **state)
{
    gr_diag *diag = gr_diag_new(*state, 50);
    uint16_t b = gr_diag_add_file(diag, GR_LIT("no/b.xml"));
    uint16_t a = gr_diag_add_file(diag, GR_LIT("no/a.xml"));
    gr_diag_report(diag, (gr_loc){a, 1, 1}, GR_CODE_NAME_UNKNOWN, "'%s'", "x");
    gr_diag_report(diag, (gr_loc){b, 12, 3}, GR_CODE_FIELD_UNKNOWN, "'totl'");
    gr_diag_report(diag, (gr_loc){b, 4, 20}, GR_CODE_CLIPPED, "second");
    gr_diag_note(diag, (gr_loc){a, 7, 2}, "made %s", "here");
    gr_diag_note(diag, (gr_loc){0}, "no place");
    gr_diag_report(diag, (gr_loc){b, 4, 20}, GR_CODE_CLIPPED, "first");
    gr_diag_report(diag, (gr_loc){b, 4, 3}, GR_CODE_CLIPPED, "%s", "");
    gr_diag_report(diag, (gr_loc){b, 0, 0}, GR_CODE_FILE_MISSING, "%s", "");
    gr_diag_report(diag, (gr_loc){b, 5, 0}, GR_CODE_XML_FORM, "no column");
    gr_diag_report(diag, (gr_loc){0}, GR_CODE_USAGE, "no report named");
    check_text("sorted", print(*state, diag),
               "griffie: error: wrong invocation: no report named [C001]\n"
               "no/b.xml: error: file not found [D101]\n"
               "no/b.xml:4:3: warning: does not fit and was clipped [L102]\n"
               "no/b.xml:4:20: warning: does not fit and was clipped: second [L102]\n"
               "  no/a.xml:7:2: note: made here\n"
               "  note: no place\n"
               "no/b.xml:4:20: warning: does not fit and was clipped: first [L102]\n"
               "no/b.xml:5: error: not well-formed: no column [X101]\n"
               "no/b.xml:12:3: error: unknown field: 'totl' [T204]\n"
               "no/a.xml:1:1: error: unknown name: 'x' [T201]\n");
    assert_int_equal(gr_diag_count(diag, GR_ERROR), 5);
    assert_int_equal(gr_diag_count(diag, GR_WARNING), 8);
    assert_int_equal(gr_diag_count(diag, GR_NOTE), 8);
    assert_true(gr_diag_has(diag, GR_CODE_USAGE));
    assert_false(gr_diag_has(diag, GR_CODE_WORKER_DIED));
}

static void the_same_is_said_once(void **state)
{
    gr_diag *diag = gr_diag_new(*state, 50);
    const gr_loc at = {gr_diag_add_file(diag, GR_LIT("no/a.xml")), 1, 2};
    gr_diag_note(diag, at, "belongs to nothing");
    for (int i = 0; i < 3; i++) {
        gr_diag_report(diag, at, GR_CODE_NAME_UNKNOWN, "'x'");
        gr_diag_note(diag, at, "round %d", i);
    }
    gr_diag_report(diag, at, GR_CODE_NAME_UNKNOWN, "'y'");
    gr_diag_report(diag, at, GR_CODE_FIELD_UNKNOWN, "'x'");
    gr_diag_report(diag, (gr_loc){at.file, 1, 3}, GR_CODE_NAME_UNKNOWN, "'x'");
    assert_int_equal(gr_diag_count(diag, GR_ERROR), 4);
    check_text("once", print(*state, diag),
               "no/a.xml:1:2: error: unknown name: 'x' [T201]\n"
               "  no/a.xml:1:2: note: round 0\n"
               "no/a.xml:1:2: error: unknown name: 'y' [T201]\n"
               "no/a.xml:1:2: error: unknown field: 'x' [T204]\n"
               "no/a.xml:1:3: error: unknown name: 'x' [T201]\n");
}

static void errors_past_the_limit_are_counted(void **state)
{
    gr_diag *diag = gr_diag_new(*state, 2);
    const gr_loc nowhere = {0};
    for (int i = 1; i <= 3; i++) {
        gr_diag_report(diag, nowhere, GR_CODE_USAGE, "%d", i);
        gr_diag_note(diag, nowhere, "note %d", i);
    }
    gr_diag_report(diag, nowhere, GR_CODE_CLIPPED, "warnings still come through");
    check_text(
        "one", print(*state, diag),
        "griffie: error: wrong invocation: 1 [C001]\n  note: note 1\n"
        "griffie: error: wrong invocation: 2 [C001]\n  note: note 2\n"
        "griffie: warning: does not fit and was clipped: warnings still come through [L102]\n"
        "griffie: 1 more error not shown\n");
    gr_diag_report(diag, nowhere, GR_CODE_WORKER_DIED, "%d", 4);
    assert_int_equal(gr_diag_count(diag, GR_ERROR), 4);
    assert_false(gr_diag_has(diag, GR_CODE_WORKER_DIED));
    assert_true(gr_str_ends(print(*state, diag), GR_LIT("griffie: 2 more errors not shown\n")));
}

static void merged_lists(void **state)
{
    gr_diag *run = gr_diag_new(*state, 3);
    gr_diag *edition = gr_diag_new(*state, 2);
    uint16_t a = gr_diag_add_file(run, GR_LIT("no/a.xml"));
    uint16_t b = gr_diag_add_file(edition, GR_LIT("no/b.xml"));
    uint16_t same = gr_diag_add_file(edition, GR_LIT("no/a.xml"));
    gr_diag_report(run, (gr_loc){a, 1, 1}, GR_CODE_NAME_UNKNOWN, "'x'");
    gr_diag_report(edition, (gr_loc){same, 1, 1}, GR_CODE_NAME_UNKNOWN, "'x'");
    gr_diag_note(edition, (gr_loc){b, 2, 2}, "of what was known already");
    gr_diag_report(edition, (gr_loc){b, 3, 3}, GR_CODE_NAME_UNKNOWN, "'y'");
    gr_diag_note(edition, (gr_loc){same, 4, 4}, "see also");
    gr_diag_note(edition, (gr_loc){0}, "and also");
    gr_diag_report(edition, (gr_loc){0}, GR_CODE_CLIPPED, "z");
    gr_diag_report(edition, (gr_loc){0}, GR_CODE_USAGE, "not kept");
    gr_diag_merge(run, edition, GR_LIT("first seen in renkum"));
    check_text("merged", print(*state, run),
               "griffie: warning: does not fit and was clipped: z [L102]\n"
               "  note: first seen in renkum\n"
               "no/a.xml:1:1: error: unknown name: 'x' [T201]\n"
               "no/b.xml:3:3: error: unknown name: 'y' [T201]\n"
               "  no/a.xml:4:4: note: see also\n"
               "  note: and also\n"
               "  note: first seen in renkum\n"
               "griffie: 1 more error not shown\n");
    assert_int_equal(gr_diag_count(run, GR_ERROR), 3);
}

static void text_from_outside_does_no_harm(void **state)
{
    gr_diag *diag = gr_diag_new(*state, 5);
    uint16_t file = gr_diag_add_file(diag, GR_LIT("no/\x1b[31m.xml"));
    gr_diag_report(diag, (gr_loc){file, 1, 1}, GR_CODE_NAME_UNKNOWN, "'%s'",
                   "a\nb\x1b\xC2\x9B"
                   "c\xFF");
    check_text("harmless", print(*state, diag),
               "no/ [31m.xml:1:1: error: unknown name: 'a b  c\xEF\xBF\xBD' [T201]\n");
}

/** Prints one report per place into a file that holds `content`; the path is cut out. */
static gr_str with_source(gr_arena *arena, gr_str content, const gr_loc *places, size_t n)
{
    char path[] = "/tmp/gr_diag_XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, content.ptr, content.len), content.len);
    assert_int_equal(close(fd), 0);
    gr_diag *diag = gr_diag_new(arena, 50);
    uint16_t file = gr_diag_add_file(diag, gr_str_of(path));
    for (size_t i = 0; i < n; i++) {
        gr_diag_report(diag, (gr_loc){file, places[i].line, places[i].col}, GR_CODE_XML_FORM, "%s",
                       "");
    }
    gr_str rest = print(arena, diag);
    assert_int_equal(unlink(path), 0);
    gr_buf out = gr_buf_make(arena, 100000);
    for (size_t at = gr_str_find(rest, gr_str_of(path)); at != SIZE_MAX;
         at = gr_str_find(rest, gr_str_of(path))) {
        gr_buf_add(&out, gr_str_sub(rest, 0, at));
        rest = gr_str_sub(rest, at + strlen(path), SIZE_MAX);
    }
    gr_buf_add(&out, rest);
    return gr_buf_view(&out);
}

#define HEAD(place) place ": error: not well-formed [X101]\n"

static void source_lines(void **state)
{
    static const struct {
        const char *name, *content;
        gr_loc places[3];
        size_t n;
        const char *want;
    } cases[] = {
        {"lines",
         "<a>\n  <b/>\n</a>",
         {{0, 2, 3}, {0, 3, 1}, {0, 1, 3}},
         3,
         HEAD(":1:3") "    <a>\n      ^\n" HEAD(":2:3") "      <b/>\n      ^\n" HEAD(
             ":3:1") "    </a>\n    ^\n"},
        {"two in one line",
         "<a><b>",
         {{0, 1, 4}, {0, 1, 1}},
         2,
         HEAD(":1:1") "    <a><b>\n    ^\n" HEAD(":1:4") "    <a><b>\n       ^\n"},
        {"code points",
         "<\xC3\xA9\xE2\x82\xAC>",
         {{0, 1, 4}},
         1,
         HEAD(":1:4") "    <\xC3\xA9\xE2\x82\xAC>\n       ^\n"},
        {"byte order mark", "\xEF\xBB\xBF<a>", {{0, 1, 2}}, 1, HEAD(":1:2") "    <a>\n     ^\n"},
        {"tab and carriage return",
         "\t<a>\r\nx",
         {{0, 1, 2}},
         1,
         HEAD(":1:2") "     <a>\n     ^\n"},
        {"just behind the end", "<a>\n", {{0, 1, 4}}, 1, HEAD(":1:4") "    <a>\n       ^\n"},
        {"far behind the end", "<a>\n", {{0, 1, 6}, {0, 1, 500}}, 2, HEAD(":1:6") HEAD(":1:500")},
        {"no such line", "<a>\n", {{0, 9, 1}}, 1, HEAD(":9:1")},
        {"empty line", "<a>\n\n", {{0, 2, 1}}, 1, HEAD(":2:1")},
        {"not UTF-8",
         "<\xE9>\n<b>",
         {{0, 1, 1}, {0, 2, 2}},
         2,
         HEAD(":1:1") HEAD(":2:2") "    <b>\n     ^\n"},
        {"escape code", "<\x1b[0m>", {{0, 1, 1}}, 1, HEAD(":1:1") "    < [0m>\n    ^\n"},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        gr_str got = with_source(*state, gr_str_of(cases[i].content), cases[i].places, cases[i].n);
        check_text(cases[i].name, got, cases[i].want);
    }
}

/** n times ten columns: "0--------é" and so on with the next digit. */
static gr_str ruler(gr_arena *arena, size_t n)
{
    gr_buf text = gr_buf_make(arena, SIZE_MAX);
    for (size_t i = 0; i < n; i++) {
        gr_buf_addf(&text, "%zu--------\xC3\xA9", i % 10);
    }
    return gr_buf_view(&text);
}

static void long_lines_are_windowed(void **state)
{
    static const gr_loc places[] = {{0, 1, 94}, {0, 1, 101}, {0, 1, 2991}, {0, 1, 2995}};
    gr_str got = with_source(*state, ruler(*state, 300), places, N_OF(places));
    gr_str line = GR_LIT("");
    static const struct {
        const char *starts, *ends;
        size_t columns, caret;
    } want[] = {
        {"    0--", "---...", 97, 93},
        {"    ...4--", "---...", 100, 63},
        {"    ...3--", "-\xC3\xA9", 73, 63},
        {"    ...-----\xC3\xA9"
         "4--",
         "-\xC3\xA9", 69, 63},
    };
    for (size_t i = 0; i < N_OF(want); i++) {
        print_message("case %zu\n", i);
        assert_true(gr_str_split(&got, '\n', &line)); /* the message */
        assert_true(gr_str_split(&got, '\n', &line));
        gr_str marks = GR_LIT("");
        assert_true(gr_str_split(&got, '\n', &marks));
        size_t columns = 0;
        for (size_t at = 4; at < line.len; at++) {
            columns += ((unsigned char)line.ptr[at] & 0xC0) != 0x80;
        }
        assert_true(gr_str_starts(line, gr_str_of(want[i].starts)));
        assert_true(gr_str_ends(line, gr_str_of(want[i].ends)));
        assert_int_equal(columns, want[i].columns);
        assert_int_equal(marks.len, 4 + want[i].caret + 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_is_complete),
        cmocka_unit_test_setup_teardown(files_have_numbers, start, end),
        cmocka_unit_test_setup_teardown(packed_and_unpacked_is_the_same, start, end),
        cmocka_unit_test_setup_teardown(figures_are_not_for_everybody, start, end),
        cmocka_unit_test_setup_teardown(levels_are_told_and_not_searched_for, start, end),
        cmocka_unit_test_setup_teardown(sorted_by_place_and_stable, start, end),
        cmocka_unit_test_setup_teardown(the_same_is_said_once, start, end),
        cmocka_unit_test_setup_teardown(errors_past_the_limit_are_counted, start, end),
        cmocka_unit_test_setup_teardown(merged_lists, start, end),
        cmocka_unit_test_setup_teardown(text_from_outside_does_no_harm, start, end),
        cmocka_unit_test_setup_teardown(source_lines, start, end),
        cmocka_unit_test_setup_teardown(long_lines_are_windowed, start, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
