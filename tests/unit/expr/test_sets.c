#include "expr/expr.h"

#include "world.h"

/* Sets over tables large enough for an index: with and without it the same rows come in the same
 * order, and the work does not grow with the table. */

#define N_ROWS 500

/** big: every 7th row of module rbl, every 5th of arnhem, some references missing. */
static void add_big(world *w)
{
    gr_buf rows = gr_buf_make(w->arena, SIZE_MAX);
    static const char *const modules[] = {"inkoop", "rbl", "beheer", ""};
    static const char *const towns[] = {"arnhem", "duiven", "renkum", "zevenaar"};
    for (unsigned i = 0; i < N_ROWS; i++) {
        gr_buf_addf(&rows, "%sr%03u;%s;%s;%u;%s", i == 0 ? "" : "\n", i, modules[i % 7 % 4],
                    towns[i % 5 % 4], 2018 + i % 6, i % 2 == 0 ? "income" : "expense");
    }
    const gr_column columns[] = {column_of("nr", GR_T_TEXT), refers("module", "modules"),
                                 refers("town", "municipalities"), column_of("year", GR_T_INT),
                                 column_of("kind", GR_T_CODE)};
    gr_schema *schema = world_schema(w, "big", columns, 5);
    gr_schema *owned = world_schema(w, "owned", columns, 5);
    const gr_schema *lines = gr_table_schema(gr_catalogue_find(w->catalogue, GR_LIT("lines")));
    schema->columns[4].codes = owned->columns[4].codes = lines->columns[2].codes;
    owned->shared = false;
    owned->owner_column = 2;
    gr_str text = gr_str_dup(w->arena, gr_buf_view(&rows));
    world_rows(w, schema, text.ptr);
    world_rows(w, owned, text.ptr);
    assert_int_equal(gr_catalogue_link_schemas(w->catalogue, w->diag), GR_OK);
    assert_int_equal(gr_catalogue_link_rows(w->catalogue, w->diag), GR_OK);
}

static gr_rows rows_of(world *w, const char *text)
{
    const gr_set *set = NULL;
    gr_parse parse = world_parse(w);
    gr_rows rows = {.n = 0};
    assert_int_equal(gr_set_parse(&parse, gr_str_of(text), world_place(w), &set), GR_OK);
    const gr_bound_set *bound = gr_bind_set(&w->binder, set, w->scope);
    assert_non_null(bound);
    assert_int_equal(gr_set_rows(&w->context, bound, &rows), GR_OK);
    return rows;
}

/** `indexed` and `plain` are the same condition; the second is worded so that no index answers it.
 */
static void an_index_changes_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *indexed, *plain;
        uint32_t n;
    } cases[] = {
        {"big where module = $module", "big where not (module != $module or module is missing)",
         143},
        {"big where $module = module", "big where not (module != $module or module is missing)",
         143},
        {"big where module = 'rbl'", "big where not (module != 'rbl' or module is missing)", 143},
        {"big where module = 'nobody'", "big where year = 1", 0},
        {"big where year = $year", "big where not year != $year", 83},
        {"big where kind = 'income' and town = edition", "big where year = 1", 0}, /* none */
        {"big where nr = 'r499'", "big where not nr != 'r499'", 1},
        {"big where year = 2020 and module = $module and kind = 'income'",
         "big where not (year != 2020 or module is missing or module != $module or kind != "
         "'income')",
         24},
        {"big where year > 2019 and module = $module",
         "big where not (year < 2020 or module is missing or module != $module)", 95},
        {"owned where town = 'arnhem'", "owned where not town != 'arnhem'", 200},
    };
    world *w = world_new();
    add_big(w);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_rows indexed = rows_of(w, cases[i].indexed);
        gr_rows plain = rows_of(w, cases[i].plain);
        if (indexed.n != cases[i].n) {
            print_error("case %s: %u rows\n", cases[i].indexed, indexed.n);
        }
        assert_int_equal(indexed.n, cases[i].n);
        assert_int_equal(plain.n, cases[i].n);
        for (uint32_t k = 0; k < indexed.n; k++) {
            assert_int_equal(indexed.rows[k], plain.rows[k]);
        }
    }
    world_free(w);
}

