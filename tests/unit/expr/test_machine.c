#include "expr/expr.h"

#include "format/value_text.h"
#include "world.h"

/* What `eval` and `derive` call besides expressions: patterns, formats, totals, differences, types
 * that are asked for, expressions over a row. */

static const gr_bound_pattern *bind_pattern(world *w, const char *text)
{
    const gr_pattern *pattern = NULL;
    gr_parse parse = world_parse(w);
    assert_int_equal(gr_pattern_parse(&parse, gr_str_of(text), world_place(w), &pattern), GR_OK);
    return gr_bind_pattern(&w->binder, pattern, w->scope);
}

static void patterns_become_text(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *edition, *want;
    } cases[] = {
        {"geen figuur", "", "geen figuur"},
        {"Module {module.name}", "", "Module Inkoop Zorg"},
        {"{module.budget}", "", "€\u00A01.700.000"},
        {"{module.budget as approx-million}, {module.fte as fte}.", "",
         "ca\u00A0€\u00A01,7\u00A0miljoen, 13,5\u00A0fte."},
        {"dossier-{if edition = none then 'regio' else lower(edition.name)}-{year as plain}", "",
         "dossier-regio-2022"},
        {"dossier-{if edition = none then 'regio' else lower(edition.name)}-{year as plain}",
         "duiven", "dossier-duiven-2022"},
        {"{{x}} {year}", "", "{x} 2.022"},
        {"{edition.name}", "", "n.v.t."},
        {"{edition}", "", "n.v.t."},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        world *w = world_new();
        world_edition(w, gr_str_of(cases[i].edition));
        const gr_bound_pattern *bound = bind_pattern(w, cases[i].pattern);
        gr_str text = GR_LIT("");
        assert_non_null(bound);
        assert_int_equal(gr_pattern_text(&w->context, bound, &text), GR_OK);
        check_text(cases[i].pattern, text, cases[i].want);
        world_free(w);
    }
}

static void patterns_that_fail(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *report;
    } cases[] = {
        {"a {module.nam} b", "11: error: unknown field: 'nam' in dataset 'modules'; did you mean "
                             "'name'? [T204]"},
        {"{module.budget as date}",
         "1: error: unknown format name: 'date' is not for money; what "
         "would do: plain, number, euro, cents, thousands, "
         "approx-million, million, about, about-capital, change, compared [T205]"},
        {"{module.start as euro}", "1: error: unknown format name: 'euro' is not for date; what "
                                   "would do: plain, date, date-short, day-month, month-year "
                                   "[T205]"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        world *w = world_new();
        assert_null(bind_pattern(w, cases[i].pattern));
        check_text(cases[i].pattern, world_report(w), cases[i].report);
        world_free(w);
    }
    world *w = world_new();
    gr_str text = GR_LIT("untouched");
    assert_int_equal(gr_pattern_text(&w->context, bind_pattern(w, "x {1 / (1 - 1) to 0}"), &text),
                     GR_BAD_INPUT);
    check_text("untouched", text, "untouched");
    world_free(w);
}

static gr_value euros(world *w, int64_t minor)
{
    gr_value value = {.type = GR_T_MONEY, .as.money = {minor, gr_euro}};
    value.origin = gr_origin_constant(w->arena, value);
    return value;
}

static void check_value(world *w, gr_value value, const char *want, const char *want_origin)
{
    gr_buf out = gr_buf_make(w->arena, SIZE_MAX);
    gr_value_add(&value, &out);
    check_text("value", gr_buf_view(&out), want);
    if (want_origin != NULL) {
        gr_buf origin = gr_buf_make(w->arena, SIZE_MAX);
        gr_origin_dump(value.origin, &origin);
        check_text("origin", gr_buf_view(&origin), want_origin);
    }
}

static void totals_of_tables(void **state)
{
    (void)state;
    world *w = world_new();
    gr_value values[] = {euros(w, 150), euros(w, 250)};
    check_value(w, gr_sum_values(&w->context, values, 2, GR_LIT("rows")), "4.00 EUR",
                "sum(2 of rows: 1.50 EUR, 2.50 EUR)");
    check_value(w, gr_sum_values(&w->context, values, 0, GR_LIT("rows")), "0", "sum(0 of rows)");
    values[1].type = GR_T_MISSING;
    check_value(w, gr_sum_values(&w->context, values, 2, GR_LIT("rows")), "(missing)", NULL);
    values[0].type = GR_T_SUPPRESSED;
    check_value(w, gr_sum_values(&w->context, values, 2, GR_LIT("rows")), "(suppressed)",
                "sum(0 of rows)");
    values[0] = (gr_value){.type = GR_T_POISON};
    assert_int_equal(gr_sum_values(&w->context, values, 2, GR_LIT("rows")).type, GR_T_POISON);
    assert_int_equal(gr_diag_count(w->diag, GR_ERROR), 0); /* told before */
    values[0] = euros(w, INT64_MAX);
    values[1] = euros(w, 1);
    assert_int_equal(gr_sum_values(&w->context, values, 2, GR_LIT("rows")).type, GR_T_POISON);
    gr_value mixed[] = {euros(w, 1), {.type = GR_T_INT, .as.i = 1}};
    assert_int_equal(gr_sum_values(&w->context, mixed, 2, GR_LIT("mixed rows")).type, GR_T_POISON);
    assert_int_equal(gr_diag_count(w->diag, GR_ERROR), 2);
    world_free(w);
}

