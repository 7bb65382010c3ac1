#include "derive/derive.h"

#include "derive/desk.h"

/* Small numbers: what is hidden, what is said of totals over hidden ones, how long exact totals
 * last, and what a rule may not say. That nothing follows from what is said is
 * tests/prop/prop_small.c. */

#define CLIENTS(SUPPRESS)                                                                         \
    "<derive name='clients' each='c' of='counts' key='nr' shared='yes'>\n"                        \
    "<field name='nr' type='text' value='c.nr'/>\n"                                               \
    "<field name='town' type='text' value='c.town'/>\n"                                           \
    "<field name='age' type='text' value='c.age'/>\n"                                             \
    "<field name='number' type='integer' value='c.number' optional='yes'/>\n"                     \
    "<field name='half' type='decimal' value='c.number / 2 to 1' optional='yes'/>\n"              \
    "<suppress field='number' with='half' open='town age' " SUPPRESS "/></derive>\n"              \
    "<derive name='copies' each='c' of='clients' key='nr' shared='yes'>\n"                        \
    "<field name='nr' type='text' value='c.nr'/>\n"                                               \
    "<field name='number' type='integer' value='c.number' optional='yes'/></derive>\n"            \
    "<derive name='sums' each='c' of='clients' key='nr' shared='yes'>\n"                          \
    "<field name='nr' type='text' value='c.nr'/>\n"                                               \
    "<field name='whole' type='integer' optional='yes' value='sum(number of clients)'/>\n"        \
    "<field name='town' type='integer' optional='yes' value='sum(number of clients where town = " \
    "$c.town)'/>"                                                                                 \
    "<field name='age' type='integer' optional='yes' value='sum(number of clients where age = "   \
    "$c.age)'/>"                                                                                  \
    "<field name='pair' type='integer' optional='yes' value='sum(number of clients take 2)'/>"    \
    "<field name='copy' type='integer' optional='yes' value='sum(number of copies)'/>"            \
    "<field name='mean' type='decimal' optional='yes' value='average(number of clients to 1)'/>"  \
    "</derive>\n"

static gr_str column_text(const desk *d, const char *table_name, const char *column)
{
    const gr_table *table = desk_table(d, table_name);
    gr_buf out = gr_buf_make(d->w->arena, SIZE_MAX);
    for (uint32_t i = 0; i < gr_table_rows(table); i++) {
        gr_str cell = desk_cell(d, table_name, gr_table_key(table, i).ptr, column);
        gr_buf_addf(&out, "%s" GR_FMT, i > 0 ? " " : "",
                    GR_ARG(gr_str_is(cell, "(suppressed)") ? GR_LIT("x") : cell));
    }
    return gr_buf_view(&out);
}

/** A run of CLIENTS with this <suppress> over these lines. */
static desk run_with(const char *suppress, const char *lines)
{
    desk_count_lines = lines;
    gr_str body = {CLIENTS("%s"), sizeof(CLIENTS("%s")) - 1};
    size_t at = gr_str_find(body, GR_LIT("%s"));
    world *w = world_start();
    gr_str text = gr_str_fmt(w->arena, "%.*s%s%s", (int)at, body.ptr, suppress, body.ptr + at + 2);
    desk d = desk_run(text.ptr);
    world_free(w);
    desk_count_lines = "c1;A;jong;1";
    return d;
}

