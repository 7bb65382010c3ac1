/* published.json against published.json: each kind of change, their order, and what is refused. */
#include "journal/compare.h"

#include "base/arena.h"
#include "check.h"

static const char *const kind_names[] = {
    [GR_CHANGE_FIGURE] = "figure",    [GR_CHANGE_ADDED] = "added",
    [GR_CHANGE_GONE] = "gone",        [GR_CHANGE_TEXT] = "text",
    [GR_CHANGE_TEXT_ADDED] = "text+", [GR_CHANGE_TEXT_GONE] = "text-",
};

/** A figure in short: "id|value" with defaults, or all members. */
#define F(id, where, row, label, text, value)                                                  \
    "{\"id\": \"" id "\", \"where\": \"" where "\", \"row\": \"" row "\", \"label\": \"" label \
    "\", \"text\": \"" text "\", \"value\": \"" value "\"}"
#define N(id, value)   F(id, "1 Begin", "", "naam", value, value)
#define T(where, text) "{\"where\": \"" where "\", \"text\": \"" text "\"}"
#define TYPED(id, value, type)                                                                  \
    "{\"id\": \"" id "\", \"text\": \"" value "\", \"value\": \"" value "\", \"type\": \"" type \
    "\"}"

#define HIDDEN(id, value, type, hidden)                                                         \
    "{\"id\": \"" id "\", \"text\": \"" value "\", \"value\": \"" value "\", \"type\": \"" type \
    "\", \"hidden\": \"" hidden "\"}"

typedef struct compare_case {
    const char *name;
    const char *before_figures, *after_figures;
    const char *before_texts, *after_texts;
    const char *want; /* a line each: kind id|where|label|before|after|difference */
} compare_case;

