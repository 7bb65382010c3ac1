/* Which source reads which export, and what is said when none does. */
#include "try.h"

#define BUDGETS                                                                          \
    "<source xmlns='urn:griffie:source:1' id='budgets' title='Begroting'>"               \
    "<match root='budgets' namespace='urn:b'/><dataset name='b' records='row' key='id' " \
    "shared='yes'>"                                                                      \
    "<field name='id' type='text'/></dataset></source>"
#define TEAMS                                                                             \
    "<source xmlns='urn:griffie:source:1' id='teams' required='no'><match root='teams'/>" \
    "<match root='staff'/><dataset name='t' records='row' key='id' shared='yes'>"         \
    "<field name='id' type='text'/></dataset></source>"
#define GOOD "<budgets xmlns='urn:b'><row id='1'/></budgets>"

typedef struct loaded {
    const char *name, *one, *two; /* exports; NULL: none */
    gr_status status;
    const char *want;
} loaded;

static const loaded cases[] = {
    {"one fits, the other may stay away", GOOD, NULL, GR_OK, ""},
    {"two of one source", GOOD, "<budgets xmlns='urn:b'><row id='2'/></budgets>", GR_OK, ""},
    {"a second root element", GOOD, "<staff xmlns='x'><row id='1'/></staff>", GR_OK, ""},
    {"another namespace", GOOD, "<budgets xmlns='urn:c'/>", GR_BAD_INPUT,
     "input/b.xml: error: no source descriptor fits this export: its root element is <budgets> of "
     "urn:c; budgets reads <budgets> of urn:b; teams reads <teams>, <staff> [D104]\n"},
    {"another root element", GOOD, "<begroting/>", GR_BAD_INPUT,
     "input/b.xml: error: no source descriptor fits this export: its root element is <begroting>; "
     "budgets reads <budgets> of urn:b; teams reads <teams>, <staff> [D104]\n"},
    {"a required one away", NULL, "<teams><row id='1'/></teams>", GR_BAD_INPUT,
     "sources/a.xml:1:1: error: no export for this source: 'budgets': no *.xml in 'input' has the "
     "root element <budgets> of urn:b; if that can be right, say required=\"no\" [D105]\n"},
    {"an export without records", GOOD, "<teams/>", GR_BAD_INPUT,
     "sources/b.xml:1:105: error: dataset without records: 't', though there is an export of it; "
     "if that can be right, say empty=\"yes\" [D210]\n"},
    {"nothing at all", NULL, NULL, GR_BAD_INPUT,
     "input: error: no exports found: no *.xml in this folder [D106]\n"},
};

static void exports_find_their_source(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        try t = try_make();
        write_text(&t, "sources/a.xml", BUDGETS);
        write_text(&t, "sources/b.xml", TEAMS);
        write_text(&t, "input/readme.txt", "not an export");
        if (cases[i].one != NULL) {
            write_text(&t, "input/a.xml", cases[i].one);
        }
        if (cases[i].two != NULL) {
            write_text(&t, "input/b.xml", cases[i].two);
        }
        print_message("case %s\n", cases[i].name);
        assert_int_equal(try_run(&t), cases[i].status);
        check_text(cases[i].name, try_said(&t), cases[i].want);
        try_free(&t);
    }
}

static void files_are_read_in_order_of_their_names(void **state)
{
    (void)state;
    try t = try_make();
    write_text(&t, "sources/a.xml", BUDGETS);
    write_text(&t, "input/2.xml", "<budgets xmlns='urn:b'><row id='b'/></budgets>");
    write_text(&t, "input/1.xml", "<budgets xmlns='urn:b'><row id='a'/></budgets>");
    assert_int_equal(try_run(&t), GR_OK);
    check_text("dump", try_dump(&t),
               "export 1.xml through budgets: 1 records\nexport 2.xml through budgets: 1 records\n"
               "dataset b key id shared\n  id text\n  = a\n  = b\n");
    const gr_export *exports;
    assert_int_equal(gr_catalogue_exports(t.catalogue, &exports), 2);
    check_text("title", exports[0].title, "Begroting");
    assert_int_equal(exports[0].as_of.type, GR_T_MISSING);
    try_free(&t);
}

static void a_bad_file_does_not_hide_the_next(void **state)
{
    (void)state;
    try t = try_make();
    write_text(&t, "sources/a.xml", BUDGETS);
    write_text(&t, "input/1.xml", "no XML at all");
    write_text(&t, "input/2.xml", "<budgets xmlns='urn:b'><row/></budgets>");
    assert_int_equal(try_run(&t), GR_BAD_INPUT);
    assert_true(gr_diag_has(t.diag, GR_CODE_FIELD_ABSENT));
    assert_false(gr_diag_has(t.diag, GR_CODE_SOURCE_ABSENT)); /* the bad one may have been it */
    assert_int_equal(gr_diag_count(t.diag, GR_ERROR), 2);
    try_free(&t);
}

static void one_file_is_read_by_itself(void **state)
{
    (void)state;
    try t = try_make();
    write_text(&t, "sources/a.xml", BUDGETS);
    write_text(&t, "input/1.xml", GOOD);
    write_text(&t, "input/2.xml", "<x/>");
    assert_int_equal(try_describe(&t), GR_OK);
    assert_int_equal(gr_sources_load_file(t.sources, GR_LIT("input/1.xml"), GR_LIT("1.xml"),
                                          &t.limits, t.catalogue, t.diag),
                     GR_OK);
    assert_int_equal(gr_table_rows(gr_catalogue_at(t.catalogue, 0)), 1);
    assert_int_equal(gr_sources_load_file(t.sources, GR_LIT("input/2.xml"), GR_LIT("2.xml"),
                                          &t.limits, t.catalogue, t.diag),
                     GR_BAD_INPUT);
    assert_true(gr_diag_has(t.diag, GR_CODE_EXPORT_UNMATCHED));
    try_free(&t);
}

static void a_missing_folder_is_told(void **state)
{
    (void)state;
    try t = try_make();
    write_text(&t, "sources/a.xml", BUDGETS);
    assert_int_equal(try_describe(&t), GR_OK);
    gr_file_names passed;
    assert_int_equal(gr_sources_load(t.sources, GR_LIT("inputs"), &t.limits, t.catalogue, t.arena,
                                     t.diag, &passed),
                     GR_BAD_INPUT);
    check_text("folder", try_said(&t),
               "inputs: error: no exports found: there is no such folder [D106]\n");
    try_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exports_find_their_source),
        cmocka_unit_test(files_are_read_in_order_of_their_names),
        cmocka_unit_test(a_bad_file_does_not_hide_the_next),
        cmocka_unit_test(one_file_is_read_by_itself),
        cmocka_unit_test(a_missing_folder_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
