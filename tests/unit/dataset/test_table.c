/* Records in, typed cells, keys, places, owners and leaves out. */
#include "sample.h"

static void cells_come_back_as_they_went_in(void **state)
{
    (void)state;
    sample s = sample_make();
    gr_value values[N_LINE_COLUMNS];
    line_values(values, "gm0202", 2022);
    assert_int_equal(add_line(&s, values), GR_OK);
    static const char *const want[N_LINE_COLUMNS] = {
        "gm0202", "2022", "1234.50 EUR", "expense", "-30.5", "1969-12-31", "2022-2023", "true"};
    for (size_t i = 0; i < N_LINE_COLUMNS; i++) {
        gr_value value = gr_table_bare(s.lines, 0, i);
        gr_buf out = gr_buf_make(s.arena, 1000);
        gr_value_add(&value, &out);
        check_text(want[i], gr_buf_view(&out), want[i]);
        assert_null(value.origin);
    }
    gr_value code = gr_table_bare(s.lines, 0, LINE_DIRECTION);
    check_text("label", code.as.code.label, "lasten");
    gr_arena_free(s.arena);
}

static void absent_kinds_are_told_apart(void **state)
{
    (void)state;
    static const gr_type kinds[] = {GR_T_MISSING, GR_T_NOT_APPLICABLE, GR_T_SUPPRESSED,
                                    GR_T_POISON};
    sample s = sample_make();
    for (size_t i = 0; i < 4; i++) {
        gr_value values[N_LINE_COLUMNS];
        line_values(values, "gm0202", 2000 + (int)i);
        values[LINE_AMOUNT] = (gr_value){.type = kinds[i]};
        values[LINE_SCHOOL] = (gr_value){.type = GR_T_NONE}; /* left out */
        assert_int_equal(add_line(&s, values), GR_OK);
        gr_value value = gr_table_value(s.lines, (uint32_t)i, LINE_AMOUNT, s.arena);
        assert_int_equal(value.type, kinds[i]);
        assert_true((value.origin == NULL) == (kinds[i] == GR_T_POISON));
        assert_int_equal(gr_table_bare(s.lines, (uint32_t)i, LINE_SCHOOL).type, GR_T_MISSING);
    }
    gr_arena_free(s.arena);
}

static void a_leaf_names_its_field_record_owner_and_place(void **state)
{
    (void)state;
    sample s = sample_make();
    assert_int_equal(add_town(&s, "gm0202", "Arnhem", int_value(153818)), GR_OK);
    gr_value values[N_LINE_COLUMNS];
    line_values(values, "gm0202", 2022);
    assert_int_equal(add_line(&s, values), GR_OK);
    assert_int_equal(gr_catalogue_link_rows(s.catalogue, s.diag), GR_OK);
    gr_value amount = gr_table_value(s.lines, 0, LINE_AMOUNT, s.arena);
    assert_int_equal(amount.origin->op, GR_OP_LEAF);
    check_text("dataset", amount.origin->dataset, "line");
    check_text("key", amount.origin->key, "gm0202/2022");
    check_text("name", amount.origin->name, "amount");
    check_text("owner", amount.origin->owner, "gm0202");
    assert_int_equal(amount.origin->at.line, 100);
    assert_int_equal(amount.origin->value.as.money.minor, 123450);
    assert_null(amount.origin->value.origin);
    assert_int_equal(amount.origin->n_args, 0);
    gr_value people = gr_table_value(s.towns, 0, TOWN_PEOPLE, s.arena);
    check_text("shared", people.origin->owner, "");
    gr_value town = gr_table_value(s.lines, 0, LINE_TOWN, s.arena);
    assert_int_equal(town.type, GR_T_REF);
    assert_ptr_equal(town.as.ref.table, s.towns);
    assert_int_equal(town.as.ref.row, 0);
    gr_arena_free(s.arena);
}

static void a_computed_cell_brings_its_computation_but_never_what_it_hides(void **state)
{
    (void)state;
    sample s = sample_make();
    gr_value values[N_LINE_COLUMNS];
    const gr_origin *computed[N_LINE_COLUMNS] = {0};
    computed[LINE_AMOUNT] = gr_origin_constant(s.arena, int_value(7));
    for (int i = 0; i < 2; i++) {
        line_values(values, "gm0202", 2022 + i);
        if (i == 1) {
            values[LINE_AMOUNT] = (gr_value){.type = GR_T_SUPPRESSED};
        }
        assert_int_equal(gr_table_append(s.lines, (gr_loc){0}, values, computed, 10, s.diag),
                         GR_OK);
    }
    gr_value shown = gr_table_value(s.lines, 0, LINE_AMOUNT, s.arena);
    assert_int_equal(shown.origin->n_args, 1);
    assert_ptr_equal(shown.origin->args[0], computed[LINE_AMOUNT]);
    assert_int_equal(gr_table_value(s.lines, 0, LINE_SHARE, s.arena).origin->n_args, 0);
    assert_int_equal(gr_table_value(s.lines, 1, LINE_AMOUNT, s.arena).origin->n_args, 0);
    gr_arena_free(s.arena);
}

typedef struct refused {
    const char *name;
    size_t column;
    gr_value value;
    const char *want;
} refused;

