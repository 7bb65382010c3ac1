#include "check.h"

#include "base/arena.h"
#include "language/language.h"
#include "language_priv.h"

typedef struct desk {
    gr_arena *arena;
    gr_diag *diag;
} desk;

static int start(void **state)
{
    gr_arena *arena = gr_arena_new(1024);
    desk *d = GR_NEW(arena, desk);
    *d = (desk){arena, gr_diag_new(arena, 10)};
    *state = d;
    return 0;
}

static int end(void **state)
{
    gr_arena_free(((desk *)*state)->arena);
    return 0;
}

static void names_in_order(void **state)
{
    desk *d = *state;
    static const char *const sorted[] = {
        "",        "'s-Heerenberg", "2",      "10",     "aalsmeer", "één",  "Één",   "Eén en twee",
        "IJsland", "Østfold",       "wijk 9", "Wijk 9", "Wijk 10",  "Żary", "Zeist", "Αθήνα"};
    gr_collation *dutch = NULL;
    assert_int_equal(gr_collation_open(GR_LIT("nl"), d->diag, (gr_loc){0}, &dutch), GR_OK);
    for (size_t i = 1; i < sizeof(sorted) / sizeof(sorted[0]); i++) {
        gr_str before = gr_str_of(sorted[i - 1]), after = gr_str_of(sorted[i]);
        print_message("%s < %s\n", sorted[i - 1], sorted[i]);
        assert_true(gr_collation_compare(dutch, before, after) < 0);
        assert_true(gr_collation_compare(dutch, after, before) > 0);
        assert_int_equal(gr_collation_compare(dutch, after, after), 0);
    }
    /* bytes decide between texts that the language takes for one */
    assert_true(gr_collation_compare(dutch, GR_LIT("e\xCC\x81"), GR_LIT("\xC3\xA9")) < 0);
    gr_collation_close(dutch);
    gr_collation_close(NULL);
}

static void languages_differ(void **state)
{
    desk *d = *state;
    gr_collation *swedish = NULL, *root = NULL;
    assert_int_equal(gr_collation_open(GR_LIT("sv"), d->diag, (gr_loc){0}, &swedish), GR_OK);
    assert_int_equal(gr_collation_open(GR_LIT(""), d->diag, (gr_loc){0}, &root), GR_OK);
    assert_true(gr_collation_compare(swedish, GR_LIT("ö"), GR_LIT("z")) > 0);
    assert_true(gr_collation_compare(root, GR_LIT("ö"), GR_LIT("z")) < 0);
    gr_collation_close(swedish);
    gr_collation_close(root);
}

static void languages_there_are(void **state)
{
    desk *d = *state;
    static const struct {
        const char *tag, *chars;
        gr_tag_part part;
    } cases[] = {
        {"nl", "", GR_TAG_ALL_KNOWN},         {"NL-nl", "", GR_TAG_ALL_KNOWN},
        {"nds-NL", "", GR_TAG_ALL_KNOWN},     {"zh-hant-tw", "", GR_TAG_ALL_KNOWN},
        {"es-419", "", GR_TAG_ALL_KNOWN},     {"sl-rozaj", "", GR_TAG_ALL_KNOWN},
        {"de-x-xx-zz", "", GR_TAG_ALL_KNOWN}, {"und", "", GR_TAG_ALL_KNOWN},
        {"xx", "xx", GR_TAG_LANGUAGE},        {"iw-IL", "iw", GR_TAG_LANGUAGE},
        {"gos", "gos", GR_TAG_RARE},          {"dut", "dut", GR_TAG_RARE},
        {"en-UK", "UK", GR_TAG_REGION},       {"nl-Latn-nx", "nx", GR_TAG_REGION},
        {"zh-Hanx", "Hanx", GR_TAG_SCRIPT},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_tag_part part = GR_TAG_RARE;
        gr_str chars = GR_LIT("");
        print_message("%s\n", cases[i].tag);
        assert_int_equal(gr_language_unknown(d->arena, gr_str_of(cases[i].tag), d->diag,
                                             (gr_loc){0}, &part, &chars),
                         GR_OK);
        assert_int_equal(part, cases[i].part);
        assert_true(part == GR_TAG_ALL_KNOWN || gr_str_is(chars, cases[i].chars));
    }
}

