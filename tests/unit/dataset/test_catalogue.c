/* Datasets by name, their links, and the dump. */
#include "sample.h"

static void datasets_are_found_by_name_in_order(void **state)
{
    (void)state;
    sample s = sample_make();
    assert_int_equal(gr_catalogue_count(s.catalogue), 2);
    assert_ptr_equal(gr_catalogue_at(s.catalogue, 1), s.lines);
    assert_ptr_equal(gr_catalogue_find(s.catalogue, GR_LIT("line")), s.lines);
    assert_null(gr_catalogue_find(s.catalogue, GR_LIT("lines")));
    gr_str *names;
    assert_int_equal(gr_catalogue_names(s.catalogue, s.arena, &names), 2);
    check_text("names", names[0], "municipality");
    const gr_schema *schema = gr_table_schema(s.lines);
    assert_int_equal(gr_schema_column(schema, GR_LIT("share")), LINE_SHARE);
    assert_int_equal(gr_schema_column(schema, GR_LIT("shares")), SIZE_MAX);
    assert_int_equal(gr_schema_names(schema, s.arena, &names), N_LINE_COLUMNS);
    check_text("column", names[LINE_DATE], "date");
    assert_ptr_equal(schema->columns[LINE_TOWN].target, gr_table_schema(s.towns));
    gr_arena_free(s.arena);
}

static void a_second_dataset_of_a_name_is_refused(void **state)
{
    (void)state;
    sample s = sample_make();
    assert_null(gr_catalogue_add(s.catalogue, sample_lines(s.arena), s.diag));
    check_said(&s, "name given twice: a dataset 'line' exists already [T210]");
    gr_arena_free(s.arena);
}

typedef struct target {
    const char *name, *want;
} target;

static void references_to_no_dataset_are_refused(void **state)
{
    (void)state;
    static const target cases[] = {
        {"municipalty",
         "unknown dataset: 'municipalty' in 'line.town'; did you mean 'municipality'? [T202]"},
        {"xyz",
         "unknown dataset: 'xyz' in 'line.town': no source or data descriptor makes it [T202]"},
    };
    for (size_t i = 0; i < 2; i++) {
        sample s = {.arena = gr_arena_new(65536)};
        s.diag = gr_diag_new(s.arena, 50);
        s.catalogue = gr_catalogue_new(s.arena);
        gr_schema *schema = sample_lines(s.arena);
        schema->columns[LINE_TOWN].target_name = gr_str_of(cases[i].name);
        (void)gr_catalogue_add(s.catalogue, sample_towns(s.arena), s.diag);
        (void)gr_catalogue_add(s.catalogue, schema, s.diag);
        assert_int_equal(gr_catalogue_link_schemas(s.catalogue, s.diag), GR_BAD_INPUT);
        check_said(&s, cases[i].want);
        gr_arena_free(s.arena);
    }
}

static void broken_references_and_double_keys_are_all_told(void **state)
{
    (void)state;
    sample s = sample_make();
    assert_int_equal(add_town(&s, "gm0202", "Arnhem", int_value(1)), GR_OK);
    assert_int_equal(add_town(&s, "gm0226", "Duiven", int_value(1)), GR_OK);
    assert_int_equal(add_town(&s, "gm0202", "Arnhem", int_value(2)), GR_OK);
    static const char *const towns[] = {"gm0202", "gm020", "elders"};
    for (int i = 0; i < 3; i++) {
        gr_value values[N_LINE_COLUMNS];
        line_values(values, towns[i], 2022);
        assert_int_equal(add_line(&s, values), GR_OK);
    }
    assert_int_equal(gr_catalogue_link_rows(s.catalogue, s.diag), GR_BAD_INPUT);
    check_said(&s, "duplicate key: 'gm0202' in municipality [D207]");
    check_said(&s, "note: the first record with this key");
    check_said(&s, "'gm020' is not a key of municipality; did you mean 'gm0202'? [D208]");
    check_said(&s, "'elders' is not a key of municipality, which has 3 records [D208]");
    assert_int_equal(gr_diag_count(s.diag, GR_ERROR), 3);
    assert_int_equal(gr_table_find(s.towns, GR_LIT("gm0202")), 0);
    check_text("unlinked owner", gr_table_owner(s.lines, 2), "elders");
    gr_arena_free(s.arena);
}

static void a_long_key_is_not_quoted_whole(void **state)
{
    (void)state;
    sample s = sample_make();
    assert_int_equal(add_town(&s, "a", "A", int_value(1)), GR_OK);
    gr_value values[N_LINE_COLUMNS];
    line_values(values, "ééééééééééééééééééééééééééééééééééééééééëëë", 2022);
    assert_int_equal(add_line(&s, values), GR_OK);
    assert_int_equal(gr_catalogue_link_rows(s.catalogue, s.diag), GR_BAD_INPUT);
    check_said(&s, "'éééééééééééééééééééééééééééééééééééééééé' is not a key");
    gr_arena_free(s.arena);
}