static void owned_rows_are_those_of_the_edition(void **state)
{
    (void)state;
    static const struct {
        const char *set, *edition;
        uint32_t n;
    } cases[] = {
        {"owned", "arnhem", 200},
        {"owned", "zevenaar", 100},
        {"owned", "", N_ROWS},
        {"all owned", "arnhem", N_ROWS},
        {"owned where year = 2020", "arnhem", 33},
        {"all owned where year = 2020", "arnhem", 83},
        {"owned where town = edition", "arnhem", 200},
        {"owned where town = 'duiven'", "arnhem", 0},
        {"all owned where town = 'duiven'", "arnhem", 100},
        {"owned where town = edition", "", 0},
        {"big", "arnhem", N_ROWS},
    };
    world *w = world_new();
    add_big(w);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        world_edition(w, gr_str_of(cases[i].edition));
        gr_rows rows = rows_of(w, cases[i].set);
        if (rows.n != cases[i].n) {
            print_error("case %s in '%s': %u\n", cases[i].set, cases[i].edition, rows.n);
        }
        assert_int_equal(rows.n, cases[i].n);
    }
    world_free(w);
}

static size_t steps_of(world *w, const char *expression)
{
    const gr_bound *bound = world_bind(w, gr_str_of(expression), NULL);
    assert_non_null(bound);
    size_t before = w->context.steps_left;
    assert_int_not_equal(gr_expr_value(&w->context, bound, NULL).type, GR_T_POISON);
    return before - w->context.steps_left;
}

static void a_join_is_not_quadratic(void **state)
{
    (void)state;
    world *w = world_new();
    add_big(w);
    w->context.steps_left = 10 * 1000 * 1000;
    size_t indexed = steps_of(w, "sum(count(big where nr = $module.id) of big)");
    size_t walked = steps_of(w, "sum(count(big where not nr != $module.id) of big)");
    assert_true(indexed < 10 * N_ROWS);
    assert_true(walked > (size_t)N_ROWS * N_ROWS);
    world_free(w);
}

static void an_earlier_term_that_can_fail_is_still_asked(void **state)
{
    (void)state;
    world *w = world_new();
    add_big(w);
    const gr_bound *bound =
        world_bind(w, GR_LIT("count(big where 1 / (year - 2018) to 0 = 1 and nr = 'r001')"), NULL);
    assert_non_null(bound);
    assert_int_equal(gr_expr_value(&w->context, bound, NULL).type, GR_T_POISON);
    assert_true(gr_diag_has(w->diag, GR_CODE_DIVISION_BY_ZERO));
    world_free(w);
}

static void the_index_sees_rows_that_were_added(void **state)
{
    (void)state;
    world *w = world_new();
    add_big(w);
    assert_int_equal(rows_of(w, "big where nr = 'r500'").n, 0);
    gr_table *table = gr_catalogue_find(w->catalogue, GR_LIT("big"));
    gr_value values[5];
    for (size_t i = 0; i < 5; i++) {
        values[i] = (gr_value){.type = GR_T_MISSING};
    }
    values[0] = (gr_value){.type = GR_T_TEXT, .as.text = GR_LIT("r500")};
    assert_int_equal(gr_table_append(table, (gr_loc){0}, values, NULL, 1000, w->diag), GR_OK);
    assert_int_equal(rows_of(w, "big where nr = 'r500'").n, 1);
    world_free(w);
}

static void steps_are_limited_and_told_once(void **state)
{
    (void)state;
    world *w = world_new();
    add_big(w);
    const gr_bound *bound =
        world_bind(w, GR_LIT("sum(count(big where not nr != $module.id) of big)"), NULL);
    gr_rows rows = {.n = 77};
    bool yes = true;
    w->context.steps_left = 1000;
    assert_int_equal(gr_expr_value(&w->context, bound, NULL).type, GR_T_POISON);
    assert_int_equal(gr_expr_value(&w->context, bound, NULL).type, GR_T_POISON);
    assert_int_equal(gr_diag_count(w->diag, GR_ERROR), 1);
    assert_true(gr_diag_has(w->diag, GR_CODE_STEPS_LIMIT));
    const gr_bound *test = world_bind(w, GR_LIT("year = 2022"), NULL);
    assert_int_equal(gr_expr_true(&w->context, test, NULL, &yes), GR_OVER_LIMIT);
    assert_true(yes && rows.n == 77);
    world_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_index_changes_nothing),
        cmocka_unit_test(owned_rows_are_those_of_the_edition),
        cmocka_unit_test(a_join_is_not_quadratic),
        cmocka_unit_test(an_earlier_term_that_can_fail_is_still_asked),
        cmocka_unit_test(the_index_sees_rows_that_were_added),
        cmocka_unit_test(steps_are_limited_and_told_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
