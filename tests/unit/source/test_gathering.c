/* Records that are added up while they are read: their rows are groups. */
#include "base/origin.h"
#include "cases.h"

#define HEAD "<source xmlns='urn:griffie:source:1' id='s'><match root='r'/>"
#define TAIL "</dataset></source>"
#define ROWS "<dataset name='d' records='g/row' shared='yes'"
#define FIELDS                                                                               \
    "<field name='a' path='@a' type='text' default='geen'/><field name='p' path='../@p' "    \
    "type='integer'/><field name='n' path='@n' type='money' optional='yes'/><field name='t'" \
    " path='@t' type='text' optional='yes'/>"
#define PARTS       "<sum name='n' of='n'/><count name='k'/>"
#define GROUP       "<group by='a p'>" PARTS "</group>"
#define GROUPED     HEAD ROWS ">" FIELDS GROUP TAIL
#define WITH(field) HEAD ROWS ">" FIELDS field GROUP TAIL
#define BY(by)      HEAD ROWS ">" FIELDS "<group by='" by "'>" PARTS "</group>" TAIL
#define PART(part)  HEAD ROWS ">" FIELDS "<group by='a'>" part "</group>" TAIL
#define ONE         "<r><g p='1'><row a='x' n='1.00'/></g></r>"
#define LEDGER                                                               \
    "<r><g p='1'>\n<row a='x' n='10.00' t='C'/>\n<row a='y' n='0.50'/>\n"    \
    "<row a='x' n='-2.25' t='D'/></g><g p='2'><row a='x' n='5.00' t='C'/>\n" \
    "<row n='1.00'/></g></r>"

static const export_case good[] = {
    {"in the order of their first records", GROUPED, LEDGER,
     "  = x | 1 | 7.75 EUR | 2\n  = y | 1 | 0.50 EUR | 1\n  = x | 2 | 5.00 EUR | 1\n"
     "  = geen | 2 | 1.00 EUR | 1\n"},
    {"what stands for nothing is counted", GROUPED, LEDGER, "a text default geen in 1 record"},
    {"those that are taken", HEAD ROWS " where=\"t = 'C'\">" FIELDS GROUP TAIL, LEDGER,
     "d key a p shared, 1 left out by where=, 2 left out because where= reads what they do not "
     "say"},
    {"sums of those that are taken", HEAD ROWS " where=\"t = 'C'\">" FIELDS GROUP TAIL, LEDGER,
     "  = x | 1 | 10.00 EUR | 1\n  = x | 2 | 5.00 EUR | 1\n"},
    {"by what is computed",
     HEAD ROWS ">" FIELDS "<field name='v' type='text' value=\"a + '!'\"/><group by='v'>" PARTS
               "</group>" TAIL,
     LEDGER, "  = x! | 12.75 EUR | 3\n"},
    {"a sum of what is computed",
     HEAD ROWS ">" FIELDS "<field name='s' type='money' value=\"n * 2\"/><group by='a'>"
               "<sum name='s' of='s'/></group>" TAIL,
     LEDGER, "  = x | 25.50 EUR\n  = y | 1.00 EUR\n  = geen | 2.00 EUR\n"},
    {"of decimals with other places", WITH("<field name='h' path='@h' type='decimal'/>"),
     "<r><g p='1'><row h='1'/></g></r>", "= geen | 1 | (missing) | 1"},
    {"decimals of any number of places",
     HEAD ROWS "><field name='a' path='@a' type='text'/><field name='h' path='@h' type='decimal'/>"
               "<group by='a'><sum name='h' of='h'/></group>" TAIL,
     "<r><g><row a='x' h='1.5'/><row a='x' h='0.25'/><row a='x' h='2'/></g></r>", "= x | 3.75"},
    {"one that is missing makes the sum missing", GROUPED,
     "<r><g p='1'><row a='x' n='1.00'/><row a='x'/><row a='x' n='2.00'/></g></r>",
     "= x | 1 | (missing) | 3"},
    {"keys that read alike are told apart",
     HEAD ROWS "><field name='a' path='@a' type='text'/><field name='b' path='@b' type='text'/>"
               "<group by='a b'><count name='k'/></group>" TAIL,
     "<r><g><row a='1/2' b='3'/><row a='1' b='2/3'/><row a='1/2' b='3'/></g></r>",
     "  = 1/2 | 3 | 2\n  = 1 | 2/3 | 1\n"},
    {"nothing but the key: what there is", PART(""), LEDGER, "= x\n  = y\n  = geen\n"},
    {"owners",
     HEAD "<dataset name='o' records='o' key='i' shared='yes'><field name='i' path='@i' "
          "type='text'/></dataset><dataset name='d' records='g/row' owner='a'>"
          "<field name='a' path='@a' type='reference' to='o'/><group by='a'>"
          "<count name='k'/></group>" TAIL,
     "<r><o i='x'/><g><row a='x'/><row a='x'/></g></r>", "d key a owner a\n"},
};