static void numbers_hide(void **state)
{
    (void)state;
    static const struct {
        const char *name, *lines, *suppress;
        const char *numbers, *all, *towns; /* all: of the first record */
    } cases[] = {
        {"nothing small", "1;A;j;7\n2;B;j;9", "below='5'", "7 9", "16", "7 9"},
        {"zero is shown", "1;A;j;0\n2;B;j;9", "below='5'", "0 9", "9", "0 9"},
        {"the ends of what is small", "1;A;j;1\n2;B;j;4\n3;C;j;5", "below='5'", "x x 5",
         "ca 9 (7 to 13)", "ca 2 (1 to 4) ca 2 (1 to 4) 5"},
        {"one small hides alone", "1;A;j;3\n2;B;j;9\n3;C;j;8", "below='5'", "x 9 8",
         "ca 19 (18 to 21)", "ca 2 (1 to 4) 9 8"},
        {"another one prints the same", "1;A;j;1\n2;B;j;9\n3;C;j;8", "below='5'", "x 9 8",
         "ca 19 (18 to 21)", "ca 2 (1 to 4) 9 8"},
        {"what it counts for", "1;A;j;1\n2;B;j;9", "below='5' about='3'", "x 9", "ca 12 (10 to 13)",
         "ca 3 (1 to 4) 9"},
        {"zero may be hidden", "1;A;j;0\n2;B;j;9", "below='5' zero='yes'", "x 9", "ca 11 (9 to 13)",
         "ca 2 (0 to 4) 9"},
        {"missing is no number", "1;A;j;\n2;B;j;3\n3;C;j;8", "below='5'", "(missing) x 8",
         "(suppressed)", "(missing) ca 2 (1 to 4) 8"},
        {"exact where there is room", "1;A;j;3\n2;A;k;3\n3;A;l;2\n4;A;m;2\n5;B;n;4",
         "below='5' exact='town'", "x x x x x", "ca 12 (11 to 14)", "10 10 10 10 ca 2 (1 to 4)"},
        {"not where all are large", "1;A;j;4\n2;A;k;4\n3;A;l;4\n4;A;m;3", "below='5' exact='town'",
         "x x x x", "ca 8 (4 to 16)",
         "ca 8 (4 to 16) ca 8 (4 to 16) ca 8 (4 to 16) ca 8 (4 to 16)"},
        {"the one group of all", "1;A;j;3\n2;A;k;3\n3;B;l;2\n4;B;m;2\n5;B;n;7",
         "below='5' exact='all'", "x x x x 7", "17",
         "ca 4 (2 to 8) ca 4 (2 to 8) ca 11 (9 to 15) ca 11 (9 to 15) ca 11 (9 to 15)"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        desk d = run_with(cases[i].suppress, cases[i].lines);
        if (d.ran != GR_OK) {
            fail_msg("%s: " GR_FMT, cases[i].name, GR_ARG(desk_report(&d)));
        }
        check_text(cases[i].name, column_text(&d, "clients", "number"), cases[i].numbers);
        check_text(cases[i].name, desk_cell(&d, "sums", "1", "whole"), cases[i].all);
        check_text(cases[i].name, column_text(&d, "sums", "town"), cases[i].towns);
        desk_free(&d);
    }
}

static void what_goes_with_it_hides_too(void **state)
{
    (void)state;
    desk_count_lines = "1;A;j;3\n2;B;j;9\n3;C;j;8";
    desk d = desk_run(CLIENTS("below='5'"));
    assert_int_equal(d.ran, GR_OK);
    check_text("half", column_text(&d, "clients", "half"), "x 4.5 4");
    check_text("a sum over some of them", desk_cell(&d, "sums", "1", "pair"), "ca 11 (10 to 13)");
    check_text("an average", column_text(&d, "sums", "mean"), "x x x");
    check_text("a copy counts like the first", desk_cell(&d, "sums", "1", "copy"),
               "ca 19 (18 to 21)");
    check_text("origin", desk_origin(&d, "sums", "1", "whole"),
               "sums[1].whole <- sum(2 of clients: clients[2].number, clients[3].number)");
    desk_free(&d);
    desk_count_lines = "c1;A;jong;1";
}

/* --- exact totals over the versions of a series --- */

#define FOUR  "1;A;j;3\n2;A;k;3\n3;A;l;2\n4;A;m;2\n"
#define FOUR2 "1;A;j;2\n2;A;k;3\n3;A;l;3\n4;A;m;2\n" /* other numbers at these places */
#define EXACT "below='5' exact='town'"

static void exact_totals_end(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        const char *nights[3];
        const char *rule; /* of the last night; the others have EXACT */
        const char *want;
    } cases[] = {
        {"a first night", {FOUR "5;A;n;9"}, EXACT, "19"},
        {"the same places, other numbers", {FOUR "5;A;n;9", FOUR2 "5;A;n;8"}, EXACT, "18"},
        {"one falls below", {FOUR "5;A;n;5", FOUR "5;A;n;4"}, EXACT, "ca 10 (5 to 20)"},
        {"one rises", {FOUR "5;A;n;4", FOUR "5;A;n;5"}, EXACT, "ca 13 (9 to 21)"},
        {"for good", {FOUR "5;A;n;5", FOUR "5;A;n;4", FOUR "5;A;n;5"}, EXACT, "ca 13 (9 to 21)"},
        {"from none hidden", {"1;A;j;9\n2;A;k;9", FOUR}, EXACT, "ca 8 (4 to 16)"},
        {"other groups since", {FOUR, FOUR}, "below='5' exact='all'", "ca 8 (4 to 16)"},
        {"another town changes nothing", {FOUR "5;B;n;9", FOUR "5;B;n;4"}, EXACT, "10"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        world *w = world_start();
        gr_str places = GR_LIT(""), total = GR_LIT("");
        for (size_t night = 0; night < 3 && cases[i].nights[night] != NULL; night++) {
            bool last = night == 2 || cases[i].nights[night + 1] == NULL;
            desk_places = places.ptr;
            desk d = run_with(last ? cases[i].rule : EXACT, cases[i].nights[night]);
            assert_int_equal(d.ran, GR_OK);
            total = gr_str_dup(w->arena, desk_cell(&d, "sums", "1", "town"));
            places = gr_str_dup(w->arena, gr_derive_places(d.derivations, d.w->arena));
            desk_free(&d);
        }
        desk_places = "";
        check_text(cases[i].name, total, cases[i].want);
        world_free(w);
    }
}

static void places_hold_no_number(void **state)
{
    (void)state;
    desk d = run_with(EXACT, "1;A;j;3\n2;A b%;k;1\n3;A b%;l;2\n4;B;m;77");
    check_text("text", gr_derive_places(d.derivations, d.w->arena),
               "griffie hidden places 1\n"
               "clients.number\ttown\tA\tsame\t1\n"
               "clients.number\ttown\tA%20b%25\tsame\t2 3\n"
               "clients.number\ttown\tB\tsame\t\n");
    desk_free(&d);
    d = run_with("below='5'", "1;A;j;3");
    check_text("nothing exact, nothing kept", gr_derive_places(d.derivations, d.w->arena), "");
    desk_free(&d);
    desk_places = "griffie hidden places 1\nclients.number\ttown\n";
    d = run_with(EXACT, "1;A;j;3");
    assert_int_equal(d.ran, GR_BAD_INPUT);
    assert_non_null(strstr(world_report(d.w).ptr, "line 2 is not"));
    desk_free(&d);
    desk_places = "";
}

static void faults_are_told(void **state)
{
    (void)state;
    static const struct {
        const char *body, *want;
    } cases[] = {
        {CLIENTS("below='2'"),
         "rule for small numbers that hides nothing well: below=\"2\": what is "
         "hidden must be able to be two numbers at least"},
        {CLIENTS("below='9000000'"), "that is no small number"},
        {CLIENTS("below='5' about='5'"), "about=\"5\": what is hidden is from 1 to 4"},
        {CLIENTS("below='5' about='0'"), "about=\"0\": what is hidden is from 1 to 4"},
        {CLIENTS("below='5' about='2' range='yes'"), "leave one of both out"},
        {CLIENTS("below='5' exact='town, age'"), "exact= names one kind of groups"},
        {CLIENTS("below='5' exact='nr'"), "these fields are the whole key"},
        {CLIENTS("below='5' exact='number'"), "'number' is hidden; a group by it would tell it"},
        {CLIENTS("below='5' exact='twon'"), "did you mean 'town'?"},
        {CLIENTS("below='5'/><suppress field='number' below='9'"),
         "a second 'suppress' of 'number'"},
        {CLIENTS("below='5'/><join field='age' values='j' into='k'"),
         "'age' is no part of the key"},
        {CLIENTS("below='5'/><join field='nr' values='1' into='1'"), "'1' is what is joined with"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        desk d = desk_run(cases[i].body);
        assert_int_equal(d.bound, GR_BAD_INPUT);
        gr_str said = desk_report(&d);
        if (gr_str_find(said, gr_str_of(cases[i].want)) == SIZE_MAX) {
            fail_msg("got " GR_FMT, GR_ARG(said));
        }
        desk_free(&d);
    }
}

static void reports_may_not_read_what_is_hidden(void **state)
{
    (void)state;
    desk d = desk_run(CLIENTS("below='5'"));
    check_text("sealed", gr_table_sealed_by(desk_table(&d, "counts")), "clients");
    check_text("open", gr_table_sealed_by(desk_table(&d, "clients")), "");
    desk_free(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_hide),     cmocka_unit_test(what_goes_with_it_hides_too),
        cmocka_unit_test(exact_totals_end), cmocka_unit_test(places_hold_no_number),
        cmocka_unit_test(faults_are_told),  cmocka_unit_test(reports_may_not_read_what_is_hidden),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