static const compare_case cases[] = {
    {"nothing", "", "", "", "", ""},
    {"the same", N("a", "1"), N("a", "1"), T("1 A", "x"), T("1 A", "x"), ""},
    {"money", F("m", "2 Geld", "", "Bijdrage", "EUR 1.234", "1234.00 EUR"),
     F("m", "2 Geld", "", "Bijdrage", "EUR 1.222", "1221.50 EUR"), "", "",
     "figure m|2 Geld|Bijdrage|EUR 1.234|EUR 1.222|-12.50 EUR\n"},
    {"money keeps its cents", N("m", "1.00 EUR"), N("m", "3.00 EUR"), "", "",
     "figure m|1 Begin|naam|1.00 EUR|3.00 EUR|2.00 EUR\n"},
    {"another currency", N("m", "1.00 EUR"), N("m", "3.00 USD"), "", "",
     "figure m|1 Begin|naam|1.00 EUR|3.00 USD|\n"},
    {"decimal", N("d", "30.3"), N("d", "30"), "", "", "figure d|1 Begin|naam|30.3|30|-0.3\n"},
    {"no binary fraction", N("d", "0.1"), N("d", "0.3"), "", "",
     "figure d|1 Begin|naam|0.1|0.3|0.2\n"},
    {"nineteen digits", N("d", "9223372036854775806"), N("d", "9223372036854775807"), "", "",
     "figure d|1 Begin|naam|9223372036854775806|9223372036854775807|1\n"},
    {"too far apart", N("d", "-9223372036854775807"), N("d", "9223372036854775807"), "", "",
     "figure d|1 Begin|naam|-9223372036854775807|9223372036854775807|\n"},
    {"code", N("c", "0274"), N("c", "0275"), "", "", "figure c|1 Begin|naam|0274|0275|\n"},
    {"date", N("t", "2022-01-31"), N("t", "2022-02-01"), "", "",
     "figure t|1 Begin|naam|2022-01-31|2022-02-01|\n"},
    {"text", N("t", "ja"), N("t", "nee"), "", "", "figure t|1 Begin|naam|ja|nee|\n"},
    {"became missing", N("t", "12"), N("t", "(missing)"), "", "",
     "figure t|1 Begin|naam|12|(missing)|\n"},
    {"period", TYPED("p", "2022", "period"), TYPED("p", "2023", "period"), "", "",
     "figure p|||2022|2023|\n"},
    {"int by type", TYPED("p", "2022", "int"), TYPED("p", "2023", "int"), "", "",
     "figure p|||2022|2023|1\n"},
    {"only the print", F("m", "1", "", "l", "12", "12"), F("m", "1", "", "l", "12,0", "12"), "", "",
     "figure m|1|l|12|12,0|\n"},
    {"only the value", F("m", "1", "", "l", "12", "12.1"), F("m", "1", "", "l", "12", "12.2"), "",
     "", "figure m|1|l|12|12|0.1\n"},
    {"moved", N("a", "1") "," N("b", "2"), N("b", "2") "," N("a", "1"), "", "", ""},
    {"figure added and gone", N("a", "1") "," N("b", "2"), N("b", "2") "," N("c", "3"), "", "",
     "gone a|1 Begin|naam|1||\nadded c|1 Begin|naam||3|\n"},
    {"a row", F("r1.a", "2 T", "r1", "Renkum, Bijdrage", "10", "10"),
     F("r1.a", "2 T", "r1", "Renkum, Bijdrage", "10",
       "10") "," F("r2.a", "2 T", "r2", "Arnhem, Bijdrage", "11",
                   "11") "," F("r2.b", "2 T", "r2", "Arnhem, Aandeel", "12",
                               "12") "," F("r2.c", "2 T", "r2", "Arnhem, Rest", "13", "13"),
     "", "", "added r2|2 T|Arnhem||11, 12, 13|\n"},
    {"a row gone stood between",
     N("a", "1") "," F("r.x", "2", "r", "Rij", "5", "5") "," N("b", "2") "," N("z", "9"),
     N("a", "2") "," N("b", "3"), "", "",
     "figure a|1 Begin|naam|1|2|1\ngone r|2|Rij|5||\nfigure b|1 Begin|naam|2|3|1\n"
     "gone z|1 Begin|naam|9||\n"},
    {"a column in a row that stays", F("r.a", "2", "r", "R, A", "1", "1"),
     F("r.a", "2", "r", "R, A", "1", "1") "," F("r.b", "2", "r", "R, B", "7", "7"), "", "",
     "added r.b|2|R, B||7|\n"},
    {"one id twice", N("a", "1") "," N("a", "2"), N("a", "1") "," N("a", "3"), "", "",
     "figure a|1 Begin|naam|2|3|1\n"},
    {"one id once more", N("a", "1"), N("a", "1") "," N("a", "1"), "", "",
     "added a|1 Begin|naam||1|\n"},
    {"reworded", "", "", T("1 A", "een") "," T("1 A", "twee is meer"),
     T("1 A", "een") "," T("1 A", "drie is meer"), "text |1 A||twee is meer|drie is meer|\n"},
    {"another text is not a reworded one", "", "", T("1 A", "twee is meer"), T("1 A", "drie"),
     "text- |1 A||twee is meer||\ntext+ |1 A|||drie|\n"},
    {"a text put before one that is reworded", "", "", T("1 A", "twee is meer dan een"),
     T("1 A", "nieuw") "," T("1 A", "twee is meer dan nul"),
     "text+ |1 A|||nieuw|\ntext |1 A||twee is meer dan een|twee is meer dan nul|\n"},
    {"unlike types are no pair", TYPED("p", "4.8", "decimal"), TYPED("p", "860", "int"), "", "",
     "gone p|||4.8||\nadded p||||860|\n"},
    {"absent is of any type", TYPED("p", "860", "int"), TYPED("p", "(missing)", "missing"), "", "",
     "figure p|||860|(missing)|\n"},
    {"a hidden number", HIDDEN("p", "8", "int", "no") "," HIDDEN("t", "15", "int", "no"),
     HIDDEN("p", "x", "suppressed", "yes") "," HIDDEN("t", "9", "int", "yes"), "", "",
     "figure p|||||\nfigure t|||||\n"},
    {"exact quotients", TYPED("r", "25/31", "ratio"), TYPED("r", "26/31", "ratio"), "", "",
     "figure r|||25/31|26/31|1/31\n"},
    {"a quotient is no decimal", TYPED("r", "0.8", "decimal"), TYPED("r", "4/5", "ratio"), "", "",
     "gone r|||0.8||\nadded r||||4/5|\n"},
    {"a ca is of any type", HIDDEN("p", "15", "int", "no"), HIDDEN("p", "ca 12", "ca", "yes"), "",
     "", "figure p|||||\n"},
    {"hidden in both", HIDDEN("p", "x", "suppressed", "yes"), HIDDEN("p", "x", "suppressed", "yes"),
     "", "", ""},
    {"hidden and gone", HIDDEN("t", "15", "int", "yes"), "", "", "", "gone t|||…||\n"},
    {"text added and gone", "", "", T("1 A", "een") "," T("1 A", "twee") "," T("2 B", "vijf"),
     T("0 N", "nul") "," T("1 A", "een") "," T("2 B", "vijf") "," T("2 B", "zes"),
     "text+ |0 N|||nul|\ntext- |1 A||twee||\ntext+ |2 B|||zes|\n"},
    {"other headings are no pair", "", "", T("1 A", "een"), T("1 B", "twee"),
     "text- |1 A||een||\ntext+ |1 B|||twee|\n"},
    {"a heading that moved up", "", "", T("1.2 A", "een en"), T("10.3 A", "en twee"),
     "text |10.3 A||een en|en twee|\n"},
    {"equal texts under moved headings", "", "", T("1 A", "een"), T("2 A", "een"), ""},
    {"repeated texts", "", "",
     T("1", "x") "," T("1", "A") "," T("1", "y") "," T("1", "A") "," T("1", "z") "," T("1", "A"),
     T("1", "x") "," T("1", "y") "," T("1", "A") "," T("1", "z") "," T("1", "A"),
     "text- |1||A||\n"},
    {"figures before texts", N("a", "1"), N("a", "2"), T("1", "x z"), T("1", "y z"),
     "figure a|1 Begin|naam|1|2|1\ntext |1||x z|y z|\n"},
    {"escapes", F("q\\\"\\u00e9", "1", "", "l", "a\\nb", "x"),
     F("q\\\"é", "1", "", "l", "a\\tb", "x"), "", "", "figure q\"é|1|l|a\nb|a\tb|\n"},
};