static const export_case bad[] = {
    {"by nothing", BY(" "), ONE, "by= names the fields that identify a record [X204]"},
    {"by an unknown field", BY("a q"), ONE, "'q' is not a field of 'd'"},
    {"by one that may be missing", BY("a t"), ONE, "'t' tells records or owners apart"},
    {"by one twice", BY("a a"), ONE, "'a' stands twice in by=; once is enough"},
    {"by a decimal",
     HEAD ROWS ">" FIELDS "<field name='h' path='@h' type='decimal'/><group by='h'>" PARTS
               "</group>" TAIL,
     ONE, "0.5 and 0.50 would be two groups"},
    {"a key as well", HEAD ROWS " key='a'>" FIELDS GROUP TAIL, ONE, "leave key= out"},
    {"a mapping", HEAD ROWS " mapping='yes'>" FIELDS GROUP TAIL, ONE,
     "a mapping is asked for single entries, and a <group> keeps none"},
    {"two groups", HEAD ROWS ">" FIELDS GROUP GROUP TAIL, ONE,
     "a second <group>; write a second dataset with the same records="},
    {"a sum of a text", PART("<sum name='s' of='t'/>"), ONE,
     "'t' is text; integers, decimals and amounts are added up"},
    {"a sum of an unknown field", PART("<sum name='s' of='m'/>"), ONE,
     "'m' is not a field of the records of 'd'"},
    {"one name twice", PART("<sum name='s' of='n'/><count name='s'/>"), ONE, "field 's' in 'd'"},
    {"the name of a key", PART("<count name='a'/>"), ONE, "field 'a' in 'd'"},
    {"a name with a dot", PART("<count name='a.b'/>"), ONE, "a name has no dots"},
    {"a reference in no group", WITH("<field name='o' path='@o' type='reference' to='d'/>"), ONE,
     "'o' is in no group, so what it points at is never looked up"},
    {"an owner in no group", HEAD "<dataset name='d' records='g/row' owner='t'>" FIELDS GROUP TAIL,
     ONE, "'t' is not a field of the groups of 'd'"},
    {"a code that is none, in no group",
     HEAD "<codes name='c'><code value='C'/></codes>" ROWS ">" FIELDS
          "<field name='s' path='@t' type='code' codes='c'/>" GROUP TAIL,
     "<r><g p='1'>\n<row a='x' n='1.00' t='X'/></g></r>",
     "input/b-2025.xml:2:1: error: unknown code: 'X'"},
    {"too large", GROUPED,
     "<r><g p='1'><row a='x' n='90000000000000000.00'/>\n<row a='x' "
     "n='90000000000000000.00'/></g></r>",
     "input/b-2025.xml:2:1: error: "},
    {"a key that says nothing",
     HEAD ROWS
     "><field name='a' path='@a' type='text'/><group by='a'><count name='k'/></group>" TAIL,
     "<r><g><row a='x'/>\n<row/></g></r>", "input/b-2025.xml:2:1: error: "},
};

static void records_are_added_up(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        run_case(&good[i], true);
    }
}

static void what_cannot_be_added_up_is_said(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        run_case(&bad[i], false);
    }
}

/** More groups than a dataset may hold rows: at the record that begins the first too many. */
static void groups_have_an_end(void **state)
{
    (void)state;
    try t = try_make();
    t.limits.rows = 2;
    write_text(&t, "sources/s.xml", GROUPED);
    write_text(&t, "input/b-2025.xml", LEDGER);
    assert_int_not_equal(try_run(&t), GR_OK);
    check_text("said", try_said(&t),
               "input/b-2025.xml:4:42: error: more records than allowed: 'd' may hold 2 [D211]\n");
    try_free(&t);
}

