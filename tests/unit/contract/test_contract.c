/* Promises held against a table: one clause at a time, at and beside its ends. */
#include "base/arena.h"
#include "base/date.h"
#include "check.h"
#include "contract/contract.h"
#include "contract_priv.h"

enum { ID, YEAR, FTE };
static const size_t by_id[] = {ID};

typedef struct bench {
    gr_arena *arena;
    gr_diag *diag;
    gr_catalogue *catalogue;
    gr_schema *schema;
    gr_table *table;
    gr_promise promise;
} bench;

static bench *begin(void)
{
    gr_arena *arena = gr_arena_new(4096);
    bench *b = GR_NEW(arena, bench);
    *b = (bench){.arena = arena, .diag = gr_diag_new(arena, 20)};
    (void)gr_diag_add_file(b->diag, GR_LIT("teams.xml"));
    b->catalogue = gr_catalogue_new(arena);
    b->schema = GR_NEW(arena, gr_schema);
    gr_column *columns = GR_NEW_N(arena, gr_column, 3);
    columns[ID] = (gr_column){.name = GR_LIT("id"), .type = GR_T_TEXT};
    columns[YEAR] = (gr_column){.name = GR_LIT("year"), .type = GR_T_PERIOD};
    columns[FTE] = (gr_column){.name = GR_LIT("fte"), .type = GR_T_DECIMAL, .optional = true};
    *b->schema = (gr_schema){.name = GR_LIT("teams"),
                             .columns = columns,
                             .n_columns = 3,
                             .key = by_id,
                             .n_key = 1,
                             .shared = true,
                             .promises = &b->promise,
                             .n_promises = 1};
    b->promise = (gr_promise){.id = GR_LIT("p"),
                              .at = {1, 2, 3},
                              .on = GR_BREACH_DEGRADES,
                              .because = GR_LIT(""),
                              .period = GR_NO_COLUMN,
                              .sum = GR_NO_COLUMN,
                              .field = GR_NO_COLUMN,
                              .equals = GR_LIT(""),
                              .pattern = GR_LIT("")};
    b->table = gr_catalogue_add(b->catalogue, b->schema, b->diag);
    return b;
}

static gr_value tenths(int64_t coef)
{
    return (gr_value){.type = GR_T_DECIMAL, .as.dec = {.coef = coef, .scale = 1}};
}

static void add(bench *b, const char *id, const char *period, int64_t fte)
{
    gr_value values[] = {
        {.type = GR_T_TEXT, .as.text = gr_str_of(id)}, {.type = GR_T_PERIOD}, tenths(fte)};
    assert_true(gr_period_parse(gr_str_of(period), &values[YEAR].as.period));
    gr_loc at = {1, 10 + gr_table_rows(b->table), 1};
    assert_int_equal(gr_table_append(b->table, at, values, NULL, 100, b->diag), GR_OK);
}

static void three_teams(bench *b)
{
    add(b, "wsp-1", "2022-Q1", 105);
    add(b, "wsp-2", "2022-Q3", 20);
    add(b, "inkoop", "2022-Q4", 0);
}

static gr_value asked = {.type = GR_T_NONE};

static gr_value period(const void *user, gr_str field)
{
    (void)user;
    check_text("field", field, "year");
    return asked;
}