static void cases_of_letters(void **state)
{
    desk *d = *state;
    static const struct {
        const char *lang;
        gr_case wanted;
        const char *text, *want;
    } cases[] = {
        {"nl", GR_CASE_CAPITAL, "ijsland", "IJsland"},
        {"nl", GR_CASE_CAPITAL, "ijmuiden aan zee", "IJmuiden aan zee"},
        {"nl-NL", GR_CASE_CAPITAL, "WAO en WIA", "WAO en WIA"},
        {"nl", GR_CASE_CAPITAL, "'s-Gravenhage", "'s-Gravenhage"},
        {"nl", GR_CASE_CAPITAL, "", ""},
        {"en", GR_CASE_CAPITAL, "ijsland", "Ijsland"},
        {"", GR_CASE_CAPITAL, "élan", "Élan"},
        {"nl", GR_CASE_UPPER, "straße", "STRASSE"},
        {"nl", GR_CASE_LOWER, "ΑΒ ЖЩ É", "αβ жщ é"},
        {"tr", GR_CASE_UPPER, "i", "İ"},
        {"", GR_CASE_UPPER, "\xCE\x90", "\xCE\x99\xCC\x88\xCC\x81"}, /* three times as long */
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_str got = GR_LIT("?");
        assert_int_equal(gr_text_in_case(d->arena, gr_str_of(cases[i].lang), cases[i].wanted,
                                         gr_str_of(cases[i].text), d->diag, (gr_loc){0}, &got),
                         GR_OK);
        check_text(cases[i].text, got, cases[i].want);
    }
}

static void composed_and_ascii(void **state)
{
    desk *d = *state;
    static const struct {
        const char *text, *composed, *ascii;
    } cases[] = {
        {"", "", ""},
        {"Renkum", "Renkum", "Renkum"},
        {"e\xCC\x81", "\xC3\xA9", "e"},
        {"Su\xCC\x81"
         "dwest-Frysla\xCC\x82n",
         "Súdwest-Fryslân", "Sudwest-Fryslan"},
        {"Súdwest-Fryslân", "Súdwest-Fryslân", "Sudwest-Fryslan"},
        {"Straße Ærø Łódź", "Straße Ærø Łódź", "Strasse AEro Lodz"},
        {"\xE2\x84\xAB", "\xC3\x85", "A"}, /* the sign of Ångström */
        {"q\xCC\xA3\xCC\x87", "q\xCC\xA3\xCC\x87", "q"},
        {"€ 5 – “ja”", "€ 5 – “ja”", "\xE2\x82\xAC 5 - \"ja\""},
        {"漢", "漢", "han"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_str got = GR_LIT("?"), text = gr_str_of(cases[i].text);
        assert_int_equal(gr_text_composed(d->arena, text, d->diag, (gr_loc){0}, &got), GR_OK);
        check_text(cases[i].text, got, cases[i].composed);
        assert_int_equal(gr_text_in_ascii(d->arena, text, d->diag, (gr_loc){0}, &got), GR_OK);
        check_text(cases[i].text, got, cases[i].ascii);
    }
    gr_str latin = GR_LIT("één €"), same = GR_LIT("?");
    assert_int_equal(gr_text_composed(d->arena, latin, d->diag, (gr_loc){0}, &same), GR_OK);
    assert_ptr_equal(same.ptr, latin.ptr); /* nothing is copied */
}

static void absent_is_said(void **state)
{
    desk *d = *state;
    assert_int_equal(gr_icu_absent(d->diag, (gr_loc){0}, "sorting"), GR_IO_FAILED);
    assert_true(gr_diag_has(d->diag, GR_CODE_LANGUAGE_LIBRARY));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(names_in_order, start, end),
        cmocka_unit_test_setup_teardown(languages_differ, start, end),
        cmocka_unit_test_setup_teardown(languages_there_are, start, end),
        cmocka_unit_test_setup_teardown(cases_of_letters, start, end),
        cmocka_unit_test_setup_teardown(composed_and_ascii, start, end),
        cmocka_unit_test_setup_teardown(absent_is_said, start, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