/** What tells records apart is remembered beside the groups, and not without end. */
static void what_is_remembered_has_an_end(void **state)
{
    static const struct {
        const char *descriptor, *said;
    } ends[] = {
        {HEAD ROWS " unique='a'>" FIELDS GROUP TAIL,
         "input/b-2025.xml:3:1: error: more records than allowed: unique=\"a\" of 'd' remembers 1; "
         "name in once= what all records of a file share instead [D211]\n"},
        {HEAD ROWS " once='p'>" FIELDS GROUP TAIL,
         "input/b-2025.xml:4:42: error: more records than allowed: once=\"p\" of 'd' remembers 1; "
         "name fewer fields [D211]\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        try t = try_make();
        t.limits.doubles = 1;
        write_text(&t, "sources/s.xml", ends[i].descriptor);
        write_text(&t, "input/b-2025.xml", LEDGER);
        assert_int_equal(try_run(&t), GR_OVER_LIMIT);
        check_text("said", try_said(&t), ends[i].said);
        try_free(&t);
    }
}

/** Of a group is told which records they were, and the stamp of their parts. */
static void origin_is_the_set(void **state)
{
    (void)state;
    try t = try_make();
    write_text(&t, "sources/s.xml", HEAD ROWS " where=\"t = 'C' or t = 'D'\">" FIELDS GROUP TAIL);
    write_text(&t, "input/a-2025.xml", "<r><g p='1'>\n\n<row a='x' n='1.00' t='C'/></g></r>");
    write_text(&t, "input/b-2025.xml", LEDGER);
    assert_int_equal(try_run(&t), GR_OK);
    const gr_table *table = gr_catalogue_find(t.catalogue, GR_LIT("d"));
    gr_value value = gr_table_value(table, 0, 2, t.arena);
    check_text("set", value.origin->condition, "sum of n over 3 records where t = 'C' or t = 'D'");
    assert_int_equal(value.origin->at.line, 3);
    const gr_group_members *members = gr_table_members(table, 0);
    assert_ptr_equal(value.origin->members, members);
    assert_int_equal(members->n, 3);
    assert_int_equal(members->first.line, 3);
    assert_int_equal(members->last.line, 4);
    assert_int_not_equal(members->first.file, members->last.file);
    assert_int_equal(gr_table_records(table), 4);
    gr_str all = gr_origin_condition(value.origin, t.arena);
    assert_true(gr_str_find(all, GR_LIT(", line 3 to 4 of a later file, checksum ")) != SIZE_MAX);
    gr_value key = gr_table_value(table, 0, 0, t.arena);
    assert_null(key.origin->members);
    try_free(&t);
}

static uint64_t checksum_of(const char *input)
{
    try t = try_make();
    write_text(&t, "sources/s.xml", GROUPED);
    write_text(&t, "input/b-2025.xml", input);
    assert_int_equal(try_run(&t), GR_OK);
    const gr_table *table = gr_catalogue_find(t.catalogue, GR_LIT("d"));
    uint64_t checksum = gr_table_members(table, 0)->checksum;
    try_free(&t);
    return checksum;
}

/** Other parts with the same sum, and the same parts on another line, are seen. */
static void checksum_is_of_the_records(void **state)
{
    (void)state;
    const char *two = "<r><g p='1'>\n<row a='x' n='1.00'/>\n<row a='x' n='2.00'/></g></r>";
    uint64_t is = checksum_of(two);
    assert_true(checksum_of(two) == is);
    assert_true(checksum_of("<r><g p='1'>\n<row a='x' n='1.50'/>\n<row a='x' n='1.50'/></g></r>") !=
                is);
    assert_true(
        checksum_of("<r><g p='1'>\n<row a='x' n='1.00'/>\n\n<row a='x' n='2.00'/></g></r>") != is);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_added_up), cmocka_unit_test(what_cannot_be_added_up_is_said),
        cmocka_unit_test(groups_have_an_end),   cmocka_unit_test(what_is_remembered_has_an_end),
        cmocka_unit_test(origin_is_the_set),    cmocka_unit_test(checksum_is_of_the_records),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