/** What is said of the promise; "": it is kept. */
static gr_str said(bench *b, const char *today, const char *accepted)
{
    gr_contract_setup setup = {
        .catalogue = b->catalogue, .accepted = gr_str_of(accepted), .arena = b->arena};
    assert_true(gr_date_parse(gr_str_of(today), &setup.today));
    gr_contract *contract = gr_contract_judge(&setup);
    const gr_schema *reads[] = {b->schema};
    const gr_contract_reader reader = {reads, 1, period, NULL};
    gr_diag *diag = gr_diag_new(b->arena, 20);
    (void)gr_diag_add_file(diag, GR_LIT("teams.xml"));
    const gr_verdict verdict = gr_contract_verdict(contract, &reader, diag);
    gr_diag_row row = {.text = GR_LIT("")};
    bool broken = gr_diag_at(diag, 0, b->arena, &row);
    assert_int_equal(verdict.worst, broken ? b->promise.on : GR_BREACH_NONE);
    assert_int_equal(verdict.n_caveats, broken && b->promise.on == GR_BREACH_DEGRADES ? 1 : 0);
    size_t from = gr_str_find(row.text, GR_LIT("'teams': "));
    if (from == SIZE_MAX) {
        return row.text;
    }
    gr_str what = gr_str_sub(row.text, from + 9, SIZE_MAX);
    size_t remedy =
        gr_str_find(what, GR_LIT("; mend the export, or the promise; a waiver says why"));
    assert_true(remedy != SIZE_MAX); /* whatever was found, it says what to do */
    return gr_str_sub(what, 0, remedy);
}

static gr_str today(bench *b)
{
    return said(b, "2022-12-31", "");
}

static void rows_are_counted(void **state)
{
    (void)state;
    static const struct {
        uint32_t least, most;
        const char *want;
    } cases[] = {{3, 3, ""},
                 {0, UINT32_MAX, ""},
                 {4, UINT32_MAX, "3 of at least 4 records"},
                 {0, 2, "3 records, and 2 at most"}};
    bench *b = begin();
    three_teams(b);
    b->promise.has_rows = true;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        b->promise.rows = (gr_promised_rows){cases[i].least, cases[i].most};
        check_text("rows", today(b), cases[i].want);
    }
    gr_arena_free(b->arena);
}

static void days_are_counted(void **state)
{
    (void)state;
    static const struct {
        const char *today, *want;
    } cases[] = {{"2022-12-31", ""},
                 {"2023-02-14", ""},
                 {"2023-02-15", "data of 2022-12-31 are 46 days old, and 45 at most"},
                 {"2022-12-30", ""}, /* somewhere it is tomorrow */
                 {"2022-12-29", "data of 2022-12-31, a day that has not come"}};
    bench *b = begin();
    three_teams(b);
    b->promise.has_fresh = true;
    b->promise.fresh = 45;
    check_text("undated", today(b), "no export says of which day its data are");
    gr_value date = {.type = GR_T_DATE};
    static const char *const exports[] = {"2021-12-31", "2022-12-31"}; /* the newest counts */
    for (size_t i = 0; i < 2; i++) {
        assert_true(gr_date_parse(gr_str_of(exports[i]), &date.as.day));
        gr_table_note_as_of(b->table, &date);
    }
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        check_text(cases[i].today, said(b, cases[i].today, ""), cases[i].want);
    }
    gr_arena_free(b->arena);
}

static void dates_that_have_not_come_date_nothing(void **state)
{
    (void)state;
    bench *b = begin();
    three_teams(b);
    gr_value date = {.type = GR_T_DATE}, before = date;
    assert_true(gr_date_parse(GR_LIT("2099-12-31"), &date.as.day));
    assert_true(gr_date_parse(GR_LIT("2022-12-31"), &before.as.day));
    gr_table_note_as_of(b->table, &date);
    b->promise.has_fresh = true;
    gr_contract_setup setup = {.catalogue = b->catalogue,
                               .accepted = GR_LIT(""),
                               .today = before.as.day,
                               .arena = b->arena};
    assert_false(gr_contract_distrusts(gr_contract_judge(&setup), &date)); /* it degrades only */
    b->promise.on = GR_BREACH_REFUSES;
    assert_true(gr_contract_distrusts(gr_contract_judge(&setup), &date));
    assert_false(gr_contract_distrusts(gr_contract_judge(&setup), &before));
    gr_arena_free(b->arena);
}