static gr_str document(gr_arena *arena, const char *figures, const char *texts)
{
    return gr_str_fmt(arena,
                      "{\"published\": 1, \"report\": \"r\", \"edition\": \"renkum\",\n"
                      "\"figures\": [%s],\n\"texts\": [%s]}\n",
                      figures, texts);
}

static gr_str print(gr_arena *arena, const gr_change *changes, size_t n)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    for (size_t i = 0; i < n; i++) {
        const gr_change *c = &changes[i];
        gr_buf_addf(&out, "%s " GR_FMT "|" GR_FMT "|" GR_FMT "|", kind_names[c->kind],
                    GR_ARG(c->id), GR_ARG(c->where), GR_ARG(c->label));
        gr_buf_addf(&out, GR_FMT "|" GR_FMT "|" GR_FMT "\n", GR_ARG(c->before), GR_ARG(c->after),
                    GR_ARG(c->difference));
    }
    return gr_buf_view(&out);
}

/** Ids of other making are no ids: what reads the same under the same heading is the same. */
static void records_of_two_makings(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(65536);
    gr_diag *diag = gr_diag_new(arena, 9);
    gr_change *changes = NULL;
    size_t n = 0;
    gr_str before = document(arena,
                             F("t.r1.2", "1 A", "t.r1", "Renkum", "5",
                               "5") "," F("t.r2.2", "1 A", "t.r2", "Arnhem", "4,8%", "0.048"),
                             "");
    gr_str after = gr_str_fmt(arena, "{\"published\": 1, \"identity\": 2, \"figures\": [%s]}",
                              F("t/gm1/aa", "2 A", "t/gm1", "Renkum", "5",
                                "5") "," F("t.r2.2", "2 A", "t/gm2", "Arnhem", "860", "860"));
    assert_int_equal(gr_compare(before, after, arena, diag, &changes, &n), GR_OK);
    assert_int_equal(n, 2);
    assert_int_equal(changes[0].kind, GR_CHANGE_GONE);
    assert_int_equal(changes[1].kind, GR_CHANGE_ADDED);
    check_text("after", changes[1].after, "860");
    /* a type that there was not yet is no change */
    before = document(arena, TYPED("d.f1", "2022", "int"), "");
    after = gr_str_fmt(arena, "{\"published\": 1, \"identity\": 2, \"figures\": [%s]}",
                       TYPED("d/0a", "2022", "year"));
    assert_int_equal(gr_compare(before, after, arena, diag, &changes, &n), GR_OK);
    assert_int_equal(n, 0);
    gr_arena_free(arena);
}

static void words_in_common(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(65536);
    bool *kept = NULL;
    size_t n = 0;
    gr_words_kept(GR_LIT("helpt werkgevers in de regio aan werk"),
                  GR_LIT("helpt  alle werkgevers aan werk"), arena, &kept, &n);
    const bool want[] = {true, true, false, false, false, true, true};
    assert_int_equal(n, sizeof want);
    assert_memory_equal(kept, want, sizeof want);
    gr_words_kept(GR_LIT(""), GR_LIT("x"), arena, &kept, &n);
    assert_int_equal(n, 0);
    gr_arena_free(arena);
}