static void what_a_column_cannot_hold_is_refused(void **state)
{
    (void)state;
    static const refused cases[] = {
        {"text for money",
         LINE_AMOUNT,
         {.type = GR_T_TEXT, .as.text = {"x", 1}},
         "'amount' of 'line' holds money, not text [D202]"},
        {"yen for euros",
         LINE_AMOUNT,
         {.type = GR_T_MONEY, .as.money = {1, {"JPY", 0}}},
         "'amount' of 'line' holds EUR, not JPY [D202]"},
        {"decimal for date",
         LINE_DATE,
         {.type = GR_T_DECIMAL},
         "'date' of 'line' holds date, not decimal [D202]"},
        {"text for decimal",
         LINE_SHARE,
         {.type = GR_T_TEXT, .as.text = {"x", 1}},
         "'share' of 'line' holds decimal, not text [D202]"},
        {"date for reference", LINE_TOWN, {.type = GR_T_DATE}, "'town' of 'line' holds"},
        {"date for code",
         LINE_DIRECTION,
         {.type = GR_T_DATE},
         "'direction' of 'line' holds code, not date [D202]"},
        {"unknown code",
         LINE_DIRECTION,
         {.type = GR_T_TEXT, .as.text = {"both", 4}},
         "'both' is not a code of 'direction' [D206]"},
        {"no key",
         LINE_YEAR,
         {.type = GR_T_MISSING},
         "'year' in a record of 'line': it tells records or owners apart [D201]"},
        {"no owner",
         LINE_TOWN,
         {.type = GR_T_MISSING},
         "'town' in a record of 'line': it tells records or owners apart [D201]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        sample s = sample_make();
        gr_value values[N_LINE_COLUMNS];
        line_values(values, "gm0202", 2022);
        values[cases[i].column] = cases[i].value;
        print_message("%s\n", cases[i].name);
        assert_int_equal(add_line(&s, values), GR_BAD_INPUT);
        assert_int_equal(gr_table_rows(s.lines), 0);
        check_said(&s, cases[i].want);
        line_values(values, "gm0202", 2022); /* the place is free for the next record */
        assert_int_equal(add_line(&s, values), GR_OK);
        check_text("key", gr_table_key(s.lines, 0), "gm0202/2022");
        gr_arena_free(s.arena);
    }
}

static void near_types_fit(void **state)
{
    (void)state;
    sample s = sample_make();
    assert_int_equal(add_town(&s, "gm0202", "Arnhem", int_value(1)), GR_OK);
    gr_value values[N_LINE_COLUMNS];
    line_values(values, "", 2022);
    values[LINE_TOWN] = (gr_value){.type = GR_T_REF, .as.ref = {s.towns, 0}};
    values[LINE_SHARE] = int_value(12);
    values[LINE_DIRECTION] = text_value("income");
    assert_int_equal(add_line(&s, values), GR_OK);
    check_text("reference by record", gr_table_key(s.lines, 0), "gm0202/2022");
    gr_value share = gr_table_bare(s.lines, 0, LINE_SHARE);
    assert_int_equal(share.type, GR_T_DECIMAL);
    assert_int_equal(share.as.dec.coef, 12);
    check_text("code by text", gr_table_bare(s.lines, 0, LINE_DIRECTION).as.code.label, "baten");
    gr_arena_free(s.arena);
}

static void rows_have_a_limit(void **state)
{
    (void)state;
    sample s = sample_make();
    gr_value values[N_TOWN_COLUMNS] = {text_value("a"), text_value("A"), int_value(1)};
    gr_loc at = {0, 7, 1};
    assert_int_equal(gr_table_append(s.towns, at, values, NULL, 1, s.diag), GR_OK);
    assert_int_equal(gr_diag_count(s.diag, GR_ERROR), 0);
    assert_int_equal(gr_table_append(s.towns, at, values, NULL, 1, s.diag), GR_OVER_LIMIT);
    check_said(&s, "more records than allowed: 'municipality' may hold 1 [D211]");
    assert_int_equal(gr_table_rows(s.towns), 1);
    gr_arena_free(s.arena);
}

static void many_rows_are_found_by_key(void **state)
{
    (void)state;
    sample s = sample_make();
    for (int i = 0; i < 1000; i++) { /* across chunks */
        gr_str id = gr_str_fmt(s.arena, "t%d", i);
        assert_int_equal(add_town(&s, id.ptr, "naam", int_value(i)), GR_OK);
    }
    for (uint32_t i = 0; i < 1000; i++) {
        gr_str id = gr_str_fmt(s.arena, "t%u", i);
        assert_int_equal(gr_table_find(s.towns, id), i);
        assert_int_equal(gr_table_bare(s.towns, i, TOWN_PEOPLE).as.i, i);
        assert_int_equal(gr_table_place(s.towns, i).line, i + 1);
    }
    assert_int_equal(gr_table_find(s.towns, GR_LIT("t1000")), UINT32_MAX);
    gr_arena_free(s.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_come_back_as_they_went_in),
        cmocka_unit_test(absent_kinds_are_told_apart),
        cmocka_unit_test(a_leaf_names_its_field_record_owner_and_place),
        cmocka_unit_test(a_computed_cell_brings_its_computation_but_never_what_it_hides),
        cmocka_unit_test(what_a_column_cannot_hold_is_refused),
        cmocka_unit_test(near_types_fit),
        cmocka_unit_test(rows_have_a_limit),
        cmocka_unit_test(many_rows_are_found_by_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