static void periods_meet(void **state)
{
    (void)state;
    static const struct {
        const char *period, *want;
    } cases[] = {{"2022", ""},
                 {"2022-Q4", ""},
                 {"2022-08", ""},   /* of a month the quarter that it lies in */
                 {"2021-2022", ""}, /* the school year ends in it */
                 {"2022-Q2", "no record of 2022-Q2 by its 'year', the period of the report"},
                 {"2021", "no record of 2021 by its 'year', the period of the report"},
                 {"2022-2023", ""},
                 {"2023-2024", "no record of 2023-2024 by its 'year', the period of the report"}};
    bench *b = begin();
    three_teams(b);
    b->promise.period = YEAR;
    check_text("none", today(b), "");
    asked.type = GR_T_PERIOD;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_true(gr_period_parse(gr_str_of(cases[i].period), &asked.as.period));
        check_text(cases[i].period, today(b), cases[i].want);
    }
    asked = (gr_value){.type = GR_T_YEAR, .as.i = 2023};
    check_text("year", today(b), "no record of 2023 by its 'year', the period of the report");
    asked.type = GR_T_NONE;
    gr_arena_free(b->arena);
}

static void values_fit(void **state)
{
    (void)state;
    bench *b = begin();
    three_teams(b);
    b->promise.field = FTE;
    b->promise.has_range = true;
    b->promise.range = (gr_promised_range){tenths(0), tenths(105)};
    check_text("within", today(b), "");
    b->promise.range.most = tenths(104);
    check_text("above", today(b),
               "'fte' of 1 of 3 records does not fit 0..10.4, as in 'wsp-1', where it is 10.5");
    b->promise.range = (gr_promised_range){tenths(1), {.type = GR_T_NONE}};
    check_text("below", today(b),
               "'fte' of 1 of 3 records does not fit 0.1.., as in 'inkoop', where it is 0");
    b->promise.has_range = false;
    b->promise.field = ID;
    b->promise.pattern = GR_LIT("@*-#");
    check_text("pattern", today(b),
               "'id' of 1 of 3 records does not fit '@*-#', as in 'inkoop', where it is inkoop");
    gr_arena_free(b->arena);
}

static void patterns_fit(void **state)
{
    (void)state;
    static const struct {
        const char *text, *pattern;
        bool fits;
    } cases[] = {{"", "", true},
                 {"", "*", true},
                 {"a", "", false},
                 {"gm0274", "gm####", true},
                 {"gm274", "gm####", false},
                 {"gm02745", "gm####", false},
                 {"aab", "*b", true},
                 {"aaba", "*b", false},
                 {"abcabd", "*ab?", true},
                 {"ü1", "@#", true},
                 {"ü1", "??", true},
                 {"1", "@", false},
                 {"x", "#", false},
                 {"a-b-c", "*-*", true},
                 {"abc", "*-*", false},
                 {"été", "?t?", true},
                 {"1a2", "#*#", true},
                 {"12", "#*#*#", false}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        print_message("%s in %s\n", cases[i].text, cases[i].pattern);
        assert_int_equal(gr_contract_fits(gr_str_of(cases[i].text), gr_str_of(cases[i].pattern)),
                         cases[i].fits);
    }
}

static void totals_are_those_of_the_export(void **state)
{
    (void)state;
    bench *b = begin();
    three_teams(b);
    b->promise.sum = FTE;
    b->promise.equals = GR_LIT("../@total");
    check_text("none", today(b), "3 of 3 records are in no total of the export ('../@total')");
    gr_stated_total first = {&b->promise, 0, 2, {0}, tenths(125), {1, 5, 1}};
    gr_table_note_total(b->table, &first);
    check_text("part", today(b), "1 of 3 records are in no total of the export ('../@total')");
    gr_stated_total rest = {&b->promise, 2, 3, {0}, tenths(0), {1, 8, 1}};
    gr_table_note_total(b->table, &rest);
    check_text("whole", today(b), "");
    gr_stated_total wrong = {&b->promise, 0, 3, {0}, tenths(126), {1, 9, 1}};
    gr_table_note_total(b->table, &wrong);
    check_text("wrong", today(b),
               "'fte' of 3 records adds up to 12.5, and the export says 12.6 ('../@total')");
    gr_arena_free(b->arena);
}