static void empty_datasets_are_refused_unless_allowed(void **state)
{
    (void)state;
    sample s = sample_make();
    gr_schema *schema = sample_lines(s.arena);
    schema->name = GR_LIT("allowed");
    schema->may_be_empty = true;
    assert_non_null(gr_catalogue_add(s.catalogue, schema, s.diag));
    assert_int_equal(gr_catalogue_link_schemas(s.catalogue, s.diag), GR_OK);
    assert_int_equal(gr_catalogue_link_rows(s.catalogue, s.diag), GR_BAD_INPUT);
    assert_int_equal(gr_diag_count(s.diag, GR_ERROR),
                     1); /* the derived one may still be computed */
    assert_int_equal(gr_table_link(s.lines, s.diag), GR_BAD_INPUT);
    check_said(&s,
               "dataset without records: 'line'; if that can be right, say empty=\"yes\" [D210]");
    assert_int_equal(gr_diag_count(s.diag, GR_ERROR), 2);
    assert_int_equal(gr_catalogue_link_rows(s.catalogue, s.diag), GR_OK); /* told once */
    gr_arena_free(s.arena);
}

static void derived_tables_link_to_earlier_ones(void **state)
{
    (void)state;
    sample s = {.arena = gr_arena_new(65536)};
    s.diag = gr_diag_new(s.arena, 50);
    s.catalogue = gr_catalogue_new(s.arena);
    s.towns = gr_catalogue_add(s.catalogue, sample_towns(s.arena), s.diag);
    assert_int_equal(add_town(&s, "gm0202", "Arnhem", int_value(1)), GR_OK);
    assert_int_equal(gr_catalogue_link_schemas(s.catalogue, s.diag), GR_OK);
    assert_int_equal(gr_catalogue_link_rows(s.catalogue, s.diag), GR_OK);
    s.lines = gr_catalogue_add(s.catalogue, sample_lines(s.arena), s.diag);
    gr_value values[N_LINE_COLUMNS];
    line_values(values, "gm0202", 2022);
    assert_int_equal(add_line(&s, values), GR_OK);
    assert_int_equal(gr_catalogue_link_schemas(s.catalogue, s.diag), GR_OK);
    assert_int_equal(gr_catalogue_link_rows(s.catalogue, s.diag), GR_OK);
    assert_int_equal(gr_table_bare(s.lines, 0, LINE_TOWN).type, GR_T_REF);
    gr_arena_free(s.arena);
}

static void the_dump_is_stable_and_unambiguous(void **state)
{
    (void)state;
    sample s = sample_make();
    assert_int_equal(add_town(&s, "gm0202", "Arn|hem\nen \\", int_value(153818)), GR_OK);
    assert_int_equal(add_town(&s, "gm0226", "Duiven", (gr_value){.type = GR_T_MISSING}), GR_OK);
    gr_value values[N_LINE_COLUMNS];
    line_values(values, "gm0202", 2022);
    assert_int_equal(add_line(&s, values), GR_OK);
    assert_int_equal(gr_catalogue_link_rows(s.catalogue, s.diag), GR_OK);
    gr_export exported = {.file = GR_LIT("a.xml"),
                          .source = GR_LIT("alpha"),
                          .title = GR_LIT("Alpha"),
                          .as_of = {.type = GR_T_DATE, .as.day = 0},
                          .records = 3};
    gr_catalogue_add_export(s.catalogue, &exported);
    exported.as_of.type = GR_T_MISSING;
    gr_catalogue_add_export(s.catalogue, &exported);
    const gr_export *exports;
    assert_int_equal(gr_catalogue_exports(s.catalogue, &exports), 2);
    gr_buf out = gr_buf_make(s.arena, 100000);
    gr_catalogue_dump(s.catalogue, &out);
    gr_str want = gr_str_fmt(
        s.arena,
        "export a.xml through alpha: 3 records, as of 1970-01-01\n"
        "export a.xml through alpha: 3 records\n"
        "dataset municipality \"Gemeenten\" key id shared\n"
        "  id text\n"
        "  name text\n"
        "  people %s optional\n"
        "  = gm0202 | Arn\\|hem\\nen \\\\ | 153818\n"
        "  = gm0226 | Duiven | (missing)\n"
        "dataset line derived key town year owner town\n"
        "  town %s to municipality\n"
        "  year period\n"
        "  amount money EUR\n"
        "  direction code of direction\n"
        "  share decimal\n"
        "  date date\n"
        "  school period\n"
        "  final %s\n"
        "  = gm0202 | 2022 | 1234.50 EUR | expense | -30.5 | 1969-12-31 | 2022-2023 | true\n",
        gr_type_name(GR_T_INT), gr_type_name(GR_T_REF), gr_type_name(GR_T_BOOL));
    check_text("dump", gr_buf_view(&out), want.ptr);
    gr_arena_free(s.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(datasets_are_found_by_name_in_order),
        cmocka_unit_test(a_second_dataset_of_a_name_is_refused),
        cmocka_unit_test(references_to_no_dataset_are_refused),
        cmocka_unit_test(broken_references_and_double_keys_are_all_told),
        cmocka_unit_test(a_long_key_is_not_quoted_whole),
        cmocka_unit_test(empty_datasets_are_refused_unless_allowed),
        cmocka_unit_test(derived_tables_link_to_earlier_ones),
        cmocka_unit_test(the_dump_is_stable_and_unambiguous),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