static void differences(void **state)
{
    (void)state;
    world *w = world_new();
    gr_value left = euros(w, 100);
    gr_value right = euros(w, 250);
    gr_value number = {.type = GR_T_INT, .as.i = 1};
    check_value(w, gr_difference(&w->context, &left, &right), "-1.50 EUR", "(1.00 EUR - 2.50 EUR)");
    assert_int_equal(gr_difference(&w->context, &left, &number).type, GR_T_POISON);
    check_text("place", world_report(w),
               "case:7:7: error: sum cannot be worked out: 'difference' with 1.00 EUR and 1 is too "
               "large, or mixes currencies [E102]");
    world_free(w);
}

static const gr_expr *parse(world *w, const char *text)
{
    const gr_expr *expr = NULL;
    gr_parse with = world_parse(w);
    assert_int_equal(gr_expr_parse(&with, gr_str_of(text), world_place(w), &expr, NULL, NULL),
                     GR_OK);
    return expr;
}

static void types_that_are_asked_for(void **state)
{
    (void)state;
    static const struct {
        const char *expression;
        gr_type want;
        const char *report; /* NULL: it fits */
    } cases[] = {
        {"1 + 1", GR_T_DECIMAL, NULL},
        {"1", GR_T_MONEY, NULL},
        {"'2022-Q1'", GR_T_PERIOD, NULL},
        {"module.budget", GR_T_MONEY, NULL},
        {"module.budget", GR_T_BOOL,
         "1: error: types do not go together: 'module.budget' is money, where yes or no must stand "
         "[T207]"},
        {"1.5", GR_T_INT,
         "1: error: types do not go together: '1.5' is decimal, where integer must stand [T207]"},
        {"none", GR_T_TEXT,
         "1: error: types do not go together: 'none' is none, where text must stand [T207]"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        world *w = world_new();
        const gr_bound *bound =
            gr_bind_as(&w->binder, parse(w, cases[i].expression), w->scope, cases[i].want);
        assert_int_equal(bound == NULL, cases[i].report != NULL);
        if (bound == NULL) {
            check_text(cases[i].expression, world_report(w), cases[i].report);
        } else {
            assert_int_equal(gr_expr_value(&w->context, bound, NULL).type, cases[i].want);
        }
        world_free(w);
    }
}

static void expressions_over_a_row(void **state)
{
    (void)state;
    world *w = world_new();
    gr_ref row = {gr_catalogue_find(w->catalogue, GR_LIT("lines")), 2};
    gr_vtype type = {.type = GR_T_NONE};
    const gr_bound *bound = gr_bind_row_expr(&w->binder, parse(w, "module.name = $module.name"),
                                             w->scope, gr_table_schema(row.table), &type);
    bool yes = true;
    assert_int_equal(type.type, GR_T_BOOL);
    assert_int_equal(gr_expr_true(&w->context, bound, &row, &yes), GR_OK);
    assert_false(yes);
    row.row = 0;
    assert_int_equal(gr_expr_true(&w->context, bound, &row, &yes), GR_OK);
    assert_true(yes);
    world_free(w);
}

static void absent_is_no_yes(void **state)
{
    (void)state;
    world *w = world_new();
    bool yes = true;
    const gr_bound *bound =
        world_bind(w, GR_LIT("first(urgent of lines where nr = 'a3')"), NULL); /* missing */
    assert_int_equal(gr_expr_true(&w->context, bound, NULL, &yes), GR_OK);
    assert_false(yes);
    yes = true;
    bound = world_bind(w, GR_LIT("1 / (1 - 1) to 0 = 1"), NULL);
    assert_int_equal(gr_expr_true(&w->context, bound, NULL, &yes), GR_BAD_INPUT);
    assert_true(yes);
    world_free(w);
}

/** A failure inside a row says which record; the place is that of the descriptor. */
static void failures_name_the_record(void **state)
{
    (void)state;
    world *w = world_new();
    const gr_bound *bound = world_bind(w, GR_LIT("sum(1 / (year - 2021) to 2 of lines)"), NULL);
    assert_int_equal(gr_expr_value(&w->context, bound, NULL).type, GR_T_POISON);
    gr_buf out = gr_buf_make(w->arena, SIZE_MAX);
    gr_diag_print(w->diag, &out);
    assert_true(gr_str_find(gr_buf_view(&out), GR_LIT("case:102:1: note: at record 'a3'")) !=
                SIZE_MAX);
    assert_int_equal(gr_diag_count(w->diag, GR_ERROR), 1);
    world_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_become_text),     cmocka_unit_test(patterns_that_fail),
        cmocka_unit_test(totals_of_tables),         cmocka_unit_test(differences),
        cmocka_unit_test(types_that_are_asked_for), cmocka_unit_test(expressions_over_a_row),
        cmocka_unit_test(absent_is_no_yes),         cmocka_unit_test(failures_name_the_record),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