static void change_counts_from_what_was_accepted(void **state)
{
    (void)state;
    static const struct {
        bool sum;
        int64_t percent;
        const char *accepted, *want;
    } cases[] = {
        {false, 50, "rows\tteams\t2\n", ""},
        {false, 49, "rows\tteams\t2\n",
         "the number of records is 3, and was 2 in the accepted run: more than 49 % apart; "
         "'griffie accept' when it is right"},
        {false, 25, "accepted\t2022-01-01\tme\t\nsum\tteams\tfte\t1\nrows\tteams\t4\n", ""},
        {true, 900, "sum\tteams\tfte\t1.25\n", ""},
        {true, 899, "sum\tteams\tfte\t1.25\n",
         "the sum of 'fte' is 12.5, and was 1.25 in the accepted run: more than 899 % apart; "
         "'griffie accept' when it is right"},
        {true, 10, "rows\tteams\t2\n", ""}, /* not measured then: told apart */
        {false, 10, "rows\tteams\t0\n",
         "the number of records is 3, and was 0 in the accepted run: more than 10 % apart; "
         "'griffie accept' when it is right"},
    };
    bench *b = begin();
    three_teams(b);
    b->promise.has_change = true;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        b->promise.sum = cases[i].sum ? FTE : GR_NO_COLUMN;
        b->promise.change = (gr_decimal){.coef = cases[i].percent};
        check_text(cases[i].accepted, said(b, "2022-12-31", cases[i].accepted), cases[i].want);
    }
    gr_buf measures = gr_buf_make(b->arena, SIZE_MAX);
    b->promise.sum = FTE;
    gr_contract_measures(b->catalogue, &measures);
    check_text("measures", gr_buf_view(&measures), "sum\tteams\tfte\t12.5\n");
    gr_arena_free(b->arena);
}

static void damaged_lines_are_none(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool good;
    } cases[] = {{"", true},
                 {"accepted\t2022-01-01\tme\twhy\nrows\tteams\t24\n", true},
                 {"sum\tteams\tfte\t12.5\n", true},
                 {"rows\tteams\n", false},
                 {"rows\tteams\tmany\n", false},
                 {"sum\tteams\t12.5\n", false},
                 {"<html>", false}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        print_message("%s\n", cases[i].text);
        assert_int_equal(gr_contract_is_measures(gr_str_of(cases[i].text)), cases[i].good);
    }
}

static void who_reads_it_not_hears_nothing(void **state)
{
    (void)state;
    bench *b = begin();
    three_teams(b);
    b->promise.has_rows = true;
    b->promise.rows = (gr_promised_rows){4, UINT32_MAX};
    const gr_contract_setup setup = {
        .catalogue = b->catalogue, .accepted = GR_LIT(""), .arena = b->arena};
    gr_contract *contract = gr_contract_judge(&setup);
    const gr_contract_reader other = {NULL, 0, period, NULL};
    assert_int_equal(gr_contract_verdict(contract, &other, b->diag).worst, GR_BREACH_NONE);
    assert_int_equal(gr_diag_count(b->diag, GR_NOTE), 0);
    gr_contract_tell_unseen(contract, b->diag);
    assert_true(gr_diag_has(b->diag, GR_CODE_PROMISE_UNSEEN));
    gr_arena_free(b->arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_counted),
        cmocka_unit_test(days_are_counted),
        cmocka_unit_test(dates_that_have_not_come_date_nothing),
        cmocka_unit_test(periods_meet),
        cmocka_unit_test(values_fit),
        cmocka_unit_test(patterns_fit),
        cmocka_unit_test(totals_are_those_of_the_export),
        cmocka_unit_test(change_counts_from_what_was_accepted),
        cmocka_unit_test(damaged_lines_are_none),
        cmocka_unit_test(who_reads_it_not_hears_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