static void finds_changes(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(65536);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const compare_case *c = &cases[i];
        gr_diag *diag = gr_diag_new(arena, 9);
        gr_change *changes = NULL;
        size_t n = 77;
        gr_str before = document(arena, c->before_figures, c->before_texts);
        gr_str after = document(arena, c->after_figures, c->after_texts);
        assert_int_equal(gr_compare(before, after, arena, diag, &changes, &n), GR_OK);
        check_text(c->name, print(arena, changes, n), c->want);
        assert_int_equal(gr_compare(before, before, arena, diag, &changes, &n), GR_OK);
        assert_int_equal(n, 0);
        assert_int_equal(gr_diag_count(diag, GR_NOTE), 0);
    }
    gr_arena_free(arena);
}

typedef struct refused_case {
    const char *text, *want;
} refused_case;
static const refused_case refused[] = {
    {"", "is not JSON"},
    {"{", "is not JSON"},
    {"[1]", "has no number of its version"},
    {"{\"published\": \"1\", \"figures\": []}", "has no number of its version"},
    {"{\"published\": 1.0, \"figures\": []}", "has no number of its version"},
    {"{\"published\": 2, \"figures\": []}", "was written by a newer griffie"},
    {"{\"published\": 1}", "has no list of figures"},
    {"{\"published\": 1, \"figures\": {}}", "has no list of figures"},
    {"{\"published\": 1, \"figures\": [], \"texts\": 3}", "has no list of texts"},
    {"{\"published\": 1, \"figures\": [3]}", "has a figure without an id"},
    {"{\"published\": 1, \"figures\": [{}]}", "has a figure without an id"},
    {"{\"published\": 1, \"figures\": [{\"id\": 5}]}", "has a figure without an id"},
    {"{\"published\": 1, \"figures\": [{\"id\": \"a\", \"value\": 0.1}]}",
     "with something else than texts"},
    {"{\"published\": 1, \"figures\": [{\"id\": \"a\", \"text\": [1]}]}",
     "with something else than texts"},
    {"{\"published\": 1, \"figures\": [], \"texts\": [[]]}", "has a text that is something else"},
    {"{\"published\": 1, \"figures\": [], \"texts\": [{\"where\": \"1\"}]}",
     "has a text that is something else"},
};

static void refuses_other_files(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(65536);
    gr_str good = document(arena, "", "");
    for (size_t i = 0; i < 2 * sizeof(refused) / sizeof(refused[0]); i++) {
        const refused_case *c = &refused[i / 2];
        gr_diag *diag = gr_diag_new(arena, 9);
        gr_change sentinel = {.kind = GR_CHANGE_GONE};
        gr_change *changes = &sentinel;
        size_t n = 77;
        gr_str bad = gr_str_of(c->text);
        bool older = i % 2 == 0;
        assert_int_equal(
            gr_compare(older ? bad : good, older ? good : bad, arena, diag, &changes, &n),
            GR_BAD_INPUT);
        assert_true(gr_diag_has(diag, GR_CODE_PUBLISHED_FORM));
        assert_true(changes == &sentinel && n == 77);
        gr_buf out = gr_buf_make(arena, SIZE_MAX);
        gr_diag_print(diag, &out);
        gr_str want = gr_str_fmt(arena, "the %s version ", older ? "older" : "newer");
        if (gr_str_find(gr_buf_view(&out), want) == SIZE_MAX ||
            gr_str_find(gr_buf_view(&out), gr_str_of(c->want)) == SIZE_MAX) {
            print_error("%s\n got  " GR_FMT " want " GR_FMT "\n", c->text,
                        GR_ARG(gr_buf_view(&out)), GR_ARG(want));
            fail();
        }
    }
    gr_arena_free(arena);
}

/* SQLite takes a NUL for the end: what stands behind it would be left out without a word. */
static void refuses_nul(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(65536);
    gr_diag *diag = gr_diag_new(arena, 9);
    gr_change *changes = NULL;
    size_t n = 0;
    gr_str good = document(arena, "", "");
    gr_buf bad = gr_buf_make(arena, SIZE_MAX);
    gr_buf_add(&bad, good);
    gr_buf_add_char(&bad, '\0');
    assert_int_equal(gr_compare(good, gr_buf_view(&bad), arena, diag, &changes, &n), GR_BAD_INPUT);
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_of_two_makings),
        cmocka_unit_test(words_in_common),
        cmocka_unit_test(finds_changes),
        cmocka_unit_test(refuses_other_files),
        cmocka_unit_test(refuses_nul),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
